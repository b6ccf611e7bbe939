using System.Runtime.InteropServices;

namespace KnowledgeBase.Materials;

/// <summary>
/// Tells the genre of a material by weighing cues: the words of its title, its opening and closing formulas, its numbering, the mood
/// of its verbs. Every cue names itself, so that the answer can be explained.
/// </summary>
internal static class GenreClassifier
{
    /// <summary>Opening formulas stand in this much of the body.</summary>
    private const int FormulaLength = 900;

    /// <summary>Mood, quoted voices and tell-tale words are looked for in this much of the text, …</summary>
    private const int SampleLength = 5000;

    /// <summary>… closing formulas in this much of its end.</summary>
    private const int ClosingLength = 1000;

    /// <summary>A genre needs at least this much weight; with less, the material is <see cref="Genres.Other"/>.</summary>
    private const double LeastWeight = 1.5;

    /// <summary>When no genre has this much weight from cues, the manner of the prose is looked at.</summary>
    private const double LeastOfCues = 2.6;

    private static readonly (string Words, string Genre, double Weight)[] TitleCues =
    [
        ("述职报告", Genres.DutyReport, 16), ("述职", Genres.DutyReport, 12), ("述责", Genres.DutyReport, 9), ("述廉", Genres.DutyReport, 7), ("履职报告", Genres.DutyReport, 8),
        ("讲话", Genres.Speech, 8), ("致辞", Genres.Speech, 8), ("致词", Genres.Speech, 8), ("贺词", Genres.Speech, 8), ("演讲", Genres.Speech, 8), ("祝酒辞", Genres.Speech, 8),
        ("表态发言", Genres.Speech, 8), ("发言", Genres.Speech, 3), ("答记者问", Genres.News, 7), ("发言摘编", Genres.News, 8),
        ("经验交流", Genres.Experience, 9), ("经验材料", Genres.Experience, 9), ("交流材料", Genres.Experience, 8), ("典型材料", Genres.Experience, 8), ("事迹材料", Genres.Experience, 7),
        ("交流发言", Genres.Experience, 7), ("先进事迹", Genres.Experience, 6), ("典型经验", Genres.Experience, 6), ("做法与启示", Genres.Experience, 6), ("经验做法", Genres.Experience, 7), ("案例", Genres.Experience, 4),
        ("工作要点", Genres.Plan, 9), ("工作计划", Genres.Plan, 9), ("工作安排", Genres.Plan, 6), ("工作思路", Genres.Plan, 5), ("学习计划", Genres.Plan, 7), ("年度计划", Genres.Plan, 7), ("计划安排", Genres.Plan, 6), ("工作打算", Genres.Plan, 5),
        ("工作总结", Genres.Report, 9), ("总结", Genres.Report, 6), ("汇报", Genres.Report, 8), ("工作报告", Genres.Report, 8), ("情况报告", Genres.Report, 8), ("情况的报告", Genres.Report, 8), ("自查报告", Genres.Report, 8),
        ("整改报告", Genres.Report, 8), ("调研报告", Genres.Report, 6), ("运行情况", Genres.Report, 5), ("进展情况", Genres.Report, 6), ("工作情况", Genres.Report, 6), ("公报", Genres.Report, 4), ("报告", Genres.Report, 4), ("工作回顾", Genres.Report, 5),
        ("实施方案", Genres.Scheme, 9), ("工作方案", Genres.Scheme, 9), ("行动方案", Genres.Scheme, 9), ("方案", Genres.Scheme, 5), ("实施意见", Genres.Scheme, 9), ("指导意见", Genres.Scheme, 9), ("若干意见", Genres.Scheme, 9), ("的意见", Genres.Scheme, 8),
        ("通知", Genres.Scheme, 7), ("行动计划", Genres.Scheme, 7), ("若干措施", Genres.Scheme, 8), ("政策措施", Genres.Scheme, 8), ("的决定", Genres.Scheme, 7), ("规划", Genres.Scheme, 5), ("通报", Genres.News, 4), ("行动纲要", Genres.Scheme, 6), ("指南", Genres.Scheme, 4), ("通告", Genres.Scheme, 6),
        ("办法", Genres.Rules, 8), ("条例", Genres.Rules, 5), ("制度", Genres.Rules, 3.5), ("细则", Genres.Rules, 9), ("规定", Genres.Rules, 6), ("准则", Genres.Rules, 5), ("规则", Genres.Rules, 7), ("章程", Genres.Rules, 7), ("规程", Genres.Rules, 7), ("守则", Genres.Rules, 7), ("公约", Genres.Rules, 6),
        ("党课", Genres.Lecture, 9), ("讲稿", Genres.Lecture, 7), ("学习材料", Genres.Lecture, 10), ("学习资料", Genres.Lecture, 10), ("学习方案", Genres.Lecture, 10), ("学习提纲", Genres.Lecture, 9), ("宣讲", Genres.Lecture, 5), ("辅导", Genres.Lecture, 6),
        ("应知应会", Genres.Lecture, 9), ("知识问答", Genres.Lecture, 9), ("学习知识", Genres.Lecture, 8), ("培训用", Genres.Lecture, 5), ("学习问答", Genres.Lecture, 8), ("教案", Genres.Lecture, 8), ("知识点", Genres.Lecture, 7),
        ("简报", Genres.News, 9), ("综述", Genres.News, 6), ("侧记", Genres.News, 7), ("纪实", Genres.News, 6), ("启动仪式", Genres.News, 2), ("圆满", Genres.News, 2), ("在京举行", Genres.News, 6), ("强调", Genres.News, 3), ("出席", Genres.News, 4), ("召开", Genres.News, 3), ("启用", Genres.News, 4), ("举行", Genres.News, 3), ("述评", Genres.News, 5), ("反响", Genres.News, 5),
        ("公开信", Genres.Other, 9), ("倡议书", Genres.Other, 9), ("承诺书", Genres.Other, 9), ("纪要", Genres.Other, 9), ("慰问信", Genres.Other, 9), ("感谢信", Genres.Other, 9), ("贺信", Genres.Other, 8), ("决议", Genres.Other, 7), ("申请书", Genres.Other, 8), ("思想汇报", Genres.Other, 9), ("邀请函", Genres.Other, 9), ("入党申请", Genres.Other, 9), ("问卷", Genres.Other, 7), ("目录", Genres.Other, 3), ("名单", Genres.Other, 5), ("主持词", Genres.Other, 7), ("简历", Genres.Other, 6), ("责任书", Genres.Other, 7), ("合同", Genres.Other, 6), ("公示", Genres.Other, 6), ("会议记录", Genres.Other, 8), ("清单", Genres.Other, 3),
    ];

