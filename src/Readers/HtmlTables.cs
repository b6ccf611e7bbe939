using AngleSharp.Dom;

namespace KnowledgeBase.Readers;

/// <summary>Tables of data in a page, cell by cell.</summary>
internal static class HtmlTables
{
    /// <summary>Columns that one cell may take; tables that people read have fewer.</summary>
    private const int MostColumns = 100;

    /// <summary>A cell over several rows is said again in each of them up to this many characters.</summary>
    private const int LongestRepeated = 200;

    /// <summary>A table of data has several rows of several cells, most of them short; anything else is there for layout.</summary>
    public static bool IsData(IElement table)
    {
        if (table.QuerySelector("table") is not null)
        {
            return false;
        }

        int rows = 0, cells = 0, longCells = 0;
        foreach (var row in table.QuerySelectorAll("tr"))
        {
            var inRow = row.Children.Count(IsCell);
            rows += inRow > 1 ? 1 : 0;
            cells += inRow;
            longCells += row.Children.Count(c => c.TextContent.Length > 300);
        }

        return rows >= 2 && longCells * 4 <= cells;
    }

    /// <summary>
    /// The rows of a table of data: a cell that takes several columns or rows stands in the first column and in every row.
    /// </summary>
    /// <param name="table">The table.</param>
    /// <param name="words">Gives the words of a cell.</param>
    /// <param name="repeated">Told of words that a row gets from a cell above.</param>
    public static IEnumerable<IReadOnlyList<string>> Rows(IElement table, Func<IElement, string> words, Action<string> repeated)
    {
        var above = new List<(string Words, int Rows)>();
        foreach (var row in table.QuerySelectorAll("tr"))
        {
            var cells = new List<string>();
            var own = new HashSet<int>();
            var last = 0;
            foreach (var cell in row.Children.Where(IsCell))
            {
                TakeFromAbove(cells, above);
                var text = words(cell);
                own.Add(cells.Count);
                var columns = Span(cell, "colspan", MostColumns);
                var rows = Span(cell, "rowspan", 65534);
                for (var i = 0; i < columns; i++)
                {
                    Set(above, cells.Count, (i == 0 && text.Length <= LongestRepeated ? text : "", rows - 1));
                    cells.Add(i == 0 ? text : "");
                    last = i == 0 ? cells.Count : last;
                }
            }

            TakeFromAbove(cells, above);

            // A row that only what stands above it reaches into says nothing new.
            if (own.Any(i => !string.IsNullOrWhiteSpace(cells[i])))
            {
                for (var i = 0; i < cells.Count; i++)
                {
                    if (!own.Contains(i))
                    {
                        repeated(cells[i]);
                    }
                }

                yield return cells[..Math.Max(last, cells.FindLastIndex(c => c.Length > 0) + 1)];
            }
        }
    }

    private static bool IsCell(IElement element) => element.LocalName is "td" or "th";

    private static void TakeFromAbove(List<string> cells, List<(string Words, int Rows)> above)
    {
        while (cells.Count < above.Count && above[cells.Count].Rows > 0)
        {
            var (words, rows) = above[cells.Count];
            above[cells.Count] = (words, rows - 1);
            cells.Add(words);
        }
    }

    private static void Set(List<(string Words, int Rows)> above, int column, (string Words, int Rows) cell)
    {
        while (above.Count <= column)
        {
            above.Add(("", 0));
        }

        above[column] = cell;
    }

    private static int Span(IElement cell, string attribute, int most) =>
        int.TryParse(cell.GetAttribute(attribute), out var span) ? Math.Clamp(span, 1, most) : 1;
}
