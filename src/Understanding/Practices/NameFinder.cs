using System.Buffers;
using KnowledgeBase.Materials;
using KnowledgeBase.Text.Numerals;
using KnowledgeBase.Understanding.Vocabulary;

namespace KnowledgeBase.Understanding.Practices;

/// <summary>Finds the name of a practice in its sentence: a quoted coinage, or the document that was issued for it.</summary>
internal static class NameFinder
{
    private const int LongestName = 30;
    private const int LongestInHeading = 14;
    private const int LongestUnquoted = 18;
    private const int LongestMakeUp = 60;
    private const int LongestMotto = 20;
    private const int Near = 7; // so far in front of a name stands what introduces it

    private static readonly SearchValues<char> Marks = SearchValues.Create("，、；。：“”《》（）,*＊ ");

    private static readonly SearchValues<char> ClauseMarks = SearchValues.Create("，；。：");

    private static readonly SearchValues<char> SentenceMarks = SearchValues.Create("。？！，…—");

    private static readonly string[] SettingUp = WordTrie.Split("""
        实行 推行 建立 执行 成立 开发 建成 建起 严格 搭建 设立 创新 开展 举办 组建 打造 开设 创设 构建 健全 完善 制定 出台 印发 签订 试行
        实施 划分 坚持
        """);

    private static readonly WordTrie Verbs = new(SettingUp);

    private static readonly string[] Devices = WordTrie.Split("""
        负责制 积分制 制度 机制 平台 中心 评定 系统 工作室 培训班 工作法 清单制 服务站 指导站 工作站 直通站 驿站 先锋队 服务队 突击队 工作队 宣讲团
        协议 规划 实施方案 实施细则 联盟 信息库 夜校 学堂 讲堂 议事厅 议事会 擂台赛 大厅 联社 工坊 责任区 联合党委 人才库
        """);

    // 长效机制, 相关制度: what everybody sets up has no name of its own.
    private static readonly WordTrie Nameless = WordTrie.Of("""
        一 这 该 各 了 应 落实 相 有关 长效 常态 工作机制 工作制度 管理制度 考核机制 规章 信息平台 线上平台 服务平台 体制机制 制度机制 配套
        保障机制 责任机制 运行机制 联动机制 多 全方位 系列 专项 统一 相应 完整 新 好 更 由 以 三级 四级 五级 两级
        """);

    private static readonly SearchValues<char> Numbers = SearchValues.Create("一二三四五六七八九双两");

    private static readonly SearchValues<string> Kinds = WordTrie.AnyOf("""
        工作法 机制 制度 行动 活动 品牌 平台 模式 体系 工程 计划 管理 清单 工作室 课堂 讲堂 专栏 评定 工作日 党日 做法 方式 监督
        考核 服务 驿站 先锋岗 建设 导向 阵地 创建 调研 工坊 基地 服务队 先锋队 宣讲团 联盟 改革 战略 小程序 系统 窗口 热线 试点
        """);

    private static readonly SearchValues<string> Naming = WordTrie.AnyOf("""
        开展 打造 创新 推行 探索 构建 建立 实施 设立 实行 推出 形成 创建 成立 采取 开设 拓展 建成 培树 做到 建设 开办 发起 启动 涌现
        举办 推广 搭建 创设 开辟 开通 树牢 组建 坚持 推进 确定 提出 创立 首创 启用 上线 试行 总结 提炼
        """);

    private static readonly SearchValues<string> MadeUp = WordTrie.AnyOf("于一体 为一体 为主 为骨干 为成员");

    private static readonly SearchValues<string> Using = WordTrie.AnyOf("结合 通过 运用 依托 按照 围绕 立足 落实 践行 做好 抓好 用好");

    // What a name in quotes may be introduced as, or be itself.
    private static readonly WordTrie KindsInFront = WordTrie.Of("平台 品牌 机制 制度 模式 系统 程序 专栏 栏目 课程 课堂 活动 党课 阵地 项目");

    private static readonly SearchValues<string> KindsAtEnd = WordTrie.AnyOf("""
        清单 平台 机制 工作法 课堂 讲堂 学堂 夜校 议事厅 议事会 驿站 工作室 服务队 先锋队 先锋岗 小屋 超市 直通车 热线 专栏 考评 行动
        """);

    private static readonly WordTrie Mottos = WordTrie.Of("行动 活动 工作法 机制 模式 制度 品牌 工程");

    private static readonly SearchValues<string> Founding = WordTrie.AnyOf("创建 打造 建立 构建 组建 探索 推出 开展 设立 建成 搭建 开设 成立 推行 创新");

    // Behind a name at the head of a clause these tell how it came about or fares.
    private static readonly WordTrie Thriving = WordTrie.Of("办得 应运而生 上线 揭牌 启用 开课 投用 投入使用 正式 运行 开张 成立 全面推开");

