using KnowledgeBase.FullText.Postings;
using KnowledgeBase.FullText.Schema;
using KnowledgeBase.FullText.Segments;
using KnowledgeBase.FullText.Similarities;

namespace KnowledgeBase.FullText.Search;

/// <summary>A query made ready for one snapshot: its terms are looked up and its statistics known.</summary>
internal abstract class Weight(SearchPlan plan, Query query)
{
    public SearchPlan Plan => plan;

    public Query Query => query;

    /// <summary>The sum of the idf of the terms; 0 where there are none.</summary>
    public virtual double IdfSum => 0;

    /// <summary>The matches in a segment; null if there are none.</summary>
    public abstract Scorer? CreateScorer(SegmentReader segment);

    /// <summary>
    /// For documents that are known to match: gives them the scores that those of <see cref="CreateScorer"/> give, but may match others,
    /// because what only tells whether a document matches is left out. Null if none can match.
    /// </summary>
    public virtual Scorer? CreateScorerOfMatches(SegmentReader segment) => CreateScorer(segment);

    /// <summary>How the score of a document came about.</summary>
    public virtual Explanation Explain(SegmentReader segment, int doc)
    {
        var scorer = CreateScorer(segment);
        return scorer is not null && scorer.Advance(doc) == doc
            ? new Explanation(true, scorer.Score(), query.ToString()!)
            : Explanation.NoMatch(query.ToString()!);
    }

    /// <summary>Adds where the query stands in a document that it matches.</summary>
    public virtual void CollectMatches(SegmentReader segment, int doc, MatchCollector matches)
    {
    }
}

/// <summary>Weights whose scorers know positions.</summary>
internal abstract class PositionalWeight(SearchPlan plan, Query query) : Weight(plan, query)
{
    public abstract PositionalScorer? CreatePositionalScorer(SegmentReader segment);

    public override Scorer? CreateScorer(SegmentReader segment) => CreatePositionalScorer(segment);

    /// <summary>Adds where the query stands between two positions.</summary>
    public abstract void CollectMatches(SegmentReader segment, int doc, PositionSpan within, MatchCollector matches);

    public override void CollectMatches(SegmentReader segment, int doc, MatchCollector matches) =>
        CollectMatches(segment, doc, new PositionSpan(int.MinValue, int.MaxValue), matches);

    /// <summary>Explains BM25 for a frequency.</summary>
    protected unsafe Explanation ExplainBm25(
        SegmentReader segment, int doc, IndexField field, float freq, float boost, double idf, float score)
    {
        var norms = segment.Core.NormsOf(field.Id);
        var length = norms is null ? 1 : Bm25.DecodeLength(norms[doc]);
        var statistics = Plan.Reader.StatisticsOf(field);
        return new Explanation(true, score, $"{Query}: BM25 = boost · idf · (1 − 1 / (1 + freq / (k1 · (1 − b + b · length / average))))",
        [
            new(true, boost, "boost"),
            new(true, (float)idf, $"idf, from {statistics.Docs} documents with the field"),
            new(true, freq, "freq"),
            new(true, Bm25.K1, "k1"),
            new(true, Bm25.B, "b"),
            new(true, length, "length, in tokens, rounded to a byte"),
            new(true, statistics.AverageLength, "average length"),
        ]);
    }
}

internal sealed unsafe class TermWeight : PositionalWeight
{
    private readonly IndexField _field;
    private readonly TermMeta[] _metas;
    private readonly float _boost;
    private readonly float _idf;
    private readonly ReadOnlyMemory<byte> _term;

    public TermWeight(SearchPlan plan, TermQuery query, float boost, Query? original = null)
        : base(plan, original ?? query)
    {
        _field = plan.IndexedField(query.Field);
        _term = query.Term;
        _boost = boost;
        _metas = new TermMeta[plan.Segments.Count];
        long docFreq = 0;
        for (var i = 0; i < _metas.Length; i++)
        {
            if (plan.Segments[i].Core.TermsOf(_field.Id) is { } terms && terms.TryGet(query.Term.Span, out _metas[i]))
            {
                docFreq += _metas[i].DocFreq;
            }
            else
            {
                _metas[i] = default;
            }
        }

        _idf = docFreq == 0 ? 0 : Bm25.Idf(plan.Reader.StatisticsOf(_field).Docs, docFreq);
    }

    public override double IdfSum => _idf;

    public IndexField Field => _field;

    public override PositionalScorer? CreatePositionalScorer(SegmentReader segment)
    {
        ref readonly var meta = ref _metas[segment.Ordinal];
        return meta.DocFreq == 0
            ? null
            : new TermScorer(
                Plan.OpenPostings(segment, _field, meta), _boost * _idf, Plan.NormTable(_field), segment.Core.NormsOf(_field.Id));
    }

