using KnowledgeBase.Materials;

namespace KnowledgeBase.Understanding.Facts;

/// <summary>Words that speak for a genre, and how loudly.</summary>
internal readonly record struct GenreCue(string Words, string Genre, double Weight);

/// <summary>
/// The cues by which <see cref="GenreClassifier"/> tells genres. Weights are in steps that a reader of such papers would give: about 9
/// names the genre, 5 speaks clearly for it, 2 hints at it.
/// </summary>
internal static class GenreCues
{
    /// <summary>Words of titles.</summary>
    public static GenreCue[] Title { get; } = LongestFirst(
    [
        .. Of(Genres.Experience, 9, "经验交流|经验材料"),
        .. Of(Genres.Experience, 8, "交流材料|典型材料"),
        .. Of(Genres.Experience, 7, "事迹材料|交流发言|经验做法"),
        .. Of(Genres.Experience, 6, "先进事迹|典型经验|做法与启示"),
        .. Of(Genres.Experience, 4, "案例"),
        .. Of(Genres.Report, 9, "工作总结"),
        .. Of(Genres.Report, 8, "汇报|工作报告|情况报告|情况的报告|自查报告|整改报告"),
        .. Of(Genres.Report, 6, "总结|调研报告|进展情况|工作情况"),
        .. Of(Genres.Report, 5, "运行情况|工作回顾"),
        .. Of(Genres.Report, 4, "公报|报告"),
        .. Of(Genres.Speech, 8, "讲话|致辞|致词|贺词|演讲|祝酒辞|表态发言"),
        .. Of(Genres.Speech, 5, "的说明"),
        .. Of(Genres.Speech, 3, "发言"),
        .. Of(Genres.Plan, 9, "工作要点|工作计划"),
        .. Of(Genres.Plan, 7, "学习计划|年度计划"),
        .. Of(Genres.Plan, 6, "工作安排|计划安排"),
        .. Of(Genres.Plan, 5, "工作思路|工作打算"),
        .. Of(Genres.Scheme, 9, "实施方案|工作方案|行动方案|实施意见|指导意见|若干意见"),
        .. Of(Genres.Scheme, 8, "的意见|若干措施|政策措施"),
        .. Of(Genres.Scheme, 7, "通知|行动计划|的决定"),
        .. Of(Genres.Scheme, 6, "行动纲要|通告"),
        .. Of(Genres.Scheme, 5, "方案|规划"),
        .. Of(Genres.Scheme, 4, "指南"),
        .. Of(Genres.DutyReport, 16, "述职报告"),
        .. Of(Genres.DutyReport, 12, "述职"),
        .. Of(Genres.DutyReport, 9, "述责"),
        .. Of(Genres.DutyReport, 8, "履职报告"),
        .. Of(Genres.DutyReport, 7, "述廉"),
        .. Of(Genres.Rules, 9, "细则"),
        .. Of(Genres.Rules, 8, "办法"),
        .. Of(Genres.Rules, 7, "规则|章程|规程|守则"),
        .. Of(Genres.Rules, 6, "规定|公约"),
        .. Of(Genres.Rules, 5, "条例|准则"),
        .. Of(Genres.Rules, 3.5, "制度"),
        .. Of(Genres.Lecture, 10, "学习材料|学习资料|学习方案"),
        .. Of(Genres.Lecture, 9, "党课|学习提纲|应知应会|知识问答"),
        .. Of(Genres.Lecture, 8, "学习知识|学习问答|教案"),
        .. Of(Genres.Lecture, 7, "讲稿|知识点"),
        .. Of(Genres.Lecture, 6, "辅导"),
        .. Of(Genres.Lecture, 5, "宣讲|培训用"),
        .. Of(Genres.News, 9, "简报"),
        .. Of(Genres.News, 8, "发言摘编"),
        .. Of(Genres.News, 7, "答记者问|侧记"),
        .. Of(Genres.News, 6, "综述|纪实|在京举行"),
        .. Of(Genres.News, 5, "述评|反响"),
        .. Of(Genres.News, 4, "通报|出席|启用"),
        .. Of(Genres.News, 3, "强调|召开|举行"),
        .. Of(Genres.News, 2, "启动仪式|圆满"),
        .. Of(Genres.Other, 16, "的公开信|一封公开信|的一封信"), // in newspapers, too
        .. Of(Genres.Other, 9, "公开信|倡议书|承诺书|纪要|慰问信|感谢信|思想汇报|邀请函|入党申请"),
        .. Of(Genres.Other, 8, "贺信|申请书|会议记录"),
        .. Of(Genres.Other, 7, "决议|问卷|主持词|责任书"),
        .. Of(Genres.Other, 6, "简历|合同|公示"),
        .. Of(Genres.Other, 5, "名单"),
        .. Of(Genres.Other, 3, "目录|清单"),
    ]);