    /// <summary>Columns of newspapers that carry opinion.</summary>
    private static readonly string[] OpinionColumns =
    [
        "人民论坛", "今日谈", "金台潮声", "专题深思", "人民要论", "评论员", "思想纵横", "大家谈", "人民时评", "学术圆桌", "观察者说", "本报评论", "深入学习贯彻习近平新时代中国特色社会主义思想", "现场评论", "锐评", "观潮", "时评", "短评",
        "评论——", "理论", "学习时评", "党建论坛", "思考", "杂谈", "随笔", "漫谈", "暖闻热评", "纪法", "廉论",
    ];

    private static readonly (string Words, string Genre, double Weight)[] OpeningCues =
    [
        ("同志们：", Genres.Speech, 4), ("各位代表：", Genres.Report, 3), ("尊敬的", Genres.Speech, 2.5), ("女士们", Genres.Speech, 4), ("先生们", Genres.Speech, 4), ("朋友们：", Genres.Speech, 3), ("各位来宾", Genres.Speech, 3),
        ("今天我们召开", Genres.Speech, 5), ("今天，我们召开", Genres.Speech, 5), ("这次会议的主要任务", Genres.Speech, 4), ("会议的主要任务", Genres.Speech, 3), ("主要任务是", Genres.Speech, 1.5), ("我再讲", Genres.Speech, 4), ("我讲几点", Genres.Speech, 4), ("点意见。", Genres.Speech, 2.5), ("下面，我", Genres.Speech, 3), ("我代表", Genres.Speech, 2), ("讲几点意见", Genres.Speech, 3), ("今天，我们", Genres.Speech, 1), ("很高兴", Genres.Speech, 2), ("同志作了", Genres.Speech, 3), ("我都完全赞同", Genres.Speech, 3), ("我完全赞同", Genres.Speech, 3),
        ("向大会报告工作", Genres.Report, 8), ("现将", Genres.Report, 1.5), ("汇报如下", Genres.Report, 6), ("报告如下", Genres.Report, 6), ("总结如下", Genres.Report, 7), ("请予审议", Genres.Report, 5), ("今年以来", Genres.Report, 1.5), ("一年来", Genres.Report, 1.5), ("近年来", Genres.Report, 1), ("总体情况", Genres.Report, 1.5), ("工作开展情况", Genres.Report, 3),
        ("制定本方案", Genres.Scheme, 8), ("制定如下实施方案", Genres.Scheme, 8), ("制定如下方案", Genres.Scheme, 8), ("特制定", Genres.Scheme, 3), ("制定本实施方案", Genres.Scheme, 8), ("制定本行动计划", Genres.Scheme, 8), ("提出如下意见", Genres.Scheme, 8), ("提出如下实施意见", Genres.Scheme, 8), ("提出以下意见", Genres.Scheme, 8), ("提出如下指导意见", Genres.Scheme, 8), ("通知如下", Genres.Scheme, 8), ("有关事项通知", Genres.Scheme, 6), ("印发给你们", Genres.Scheme, 7), ("现印发", Genres.Scheme, 6), ("贯彻执行", Genres.Scheme, 1), ("制定本意见", Genres.Scheme, 8), ("制定本规划", Genres.Scheme, 7), ("编制本规划", Genres.Scheme, 7), ("制定本计划", Genres.Scheme, 4), ("请结合实际", Genres.Scheme, 3), ("请认真贯彻", Genres.Scheme, 4), ("经研究，决定", Genres.Scheme, 3), ("制定以下措施", Genres.Scheme, 6), ("指导思想", Genres.Scheme, 1), ("基本原则", Genres.Scheme, 1.5), ("总体要求", Genres.Scheme, 1.5), ("组织实施", Genres.Scheme, 1), ("保障措施", Genres.Scheme, 1.5),
        ("制定本制度", Genres.Rules, 9), ("制定本规定", Genres.Rules, 9), ("制定本条例", Genres.Rules, 9), ("制定本细则", Genres.Rules, 9), ("制定本规则", Genres.Rules, 9), ("制定本实施细则", Genres.Rules, 9), ("本办法所称", Genres.Rules, 5), ("本办法适用", Genres.Rules, 5), ("制定本准则", Genres.Rules, 9), ("制定本章程", Genres.Rules, 9), ("本制度", Genres.Rules, 2), ("本条例", Genres.Rules, 2),
        ("工作的总体要求是", Genres.Plan, 3.5), ("工作总体要求", Genres.Plan, 2), ("总体思路", Genres.Plan, 1.5), ("制定本工作要点", Genres.Plan, 8), ("制定如下工作要点", Genres.Plan, 8), ("制定本学期工作计划", Genres.Plan, 8), ("工作计划", Genres.Plan, 1), ("抓好以下工作", Genres.Plan, 2),
        ("述职如下", Genres.DutyReport, 9), ("述职报告", Genres.DutyReport, 4), ("本人", Genres.DutyReport, 1.5), ("履职情况", Genres.DutyReport, 2.5), ("履行职责情况", Genres.DutyReport, 3), ("请予评议", Genres.DutyReport, 5), ("任职以来", Genres.DutyReport, 2), ("请评议", Genres.DutyReport, 4),
        ("本报北京", Genres.News, 4), ("新华社记者", Genres.News, 4), ("日电", Genres.News, 4), ("本报讯", Genres.News, 6), ("日前", Genres.News, 1), ("近日", Genres.News, 1.2), ("记者从", Genres.News, 3), ("记者在", Genres.News, 3), ("（通讯员", Genres.News, 5), ("编者按", Genres.News, 2), ("本期导读", Genres.News, 4),
        ("同志们好", Genres.Lecture, 1), ("今天给大家", Genres.Lecture, 4), ("这节课", Genres.Lecture, 4), ("这堂党课", Genres.Lecture, 6), ("党课", Genres.Lecture, 1.2), ("学习目的", Genres.Lecture, 2.5), ("学习目标", Genres.Lecture, 2.5), ("学习内容", Genres.Lecture, 2), ("问题一", Genres.Lecture, 2), ("学习要点", Genres.Lecture, 3), ("一起学习", Genres.Lecture, 3),         ("经验做法", Genres.Experience, 2), ("主要做法", Genres.Experience, 2.5), ("几点体会", Genres.Experience, 2), ("工作启示", Genres.Experience, 2.5), ("经验启示", Genres.Experience, 3),
        ("亲爱的", Genres.Other, 1.5), ("会议由", Genres.Other, 1.5), ("郑重承诺", Genres.Other, 4), ("发出如下倡议", Genres.Other, 6), ("倡议如下", Genres.Other, 6), ("出席人员", Genres.Other, 3), ("乡亲们", Genres.Other, 1),
    ];

