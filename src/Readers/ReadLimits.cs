namespace KnowledgeBase.Readers;

/// <summary>
/// What one file may cost to read. A file that goes beyond a limit is refused with a reason that names the limit; nothing is cut short
/// silently. All entries of a container spend from what its file may cost.
/// </summary>
public sealed record ReadLimits
{
    /// <summary>The defaults, sized for an office PC with two cores: see the table in docs/readers.md.</summary>
    public static ReadLimits Default { get; } = new();

    /// <summary>Bytes of one file, or of one entry of an archive. Checked before the file is opened. Default 100 MiB.</summary>
    public long MaxFileBytes { get; init; } = 100L << 20;

    /// <summary>UTF-16 units of decoded text of one material. Default 16 Mi (an average book is 0.3 Mi).</summary>
    public int MaxTextLength { get; init; } = 16 << 20;

    /// <summary>Lines of one material that are not empty. Default a million.</summary>
    public int MaxLines { get; init; } = 1_000_000;

    /// <summary>UTF-16 units of the source of a web page, with scripts and embedded pictures. Default 16 Mi.</summary>
    public int MaxMarkupLength { get; init; } = 16 << 20;

    /// <summary>How many containers (.zip, .eml) may lie in one another. Default 4.</summary>
    public int MaxNesting { get; init; } = 4;

    /// <summary>Entries of all containers of one file together. Default 10,000.</summary>
    public int MaxEntries { get; init; } = 10_000;

    /// <summary>Bytes that all compressed content of one file may expand to, nested containers included. Default 256 MiB.</summary>
    public long MaxExpandedBytes { get; init; } = 256L << 20;

    /// <summary>
    /// Expanded size over compressed size; judged of one entry from 4 MiB expanded on, and of all entries over the size of the file from
    /// 16 MiB on, because what is small and repeats itself compresses well. Real text and markup stay below 50. Default 200.
    /// </summary>
    public int MaxExpansionRatio { get; init; } = 200;

    /// <summary>Depth of nested elements in XML and HTML. Word and browsers write below 100. Default 512.</summary>
    public int MaxMarkupDepth { get; init; } = 512;

    /// <summary>Bytes of one line of a .jsonl file. Default 16 MiB.</summary>
    public int MaxLineBytes { get; init; } = 16 << 20;

    /// <summary>UTF-16 units of front matter in a Markdown file. Default 64 Ki.</summary>
    public int MaxFrontMatterLength { get; init; } = 64 << 10;

    /// <summary>
    /// Processor time that parsing one file, or one entry of a container, may take in a process of its own. Default 10 seconds.
    /// </summary>
    public TimeSpan ParserTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The same for all entries of a container together. Default 60 seconds.</summary>
    public TimeSpan ContainerTime { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Bytes of memory that a process may use which reads a file on its own. Default 192 MiB.</summary>
    public long ParserMemory { get; init; } = 192L << 20;

    /// <summary>How long the helper programs may run for one file, all its pages together. Default 3 minutes.</summary>
    public TimeSpan HelperTime { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>Pages of one scanned document that are recognised; further ones are named in a warning. Default 60.</summary>
    public int MaxOcrPages { get; init; } = 60;
}
