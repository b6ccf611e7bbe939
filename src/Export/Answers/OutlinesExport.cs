using System.Globalization;
using System.Text.Json;
using KnowledgeBase.Export.Documents;
using KnowledgeBase.Export.Tables;
using KnowledgeBase.Retrieval.Contract;

namespace KnowledgeBase.Export.Answers;

/// <summary>Outlines of materials (提纲), one behind the other, each with its citation.</summary>
/// <param name="outlines">The outlines.</param>
public sealed class OutlinesExport(OutlinesResult outlines) : Exportable
{
    /// <inheritdoc/>
    public override string Name => "提纲";

    /// <inheritdoc/>
    public override int? Entries => outlines.Outlines.Count;

    internal override TextDocument Document() => new($"材料提纲（{outlines.Outlines.Count}篇）", Blocks());

    internal override RecordTable Table() => new(
        ["材料编号", "题目", "单位", "日期", "级别", "标号", "小标题", "出处"],
        outlines.Outlines.SelectMany(outline => outline.Headings.Select(heading => (IReadOnlyList<string?>)
        [
            outline.Material.Id,
            outline.Material.Title,
            outline.Material.Issuer,
            MaterialCells.Day(outline.Material.Date, outline.Material.Year),
            heading.Level.ToString(CultureInfo.InvariantCulture),
            heading.Marker,
            heading.Text,
            outline.Material.Citation,
        ])));

    internal override void WriteJson(Stream output, CancellationToken cancellationToken) =>
        JsonSerializer.Serialize(output, outlines, ContractJson.Answers.OutlinesResult);

    private IEnumerable<TextBlock> Blocks()
    {
        foreach (var outline in outlines.Outlines)
        {
            yield return new HeadingBlock(1, outline.Material.Title);
            foreach (var heading in outline.Headings)
            {
                yield return new HeadingBlock(heading.Level + 1, heading.Marker + heading.Text);
            }

            yield return new CitationBlock(outline.Material.Citation);
        }

        if (outlines.Missing.Count > 0)
        {
            yield return new ParagraphBlock($"库中没有、未收录的编号：{string.Join("、", outlines.Missing)}");
        }
    }
}