    public override Explanation Explain(SegmentReader segment, int doc)
    {
        var scorer = (TermScorer?)CreatePositionalScorer(segment);
        return scorer is not null && scorer.Advance(doc) == doc
            ? ExplainBm25(segment, doc, _field, scorer.Cursor.Freq, _boost, _idf, scorer.Score())
            : Explanation.NoMatch(Query.ToString()!);
    }

    public override void CollectMatches(SegmentReader segment, int doc, PositionSpan within, MatchCollector matches)
    {
        if (!_field.HasPositions || CreatePositionalScorer(segment) is not { } scorer || scorer.Advance(doc) != doc)
        {
            return;
        }

        PositionSpan[] spans = [];
        var count = scorer.ReadSpans(ref spans);
        for (var i = 0; i < count; i++)
        {
            if (spans[i].Start >= within.Start && spans[i].End <= within.End)
            {
                matches.Begin(Query);
                matches.Add(_field, _term, spans[i].Start);
            }
        }
    }
}

internal sealed unsafe class PhraseWeight : PositionalWeight
{
    private readonly PhraseQuery _query;
    private readonly IndexField _field;
    private readonly TermMeta[][] _metas; // by segment, by term; null where a term is missing
    private readonly float _boost;
    private readonly double _idf;

    public PhraseWeight(SearchPlan plan, PhraseQuery query, float boost)
        : base(plan, query)
    {
        _query = query;
        _field = plan.PositionField(query.Field);
        _boost = boost;
        _metas = new TermMeta[plan.Segments.Count][];
        var docFreqs = new long[query.Terms.Count];
        for (var s = 0; s < _metas.Length; s++)
        {
            var metas = new TermMeta[docFreqs.Length];
            var complete = true;
            for (var t = 0; t < metas.Length; t++)
            {
                var terms = plan.Segments[s].Core.TermsOf(_field.Id);
                if (terms is not null && terms.TryGet(query.Terms[t].Term.Span, out metas[t]))
                {
                    docFreqs[t] += metas[t].DocFreq;
                }
                else
                {
                    complete = false;
                }
            }

            _metas[s] = complete ? metas : null!;
        }

        var docs = plan.Reader.StatisticsOf(_field).Docs;
        float sum = 0;
        foreach (var docFreq in docFreqs)
        {
            sum += docFreq == 0 ? 0 : Bm25.Idf(docs, docFreq);
        }

        _idf = sum;
    }

    public override double IdfSum => _idf;

    public override PositionalScorer? CreatePositionalScorer(SegmentReader segment)
    {
        if (_metas[segment.Ordinal] is not { } metas)
        {
            return null;
        }

        var cursors = new PostingsCursor[metas.Length];
        var offsets = new int[metas.Length];
        for (var t = 0; t < metas.Length; t++)
        {
            cursors[t] = Plan.OpenPostings(segment, _field, metas[t]);
            offsets[t] = _query.Terms[t].Offset;
        }

        return new PhraseScorer(
            cursors,
            offsets,
            _query.Slop,
            _boost * (float)_idf,
            Plan.NormTable(_field),
            segment.Core.NormsOf(_field.Id),
            Plan.Deadline);
    }

    public override Explanation Explain(SegmentReader segment, int doc)
    {
        var scorer = (PhraseScorer?)CreatePositionalScorer(segment);
        return scorer is not null && scorer.Advance(doc) == doc
            ? ExplainBm25(segment, doc, _field, scorer.Freq, _boost, _idf, scorer.Score())
            : Explanation.NoMatch(_query.ToString());
    }

    public override void CollectMatches(SegmentReader segment, int doc, PositionSpan within, MatchCollector matches)
    {
        if (CreatePositionalScorer(segment) is not { } scorer || scorer.Advance(doc) != doc)
        {
            return;
        }

        PositionSpan[] spans = [];
        var count = scorer.ReadSpans(ref spans);
        var first = _query.Terms.Min(t => t.Offset);
        int[] positions = [];
        for (var i = 0; i < count; i++)
        {
            if (spans[i].Start < within.Start || spans[i].End > within.End)
            {
                continue;
            }

            matches.Begin(Query);
            for (var t = 0; t < _query.Terms.Count; t++)
            {
                var term = _query.Terms[t];
                if (_query.Slop == 0)
                {
                    matches.Add(_field, term.Term, spans[i].Start - first + term.Offset);
                    continue;
                }

                // Where the term stands in the stretch.
                var cursor = Plan.OpenPostings(segment, _field, _metas[segment.Ordinal][t]);
                cursor.Advance(doc);
                var n = cursor.ReadPositions(ref positions);
                var low = spans[i].Start - first;
                var high = spans[i].End - _query.Terms.Max(x => x.Offset);
                for (var p = 0; p < n; p++)
                {
                    if (positions[p] - term.Offset >= low && positions[p] - term.Offset <= high)
                    {
                        matches.Add(_field, term.Term, positions[p]);
                        break;
                    }
                }
            }
        }
    }
}