    private static readonly (string Words, string Genre, double Weight)[] AnywhereCues =
    [
        ("（记者", Genres.News, 5), ("本报记者", Genres.News, 4), ("记者在", Genres.News, 2), ("记者了解到", Genres.News, 3), ("记者从", Genres.News, 2), ("记者来到", Genres.News, 3), ("告诉记者", Genres.News, 3), ("思考题", Genres.Lecture, 3.5),
        ("讨论题", Genres.Lecture, 3.5), ("研讨题", Genres.Lecture, 3.5), ("知识链接", Genres.Lecture, 3), ("延伸阅读", Genres.Lecture, 2.5), ("会议议定", Genres.Other, 4), ("制定本办法", Genres.Rules, 6), ("本办法", Genres.Rules, 2),
    ];

    private static readonly (string Words, double Weight, string Genre)[] HeadingCues =
    [
        ("指导思想", 1.3, Genres.Scheme), ("总体要求", 1.3, Genres.Scheme), ("基本原则", 1.3, Genres.Scheme), ("工作目标", 1.2, Genres.Scheme), ("目标任务", 1.2, Genres.Scheme), ("主要任务", 1.2, Genres.Scheme), ("重点任务", 1.2, Genres.Scheme), ("组织领导", 1, Genres.Scheme),
        ("保障措施", 1.5, Genres.Scheme), ("组织保障", 1.2, Genres.Scheme), ("实施步骤", 2, Genres.Scheme), ("方法步骤", 2, Genres.Scheme), ("时间安排", 1.5, Genres.Scheme), ("工作要求", 1, Genres.Scheme), ("组织实施", 1.2, Genres.Scheme), ("工作步骤", 2, Genres.Scheme), ("整治重点", 1.5, Genres.Scheme), ("有关要求", 1.2, Genres.Scheme),
        ("存在的问题", 2.2, Genres.Report), ("存在问题", 2.2, Genres.Report), ("主要问题", 1.5, Genres.Report), ("不足", 1.5, Genres.Report), ("下一步", 2.2, Genres.Report), ("下步", 2.2, Genres.Report), ("工作回顾", 2, Genres.Report), ("工作打算", 2, Genres.Report), ("开展情况", 2, Genres.Report), ("工作情况", 1.5, Genres.Report), ("基本情况", 1.2, Genres.Report), ("主要成效", 1.5, Genres.Report), ("工作成效", 1.2, Genres.Report),
        ("主要做法", 1.5, Genres.Experience), ("体会", 1.8, Genres.Experience), ("启示", 2, Genres.Experience), ("经验", 1.2, Genres.Experience), ("履职", 2, Genres.DutyReport), ("述职", 3, Genres.DutyReport), ("廉洁自律", 1, Genres.DutyReport),
        ("思考题", 3, Genres.Lecture), ("学习内容", 2.5, Genres.Lecture), ("学习目标", 2.5, Genres.Lecture), ("学习目的", 2.5, Genres.Lecture), ("讨论", 1.5, Genres.Lecture), ("为什么", 1, Genres.Lecture), ("总则", 4, Genres.Rules), ("附则", 4, Genres.Rules), ("罚则", 3, Genres.Rules),
    ];

