using System.Numerics;
using KnowledgeBase.FullText.Postings;
using KnowledgeBase.FullText.Similarities;

namespace KnowledgeBase.FullText.Search;

/// <summary>
/// The matches of a query in one segment, in document order, with their scores. Begins before the first; is moved forward only.
/// Deleted documents are among them: who collects leaves them out.
/// </summary>
internal abstract unsafe class Scorer
{
    /// <summary>Behind the last match.</summary>
    public const int NoMoreDocs = PostingsCursor.NoMoreDocs;

    /// <summary>The current match: -1 before the first, <see cref="NoMoreDocs"/> behind the last.</summary>
    public int Doc { get; protected set; } = -1;

    /// <summary>About how many documents are looked at to go through all matches.</summary>
    public abstract long Cost { get; }

    /// <summary>Moves to the next match.</summary>
    public abstract int Next();

    /// <summary>Moves to the first match that is not before <paramref name="target"/>, which is greater than <see cref="Doc"/>.</summary>
    public abstract int Advance(int target);

    /// <summary>The score of the current match.</summary>
    public abstract float Score();

    /// <summary>No match scores more.</summary>
    public virtual float MaxScore => float.PositiveInfinity;

    /// <summary>
    /// Prepares for <see cref="MaxScoreUpTo"/>: bounds asked from now on are about documents from <paramref name="target"/> on.
    /// Returns the last document up to which the bound is at its tightest. Does not move the scorer.
    /// </summary>
    public virtual int AdvanceShallow(int target) => NoMoreDocs - 1;

    /// <summary>No match from the shallow target to <paramref name="upTo"/> (included) scores more.</summary>
    public virtual float MaxScoreUpTo(int upTo) => MaxScore;

    /// <summary>
    /// Sets the bits of all matches from the current one (which must be on or before <paramref name="from"/>'s first) to
    /// <paramref name="to"/> (excluded).
    /// </summary>
    public virtual void FillBits(ulong* bits, int from, int to)
    {
        var doc = Doc < from ? Advance(from) : Doc;
        for (; doc < to; doc = Next())
        {
            bits[doc >> 6] |= 1UL << (doc & 63);
        }
    }

    /// <summary>
    /// Finds out which of some documents match: sets, in <paramref name="found"/>, the bits of those matches from the current one (or
    /// <paramref name="from"/>) to <paramref name="to"/> (excluded) whose bits are set in <paramref name="among"/>. Those of other
    /// matches may be set as well; what is set already is not looked at.
    /// </summary>
    public virtual void FillBitsAmong(ulong* among, ulong* found, int from, int to)
    {
        for (var word = from >> 6; word <= (to - 1) >> 6; word++)
        {
            for (var rest = among[word] & ~found[word]; rest != 0; rest &= rest - 1)
            {
                var doc = (word << 6) + BitOperations.TrailingZeroCount(rest);
                if (doc >= from && doc < to && (Doc < doc ? Advance(doc) : Doc) == doc)
                {
                    found[word] |= 1UL << (doc & 63);
                }
            }
        }
    }

    /// <summary>
    /// Adds the scores of all matches from <paramref name="from"/> to <paramref name="to"/> (excluded) to a window, and sets their
    /// bits in it. Only documents whose bit is set in <paramref name="accept"/> (of the whole segment; null: all) are looked at, and
    /// of these only such as <paramref name="bar"/> lets pass with what they have and what this scorer can give them at most need be.
    /// </summary>
    public virtual void Accumulate(int from, int to, double* scores, ulong* bits, ulong* accept, Bar bar)
    {
        var doc = Doc < from ? Advance(from) : Doc;
        for (; doc < to; doc = Next())
        {
            if (accept is not null && (accept[doc >> 6] & (1UL << (doc & 63))) == 0)
            {
                continue;
            }

            var i = doc - from;
            scores[i] += Score();
            bits[i >> 6] |= 1UL << (i & 63);
        }
    }

    /// <summary>
    /// Adds the scores of those matches that are among the candidates: entries of a window, ascending, whose bits are set.
    /// </summary>
    public virtual void AddTo(int from, ReadOnlySpan<int> candidates, double* scores, ulong* bits)
    {
        foreach (var at in candidates)
        {
            var doc = from + at;
            if ((Doc < doc ? Advance(doc) : Doc) == doc)
            {
                scores[at] += Score();
            }
        }
    }
}

