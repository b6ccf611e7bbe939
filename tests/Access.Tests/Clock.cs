namespace KnowledgeBase.Access.Tests;

/// <summary>A clock that stands until it is set.</summary>
internal sealed class Clock : TimeProvider
{
    private long _passed;

    public DateTimeOffset Now { get; set; } = new(2026, 3, 2, 8, 30, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => Now;

    public override long GetTimestamp() => _passed;

    /// <summary>Lets time pass.</summary>
    public void Pass(TimeSpan time)
    {
        Now += time;
        _passed += time.Ticks;
    }
}
