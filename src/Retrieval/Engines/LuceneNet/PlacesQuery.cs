using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;
using Lucene.Net.Util;

namespace KnowledgeBase.Retrieval.Engines.LuceneNet;

/// <summary>
/// Documents in which parts stand together at some places, scored as a term that occurs as often. Lucene's own span queries count other
/// places, and each by its width.
/// </summary>
internal abstract class PlacesQuery(IReadOnlyList<PlacedQuery> parts) : Query
{
    private readonly Part[] _parts = [.. parts.Select(Part.Of)];

    /// <summary>A term whose positions have a say, too, without which a document may be; null when there is none.</summary>
    protected virtual Term? Mark => null;

    public override Weight CreateWeight(IndexSearcher searcher) => new PlacesWeight(this, searcher);

    public override void ExtractTerms(ISet<Term> terms) => terms.UnionWith(_parts.SelectMany(part => part.Terms));

    public override string ToString(string field) => $"{GetType().Name}({string.Join(", ", _parts.Select(part => part.Shown))})";

    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    /// <summary>Counts the places in a document.</summary>
    /// <param name="parts">Where each part stands there; ascending, once at least.</param>
    /// <param name="marks">Where the mark stands there; ascending.</param>
    protected abstract int Count(IReadOnlyList<IReadOnlyList<Stretch>> parts, IReadOnlyList<int> marks);

    /// <summary>A stretch of positions, both included. Those of one part are of one length.</summary>
    protected readonly record struct Stretch(int Start, int End);

    /// <summary>Terms at offsets from one another; one term, or a phrase.</summary>
    /// <param name="Terms">The terms.</param>
    /// <param name="Offsets">Their offsets.</param>
    /// <param name="Shown">As Lucene shows it.</param>
    private sealed record Part(Term[] Terms, int[] Offsets, string Shown)
    {
        public static Part Of(PlacedQuery query) => query switch
        {
            TermQuery term => new Part([LuceneQueries.TermOf(term.Field, term.Term)], [0], Show(term)),
            PhraseQuery phrase =>
                new Part([.. phrase.Terms.Select(t => LuceneQueries.TermOf(phrase.Field, t))], [.. phrase.Offsets], Show(phrase)),
            _ => throw new ArgumentException($"A {query.GetType().Name} has no places.", nameof(query)),
        };

        private static string Show(PlacedQuery query) => LuceneQueries.Translate(query with { Boost = 1 }).ToString();
    }

    private sealed class PlacesWeight : Weight
    {
        private readonly PlacesQuery _query;
        private readonly Similarity _similarity;
        private readonly Similarity.SimWeight _weight;

        public PlacesWeight(PlacesQuery query, IndexSearcher searcher)
        {
            _query = query;
            _similarity = searcher.Similarity;
            _weight = _similarity.ComputeWeight(
                query.Boost,
                searcher.CollectionStatistics(query._parts[0].Terms[0].Field),
                [
                    .. query._parts.SelectMany(part => part.Terms)
                        .Select(term => searcher.TermStatistics(term, TermContext.Build(searcher.TopReaderContext, term))),
                ]);
        }

        public override Query Query => _query;

        public override float GetValueForNormalization() => _weight.GetValueForNormalization();

        public override void Normalize(float norm, float topLevelBoost) => _weight.Normalize(norm, topLevelBoost);

        public override Scorer? GetScorer(AtomicReaderContext context, IBits acceptDocs)
        {
            var parts = _query._parts.Select(part => PartPostings.Of(part, context.AtomicReader, acceptDocs)).ToArray();
            return parts.Contains(null)
                ? null
                : new PlacesScorer(
                    this,
                    _query,
                    parts!,
                    _query.Mark is { } mark ? PostingsOf(mark, context.AtomicReader, acceptDocs) : null,
                    _similarity.GetSimScorer(_weight, context));
        }

        public override Explanation Explain(AtomicReaderContext context, int doc)
        {
            if (GetScorer(context, context.AtomicReader.LiveDocs) is not { } scorer || scorer.Advance(doc) != doc)
            {
                return new ComplexExplanation(match: false, 0, $"no match: {_query}");
            }

            var explained = new ComplexExplanation(match: true, scorer.GetScore(), $"{_query}, of:");
            explained.AddDetail(_similarity.GetSimScorer(_weight, context).Explain(doc, new Explanation(scorer.Freq, "places")));
            return explained;
        }

        /// <summary>Null where the segment has no such term.</summary>
        private static DocsAndPositionsEnum? PostingsOf(Term term, AtomicReader reader, IBits acceptDocs)
        {
            var terms = reader.GetTerms(term.Field)?.GetEnumerator();
            return terms?.SeekExact(term.Bytes) == true ? terms.DocsAndPositions(acceptDocs, null, DocsAndPositionsFlags.NONE) : null;
        }

        /// <summary>The documents and positions of a part's terms.</summary>
        public sealed record PartPostings(DocsAndPositionsEnum[] Terms, int[] Offsets)
        {
            public static PartPostings? Of(Part part, AtomicReader reader, IBits acceptDocs)
            {
                var terms = part.Terms.Select(term => PostingsOf(term, reader, acceptDocs)).ToArray();
                return terms.Contains(null) ? null : new PartPostings(terms!, part.Offsets);
            }

