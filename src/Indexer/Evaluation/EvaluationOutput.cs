using System.Text.Json;
using KnowledgeBase.Indexer.Output;

namespace KnowledgeBase.Indexer.Evaluation;

/// <summary>Writes reports, for people and for programs.</summary>
internal static class EvaluationOutput
{
    /// <summary>A report for people.</summary>
    public static void WriteText(TextWriter output, EvaluationReport report)
    {
        output.WriteLine($"{report.Set}: {report.Source}");
        if (report.Details is { } details)
        {
            output.WriteTable(details.Columns, details.Rows);
            output.WriteLine();
        }

        var width = report.Figures.Max(f => TextTable.Width(f.Label));
        foreach (var figure in report.Figures)
        {
            var counts = figure.Counts switch
            {
                [("hit", var part), ("of", var whole)] => $"{part} of {whole}",
                var all => string.Join(", ", all.Select(c => $"{c.Name} {c.Count}")),
            };
            var space = new string(' ', width - TextTable.Width(figure.Label));
            output.WriteLine($"  {figure.Label}{space}  {TextTable.Shown(figure.Value)}  {counts}".TrimEnd());
        }

        foreach (var problem in report.Problems)
        {
            output.WriteLine($"  wrong: {problem}");
        }
    }

    /// <summary>A report for programs; figures are not rounded.</summary>
    public static void WriteJson(Utf8JsonWriter json, EvaluationReport report)
    {
        json.WriteStartObject();
        json.WriteString("set", report.Set);
        json.WriteString("source", report.Source);
        json.WriteObject("figures", () =>
        {
            foreach (var figure in report.Figures)
            {
                json.WriteObject(figure.Name, () =>
                {
                    json.WriteNumber("value", figure.Value);
                    foreach (var (name, count) in figure.Counts)
                    {
                        json.WriteNumber(name, count);
                    }
                });
            }
        });
        if (report.Details is { } details)
        {
            json.WriteObjects("details", details.Rows, row => WriteRow(json, details.Columns, row));
        }

        json.WriteStrings("problems", report.Problems);
        json.WriteEndObject();
    }

    private static void WriteRow(Utf8JsonWriter json, IReadOnlyList<string> columns, IReadOnlyList<object> row)
    {
        for (var c = 0; c < columns.Count; c++)
        {
            switch (row[c])
            {
                case int count: json.WriteNumber(columns[c], count); break;
                case double value: json.WriteNumber(columns[c], value); break;
                case var text: json.WriteString(columns[c], (string)text); break;
            }
        }
    }
}