/// <summary>What nearness and unity have in common.</summary>
internal abstract unsafe class SpanConjunctionWeight : PositionalWeight
{
    private readonly float _boost;
    private readonly double _idf;

    protected SpanConjunctionWeight(SearchPlan plan, Query query, IReadOnlyList<Query> clauses, float boost)
        : base(plan, query)
    {
        Clauses = [.. clauses.Select(c => (PositionalWeight)c.CreateWeight(plan, 1))];
        _boost = boost;
        _idf = Clauses.Sum(c => c.IdfSum);
        Field = plan.PositionField(FieldOf(clauses[0]));
        foreach (var clause in clauses)
        {
            plan.PositionField(FieldOf(clause));
        }
    }

    public override double IdfSum => _idf;

    protected PositionalWeight[] Clauses { get; }

    /// <summary>The field of the first clause, whose lengths count.</summary>
    protected IndexField Field { get; }

    protected float Factor => _boost * (float)_idf;

    public override PositionalScorer? CreatePositionalScorer(SegmentReader segment)
    {
        var scorers = new PositionalScorer[Clauses.Length];
        for (var i = 0; i < scorers.Length; i++)
        {
            if (Clauses[i].CreatePositionalScorer(segment) is not { } scorer)
            {
                return null;
            }

            scorers[i] = scorer;
        }

        return Create(segment, scorers, Plan.NormTable(Field), segment.Core.NormsOf(Field.Id));
    }

    public override Explanation Explain(SegmentReader segment, int doc)
    {
        var scorer = (SpanConjunctionScorer?)CreatePositionalScorer(segment);
        return scorer is not null && scorer.Advance(doc) == doc
            ? ExplainBm25(segment, doc, Field, scorer.Freq, _boost, _idf, scorer.Score())
            : Explanation.NoMatch(Query.ToString()!);
    }

    public override void CollectMatches(SegmentReader segment, int doc, PositionSpan within, MatchCollector matches)
    {
        if (CreatePositionalScorer(segment) is not { } scorer || scorer.Advance(doc) != doc)
        {
            return;
        }

        PositionSpan[] spans = [];
        var count = scorer.ReadSpans(ref spans);
        for (var i = 0; i < count; i++)
        {
            if (spans[i].Start >= within.Start && spans[i].End <= within.End)
            {
                foreach (var clause in Clauses)
                {
                    clause.CollectMatches(segment, doc, spans[i], matches);
                }
            }
        }
    }

    protected abstract PositionalScorer Create(SegmentReader segment, PositionalScorer[] scorers, float* normInverse, byte* norms);

    private static string FieldOf(Query query) => query switch
    {
        TermQuery term => term.Field,
        PhraseQuery phrase => phrase.Field,
        NearQuery near => FieldOf(near.Clauses[0]),
        _ => throw new InvalidOperationException($"'{query}' has no positions."),
    };
}

internal sealed unsafe class NearWeight(SearchPlan plan, NearQuery query, float boost)
    : SpanConjunctionWeight(plan, query, query.Clauses, boost)
{
    protected override PositionalScorer Create(SegmentReader segment, PositionalScorer[] scorers, float* normInverse, byte* norms) =>
        new NearScorer(scorers, query.Distance, query.Ordered, Factor, normInverse, norms, Plan.Deadline);
}

internal sealed unsafe class WithinUnitWeight(SearchPlan plan, WithinUnitQuery query, float boost)
    : SpanConjunctionWeight(plan, query, query.Clauses, boost)
{
    private readonly IndexField _markField = plan.PositionField(query.MarkField);

    protected override PositionalScorer Create(SegmentReader segment, PositionalScorer[] scorers, float* normInverse, byte* norms)
    {
        PostingsCursor? marks = null;
        if (segment.Core.TermsOf(_markField.Id) is { } terms && terms.TryGet(query.Mark.Span, out var meta))
        {
            marks = Plan.OpenPostings(segment, _markField, meta);
        }

        return new WithinUnitScorer(scorers, marks, Factor, normInverse, norms, Plan.Deadline);
    }
}

