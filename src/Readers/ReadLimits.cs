namespace KnowledgeBase.Readers;

/// <summary>
/// What one file may cost to read. A file that goes beyond a limit is refused with a reason that names the limit; nothing is cut short
/// silently.
/// </summary>
public sealed record ReadLimits
{
    /// <summary>The defaults, sized for an office PC: no single file takes more than some 500 MB of memory or some minutes.</summary>
    public static ReadLimits Default { get; } = new();

    /// <summary>Bytes of one file, or of one entry of an archive. Checked before the file is opened. Default 100 MiB.</summary>
    public long MaxFileBytes { get; init; } = 100L << 20;

    /// <summary>UTF-16 units of decoded text of one material. Default 64 Mi (an average book is 0.3 Mi).</summary>
    public int MaxTextLength { get; init; } = 64 << 20;

    /// <summary>How many containers (.zip, .eml) may lie in one another. Default 4.</summary>
    public int MaxNesting { get; init; } = 4;

    /// <summary>Entries of all containers of one file together. Default 10,000.</summary>
    public int MaxEntries { get; init; } = 10_000;

    /// <summary>Bytes that all compressed content of one file may expand to, nested containers included. Default 512 MiB.</summary>
    public long MaxExpandedBytes { get; init; } = 512L << 20;

    /// <summary>
    /// Expanded size over compressed size of one entry; judged from 16 MiB expanded on, because small entries of nothing but white
    /// space compress well. Real text and markup stay below 50. Default 200.
    /// </summary>
    public int MaxExpansionRatio { get; init; } = 200;

    /// <summary>Depth of nested elements in XML and HTML. Word and browsers write below 100. Default 512.</summary>
    public int MaxMarkupDepth { get; init; } = 512;

    /// <summary>Bytes of one line of a .jsonl file. Default 32 MiB.</summary>
    public int MaxLineBytes { get; init; } = 32 << 20;

    /// <summary>UTF-16 units of front matter in a Markdown file. Default 64 Ki.</summary>
    public int MaxFrontMatterLength { get; init; } = 64 << 10;

    /// <summary>How long the helper programs may run for one file, all its pages together. Default 3 minutes.</summary>
    public TimeSpan HelperTime { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>Pages of one scanned document that are recognised; further ones are named in a warning. Default 60.</summary>
    public int MaxOcrPages { get; init; } = 60;
}
