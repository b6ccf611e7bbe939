using System.Globalization;
using System.Text.Json;
using KnowledgeBase.Export.Documents;
using KnowledgeBase.Export.Tables;
using KnowledgeBase.Retrieval.Contract;

namespace KnowledgeBase.Export.Answers;

/// <summary>A page of headings (小标题), each with its citation.</summary>
/// <param name="headings">The headings.</param>
public sealed class HeadingsExport(HeadingsResult headings) : Exportable
{
    /// <inheritdoc/>
    public override string Name => "小标题";

    /// <inheritdoc/>
    public override int? Entries => headings.Hits.Count;

    internal override TextDocument Document() => new(
        "小标题",
        [
            new ParagraphBlock($"共{headings.Total}个小标题，{headings.Materials}篇材料；以下{headings.Hits.Count}个。"),
            new TableBlock(
                ["小标题", "所在标题", "出处"],
                [
                    .. headings.Hits.Select(hit => (IReadOnlyList<string>)
                        [hit.Heading.Marker + hit.Heading.Text, string.Join(" › ", hit.Path), hit.Material.Citation]),
                ]),
        ]);

    internal override RecordTable Table() => new(
        ["编号", "级别", "标号", "小标题", "所在标题", "句式", "题目", "单位", "日期", "出处"],
        headings.Hits.Select(hit => (IReadOnlyList<string?>)
        [
            hit.Id,
            hit.Heading.Level.ToString(CultureInfo.InvariantCulture),
            hit.Heading.Marker,
            hit.Heading.Text,
            string.Join(" › ", hit.Path),
            hit.Pattern,
            hit.Material.Title,
            hit.Material.Issuer,
            MaterialCells.Day(hit.Material.Date, hit.Material.Year),
            hit.Material.Citation,
        ]));

    internal override void WriteJson(Stream output, CancellationToken cancellationToken) =>
        JsonSerializer.Serialize(output, headings, ContractJson.Answers.HeadingsResult);
}
