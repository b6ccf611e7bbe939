using System.Numerics;
using KnowledgeBase.FullText.DocValues;
using KnowledgeBase.FullText.Segments;

namespace KnowledgeBase.FullText.Search;

/// <summary>
/// One search: a first pass counts all matches where that is asked for (as bits, without scores), a second finds the best by
/// skipping what cannot be among them, a third the best of each group.
/// </summary>
internal sealed class SearchRun
{
    private readonly SearchPlan _plan;
    private readonly SearchRequest _request;
    private readonly Deadline _deadline;
    private readonly Weight _weight;
    private readonly Weight[] _filters;
    private readonly FacetCounter[] _facets;
    private readonly IndexField? _groupField;
    private readonly GlobalOrdinals? _groups;
    private readonly ulong[]? _seenGroups;
    private readonly int _wanted;
    private readonly bool _byScore;
    private readonly bool _counting;
    private long _total;
    private long _groupsWithout;

    public SearchRun(SearchPlan plan, SearchRequest request, Deadline deadline)
    {
        _plan = plan;
        _request = request;
        _deadline = deadline;
        _weight = request.Query.CreateWeight(plan, 1);
        _filters = [.. request.Filters.Select(f => f.Query.CreateWeight(plan, 0))];
        _facets = [.. request.Facets.Select(f => new FacetCounter(plan.Reader, f, request.FacetGroupField))];
        _wanted = (int)Math.Min((long)request.Offset + request.Limit, Math.Max(plan.Reader.MaxDoc, 1));
        if (request.Limit == 0)
        {
            _wanted = 0;
        }

        _byScore = request.Sort.Count == 0 || request.Sort[0] == SortKey.Score;
        if (request.Collapse is { } collapse)
        {
            if (collapse.HitsPerGroup < 1)
            {
                throw new ArgumentException($"{collapse.HitsPerGroup} hits of each group are asked for; 1 or more are possible.", nameof(request));
            }

            _groupField = plan.Reader.Column(collapse.Field, DocValuesType.Keyword);
            _groups = plan.Reader.OrdinalsOf(_groupField);
            _seenGroups = new ulong[LiveDocs.WordsFor(_groups.Count)];
        }

        _counting = request.CountHits || _facets.Length > 0 || _groups is not null || !_byScore || _wanted == 0;
    }

    public SearchResult Execute()
    {
        var segments = _plan.Segments;
        var accepted = new ulong[]?[segments.Count]; // live documents that fulfil the filters; null: all
        var matching = new ulong[]?[segments.Count]; // where counted: what also matches the query
        foreach (var segment in segments)
        {
            Prepare(segment, accepted, matching);
        }

        var hits = _wanted == 0 ? [] : _byScore ? FindBest(accepted) : FindSorted(matching);
        return new SearchResult
        {
            Hits = hits,
            TotalHits = _counting ? _total : hits.Count + (hits.Count > 0 ? _request.Offset : 0),
            IsTotalExact = _counting && !_deadline.WasHit,
            TotalGroups = _groups is null ? null : LiveDocs.Count(_seenGroups) + _groupsWithout,
            Facets = [.. _facets.Select(f => f.Finish())],
            IsPartial = _deadline.WasHit,
        };
    }

    private void Prepare(SegmentReader segment, ulong[]?[] accepted, ulong[]?[] matching)
    {
        var s = segment.Ordinal;
        var words = LiveDocs.WordsFor(segment.MaxDoc);
        var filters = new ulong[_filters.Length][];
        for (var i = 0; i < filters.Length; i++)
        {
            filters[i] = new ulong[words];
            IndexSearcher.Fill(_filters[i].CreateScorer(segment), segment, filters[i], _deadline);
        }

        accepted[s] = segment.Live;
        if (filters.Length > 0)
        {
            var all = (ulong[])filters[0].Clone();
            foreach (var filter in filters.AsSpan(1))
            {
                IndexSearcher.And(all, filter);
            }

            accepted[s] = all; // living documents alone are in it
        }

        if (!_counting || _weight.CreateScorer(segment) is not { } scorer)
        {
            return;
        }

        var bits = new ulong[words];
        IndexSearcher.Fill(scorer, segment, bits, _deadline);
        foreach (var facet in _facets)
        {
            facet.Count(segment, ForFacet(facet.Request.Field, bits, filters));
        }

        IndexSearcher.And(bits, accepted[s]);
        matching[s] = bits;
        _total += LiveDocs.Count(bits);
        if (_groups is not null)
        {
            CountGroups(segment, bits);
        }
    }

    /// <summary>What matches the query and all filters but those of the facet itself.</summary>
    private ulong[] ForFacet(string field, ulong[] bits, ulong[][] filters)
    {
        ulong[]? narrowed = null;
        for (var i = 0; i < filters.Length; i++)
        {
            if (_request.Filters[i].Facet != field)
            {
                narrowed ??= (ulong[])bits.Clone();
                IndexSearcher.And(narrowed, filters[i]);
            }
        }

        return narrowed ?? bits;
    }

    private void CountGroups(SegmentReader segment, ulong[] bits)
    {
        var column = segment.Core.KeywordsOf(_groupField!.Id);
        for (var word = 0; word < bits.Length; word++)
        {
            for (var rest = bits[word]; rest != 0; rest &= rest - 1)
            {
                var ord = column?.OrdOf((word << 6) + BitOperations.TrailingZeroCount(rest)) ?? -1;
                if (ord < 0)
                {
                    _groupsWithout++;
                    continue;
                }

                var global = _groups!.ToGlobal(segment.Ordinal, ord);
                _seenGroups![global >> 6] |= 1UL << (global & 63);
            }
        }
    }

