using System.Globalization;
using System.Text;
using System.Text.Json;
using KnowledgeBase.Indexer.Commands;

namespace KnowledgeBase.Indexer.Evaluation;

/// <summary>Writes reports, for people and for programs.</summary>
internal static class EvaluationOutput
{
    /// <summary>Rows of strings in columns. Ideographs and full-width signs are two columns wide, as terminals show them.</summary>
    public static void WriteTable(TextWriter output, IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<object>> rows)
    {
        var cells = rows.Select(row => row.Select(Shown).ToArray()).Prepend([.. columns]).ToList();
        var widths = Enumerable.Range(0, columns.Count).Select(c => cells.Max(row => Width(row[c]))).ToArray();
        for (var r = 0; r < cells.Count; r++)
        {
            var line = new StringBuilder("  ");
            for (var c = 0; c < columns.Count; c++)
            {
                var gap = new string(' ', widths[c] - Width(cells[r][c]));
                var isNumber = rows.Count > 0 && rows[Math.Max(0, r - 1)][c] is not string;
                line.Append(isNumber ? gap + cells[r][c] : cells[r][c] + gap).Append("  ");
            }

            output.WriteLine(line.ToString().TrimEnd());
        }
    }

    /// <summary>A report for people.</summary>
    public static void WriteText(TextWriter output, EvaluationReport report)
    {
        output.WriteLine($"{report.Set}: {report.Source}");
        if (report.Details is { } details)
        {
            WriteTable(output, details.Columns, details.Rows);
            output.WriteLine();
        }

        var width = report.Figures.Max(f => Width(f.Label));
        foreach (var figure in report.Figures)
        {
            var counts = figure.Counts switch
            {
                [("hit", var part), ("of", var whole)] => $"{part} of {whole}",
                var all => string.Join(", ", all.Select(c => $"{c.Name} {c.Count}")),
            };
            output.WriteLine($"  {figure.Label}{new string(' ', width - Width(figure.Label))}  {Shown(figure.Value)}  {counts}".TrimEnd());
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
        json.WriteStartObject("figures");
        foreach (var figure in report.Figures)
        {
            json.WriteStartObject(figure.Name);
            json.WriteNumber("value", figure.Value);
            foreach (var (name, count) in figure.Counts)
            {
                json.WriteNumber(name, count);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
        if (report.Details is { } details)
        {
            json.WriteStartArray("details");
            foreach (var row in details.Rows)
            {
                WriteRow(json, details.Columns, row);
            }

            json.WriteEndArray();
        }

        json.WriteStrings("problems", report.Problems);
        json.WriteEndObject();
    }

    private static void WriteRow(Utf8JsonWriter json, IReadOnlyList<string> columns, IReadOnlyList<object> row)
    {
        json.WriteStartObject();
        for (var c = 0; c < columns.Count; c++)
        {
            switch (row[c])
            {
                case int count: json.WriteNumber(columns[c], count); break;
                case double value: json.WriteNumber(columns[c], value); break;
                case var text: json.WriteString(columns[c], (string)text); break;
            }
        }

        json.WriteEndObject();
    }

    private static string Shown(object cell) => cell switch
    {
        double value => value.ToString("0.0000", CultureInfo.InvariantCulture),
        int count => count.ToString(CultureInfo.InvariantCulture),
        _ => (string)cell,
    };

    private static int Width(string text) => text.Sum(c => IsWide(c) ? 2 : 1);

    private static bool IsWide(char c) =>
        c is >= '\u2E80' and <= '\uA4CF' or >= '\uAC00' and <= '\uD7A3' or >= '\uF900' and <= '\uFAFF' or >= '\uFE30' and <= '\uFE4F'
            or >= '\uFF00' and <= '\uFF60' or '“' or '”' or '‘' or '’' or '…' or '—';
}