    private static readonly (string Words, string Genre, double Weight)[] ClosingCues =
    [
        ("\n同志们，", Genres.Speech, 2.5), ("\n　　同志们，", Genres.Speech, 2.5), ("谢谢大家", Genres.Speech, 4), ("谢谢！", Genres.Speech, 2.5), ("谢谢各位", Genres.Speech, 3), ("各位代表", Genres.Report, 2), ("以上汇报", Genres.Report, 4), ("下一步", Genres.Report, 2), ("存在的问题", Genres.Report, 1.5), ("下步", Genres.Report, 1.5),
        ("自发布之日起施行", Genres.Rules, 6), ("自印发之日起施行", Genres.Rules, 6), ("自印发之日起执行", Genres.Rules, 6), ("负责解释", Genres.Rules, 5), ("起施行", Genres.Rules, 3), ("由村民代表会议", Genres.Rules, 1),
        ("作者为", Genres.Essay, 9), ("作者系", Genres.Essay, 9), ("作者单位", Genres.Essay, 7), ("作者：", Genres.Essay, 3), ("执笔：", Genres.Essay, 5), ("执笔人", Genres.Essay, 5), ("采写", Genres.News, 5), ("本报记者", Genres.News, 3), ("新华社", Genres.News, 2), ("记者", Genres.News, 1), ("（通讯员", Genres.News, 3), ("供稿", Genres.News, 2),
        ("特此通知", Genres.Scheme, 6), ("报送", Genres.Scheme, 1), ("组织领导", Genres.Scheme, 1.5), ("保障措施", Genres.Scheme, 1.5), ("请予评议", Genres.DutyReport, 6), ("请组织和同志们", Genres.DutyReport, 5), ("请批评指正", Genres.DutyReport, 2), ("思考题", Genres.Lecture, 4), ("讨论题", Genres.Lecture, 4), ("思考：", Genres.Lecture, 2), ("倡议人", Genres.Other, 4), ("承诺人", Genres.Other, 4), ("研讨题", Genres.Lecture, 4), ("抄送", Genres.Scheme, 1.5), ("报：", Genres.News, 2), ("发：", Genres.News, 1),
    ];

