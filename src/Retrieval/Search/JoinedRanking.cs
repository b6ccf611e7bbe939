using KnowledgeBase.Retrieval.Engines;
using KnowledgeBase.Retrieval.Indexing;
using KnowledgeBase.Retrieval.Queries;
using KnowledgeBase.Retrieval.Vectors;
using KnowledgeBase.Text;

namespace KnowledgeBase.Retrieval.Search;

/// <summary>
/// Joins what words find and what means the same into one list; the one place where that is done. What is joined is the first hundred of
/// each; behind them the list of the words goes on. For one question the joined hits are the same whatever page is asked for, so that pages
/// neither repeat nor skip a hit. A hit that only meaning found never stands before one that holds all that was asked; while many passages
/// have no vectors yet, it stands before none that the words found, and these stand as the words put them.
/// </summary>
internal sealed class JoinedRanking
{
    private readonly LibrarySnapshot _snapshot;
    private readonly PassageVectors _vectors;
    private readonly EngineSearch _search;
    private readonly FreeWords _free;
    private readonly SecondLook _look;
    private readonly QueryPlan? _strict;
    private readonly bool _moves; // whether meaning moves what the words find
    private readonly SearchRequest _request;
    private readonly CancellationToken _cancellation;

    private JoinedRanking(
        LibrarySnapshot snapshot, PassageVectors vectors, EngineSearch search, SecondLook look, FreeWords free, SearchRequest request,
        CancellationToken cancellation)
    {
        (_snapshot, _vectors, _look, _free, _request, _cancellation) = (snapshot, vectors, look, free, request, cancellation);
        _search = search with { Facets = [] };
        _moves = MeaningWeights.CanMove(vectors);
        _strict = free.Strict.Length > 0 ? snapshot.Plan(free.Strict, request.Mode) : null;
    }

    /// <summary>Searches by words and by meaning.</summary>
    /// <param name="snapshot">The commit.</param>
    /// <param name="vectors">Its vectors.</param>
    /// <param name="search">The search by words, with the page that is asked for; its facets are not counted.</param>
    /// <param name="look">Looks at what the words find once more.</param>
    /// <param name="free">What of the question may be answered by meaning.</param>
    /// <param name="question">The vector of that.</param>
    /// <param name="request">The request.</param>
    /// <param name="cancellation">Gives up.</param>
    public static JoinedResult Search(
        LibrarySnapshot snapshot, PassageVectors vectors, EngineSearch search, SecondLook look, FreeWords free, float[] question,
        SearchRequest request, CancellationToken cancellation) =>
        new JoinedRanking(snapshot, vectors, search, look, free, request, cancellation).Search(question);

