namespace KnowledgeBase.SearchApi.Hosting;

/// <summary>Who may search and read.</summary>
public enum ReadersAllowed
{
    /// <summary>Everybody who reaches the server.</summary>
    Everyone,

    /// <summary>Who shows a good key.</summary>
    Keys,
}
