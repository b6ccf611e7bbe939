using KnowledgeBase.Retrieval.Engines;
using KnowledgeBase.Retrieval.Queries;
using KnowledgeBase.Retrieval.Vectors;

namespace KnowledgeBase.Retrieval.Search;

/// <summary>
/// Joins what words find and what means the same into one list; the one place where that is done. What is joined is the first hundred of
/// each; behind them the list of the words goes on. For one question the joined hits are the same whatever page is asked for, so that pages
/// neither repeat nor skip a hit. A hit that only meaning found never stands before one that holds all that was asked.
/// </summary>
internal sealed class JoinedRanking
{
    private readonly LibrarySnapshot _snapshot;
    private readonly PassageVectors _vectors;
    private readonly EngineSearch _search;
    private readonly FreeWords _free;
    private readonly QueryPlan? _strict;
    private readonly SearchRequest _request;
    private readonly CancellationToken _cancellation;

    private JoinedRanking(
        LibrarySnapshot snapshot, PassageVectors vectors, EngineSearch search, FreeWords free, SearchRequest request,
        CancellationToken cancellation)
    {
        (_snapshot, _vectors, _free, _request, _cancellation) = (snapshot, vectors, free, request, cancellation);
        _search = search with { Facets = [] };
        _strict = free.Strict.Length > 0 ? snapshot.Plan(free.Strict, request.Mode) : null;
    }

    /// <summary>Searches by words and by meaning.</summary>
    /// <param name="snapshot">The commit.</param>
    /// <param name="vectors">Its vectors.</param>
    /// <param name="search">The search by words, with the page that is asked for; its facets are not counted.</param>
    /// <param name="free">What of the question may be answered by meaning.</param>
    /// <param name="question">The vector of that.</param>
    /// <param name="request">The request.</param>
    /// <param name="cancellation">Gives up.</param>
    public static JoinedResult Search(
        LibrarySnapshot snapshot, PassageVectors vectors, EngineSearch search, FreeWords free, float[] question, SearchRequest request,
        CancellationToken cancellation) =>
        new JoinedRanking(snapshot, vectors, search, free, request, cancellation).Search(question);

    private JoinedResult Search(float[] question)
    {
        var words = _snapshot.Reader.Search(_search with { Skip = 0, Take = MeaningWeights.Depth }, _cancellation);
        var near = _vectors.Nearest(question, MeaningWeights.Depth, Permitted(), _cancellation);
        var head = Joined(words, near);
        var page = head.Skip(_search.Skip).Take(_search.Take).ToList();
        if (page.Count < _search.Take && words.Hits > words.Page.Count)
        {
            // Behind the joined hits come the rest of the words', in their order.
            var known = head.SelectMany(h => h.Found.Others.Select(o => o.Id).Prepend(h.Found.Id));
            var rest = _snapshot.Reader.Search(
                _search with
                {
                    Skip = Math.Max(0, _search.Skip - head.Count),
                    Take = _search.Take - page.Count,
                    WithoutMaterials = [.. _search.WithoutMaterials, .. known],
                },
                _cancellation);
            page.AddRange(rest.Page.Select(m => new JoinedHit(m, HitSource.Words, Cosine: null)));
        }

        return new JoinedResult(page, head.Count(h => h.By == HitSource.Meaning));
    }

    /// <summary>What may be found at all; null where everything may.</summary>
    private EngineMatches? Permitted()
    {
        var filters = Filters();
        return _strict is null && filters.Count == 0
            ? null
            : _snapshot.Reader.Matches(
                new BooleanQuery { Must = [_strict?.Query ?? new EveryPassageQuery()], Filter = filters }, _cancellation);
    }

    /// <summary>What the page's filters and whoever asks let through, as queries.</summary>
    private List<EngineQuery> Filters()
    {
        List<EngineQuery> filters =
        [
            .. _search.Choices.Where(c => c.Values.Count > 0).Select(c => c.Field == PassageField.Year
                ? AnyOf(c.Values.Select(v => long.Parse(v)).Select(year => new RangeQuery(c.Field, year, year)))
                : AnyOf(c.Values.Select(value => new TermQuery(c.Field, EngineTerms.OfWord(value))))),
        ];
        if (_request.Among is { } among)
        {
            filters.Add(new OfMaterialsQuery(among));
        }

        if (_snapshot.Since(new EveryPassageQuery(), _request.Since) is not EveryPassageQuery and var since)
        {
            filters.Add(since);
        }

        return filters;
    }

