using KnowledgeBase.FullText.Postings;
using KnowledgeBase.FullText.Similarities;

namespace KnowledgeBase.FullText.Search;

/// <summary>The matches of a phrase: documents that have all its terms, checked for their positions.</summary>
internal sealed unsafe class PhraseScorer : PositionalScorer
{
    private readonly PostingsCursor[] _cursors; // by frequency: the rarest leads
    private readonly int[] _offsets;
    private readonly int _slop;
    private readonly float _weight;
    private readonly float* _normInverse;
    private readonly byte* _norms;
    private readonly TermScorer? _lead; // what bounds an exact phrase: the rarest term, with the phrase's weight; never moved
    private readonly int _firstOffset;
    private readonly int _lastOffset;
    private readonly int[][] _positions;
    private readonly int[] _counts;
    private readonly int[] _heads;
    private int[] _starts = new int[16];
    private int[] _ends = [];
    private DeadlinePace _pace;
    private int _matches;
    private float _freq;

    public PhraseScorer(
        PostingsCursor[] cursors, int[] offsets, int slop, float weight, float* normInverse, byte* norms, Deadline? deadline)
    {
        _pace = new DeadlinePace(deadline);
        var order = Enumerable.Range(0, cursors.Length).OrderBy(i => cursors[i].DocFreq).ToArray();
        _cursors = [.. order.Select(i => cursors[i])];
        _offsets = [.. order.Select(i => offsets[i])];
        _slop = slop;
        _weight = weight;
        _normInverse = normInverse;
        _norms = norms;
        _lead = slop == 0 ? new TermScorer(_cursors[0], weight, normInverse, norms) : null;
        _firstOffset = offsets.Min();
        _lastOffset = offsets.Max();
        _positions = new int[cursors.Length][];
        Array.Fill(_positions, []);
        _counts = new int[cursors.Length];
        _heads = new int[cursors.Length];
    }

    // Positions are dear: a document counts for more than one of a term.
    public override long Cost => _cursors[0].DocFreq * 4L;

    public override float MaxScore => _lead?.MaxScore ?? _weight;

    public override int Next() => Settle(_cursors[0].Next());

    public override int Advance(int target) => Settle(_cursors[0].Advance(target));

    public override float Score() => ScoreOf(_freq, Doc);

    public override int AdvanceShallow(int target) => _lead?.AdvanceShallow(target) ?? NoMoreDocs - 1;

    public override float MaxScoreUpTo(int upTo) => _lead?.MaxScoreUpTo(upTo) ?? _weight;

    public override void Accumulate(int from, int to, double* scores, ulong* bits, ulong* accept, Bar bar)
    {
        if (_lead is null)
        {
            base.Accumulate(from, to, scores, bits, accept, bar);
            return;
        }

        // An exact phrase stands in a document at most as often as its rarest term: most documents are passed over for that alone,
        // before the other terms are looked at.
        var lead = _cursors[0];
        var settled = Doc >= from; // its positions are read, which can be done only once
        var doc = settled ? Doc : lead.Advance(from);
        for (; doc < to; settled = false)
        {
            var at = doc - from;
            if ((accept is null || (accept[doc >> 6] & (1UL << (doc & 63))) != 0)
                && bar.LetsPass(scores[at] + ScoreOf(lead.Freq, doc)))
            {
                if (!settled && AlignOthers(doc) is var next && next != doc)
                {
                    doc = next;
                    continue;
                }

                if (settled || MatchExactly())
                {
                    scores[at] += ScoreOf(_freq, doc);
                    bits[at >> 6] |= 1UL << (at & 63);
                }
            }

            doc = lead.Next();
        }

        Doc = settled ? doc : Settle(doc);
    }

    public override int ReadSpans(ref PositionSpan[] spans)
    {
        if (spans.Length < _matches)
        {
            spans = new PositionSpan[Math.Max(_matches, spans.Length * 2)];
        }

        for (var i = 0; i < _matches; i++)
        {
            spans[i] = _slop == 0
                ? new PositionSpan(_starts[i] + _firstOffset, _starts[i] + _lastOffset)
                : new PositionSpan(_starts[i] + _firstOffset, _ends[i] + _lastOffset);
        }

        return _matches;
    }

    /// <summary>Occurrences, each counted as its closeness.</summary>
    public float Freq => _freq;

    private float ScoreOf(float freq, int doc) => Bm25.Score(_weight, freq, _normInverse[_norms is null ? 1 : _norms[doc]]);

    private int Settle(int doc)
    {
        while (doc != NoMoreDocs)
        {
            if (_pace.IsOver())
            {
                return Doc = NoMoreDocs;
            }

            var next = AlignOthers(doc);
            if (next != doc)
            {
                doc = next;
                continue;
            }

            if (_slop == 0 ? MatchExactly() : MatchSloppily())
            {
                break;
            }

            doc = _cursors[0].Next();
        }

        return Doc = doc;
    }

