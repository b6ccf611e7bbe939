namespace KnowledgeBase.FullText.Writing;

/// <summary>How an <see cref="IndexWriter"/> works.</summary>
public sealed record IndexWriterOptions
{
    /// <summary>
    /// Bytes that documents may take in memory, over all threads, before a segment is written to disk. 1 MiB to 1 GiB; 128 MiB by
    /// default. More makes fewer, larger segments, hence less merging.
    /// </summary>
    public long MemoryBudget { get; init; } = 128L << 20;

    /// <summary>How many neighbouring segments of like size are merged into one. 2 to 100; 10 by default.</summary>
    public int MergeFactor { get; init; } = 10;

    /// <summary>Bytes beyond which a segment takes part in no more merges, but those asked for. 4 GiB by default.</summary>
    public long MaxMergedSegmentLength { get; init; } = 4L << 30;

    /// <summary>Whether segments are merged in the background; true by default. Without, they are only merged on request.</summary>
    public bool BackgroundMerges { get; init; } = true;

    /// <summary>
    /// Whether to begin an empty index whatever is there, which need not be readable; false by default. What is there stays as it is, and
    /// readable, until the first commit replaces it; without a commit nothing has happened.
    /// </summary>
    public bool StartAnew { get; init; }

    /// <summary>Who writes, for the error that a second writer is given; process and machine by default.</summary>
    public string Owner { get; init; } = $"process {Environment.ProcessId} ({Environment.ProcessPath
        ?? "unknown program"}) on {Environment.MachineName}";

    internal void Validate()
    {
        Check(MemoryBudget is >= 1L << 20 and <= 1L << 30, nameof(MemoryBudget), MemoryBudget, "1 MiB to 1 GiB");
        Check(MergeFactor is >= 2 and <= 100, nameof(MergeFactor), MergeFactor, "2 to 100");
        Check(MaxMergedSegmentLength >= 1, nameof(MaxMergedSegmentLength), MaxMergedSegmentLength, "1 or more");

        static void Check(bool valid, string name, object value, string range)
        {
            if (!valid)
            {
                throw new ArgumentException($"{nameof(IndexWriterOptions)}.{name} is {value}; possible is {range}.", name);
            }
        }
    }
}
