using System.Globalization;
using System.Text.Json;
using KnowledgeBase.Export.Documents;
using KnowledgeBase.Export.Tables;
using KnowledgeBase.Retrieval.Contract;

namespace KnowledgeBase.Export.Answers;

/// <summary>A page of materials that were found, each with its best passages and its citation.</summary>
/// <param name="result">The page.</param>
public sealed class SearchExport(SearchResult result) : Exportable
{
    /// <inheritdoc/>
    public override string Name => "检索结果";

    /// <inheritdoc/>
    public override int? Entries => result.Hits.Count;

    internal override TextDocument Document() => new("检索结果", Blocks());

    internal override RecordTable Table() => new(
        ["编号", "题目", "单位", "日期", "文种", "层级", "相关段落数", "同文材料数", "段落编号", "所在标题", "段落", "出处"],
        result.Hits.SelectMany(hit => hit.Passages.DefaultIfEmpty().Select(passage => (IReadOnlyList<string?>)
        [
            hit.Material,
            hit.Title,
            hit.Issuer,
            MaterialCells.Day(hit.Date, hit.Year),
            hit.Genre,
            hit.Tier,
            hit.MatchingPassages.ToString(CultureInfo.InvariantCulture),
            hit.CopyCount.ToString(CultureInfo.InvariantCulture),
            passage?.Id,
            string.Join(" › ", passage?.HeadingPath ?? []),
            passage?.Text,
            hit.Citation,
        ])));

    internal override void WriteJson(Stream output, CancellationToken cancellationToken) =>
        JsonSerializer.Serialize(output, result, ContractJson.Answers.SearchResult);

    private IEnumerable<TextBlock> Blocks()
    {
        yield return new ParagraphBlock($"共{result.Total}篇材料、{result.TotalPassages}个段落；以下{result.Hits.Count}篇。");
        foreach (var hit in result.Hits)
        {
            yield return new HeadingBlock(1, hit.Title);
            foreach (var passage in hit.Passages)
            {
                yield return new ParagraphBlock(passage.Text);
            }

            yield return new CitationBlock(hit.Citation);
        }
    }
}
