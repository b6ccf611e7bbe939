namespace KnowledgeBase.Materials;

/// <summary>The genres (文种) of party-building materials, by the name that stands in files, in the index and on pages.</summary>
public static class Genres
{
    /// <summary>经验交流材料: what a unit did and what came of it.</summary>
    public const string Experience = "经验材料";

    /// <summary>工作总结, 汇报, 报告.</summary>
    public const string Report = "工作总结";

    /// <summary>讲话, 致辞.</summary>
    public const string Speech = "讲话";

    /// <summary>工作要点, 计划.</summary>
    public const string Plan = "工作要点";

    /// <summary>实施方案, 意见, 通知.</summary>
    public const string Scheme = "实施方案";

    /// <summary>述职报告.</summary>
    public const string DutyReport = "述职报告";

    /// <summary>制度, 条例, 办法.</summary>
    public const string Rules = "制度";

    /// <summary>理论文章, 评论.</summary>
    public const string Essay = "理论文章";

    /// <summary>学习材料, 党课.</summary>
    public const string Lecture = "学习材料";

    /// <summary>新闻, 简报.</summary>
    public const string News = "新闻";

    /// <summary>None of the others.</summary>
    public const string Other = "其他";

    /// <summary>All genres in the order in which facets list them.</summary>
    public static IReadOnlyList<string> All { get; } =
        [Experience, Report, Speech, Plan, Scheme, DutyReport, Rules, Essay, Lecture, News, Other];
}
