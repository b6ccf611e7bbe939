namespace KnowledgeBase.Materials;

/// <summary>
/// A file as its reader delivers it: decoded text with what the format itself said about structure, before anything is inferred.
/// </summary>
public sealed record RawMaterial
{
    /// <summary>Decoded text, line ends as <c>\n</c>, one paragraph or heading a line. For a .txt file, the file's text.</summary>
    public required string Text { get; init; }

    /// <summary>Headings that the format marks as such (Markdown #, HTML h1–h6, Word heading styles), in order of the text.</summary>
    public IReadOnlyList<StructureHint> Hints { get; init; } = [];

    /// <summary>What front matter, document properties or JSON fields say; these overrule everything inferred.</summary>
    public FrontMatter FrontMatter { get; init; } = FrontMatter.None;

    /// <summary>What was odd on reading and a person should know.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Where the characters of the file went; null when its reader keeps no account.</summary>
    public TextAccount? Account { get; init; }

    /// <summary>Counts the lines that are not empty.</summary>
    public int CountLines()
    {
        var lines = 0;
        var text = Text.AsSpan();
        while (!text.IsEmpty)
        {
            var end = text.IndexOf('\n');
            lines += end == 0 ? 0 : 1;
            text = end < 0 ? [] : text[(end + 1)..];
        }

        return lines;
    }
}

/// <summary>A line that the file's format marks.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Level">1 to 6 for headings and for what looks like one; 0 otherwise.</param>
/// <param name="Start">UTF-16 offset of its words in the text.</param>
/// <param name="End">UTF-16 offset behind its words.</param>
public sealed record StructureHint(HintKind Kind, int Level, int Start, int End);

/// <summary>What a format can say of a stretch of text.</summary>
public enum HintKind
{
    /// <summary>The title of the document.</summary>
    Title,

    /// <summary>A heading of the given level.</summary>
    Heading,

    /// <summary>
    /// A short paragraph wholly in bold inside the body, no sentence: a heading by its look only, unless it is a date or numbered.
    /// </summary>
    Emphasis,

    /// <summary>Rows of a table, a line each, cells parted by tabs.</summary>
    Table,

    /// <summary>A footnote, moved behind the text.</summary>
    Footnote,
}

/// <summary>What the owner of a material says about it, in its file or beside it. Null where nothing is said.</summary>
public sealed record FrontMatter
{
    /// <summary>Nothing said.</summary>
    public static FrontMatter None { get; } = new();

    /// <summary>Title.</summary>
    public string? Title { get; init; }

    /// <summary>Issuer.</summary>
    public string? Issuer { get; init; }

    /// <summary>Day of issue.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>Year, when only the year is said.</summary>
    public int? Year { get; init; }

    /// <summary>Genre, one of <see cref="Genres.All"/>.</summary>
    public string? Genre { get; init; }

    /// <summary>Tier, one of <see cref="Tiers.All"/>.</summary>
    public string? Tier { get; init; }

    /// <summary>Link or citation of where it was taken from.</summary>
    public string? Source { get; init; }

    /// <summary>
    /// Who may read it, as the owner wrote it, for <see cref="AccessLevel.Parse"/>; null where nothing is said, empty where what is said
    /// cannot be told.
    /// </summary>
    public string? Access { get; init; }
}