    /// <summary>Tells the genre of a material whose title lines and headings are known.</summary>
    public static Fact<string> Classify(RawMaterial raw, Outline outline, string title, bool hasTitle)
    {
        var text = raw.Text.AsSpan();
        var scores = new Dictionary<string, (double Weight, List<string> Cues)>(StringComparer.Ordinal);
        var bodyStart = outline.Title.BodyParagraph < outline.Paragraphs.Count ? outline.Paragraphs[outline.Title.BodyParagraph].Start : 0;
        var formulas = text.Slice(bodyStart, Math.Min(text.Length - bodyStart, FormulaLength));
        var sample = text[..Math.Min(text.Length, SampleLength)];
        var closing = text[Math.Max(Math.Min(bodyStart + 200, text.Length), text.Length - ClosingLength)..];
        if (hasTitle) AddTitle(title, outline.Title.Subtitle is { } s ? s.In(raw.Text) : outline.Title.Kicker is { } k ? k.In(raw.Text) : "", scores);
        foreach (var (words, genre, weight) in OpeningCues)
        {
            if (formulas.Contains(words, StringComparison.Ordinal)) Add(scores, genre, weight, words);
        }

        foreach (var (words, genre, weight) in AnywhereCues)
        {
            if (sample.Contains(words, StringComparison.Ordinal)) Add(scores, genre, weight, words);
        }

        foreach (var (words, genre, weight) in ClosingCues)
        {
            if (closing.Contains(words, StringComparison.Ordinal)) Add(scores, genre, weight, words);
        }

        AddHeadings(outline, scores);
        AddTypography(text, bodyStart, outline, title, scores);
        AddVoices(sample, scores);
        AddNumbering(text, outline, scores);
        var isInParts = AddMood(sample, outline, title, hasTitle, scores);
        if (!isInParts && !scores.Values.Any(s => s.Weight >= LeastOfCues)) AddManner(sample, scores);

        var best = Genres.Other;
        double bestWeight = 0, sum = 0;
        foreach (var genre in Genres.All)
        {
            if (!scores.TryGetValue(genre, out var score)) continue;
            sum += score.Weight;
            if (score.Weight > bestWeight) (best, bestWeight) = (genre, score.Weight);
        }

        if (bestWeight < LeastWeight) return new Fact<string>(Genres.Other, 0.2, "没有足够的体裁特征");
        return new Fact<string>(best, Math.Round(Math.Min(0.98, bestWeight / sum * Math.Min(1, bestWeight / 6)), 2), string.Join('、', scores[best].Cues));
    }

