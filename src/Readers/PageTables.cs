namespace KnowledgeBase.Readers;

/// <summary>A table that was found on a page.</summary>
/// <param name="Lines">The lines that it is made of.</param>
/// <param name="Rows">Its rows from the top, each with its cells from the left.</param>
internal sealed record PageTable(HashSet<PageLine> Lines, IReadOnlyList<IReadOnlyList<string>> Rows);

/// <summary>
/// Finds tables among the lines of a page: rows of short pieces that stand side by side. Text in columns stands side by side too, but its
/// lines are long.
/// </summary>
internal static class PageTables
{
    /// <summary>Characters that a cell has on average at most. A line of a two-column page has more.</summary>
    private const int AverageCell = 16;

    /// <summary>Share of a table's rows that have the same number of cells.</summary>
    private const double AlikeShare = 0.6;

    /// <summary>Lines that tell a column of running text from one of a table.</summary>
    private const int FewestLines = 3;

    /// <summary>Characters that a line of running text has on average at least.</summary>
    private const int ShortestLine = 7;

    /// <summary>Share of the widest line of a column from which on a line is full.</summary>
    private const double FullLine = 0.84;

    /// <summary>Share of the lines of a column that are full; the others end paragraphs.</summary>
    private const double FullShare = 0.6;

    public static List<PageTable> Find(IReadOnlyList<PageLine> lines)
    {
        var tables = new List<PageTable>();
        var run = new List<Row>();
        foreach (var row in Rows(lines))
        {
            if (run.Count > 0 && run[^1].TryContinue(row))
            {
                continue;
            }

            if (row.Cells.Count > 1 && (run.Count == 0 || row.Top - run[^1].Bottom < 2.5 * row.Cells[0].Height))
            {
                run.Add(row);
                continue;
            }

            End(run, tables);
            if (row.Cells.Count > 1)
            {
                run.Add(row);
            }
        }

        End(run, tables);
        return tables;
    }

    private static void End(List<Row> run, List<PageTable> tables)
    {
        var cells = run.SelectMany(r => r.Cells).ToList();
        if (run.Count >= 2 && !AreColumns(run) && cells.Sum(c => c.Text.Length) <= AverageCell * cells.Count
            && run.GroupBy(r => r.Cells.Count).Max(g => g.Count()) >= AlikeShare * run.Count)
        {
            tables.Add(new PageTable(
                [.. run.SelectMany(r => r.Lines)], [.. run.Select(r => (IReadOnlyList<string>)[.. r.Cells.Select(c => c.Text)])]));
        }

        run.Clear();
    }

    /// <summary>
    /// True for narrow columns of running text, as newspapers have them: in each of them most lines are full, and none is a column of
    /// figures or of a word or two.
    /// </summary>
    private static bool AreColumns(List<Row> run)
    {
        var pieces = run.SelectMany(r => r.Pieces).ToList();
        var columns = PageColumns.Of(pieces);
        if (columns.Count < 2)
        {
            return false;
        }

        foreach (var column in pieces.GroupBy(columns.ColumnOf))
        {
            var widest = column.Max(p => p.Right - p.Left);
            var lines = column.Count();
            var letters = column.Sum(p => p.Text.Length);
            if (column.Key < 0 || lines < FewestLines || letters < ShortestLine * lines
                || column.Count(p => p.Right - p.Left >= FullLine * widest) < FullShare * lines
                || 3 * column.Sum(p => p.Text.Count(char.IsAsciiDigit)) > letters)
            {
                return false;
            }
        }

        return true;
    }

    private static List<Row> Rows(IReadOnlyList<PageLine> lines)
    {
        var rows = new List<Row>();
        foreach (var (piece, line) in lines.SelectMany(l => (l.Pieces ?? [l]).Select(p => (Piece: p, Line: l)))
            .OrderBy(p => p.Piece.Top)
            .ThenBy(p => p.Piece.Left))
        {
            if (rows.Count == 0 || !rows[^1].TryJoin(piece, line))
            {
                rows.Add(new Row(piece, line));
            }
        }

        return rows;
    }

    private sealed class Row(PageLine first, PageLine firstLine)
    {
        /// <summary>The lines that the cells are pieces of.</summary>
        public List<PageLine> Lines { get; } = [firstLine];

        public List<PageLine> Cells { get; } = [first];

        /// <summary>What the cells are made of.</summary>
        public List<PageLine> Pieces { get; } = [first];

        public double Top => Cells.Min(c => c.Top);

        public double Bottom => Cells.Max(c => c.Bottom);

        /// <summary>Takes in a piece beside the row's cells.</summary>
        public bool TryJoin(PageLine line, PageLine whole)
        {
            var overlap = Math.Min(Bottom, line.Bottom) - Math.Max(Top, line.Top);
            if (overlap < 0.5 * Math.Min(line.Height, Bottom - Top) || Cells.Exists(c => line.Left < c.Right && c.Left < line.Right))
            {
                return false;
            }

            Lines.Add(whole);
            Pieces.Add(line);
            var at = Cells.FindIndex(c => c.Left > line.Left);
            Cells.Insert(at < 0 ? Cells.Count : at, line);
            return true;
        }

        /// <summary>
        /// Takes in the next lines of cells that were wrapped: fewer pieces than the row has cells, each under one of them.
        /// </summary>
        public bool TryContinue(Row next)
        {
            if (next.Cells.Count >= Cells.Count || next.Top - Bottom > 0.5 * next.Cells[0].Height
                || next.Cells.Exists(c => PageText.OpensNumbered(c.Text)))
            {
                return false;
            }

            var under = next.Cells.ConvertAll(line => Cells.FindIndex(c => IsUnder(line, c)));
            if (under.Contains(-1) || under.Distinct().Count() < under.Count)
            {
                return false;
            }

            foreach (var (line, over) in next.Cells.Zip(under))
            {
                var cell = Cells[over];
                Cells[over] = new PageLine(cell.Text + line.Text, cell.Left, cell.Top, cell.Right, line.Bottom);
            }

            Lines.AddRange(next.Lines);
            Pieces.AddRange(next.Pieces);
            return true;
        }

        private static bool IsUnder(PageLine line, PageLine cell) =>
            line.Left > cell.Left - line.Height && line.Right < cell.Right + line.Height;
    }
}