            /// <summary>Where the part stands in the document that all its terms are at.</summary>
            public List<Stretch> Read()
            {
                var starts = PositionsOf(Terms[0]).Select(position => position - Offsets[0]).ToList();
                for (var i = 1; i < Terms.Length; i++)
                {
                    var there = PositionsOf(Terms[i]).ToHashSet();
                    starts.RemoveAll(start => !there.Contains(start + Offsets[i]));
                }

                return [.. starts.Distinct().Select(start => new Stretch(start + Offsets[0], start + Offsets[^1]))];
            }
        }
    }

    private static List<int> PositionsOf(DocsAndPositionsEnum postings)
    {
        var positions = new List<int>(postings.Freq);
        while (positions.Count < postings.Freq)
        {
            positions.Add(postings.NextPosition());
        }

        return positions;
    }

    private sealed class PlacesScorer : Scorer
    {
        private readonly PlacesQuery _query;
        private readonly PlacesWeight.PartPostings[] _parts;
        private readonly DocsAndPositionsEnum[] _terms; // the rarest first, which leads
        private readonly DocsAndPositionsEnum? _marks;
        private readonly Similarity.SimScorer _score;
        private int _doc = -1;
        private int _places;

        public PlacesScorer(
            PlacesWeight weight,
            PlacesQuery query,
            PlacesWeight.PartPostings[] parts,
            DocsAndPositionsEnum? marks,
            Similarity.SimScorer score)
            : base(weight)
        {
            _query = query;
            _parts = parts;
            _terms = [.. parts.SelectMany(part => part.Terms).OrderBy(term => term.GetCost())];
            _marks = marks;
            _score = score;
        }

        public override int DocID => _doc;

        public override int Freq => _places;

        public override float GetScore() => _score.Score(_doc, _places);

        public override long GetCost() => _terms[0].GetCost();

        public override int NextDoc() => Settle(_terms[0].NextDoc());

        public override int Advance(int target) => Settle(_terms[0].Advance(target));

        private int Settle(int doc)
        {
            while (doc != NO_MORE_DOCS)
            {
                var next = Align(doc);
                if (next == doc && (_places = Places()) > 0)
                {
                    break;
                }

                doc = next == doc ? _terms[0].NextDoc() : next;
            }

            return _doc = doc;
        }

        /// <summary>Moves the other terms to the document; returns where the rarest one then stands: there, or further on.</summary>
        private int Align(int doc)
        {
            foreach (var term in _terms.AsSpan(1))
            {
                var at = term.DocID < doc ? term.Advance(doc) : term.DocID;
                if (at != doc)
                {
                    return at == NO_MORE_DOCS ? NO_MORE_DOCS : _terms[0].Advance(at);
                }
            }

            return doc;
        }

        private int Places()
        {
            var stretches = _parts.Select(part => part.Read()).ToArray();
            return Array.TrueForAll(stretches, part => part.Count > 0) ? _query.Count(stretches, Marks()) : 0;
        }

        private List<int> Marks()
        {
            var doc = _terms[0].DocID;
            if (_marks is null || (_marks.DocID < doc ? _marks.Advance(doc) : _marks.DocID) != doc)
            {
                return [];
            }

            return PositionsOf(_marks);
        }
    }
}

/// <summary>See <see cref="NearQuery"/>.</summary>
internal sealed class NearPlaces(NearQuery near) : PlacesQuery(near.Parts)
{
    protected override int Count(IReadOnlyList<IReadOnlyList<Stretch>> parts, IReadOnlyList<int> marks)
    {
        var places = 0;
        var before = int.MinValue;

        // To every end belongs the latest beginning. It is a shortest stretch when no earlier end had the same.
        foreach (var end in parts.SelectMany(part => part).Select(stretch => stretch.End).Distinct().Order())
        {
            if (LatestStart(parts, end) is { } start && start > before)
            {
                before = start;
                places += end - start <= near.Distance ? 1 : 0;
            }
        }

        return places;
    }

    /// <summary>Where at the latest a stretch begins that holds every part and ends here or before; null when there is none.</summary>
    private int? LatestStart(IReadOnlyList<IReadOnlyList<Stretch>> parts, int end)
    {
        var start = int.MaxValue;
        for (var i = parts.Count - 1; i >= 0; i--)
        {
            if (LastEndingBy(parts[i], near.IsOrdered ? Math.Min(end, start - 1) : end) is not { } last)
            {
                return null;
            }

            start = Math.Min(start, last.Start);
        }

        return start;
    }

    private static Stretch? LastEndingBy(IReadOnlyList<Stretch> stretches, int end)
    {
        for (var i = stretches.Count - 1; i >= 0; i--)
        {
            if (stretches[i].End <= end)
            {
                return stretches[i];
            }
        }

        return null;
    }
}

/// <summary>See <see cref="SameUnitQuery"/>.</summary>
internal sealed class UnitPlaces(SameUnitQuery same) : PlacesQuery(same.Parts)
{
    protected override Term Mark { get; } =
        LuceneQueries.TermOf(PassageField.Units, EngineTerms.OfWord(EngineTerms.OfUnit(same.Unit)));

    protected override int Count(IReadOnlyList<IReadOnlyList<Stretch>> parts, IReadOnlyList<int> marks)
    {
        var units = UnitsOf(parts[0]);
        foreach (var part in parts.Skip(1))
        {
            units.IntersectWith(UnitsOf(part));
        }

        return units.Count;

        HashSet<int> UnitsOf(IReadOnlyList<Stretch> part) =>
            [.. part.Where(stretch => UnitAt(stretch.Start) == UnitAt(stretch.End)).Select(stretch => UnitAt(stretch.Start))];

        int UnitAt(int position) => marks.Count(mark => mark <= position);
    }
}
