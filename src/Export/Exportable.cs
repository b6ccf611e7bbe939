using KnowledgeBase.Export.Documents;
using KnowledgeBase.Export.Tables;

namespace KnowledgeBase.Export;

/// <summary>
/// Something that can be taken away: a document for people, a table for spreadsheets, JSON for programs. The same content gives the same
/// bytes, whenever and wherever it is written.
/// </summary>
public abstract class Exportable
{
    /// <summary>Name for its file, without an ending.</summary>
    public abstract string Name { get; }

    /// <summary>How many entries of the library it has: hits, lines, clips, materials; null of what is the reader's own.</summary>
    public virtual int? Entries => null;

    /// <summary>Ids of the entries, where somebody chose each; otherwise none.</summary>
    public virtual IEnumerable<string> Ids => [];

    /// <summary>Formats that it can be written in.</summary>
    public virtual IReadOnlyList<ExportFormat> Formats => ExportFormat.All;

    /// <summary>Writes it, part by part; the stream stays open.</summary>
    /// <param name="format">One of <see cref="Formats"/>.</param>
    /// <param name="output">Any stream that can be written.</param>
    /// <param name="cancellationToken">Gives up between two parts.</param>
    /// <exception cref="ArgumentException">It has no such format.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public void Write(ExportFormat format, Stream output, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(format);
        ArgumentNullException.ThrowIfNull(output);
        if (!Formats.Contains(format))
        {
            throw new ArgumentException($"There is no {format.Name} of it.", nameof(format));
        }

        if (format == ExportFormat.Json)
        {
            WriteJson(output, cancellationToken);
        }
        else if (format == ExportFormat.Csv)
        {
            CsvFile.Write(Table(), output, cancellationToken);
        }
        else if (format == ExportFormat.Markdown)
        {
            MarkdownFile.Write(Document(), output, cancellationToken);
        }
        else
        {
            WordFile.Write(Document(), output, cancellationToken);
        }
    }

    /// <summary>It as a document.</summary>
    internal abstract TextDocument Document();

    /// <summary>It as a table; what has no such format has none.</summary>
    internal virtual RecordTable Table() => throw new NotSupportedException($"{GetType().Name} has no table.");

    /// <summary>Writes it as JSON.</summary>
    internal abstract void WriteJson(Stream output, CancellationToken cancellationToken);
}