/// <summary>What a document must be able to reach while the clauses of a disjunction are summed up one after another.</summary>
/// <param name="Threshold">Only scores above it count.</param>
/// <param name="Rest">The clauses that are still to come give no document more than this together.</param>
internal readonly record struct Bar(float Threshold, double Rest)
{
    /// <summary>Lets every document pass.</summary>
    public static Bar None => new(float.NegativeInfinity, 0);

    /// <summary>
    /// Whether a document can still count whose score so far, the clause at hand included, is at most <paramref name="score"/>.
    /// </summary>
    public bool LetsPass(double score) => (float)(score + Rest) > Threshold;
}

/// <summary>Positions from the first to the last, both included.</summary>
internal readonly record struct PositionSpan(int Start, int End);

/// <summary>A scorer that can tell where in the current document its query stands.</summary>
internal abstract class PositionalScorer : Scorer
{
    /// <summary>The stretches in which the query stands, by start; ends do not decrease either. Returns how many.</summary>
    public abstract int ReadSpans(ref PositionSpan[] spans);
}

/// <summary>The matches of a term.</summary>
internal sealed unsafe class TermScorer : PositionalScorer
{
    private const int ManyBlocks = 4;

    /// <summary>The number of postings that can be gone through in the time of one jump.</summary>
    private const int PostingsPerAdvance = 16;

    private readonly PostingsCursor _cursor;
    private readonly float _weight;
    private readonly float* _normInverse;
    private readonly byte* _norms;
    private readonly float _maxScore;
    private int[] _positions = [];
    private int _shallowBlock;
    private int _boundedBlock = -1;
    private float _blockBound;
    private int _boundedSuper = -1;
    private float _superBound;

    public TermScorer(PostingsCursor cursor, float weight, float* normInverse, byte* norms)
    {
        _cursor = cursor;
        _weight = weight;
        _normInverse = normInverse;
        _norms = norms;
        _maxScore = ComputeMaxScore();
    }

    public PostingsCursor Cursor => _cursor;

    public override long Cost => _cursor.DocFreq;

    public override float MaxScore => _maxScore;

    public override int Next() => Doc = _cursor.Next();

    public override int Advance(int target) => Doc = _cursor.Advance(target);

    public override float Score() => Bm25.Score(_weight, _cursor.Freq, _normInverse[_norms is null ? 1 : _norms[Doc]]);

    public override int AdvanceShallow(int target)
    {
        if (_cursor.BlockCount == 1)
        {
            return NoMoreDocs - 1;
        }

        while (_shallowBlock < _cursor.BlockCount && _cursor.LastDocOf(_shallowBlock) < target)
        {
            _shallowBlock++;
        }

        return _shallowBlock < _cursor.BlockCount ? _cursor.LastDocOf(_shallowBlock) : NoMoreDocs - 1;
    }

    public override float MaxScoreUpTo(int upTo)
    {
        if (_cursor.BlockCount == 1 || _shallowBlock >= _cursor.BlockCount)
        {
            return _maxScore;
        }

        // Over many blocks the bounds of stretches of 32 are nearly as tight, and far fewer.
        if (_cursor.SuperCount > 0 && _cursor.LastDocOf(Math.Min(_shallowBlock + ManyBlocks, _cursor.BlockCount - 1)) < upTo)
        {
            return SuperBoundUpTo(upTo);
        }

        if (_boundedBlock != _shallowBlock)
        {
            _boundedBlock = _shallowBlock;
            _blockBound = BoundOf(_shallowBlock);
        }

        var best = _blockBound;
        for (var block = _shallowBlock; _cursor.LastDocOf(block) < upTo && ++block < _cursor.BlockCount;)
        {
            best = Math.Max(best, BoundOf(block));
        }

        return best;
    }