    /// <summary>Opening formulas.</summary>
    public static GenreCue[] Opening { get; } =
    [
        .. Of(Genres.Experience, 3, "经验启示"),
        .. Of(Genres.Experience, 2.5, "主要做法|工作启示"),
        .. Of(Genres.Experience, 2, "经验做法|几点体会"),
        .. Of(Genres.Report, 8, "向大会报告工作"),
        .. Of(Genres.Report, 7, "总结如下"),
        .. Of(Genres.Report, 6, "汇报如下|报告如下"),
        .. Of(Genres.Report, 5, "请予审议"),
        .. Of(Genres.Report, 3, "各位代表：|工作开展情况"),
        .. Of(Genres.Report, 1.5, "现将|今年以来|一年来|总体情况"),
        .. Of(Genres.Report, 1, "近年来"),
        .. Of(Genres.Speech, 5, "今天我们召开|今天，我们召开"),
        .. Of(Genres.Speech, 4, "同志们：|女士们|先生们|这次会议的主要任务|我再讲|我讲几点"),
        .. Of(Genres.Speech, 3, "朋友们：|各位来宾|会议的主要任务|下面，我|讲几点意见|同志作了|我都完全赞同|我完全赞同"),
        .. Of(Genres.Speech, 2.5, "尊敬的|点意见。"),
        .. Of(Genres.Speech, 2, "我代表|很高兴"),
        .. Of(Genres.Speech, 1.5, "主要任务是"),
        .. Of(Genres.Speech, 1, "今天，我们"),
        .. Of(Genres.Plan, 8, "制定本工作要点|制定如下工作要点|制定本学期工作计划"),
        .. Of(Genres.Plan, 3.5, "工作的总体要求是"),
        .. Of(Genres.Plan, 2, "工作总体要求|抓好以下工作"),
        .. Of(Genres.Plan, 1.5, "总体思路"),
        .. Of(Genres.Plan, 1, "工作计划"),
        .. Of(Genres.Scheme, 8, "制定本方案|制定如下实施方案|制定如下方案|制定本实施方案|制定本行动计划|提出如下意见|提出如下实施意见"),
        .. Of(Genres.Scheme, 8, "提出以下意见|提出如下指导意见|通知如下|制定本意见"),
        .. Of(Genres.Scheme, 7, "印发给你们|制定本规划|编制本规划"),
        .. Of(Genres.Scheme, 6, "有关事项通知|现印发|制定以下措施"),
        .. Of(Genres.Scheme, 4, "制定本计划|请认真贯彻"),
        .. Of(Genres.Scheme, 3, "特制定|请结合实际|经研究，决定"),
        .. Of(Genres.Scheme, 1.5, "基本原则|总体要求|保障措施"),
        .. Of(Genres.Scheme, 1, "贯彻执行|指导思想|组织实施"),
        .. Of(Genres.DutyReport, 9, "述职如下"),
        .. Of(Genres.DutyReport, 5, "请予评议"),
        .. Of(Genres.DutyReport, 4, "述职报告|请评议"),
        .. Of(Genres.DutyReport, 3, "履行职责情况"),
        .. Of(Genres.DutyReport, 2.5, "履职情况"),
        .. Of(Genres.DutyReport, 2, "任职以来"),
        .. Of(Genres.DutyReport, 1.5, "本人"),
        .. Of(Genres.Rules, 9, "制定本制度|制定本规定|制定本条例|制定本细则|制定本规则|制定本实施细则|制定本准则|制定本章程"),
        .. Of(Genres.Rules, 5, "本办法所称|本办法适用"),
        .. Of(Genres.Rules, 2, "本制度|本条例"),
        .. Of(Genres.Lecture, 6, "这堂党课"),
        .. Of(Genres.Lecture, 6, "给大家讲党课|给大家讲授党课|为大家讲党课|上一堂党课|讲一堂党课|党课讲授|讲一次党课|上一次党课|这次党课|上党课，主题"),
        .. Of(Genres.Lecture, 4, "今天给大家|这节课|讲课之前|给大家讲|与大家一起学习|和大家一起学习"),
        .. Of(Genres.Lecture, 3, "学习要点|一起学习"),
        .. Of(Genres.Lecture, 2.5, "学习目的|学习目标"),
        .. Of(Genres.Lecture, 2, "学习内容|问题一"),
        .. Of(Genres.Lecture, 1.2, "党课"),
        .. Of(Genres.Lecture, 1, "同志们好"),
        .. Of(Genres.News, 6, "本报讯"),
        .. Of(Genres.News, 5, "（通讯员"),
        .. Of(Genres.News, 4, "本报北京|新华社记者|日电|本期导读"),
        .. Of(Genres.News, 3, "记者从|记者在|会议召开，|会召开，|大会召开。"),
        .. Of(Genres.News, 2, "编者按"),
        .. Of(Genres.Essay, 5, "课题组"),
        .. Of(Genres.News, 1.2, "近日"),
        .. Of(Genres.News, 1, "日前"),
        .. Of(Genres.Other, 6, "发出如下倡议|倡议如下"),
        .. Of(Genres.Other, 4, "郑重承诺"),
        .. Of(Genres.Other, 3, "出席人员"),
        .. Of(Genres.Other, 1.5, "亲爱的|会议由"),
        .. Of(Genres.Other, 1, "乡亲们"),
    ];

