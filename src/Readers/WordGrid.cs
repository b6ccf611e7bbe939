using DocumentFormat.OpenXml.Wordprocessing;

namespace KnowledgeBase.Readers;

/// <summary>The grid of a Word table: cells over several columns and rows in their places.</summary>
/// <param name="words">Gives the words of a cell.</param>
/// <param name="repeated">Told of words that a row gets from a cell above.</param>
internal sealed class WordGrid(Func<TableCell, string> words, Action<string> repeated)
{
    /// <summary>Columns that one cell may take; tables that people read have fewer.</summary>
    private const int MostColumns = 100;

    /// <summary>A cell over several rows is said again in each of them up to this many characters.</summary>
    private const int LongestRepeated = 200;

    /// <summary>What merged cells say, by the column in which they begin.</summary>
    private readonly Dictionary<int, string> _merged = [];

    /// <summary>The rows, a cell over several rows in each of them.</summary>
    public IEnumerable<IReadOnlyList<string>> Rows(IEnumerable<IReadOnlyList<TableCell>> rows)
    {
        foreach (var row in rows)
        {
            var cells = new List<string>();
            Pad(cells, row is [var first, ..]
                ? first.Ancestors<TableRow>().First().TableRowProperties?.GetFirstChild<GridBefore>()?.Val?.Value
                : 0);
            var again = new List<string>();
            var hasOwn = false;
            var last = 0;
            foreach (var cell in row)
            {
                var own = words(cell);
                hasOwn |= !string.IsNullOrWhiteSpace(own);
                if (Above(cell, own, cells.Count) is { Length: > 0 } above)
                {
                    again.Add(above);
                    own = above;
                }

                cells.Add(own);
                last = cells.Count;
                Pad(cells, cell.TableCellProperties?.GridSpan?.Val?.Value - 1);
            }

            if (hasOwn)
            {
                again.ForEach(repeated);
                yield return cells[..last];
            }
        }
    }

    /// <summary>What a cell says that goes on from the one above it; null for one that speaks for itself.</summary>
    private string? Above(TableCell cell, string own, int column)
    {
        if (cell.TableCellProperties?.VerticalMerge is not { } merge)
        {
            _merged.Remove(column);
            return null;
        }

        if (merge.Val?.InnerText == "restart")
        {
            _merged[column] = own.Length <= LongestRepeated ? own : "";
            return null;
        }

        return string.IsNullOrWhiteSpace(own) ? _merged.GetValueOrDefault(column) : null;
    }

    private static void Pad(List<string> cells, int? columns)
    {
        for (var i = Math.Min(columns ?? 0, MostColumns); i > 0; i--)
        {
            cells.Add("");
        }
    }
}
