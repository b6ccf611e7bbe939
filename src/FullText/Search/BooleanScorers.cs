namespace KnowledgeBase.FullText.Search;

/// <summary>Documents that all scorers match; score: the sum of those that count.</summary>
internal sealed unsafe class ConjunctionScorer : Scorer
{
    private readonly Scorer[] _all; // by cost: the rarest leads
    private readonly Scorer[] _scoring;
    private DeadlinePace _pace;

    public ConjunctionScorer(IReadOnlyList<Scorer> scoring, IReadOnlyList<Scorer> filters, Deadline? deadline)
    {
        _pace = new DeadlinePace(deadline);
        _scoring = [.. scoring];
        _all = [.. scoring.Concat(filters).OrderBy(s => s.Cost)];
    }

    /// <summary>The scorers that count.</summary>
    public IReadOnlyList<Scorer> Scoring => _scoring;

    /// <summary>Whether there are others, which must match as well.</summary>
    public bool HasFilters => _all.Length > _scoring.Length;

    public override long Cost => _all[0].Cost;

    public override float MaxScore => Sum(s => s.MaxScore);

    public override int Next() => Align(_all[0].Next());

    public override int Advance(int target) => Align(_all[0].Advance(target));

    public override float Score()
    {
        double sum = 0;
        foreach (var scorer in _scoring)
        {
            sum += scorer.Score();
        }

        return (float)sum;
    }

    // In the steps of the rarest: those of the others would be tighter, but there may be as many of them as matches.
    public override int AdvanceShallow(int target)
    {
        var end = NoMoreDocs - 1;
        var rarest = long.MaxValue;
        foreach (var scorer in _scoring)
        {
            var upTo = scorer.AdvanceShallow(target);
            if (scorer.Cost < rarest)
            {
                rarest = scorer.Cost;
                end = upTo;
            }
        }

        return end;
    }

    public override float MaxScoreUpTo(int upTo)
    {
        double sum = 0;
        foreach (var scorer in _scoring)
        {
            sum += scorer.MaxScoreUpTo(upTo);
        }

        return (float)sum;
    }

    // In windows: the matches of the rarest are a list of bits, which each of the others thins.
    public override void FillBits(ulong* bits, int from, int to)
    {
        var lead = _all[0];
        var matching = stackalloc ulong[BitWindow.Words];
        var found = stackalloc ulong[BitWindow.Words];
        if (lead.Doc < from)
        {
            lead.Advance(from);
        }

        while (lead.Doc < to && !_pace.IsOver())
        {
            var window = BitWindow.At(lead.Doc, to);
            window.Clear(matching);
            lead.FillBits(window.Shift(matching), window.From, window.To);
            for (var i = 1; i < _all.Length && window.HasAny(matching); i++)
            {
                window.Clear(found);
                _all[i].FillBitsAmong(window.Shift(matching), window.Shift(found), window.From, window.To);
                window.And(matching, found);
            }

            window.OrInto(bits, matching);
        }

        Doc = Align(lead.Doc);
    }

    private float Sum(Func<Scorer, double> part) => (float)_scoring.Sum(part);

    private int Align(int doc)
    {
        while (doc != NoMoreDocs)
        {
            var agreed = true;
            for (var i = 1; i < _all.Length; i++)
            {
                var other = _all[i].Doc < doc ? _all[i].Advance(doc) : _all[i].Doc;
                if (other > doc)
                {
                    doc = other == NoMoreDocs ? NoMoreDocs : _all[0].Advance(other);
                    agreed = false;
                    break;
                }
            }

            if (agreed)
            {
                break;
            }

            if (_pace.IsOver())
            {
                return Doc = NoMoreDocs;
            }
        }

        return Doc = doc;
    }
}

/// <summary>
/// Documents that at least <paramref name="minimum"/> of the scorers match; score: the sum of all that match. Clauses are few (many
/// terms are a set of documents, see <see cref="TermSetWeight"/>), so going through all of them is quicker than keeping a heap.
/// </summary>
internal sealed unsafe class DisjunctionScorer(IReadOnlyList<Scorer> scorers, int minimum = 1) : Scorer
{
    /// <summary>So many are counted bit by bit; a query that wants more of its clauses is gone through document by document.</summary>
    private const int MostLevels = 16;

    private readonly Scorer[] _scorers = [.. scorers];
    private Scorer[]? _termsFirst;

    public IReadOnlyList<Scorer> Scorers => _scorers;

    public int Minimum => minimum;

    public override long Cost => _scorers.Sum(s => s.Cost);

    public override float MaxScore => (float)_scorers.Sum(s => (double)s.MaxScore);

