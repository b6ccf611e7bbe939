using System.Globalization;
using System.Text.Json;
using KnowledgeBase.Export.Documents;
using KnowledgeBase.Export.Tables;
using KnowledgeBase.Retrieval.Contract;

namespace KnowledgeBase.Export.Answers;

/// <summary>A page of practices (做法), each with its figures, its recognitions and its citation.</summary>
/// <param name="practices">The practices.</param>
public sealed class PracticesExport(PracticesResult practices) : Exportable
{
    /// <inheritdoc/>
    public override string Name => "做法";

    /// <inheritdoc/>
    public override int? Entries => practices.Hits.Count;

    internal override TextDocument Document() => new("做法", Blocks());

    internal override RecordTable Table() => new(
        [
            "编号", "名称", "做法单位", "做法", "成效", "荣誉与认可", "可借鉴程度", "程度理由", "层级", "地区", "领域", "题目", "单位", "日期", "出处",
        ],
        practices.Hits.Select(hit => (IReadOnlyList<string?>)
        [
            hit.Id,
            hit.Name,
            hit.Actor,
            hit.Act,
            Results(hit),
            Recognitions(hit),
            hit.Grade.ToString(CultureInfo.InvariantCulture),
            hit.GradeReason,
            hit.Tier,
            string.Join('、', hit.Regions),
            hit.Sector,
            hit.Material.Title,
            hit.Material.Issuer,
            MaterialCells.Day(hit.Material.Date, hit.Material.Year),
            hit.Material.Citation,
        ]));

    internal override void WriteJson(Stream output, CancellationToken cancellationToken) =>
        JsonSerializer.Serialize(output, practices, ContractJson.Answers.PracticesResult);

    private IEnumerable<TextBlock> Blocks()
    {
        yield return new ParagraphBlock($"共{practices.Total}项做法，出自{practices.Materials}篇材料；以下{practices.Hits.Count}项。");
        foreach (var hit in practices.Hits)
        {
            yield return new HeadingBlock(1, PracticeText.HeadOf(hit.Name, hit.Actor) ?? hit.Material.Title);
            yield return new ParagraphBlock(hit.Act);
            foreach (var line in PracticeText.Lines(Results(hit), Recognitions(hit)))
            {
                yield return new ParagraphBlock(line);
            }

            yield return new CitationBlock(hit.Material.Citation);
        }
    }

    private static string Results(PracticesResult.FoundPractice hit) => string.Join('；', hit.Results.Select(r => r.Text));

    private static string Recognitions(PracticesResult.FoundPractice hit) => string.Join('；', hit.Recognitions.Select(r => r.Text));
}
