using System.Globalization;
using System.Text.Json;
using KnowledgeBase.Export.Documents;
using KnowledgeBase.Export.Tables;
using KnowledgeBase.Retrieval.Concordance;
using KnowledgeBase.Retrieval.Contract;

namespace KnowledgeBase.Export.Answers;

/// <summary>How strings were used over the years (提法比较), a row a year.</summary>
/// <param name="comparison">The comparison.</param>
public sealed class ComparisonExport(WordingComparison comparison) : Exportable
{
    /// <inheritdoc/>
    public override string Name => "提法比较";

    /// <inheritdoc/>
    public override int? Entries => comparison.Wordings.Count;

    internal override TextDocument Document() =>
        new($"{string.Join("、", comparison.Wordings.Select(w => $"“{w.Text}”"))}使用比较", comparison.Wordings.SelectMany(Blocks));

    internal override RecordTable Table() => new(
        ["提法", "年份", "材料数", "占当年材料", "次数", "每百万字次数"],
        comparison.Wordings.SelectMany(wording => wording.ByYear.Select(year => (IReadOnlyList<string?>)
            [wording.Text, .. Cells(year)])));

    internal override void WriteJson(Stream output, CancellationToken cancellationToken) =>
        JsonSerializer.Serialize(output, comparison, ContractJson.Answers.WordingComparison);

    private static IEnumerable<TextBlock> Blocks(ComparedWording wording)
    {
        yield return new HeadingBlock(1, $"“{wording.Text}”");
        yield return new ParagraphBlock(
            $"{wording.Materials}篇材料，{wording.Occurrences}次，每百万字{MaterialCells.Number(wording.PerMillion)}次。");
        yield return new TableBlock(
            ["年份", "材料数", "占当年材料", "次数", "每百万字次数"],
            [.. wording.ByYear.Select(year => (IReadOnlyList<string>)[.. Cells(year)])]);
        if (wording is { First: { } first, Last: { } last })
        {
            yield return new CitationBlock($"最早：{Citation.Of(first)}");
            yield return new CitationBlock($"最近：{Citation.Of(last)}");
        }
    }

    private static string[] Cells(YearUse year) =>
    [
        year.Year.ToString(CultureInfo.InvariantCulture),
        year.Materials.ToString(CultureInfo.InvariantCulture),
        MaterialCells.Number(year.Share),
        year.Occurrences.ToString(CultureInfo.InvariantCulture),
        MaterialCells.Number(year.PerMillion),
    ];
}
