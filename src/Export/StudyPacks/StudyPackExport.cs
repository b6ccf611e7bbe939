using System.Globalization;
using System.Text.Json;
using KnowledgeBase.Export.Documents;
using KnowledgeBase.Retrieval.StudyPacks;

namespace KnowledgeBase.Export.StudyPacks;

/// <summary>A study pack (学习包) as a document to be handed out. It has no table.</summary>
/// <param name="pack">The pack.</param>
public sealed class StudyPackExport(StudyPack pack) : Exportable
{
    private static readonly string[] Parts = ["政策要求", "领会精神", "案例做法", "讨论题"];
    private static readonly string[] Numbers = ["一", "二", "三", "四"];

    /// <summary>Formats of study packs.</summary>
    public static IReadOnlyList<ExportFormat> PackFormats { get; } = [ExportFormat.Json, ExportFormat.Markdown, ExportFormat.Word];

    /// <inheritdoc/>
    public override string Name => "学习包";

    /// <inheritdoc/>
    public override int? Entries => pack.Policy.Count + pack.Speeches.Count + pack.Cases.Count;

    /// <inheritdoc/>
    public override IReadOnlyList<ExportFormat> Formats => PackFormats;

    internal override TextDocument Document() => new(pack.Title, Blocks());

    internal override void WriteJson(Stream output, CancellationToken cancellationToken) =>
        JsonSerializer.Serialize(output, pack, ExportJson.Shapes.StudyPack);

    private IEnumerable<TextBlock> Blocks()
    {
        yield return new ParagraphBlock($"阅读约需{Minutes(pack.ReadingMinutes)}分钟（安排{pack.Minutes}分钟）。");
        foreach (var note in pack.Notes)
        {
            yield return new ParagraphBlock(note);
        }

        var part = 0;
        foreach (var (name, pieces) in Parts.Zip([pack.Policy, pack.Speeches, pack.Cases]))
        {
            if (pieces.Count == 0)
            {
                continue;
            }

            yield return new HeadingBlock(1, $"{Numbers[part++]}、{name}");
            foreach (var block in pieces.SelectMany(Blocks))
            {
                yield return block;
            }
        }

        if (pack.Questions.Count > 0)
        {
            yield return new HeadingBlock(1, $"{Numbers[part]}、{Parts[^1]}");
            yield return new ListBlock(pack.Questions);
        }
    }

    private static IEnumerable<TextBlock> Blocks(StudyPiece piece) =>
    [
        new HeadingBlock(2, piece.Head),
        new ParagraphBlock($"选取理由：{piece.Why}（约{Minutes(Math.Max(piece.Minutes, 0.1))}分钟）"),
        new ParagraphBlock(piece.Text),
        new CitationBlock(piece.Citation),
    ];

    private static string Minutes(double minutes) => minutes.ToString("0.#", CultureInfo.InvariantCulture);
}
