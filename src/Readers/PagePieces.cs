using System.Text;

namespace KnowledgeBase.Readers;

/// <summary>
/// Puts the pieces of text on a page together into lines, where a format tells of pieces alone: those on one row that follow one another
/// closely are a line; what stands apart may be cells of a table or lines of columns.
/// </summary>
internal static class PagePieces
{
    /// <summary>Pieces up to this many heights apart are of one line.</summary>
    public const double Gap = 0.9;

    /// <summary>A space stood where Latin pieces are this far apart.</summary>
    private const double Space = 0.2;

    /// <summary>So many rows of several texts that are neither a table nor columns leave the order of a page open.</summary>
    private const int DoubtfulRows = 2;

    /// <summary>Part of a letter's size within which the same letter stands once more: bold type and shadows are made so.</summary>
    private const double Hair = 0.15;

    /// <summary>The lines of a page in the order in which they are read.</summary>
    /// <param name="pieces">Its pieces in any order.</param>
    /// <returns>The lines, and whether their order is doubtful.</returns>
    public static (List<PageLine> Lines, bool IsDoubtful) Lines(IReadOnlyList<PageLine> pieces)
    {
        var rows = Rows(pieces).ConvertAll(Join);
        var lines = rows.SelectMany(r => r).ToList();
        var tables = PageTables.Find(lines);
        var inTables = tables.SelectMany(t => t.Lines).ToHashSet();
        var prose = lines.Where(l => !inTables.Contains(l)).ToList();
        var columns = PageColumns.Of(prose);
        if (columns.Count > 1)
        {
            // Pieces of one row of one column are a line that was spread to its width.
            var spread = rows.SelectMany(r => InColumns(r, columns, inTables)).ToList();
            var across = tables.Where(t => t.Lines.Select(columns.ColumnOf).Distinct().Count() > 1).SelectMany(t => t.Lines).ToHashSet();
            return ([.. columns.InOrder(spread, across)], false);
        }

        var result = new List<PageLine>();
        var doubtful = 0;
        foreach (var row in rows)
        {
            if (row.Count == 1 || row.Exists(inTables.Contains) || LetterSpacing.IsSpaced(row))
            {
                result.AddRange(row);
                continue;
            }

            // What stands apart on one row alone is one line: a name and its office, a place and a day.
            doubtful += row.Count(l => l.Text.Length > 8) > 1 ? 1 : 0;
            result.Add(Together(row));
        }

        return (result, doubtful >= DoubtfulRows);
    }

    /// <summary>The lines of a page that has ruled tables, each of which stands among them as one line.</summary>
    /// <param name="pieces">The pieces of the page in any order.</param>
    /// <param name="grids">What is ruled on it.</param>
    /// <param name="repeated">Told of words that a row of a table gets from a cell above.</param>
    public static (List<PageLine> Lines, bool IsDoubtful) Lines(
        IReadOnlyList<PageLine> pieces, IReadOnlyList<PageGrid> grids, Action<string> repeated)
    {
        var rest = pieces.ToList();
        var tables = new List<PageLine>();
        foreach (var grid in grids)
        {
            if (rest.FindAll(grid.Holds) is { Count: > 0 } inside && grid.Table(inside, repeated) is { } table)
            {
                rest.RemoveAll(grid.Holds);
                tables.Add(new PageLine("", grid.Left, grid.Top, grid.Right, grid.Bottom) { Table = table });
            }
        }

        if (tables.Count == 0)
        {
            return Lines(pieces);
        }

        var lines = new List<PageLine>();
        var isDoubtful = false;
        var besideText = tables.ToLookup(t => rest.Exists(p => IsBeside(p, t)));
        foreach (var table in besideText[false])
        {
            AddBand(table.Top);
            lines.Add(table);
        }

        AddBand(double.MaxValue);
        foreach (var table in besideText[true])
        {
            var above = lines.FindLastIndex(l => l.Bottom <= table.Top + (0.5 * l.Height) && l.Left < table.Right && l.Right > table.Left);
            var below = lines.FindIndex(l => l.Top >= table.Bottom && l.Left < table.Right && l.Right > table.Left);
            lines.Insert(above >= 0 ? above + 1 : below >= 0 ? below : lines.Count, table);
        }

        return (lines, isDoubtful);

        // A table as wide as the text parts what is above it from what is below.
        void AddBand(double bottom)
        {
            var band = rest.FindAll(p => (p.Top + p.Bottom) / 2 < bottom);
            rest.RemoveAll(p => (p.Top + p.Bottom) / 2 < bottom);
            var (inOrder, open) = Lines(band);
            lines.AddRange(inOrder);
            isDoubtful |= open;
        }
    }

