using System.Diagnostics;

namespace KnowledgeBase.Retrieval.Engines.LuceneNet;

/// <summary>Ends a search that is cancelled, and gives up one that takes longer than anybody waits.</summary>
internal struct SearchLimits(TimeSpan? budget, CancellationToken cancellation)
{
    /// <summary>Looking at the clock costs more than a hit.</summary>
    private const int HitsBetween = 2048;

    private readonly long _started = Stopwatch.GetTimestamp();
    private int _hits;

    /// <summary>Called for every hit, and whenever a new segment begins.</summary>
    /// <exception cref="OperationCanceledException">It is cancelled.</exception>
    /// <exception cref="OutOfTimeException">The budget is used up.</exception>
    public void Check(bool now = false)
    {
        if (!now && ++_hits % HitsBetween != 0)
        {
            return;
        }

        cancellation.ThrowIfCancellationRequested();
        if (Stopwatch.GetElapsedTime(_started) > budget)
        {
            throw new OutOfTimeException();
        }
    }
}

/// <summary>A search has used up its time; what it has found so far is given.</summary>
internal sealed class OutOfTimeException : Exception;
