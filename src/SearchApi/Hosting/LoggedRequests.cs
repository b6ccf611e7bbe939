namespace KnowledgeBase.SearchApi.Hosting;

/// <summary>What the log says of every request.</summary>
public enum LoggedRequests
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A line for each, without what was asked.</summary>
    Paths,

    /// <summary>A line for each, with what was asked.</summary>
    Queries,
}