    private static bool IsBeside(PageLine piece, PageLine table) =>
        (piece.Top + piece.Bottom) / 2 is var y && y > table.Top && y < table.Bottom;

    /// <summary>The lines of a cell.</summary>
    public static List<PageLine> InCell(IReadOnlyList<PageLine> pieces) => Rows(pieces).ConvertAll(row =>
    {
        var joined = Join(row);
        return LetterSpacing.IsSpaced(joined) ? LetterSpacing.Together(joined) : Together(joined) with { Pieces = joined };
    });

    /// <summary>Pieces that overlap for the better part of their height stand on one row, whatever their boxes differ by.</summary>
    private static List<List<PageLine>> Rows(IReadOnlyList<PageLine> pieces)
    {
        var rows = new List<List<PageLine>>();
        double top = 0, bottom = 0;
        foreach (var piece in pieces.OrderBy(p => (p.Top + p.Bottom) / 2).ThenBy(p => p.Left))
        {
            var overlap = Math.Min(bottom, piece.Bottom) - Math.Max(top, piece.Top);
            if (rows.Count > 0 && overlap > 0.5 * Math.Min(bottom - top, piece.Height))
            {
                rows[^1].Add(piece);
                continue;
            }

            rows.Add([piece]);
            (top, bottom) = (piece.Top, piece.Bottom);
        }

        foreach (var row in rows)
        {
            row.Sort((a, b) => a.Left.CompareTo(b.Left));
        }

        return rows;
    }

    private static List<PageLine> Join(List<PageLine> row)
    {
        var lines = new List<PageLine>();
        var run = new List<PageLine>();
        var right = 0.0;
        foreach (var piece in row)
        {
            if (run.Count > 0 && piece.Left - right > Gap * Math.Min(piece.Height, run[^1].Height))
            {
                lines.Add(Together(run));
                run.Clear();
                right = double.MinValue;
            }

            run.Add(piece);
            right = Math.Max(right, piece.Right);
        }

        lines.Add(Together(run));
        return lines;
    }

    private static List<PageLine> InColumns(List<PageLine> row, PageColumns columns, HashSet<PageLine> inTables)
    {
        if (row.Count == 1 || row.Exists(inTables.Contains))
        {
            return row;
        }

        var lines = new List<PageLine>();
        for (var i = 0; i < row.Count;)
        {
            var column = columns.ColumnOf(row[i]);
            var end = i + 1;
            while (column >= 0 && end < row.Count && columns.ColumnOf(row[end]) == column)
            {
                end++;
            }

            lines.Add(Together(row[i..end]));
            i = end;
        }

        return lines;
    }

    private static PageLine Together(List<PageLine> row)
    {
        if (row.Count == 1)
        {
            return row[0];
        }

        var words = new StringBuilder(row[0].Text);
        double top = row[0].Top, bottom = row[0].Bottom, right = row[0].Right;
        for (var i = 1; i < row.Count; i++)
        {
            var gap = row[i].Left - row[i - 1].Right;
            var apart = gap > Gap * row[i].Height
                || (gap > Space * row[i].Height && !InlineText.IsWide(words[^1]) && !InlineText.IsWide(row[i].Text[0]));
            if (apart)
            {
                words.Append(' ');
            }

            words.Append(row[i].Text);
            (top, bottom, right) = (Math.Min(top, row[i].Top), Math.Max(bottom, row[i].Bottom), Math.Max(right, row[i].Right));
        }

        return new PageLine(words.ToString(), row[0].Left, top, right, bottom);
    }

    /// <summary>True for words that stand in their place once more; bold type and shadows are made so.</summary>
    /// <param name="piece">The words and their place.</param>
    /// <param name="seen">What was seen so far; the piece is added when it is new.</param>
    public static bool IsTwice(PageLine piece, Dictionary<(string, int, int), PageLine> seen)
    {
        var size = Math.Max(1, piece.Height);
        var (x, y) = ((int)Math.Round(piece.Left / size), (int)Math.Round(piece.Top / size));
        for (var i = x - 1; i <= x + 1; i++)
        {
            for (var j = y - 1; j <= y + 1; j++)
            {
                if (seen.TryGetValue((piece.Text, i, j), out var other) && Math.Abs(other.Left - piece.Left) < Hair * size
                    && Math.Abs(other.Top - piece.Top) < Hair * size)
                {
                    return true;
                }
            }
        }

        seen[(piece.Text, x, y)] = piece;
        return false;
    }
}