    public override int Next()
    {
        do
        {
            var current = Doc;
            var next = NoMoreDocs;
            foreach (var scorer in _scorers)
            {
                next = Math.Min(next, scorer.Doc == current ? scorer.Next() : scorer.Doc);
            }

            Doc = next;
        }
        while (IsShort());

        return Doc;
    }

    public override int Advance(int target)
    {
        var next = NoMoreDocs;
        foreach (var scorer in _scorers)
        {
            next = Math.Min(next, scorer.Doc < target ? scorer.Advance(target) : scorer.Doc);
        }

        Doc = next;
        return IsShort() ? Next() : next;
    }

    public override float Score()
    {
        double sum = 0;
        foreach (var scorer in _scorers)
        {
            if (scorer.Doc == Doc)
            {
                sum += scorer.Score();
            }
        }

        return (float)sum;
    }

    public override int AdvanceShallow(int target)
    {
        var end = NoMoreDocs - 1;
        foreach (var scorer in _scorers)
        {
            if (scorer.Doc <= target || scorer.Doc < end)
            {
                end = Math.Min(end, scorer.AdvanceShallow(Math.Max(target, scorer.Doc)));
            }
        }

        return Math.Max(end, target);
    }

    public override float MaxScoreUpTo(int upTo)
    {
        double sum = 0;
        foreach (var scorer in _scorers)
        {
            if (scorer.Doc <= upTo)
            {
                sum += scorer.MaxScoreUpTo(upTo);
            }
        }

        return (float)sum;
    }

    public override void FillBits(ulong* bits, int from, int to)
    {
        if (minimum > MostLevels)
        {
            base.FillBits(bits, from, to);
        }
        else if (minimum > 1)
        {
            FillCounted(bits, from, to);
        }
        else
        {
            foreach (var scorer in _scorers)
            {
                scorer.FillBits(bits, from, to);
            }

            Doc = First();
        }
    }

    public override void FillBitsAmong(ulong* among, ulong* found, int from, int to)
    {
        if (minimum > 1)
        {
            FillBits(found, from, to);
            return;
        }

        // Terms first: what they find, those that must read positions need not look at.
        _termsFirst ??= [.. _scorers.OrderBy(s => s is TermScorer ? 0 : 1)];
        foreach (var scorer in _termsFirst)
        {
            scorer.FillBitsAmong(among, found, from, to);
        }

        Doc = First();
    }

    /// <summary>Counts in bits: level n has the documents that more than n of the scorers match.</summary>
    private void FillCounted(ulong* bits, int from, int to)
    {
        var matching = stackalloc ulong[BitWindow.Words];
        var levels = stackalloc ulong[BitWindow.Words * minimum];
        for (var start = Math.Max(from, First()); start < to; start = First())
        {
            var window = BitWindow.At(start, to);
            new Span<ulong>(levels, BitWindow.Words * minimum).Clear();
            foreach (var scorer in _scorers)
            {
                if (scorer.Doc >= window.To)
                {
                    continue;
                }

                window.Clear(matching);
                scorer.FillBits(window.Shift(matching), window.From, window.To);
                for (var level = minimum - 1; level > 0; level--)
                {
                    window.OrBoth(levels + (level * BitWindow.Words), levels + ((level - 1) * BitWindow.Words), matching);
                }

                window.Or(levels, matching);
            }

            window.OrInto(bits, levels + ((minimum - 1) * BitWindow.Words));
        }

        Doc = First();
        if (IsShort())
        {
            Next();
        }
    }

    private int First()
    {
        var first = NoMoreDocs;
        foreach (var scorer in _scorers)
        {
            first = Math.Min(first, scorer.Doc);
        }

        return first;
    }

    /// <summary>Whether too few scorers match the current document.</summary>
    private bool IsShort()
    {
        if (minimum <= 1 || Doc == NoMoreDocs)
        {
            return false;
        }

        var matching = 0;
        foreach (var scorer in _scorers)
        {
            matching += scorer.Doc == Doc ? 1 : 0;
        }

        return matching < minimum;
    }
}

/// <summary>Documents that any scorer matches; score: the best, and a share of the others.</summary>
internal sealed unsafe class DisjunctionMaxScorer(IReadOnlyList<Scorer> scorers, float tieBreaker) : Scorer
{
    private readonly DisjunctionScorer _any = new(scorers);
    private readonly Scorer[] _scorers = [.. scorers];

    public override long Cost => _any.Cost;