internal sealed class BooleanWeight : Weight
{
    private readonly Weight[] _must;
    private readonly Weight[] _should;
    private readonly Weight[] _mustNot;
    private readonly Weight[] _filter;
    private readonly int _minimum;

    public BooleanWeight(SearchPlan plan, BooleanQuery query, float boost, Query? original = null)
        : base(plan, original ?? query)
    {
        _must = [.. query.Must.Select(q => q.CreateWeight(plan, boost))];
        _should = [.. query.Should.Select(q => q.CreateWeight(plan, boost))];
        _mustNot = [.. query.MustNot.Select(q => q.CreateWeight(plan, 0))];
        _filter = [.. query.Filter.Select(q => q.CreateWeight(plan, 0))];
        _minimum = Math.Max(query.MinimumShouldMatch, _must.Length + _filter.Length == 0 ? 1 : 0);
    }

    public override double IdfSum => _must.Concat(_should).Sum(w => w.IdfSum);

    public override Scorer? CreateScorer(SegmentReader segment) => CreateScorer(segment, ofMatches: false);

    public override Scorer? CreateScorerOfMatches(SegmentReader segment) => CreateScorer(segment, ofMatches: true);

    private Scorer? CreateScorer(SegmentReader segment, bool ofMatches)
    {
        // Without anything that must match and counts, the filter alone tells which documents there are.
        ofMatches &= _must.Length > 0 || _minimum > 0;
        var must = new List<Scorer>(_must.Length + 1);
        var filters = new List<Scorer>(_filter.Length);
        if (!AddAll(_must, must) || (!ofMatches && !AddAll(_filter, filters)))
        {
            return null;
        }

        var should = ScorersOf(_should, segment);
        if (should.Count < _minimum)
        {
            return null;
        }

        Scorer? optional = null;
        if (_minimum > 0)
        {
            // All of them needed: they are musts, whose sum is the same.
            if (_minimum == should.Count && should.Count > 1)
            {
                must.AddRange(should);
            }
            else
            {
                must.Add(should.Count == 1 ? should[0] : new DisjunctionScorer(should, ofMatches ? 1 : _minimum));
            }
        }
        else if (should.Count > 0)
        {
            optional = should.Count == 1 ? should[0] : new DisjunctionScorer(should);
        }

        Scorer result;
        if (must.Count == 0)
        {
            result = new ConstantScorer(filters.Count == 1 ? filters[0] : new ConjunctionScorer([], filters, Plan.Deadline), 0);
        }
        else
        {
            result = must.Count + filters.Count == 1 ? must[0] : new ConjunctionScorer(must, filters, Plan.Deadline);
        }

        var excluded = ScorersOf(ofMatches ? [] : _mustNot, segment);
        if (excluded.Count > 0)
        {
            result = new ExclusionScorer(result, excluded.Count == 1 ? excluded[0] : new DisjunctionScorer(excluded));
        }

        return optional is null ? result : new OptionalScorer(result, optional);

        bool AddAll(Weight[] weights, List<Scorer> into)
        {
            foreach (var weight in weights)
            {
                if ((ofMatches ? weight.CreateScorerOfMatches(segment) : weight.CreateScorer(segment)) is not { } scorer)
                {
                    return false;
                }

                into.Add(scorer);
            }

            return true;
        }
    }

    /// <summary>The scorers of those that match anything in the segment.</summary>
    private static List<Scorer> ScorersOf(Weight[] weights, SegmentReader segment)
    {
        var scorers = new List<Scorer>(weights.Length);
        foreach (var weight in weights)
        {
            if (weight.CreateScorer(segment) is { } scorer)
            {
                scorers.Add(scorer);
            }
        }

        return scorers;
    }

    public override Explanation Explain(SegmentReader segment, int doc)
    {
        var scorer = CreateScorer(segment);
        if (scorer is null || scorer.Advance(doc) != doc)
        {
            return Explanation.NoMatch(Query.ToString()!);
        }

        var parts = _must.Concat(_should).Select(w => w.Explain(segment, doc)).Where(e => e.IsMatch);
        return new Explanation(true, scorer.Score(), $"{Query}: sum of", [.. parts]);
    }

    public override void CollectMatches(SegmentReader segment, int doc, MatchCollector matches)
    {
        foreach (var weight in _must.Concat(_filter).Concat(_should))
        {
            // A clause may only tell where it stands if it matches as a whole.
            if (weight.CreateScorer(segment)?.Advance(doc) == doc)
            {
                weight.CollectMatches(segment, doc, matches);
            }
        }
    }
}

