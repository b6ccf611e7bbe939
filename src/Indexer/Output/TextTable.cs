using System.Globalization;
using System.Text;

namespace KnowledgeBase.Indexer.Output;

/// <summary>Tables for people: columns of strings, whole numbers and figures.</summary>
internal static class TextTable
{
    /// <summary>Rows of strings in columns. Ideographs and full-width signs are two columns wide, as terminals show them.</summary>
    public static void WriteTable(this TextWriter output, IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<object>> rows)
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

    /// <summary>A cell as it is shown: figures from 0 to 1 with four decimals.</summary>
    public static string Shown(object cell) => cell switch
    {
        double value => value.ToString("0.0000", CultureInfo.InvariantCulture),
        int count => count.ToString(CultureInfo.InvariantCulture),
        _ => (string)cell,
    };

    /// <summary>Columns of a terminal that a text takes.</summary>
    public static int Width(string text) => text.Sum(c => IsWide(c) ? 2 : 1);

    private static bool IsWide(char c) =>
        c is >= '\u2E80' and <= '\uA4CF' or >= '\uAC00' and <= '\uD7A3' or >= '\uF900' and <= '\uFAFF' or >= '\uFE30' and <= '\uFE4F'
            or >= '\uFF00' and <= '\uFF60' or '“' or '”' or '‘' or '’' or '…' or '—';
}
