namespace KnowledgeBase.FullText.Search;

/// <summary>When a search must end.</summary>
internal sealed class Deadline
{
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly TimeSpan? _budget;
    private readonly CancellationToken _cancellation;

    public Deadline(TimeProvider time, TimeSpan? budget, CancellationToken cancellation)
    {
        _time = time;
        _budget = budget;
        _cancellation = cancellation;
        _start = budget is null ? 0 : time.GetTimestamp();
    }

    /// <summary>Whether it was found to have passed.</summary>
    public bool WasHit { get; private set; }

    /// <summary>Looks at the clock.</summary>
    /// <exception cref="OperationCanceledException">The caller has given up.</exception>
    public bool HasPassed
    {
        get
        {
            _cancellation.ThrowIfCancellationRequested();
            if (!WasHit && _budget is { } budget && _time.GetElapsedTime(_start) >= budget)
            {
                WasHit = true;
            }

            return WasHit;
        }
    }
}
