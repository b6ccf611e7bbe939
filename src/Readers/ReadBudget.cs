namespace KnowledgeBase.Readers;

/// <summary>What is left to spend on one file and everything nested in it.</summary>
internal sealed class ReadBudget(ReadLimits limits, TimeProvider time, CancellationToken cancellation)
{
    /// <summary>Below this many expanded bytes the expansion ratio of an entry is not judged.</summary>
    private const long RatioJudgedFrom = 16L << 20;

    private readonly long _start = time.GetTimestamp();
    private long _expandedBytes;
    private int _entries;

    public ReadLimits Limits { get; } = limits;

    public CancellationToken Cancellation { get; } = cancellation;

    /// <summary>What is left of the time for helper programs, at least zero.</summary>
    public TimeSpan HelperTimeLeft
    {
        get
        {
            var left = Limits.HelperTime - time.GetElapsedTime(_start);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    public void SpendEntry()
    {
        Cancellation.ThrowIfCancellationRequested();
        if (++_entries > Limits.MaxEntries)
        {
            throw new RefusedException($"It holds more than {Limits.MaxEntries:N0} entries, the limit for one file.");
        }
    }

    /// <summary>Counts bytes that came out of a compressed stream of <paramref name="compressed"/> bytes.</summary>
    /// <param name="more">Bytes since the last call.</param>
    /// <param name="expanded">Bytes of this stream so far.</param>
    /// <param name="compressed">Length of the compressed stream.</param>
    public void SpendExpanded(long more, long expanded, long compressed)
    {
        Cancellation.ThrowIfCancellationRequested();
        _expandedBytes += more;
        if (_expandedBytes > Limits.MaxExpandedBytes)
        {
            throw new RefusedException($"Its compressed content expands to more than {Limits.MaxExpandedBytes >> 20:N0} MiB, the limit for one file (a zip bomb?).");
        }

        if (expanded > RatioJudgedFrom && expanded / Math.Max(1, compressed) > Limits.MaxExpansionRatio)
        {
            throw new RefusedException($"Its content expands to more than {Limits.MaxExpansionRatio} times its compressed size (a zip bomb?).");
        }
    }

    public void CheckTextLength(long length)
    {
        if (length > Limits.MaxTextLength)
        {
            throw new RefusedException($"Its text is longer than {Limits.MaxTextLength:N0} characters, the limit for one material.");
        }
    }

    public void CheckFileBytes(long length)
    {
        if (length > Limits.MaxFileBytes)
        {
            throw new RefusedException($"It is {length / 1048576.0:N1} MiB; files over {Limits.MaxFileBytes / 1048576.0:N0} MiB are not read.");
        }
    }
}
