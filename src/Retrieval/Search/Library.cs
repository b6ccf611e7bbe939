using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Engines;
using KnowledgeBase.Retrieval.Indexing;
using KnowledgeBase.Text;

namespace KnowledgeBase.Retrieval.Search;

/// <summary>
/// A library opened for reading: the one entry for everything that searches. Safe for any number of threads; a build that commits
/// meanwhile is picked up by <see cref="Refresh"/> without disturbing searches under way.
/// </summary>
public sealed class Library : IDisposable
{
    private static readonly PassageField[] FacetFields = [PassageField.Theme, PassageField.Genre, PassageField.Year, PassageField.Tier];

    private readonly Func<LibrarySnapshot> _open;
    private readonly Lock _refreshing = new();
    private LibrarySnapshot _current;

    internal Library(Func<LibrarySnapshot> open)
    {
        _open = open;
        _current = open();
    }

    /// <summary>Number of the commit that is being searched; grows with every build.</summary>
    public long Generation => Using(s => s.Reader.Generation);

    /// <summary>Picks up the newest commit.</summary>
    /// <returns>True when there was a newer one.</returns>
    public bool Refresh()
    {
        lock (_refreshing)
        {
            var newest = _open();
            if (newest.Reader.Generation == _current.Reader.Generation)
            {
                newest.Release();
                return false;
            }

            var old = Interlocked.Exchange(ref _current, newest);
            old.Release();
            return true;
        }
    }

