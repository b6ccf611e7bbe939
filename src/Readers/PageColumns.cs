namespace KnowledgeBase.Readers;

/// <summary>
/// The columns of a page: between two of them runs a gutter that hardly a line crosses, and lines that stand side by side lie on either
/// side of it.
/// </summary>
internal sealed class PageColumns
{
    /// <summary>A column has at least this many lines that begin together, each with one beside it.</summary>
    private const int FewestLines = 3;

    /// <summary>Share of the lines that may cross a gutter: titles and pictures' captions.</summary>
    private const double CrossingShare = 0.25;

    /// <summary>Lines that show how wide a column is when hardly anything stands beside it.</summary>
    private const int FullLines = 8;

    /// <summary>No page that people read has more.</summary>
    private const int MostLines = 2000;

    private readonly double[] _gutters;

    private PageColumns(double[] gutters) => _gutters = gutters;

    /// <summary>How many there are, one at least.</summary>
    public int Count => _gutters.Length + 1;

    /// <summary>Finds the columns of running text.</summary>
    public static PageColumns Of(IReadOnlyList<PageLine> lines)
    {
        var gutters = new List<double>();
        var tried = double.MinValue;
        foreach (var line in lines.OrderBy(l => l.Left).Take(lines.Count > MostLines ? 0 : MostLines))
        {
            var at = line.Left - (0.2 * line.Height);
            if (at < tried + (0.3 * line.Height))
            {
                continue;
            }

            tried = at;
            var right = lines.Where(l => l.Left >= at && l.Left < line.Left + line.Height).ToList();
            if (EndsBeside(lines, right, gutters.Count > 0 ? gutters[^1] : double.MinValue, at))
            {
                gutters.Add(at);
                continue;
            }

            if (right.Count >= FewestLines && lines.Count(l => l.Left < at && l.Right > at) <= CrossingShare * lines.Count
                && (gutters.Count == 0 || lines.Any(l => l.Left > gutters[^1] && l.Right <= at))
                && right.Count(r => lines.Any(l => l.Right <= at && Overlap(l, r) > 0.5 * Math.Min(l.Height, r.Height))) >= FewestLines)
            {
                gutters.Add(at);
            }
        }

        return new PageColumns([.. gutters]);
    }

    /// <summary>
    /// True where a last column has only just begun: all lines lie on one side of the gutter, those of the column at its left are running
    /// text of one width, and what stands at its right stands beside them.
    /// </summary>
    private static bool EndsBeside(IReadOnlyList<PageLine> lines, List<PageLine> right, double before, double at)
    {
        var left = lines.Where(l => l.Right <= at).ToList();
        if (right.Count is 0 or >= FewestLines || left.Count + right.Count < lines.Count)
        {
            return false;
        }

        left.RemoveAll(l => l.Left < before);
        if (left.Count < FullLines)
        {
            return false;
        }

        var end = left.Max(l => l.Right);
        var begin = left.Min(l => l.Left);
        return left.Count(l => l.Right > end - (1.8 * l.Height) && l.Left < begin + (2.5 * l.Height)) >= 0.6 * left.Count
            && right.All(r => r.Right - r.Left <= 1.2 * (end - begin)
                && left.Exists(l => Overlap(l, r) > 0.5 * Math.Min(l.Height, r.Height)));
    }

    /// <summary>The column that a line stands in, 0 for the first; −1 for a line that crosses a gutter.</summary>
    public int ColumnOf(PageLine line)
    {
        var column = 0;
        foreach (var gutter in _gutters)
        {
            if (line.Left < gutter && line.Right > gutter)
            {
                return -1;
            }

            column += line.Left >= gutter ? 1 : 0;
        }

        return column;
    }

    /// <summary>Where a column ends, at the latest.</summary>
    /// <param name="column">Its number.</param>
    /// <param name="pageWidth">Width of the page.</param>
    public double RightOf(int column, double pageWidth) => column < _gutters.Length ? _gutters[column] : pageWidth;

    /// <summary>
    /// The lines in the order in which they are read: above a line that crosses the columns, all columns one after the other.
    /// </summary>
    /// <param name="lines">The lines in any order.</param>
    /// <param name="across">Those of tables as wide as several columns: they part what is above them from what is below.</param>
    public IEnumerable<PageLine> InOrder(IEnumerable<PageLine> lines, IReadOnlySet<PageLine> across)
    {
        var band = new List<PageLine>();
        var ordered = lines.OrderBy(l => l.Top).ThenBy(l => l.Left).ToList();
        var heads = Heads(ordered);
        foreach (var line in ordered)
        {
            if (ColumnOf(line) >= 0 && !heads.Contains(line) && !across.Contains(line))
            {
                band.Add(line);
                continue;
            }

            foreach (var above in Read(band))
            {
                yield return above;
            }

            band.Clear();
            yield return line;
        }

        foreach (var last in Read(band))
        {
            yield return last;
        }
    }

    /// <summary>What stands by itself above all columns belongs to all of them, though it be no wider than one.</summary>
    private HashSet<PageLine> Heads(List<PageLine> ordered)
    {
        var heads = new HashSet<PageLine>();
        for (var i = 0; i < ordered.Count && ColumnOf(ordered[i]) is not 0; i++)
        {
            if (i + 1 < ordered.Count && Overlap(ordered[i], ordered[i + 1]) > 0)
            {
                break;
            }

            heads.Add(ordered[i]);
        }

        return heads;
    }

    private static double Overlap(PageLine a, PageLine b) => Math.Min(a.Bottom, b.Bottom) - Math.Max(a.Top, b.Top);

    private List<PageLine> Read(List<PageLine> band) => band.OrderBy(ColumnOf).ThenBy(l => l.Top).ThenBy(l => l.Left).ToList();
}
