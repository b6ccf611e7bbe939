namespace KnowledgeBase.Readers;

/// <summary>
/// The lines that are drawn on a page, and the grids of tables among them: where a table is ruled, its lines tell its cells better than the
/// places of its words.
/// </summary>
internal sealed class PageRules
{
    /// <summary>Lines of one page; drawings have more, tables don't.</summary>
    private const int MostRules = 4000;

    /// <summary>Lines of one table in one direction.</summary>
    private const int MostLines = 300;

    private readonly List<Rule> _across = [];
    private readonly List<Rule> _down = [];
    private readonly double _hair;

    /// <summary>Collects the lines of a page.</summary>
    /// <param name="width">Width of the page, in the unit of all its places; what is thin and what touches follows from it.</param>
    public PageRules(double width) => _hair = width / 240;

    /// <summary>Takes in a stroke or a filled shape by its corners; slanted and thick ones are no lines.</summary>
    public void Add(double left, double top, double right, double bottom)
    {
        (left, right) = (Math.Min(left, right), Math.Max(left, right));
        (top, bottom) = (Math.Min(top, bottom), Math.Max(top, bottom));
        if (_across.Count + _down.Count > MostRules)
        {
            return;
        }

        if (bottom - top <= _hair && right - left > 2 * _hair)
        {
            _across.Add(new Rule((top + bottom) / 2, left, right));
        }
        else if (right - left <= _hair && bottom - top > 2 * _hair)
        {
            _down.Add(new Rule((left + right) / 2, top, bottom));
        }
    }

    /// <summary>The grids of two rows and two columns or more, from the top.</summary>
    public List<PageGrid> Grids()
    {
        if (_across.Count + _down.Count > MostRules || _across.Count < 2 || _down.Count == 0)
        {
            return [];
        }

        var (across, down) = (Joined(_across), Joined(_down));
        var grids = new List<PageGrid>();
        foreach (var (rows, columns) in Connected(across, down))
        {
            if (rows.Count > 2 && columns.Count > 0 && rows.Count <= MostLines && columns.Count <= MostLines
                && Grid(rows, columns) is { } grid)
            {
                grids.Add(grid);
            }
        }

        return [.. grids.OrderBy(g => g.Top)];
    }

    /// <summary>Pieces of one line become one.</summary>
    private List<Rule> Joined(List<Rule> rules)
    {
        var joined = new List<Rule>();
        foreach (var rule in rules.OrderBy(r => r.At).ThenBy(r => r.From))
        {
            var same = joined.FindLastIndex(
                joined.Count - 1, Math.Min(joined.Count, 200),
                j => rule.At - j.At <= _hair && rule.From <= j.To + _hair && rule.To >= j.From - _hair);
            if (same < 0)
            {
                joined.Add(rule);
            }
            else
            {
                joined[same] = joined[same] with
                {
                    From = Math.Min(joined[same].From, rule.From),
                    To = Math.Max(joined[same].To, rule.To),
                };
            }
        }

        return joined;
    }

    /// <summary>Lines that touch one another, directly or through others.</summary>
    private IEnumerable<(List<Rule> Across, List<Rule> Down)> Connected(List<Rule> across, List<Rule> down)
    {
        var (leftAcross, leftDown) = (across.ToHashSet(), down.ToHashSet());
        while (leftDown.Count > 0)
        {
            var (rows, columns) = (new List<Rule>(), new List<Rule>());
            var open = new Queue<(Rule Rule, bool IsAcross)>();
            open.Enqueue((leftDown.First(), false));
            leftDown.Remove(open.Peek().Rule);
            while (open.TryDequeue(out var next))
            {
                (next.IsAcross ? rows : columns).Add(next.Rule);
                foreach (var other in (next.IsAcross ? leftDown : leftAcross).Where(o => Touch(next.Rule, o)).ToList())
                {
                    (next.IsAcross ? leftDown : leftAcross).Remove(other);
                    open.Enqueue((other, !next.IsAcross));
                }
            }

            yield return (rows, columns);
        }
    }

    private bool Touch(Rule a, Rule b) => a.At >= b.From - (2 * _hair) && a.At <= b.To + (2 * _hair)
        && b.At >= a.From - (2 * _hair) && b.At <= a.To + (2 * _hair);

    private PageGrid? Grid(List<Rule> across, List<Rule> down)
    {
        var ys = Places(across.Select(r => r.At));
        var xs = Places(down.Select(r => r.At).Concat(OpenSides(across, down)));
        return xs.Count > 2 && ys.Count > 2
            ? new PageGrid(xs, ys, (x, y) => Crosses(down, x, y), (y, x) => Crosses(across, y, x))
            : null;

        bool Crosses(List<Rule> rules, double at, double along) =>
            rules.Exists(r => Math.Abs(r.At - at) <= 1.5 * _hair && r.From <= along && r.To >= along);
    }

    /// <summary>Many tables have no line at their left and right; their lines across end there.</summary>
    private IEnumerable<double> OpenSides(List<Rule> across, List<Rule> down)
    {
        var (left, right) = (across.Min(r => r.From), across.Max(r => r.To));
        if (down.Min(r => r.At) - left > 4 * _hair)
        {
            yield return left;
        }

        if (right - down.Max(r => r.At) > 4 * _hair)
        {
            yield return right;
        }
    }

    private List<double> Places(IEnumerable<double> all)
    {
        var places = new List<double>();
        foreach (var place in all.Order())
        {
            if (places.Count == 0 || place - places[^1] > 1.5 * _hair)
            {
                places.Add(place);
            }
        }

        return places;
    }

    /// <summary>A line: where it lies, and from where to where it goes.</summary>
    private readonly record struct Rule(double At, double From, double To);
}
