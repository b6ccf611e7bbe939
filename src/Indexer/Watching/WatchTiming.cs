namespace KnowledgeBase.Indexer.Watching;

/// <summary>How long a watch waits for what.</summary>
/// <param name="Settle">How long nothing may happen before a build begins, and a file may not change before it is read.</param>
/// <param name="Every">How often everything is looked through, whether or not the system tells of changes.</param>
internal sealed record WatchTiming(TimeSpan Settle, TimeSpan Every)
{
    /// <summary>How many moments without rest are waited for, before what has come so far is built.</summary>
    public const int MostMoments = 10;
}