    private List<SearchHit> FindBest(ulong[]?[] accepted)
    {
        TopCollector collector = _groups is null ? new TopDocsCollector(_wanted) : new TopGroupsCollector(_wanted, GroupKeyOf);
        var search = new TopSearch(_deadline);
        foreach (var segment in _plan.Segments)
        {
            if (_weight.CreateScorer(segment) is { } scorer)
            {
                search.Run(scorer, accepted[segment.Ordinal], collector, segment.Ordinal, segment.DocBase, segment.MaxDoc);
            }
        }

        if (collector is TopDocsCollector docs)
        {
            return [.. docs.Sorted().Skip(_request.Offset).Select(h => new SearchHit(h.Doc, h.Score, null, [], 1))];
        }

        var heads = ((TopGroupsCollector)collector).Sorted().Skip(_request.Offset).ToArray();
        return CompleteGroups(heads, accepted);
    }

    /// <summary>A number for the group of a document; documents without one are groups of their own.</summary>
    private long GroupKeyOf(int segment, int local)
    {
        var ord = _plan.Segments[segment].Core.KeywordsOf(_groupField!.Id)?.OrdOf(local) ?? -1;
        return ord >= 0 ? _groups!.ToGlobal(segment, ord) : ~((long)_plan.Segments[segment].DocBase + local);
    }

    /// <summary>Counts the matching documents of the groups found, and finds the best of each.</summary>
    private List<SearchHit> CompleteGroups((float Score, int Doc, long Group)[] heads, ulong[]?[] accepted)
    {
        var members = heads.ToDictionary(h => h.Group, _ => new List<GroupHit>());
        foreach (var segment in _plan.Segments)
        {
            var column = segment.Core.KeywordsOf(_groupField!.Id);
            if (column is null || heads.Length == 0 || _weight.CreateScorer(segment) is not { } scorer)
            {
                continue;
            }

            // Which of the segment's own numbers are wanted.
            var wanted = new List<GroupHit>?[column.Values.Count];
            foreach (var (group, list) in members)
            {
                if (group >= 0 && column.Values.Find(_groups![(int)group]) is >= 0 and var ord)
                {
                    wanted[ord] = list;
                }
            }

            var accept = accepted[segment.Ordinal];
            for (var doc = 0; doc < segment.MaxDoc; doc++)
            {
                if ((doc & 0xFFFF) == 0 && _deadline.HasPassed)
                {
                    break;
                }

                var ord = column.OrdOf(doc);
                if (ord < 0 || wanted[ord] is not { } list || (accept is not null && (accept[doc >> 6] & (1UL << (doc & 63))) == 0))
                {
                    continue;
                }

                if ((scorer.Doc < doc ? scorer.Advance(doc) : scorer.Doc) == doc)
                {
                    list.Add(new GroupHit(segment.DocBase + doc, scorer.Score()));
                }
            }
        }

        var hits = new List<SearchHit>(heads.Length);
        foreach (var (score, doc, group) in heads)
        {
            var list = members[group];
            if (list.Count == 0)
            {
                list.Add(new GroupHit(doc, score));
            }

            var best = list.OrderByDescending(h => h.Score).ThenBy(h => h.Doc).Take(_request.Collapse!.HitsPerGroup);
            hits.Add(new SearchHit(doc, score, group >= 0 ? _groups![(int)group].ToArray() : null, [.. best], list.Count));
        }

        return hits;
    }

    private List<SearchHit> FindSorted(ulong[]?[] matching)
    {
        var needsScore = _request.Sort.Contains(SortKey.Score) || _request.Collapse is not null;
        var keys = _request.Sort.Select(k => new SortColumn(_plan.Reader, k)).ToArray();
        var best = new SortedCollector(keys, _groups is null ? _wanted : int.MaxValue);
        foreach (var segment in _plan.Segments)
        {
            if (matching[segment.Ordinal] is not { } bits)
            {
                continue;
            }

            var scorer = needsScore ? _weight.CreateScorer(segment) : null;
            foreach (var key in keys)
            {
                key.Start(segment);
            }

            for (var word = 0; word < bits.Length; word++)
            {
                for (var rest = bits[word]; rest != 0; rest &= rest - 1)
                {
                    var doc = (word << 6) + BitOperations.TrailingZeroCount(rest);
                    var score = 0f;
                    if (scorer is not null)
                    {
                        scorer.Advance(doc);
                        score = scorer.Score();
                    }

                    best.Collect(segment.DocBase + doc, doc, score);
                }
            }
        }

        var sorted = best.Sorted();
        if (_groups is null)
        {
            return [.. sorted.Skip(_request.Offset).Select(h => new SearchHit(h.Doc, h.Score, null, [], 1))];
        }

        // The first document of each group stands for it.
        var groups = new Dictionary<long, (int Place, List<GroupHit> Docs)>();
        foreach (var (doc, score) in sorted)
        {
            var segment = _plan.Reader.SegmentOf(doc, out var local);
            var group = GroupKeyOf(segment.Ordinal, local);
            if (!groups.TryGetValue(group, out var known))
            {
                groups.Add(group, known = (groups.Count, []));
            }

            known.Docs.Add(new GroupHit(doc, score));
        }

        return
        [
            .. groups.OrderBy(g => g.Value.Place).Skip(_request.Offset).Take(_request.Limit).Select(g => new SearchHit(
                g.Value.Docs[0].Doc,
                g.Value.Docs[0].Score,
                g.Key >= 0 ? _groups![(int)g.Key].ToArray() : null,
                [.. g.Value.Docs.Take(_request.Collapse!.HitsPerGroup)],
                g.Value.Docs.Count)),
        ];
    }
}
