using System.Globalization;
using System.Text;

namespace KnowledgeBase.Engines.Benchmarks;

/// <summary>Figures of engines side by side, as Markdown, each with its ratio to the first engine's.</summary>
internal static class FigureTable
{
    public static string Of(Dictionary<string, Dictionary<string, double>> figures)
    {
        string[] engines = [.. figures.Keys];
        var first = figures[engines[0]];
        var table = new StringBuilder();
        Row("what", engines.SelectMany((engine, i) => i == 0 ? [engine] : (string[])[engine, "ratio"]));
        Row("---", Enumerable.Repeat("---", (2 * engines.Length) - 1));
        foreach (var (name, value) in first)
        {
            Row(name, engines.SelectMany((engine, i) => i == 0
                ? [Shown(value)]
                : (string[])[Shown(figures[engine][name]), Shown(figures[engine][name] / value)]));
        }

        return table.ToString();

        void Row(string name, IEnumerable<string> cells) => table.Append($"| {name} | {string.Join(" | ", cells)} |\n");
    }

    /// <summary>Three digits say all that a measurement does.</summary>
    private static string Shown(double value) => value switch
    {
        >= 100 => value.ToString("0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("0.0", CultureInfo.InvariantCulture),
        >= 1 => value.ToString("0.00", CultureInfo.InvariantCulture),
        _ => value.ToString("0.000", CultureInfo.InvariantCulture),
    };
}
