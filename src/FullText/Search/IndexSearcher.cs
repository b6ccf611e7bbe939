using KnowledgeBase.FullText.Segments;

namespace KnowledgeBase.FullText.Search;

/// <summary>
/// Asks a snapshot. Safe for use by several threads at a time; keeps nothing between calls, so it may be made anew for each.
/// </summary>
public sealed class IndexSearcher
{
    private const int BitsChunk = 1 << 16;

    private readonly TimeProvider _time;

    /// <summary>A searcher on a snapshot, which must stay open while it is used.</summary>
    /// <param name="reader">The snapshot.</param>
    /// <param name="time">The clock of time budgets; the system's if null.</param>
    public IndexSearcher(IndexReader reader, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(reader);
        Reader = reader;
        _time = time ?? TimeProvider.System;
    }

    /// <summary>The snapshot.</summary>
    public IndexReader Reader { get; }

    /// <summary>Runs a search.</summary>
    /// <exception cref="ArgumentException">The request names a field that does not exist or lacks what is asked of it.</exception>
    public IndexSearchResult Search(IndexSearchRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Limit < 0 || request.Offset < 0)
        {
            throw new ArgumentException(
                $"Limit is {request.Limit} and offset is {request.Offset}; both must be 0 or more.", nameof(request));
        }