    /// <summary>Words that tell wherever they stand.</summary>
    public static GenreCue[] Anywhere { get; } =
    [
        .. Of(Genres.Rules, 6, "制定本办法"),
        .. Of(Genres.Rules, 2, "本办法"),
        .. Of(Genres.Lecture, 3.5, "思考题|讨论题|研讨题"),
        .. Of(Genres.Lecture, 3, "知识链接"),
        .. Of(Genres.Lecture, 2.5, "延伸阅读"),
        .. Of(Genres.News, 5, "（记者"),
        .. Of(Genres.News, 4, "本报记者"),
        .. Of(Genres.News, 4, "出席会议并讲话|出席并讲话|出席活动并讲话|出席会议。|主持会议。|在会上强调，|会议强调，"),
        .. Of(Genres.News, 3, "记者了解到|记者来到|告诉记者"),
        .. Of(Genres.News, 2, "记者在|记者从"),
        .. Of(Genres.Other, 4, "会议议定"),
    ];

    /// <summary>Words of the outer headings.</summary>
    public static GenreCue[] Headings { get; } =
    [
        .. Of(Genres.Experience, 2, "启示"),
        .. Of(Genres.Experience, 1.8, "体会"),
        .. Of(Genres.Experience, 1.5, "主要做法"),
        .. Of(Genres.Experience, 1.2, "经验"),
        .. Of(Genres.Report, 2.2, "存在的问题|存在问题|下一步|下步"),
        .. Of(Genres.Report, 2, "工作回顾|工作打算|开展情况"),
        .. Of(Genres.Report, 1.5, "主要问题|不足|工作情况|主要成效"),
        .. Of(Genres.Report, 1.2, "基本情况|工作成效"),
        .. Of(Genres.Scheme, 2, "实施步骤|方法步骤|工作步骤"),
        .. Of(Genres.Scheme, 1.5, "保障措施|时间安排|整治重点"),
        .. Of(Genres.Scheme, 1.3, "指导思想|总体要求|基本原则"),
        .. Of(Genres.Scheme, 1.2, "工作目标|目标任务|主要任务|重点任务|组织保障|组织实施|有关要求"),
        .. Of(Genres.Scheme, 1, "组织领导|工作要求"),
        .. Of(Genres.DutyReport, 3, "述职"),
        .. Of(Genres.DutyReport, 2, "履职"),
        .. Of(Genres.DutyReport, 1, "廉洁自律"),
        .. Of(Genres.Rules, 4, "总则|附则"),
        .. Of(Genres.Rules, 3, "罚则"),
        .. Of(Genres.Lecture, 3, "思考题"),
        .. Of(Genres.Lecture, 2.5, "学习内容|学习目标|学习目的"),
        .. Of(Genres.Lecture, 1.5, "讨论"),
        .. Of(Genres.Lecture, 1, "为什么"),
    ];