    private static void Add(Dictionary<string, (double Weight, List<string> Cues)> scores, string genre, double weight, string cue)
    {
        ref var score = ref CollectionsMarshal.GetValueRefOrAddDefault(scores, genre, out var exists);
        if (!exists) score.Cues = [];
        score.Weight += weight;
        score.Cues.Add(cue);
    }

    /// <summary>Words of the title; the genre stands at its end, so what stands there counts in full and the rest by half.</summary>
    private static void AddTitle(string title, string secondLine, Dictionary<string, (double Weight, List<string> Cues)> scores)
    {
        foreach (var name in (ReadOnlySpan<string>)[title, secondLine])
        {
            if (name.Length == 0) continue;
            // 中央八项规定 and the like name what the material is about, not what it is.
            var full = name.Replace("八项规定", "", StringComparison.Ordinal).Replace("讲话精神", "", StringComparison.Ordinal).Replace("并讲话", "", StringComparison.Ordinal);
            var bare = WithoutBrackets(full);
            var covered = new List<(int Start, int End)>();
            foreach (var (words, genre, weight) in TitleCues)
            {
                var at = bare.LastIndexOf(words, StringComparison.Ordinal);
                if (at < 0)
                {
                    if (full.Contains(words, StringComparison.Ordinal) && weight > 4) Add(scores, genre, weight * 0.25, "标题“" + words + "”");
                    continue;
                }

                // 工作报告 is in the list before 报告; what a longer name covers isn't counted again.
                if (covered.Exists(c => c.Start <= at && at + words.Length <= c.End)) continue;
                covered.Add((at, at + words.Length));
                var counts = at + words.Length >= bare.Length - 2 || genre == Genres.DutyReport;
                Add(scores, genre, counts ? weight : weight * 0.5, "标题“" + words + "”");
            }
        }
    }

    /// <summary>The title without what stands in （）, and 《》 emptied: 关于印发《某办法》的通知 is a notice first.</summary>
    private static string WithoutBrackets(string name)
    {
        var bare = new System.Text.StringBuilder(name.Length);
        var depth = 0;
        foreach (var c in name)
        {
            if (c is '（' or '(' or '《') depth++;
            if (depth == 0) bare.Append(c);
            if (c is '）' or ')' or '》') depth = Math.Max(0, depth - 1);
        }

        return bare.ToString();
    }

    private static void AddHeadings(Outline outline, Dictionary<string, (double Weight, List<string> Cues)> scores)
    {
        var outer = new System.Text.StringBuilder();
        foreach (var heading in outline.Headings)
        {
            if (heading.Level <= 2) outer.Append(heading.Text).Append('\n');
            if (outer.Length > SampleLength) break;
        }

        var headings = outer.ToString();
        foreach (var (words, weight, genre) in HeadingCues)
        {
            if (headings.Contains(words, StringComparison.Ordinal)) Add(scores, genre, weight, "小标题“" + words + "”");
        }
    }

