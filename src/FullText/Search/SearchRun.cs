using KnowledgeBase.FullText.DocValues;
using KnowledgeBase.FullText.Schema;
using KnowledgeBase.FullText.Segments;

namespace KnowledgeBase.FullText.Search;

/// <summary>
/// One search: a first pass counts all matches where that is asked for (as bits, without scores), a second finds the best by
/// skipping what cannot be among them, a third the best of each group. Facets are counted beside the second and the third.
/// </summary>
internal sealed class SearchRun
{
    /// <summary>Documents looked at, once a facet, that are worth waking another thread, which takes as long as some thousand.</summary>
    private const long CountsForAThread = 1 << 14;

    private readonly SearchPlan _plan;
    private readonly IndexSearchRequest _request;
    private readonly Deadline _deadline;
    private readonly Weight _weight;
    private readonly Weight[] _filters;
    private readonly FacetCounter[] _facets;
    private readonly IndexField? _groupField;
    private readonly GlobalOrdinals? _groups;
    private readonly GroupUnions? _unions;
    private readonly ulong[]? _seenGroups;
    private readonly FacetMatches?[] _forFacets;
    private readonly int _wanted;
    private readonly bool _byScore;
    private readonly bool _counting;
    private long _total;
    private long _groupsWithout;

    public SearchRun(SearchPlan plan, IndexSearchRequest request, Deadline deadline)
    {
        _plan = plan;
        _request = request;
        _deadline = deadline;
        _weight = request.Query.CreateWeight(plan, 1);
        _filters = [.. request.Filters.Select(f => f.Query.CreateWeight(plan, 0))];
        _facets = [.. request.Facets.Select(f => new FacetCounter(plan.Reader, f, request.FacetGroupField))];
        _forFacets = new FacetMatches?[plan.Segments.Count];
        _wanted = (int)Math.Min((long)request.Offset + request.Limit, Math.Max(plan.Reader.MaxDoc, 1));
        if (request.Limit == 0)
        {
            _wanted = 0;
        }

        if (request.Threads < 1)
        {
            throw new ArgumentException($"{request.Threads} threads are allowed; 1 or more are possible.", nameof(request));
        }

        _byScore = request.Sort.Count == 0 || (request.Sort.Count == 1 && request.Sort[0] == SortKey.Score);
        if (request.Collapse is { } collapse)
        {
            if (collapse.HitsPerGroup < 1)
            {
                throw new ArgumentException(
                    $"{collapse.HitsPerGroup} hits of each group are asked for; 1 or more are possible.", nameof(request));
            }

            _groupField = plan.Reader.Column(collapse.Field, DocValuesType.Keyword);
            _groups = plan.Reader.OrdinalsOf(_groupField);
            _seenGroups = new ulong[LiveDocs.WordsFor(_groups.Count)];
            _unions = collapse.Unions;
            if (_unions is not null && (_unions.Groups != _groups || _unions.Field != _groupField))
            {
                throw new ArgumentException($"The unions are not of the groups of '{collapse.Field}' in this snapshot.", nameof(request));
            }
        }

        _counting = request.CountHits || _facets.Length > 0 || _groups is not null || !_byScore || _wanted == 0;
    }

    public IndexSearchResult Execute()
    {
        var accepted = new ulong[]?[_plan.Segments.Count]; // live documents that fulfil the filters; null: all
        var matching = new ulong[]?[_plan.Segments.Count]; // where counted: what also matches the query
        PrepareAll(accepted, matching);
        List<SearchHit> hits = [];
        var isWorthAThread = _wanted > 0 && _total * _facets.Length >= CountsForAThread
            && (_request.Threads ?? Environment.ProcessorCount) > 1;
        TaskExecutor.RunBeside(
            () => hits = _wanted == 0 ? [] : _byScore ? FindBest(accepted, matching) : FindSorted(matching),
            CountFacets,
            withHelp: isWorthAThread);
        return new IndexSearchResult
        {
            Hits = hits,
            TotalHits = _counting ? _total : hits.Count + (hits.Count > 0 ? _request.Offset : 0),
            IsTotalExact = _counting && !_deadline.WasHit,
            TotalGroups = _groups is null ? null : LiveDocs.Count(_seenGroups) + _groupsWithout,
            TotalCollapsed = _groups is null ? null : CountCollapsed() + _groupsWithout,
            Facets = [.. _facets.Select(f => f.Finish())],
            IsPartial = _deadline.WasHit,
        };
    }