    private JoinedResult Search(float[] question)
    {
        // Of hits that are only compared nothing stored is read.
        var words = _look.Search(_search with { Skip = 0, Take = MeaningWeights.Depth, PassagesPerMaterial = 0 }, _cancellation);
        var near = _vectors.Nearest(question, MeaningWeights.Depth, Permitted(), _cancellation);
        var scales = Scales.Of(words, near, MeaningWeights.Words(Covered(words)));
        var head = Joined(words, near, scales);
        var page = WithPassages([.. head.Skip(_search.Skip).Take(_search.Take)], near, scales);
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

    private List<JoinedHit> Joined(EngineResult words, List<NearPassage> near, Scales scales)
    {
        var best = near.GroupBy(n => n.Material, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        var hits = new List<(JoinedHit Hit, double Score)>();
        var shown = new HashSet<string>(StringComparer.Ordinal);
        foreach (var found in words.Page)
        {
            Add(found, scales.OfWords(found.Score));
        }

        foreach (var found in Further(words, best.Keys.Where(id => !shown.Contains(id))))
        {
            Add(found, 0);
        }

        var canAdd = _free.CanAdd && _request.Mode != SearchMode.And
            && (_moves || words.Hits == words.Page.Count); // else there is no end of the words' hits here to add them at
        foreach (var material in near.Select(n => n.Material).Where(_ => canAdd))
        {
            var text = _search.Texts == TextListing.Apart ? [material] : _snapshot.Families.TextOf(material);
            if (!text.Any(shown.Contains) && hits.Count(h => h.Hit.By == HitSource.Meaning) < MeaningWeights.MostAlone)
            {
                shown.UnionWith(text);
                hits.Add((
                    new JoinedHit(new EngineMaterial(material, Score: 0, Matching: 0, []), HitSource.Meaning, best[material].Cosine),
                    scales.OfMeaning(best[material].Nearness)));
            }
        }

        return InOrder([.. (_moves ? hits.OrderByDescending(h => h.Score) : hits.AsEnumerable()).Select(h => h.Hit)]);

        void Add(EngineMaterial found, double byWords)
        {
            string[] all = [found.Id, .. found.Others.Select(o => o.Id)];
            shown.UnionWith(all);
            var nearest = all.Where(id => _moves && best.ContainsKey(id)).Select(id => best[id])
                .OrderByDescending(n => n.Nearness)
                .ToArray();
            hits.Add(nearest is [var first, ..]
                ? (new JoinedHit(found, HitSource.Both, first.Cosine), byWords + scales.OfMeaning(first.Nearness))
                : (new JoinedHit(found, HitSource.Words, Cosine: null), byWords));
        }
    }

    /// <summary>Of materials that are near, those that the words find further back than is joined.</summary>
    private IReadOnlyList<EngineMaterial> Further(EngineResult words, IEnumerable<string> near) =>
        words.Hits == words.Page.Count || !_moves ? [] : Of([.. near], passages: 0, _search.Texts);

    /// <summary>
    /// How much of the question the best hit of the words holds: of its pairs of characters, weighed by how rare they are, the share that
    /// stands in the passage or in a heading above it. 0 to 1; 1 for a question without pairs, and 0 where the words found nothing.
    /// </summary>
    private double Covered(EngineResult words)
    {
        if (words.Page.Count == 0 || Of([words.Page[0].Id], passages: 1, TextListing.Apart) is not [{ Best: [var best, ..] }])
        {
            return 0;
        }

        var passage = StoredPassage.Read(best.Stored);
        var held = FoldedText.Fold(string.Join('\n', passage.HeadingPath.Append(passage.Text)));
        string[] pairs = [.. PairsOf(FoldedText.Fold(_free.Text)).Distinct(StringComparer.Ordinal)];
        var found = _snapshot.Reader.DocumentFrequencies(PassageField.Bigrams, [.. pairs.Select(pair => EngineTerms.Bigram(pair))]);
        var (covered, all) = (0.0, 0.0);
        foreach (var (pair, passages) in pairs.Zip(found))
        {
            var telling = Math.Log(1 + ((_snapshot.Reader.PassageCount - passages + 0.5) / (passages + 0.5)));
            all += telling;
            covered += held.Contains(pair, StringComparison.Ordinal) ? telling : 0;
        }

        return all > 0 ? covered / all : 1;
    }

    private static IEnumerable<string> PairsOf(string text)
    {
        for (var i = 0; i + 1 < text.Length; i++)
        {
            if (char.IsLetterOrDigit(text[i]) && char.IsLetterOrDigit(text[i + 1]))
            {
                yield return text.Substring(i, 2);
            }
        }
    }

    /// <summary>Those of some materials that the words find, with their best passages.</summary>
    private IReadOnlyList<EngineMaterial> Of(string[] materials, int passages, TextListing texts) => materials.Length == 0
        ? []
        : _snapshot.Reader.Search(
            _search with
            {
                Query = new BooleanQuery { Must = [_search.Query], Filter = [new OfMaterialsQuery(materials)] },
                Skip = 0,
                Take = materials.Length,
                PassagesPerMaterial = passages,
                Texts = texts,
            },
            _cancellation).Page;

    /// <summary>
    /// Reads the passages that hits are shown with, those that words and meaning together say most for first: a material may be near by
    /// another passage than the one that holds the words.
    /// </summary>
    private List<JoinedHit> WithPassages(JoinedHit[] hits, List<NearPassage> near, Scales scales)
    {
        string[] found = [.. hits.Where(h => h.By != HitSource.Meaning).Select(h => h.Found.Id)];
        var byWords = Of(found, MeaningWeights.PassagesRead(_search.PassagesPerMaterial), TextListing.Apart)
            .ToDictionary(m => m.Id, m => m.Best, StringComparer.Ordinal);
        var byMeaning = near.ToLookup(n => n.Material, StringComparer.Ordinal);
        return
        [
            .. hits.Select(hit => hit with
            {
                Found = hit.Found with
                {
                    Best = Best(
                        byWords.GetValueOrDefault(hit.Found.Id) ?? [],
                        _moves || hit.By == HitSource.Meaning ? byMeaning[hit.Found.Id] : [],
                        scales),
                },
            }),
        ];
    }

    private List<EnginePassage> Best(IReadOnlyList<EnginePassage> byWords, IEnumerable<NearPassage> byMeaning, Scales scales)
    {
        var near = byMeaning.ToDictionary(n => n.Passage);
        var passages = new List<(EnginePassage? Found, NearPassage? Near, double Score)>();
        foreach (var passage in byWords)
        {
            NearPassage? same = near.Remove(StoredPassage.Read(passage.Stored).Ordinal, out var nearest) ? nearest : null;
            passages.Add((passage, same, scales.OfWords(passage.Score) + (same is null ? 0 : scales.OfMeaning(nearest.Nearness))));
        }

        passages.AddRange(near.Values.Select(n => ((EnginePassage?)null, (NearPassage?)n, scales.OfMeaning(n.Nearness))));
        return
        [
            .. passages.OrderByDescending(p => p.Score).Take(_search.PassagesPerMaterial).Select(p => p.Found
                ?? new EnginePassage(Score: 0, _snapshot.Reader.ReadPassage(p.Near!.Value.Material, p.Near.Value.Passage) ?? [])),
        ];
    }

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
            _search with { Query = all, Skip = 0, Take = MeaningWeights.Depth + 1, PassagesPerMaterial = 0 }, _cancellation);
        var ids = holding.Page.SelectMany(m => m.Others.Select(o => o.Id).Prepend(m.Id)).ToHashSet(StringComparer.Ordinal);
        if (holding.Page.Count > MeaningWeights.Depth)
        {
            return [.. hits.Where(h => h.By != HitSource.Meaning)];
        }

        var last = hits.FindLastIndex(h => h.By != HitSource.Meaning && ids.Contains(h.Found.Id));
        var before = hits.Take(last + 1).ToLookup(h => h.By == HitSource.Meaning);
        return [.. before[false], .. before[true], .. hits.Skip(last + 1)];
    }