    /// <summary>What newspapers and sites set around a title: kicker, column, two halves parted by a gap, a line that names the source.</summary>
    private static void AddTypography(ReadOnlySpan<char> text, int bodyStart, Outline outline, string title, Dictionary<string, (double Weight, List<string> Cues)> scores)
    {
        var head = text[..Math.Min(bodyStart, 400)];
        var hasOpinion = false;
        foreach (var column in OpinionColumns)
        {
            if (!head.Contains(column, StringComparison.Ordinal) && !title.StartsWith(column, StringComparison.Ordinal)) continue;
            Add(scores, Genres.Essay, 5, "栏目“" + column + "”");
            hasOpinion = true;
            break;
        }

        if (outline.Title.Subtitle is { } s && text[s.Start..s.End].StartsWith("——论", StringComparison.Ordinal)) Add(scores, Genres.Essay, 6, "副题“——论”");
        if (hasOpinion || outline.Title.Title is not { } span) return;
        if (outline.Title.Kicker is { } kicker && text[kicker.End - 1] == '—') Add(scores, Genres.News, 2, "引题");
        var behind = text[span.End..Math.Min(text.Length, span.End + 2)];
        if (behind.Length > 0 && behind[0] is '（') Add(scores, Genres.News, 2, "栏目");
        if (title.Contains("  ", StringComparison.Ordinal)) Add(scores, Genres.News, 1.5, "两截标题");
        if (title.AsSpan().ContainsAny('丨', '|') || title.Contains("关注", StringComparison.Ordinal)) Add(scores, Genres.News, 2, "栏目标题");
        if (head.Contains("来源：", StringComparison.Ordinal)) Add(scores, Genres.News, 1.6, "来源：");
    }

    /// <summary>People who are quoted as they speak: news.</summary>
    private static void AddVoices(ReadOnlySpan<char> opening, Dictionary<string, (double Weight, List<string> Cues)> scores)
    {
        var voices = 0;
        for (var at = 0; at < opening.Length;)
        {
            var next = opening[at..].IndexOf('”');
            if (next < 0) break;
            at += next + 1;
            var behind = opening[at..Math.Min(opening.Length, at + 34)];
            var stop = behind.IndexOfAny('。', '\n');
            if (stop > 0) behind = behind[..stop];
            if (behind.EndsWith("说", StringComparison.Ordinal) || behind.EndsWith("介绍", StringComparison.Ordinal) || behind.EndsWith("表示", StringComparison.Ordinal)
                || behind.EndsWith("感慨", StringComparison.Ordinal) || behind.EndsWith("坦言", StringComparison.Ordinal) || behind.EndsWith("告诉记者", StringComparison.Ordinal)) voices++;
        }

        if (voices > 0) Add(scores, Genres.News, Math.Min(6, voices * 2), "人物引语");
    }

    /// <summary>
    /// What is to be done against what was done, for materials in numbered parts. Acts done with figures make a report or an experience
    /// material: the latter has a title that names no genre, or opens with a coinage (通过“四聚焦四强化”……).
    /// </summary>
    /// <returns>False when the material isn't in numbered parts, so that its mood tells nothing.</returns>
    private static bool AddMood(
        ReadOnlySpan<char> sample, Outline outline, string title, bool hasTitle, Dictionary<string, (double Weight, List<string> Cues)> scores)
    {
        var numbered = 0;
        foreach (var heading in outline.Headings)
        {
            if (heading.Kind is HeadingKind.Numbered or HeadingKind.Ordinal) numbered++;
        }

        if (numbered < 3) return false;
        var thousand = Math.Max(400, sample.Length) / 1000.0;
        var demands = (sample.Count('要') - sample.Count("重要") - sample.Count("主要") - sample.Count("需要") + sample.Count("必须")) / thousand;
        var done = (sample.Count('了') + sample.Count('已') + sample.Count("以来") + sample.Count("获") + sample.Count("被评为") + sample.Count("累计") + sample.Count("先后") + sample.Count("共开展") + sample.Count("去年")) / thousand;
        var figures = Figures(sample) / thousand;
        if (demands >= 7 && demands > done) Add(scores, Genres.Speech, 1, "“要”字句多");
        else if (done + (figures / 3) >= 4.5)
        {
            Add(scores, Genres.Report, 1.6, "已然语气");
            Add(scores, Genres.Experience, 1.4, "已然语气");
            var namesGenre = hasTitle && TitleCues.Any(c => c.Weight >= 5 && title.Contains(c.Words, StringComparison.Ordinal));
            var argues = Arguing(sample) / thousand;
            if (hasTitle && !namesGenre && argues >= 4 && argues * 2 >= figures) Add(scores, Genres.Essay, 4.2, "议论");
            else if (hasTitle && !namesGenre) Add(scores, Genres.Experience, 2.4, "标题不带文种");
            if (HasCoinage(outline, sample, title)) Add(scores, Genres.Experience, 2, "以做法命名");
        }
        else
        {
            Add(scores, Genres.Plan, 1.6, "未然语气");
            Add(scores, Genres.Scheme, 1.8, "未然语气");
        }

        return true;
    }