    /// <summary>How many threads are worth waking to look through all documents, the caller's included.</summary>
    private int Threads => Math.Clamp(_plan.Reader.MaxDoc / _request.DocsPerThread, 1, _request.Threads ?? Environment.ProcessorCount);

    private void PrepareAll(ulong[]?[] accepted, ulong[]?[] matching)
    {
        var threads = Math.Min(Threads, _plan.Segments.Count);
        var taken = -1;
        TaskExecutor.Run(
            () =>
            {
                for (var i = Interlocked.Increment(ref taken); i < _plan.Segments.Count; i = Interlocked.Increment(ref taken))
                {
                    using var loan = threads <= 1 ? _plan.Lend() : default;
                    Prepare(_plan.Segments[i], accepted, matching);
                }
            },
            helpers: Math.Max(threads - 1, 0));
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
        if (_facets.Length > 0)
        {
            _forFacets[s] = new FacetMatches(filters.Length == 0 ? bits : (ulong[])bits.Clone(), filters);
        }

        IndexSearcher.And(bits, accepted[s]);
        matching[s] = bits;
        Interlocked.Add(ref _total, LiveDocs.Count(bits));
        if (_groups is not null)
        {
            CountGroups(segment, bits);
        }
    }

    private void CountFacets()
    {
        foreach (var facet in _facets)
        {
            foreach (var segment in _plan.Segments)
            {
                if (_forFacets[segment.Ordinal] is { } matches)
                {
                    facet.Count(segment, ForFacet(facet.Request.Field, matches.Bits, matches.Filters));
                }
            }
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
        if (segment.Core.KeywordsOf(_groupField!.Id) is not { } column)
        {
            Interlocked.Add(ref _groupsWithout, LiveDocs.Count(bits));
            return;
        }

        // By the segment's own numbers first: there are far more documents than groups.
        var seen = new ulong[LiveDocs.WordsFor(column.Values.Count)];
        var without = 0L;
        foreach (var doc in new SetBits(bits))
        {
            var ord = column.OrdOf(doc);
            if (ord < 0)
            {
                without++;
                continue;
            }

            seen[ord >> 6] |= 1UL << (ord & 63);
        }

        Interlocked.Add(ref _groupsWithout, without);
        lock (_seenGroups!)
        {
            foreach (var ord in new SetBits(seen))
            {
                var global = _groups!.ToGlobal(segment.Ordinal, ord);
                _seenGroups[global >> 6] |= 1UL << (global & 63);
            }
        }
    }

    /// <summary>The groups seen, those of a union counted once.</summary>
    private long CountCollapsed()
    {
        if (_unions is null)
        {
            return LiveDocs.Count(_seenGroups);
        }

        var heads = new ulong[_seenGroups!.Length];
        foreach (var group in new SetBits(_seenGroups))
        {
            var head = _unions.HeadOf(group);
            heads[head >> 6] |= 1UL << (head & 63);
        }

        return LiveDocs.Count(heads);
    }

    private List<SearchHit> FindBest(ulong[]?[] accepted, ulong[]?[] matching)
    {
        if (_groups is null)
        {
            var docs = LookThrough(shared => new TopDocsCollector(_wanted, shared), accepted, matching);
            return [.. TopDocsCollector.Merge(docs)
                .Skip(_request.Offset)
                .Take(_request.Limit)
                .Select(h => new SearchHit(h.Doc, h.Score, null, [], 1))];
        }

        var groups = LookThrough(shared => new TopGroupsCollector(_wanted, HitKeyOf, shared), accepted, matching);
        return CompleteGroups(TopGroupsCollector.Merge(groups), matching, new SortOrder(_plan.Reader, [SortKey.Score]));
    }

    /// <summary>Shows all that may be among the best to collectors, one for each thread that took part.</summary>
    private List<T> LookThrough<T>(Func<SharedThreshold?, T> newCollector, ulong[]?[] accepted, ulong[]?[] matching)
        where T : TopCollector
    {
        var threads = Threads;
        var slices = Slice.Cut(_plan.Segments, threads == 1 ? int.MaxValue : _request.DocsPerThread);
        var shared = threads == 1 ? null : new SharedThreshold();
        var collectors = new List<T>(threads);
        var taken = -1;
        TaskExecutor.Run(
            () =>
            {
                var collector = newCollector(shared);
                lock (collectors)
                {
                    collectors.Add(collector);
                }

                var search = new TopSearch(_deadline, collector);
                for (var i = Interlocked.Increment(ref taken); i < slices.Count; i = Interlocked.Increment(ref taken))
                {
                    var segment = _plan.Segments[slices[i].Segment];
                    using var loan = threads == 1 ? _plan.Lend() : default;
                    if (!_counting && _weight.CreateScorer(segment) is { } scorer)
                    {
                        search.Run(scorer, slices[i], segment.MaxDoc, accepted[segment.Ordinal]);
                    }
                    else if (matching[segment.Ordinal] is { } bits && _weight.CreateScorerOfMatches(segment) is { } scorerOfMatches)
                    {
                        search.Run(scorerOfMatches, slices[i], segment.MaxDoc, bits);
                    }
                }
            },
            helpers: threads - 1);
        return collectors;
    }

    private List<SearchHit> FindSorted(ulong[]?[] matching)
    {
        var order = new SortOrder(_plan.Reader, _request.Sort);
        var docs = new SortedDocs(order, _groups is null ? _wanted : 0);
        var groups = new SortedGroups(order);
        foreach (var segment in _plan.Segments)
        {
            if (_deadline.HasPassed || matching[segment.Ordinal] is not { } bits)
            {
                continue;
            }

            order.Start(segment);
            using var loan = _plan.Lend();
            var scorer = _request.Sort.Contains(SortKey.Score) ? _weight.CreateScorerOfMatches(segment) : null;
            foreach (var local in new SetBits(bits))
            {
                scorer?.Advance(local);
                var score = scorer?.Score() ?? 0;
                if (_groups is null)
                {
                    docs.Collect(local, segment.DocBase + local, score);
                }
                else
                {
                    groups.Collect(HitKeyOf(segment.Ordinal, local), local, segment.DocBase + local, score);
                }
            }
        }

        return _groups is null
            ? [.. docs.Sorted().Skip(_request.Offset).Select(h => new SearchHit(h.Doc, h.Score, null, [], 1))]
            : CompleteGroups(groups.Sorted(), matching, order);
    }

    /// <summary>A number for what a document collapses into: its group, or the one that its group is found under.</summary>
    private long HitKeyOf(int segment, int local)
    {
        var group = GroupKeyOf(segment, local);
        return group >= 0 && _unions is not null ? _unions.HeadOf((int)group) : group;
    }

    /// <summary>A number for the group of a document; documents without one are groups of their own.</summary>
    private long GroupKeyOf(int segment, int local)
    {
        var ord = _plan.Segments[segment].Core.KeywordsOf(_groupField!.Id)?.OrdOf(local) ?? -1;
        return ord >= 0 ? _groups!.ToGlobal(segment, ord) : ~((long)_plan.Segments[segment].DocBase + local);
    }

    /// <summary>Counts the matching documents of the groups that are shown, and finds those of each that come first.</summary>
    /// <param name="heads">What is one hit, in order, from the first on, each with the document that stands for it.</param>
    /// <param name="matching">What matches, by segment.</param>
    /// <param name="order">The order within a group, and of the groups that are one hit.</param>
    private List<SearchHit> CompleteGroups(IReadOnlyList<GroupHead> heads, ulong[]?[] matching, SortOrder order)
    {
        var shown = heads.Skip(_request.Offset).Take(_request.Limit).ToList();
        var members = shown.SelectMany(h => GroupsOf(h.Group)).ToDictionary(
            g => g, _ => new GroupMembers(order, _request.Collapse!.HitsPerGroup));
        var firsts = _unions is null ? null : new SortedGroups(order);
        foreach (var segment in _plan.Segments)
        {
            using var loan = _plan.Lend();
            if (shown.Count == 0 || _deadline.HasPassed || matching[segment.Ordinal] is not { } bits
                || _weight.CreateScorerOfMatches(segment) is not { } scorer)
            {
                continue;
            }

            order.Start(segment);
            var column = segment.Core.KeywordsOf(_groupField!.Id);
            var wanted = OrdinalsOf(members, segment, column);
            foreach (var local in new SetBits(bits))
            {
                var ord = column?.OrdOf(local) ?? -1;
                if (ord >= 0 && (wanted[ord >> 6] & (1UL << (ord & 63))) == 0)
                {
                    continue;
                }

                var group = GroupKeyOf(segment.Ordinal, local);
                if (ord >= 0 || members.ContainsKey(group))
                {
                    scorer.Advance(local);
                    var score = scorer.Score();
                    members[group].Total++;
                    members[group].First.Collect(local, segment.DocBase + local, score);
                    firsts?.Collect(group, local, segment.DocBase + local, score);
                }
            }
        }

        var together = firsts?.Sorted().ToLookup(f => f.Group >= 0 ? _unions!.HeadOf((int)f.Group) : f.Group, f => f.Group);
        return shown.ConvertAll(head =>
        {
            long[] groups = together is null ? [head.Group] : [.. together[head.Group]];
            if (groups.Length == 0)
            {
                return Hit(head.Group, members[head.Group], head.Doc, head.Score);
            }

            var others = groups.Skip(1).Select(g => Hit(g, members[g], head.Doc, head.Score));
            return Hit(groups[0], members[groups[0]], head.Doc, head.Score) with { OtherGroups = [.. others] };
        });
    }

    /// <summary>A bit for each of the column's values whose group is among those.</summary>
    private ulong[] OrdinalsOf(Dictionary<long, GroupMembers> groups, SegmentReader segment, KeywordColumn? column)
    {
        var count = column?.Values.Count ?? 0;
        var bits = new ulong[LiveDocs.WordsFor(count)];
        for (var ord = 0; ord < count; ord++)
        {
            if (groups.ContainsKey(_groups!.ToGlobal(segment.Ordinal, ord)))
            {
                bits[ord >> 6] |= 1UL << (ord & 63);
            }
        }

        return bits;
    }

    /// <summary>The groups that are one hit.</summary>
    private IEnumerable<long> GroupsOf(long head) =>
        head >= 0 && _unions?.MembersOf((int)head) is { } members ? members.Select(m => (long)m) : [head];

    private SearchHit Hit(long group, GroupMembers known, int headDoc, float headScore)
    {
        // Where the time was over, the head is all that is known.
        var docs = known.Total == 0 ? [(headDoc, headScore)] : known.First.Sorted();
        var value = group >= 0 ? _groups![(int)group].ToArray() : null;
        return new SearchHit(
            docs[0].Doc, docs[0].Score, value, docs.ConvertAll(d => new GroupHit(d.Doc, d.Score)), Math.Max(known.Total, 1));
    }

    /// <summary>What matches the query in a segment, and what fulfils each filter there.</summary>
    private sealed record FacetMatches(ulong[] Bits, ulong[][] Filters);

    private sealed class GroupMembers(SortOrder order, int capacity)
    {
        public int Total { get; set; }

        public SortedDocs First { get; } = new(order, capacity);
    }
}