internal sealed class DisjunctionMaxWeight(SearchPlan plan, DisjunctionMaxQuery query, float boost) : Weight(plan, query)
{
    private readonly Weight[] _weights = [.. query.Queries.Select(q => q.CreateWeight(plan, boost))];

    public override Scorer? CreateScorer(SegmentReader segment)
    {
        var scorers = new List<Scorer>(_weights.Length);
        foreach (var weight in _weights)
        {
            if (weight.CreateScorer(segment) is { } scorer)
            {
                scorers.Add(scorer);
            }
        }

        return scorers.Count switch { 0 => null, 1 => scorers[0], _ => new DisjunctionMaxScorer(scorers, query.TieBreaker) };
    }

    public override Explanation Explain(SegmentReader segment, int doc)
    {
        var scorer = CreateScorer(segment);
        if (scorer is null || scorer.Advance(doc) != doc)
        {
            return Explanation.NoMatch(query.ToString());
        }

        var parts = _weights.Select(w => w.Explain(segment, doc)).Where(e => e.IsMatch);
        return new Explanation(true, scorer.Score(), $"the best of, and {query.TieBreaker} of the others", [.. parts]);
    }

    public override void CollectMatches(SegmentReader segment, int doc, MatchCollector matches)
    {
        foreach (var weight in _weights)
        {
            if (weight.CreateScorer(segment)?.Advance(doc) == doc)
            {
                weight.CollectMatches(segment, doc, matches);
            }
        }
    }
}

internal sealed class ConstantWeight(SearchPlan plan, Query query, float score) : Weight(plan, query)
{
    private readonly Weight _inner = query.CreateWeight(plan, 0);

    public override Scorer? CreateScorer(SegmentReader segment) =>
        _inner.CreateScorer(segment) is { } scorer ? new ConstantScorer(scorer, score) : null;

    public override void CollectMatches(SegmentReader segment, int doc, MatchCollector matches) =>
        _inner.CollectMatches(segment, doc, matches);
}

internal sealed class MatchAllWeight(SearchPlan plan, float score) : Weight(plan, new MatchAllQuery())
{
    public override Scorer? CreateScorer(SegmentReader segment) => new AllDocsScorer(segment.MaxDoc, score);
}

internal sealed class MatchNoneWeight(SearchPlan plan) : Weight(plan, new MatchNoneQuery())
{
    public override Scorer? CreateScorer(SegmentReader segment) => null;
}

internal sealed class IntegerRangeWeight(SearchPlan plan, IntegerRangeQuery query, float score) : Weight(plan, query)
{
    private readonly IndexField _field = IntegerFieldOf(plan, query.Field);

    public override Scorer? CreateScorer(SegmentReader segment) =>
        segment.Core.IntegersOf(_field.Id) is { } column
            ? new ScanScorer(segment.MaxDoc, doc => column.TryGet(doc, out var value) && value >= query.Min && value <= query.Max, score)
            : null;

    internal static IndexField IntegerFieldOf(SearchPlan plan, string name)
    {
        var field = plan.Reader.Schema[name];
        return field.DocValues == DocValuesType.Integer
            ? field
            : throw new ArgumentException($"The field '{name}' has no integer column.", nameof(name));
    }
}

internal sealed class IntegerBoostWeight(SearchPlan plan, IntegerBoostQuery query, float boost) : Weight(plan, query)
{
    private readonly Weight _inner = query.Query.CreateWeight(plan, boost);
    private readonly IndexField _field = IntegerRangeWeight.IntegerFieldOf(plan, query.Field);

    public override double IdfSum => _inner.IdfSum;

    public override Scorer? CreateScorer(SegmentReader segment)
    {
        if (_inner.CreateScorer(segment) is not { } scorer)
        {
            return null;
        }

        var column = segment.Core.IntegersOf(_field.Id);
        return new FactorScorer(scorer, doc => Factor(column, doc), query.MaxFactor);
    }

    public override Explanation Explain(SegmentReader segment, int doc)
    {
        var inner = _inner.Explain(segment, doc);
        if (!inner.IsMatch)
        {
            return inner;
        }

        var factor = Factor(segment.Core.IntegersOf(_field.Id), doc);
        return new Explanation(true, inner.Value * factor, "product of", [inner, new(true, factor, $"factor of {query.Field}")]);
    }

    public override void CollectMatches(SegmentReader segment, int doc, MatchCollector matches) =>
        _inner.CollectMatches(segment, doc, matches);

    private float Factor(DocValues.IntegerColumn? column, int doc) =>
        Math.Clamp(query.Factor(column is not null && column.TryGet(doc, out var value) ? value : null), 0, query.MaxFactor);
}