    public override void FillBits(ulong* bits, int from, int to)
    {
        var doc = Doc < from ? _cursor.Advance(from) : Doc;
        while (doc < to)
        {
            var docs = _cursor.BlockDocs;
            var count = _cursor.LeftInBlock;
            var i = 0;
            for (; i < count && docs[i] < (uint)to; i++)
            {
                bits[docs[i] >> 6] |= 1UL << (int)(docs[i] & 63);
            }

            doc = _cursor.SkipInBlock(i);
        }

        Doc = doc;
    }

    public override void FillBitsAmong(ulong* among, ulong* found, int from, int to)
    {
        if (Doc < from)
        {
            Advance(from);
        }

        long wanted = 0;
        for (var word = from >> 6; word <= (to - 1) >> 6; word++)
        {
            wanted += BitOperations.PopCount(among[word] & ~found[word]);
        }

        if (_cursor.PostingsBefore(to) > wanted * PostingsPerAdvance)
        {
            base.FillBitsAmong(among, found, from, to);
        }
        else
        {
            FillBits(found, from, to);
        }
    }

    public override void Accumulate(int from, int to, double* scores, ulong* bits, ulong* accept, Bar bar)
    {
        var doc = Doc < from ? _cursor.Advance(from) : Doc;
        while (doc < to)
        {
            var docs = _cursor.BlockDocs;
            var freqs = _cursor.BlockFreqs;
            var count = _cursor.LeftInBlock;
            var i = 0;
            for (; i < count && docs[i] < (uint)to; i++)
            {
                var d = docs[i];
                if (accept is not null && (accept[d >> 6] & (1UL << (int)(d & 63))) == 0)
                {
                    continue;
                }

                var at = (int)d - from;
                scores[at] += Bm25.Score(_weight, freqs[i], _normInverse[_norms is null ? 1 : _norms[d]]);
                bits[at >> 6] |= 1UL << (at & 63);
            }

            doc = _cursor.SkipInBlock(i);
        }

        Doc = doc;
    }

    public override void AddTo(int from, ReadOnlySpan<int> candidates, double* scores, ulong* bits)
    {
        var to = from + candidates[^1] + 1;
        if (Doc < from + candidates[0])
        {
            Doc = _cursor.Advance(from + candidates[0]);
        }

        if (_cursor.PostingsBefore(to) > (long)candidates.Length * PostingsPerAdvance)
        {
            base.AddTo(from, candidates, scores, bits);
            return;
        }

        var doc = Doc;
        while (doc < to)
        {
            var docs = _cursor.BlockDocs;
            var count = _cursor.LeftInBlock;
            var i = 0;
            for (; i < count && docs[i] < (uint)to; i++)
            {
                var at = (int)docs[i] - from;
                if ((bits[at >> 6] & (1UL << (at & 63))) != 0)
                {
                    scores[at] += Bm25.Score(_weight, _cursor.BlockFreqs[i], _normInverse[_norms is null ? 1 : _norms[docs[i]]]);
                }
            }

            doc = _cursor.SkipInBlock(i);
        }

        Doc = doc;
    }

    public override int ReadSpans(ref PositionSpan[] spans)
    {
        var count = _cursor.ReadPositions(ref _positions);
        if (spans.Length < count)
        {
            spans = new PositionSpan[Math.Max(count, spans.Length * 2)];
        }

        for (var i = 0; i < count; i++)
        {
            spans[i] = new PositionSpan(_positions[i], _positions[i]);
        }

        return count;
    }

    private float BoundOf(int block)
    {
        var impacts = _cursor.ImpactsOf(block);
        return impacts is null ? _weight : Impacts.MaxScore(impacts, _cursor.ImpactPairs, _weight, _normInverse);
    }

    private float SuperBoundUpTo(int upTo)
    {
        var best = 0f;
        for (var super = _shallowBlock / PostingsWriter.BlocksPerSuper; super < _cursor.SuperCount; super++)
        {
            if (super != _boundedSuper)
            {
                var impacts = _cursor.ImpactsOfSuper(super);
                _boundedSuper = super;
                _superBound = impacts is null ? _weight : Impacts.MaxScore(impacts, Impacts.Pairs, _weight, _normInverse);
            }

            best = Math.Max(best, _superBound);
            if (_cursor.LastDocOfSuper(super) >= upTo)
            {
                break;
            }
        }

        return best;
    }