    /// <summary>Moves the other terms to the document; returns where the rarest one then stands: there, or further on.</summary>
    private int AlignOthers(int doc)
    {
        for (var i = 1; i < _cursors.Length; i++)
        {
            var other = _cursors[i].Advance(doc);
            if (other != doc)
            {
                return other == NoMoreDocs ? NoMoreDocs : _cursors[0].Advance(other);
            }
        }

        return doc;
    }

    private bool MatchExactly()
    {
        var count = _cursors[0].ReadPositions(ref _positions[0]);
        if (_starts.Length < count)
        {
            _starts = new int[count * 2];
        }

        var offset = _offsets[0];
        var kept = 0;
        for (var i = 0; i < count; i++)
        {
            // A position may be given twice (two tokens there); the phrase stands there once.
            var anchor = _positions[0][i] - offset;
            if (kept == 0 || _starts[kept - 1] != anchor)
            {
                _starts[kept++] = anchor;
            }
        }

        for (var t = 1; t < _cursors.Length && kept > 0; t++)
        {
            count = _cursors[t].ReadPositions(ref _positions[t]);
            offset = _offsets[t];
            var positions = _positions[t];
            var survivors = 0;
            var j = 0;
            for (var i = 0; i < kept; i++)
            {
                var wanted = _starts[i] + offset;
                while (j < count && positions[j] < wanted)
                {
                    j++;
                }

                if (j == count)
                {
                    break;
                }

                if (positions[j] == wanted)
                {
                    _starts[survivors++] = _starts[i];
                }
            }

            kept = survivors;
        }

        _matches = kept;
        _freq = kept;
        return kept > 0;
    }

    private bool MatchSloppily()
    {
        for (var t = 0; t < _cursors.Length; t++)
        {
            _counts[t] = _cursors[t].ReadPositions(ref _positions[t]);
            for (var i = 0; i < _counts[t]; i++)
            {
                _positions[t][i] -= _offsets[t];
            }

            _heads[t] = 0;
        }

        _matches = 0;
        _freq = 0;
        var last = int.MinValue;
        var max = int.MinValue;
        for (var t = 0; t < _cursors.Length; t++)
        {
            max = Math.Max(max, _positions[t][0]);
        }

        while (true)
        {
            var least = 0;
            for (var t = 1; t < _cursors.Length; t++)
            {
                if (_positions[t][_heads[t]] < _positions[least][_heads[least]])
                {
                    least = t;
                }
            }

            // The stretch is a shortest one unless the term that begins it stands again before its end, or one from the same
            // beginning was found before.
            var min = _positions[least][_heads[least]];
            var next = ++_heads[least] < _counts[least] ? _positions[least][_heads[least]] : int.MaxValue;
            if (next > max && min != last)
            {
                last = min;
                if (max - min <= _slop)
                {
                    AddSloppy(min, max);
                }
            }

            if (next == int.MaxValue)
            {
                return _matches > 0;
            }

            max = Math.Max(max, next);
        }
    }

    private void AddSloppy(int min, int max)
    {
        if (_matches == _starts.Length || _matches >= _ends.Length)
        {
            Array.Resize(ref _starts, Math.Max(_starts.Length, _matches * 2));
            Array.Resize(ref _ends, _starts.Length);
        }

        _starts[_matches] = min;
        _ends[_matches++] = max;
        _freq += 1f / (1 + max - min);
    }
}

/// <summary>What near queries and queries within a unit share: documents that all clauses match, checked for where they stand.</summary>
internal abstract unsafe class SpanConjunctionScorer(
    PositionalScorer[] clauses, float weight, float* normInverse, byte* norms, Deadline? deadline) : PositionalScorer
{
    private readonly ConjunctionScorer _all = new(clauses, [], deadline);
    private readonly PositionSpan[][] _spans = CreateEmpty(clauses.Length);
    private readonly int[] _counts = new int[clauses.Length];
    private DeadlinePace _pace = new(deadline);

    public override long Cost => _all.Cost * 4;

    public override float MaxScore => weight;

    public int Freq => Found.Count;

    protected List<PositionSpan> Found { get; } = [];

    protected int Clauses => clauses.Length;

    public override int Next() => Settle(_all.Next());

    public override int Advance(int target) => Settle(_all.Advance(target));

    public override float Score() => Bm25.Score(weight, Found.Count, normInverse[norms is null ? 1 : norms[Doc]]);

    public override int ReadSpans(ref PositionSpan[] spans)
    {
        if (spans.Length < Found.Count)
        {
            spans = new PositionSpan[Math.Max(Found.Count, spans.Length * 2)];
        }

        Found.CopyTo(spans);
        return Found.Count;
    }

    /// <summary>Where a clause stands in the current document.</summary>
    protected ReadOnlySpan<PositionSpan> SpansOf(int clause) => _spans[clause].AsSpan(0, _counts[clause]);

    /// <summary>Fills <see cref="Found"/>, which is empty.</summary>
    protected abstract void Find(int doc);

    private static PositionSpan[][] CreateEmpty(int count)
    {
        var arrays = new PositionSpan[count][];
        Array.Fill(arrays, []);
        return arrays;
    }

    private int Settle(int doc)
    {
        for (; doc != NoMoreDocs; doc = _all.Next())
        {
            if (_pace.IsOver())
            {
                return Doc = NoMoreDocs;
            }

            for (var i = 0; i < clauses.Length; i++)
            {
                _counts[i] = clauses[i].ReadSpans(ref _spans[i]);
            }

            Found.Clear();
            Find(doc);
            if (Found.Count > 0)
            {
                break;
            }
        }

        return Doc = doc;
    }
}