    private static readonly WordTrie ThatOne = WordTrie.Of("""
        该机制 该平台 该模式 该制度 该系统 该做法 该品牌 该项目 该工作法 该活动 这一机制 这一平台 这一模式 这一制度 这一做法 这一品牌 这项制度
        这套机制
        """);

    private static readonly WordTrie NotNames = WordTrie.Of("""
        责任 的理念 的局面 理念 意识 的等次 的党 的评价 的党员 模式相比 的问题 问题 的干部 等问题 等不 难题 现象 的意识 的时候
        的成效 成效 总体布局 总要求
        """);

    private static readonly SearchValues<string> Issuing = WordTrie.AnyOf("制定 印发 出台 下发 制发 修订");

    public static TextSpan? Find(string text, Statement statement)
    {
        TextSpan? best = null;
        var bestRank = 0;
        for (var i = statement.Start; i < statement.End; i++)
        {
            if (text[i] is not ('“' or '‘' or '《'))
            {
                continue;
            }

            var close = CloseOf(text, i, statement.End);
            // What is longer than a name is speech, and a name in it has quotes of its own.
            if (close < 0 || (text[i] != '《' && close - i - 1 > LongestName))
            {
                continue;
            }

            var (name, rank) = text[i] == '《'
                ? (new TextSpan(i + 1, close), RankOfDocument(text, statement, i, close))
                : OfQuotes(text, statement, i, ref close);
            if (rank > bestRank)
            {
                (best, bestRank) = (name, rank);
            }

            i = close;
        }

        return best ?? (statement.StrongActs > 0 ? Unquoted(text, statement) : null);
    }

    /// <summary>True for a sentence about what was named before it: 该机制运行以来….</summary>
    public static bool GoesOnAboutNamed(string text, Statement statement) =>
        ThatOne.LongestPrefix(text.AsSpan(statement.Start, statement.End - statement.Start)) > 0;

    /// <summary>The coinage that a heading announces (<c>拓展“四抓两整治”</c>), or null; a heading that is speech announces none.</summary>
    public static string? InHeading(string heading)
    {
        var open = heading.IndexOf('“', StringComparison.Ordinal);
        var close = open < 0 ? -1 : heading.IndexOf('”', open);
        if (close < 0 || (open == 0 && close == heading.Length - 1))
        {
            return null;
        }

        var name = heading[(open + 1)..close];
        return name.Length is >= 3 and <= LongestInHeading && !name.Contains('，', StringComparison.Ordinal)
            && !PracticeWords.IsNational(name)
            && (name.AsSpan().IndexOfAny(Numbers) >= 0 || name.Length >= 4) ? name : null;
    }

    private static int CloseOf(string text, int open, int end)
    {
        var length = text.AsSpan(open, end - open).IndexOf(text[open] switch { '“' => '”', '‘' => '’', _ => '》' });
        return length < 0 ? -1 : open + length;
    }

    // “甲”“乙”、“丙”等活动: what stands before and behind is said of all of them, and the first gives the name.
    private static (TextSpan Name, int Rank) OfQuotes(string text, Statement statement, int open, ref int close)
    {
        var first = new TextSpan(open + 1, close);
        var name = IsFit(text, first) ? first : default;
        for (var next = close + 1; ;)
        {
            if (next < statement.End && text[next] is '、' or '和' or '及')
            {
                next++;
            }

            if (next >= statement.End || text[next] != text[open] || CloseOf(text, next, statement.End) is < 0)
            {
                break;
            }

            close = CloseOf(text, next, statement.End);
            if (name == default && IsFit(text, new TextSpan(next + 1, close)))
            {
                name = new TextSpan(next + 1, close);
            }

            next = close + 1;
        }

        if (name == default)
        {
            return default;
        }

        var behind = text.AsSpan(close + 1, statement.End - close - 1);
        return (name, Rank(text.AsSpan(statement.Start, open - statement.Start), name.In(text), behind));
    }

    private static bool IsFit(string text, TextSpan name)
    {
        var words = text.AsSpan(name.Start, name.Length);
        return name.Length is >= 2 and <= LongestName && !PracticeWords.IsNational(words)
            && (!words.ContainsAny(SentenceMarks) || (IsMotto(words) && Mottos.LongestPrefix(text.AsSpan(name.End + 1)) > 0));
    }

    // “亮身份、亮职责，做好开门一件事”行动
    private static bool IsMotto(ReadOnlySpan<char> words) => words.IndexOfAny("。？！…—") < 0 && words.Length <= LongestMotto;