    public override float MaxScore
    {
        get
        {
            double sum = 0;
            var best = 0f;
            foreach (var scorer in _scorers)
            {
                sum += scorer.MaxScore;
                best = Math.Max(best, scorer.MaxScore);
            }

            return MathF.BitIncrement(Combine(best, sum));
        }
    }

    public override int Next() => Doc = _any.Next();

    public override int Advance(int target) => Doc = _any.Advance(target);

    public override float Score()
    {
        double sum = 0;
        var best = 0f;
        foreach (var scorer in _scorers)
        {
            if (scorer.Doc == Doc)
            {
                var score = scorer.Score();
                sum += score;
                best = Math.Max(best, score);
            }
        }

        return Combine(best, sum);
    }

    public override int AdvanceShallow(int target) => _any.AdvanceShallow(target);

    public override float MaxScoreUpTo(int upTo)
    {
        double sum = 0;
        var best = 0f;
        foreach (var scorer in _scorers)
        {
            if (scorer.Doc <= upTo)
            {
                var bound = scorer.MaxScoreUpTo(upTo);
                sum += bound;
                best = Math.Max(best, bound);
            }
        }

        return MathF.BitIncrement(Combine(best, sum));
    }

    public override void FillBits(ulong* bits, int from, int to)
    {
        _any.FillBits(bits, from, to);
        Doc = _any.Doc;
    }

    public override void FillBitsAmong(ulong* among, ulong* found, int from, int to)
    {
        _any.FillBitsAmong(among, found, from, to);
        Doc = _any.Doc;
    }

    // Grows with each part but for the rounding of the last bit, which bounds make good.
    private float Combine(float best, double sum) => float.IsInfinity(best) ? best : (float)(best + ((sum - best) * tieBreaker));
}

/// <summary>What one scorer matches and another does not.</summary>
internal sealed unsafe class ExclusionScorer(Scorer included, Scorer excluded) : Scorer
{
    public override long Cost => included.Cost;

    public override float MaxScore => included.MaxScore;

    public override int Next() => Settle(included.Next());

    public override int Advance(int target) => Settle(included.Advance(target));

    public override float Score() => included.Score();

    public override int AdvanceShallow(int target) => included.AdvanceShallow(target);

    public override float MaxScoreUpTo(int upTo) => included.MaxScoreUpTo(upTo);

    public override void FillBits(ulong* bits, int from, int to)
    {
        var matching = stackalloc ulong[BitWindow.Words];
        var found = stackalloc ulong[BitWindow.Words];
        if (included.Doc < from)
        {
            included.Advance(from);
        }

        while (included.Doc < to)
        {
            var window = BitWindow.At(included.Doc, to);
            window.Clear(matching);
            window.Clear(found);
            included.FillBits(window.Shift(matching), window.From, window.To);
            excluded.FillBitsAmong(window.Shift(matching), window.Shift(found), window.From, window.To);
            window.AndNot(matching, found);
            window.OrInto(bits, matching);
        }

        Settle(included.Doc);
    }

    private int Settle(int doc)
    {
        while (doc != NoMoreDocs)
        {
            if ((excluded.Doc < doc ? excluded.Advance(doc) : excluded.Doc) != doc)
            {
                break;
            }

            doc = included.Next();
        }

        return Doc = doc;
    }
}

/// <summary>What one scorer matches; the score of another is added where it matches too.</summary>
internal sealed unsafe class OptionalScorer(Scorer required, Scorer optional) : Scorer
{
    public override long Cost => required.Cost;

    public override float MaxScore => (float)((double)required.MaxScore + optional.MaxScore);

    public override int Next() => Doc = required.Next();

    public override int Advance(int target) => Doc = required.Advance(target);

    public override float Score()
    {
        var score = required.Score();
        var other = optional.Doc < Doc ? optional.Advance(Doc) : optional.Doc;
        return other == Doc ? (float)((double)score + optional.Score()) : score;
    }

    public override int AdvanceShallow(int target)
    {
        var end = required.AdvanceShallow(target);
        if (optional.Doc <= end)
        {
            end = Math.Min(end, optional.AdvanceShallow(Math.Max(target, optional.Doc)));
        }

        return Math.Max(end, target);
    }

    public override float MaxScoreUpTo(int upTo) =>
        (float)((double)required.MaxScoreUpTo(upTo) + (optional.Doc <= upTo ? optional.MaxScoreUpTo(upTo) : 0));

    public override void FillBits(ulong* bits, int from, int to)
    {
        required.FillBits(bits, from, to);
        Doc = required.Doc;
    }

    public override void FillBitsAmong(ulong* among, ulong* found, int from, int to)
    {
        required.FillBitsAmong(among, found, from, to);
        Doc = required.Doc;
    }
}
