namespace KnowledgeBase.Understanding.Facts;

/// <summary>
/// What kind of paper a material is when somebody wants words to cite: told by its title, its issuer and its genre.
/// From the weightiest down.
/// </summary>
public enum DocumentStanding
{
    /// <summary>党代会报告.</summary>
    CongressReport,

    /// <summary>A paper, a decision or a report of the party's centre.</summary>
    PartyCentre,

    /// <summary>党章, 条例, 规定, 办法 and other rules.</summary>
    Rules,

    /// <summary>决定, 决议, 公报.</summary>
    Decision,

    /// <summary>讲话.</summary>
    Speech,

    /// <summary>政府工作报告.</summary>
    GovernmentReport,

    /// <summary>意见, 通知, 方案.</summary>
    Paper,

    /// <summary>工作要点, 计划.</summary>
    Plan,

    /// <summary>工作总结, 述职报告.</summary>
    Report,

    /// <summary>理论文章, 学习材料.</summary>
    Essay,

    /// <summary>经验材料, and whatever else a unit says of itself.</summary>
    Own,

    /// <summary>新闻, 简报: somebody else tells what was said.</summary>
    News,

    /// <summary>贺词, 致辞, 茶话会: said in courtesy.</summary>
    Courtesy,
}