    // “…”工作法 is a name, and so is what somebody 打造s or 推行s; anything else in quotes may be a turn of phrase.
    private static int Rank(ReadOnlySpan<char> front, ReadOnlySpan<char> name, ReadOnlySpan<char> behind)
    {
        if (NotNames.LongestPrefix(behind) > 0)
        {
            return 0;
        }

        var clause = front[(front.LastIndexOfAny(ClauseMarks) + 1)..].TrimStart('“');
        var before = front[^Math.Min(front.Length, Near)..];
        var rank = before.EndsWith("以", StringComparison.Ordinal) && behind is ['为', ..] ? 3 : 0;
        var kind = behind[..Math.Min(behind.Length, 8)];
        var mark = kind.IndexOfAny(Marks);
        if (kind is not [>= '0' and <= '9', ..] && (mark < 0 ? kind : kind[..mark]).ContainsAny(Kinds))
        {
            rank += 3;
        }

        if (before.ContainsAny(Naming) || before.ContainsAny(Issuing))
        {
            rank += 2;
        }

        // Parallel parts told by number: 四聚焦四强化, 双报到双报告.
        if (name.IndexOfAny(Numbers) >= 0 && name.Length >= 3 && (rank > 0 || before.ContainsAny(Using)))
        {
            rank += 2;
        }

        // 新任培训、师徒结对、轮岗交流: parts side by side.
        else if (rank == 0 && name.Count('、') >= 2 && before.ContainsAny(Using))
        {
            rank += 2;
        }

        // 平台“…”, 品牌“…”
        if (before.Length >= 2 && KindsInFront.LongestPrefix(before[^2..]) == 2)
        {
            rank += 2;
        }

        // 创建了以党建引领为特色的“…”
        if (rank == 0 && clause.EndsWith("的", StringComparison.Ordinal) && clause.ContainsAny(Founding))
        {
            rank += 2;
        }

        // 建立办理诉求“五步法”
        if (rank == 0 && name is [_, _, .., '法' or '制'] && clause.ContainsAny(Founding))
        {
            rank += 2;
        }

        // “农民夜校”办得红火
        if (clause.IsEmpty && Thriving.LongestPrefix(behind) > 0)
        {
            rank += 2;
        }

        if ((rank > 0 || clause.IsEmpty || before.ContainsAny(Using)) && name.Length > 2 && name[^3..].ContainsAny(KindsAtEnd))
        {
            rank++;
        }

        if (rank > 0 && name.Length >= 4)
        {
            rank++;
        }

        return rank;
    }

    private static int RankOfDocument(string text, Statement statement, int open, int close)
    {
        var from = Math.Max(statement.Start, open - 8);
        return close - open > 3 && text.AsSpan(from, open - from).ContainsAny(Issuing) ? 2 : 0;
    }

    // 实行首接负责制, 执行按期换届提醒机制, 建成312个网格党群直通站: a coinage that needs no quotes.
    private static TextSpan? Unquoted(string text, Statement statement)
    {
        var sentence = text.AsSpan(statement.Start, statement.End - statement.Start);
        TextSpan? earliest = null;
        foreach (var verb in SettingUp)
        {
            var at = sentence.IndexOf(verb, StringComparison.Ordinal);
            if (at < 0 || (earliest is { } e && statement.Start + at > e.Start))
            {
                continue;
            }

            if (NamedAfter(sentence, at + verb.Length) is { } name)
            {
                earliest = new TextSpan(statement.Start + name.Start, statement.Start + name.End);
            }
        }

        return earliest;
    }

    private static int BehindMakeUp(ReadOnlySpan<char> sentence, int from)
    {
        var rest = sentence[from..Math.Min(sentence.Length, from + LongestMakeUp)];
        var made = rest.IndexOfAny(MadeUp);
        var particle = made < 0 ? -1 : rest[made..].IndexOf('的');
        return particle is >= 0 and <= 6 ? from + made + particle + 1 : from;
    }

    private static TextSpan? NamedAfter(ReadOnlySpan<char> sentence, int from)
    {
        if (from < sentence.Length && sentence[from] is '了' or '起')
        {
            from++;
        }

        if (NumeralReader.TryFind(sentence[..Math.Min(sentence.Length, from + 6)], from, out var number) && number.Start == from)
        {
            from = number.End + (number.End < sentence.Length && sentence[number.End] is '个' or '支' or '家' or '项' ? 1 : 0);
        }

        // 打造集分派、督办于一体的…平台, 建立以网格员为主的…队
        if (from < sentence.Length && sentence[from] is '集' or '以')
        {
            from = BehindMakeUp(sentence, from);
        }

        // 健全完善…制度
        while (from < sentence.Length && Verbs.LongestPrefix(sentence[from..]) is > 0 and var verb)
        {
            from += verb;
        }

        var rest = sentence[Math.Min(from, sentence.Length)..Math.Min(sentence.Length, from + LongestUnquoted)];
        var mark = rest.IndexOfAny(Marks);
        rest = mark < 0 ? rest : rest[..mark];
        var end = -1;
        foreach (var device in Devices)
        {
            var at = rest.IndexOf(device, StringComparison.Ordinal);
            if (at >= 2 && (end < 0 || at + device.Length < end))
            {
                end = at + device.Length;
            }
        }

        return end < 5 || PracticeWords.IsNational(rest[..end]) || rest[..end].Contains('的') || Nameless.LongestPrefix(rest) > 0
            ? null
            : new TextSpan(from, from + end);
    }
}