    /// <summary>Searches.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Page or a size is outside of its range.</exception>
    /// <exception cref="OperationCanceledException">The search was cancelled.</exception>
    public SearchResponse Search(SearchRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Page, 1, nameof(request));
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Size, 1, nameof(request));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(request.Size, 100, nameof(request));
        ArgumentOutOfRangeException.ThrowIfLessThan(request.PassagesPerMaterial, 1, nameof(request));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(request.PassagesPerMaterial, 20, nameof(request));
        var started = Stopwatch.GetTimestamp();
        return Using(snapshot =>
        {
            var plan = snapshot.Plan(request.Query, request.Mode);
            var found = snapshot.Reader.Search(
                new EngineSearch
                {
                    Query = plan.Query,
                    Choices = Choices(request),
                    Sort = request.Sort switch
                    {
                        SearchSort.Oldest => EngineSort.Oldest,
                        SearchSort.Relevance when plan.Ranks => EngineSort.Score,
                        _ => EngineSort.Newest,
                    },
                    Skip = (int)Math.Min((request.Page - 1L) * request.Size, int.MaxValue),
                    Take = request.Size,
                    PassagesPerMaterial = request.PassagesPerMaterial,
                    Facets = request.WithFacets ? FacetFields : [],
                },
                cancellationToken);
            var highlighter = snapshot.Highlighter(plan);
            return new SearchResponse
            {
                Total = found.Materials,
                TotalPassages = found.Passages,
                Hits = [.. found.Page.Select(m => Hit(snapshot, m, highlighter))],
                Facets = request.WithFacets ? Facets(snapshot, found, request) : [],
                Warnings = plan.Warnings,
                Partial = found.Partial,
                Took = Stopwatch.GetElapsedTime(started),
            };
        });
    }

    /// <summary>Ids and scores of the best materials for a query, and nothing else: the shortest way, for programs and measurements.</summary>
    /// <returns>How many there are, at most the length of <paramref name="best"/>.</returns>
    public int Top(string query, SearchMode mode, Span<(string Material, float Score)> best)
    {
        var snapshot = Acquire();
        try
        {
            var scored = new ScoredMaterial[best.Length];
            var count = snapshot.Reader.Top(snapshot.Plan(query, mode, bestOnly: true).Query, scored);
            for (var i = 0; i < count; i++)
            {
                best[i] = (scored[i].Id, scored[i].Score);
            }

            return count;
        }
        finally
        {
            snapshot.Release();
        }
    }

    /// <summary>A material with everything that was understood of it; null when the library doesn't have it.</summary>
    public LibraryMaterial? Find(string id) => Using(snapshot =>
    {
        if (snapshot.Reader.FindMaterial(id) is not { } document)
        {
            return null;
        }

        var material = JsonSerializer.Deserialize(snapshot.Reader.ReadStored(document, StoredField.Whole), StoredJson.Compact.Material)
            ?? throw new InvalidDataException($"The index holds no material for {id}. Build it anew with 'kb build --rebuild'.");
        return new LibraryMaterial(material, Card(snapshot, document).Path);
    });

    /// <summary>All stretches of a text that a query's positive words and strings match, in order and not overlapping.</summary>
    /// <param name="query">The question in the query language.</param>
    /// <param name="text">Any text, for example a whole material's.</param>
    public IReadOnlyList<TextSpan> Highlights(string query, string text) => Using(s => s.Highlighter(s.Plan(query, SearchMode.Best)).Find(text));

    /// <summary>Materials that are about the same, best first; each hit shows the passages that speak for it.</summary>
    /// <param name="id">Id of a material.</param>
    /// <param name="count">How many to return at most, 1 to 100.</param>
    /// <returns>Empty when the library doesn't have the material.</returns>
    public IReadOnlyList<MaterialHit> Similar(string id, int count = 5)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, 100);
        if (Find(id) is not { } found)
        {
            return [];
        }

        return Using(snapshot =>
        {
            if (snapshot.Likeness(found.Material) is not { } likeness)
            {
                return (IReadOnlyList<MaterialHit>)[];
            }

            var alike = snapshot.Reader.Search(new EngineSearch { Query = likeness, Take = count, PassagesPerMaterial = 1, WithoutMaterial = id });
            return [.. alike.Page.Select(m => Hit(snapshot, m, highlighter: null))];
        });
    }

    /// <summary>What is in the library as a whole.</summary>
    public LibraryOverview Overview() => Using(snapshot => snapshot.Overview);

    /// <summary>The themes of the taxonomy with what the library has on each, in the order of the taxonomy.</summary>
    public IReadOnlyList<ThemeOverview> Themes() => Using(snapshot => snapshot.ThemeOverviews);

    /// <summary>How often exactly this string stands in the library, per year, genre and tier.</summary>
    public WordingStatistics CountWording(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Using(snapshot =>
        {
            var folded = FoldedText.Fold(text);
            if (folded.Length == 0)
            {
                return new WordingStatistics { Text = text, Materials = 0, Passages = 0, Occurrences = 0, ByYear = [], ByGenre = [], ByTier = [] };
            }

            var query = EngineTerms.Literal(folded);
            var materials = snapshot.Reader.Search(new EngineSearch { Query = query, Take = 0 });
            var genres = snapshot.Reader.CountOccurrences(query, PassageField.Genre);
            WordingCount[] years =
            [
                .. snapshot.Reader.CountOccurrences(query, PassageField.Year)
                    .Where(c => c.Value.Length > 0)
                    .OrderBy(c => int.Parse(c.Value, CultureInfo.InvariantCulture))
                    .Select(c => new WordingCount(c.Value, c.Passages, c.Occurrences)),
            ];
            return new WordingStatistics
            {
                Text = text,
                Materials = materials.Materials,
                Passages = materials.Passages,
                Occurrences = genres.Sum(g => g.Occurrences),
                ByYear = years,
                ByGenre = InOrder(genres, KnowledgeBase.Materials.Genres.All),
                ByTier = InOrder(snapshot.Reader.CountOccurrences(query, PassageField.Tier), KnowledgeBase.Materials.Tiers.All),
                FirstYear = years.Length == 0 ? null : int.Parse(years[0].Value, CultureInfo.InvariantCulture),
                LastYear = years.Length == 0 ? null : int.Parse(years[^1].Value, CultureInfo.InvariantCulture),
            };
        });
    }

    /// <summary>Closes the library; searches under way end undisturbed.</summary>
    public void Dispose() => _current.Release();

    private static WordingCount[] InOrder(IReadOnlyList<OccurrenceCount> counts, IReadOnlyList<string> order) =>
    [
        .. order.SelectMany(value => counts.Where(c => c.Value == value)).Select(c => new WordingCount(c.Value, c.Passages, c.Occurrences)),
    ];

    private static List<FacetChoice> Choices(SearchRequest request)
    {
        var choices = new List<FacetChoice>();
        Add(PassageField.Theme, request.Themes);
        Add(PassageField.Genre, request.Genres);
        Add(PassageField.Year, [.. request.Years.Select(y => y.ToString(CultureInfo.InvariantCulture))]);
        Add(PassageField.Tier, request.Tiers);
        return choices;

        void Add(PassageField field, IReadOnlyList<string> values)
        {
            if (values.Count > 0)
            {
                choices.Add(new FacetChoice(field, values));
            }
        }
    }

    private static Facet[] Facets(LibrarySnapshot snapshot, EngineResult found, SearchRequest request) =>
    [
        snapshot.Facet(PassageField.Theme, found.Facets, request.Themes),
        snapshot.Facet(PassageField.Genre, found.Facets, request.Genres),
        snapshot.Facet(PassageField.Year, found.Facets, [.. request.Years.Select(y => y.ToString(CultureInfo.InvariantCulture))]),
        snapshot.Facet(PassageField.Tier, found.Facets, request.Tiers),
    ];

    private static StoredCard Card(LibrarySnapshot snapshot, int document) =>
        JsonSerializer.Deserialize(snapshot.Reader.ReadStored(document, StoredField.Card), StoredJson.Compact.StoredCard)
            ?? throw new InvalidDataException("The index holds a material without its card. Build it anew with 'kb build --rebuild'.");

    private static MaterialHit Hit(LibrarySnapshot snapshot, EngineMaterial found, Highlighter? highlighter)
    {
        var card = Card(snapshot, found.Document);
        return new MaterialHit
        {
            Material = card.Id,
            Title = card.Title,
            TitleInferred = card.TitleInferred,
            TitleHighlights = highlighter?.Find(card.Title) ?? [],
            Path = card.Path,
            Score = found.Score,
            Genre = card.Genre,
            Year = card.Year,
            Date = card.Date,
            Tier = card.Tier,
            Issuer = card.Issuer,
            Themes = card.Themes,
            Passages = [.. found.Best.Select(p => Passage(snapshot, p, highlighter))],
            MatchingPassages = found.Matching,
        };
    }

    private static PassageHit Passage(LibrarySnapshot snapshot, EnginePassage found, Highlighter? highlighter)
    {
        var stored = JsonSerializer.Deserialize(snapshot.Reader.ReadStored(found.Document, StoredField.Passage), StoredJson.Compact.StoredPassage)
            ?? throw new InvalidDataException("The index holds a passage without its text. Build it anew with 'kb build --rebuild'.");
        var highlights = highlighter?.Find(stored.Text) ?? [];

        // The lead-in (headings above the passage and the like) is shown only where it holds what was looked for.
        var start = highlights.Count > 0 && highlights[0].Start < stored.BodyStart ? 0 : stored.BodyStart;
        return new PassageHit
        {
            Ordinal = stored.Ordinal,
            Text = stored.Text[start..],
            Start = stored.Start + start,
            HeadingPath = stored.HeadingPath,
            Highlights = start == 0 ? highlights : [.. highlights.Select(h => new TextSpan(h.Start - start, h.End - start))],
            Themes = stored.Themes,
            Score = found.Score,
        };
    }

    /// <summary>Uses the present snapshot, which stays open meanwhile.</summary>
    internal T Using<T>(Func<LibrarySnapshot, T> use)
    {
        var snapshot = Acquire();
        try
        {
            return use(snapshot);
        }
        finally
        {
            snapshot.Release();
        }
    }

    /// <summary>The present snapshot, kept open until it is released; a refresh may have closed the one just looked at, then the next one is there.</summary>
    private LibrarySnapshot Acquire()
    {
        while (true)
        {
            var snapshot = Volatile.Read(ref _current);
            if (snapshot.TryAcquire())
            {
                return snapshot;
            }

            ObjectDisposedException.ThrowIf(ReferenceEquals(snapshot, Volatile.Read(ref _current)), this);
        }
    }
}
