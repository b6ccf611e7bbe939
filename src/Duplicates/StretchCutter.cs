using KnowledgeBase.Text;

namespace KnowledgeBase.Duplicates;

/// <summary>Cuts what two texts share where clauses begin and end, or else words.</summary>
internal sealed class StretchCutter
{
    private readonly Skeleton _first;
    private readonly string _firstText;
    private readonly string _secondText;
    private readonly ClauseBorders _firstBorders;
    private readonly ClauseBorders _secondBorders;
    private readonly int _mostOfWord;

    /// <param name="first">The first text with its skeleton.</param>
    /// <param name="second">The second one.</param>
    /// <param name="mostOfWord">Units that are given up at either end to reach a border of words.</param>
    public StretchCutter((Skeleton Skeleton, string Text) first, (Skeleton Skeleton, string Text) second, int mostOfWord)
    {
        (_first, _firstText, _secondText, _mostOfWord) = (first.Skeleton, first.Text, second.Text, mostOfWord);
        _firstBorders = new ClauseBorders(first.Skeleton, first.Text);
        _secondBorders = new ClauseBorders(second.Skeleton, second.Text);
    }

    /// <summary>Cuts a stretch.</summary>
    /// <param name="runs">What both share, in order; not empty.</param>
    /// <param name="free">The first unit of the first text that no stretch before it has.</param>
    /// <param name="least">Units that whole clauses must share.</param>
    /// <returns>The stretch and the unit behind it in the first text; null where whole clauses share too little.</returns>
    public (SharedStretch Stretch, int Behind)? Cut(List<SharedRun> runs, int free, int least)
    {
        (int First, int Second) begin = (runs[0].First, runs[0].Second);
        (int First, int Second) finish = (runs[^1].First + runs[^1].Length, runs[^1].Second + runs[^1].Length);
        var start = IsWhole(begin) ? begin : FirstBorder(runs);
        var end = IsWhole(finish) ? finish : LastBorder(runs);
        if (start is { } s && end is { } e && s.First < e.First)
        {
            s = Head(runs, begin, s, free);
            e = Tail(runs, finish, e);
            return Same(runs, s, e) >= least ? Told(runs, s, e) : null;
        }

        (int First, int Second) from = (_firstBorders.StartOf(begin.First), _secondBorders.StartOf(begin.Second));
        (int First, int Second) to = (_firstBorders.EndOf(finish.First), _secondBorders.EndOf(finish.Second));
        return from.First >= free && IsMost(Same(runs, begin, finish), from, to)
            ? Told(runs, from, to)
            : Told(runs, FromWord(runs[0]), ToWord(runs[^1]));
    }

    private bool IsBorder((int First, int Second) place) => _firstBorders.IsBorder(place.First) && _secondBorders.IsBorder(place.Second);

    /// <summary>True where a clause of one side begins or ends, and no word of the other is cut.</summary>
    private bool IsWhole((int First, int Second) place) =>
        (_firstBorders.IsBorder(place.First) && _secondBorders.PartsWords(place.Second))
        || (_secondBorders.IsBorder(place.Second) && _firstBorders.PartsWords(place.First));

    /// <summary>True when a part makes up half of two clauses at least.</summary>
    private static bool IsMost(int same, (int First, int Second) from, (int First, int Second) to) =>
        2 * same >= Math.Max(to.First - from.First, to.Second - from.Second);

    /// <summary>Where the stretch begins: with the clause in front of a border where most of that is shared, else at the border.</summary>
    private (int First, int Second) Head(List<SharedRun> runs, (int First, int Second) begin, (int First, int Second) border, int free)
    {
        (int First, int Second) clause = (_firstBorders.StartOf(begin.First), _secondBorders.StartOf(begin.Second));
        return begin != border && clause.First >= free && IsMost(Same(runs, begin, border), clause, border) ? clause : border;
    }

    /// <summary>Where it ends, likewise.</summary>
    private (int First, int Second) Tail(List<SharedRun> runs, (int First, int Second) finish, (int First, int Second) border)
    {
        (int First, int Second) clause = (_firstBorders.EndOf(finish.First), _secondBorders.EndOf(finish.Second));
        return finish != border && IsMost(Same(runs, border, finish), border, clause) ? clause : border;
    }

    private (int First, int Second)? FirstBorder(List<SharedRun> runs)
    {
        foreach (var run in runs)
        {
            for (var k = 0; k < run.Length; k++)
            {
                if (IsBorder((run.First + k, run.Second + k)))
                {
                    return (run.First + k, run.Second + k);
                }
            }
        }

        return null;
    }

    private (int First, int Second)? LastBorder(List<SharedRun> runs)
    {
        for (var r = runs.Count - 1; r >= 0; r--)
        {
            for (var k = runs[r].Length; k > 0; k--)
            {
                if (IsBorder((runs[r].First + k, runs[r].Second + k)))
                {
                    return (runs[r].First + k, runs[r].Second + k);
                }
            }
        }

        return null;
    }

    /// <summary>The first border of words on both sides, the beginning where none is near.</summary>
    private (int First, int Second) FromWord(SharedRun run)
    {
        for (var k = 0; k < Math.Min(run.Length, _mostOfWord); k++)
        {
            if (_firstBorders.PartsWords(run.First + k) && _secondBorders.PartsWords(run.Second + k))
            {
                return (run.First + k, run.Second + k);
            }
        }

        return (run.First, run.Second);
    }

    private (int First, int Second) ToWord(SharedRun run)
    {
        for (var k = run.Length; k > Math.Max(0, run.Length - _mostOfWord); k--)
        {
            if (_firstBorders.PartsWords(run.First + k) && _secondBorders.PartsWords(run.Second + k))
            {
                return (run.First + k, run.Second + k);
            }
        }

        return (run.First + run.Length, run.Second + run.Length);
    }

    /// <summary>How many units both share from one place to another.</summary>
    private static int Same(List<SharedRun> runs, (int First, int Second) from, (int First, int Second) to)
    {
        var same = 0;
        foreach (var run in runs)
        {
            var before = Math.Max(0, Math.Max(from.First - run.First, from.Second - run.Second));
            var behind = Math.Min(run.Length, Math.Min(to.First - run.First, to.Second - run.Second));
            same += Math.Max(0, behind - before);
        }

        return same;
    }

    private (SharedStretch Stretch, int Behind) Told(List<SharedRun> runs, (int First, int Second) from, (int First, int Second) to)
    {
        var mark = _firstBorders.EndMark(to.First);
        var withMark = mark is not null && mark == _secondBorders.EndMark(to.Second);
        var first = _firstBorders.Span(from.First, to.First, withMark);
        var second = _secondBorders.Span(from.Second, to.Second, withMark);
        var stretch = new SharedStretch(
            first,
            second,
            Same(runs, from, to),
            FoldedText.Fold(first.In(_firstText).AsSpan()) == FoldedText.Fold(second.In(_secondText).AsSpan()));
        return (stretch, Math.Min(to.First, _first.Length));
    }
}