    /// <summary>What scores of the two lists are worth for one question.</summary>
    private sealed record Scales(double Weight, double BestWords, double LeastWords, double BestNear, double LeastNear)
    {
        public static Scales Of(EngineResult words, List<NearPassage> near, double weight) => new(
            weight,
            words.Page.Count == 0 ? 0 : words.Page[0].Score,
            words.Page.Count < MeaningWeights.Depth ? 0 : words.Page[^1].Score,
            near.Count == 0 ? 0 : near[0].Nearness,
            near.Count == 0 ? 0 : near[^1].Nearness);

        public double OfWords(double score) => Weight * MeaningWeights.Scaled(score, BestWords, LeastWords);

        public double OfMeaning(double nearness) => MeaningWeights.Meaning * MeaningWeights.Scaled(nearness, BestNear, LeastNear);
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
/// <param name="Found">
/// The material, in the head of the list with the passages that words and meaning together say most for; those that only meaning found have
/// the score 0.
/// </param>
/// <param name="By">What found it.</param>
/// <param name="Cosine">How near its nearest passage is; null where that is not among the nearest.</param>
internal sealed record JoinedHit(EngineMaterial Found, HitSource By, float? Cosine);

/// <summary>What words and meaning found. Counts and facets are those of the words, whose search has them.</summary>
/// <param name="Page">The hits of the page that was asked for.</param>
/// <param name="Alone">How many hits, on whatever page, only meaning found.</param>
internal sealed record JoinedResult(IReadOnlyList<JoinedHit> Page, int Alone);
