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

    /// <summary>The same for a table between columns of text.</summary>
    private const int ShortCell = 8;

    /// <summary>Share of a table's rows that have the same number of cells.</summary>
    private const double AlikeShare = 0.6;

    /// <summary>Lines that tell a column of running text from one of a table.</summary>
    private const int FewestLines = 3;

    /// <summary>Characters that a line of running text has on average at least.</summary>
    private const int ShortestLine = 7;

    /// <summary>What a full line may lack at its right, in heights of the line.</summary>
    private const double FullSlack = 1.8;

    /// <summary>Share of the lines of a column that are full; of the others, those that end no sentence.</summary>
    private const double FullShare = 0.5;

    private const double OpenShare = 0.2;

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

            End(run, tables, lines);
            if (row.Cells.Count > 1)
            {
                run.Add(row);
            }
        }

        End(run, tables, lines);
        return tables;
    }

    private static void End(List<Row> run, List<PageTable> tables, IReadOnlyList<PageLine> lines)
    {
        if (!TryAdd(run, tables, lines, AverageCell))
        {
            // Above and below a table as wide as the page may stand columns of text, which have fewer and longer pieces in a row.
            foreach (var part in Parts(run))
            {
                TryAdd(part, tables, lines, ShortCell);
            }
        }

        run.Clear();
    }

    private static bool TryAdd(List<Row> run, List<PageTable> tables, IReadOnlyList<PageLine> lines, int averageCell)
    {
        var cells = run.SelectMany(r => r.Cells).ToList();
        if (run.Count < 2 || AreColumns(run) || GoesOn(run, lines) || cells.Sum(c => c.Text.Length) > averageCell * cells.Count
            || run.GroupBy(r => r.Cells.Count).Max(g => g.Count()) < AlikeShare * run.Count)
        {
            return false;
        }

        tables.Add(new PageTable(
            [.. run.SelectMany(r => r.Lines)], [.. run.Select(r => (IReadOnlyList<string>)[.. r.Cells.Select(c => c.Text)])]));
        return true;
    }

    /// <summary>Rows one below the other with the same number of cells, more than the rows around them have.</summary>
    private static List<List<Row>> Parts(List<Row> run)
    {
        var parts = new List<List<Row>>();
        foreach (var row in run)
        {
            if (parts.Count == 0 || parts[^1][0].Cells.Count != row.Cells.Count)
            {
                parts.Add([]);
            }

            parts[^1].Add(row);
        }

        int Count(int i) => i < 0 || i >= parts.Count ? 0 : parts[i][0].Cells.Count;
        return
        [
            .. parts.Where((part, i) => parts.Count > 1 && part.Count >= FewestLines
                && Count(i) > 2 && Count(i) > Count(i - 1) && Count(i) > Count(i + 1)),
        ];
    }

    /// <summary>
    /// True for narrow columns of running text, as newspapers have them: in each of them most lines are full, and none is a column of
    /// figures or of a word or two.
    /// </summary>
    private static bool AreColumns(List<Row> run)
    {
        // Lines that were spread to their width fall into pieces, and columns end at different heights: any number of columns that several
        // rows have may be that of the page.
        return run.GroupBy(r => r.Cells.Count)
            .Where(g => g.Count() >= FewestLines)
            .Any(g => AreColumns(run, PageColumns.Of([.. g.SelectMany(r => r.Pieces)])));
    }

    private static bool AreColumns(List<Row> run, PageColumns columns)
    {
        if (columns.Count < 2)
        {
            return false;
        }

        foreach (var column in run.SelectMany(r => Whole(r.Pieces, columns)).GroupBy(columns.ColumnOf))
        {
            var letters = column.Sum(p => p.Text.Length);
            if (column.Key < 0 || !IsRunningText([.. column]) || 3 * column.Sum(p => p.Text.Count(char.IsAsciiDigit)) > letters)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The pieces of each line of a column, together.</summary>
    private static IEnumerable<PageLine> Whole(List<PageLine> pieces, PageColumns columns)
    {
        PageLine? line = null;
        foreach (var piece in pieces.OrderBy(columns.ColumnOf).ThenBy(p => p.Top).ThenBy(p => p.Left))
        {
            if (line is { } open && columns.ColumnOf(open) == columns.ColumnOf(piece) && piece.Top < open.Top + (0.5 * open.Height))
            {
                line = open with { Text = open.Text + piece.Text, Right = Math.Max(open.Right, piece.Right) };
                continue;
            }

            if (line is { } ended)
            {
                yield return ended;
            }

            line = piece;
        }

        if (line is { } last)
        {
            yield return last;
        }
    }

    /// <summary>
    /// True when one of the cells stands in a column of running text that goes on above or below, where its neighbours have ended: the last
    /// lines of a newspaper's columns.
    /// </summary>
    private static bool GoesOn(List<Row> run, IReadOnlyList<PageLine> lines)
    {
        var (top, bottom) = (run[0].Top, run[^1].Bottom);
        var cells = run[0].Cells;
        for (var i = 0; i < cells.Count; i++)
        {
            var (cell, limit) = (cells[i], i + 1 < cells.Count ? cells[i + 1].Left : double.MaxValue);
            var beside = lines.Where(l => Math.Abs(l.Left - cell.Left) < 2.5 * cell.Height && l.Right <= limit).ToList();
            var above = Chain(beside.Where(l => l.Bottom <= top + (0.3 * l.Height)).OrderByDescending(l => l.Top), cell.Height);
            var below = Chain(beside.Where(l => l.Top >= bottom - (0.3 * l.Height)).OrderBy(l => l.Top), cell.Height);
            if (IsText(above, cell) || IsText(below, cell))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Lines that follow one another closely.</summary>
    private static List<PageLine> Chain(IEnumerable<PageLine> lines, double height)
    {
        var chain = new List<PageLine>();
        foreach (var line in lines)
        {
            if (chain.Count > 0 && Math.Abs(line.Top - chain[^1].Top) > 2.5 * height)
            {
                break;
            }

            chain.Add(line);
        }

        return chain;
    }

    private static bool IsText(List<PageLine> chain, PageLine cell) =>
        IsRunningText(chain) && cell.Right - cell.Left <= 1.1 * chain.Max(l => l.Right - l.Left);

    /// <summary>
    /// True for lines of a column of text: most of them are full, as far as what the next one begins with lets them be, and of the others
    /// nearly all end a sentence.
    /// </summary>
    private static bool IsRunningText(List<PageLine> lines)
    {
        if (lines.Count < FewestLines || lines.Sum(l => l.Text.Length) < ShortestLine * lines.Count)
        {
            return false;
        }

        lines.Sort((a, b) => a.Top.CompareTo(b.Top));
        var right = lines.Select(l => l.Right).Order().ElementAt(lines.Count * 9 / 10);
        int full = 0, open = 0;
        for (var i = 0; i < lines.Count; i++)
        {
            var lacks = (right - lines[i].Right) / Math.Max(1, lines[i].Height);
            var next = i + 1 < lines.Count ? PageText.Unbreakable(lines[i + 1].Text) + 0.9 : 0;
            var isFull = lacks <= Math.Max(FullSlack, next);
            full += isFull ? 1 : 0;
            open += isFull || i + 1 == lines.Count || PageText.EndsSentence(lines[i].Text) ? 0 : 1;
        }

        return full >= FullShare * lines.Count && open <= OpenShare * lines.Count;
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
