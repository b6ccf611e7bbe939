using System.Runtime.ExceptionServices;

namespace KnowledgeBase.Retrieval.Engines;

/// <summary>
/// What is made of each entry of a page, made by the calling thread and by threads of the pool that happen to be free: reading and marking
/// the hits of a page takes as long as finding them.
/// </summary>
internal static class SideBySide
{
    /// <summary>Threads at most: a page has few entries, and other requests want some too.</summary>
    private const int MostThreads = 4;

    /// <summary>Entries from which on it is worth waking another thread.</summary>
    private const int Fewest = 4;

    /// <summary>Makes the results of all items, in their order.</summary>
    /// <param name="items">Any number.</param>
    /// <param name="newTool">Makes what a thread works with and does not share with the others.</param>
    /// <param name="make">Makes one result. It is called by several threads at a time, each with its own tool.</param>
    /// <exception cref="Exception">What <paramref name="make"/> threw first.</exception>
    public static TResult[] Select<TItem, TTool, TResult>(
        IReadOnlyList<TItem> items, Func<TTool> newTool, Func<TItem, TTool, TResult> make)
    {
        var results = new TResult[items.Count];
        if (items.Count < Fewest || Environment.ProcessorCount == 1)
        {
            var tool = newTool();
            for (var i = 0; i < results.Length; i++)
            {
                results[i] = make(items[i], tool);
            }

            return results;
        }

        try
        {
            Parallel.For(
                0,
                results.Length,
                new ParallelOptions { MaxDegreeOfParallelism = Math.Min(Environment.ProcessorCount, MostThreads) },
                newTool,
                (i, _, tool) =>
                {
                    results[i] = make(items[i], tool);
                    return tool;
                },
                _ => { });
        }
        catch (AggregateException e) when (e.InnerExceptions.Count > 0)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }

        return results;
    }
}