    /// <summary>Numbers that count something: digits, or a masked number, with a measure behind them.</summary>
    private static int Figures(ReadOnlySpan<char> sample)
    {
        var figures = 0;
        for (var i = 1; i < sample.Length; i++)
        {
            var before = sample[i - 1];
            if ((Glyphs.IsDigit(before) || before is '*' or '余' or '多') && "个名次项件人户场家支批期条处所万亿%％元套".Contains(sample[i], StringComparison.Ordinal)) figures++;
        }

        return figures;
    }

    /// <summary>True when the title or the first sentences name the way of doing it in quotes, behind a verb that makes it theirs.</summary>
    private static bool HasCoinage(Outline outline, ReadOnlySpan<char> sample, string title)
    {
        var start = outline.Title.BodyParagraph < outline.Paragraphs.Count ? outline.Paragraphs[outline.Title.BodyParagraph].Start : 0;
        if (start >= sample.Length) return false;
        var opening = sample[start..Math.Min(sample.Length, start + 260)];
        foreach (var verb in (ReadOnlySpan<string>)["通过“", "推行“", "打造“", "探索“", "创新“", "构建“", "实施“", "建立“", "推出“", "首创“", "探索推行“", "创设“"])
        {
            if (title.Contains(verb, StringComparison.Ordinal) || opening.Contains(verb, StringComparison.Ordinal)) return true;
        }

        return false;
    }

    /// <summary>How often the text uses the words that arguments are made of.</summary>
    private static int Arguing(ReadOnlySpan<char> sample) =>
        sample.Count("必须") + sample.Count("才能") + sample.Count("不能") + sample.Count("关键") + sample.Count("既要") + sample.Count("不仅") + sample.Count("因此") + sample.Count("为什么") + sample.Count("就要") + sample.Count("应当")
        + sample.Count("我们") + sample.Count("有的") + sample.Count("如果") + sample.Count("何以");

    /// <summary>Running prose without any other cue argues (essay) or tells (news).</summary>
    private static void AddManner(ReadOnlySpan<char> sample, Dictionary<string, (double Weight, List<string> Cues)> scores)
    {
        var arguing = Arguing(sample);
        var telling = Figures(sample) + sample.Count("日，") + sample.Count("说：") + sample.Count("说。") + sample.Count("介绍") + (2 * sample.Count("记者")) + sample.Count("村民") + sample.Count("走进") + sample.Count("今年") + sample.Count("去年");
        if (arguing + telling < 3) return;
        if (arguing > telling) Add(scores, Genres.Essay, 2.7, "议论");
        else Add(scores, Genres.News, 2.7, "叙事");
    }

    /// <summary>Articles make rules; level-three numbers that run straight through the parts make a plan.</summary>
    private static void AddNumbering(ReadOnlySpan<char> text, Outline outline, Dictionary<string, (double Weight, List<string> Cues)> scores)
    {
        var articles = 0;
        var looked = 0;
        foreach (var p in outline.Paragraphs)
        {
            if (looked++ > 400) break;
            if (text[p.Start] == '第' && Marker.TryRead(text, p.Start, p.End, out var marker) && marker.Style == MarkerStyle.Article) articles++;
        }

        if (articles >= 3) Add(scores, Genres.Rules, 8, "条文");
        var parts = 0;
        var running = 0;
        var last = 0;
        foreach (var heading in outline.Headings)
        {
            if (!Marker.TryRead(heading.Marker, 0, heading.Marker.Length, out var marker)) continue;
            if (marker.Style == MarkerStyle.Chinese) parts++;
            if (marker.Style != MarkerStyle.Arabic) continue;
            if (marker.Number == last + 1 && parts > 1 && marker.Number > 1) running++;
            last = marker.Number;
        }

        if (parts >= 3 && running >= 4) Add(scores, Genres.Plan, 5, "通篇连续编号");
    }
}
