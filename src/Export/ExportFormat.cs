namespace KnowledgeBase.Export;

/// <summary>A form in which something is taken away.</summary>
/// <param name="Name">Its name, which is also the ending of its files: <c>docx</c>.</param>
/// <param name="MediaType">Its media type, with the encoding where it is text.</param>
public sealed record ExportFormat(string Name, string MediaType)
{
    /// <summary>A document for a word processor, in the form of official documents.</summary>
    public static ExportFormat Word { get; } =
        new("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document");

    /// <summary>CommonMark with tables.</summary>
    public static ExportFormat Markdown { get; } = new("md", "text/markdown; charset=utf-8");

    /// <summary>A table for a spreadsheet.</summary>
    public static ExportFormat Csv { get; } = new("csv", "text/csv; charset=utf-8");

    /// <summary>JSON, for programs.</summary>
    public static ExportFormat Json { get; } = new("json", "application/json; charset=utf-8");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ExportFormat> All { get; } = [Word, Markdown, Csv, Json];

    /// <summary>True when it is text, which can be shown.</summary>
    public bool IsText => this != Word;

    /// <summary>The format of a name; null when there is none.</summary>
    public static ExportFormat? Find(string? name) => All.FirstOrDefault(f => f.Name == name);
}
