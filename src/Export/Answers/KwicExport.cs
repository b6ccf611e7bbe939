using System.Text.Json;
using KnowledgeBase.Export.Documents;
using KnowledgeBase.Export.Tables;
using KnowledgeBase.Retrieval.Contract;

namespace KnowledgeBase.Export.Answers;

/// <summary>Lines of a concordance (上下文), each with its citation.</summary>
/// <param name="kwic">The lines.</param>
public sealed class KwicExport(KwicResult kwic) : Exportable
{
    /// <inheritdoc/>
    public override string Name => "上下文";

    /// <inheritdoc/>
    public override int? Entries => kwic.Lines.Count;

    internal override TextDocument Document() => new(
        $"“{kwic.Text}”的上下文",
        [
            new ParagraphBlock(
                $"共{kwic.Total}处，{kwic.Passages}个段落，{kwic.Materials}篇材料；以下{kwic.Lines.Count}处。"
                    + (kwic.IsPartial ? "文本过多，只看了一部分。" : "")),
            new TableBlock(
                ["前文", "词语", "后文", "出处"],
                [.. kwic.Lines.Select(line => (IReadOnlyList<string>)[line.Left, line.Match, line.Right, line.Citation])]),
        ]);

    internal override RecordTable Table() => new(
        ["编号", "前文", "词语", "后文", "题目", "单位", "日期", "文种", "出处"],
        kwic.Lines.Select(line => (IReadOnlyList<string?>)
        [
            line.Id,
            line.Left,
            line.Match,
            line.Right,
            line.Material.Title,
            line.Material.Issuer,
            MaterialCells.Day(line.Material.Date, line.Material.Year),
            line.Genre,
            line.Citation,
        ]));

    internal override void WriteJson(Stream output, CancellationToken cancellationToken) =>
        JsonSerializer.Serialize(output, kwic, ContractJson.Answers.KwicResult);
}