    /// <summary>Closing formulas.</summary>
    public static GenreCue[] Closing { get; } =
    [
        .. Of(Genres.Report, 4, "以上汇报"),
        .. Of(Genres.Report, 2, "各位代表|下一步"),
        .. Of(Genres.Report, 1.5, "存在的问题|下步"),
        .. Of(Genres.Speech, 4, "谢谢大家"),
        .. Of(Genres.Speech, 3, "谢谢各位"),
        .. Of(Genres.Speech, 2.5, "\n同志们，|\n　　同志们，|谢谢！"),
        .. Of(Genres.Scheme, 6, "特此通知"),
        .. Of(Genres.Scheme, 1.5, "组织领导|保障措施|抄送"),
        .. Of(Genres.Scheme, 1, "报送"),
        .. Of(Genres.DutyReport, 6, "请予评议"),
        .. Of(Genres.DutyReport, 5, "请组织和同志们"),
        .. Of(Genres.DutyReport, 2, "请批评指正"),
        .. Of(Genres.Rules, 6, "自发布之日起施行|自印发之日起施行|自印发之日起执行"),
        .. Of(Genres.Rules, 5, "负责解释"),
        .. Of(Genres.Rules, 3, "起施行"),
        .. Of(Genres.Rules, 1, "由村民代表会议"),
        .. Of(Genres.Essay, 9, "作者为|作者系"),
        .. Of(Genres.Essay, 7, "作者单位"),
        .. Of(Genres.Essay, 5, "执笔：|执笔人"),
        .. Of(Genres.Essay, 3, "作者："),
        .. Of(Genres.Lecture, 4, "思考题|讨论题|研讨题"),
        .. Of(Genres.Lecture, 2, "思考："),
        .. Of(Genres.News, 5, "采写"),
        .. Of(Genres.News, 3, "本报记者|（通讯员"),
        .. Of(Genres.News, 2, "新华社|供稿|报："),
        .. Of(Genres.News, 1, "记者|发："),
        .. Of(Genres.Other, 4, "倡议人|承诺人"),
    ];

    /// <summary>工作报告 before 报告: what a longer name covers isn't looked for again.</summary>
    private static GenreCue[] LongestFirst(IEnumerable<GenreCue> cues) => [.. cues.OrderByDescending(c => c.Words.Length)];

    private static IEnumerable<GenreCue> Of(string genre, double weight, string words) =>
        words.Split('|').Select(w => new GenreCue(w, genre, weight));
}
