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

/// <summary>Looks at a deadline now and then, for loops that may go on long without a match.</summary>
internal struct DeadlinePace(Deadline? deadline)
{
    /// <summary>Looking at the clock costs more than a step.</summary>
    private const int StepsBetween = 4096;

    private int _steps;

    /// <summary>Called for every step: whether the deadline was found to have passed.</summary>
    /// <exception cref="OperationCanceledException">The caller has given up.</exception>
    public bool IsOver() => ++_steps % StepsBetween == 0 && deadline is { HasPassed: true };
}