    private float ComputeMaxScore()
    {
        if (_cursor.BlockCount == 1 || _cursor.ImpactsOf(0) is null)
        {
            return _weight;
        }

        var best = 0f;
        if (_cursor.SuperCount > 0)
        {
            for (var i = 0; i < _cursor.SuperCount; i++)
            {
                best = Math.Max(best, Impacts.MaxScore(_cursor.ImpactsOfSuper(i), Impacts.Pairs, _weight, _normInverse));
            }
        }
        else
        {
            for (var i = 0; i < _cursor.BlockCount; i++)
            {
                best = Math.Max(best, Impacts.MaxScore(_cursor.ImpactsOf(i), _cursor.ImpactPairs, _weight, _normInverse));
            }
        }

        return best;
    }
}

/// <summary>All documents of a segment, one score.</summary>
internal sealed class AllDocsScorer(int maxDoc, float score) : Scorer
{
    public override long Cost => maxDoc;

    public override float MaxScore => score;

    public override int Next() => Advance(Doc + 1);

    public override int Advance(int target) => Doc = target < maxDoc ? target : NoMoreDocs;

    public override float Score() => score;
}

/// <summary>Documents given as bits, one score.</summary>
internal sealed unsafe class BitsScorer(ulong[] bits, long count, float score) : Scorer
{
    public override long Cost => count;

    public override float MaxScore => score;

    public override int Next() => Advance(Doc + 1);

    public override int Advance(int target)
    {
        var word = target >> 6;
        if (word >= bits.Length)
        {
            return Doc = NoMoreDocs;
        }

        var rest = bits[word] >> (target & 63);
        if (rest != 0)
        {
            return Doc = target + BitOperations.TrailingZeroCount(rest);
        }

        while (++word < bits.Length)
        {
            if (bits[word] != 0)
            {
                return Doc = (word << 6) + BitOperations.TrailingZeroCount(bits[word]);
            }
        }

        return Doc = NoMoreDocs;
    }

    public override float Score() => score;
}

/// <summary>Documents that fulfil a condition, found by looking at each; one score.</summary>
internal sealed class ScanScorer(int maxDoc, Func<int, bool> matches, float score) : Scorer
{
    public override long Cost => maxDoc;

    public override float MaxScore => score;

    public override int Next() => Advance(Doc + 1);

    public override int Advance(int target)
    {
        for (var doc = target; doc < maxDoc; doc++)
        {
            if (matches(doc))
            {
                return Doc = doc;
            }
        }

        return Doc = NoMoreDocs;
    }

    public override float Score() => score;
}

/// <summary>What another scorer matches, with one score.</summary>
internal sealed unsafe class ConstantScorer(Scorer inner, float score) : Scorer
{
    public override long Cost => inner.Cost;

    public override float MaxScore => score;

    public override int Next() => Doc = inner.Next();

    public override int Advance(int target) => Doc = inner.Advance(target);

    public override float Score() => score;

    public override void FillBits(ulong* bits, int from, int to)
    {
        inner.FillBits(bits, from, to);
        Doc = inner.Doc;
    }

    public override void FillBitsAmong(ulong* among, ulong* found, int from, int to)
    {
        inner.FillBitsAmong(among, found, from, to);
        Doc = inner.Doc;
    }
}

/// <summary>What another scorer matches, its score multiplied by a factor of the document.</summary>
internal sealed unsafe class FactorScorer(Scorer inner, Func<int, float> factor, float maxFactor) : Scorer
{
    public override long Cost => inner.Cost;

    public override float MaxScore => inner.MaxScore * maxFactor;

    public override int Next() => Doc = inner.Next();

    public override int Advance(int target) => Doc = inner.Advance(target);

    public override float Score() => inner.Score() * factor(Doc);

    public override int AdvanceShallow(int target) => inner.AdvanceShallow(target);

    public override float MaxScoreUpTo(int upTo) => inner.MaxScoreUpTo(upTo) * maxFactor;

    public override void FillBits(ulong* bits, int from, int to)
    {
        inner.FillBits(bits, from, to);
        Doc = inner.Doc;
    }

    public override void FillBitsAmong(ulong* among, ulong* found, int from, int to)
    {
        inner.FillBitsAmong(among, found, from, to);
        Doc = inner.Doc;
    }
}