    private List<JoinedHit> Joined(EngineResult words, List<NearPassage> near)
    {
        var best = near.GroupBy(n => n.Material, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);
        var leastWords = words.Page.Count < MeaningWeights.Depth ? 0 : words.Page[^1].Score;
        var leastMeaning = near.Count == 0 ? 0 : near[^1].Cosine;
        var hits = new List<(JoinedHit Hit, double Score)>();
        var shown = new HashSet<string>(StringComparer.Ordinal);
        foreach (var found in words.Page)
        {
            Add(found, MeaningWeights.Scaled(found.Score, words.Page[0].Score, leastWords));
        }

        foreach (var found in Further(words, best.Keys.Where(id => !shown.Contains(id))))
        {
            Add(found, 0);
        }

        foreach (var material in near.Select(n => n.Material).Where(_ => _free.CanAdd && _request.Mode != SearchMode.And))
        {
            var text = _search.Texts == TextListing.Apart ? [material] : _snapshot.Families.TextOf(material);
            if (!text.Any(shown.Contains) && hits.Count(h => h.Hit.By == HitSource.Meaning) < MeaningWeights.MostAlone)
            {
                shown.UnionWith(text);
                hits.Add((new JoinedHit(Alone(best[material]), HitSource.Meaning, best[material][0].Cosine), ByMeaning(best[material][0])));
            }
        }

        return InOrder([.. hits.OrderByDescending(h => h.Score).Select(h => h.Hit)]);

        void Add(EngineMaterial found, double byWords)
        {
            string[] all = [found.Id, .. found.Others.Select(o => o.Id)];
            shown.UnionWith(all);
            var nearest = all.Select(best.GetValueOrDefault).OfType<NearPassage[]>()
                .Select(n => n[0]).OrderByDescending(n => n.Cosine).ToArray();
            hits.Add(nearest is [var first, ..]
                ? (new JoinedHit(found, HitSource.Both, first.Cosine), byWords + ByMeaning(first))
                : (new JoinedHit(found, HitSource.Words, Cosine: null), byWords));
        }

        double ByMeaning(NearPassage passage) =>
            MeaningWeights.Meaning * MeaningWeights.Scaled(passage.Cosine, near[0].Cosine, leastMeaning);
    }

    /// <summary>Of materials that are near, those that the words find further back than is joined.</summary>
    private IReadOnlyList<EngineMaterial> Further(EngineResult words, IEnumerable<string> near)
    {
        string[] ids = [.. near];
        return ids.Length == 0 || words.Hits == words.Page.Count
            ? []
            : _snapshot.Reader.Search(
                _search with
                {
                    Query = new BooleanQuery { Must = [_search.Query], Filter = [new OfMaterialsQuery(ids)] },
                    Skip = 0,
                    Take = ids.Length,
                },
                _cancellation).Page;
    }

    private EngineMaterial Alone(NearPassage[] passages) => new(passages[0].Material, Score: 0, Matching: 0,
    [
        .. passages.Take(_search.PassagesPerMaterial)
            .Select(p => new EnginePassage(p.Cosine, _snapshot.Reader.ReadPassage(p.Material, p.Passage) ?? [])),
    ]);

    /// <summary>
    /// What only meaning found goes behind the last hit that holds all that was asked; nowhere, where so many hold it that they are not all
    /// among these.
    /// </summary>
    private List<JoinedHit> InOrder(List<JoinedHit> hits)
    {
        if (!hits.Exists(h => h.By == HitSource.Meaning))
        {
            return hits;
        }

        var all = new BooleanQuery
        {
            Must = [_snapshot.Plan(_request.Query, SearchMode.And).Query, _search.Query],
        };
        var holding = _snapshot.Reader.Search(
            _search with { Query = all, Skip = 0, Take = MeaningWeights.Depth + 1, PassagesPerMaterial = 1 }, _cancellation);
        var ids = holding.Page.SelectMany(m => m.Others.Select(o => o.Id).Prepend(m.Id)).ToHashSet(StringComparer.Ordinal);
        if (holding.Page.Count > MeaningWeights.Depth)
        {
            return [.. hits.Where(h => h.By != HitSource.Meaning)];
        }

        var last = hits.FindLastIndex(h => h.By != HitSource.Meaning && ids.Contains(h.Found.Id));
        var before = hits.Take(last + 1).ToLookup(h => h.By == HitSource.Meaning);
        return [.. before[false], .. before[true], .. hits.Skip(last + 1)];
    }

    private static EngineQuery AnyOf(IEnumerable<EngineQuery> parts) =>
        parts.ToArray() is [var only] ? only : new BooleanQuery { Should = [.. parts] };
}

/// <summary>What found a hit.</summary>
public enum HitSource
{
    /// <summary>Its words; its meaning is not among the nearest.</summary>
    Words,

    /// <summary>Its meaning alone.</summary>
    Meaning,

    /// <summary>Both.</summary>
    Both,
}

/// <summary>A hit with what found it.</summary>
/// <param name="Found">The material; of one that only meaning found, with the nearest passages.</param>
/// <param name="By">What found it.</param>
/// <param name="Cosine">How near its nearest passage is; null where that is not among the nearest.</param>
internal sealed record JoinedHit(EngineMaterial Found, HitSource By, float? Cosine);

/// <summary>What words and meaning found. Counts and facets are those of the words, whose search has them.</summary>
/// <param name="Page">The hits of the page that was asked for.</param>
/// <param name="Alone">How many hits, on whatever page, only meaning found.</param>
internal sealed record JoinedResult(IReadOnlyList<JoinedHit> Page, int Alone);
