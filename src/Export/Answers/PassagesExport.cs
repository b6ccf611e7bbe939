using System.Text.Json;
using KnowledgeBase.Export.Documents;
using KnowledgeBase.Export.Tables;
using KnowledgeBase.Retrieval.Contract;

namespace KnowledgeBase.Export.Answers;

/// <summary>A page of passages, each with its citation.</summary>
/// <param name="passages">The passages.</param>
public sealed class PassagesExport(PassagesResult passages) : Exportable
{
    /// <inheritdoc/>
    public override string Name => "段落";

    /// <inheritdoc/>
    public override int? Entries => passages.Hits.Count;

    internal override TextDocument Document() => new("段落", Blocks());

    internal override RecordTable Table() => new(
        ["编号", "所在标题", "段落", "题目", "单位", "日期", "出处"],
        passages.Hits.Select(hit => (IReadOnlyList<string?>)
        [
            hit.Passage.Id,
            string.Join(" › ", hit.Passage.HeadingPath),
            hit.Passage.Text,
            hit.Material.Title,
            hit.Material.Issuer,
            MaterialCells.Day(hit.Material.Date, hit.Material.Year),
            hit.Material.Citation,
        ]));

    internal override void WriteJson(Stream output, CancellationToken cancellationToken) =>
        JsonSerializer.Serialize(output, passages, ContractJson.Answers.PassagesResult);

    private IEnumerable<TextBlock> Blocks()
    {
        yield return new ParagraphBlock($"共{passages.Total}个段落，{passages.Materials}篇材料；以下{passages.Hits.Count}个。");
        foreach (var hit in passages.Hits)
        {
            yield return new HeadingBlock(1, hit.Passage.HeadingPath is [.., var heading] ? heading : hit.Material.Title);
            yield return new ParagraphBlock(hit.Passage.Text);
            yield return new CitationBlock(hit.Material.Citation);
        }
    }
}
