using KnowledgeBase.Materials;

namespace KnowledgeBase.Readers;

/// <summary>What is left to spend on one file and everything nested in it.</summary>
internal sealed class ReadBudget(ReadLimits limits, TimeProvider time, CancellationToken cancellation)
{
    /// <summary>Below this many expanded bytes the expansion ratio of an entry is not judged.</summary>
    private const long EntryRatioJudgedFrom = 4L << 20;

    /// <summary>The same for all entries together.</summary>
    private const long FileRatioJudgedFrom = 16L << 20;

    private readonly long _start = time.GetTimestamp();
    private long _fileBytes;
    private long _expandedBytes;
    private int _entries;
    private int _begun = -1;

    /// <summary>Why nothing more of the file can be expanded; null while something can.</summary>
    private string? _spent;

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

    /// <summary>Entries of the outermost container that are passed over: an earlier attempt got beyond them.</summary>
    public int PassOver { get; init; }

    /// <summary>Told of every entry of the outermost container that is begun: its number and its name.</summary>
    public Action<int, string>? Began { get; init; }

    /// <summary>Begins a file from the outside; what it may expand to follows from its size.</summary>
    public void BeginFile(long bytes)
    {
        CheckFileBytes(bytes);
        _fileBytes = bytes;
    }

    /// <summary>Begins the next entry of a container.</summary>
    /// <returns>False when it is to be passed over.</returns>
    /// <exception cref="RefusedException">There are too many entries, or nothing is left to expand this one with.</exception>
    public bool BeginEntry(string name, int nesting)
    {
        SpendEntry();
        if (_spent is not null)
        {
            throw new RefusedException($"The entries from {Shorten(name)} on were not read: {_spent}");
        }

        if (nesting > 0)
        {
            return true;
        }

        if (++_begun < PassOver)
        {
            return false;
        }

        Began?.Invoke(_begun, name);
        return true;
    }

    public void SpendEntry()
    {
        Cancellation.ThrowIfCancellationRequested();
        _entries++;
        CheckEntries(0);
    }

    /// <summary>Checks that this many more entries are within the limit.</summary>
    public void CheckEntries(int more)
    {
        if (_entries + more > Limits.MaxEntries)
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
            _spent = $"the file's compressed content expands to more than {Limits.MaxExpandedBytes >> 20:N0} MiB, "
                + "the limit for one file (a zip bomb?).";
            throw new RefusedException($"It was not read to its end: {_spent}");
        }

        if (_expandedBytes > FileRatioJudgedFrom && _fileBytes > 0 && _expandedBytes / _fileBytes > Limits.MaxExpansionRatio)
        {
            _spent = $"the file's compressed content expands to more than {Limits.MaxExpansionRatio} times its size (a zip bomb?).";
            throw new RefusedException($"It was not read to its end: {_spent}");
        }

        if (expanded > EntryRatioJudgedFrom && expanded / Math.Max(1, compressed) > Limits.MaxExpansionRatio)
        {
            throw new RefusedException(
                $"Its content expands to more than {Limits.MaxExpansionRatio} times its compressed size (a zip bomb?).");
        }
    }

    /// <summary>Before text is decoded: in no encoding that is read does a UTF-16 unit take more than four bytes.</summary>
    public void CheckTextBytes(long bytes) => CheckTextLength(bytes / 4);

    /// <summary>The same before the source of a page is decoded.</summary>
    public void CheckMarkupBytes(long bytes) => CheckMarkupLength(bytes / 4);

    public void CheckTextLength(long length)
    {
        if (length > Limits.MaxTextLength)
        {
            throw new RefusedException(
                $"Its text is longer than {Limits.MaxTextLength:N0} characters, the limit for one material; split it into parts.");
        }
    }

    /// <summary>Gives a material back when it has no more lines than it may.</summary>
    public RawMaterial WithinLines(RawMaterial material) => material.CountLines() <= Limits.MaxLines
        ? material
        : throw new RefusedException($"It has more than {Limits.MaxLines:N0} lines, the limit for one material; split it into parts.");

    public void CheckMarkupLength(long length)
    {
        if (length > Limits.MaxMarkupLength)
        {
            throw new RefusedException($"Its source is longer than {Limits.MaxMarkupLength:N0} characters, the limit for one page.");
        }
    }

    public void CheckFileBytes(long length)
    {
        if (length > Limits.MaxFileBytes)
        {
            throw new RefusedException(TooLarge(length, Limits));
        }
    }

    /// <summary>The reason to refuse a file of that length.</summary>
    public static string TooLarge(long length, ReadLimits limits) =>
        $"It is {length / 1048576.0:N1} MiB; files over {limits.MaxFileBytes / 1048576.0:N0} MiB are not read.";

    /// <summary>A name as it can stand in a sentence.</summary>
    public static string Shorten(string name) => name.Length <= 100 ? name : string.Concat(name.AsSpan(0, 100), "…");
}