/// <summary>See <see cref="NearQuery"/>.</summary>
internal sealed unsafe class NearScorer(
    PositionalScorer[] clauses, int distance, bool ordered, float weight, float* normInverse, byte* norms, Deadline? deadline)
    : SpanConjunctionScorer(clauses, weight, normInverse, norms, deadline)
{
    private readonly int[] _heads = new int[clauses.Length];

    protected override void Find(int doc)
    {
        Array.Clear(_heads);
        if (ordered)
        {
            FindOrdered();
        }
        else
        {
            FindUnordered();
        }
    }

    private void FindUnordered()
    {
        var max = int.MinValue;
        for (var i = 0; i < Clauses; i++)
        {
            max = Math.Max(max, SpansOf(i)[0].End);
        }

        var last = int.MinValue;
        while (true)
        {
            var least = 0;
            for (var i = 1; i < Clauses; i++)
            {
                if (SpansOf(i)[_heads[i]].Start < SpansOf(least)[_heads[least]].Start)
                {
                    least = i;
                }
            }

            var spans = SpansOf(least);
            var min = spans[_heads[least]].Start;
            var next = ++_heads[least] < spans.Length ? spans[_heads[least]].End : int.MaxValue;
            if (next > max && min != last)
            {
                last = min;
                if (max - min <= distance)
                {
                    Found.Add(new PositionSpan(min, max));
                }
            }

            if (next == int.MaxValue)
            {
                return;
            }

            max = Math.Max(max, next);
        }
    }

    private void FindOrdered()
    {
        // For each beginning the earliest end; of several beginnings with one end the last.
        foreach (var first in SpansOf(0))
        {
            var end = first.End;
            for (var i = 1; i < Clauses; i++)
            {
                var spans = SpansOf(i);
                while (_heads[i] < spans.Length && spans[_heads[i]].Start <= end)
                {
                    _heads[i]++;
                }

                if (_heads[i] == spans.Length)
                {
                    return;
                }

                end = spans[_heads[i]].End;
            }

            if (end - first.Start > distance)
            {
                continue;
            }

            if (Found.Count > 0 && Found[^1].End == end)
            {
                Found.RemoveAt(Found.Count - 1);
            }

            Found.Add(new PositionSpan(first.Start, end));
        }
    }
}

/// <summary>See <see cref="WithinUnitQuery"/>.</summary>
internal sealed unsafe class WithinUnitScorer(
    PositionalScorer[] clauses, PostingsCursor? marks, float weight, float* normInverse, byte* norms, Deadline? deadline)
    : SpanConjunctionScorer(clauses, weight, normInverse, norms, deadline)
{
    private readonly int[] _heads = new int[clauses.Length];
    private int[] _marks = new int[16];

    protected override void Find(int doc)
    {
        var count = 0;
        if (marks is not null && marks.Advance(doc) == doc)
        {
            count = marks.ReadPositions(ref _marks);
        }

        Array.Clear(_heads);
        var start = int.MinValue;
        for (var unit = 0; unit <= count; unit++)
        {
            var end = unit < count ? _marks[unit] : int.MaxValue; // excluded
            if (end > start)
            {
                FindIn(start, end);
            }

            start = end;
        }
    }

    private void FindIn(int start, int end)
    {
        var first = int.MaxValue;
        var last = int.MinValue;
        for (var i = 0; i < Clauses; i++)
        {
            var spans = SpansOf(i);
            while (_heads[i] < spans.Length && spans[_heads[i]].Start < start)
            {
                _heads[i]++;
            }

            if (_heads[i] == spans.Length || spans[_heads[i]].End >= end)
            {
                return;
            }

            first = Math.Min(first, spans[_heads[i]].Start);
            last = Math.Max(last, spans[_heads[i]].End);
        }

        Found.Add(new PositionSpan(first, last));
    }
}