        using var use = Reader.Use();
        var deadline = new Deadline(_time, request.TimeBudget, cancellationToken);
        using var plan = new SearchPlan(Reader, deadline);
        return new SearchRun(plan, request, deadline).Execute();
    }

    /// <summary>The best hits of a query.</summary>
    public IndexSearchResult Search(Query query, int limit = 10) => Search(new IndexSearchRequest { Query = query, Limit = limit });

    /// <summary>How many documents match; exact.</summary>
    public int Count(Query query, CancellationToken cancellationToken = default)
    {
        var count = 0;
        ForEachMatchingSegment(query, (_, bits) => count += LiveDocs.Count(bits), cancellationToken);
        return count;
    }

    /// <summary>The numbers of all documents that match, ascending.</summary>
    public IReadOnlyList<int> MatchingDocs(Query query, CancellationToken cancellationToken = default)
    {
        var docs = new List<int>();
        ForEachMatchingSegment(query, (segment, bits) =>
        {
            foreach (var local in new SetBits(bits))
            {
                docs.Add(segment.DocBase + local);
            }
        }, cancellationToken);
        return docs;
    }

    /// <summary>The scores of all documents that match, ascending by document.</summary>
    public IReadOnlyList<GroupHit> MatchingScores(Query query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        using var use = Reader.Use();
        using var plan = new SearchPlan(Reader);
        var weight = query.CreateWeight(plan, 1);
        var deadline = new Deadline(_time, budget: null, cancellationToken);
        var hits = new List<GroupHit>();
        foreach (var segment in Reader.Segments)
        {
            using var loan = plan.Lend();
            if (weight.CreateScorer(segment) is { } scorer)
            {
                for (var doc = scorer.Next(); doc != Scorer.NoMoreDocs && ((doc & 1023) != 0 || !deadline.HasPassed); doc = scorer.Next())
                {
                    if (segment.IsLive(doc))
                    {
                        hits.Add(new GroupHit(segment.DocBase + doc, scorer.Score()));
                    }
                }
            }
        }

        return hits;
    }

    /// <summary>
    /// Counts where something stands: documents and occurrences, altogether and by the value of a field. Exact; deleted documents do
    /// not count.
    /// </summary>
    /// <param name="query">A term, a phrase, nearness or unity counts occurrences; any other query one for each document.</param>
    /// <param name="groupBy">A field with an integer column or a keyword column of one value or several; null: no grouping.</param>
    /// <param name="timeBudget">After this time the counting stops, and says so. Null: no limit.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public OccurrenceStatistics Statistics(
        Query query, string? groupBy = null, TimeSpan? timeBudget = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        using var use = Reader.Use();
        var deadline = new Deadline(_time, timeBudget, cancellationToken);
        using var plan = new SearchPlan(Reader, deadline);
        var counter = groupBy is null ? null : new OccurrenceCounter(Reader, Reader.Schema[groupBy]);
        var weight = query.CreateWeight(plan, 1);
        var counted = query;
        while (counted is BoostQuery boosted)
        {
            counted = boosted.Query;
        }

        var hasOccurrences = counted is TermQuery or PhraseQuery or NearQuery or WithinUnitQuery;
        long docs = 0, occurrences = 0;
        var steps = 0;
        PositionSpan[] spans = [];
        foreach (var segment in Reader.Segments)
        {
            using var loan = plan.Lend();
            if (weight.CreateScorer(segment) is not { } scorer)
            {
                continue;
            }

            counter?.Start(segment);
            for (var doc = scorer.Next(); doc != Scorer.NoMoreDocs; doc = scorer.Next())
            {
                if ((++steps & 1023) == 0 && deadline.HasPassed)
                {
                    break;
                }

                if (segment.IsLive(doc))
                {
                    var here = !hasOccurrences
                        ? 1
                        : scorer is TermScorer term ? term.Cursor.Freq : ((PositionalScorer)scorer).ReadSpans(ref spans);
                    docs++;
                    occurrences += here;
                    counter?.Add(doc, here);
                }
            }
        }

        return new OccurrenceStatistics(docs, occurrences, counter?.Finish() ?? [], deadline.WasHit);
    }

    /// <summary>Counts the values of a field over a query's matches; a shorthand for a search for facets alone.</summary>
    public FacetResult CountBy(Query query, string field, int limit = int.MaxValue) =>
        Search(new IndexSearchRequest { Query = query, Limit = 0, Facets = [new FacetRequest(field, limit)] }).Facets[0];

    /// <summary>
    /// Where the terms of a query stand in a document that it matches: what to highlight. Only what makes it match is told: of a
    /// phrase the places where the whole phrase stands, nothing of clauses that must not match.
    /// </summary>
    /// <returns>Ordered by position, then by occurrence; empty if the document does not match.</returns>
    public IReadOnlyList<PositionMatch> MatchPositions(Query query, int doc)
    {
        ArgumentNullException.ThrowIfNull(query);
        using var use = Reader.Use();
        using var plan = new SearchPlan(Reader);
        var segment = Reader.SegmentOf(doc, out var local);
        var weight = query.CreateWeight(plan, 1);
        if (weight.CreateScorer(segment)?.Advance(local) != local)
        {
            return [];
        }

        var matches = new MatchCollector();
        weight.CollectMatches(segment, local, matches);
        return [.. matches.Matches.OrderBy(m => m.Position).ThenBy(m => m.Occurrence)];
    }

    /// <summary>How the score of a document comes about.</summary>
    public Explanation Explain(Query query, int doc)
    {
        ArgumentNullException.ThrowIfNull(query);
        using var use = Reader.Use();
        using var plan = new SearchPlan(Reader);
        var segment = Reader.SegmentOf(doc, out var local);
        return query.CreateWeight(plan, 1).Explain(segment, local);
    }

    /// <summary>Sets the bits of all matches of a scorer that live.</summary>
    internal static unsafe void Fill(Scorer? scorer, SegmentReader segment, ulong[] bits, Deadline deadline)
    {
        Array.Clear(bits);
        if (scorer is null)
        {
            return;
        }

        scorer.Next();
        fixed (ulong* p = bits)
        {
            for (var from = 0; from < segment.MaxDoc && !deadline.HasPassed; from += BitsChunk)
            {
                scorer.FillBits(p, from, Math.Min(from + BitsChunk, segment.MaxDoc));
            }
        }

        And(bits, segment.Live);
    }

    internal static void And(ulong[] bits, ulong[]? other)
    {
        if (other is not null)
        {
            for (var i = 0; i < bits.Length; i++)
            {
                bits[i] &= other[i];
            }
        }
    }

    private void ForEachMatchingSegment(Query query, Action<SegmentReader, ulong[]> take, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        using var use = Reader.Use();
        using var plan = new SearchPlan(Reader);
        var weight = query.CreateWeight(plan, 0);
        var deadline = new Deadline(_time, budget: null, cancellationToken);
        foreach (var segment in Reader.Segments)
        {
            using var loan = plan.Lend();
            if (weight.CreateScorer(segment) is { } scorer)
            {
                var bits = new ulong[LiveDocs.WordsFor(segment.MaxDoc)];
                Fill(scorer, segment, bits, deadline);
                take(segment, bits);
            }
        }
    }
}
