using System.Text;

namespace KnowledgeBase.Readers;

/// <summary>The cells of a ruled table; those between which no line is drawn are one.</summary>
internal sealed class PageGrid
{
    /// <summary>A cell over several rows is said again in each of them up to this many characters.</summary>
    private const int LongestRepeated = 200;

    /// <summary>Characters of a cell from which on it may be an article in a frame.</summary>
    private const int LongCell = 600;

    /// <summary>
    /// What a full line lacks at the right of its cell, in heights of the line: the cell's margin, and marks that open no line.
    /// </summary>
    private const double FullSlack = 2.4;

    /// <summary>A line of so many characters is one of text, and may lack this share of its cell when it ends no sentence.</summary>
    private const int LongLine = 8;

    private const double LongLineLacks = 0.3;

    /// <summary>Cells with words that a table has at least.</summary>
    private const int FewestCells = 4;

    private readonly List<double> _xs;
    private readonly List<double> _ys;

    /// <summary>The first cell, counted row by row, of the one that each belongs to.</summary>
    private readonly int[] _first;

    /// <summary>Makes a grid.</summary>
    /// <param name="xs">Where columns begin and end, from the left.</param>
    /// <param name="ys">Where rows begin and end, from the top.</param>
    /// <param name="isLineDown">True where a line runs down at this x, at this height.</param>
    /// <param name="isLineAcross">True where a line runs across at this y, at this place from the left.</param>
    public PageGrid(
        List<double> xs, List<double> ys, Func<double, double, bool> isLineDown, Func<double, double, bool> isLineAcross)
    {
        (_xs, _ys) = (xs, ys);
        _first = [.. Enumerable.Range(0, Columns * Rows)];
        for (var row = 0; row < Rows; row++)
        {
            for (var column = 0; column < Columns; column++)
            {
                var (x, y) = ((xs[column] + xs[column + 1]) / 2, (ys[row] + ys[row + 1]) / 2);
                if (column > 0 && !isLineDown(xs[column], y))
                {
                    Unite(At(row, column), At(row, column - 1));
                }

                if (row > 0 && !isLineAcross(ys[row], x))
                {
                    Unite(At(row, column), At(row - 1, column));
                }
            }
        }
    }

    public double Left => _xs[0];

    public double Top => _ys[0];

    public double Right => _xs[^1];

    public double Bottom => _ys[^1];

    private int Columns => _xs.Count - 1;

    private int Rows => _ys.Count - 1;

    /// <summary>True for what lies in the table by its middle.</summary>
    public bool Holds(PageLine piece) => Middle(piece) is var (x, y) && x > Left && x < Right && y > Top && y < Bottom;

    /// <summary>The table with its words; null when its lines are no table's, but frames around articles or a drawing's.</summary>
    /// <param name="pieces">What lies in it.</param>
    /// <param name="repeated">Told of words that a row gets from a cell above.</param>
    public PageTable? Table(IReadOnlyList<PageLine> pieces, Action<string> repeated)
    {
        var inCells = pieces.GroupBy(CellOf).ToDictionary(g => g.Key, g => PagePieces.InCell([.. g]));
        if (inCells.Values.Any(IsArticle))
        {
            return null;
        }

        var words = inCells.ToDictionary(c => c.Key, c => Words(c.Value, _xs[c.Key % Columns], RightOf(c.Key)));
        var inLongCells = words.Values.Where(w => w.Length > LongCell).Sum(w => w.Length);
        if (words.Count < FewestCells || 2 * inLongCells > words.Values.Sum(w => w.Length)
            || words.Keys.Select(c => c % Columns).Distinct().Count() < 2)
        {
            return null;
        }

        var rows = new List<IReadOnlyList<string>>();
        for (var row = 0; row < Rows; row++)
        {
            AddRow(row, words, rows, repeated);
        }

        return new PageTable([], rows);
    }

    private void AddRow(int row, Dictionary<int, string> words, List<IReadOnlyList<string>> rows, Action<string> repeated)
    {
        var cells = new List<string>();
        var again = new List<string>();
        var hasOwn = false;
        for (var column = 0; column < Columns; column++)
        {
            var first = _first[At(row, column)];
            var said = words.GetValueOrDefault(first, "");
            if (column != first % Columns || said.Length == 0)
            {
                cells.Add("");
            }
            else if (row == first / Columns)
            {
                hasOwn = true;
                cells.Add(said);
            }
            else
            {
                said = said.Length <= LongestRepeated ? said : "";
                again.Add(said);
                cells.Add(said);
            }
        }

        // A row that only what stands above it reaches into says nothing new.
        if (hasOwn)
        {
            again.ForEach(repeated);
            rows.Add(cells[..(cells.FindLastIndex(c => c.Length > 0) + 1)]);
        }
    }

    /// <summary>True for columns of running text in a frame.</summary>
    private static bool IsArticle(List<PageLine> lines) =>
        lines.Sum(l => l.Text.Length) > LongCell / 2 && PageColumns.Of([.. lines.SelectMany(l => l.Pieces ?? [l])]).Count > 1;

    /// <summary>The lines of a cell together; a line that ended early is a paragraph of its own.</summary>
    private static string Words(List<PageLine> lines, double left, double right)
    {
        var words = new StringBuilder();
        var isStacked = lines.TrueForAll(l => l.Text.Length <= 2);
        for (var i = 0; i < lines.Count; i++)
        {
            if (i > 0 && !isStacked)
            {
                var height = Math.Max(0.1, lines[i - 1].Height);
                var lacks = (right - lines[i - 1].Right) / height;
                var slack = lines[i - 1].Text.Length < LongLine ? FullSlack : Math.Max(FullSlack, LongLineLacks * (right - left) / height);
                if (PageText.OpensNumbered(lines[i].Text) || PageText.EndsSentence(lines[i - 1].Text)
                    || lacks > slack + PageText.Unbreakable(lines[i].Text))
                {
                    words.Append(' ');
                }
            }

            InlineText.AppendWrapped(words, lines[i].Text.AsSpan().Trim());
        }

        return words.ToString();
    }

    private static (double X, double Y) Middle(PageLine piece) => ((piece.Left + piece.Right) / 2, (piece.Top + piece.Bottom) / 2);

    private int CellOf(PageLine piece)
    {
        var (x, y) = Middle(piece);
        var column = Math.Clamp(_xs.FindLastIndex(at => at <= x), 0, Columns - 1);
        var row = Math.Clamp(_ys.FindLastIndex(at => at <= y), 0, Rows - 1);
        return _first[At(row, column)];
    }

    private double RightOf(int first)
    {
        var column = first % Columns;
        while (column + 1 < Columns && _first[At(first / Columns, column + 1)] == first)
        {
            column++;
        }

        return _xs[column + 1];
    }

    private int At(int row, int column) => (row * Columns) + column;

    private void Unite(int a, int b)
    {
        var (keep, lose) = (Math.Min(_first[a], _first[b]), Math.Max(_first[a], _first[b]));
        for (var i = 0; keep != lose && i < _first.Length; i++)
        {
            _first[i] = _first[i] == lose ? keep : _first[i];
        }
    }
}
