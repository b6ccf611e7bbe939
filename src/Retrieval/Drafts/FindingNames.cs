namespace KnowledgeBase.Retrieval.Drafts;

/// <summary>What the pages and the command line call a kind of finding.</summary>
public static class FindingNames
{
    /// <summary>The name of a kind of finding in a draft.</summary>
    public static string ChineseName(this DraftFindingKind kind) => kind switch
    {
        DraftFindingKind.Matching => "规范",
        DraftFindingKind.NearMiss => "有出入",
        DraftFindingKind.Superseded => "已更新",
        DraftFindingKind.Unknown => "未收录",
        DraftFindingKind.UnknownTitle => "文件名未收录",
        DraftFindingKind.Contradiction => "数据不一致",
        DraftFindingKind.Verbatim => "与库中重复",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "is no finding"),
    };
}
