using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using KnowledgeBase.Duplicates;
using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Engines;
using KnowledgeBase.Retrieval.Indexing;
using KnowledgeBase.Retrieval.Queries;
using KnowledgeBase.Retrieval.Texts;
using KnowledgeBase.Text;
using KnowledgeBase.Understanding.Wordings;

namespace KnowledgeBase.Retrieval.Search;

/// <summary>
/// A library opened for reading: the one entry for everything that searches. Safe for any number of threads; a build that commits
/// meanwhile is picked up by <see cref="Refresh"/> without disturbing searches under way. Whatever meets damage in the index throws
/// <see cref="LibraryException"/>.
/// </summary>
public sealed partial class Library : IDisposable
{
    /// <summary>Passages of a material whose scores are told.</summary>
    private const int MostExplained = 20;

    /// <summary>Materials that are compared for each overlap that is wanted: of what the most share may be formulas.</summary>
    private const int OverlapsCompared = 3;

    /// <summary>
    /// How long a new state is made ready before it is shown: whoever has just committed waits for it. A server that is busy with nothing
    /// else needs a fraction of a second for 100,000 passages.
    /// </summary>
    private static readonly TimeSpan LongestReadying = TimeSpan.FromSeconds(5);

    private readonly Func<LibrarySnapshot, LibrarySnapshot?> _openIfChanged;
    private readonly Dictionary<string, Material?>? _materials;
    private readonly LibraryMeaning? _meaning;
    private readonly Lock _refreshing = new();
    private LibrarySnapshot _current;

    /// <param name="open">Opens the newest commit.</param>
    /// <param name="openIfChanged">Opens the newest commit; null when that is the one of the snapshot given, which stays open.</param>
    /// <param name="meaning">By what questions are answered beside their words; null for nothing.</param>
    internal Library(
        Func<LibrarySnapshot> open, Func<LibrarySnapshot, LibrarySnapshot?> openIfChanged, LibraryMeaning? meaning = null)
    {
        _openIfChanged = openIfChanged;
        _meaning = meaning;
        _current = open();
    }

    /// <summary>A library that stands still.</summary>
    /// <param name="snapshot">Its state.</param>
    /// <param name="meaning">By what questions are answered beside their words; null for nothing.</param>
    /// <param name="materials">Where materials are kept that were read once; null for a library of several threads.</param>
    private Library(LibrarySnapshot snapshot, LibraryMeaning? meaning, Dictionary<string, Material?>? materials)
    {
        _openIfChanged = _ => null;
        _current = snapshot;
        _meaning = meaning;
        _materials = materials;
    }

    /// <summary>
    /// Which index is being searched; another when one was put in the place of the first. Empty for one of an older program.
    /// </summary>
    public Guid Identity => Using(s => s.Reader.Identity);

    /// <summary>Number of the commit that is being searched; grows with every build of the same index.</summary>
    public long Generation => Using(s => s.Reader.Generation);

    /// <summary>
    /// Whose rights it is made for: it holds no material beyond them. Everything, where it does not say, as an index of an older program,
    /// which heeded no level.
    /// </summary>
    public ReadingRights Rights =>
        Using(s => ReadingRights.FromWritten(s.Reader.UserData.GetValueOrDefault(IndexMetadata.Rights)) ?? ReadingRights.Everything);

    /// <summary>
    /// Tells the states of an index apart that may be shown beside one another: another one when it was begun anew, because what was in it
    /// before may hold what its readers are no longer to see.
    /// </summary>
    public string Epoch => Using(s => s.Reader.UserData.GetValueOrDefault(BuildNotes.Anew, ""));

    /// <summary>
    /// Picks up the newest commit, or another index that was put in the place of this one. Costs next to nothing when there is
    /// none; else only what is new is opened, and what people use of the present state is made of the new one, before that is shown: who
    /// searches never waits for it.
    /// </summary>
    /// <param name="keep">Takes over the state that was searched before, a library of its own to be disposed of; null to close it.</param>
    /// <returns>True when there was one.</returns>
    /// <exception cref="LibraryException">It cannot be read; what was searched before goes on.</exception>
    public bool Refresh(Action<Library>? keep = null)
    {
        lock (_refreshing)
        {
            if (_openIfChanged(_current) is not { } newest)
            {
                return false;
            }

            MakeReady(newest);
            var old = Interlocked.Exchange(ref _current, newest);
            if (keep is null)
            {
                old.Release();
            }
            else
            {
                keep(Alone(old));
            }

            return true;
        }
    }

    /// <summary>
    /// Gives back the memory of what only those need who ask something new; answers stay as they are. For a state that is no longer the
    /// newest, and is kept for those who page through it.
    /// </summary>
    public void Shrink() => Using(snapshot =>
    {
        snapshot.ForgetWhatPagesDoNotNeed();
        return true;
    });

    /// <summary>
    /// The present state as a library of its own, which stays open and as it is, whatever is committed, until it is disposed of. For any
    /// number of threads.
    /// </summary>
    public Library Fork() => Alone(Acquire());

    /// <summary>
    /// Asks several things of one state. The library that is handed in stands still, whatever is committed meanwhile, and reads a material
    /// once, however often it is needed. It is for one thread, and may not be kept.
    /// </summary>
    public T Read<T>(Func<Library, T> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        return _materials is not null
            ? read(this)
            : Using(snapshot => read(new Library(snapshot, _meaning, materials: new(StringComparer.Ordinal))));
    }

    /// <summary>Searches.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Page or a size is outside of its range.</exception>
    /// <exception cref="OperationCanceledException">The search was cancelled.</exception>
    public SearchResponse Search(SearchRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Page, 1, nameof(request));
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Size, 1, nameof(request));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(request.Size, LibraryRequest.MostEntries, nameof(request));
        ArgumentOutOfRangeException.ThrowIfLessThan(request.PassagesPerMaterial, 1, nameof(request));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(request.PassagesPerMaterial, 20, nameof(request));
        var started = Stopwatch.GetTimestamp();
        return Using(snapshot =>
        {
            using var begun = BeginMeaning(snapshot, request);
            var choices = Choices(snapshot, request);
            var origins = OriginsOf(snapshot, request);
            var question = snapshot.Question(request.Query, request.Mode);
            var plan = question.First;
            var found = Find(snapshot, request, plan, choices, origins, cancellationToken);
            if (found.Materials < SpreadSearch.Enough && question.Whole(cancellationToken) is var whole && !ReferenceEquals(whole, plan))
            {
                plan = whole;
                found = Find(snapshot, request, plan, choices, origins, cancellationToken);
            }

            var asked = request.Query;
            var slips = LibrarySuggestions.SlipsIn(snapshot, asked, request.Mode, request.Page, found.Materials == 0, cancellationToken);
            if (LibrarySuggestions.ToMend(snapshot, slips, asked, found.Materials == 0, cancellationToken) is { } mended)
            {
                var meant = snapshot.Question(mended, request.Mode).Whole(cancellationToken);
                var instead = Find(snapshot, request, meant, choices, origins, cancellationToken);
                if (instead.Materials > 0)
                {
                    var warnings = meant.Warnings.Prepend(LibrarySuggestions.Mended(slips));
                    (plan, found, asked) = (meant with { Warnings = [.. warnings] }, instead, mended);
                }
            }

            SearchTimings.Note(SearchTimings.Search, started);
            var before = Stopwatch.GetTimestamp();
            var meaning = ByMeaning(
                snapshot,
                request with { Query = asked },
                plan,
                () => Searched(snapshot, request, plan, choices, origins),
                cancellationToken);
            SearchTimings.Note(SearchTimings.Meaning, before);
            before = Stopwatch.GetTimestamp();
            var response = new SearchResponse
            {
                Total = found.Materials,
                TotalHits = found.Hits,
                TotalPassages = found.Passages,
                Hits = meaning.Joined is { } joined
                    ? SideBySide.Select(joined.Page, () => snapshot.Highlighter(plan), (h, marks) => Hit(snapshot, h, marks, asked))
                    : SideBySide.Select(found.Page, () => snapshot.Highlighter(plan), (m, marks) => Hit(snapshot, m, marks)),
                Meaning = meaning.Use,
                MeaningHits = meaning.Joined?.Alone ?? 0,
                Facets = request.WithFacets
                    ?
                    [
                        .. choices.Select(c => snapshot.Facet(c.Field, found.Facets, c.Values)),
                        .. OriginChoices.Fields.Select(field => origins!.Facet(field, found.Facets)),
                    ]
                    : [],
                Warnings =
                [
                    .. plan.Warnings,
                    .. FilterPlanner.UnknownThemes(snapshot.Themes, request.Themes),
                    .. origins?.Warnings ?? [],
                    .. found.Materials == 0 ? LibrarySuggestions.UnknownValues(snapshot, request.Query, cancellationToken) : [],
                ],
                Understood = request.Mode is SearchMode.Phrase or SearchMode.Literal ? QueryParts.OfString(asked) : QueryParts.Of(asked),
                DidYouMean = [.. slips, .. NearFigures.Of(snapshot, asked, request.Mode, request.Page, request.Size, cancellationToken)],
                WithoutFilters = found.Materials == 0 && request.Page == 1
                    ? FilterHints.Of(request with { Themes = choices[0].Values }, CountedWithout)
                    : [],
                Partial = found.Partial,
                Took = Stopwatch.GetElapsedTime(started),
            };
            SearchTimings.Note(SearchTimings.Highlight, before);
            return response;
        });

        int CountedWithout(LibraryRequest without) => Search(
            (SearchRequest)without with { Size = 1, PassagesPerMaterial = 1, WithFacets = false, ByMeaning = false },
            cancellationToken).Total;
    }

    /// <summary>
    /// Ids and scores of the best materials for a query, and nothing else: the shortest way, for programs and measurements.
    /// </summary>
    /// <returns>How many there are, at most the length of <paramref name="best"/>.</returns>
    public int Top(string query, SearchMode mode, Span<(string Material, float Score)> best, CancellationToken cancellationToken = default)
    {
        var snapshot = Acquire();
        try
        {
            var scored = new ScoredMaterial[best.Length];
            var count = snapshot.Reader.Top(snapshot.Plan(query, mode, bestOnly: true).Query, scored, cancellationToken);
            for (var i = 0; i < count; i++)
            {
                best[i] = (scored[i].Id, scored[i].Score);
            }

            return count;
        }
        catch (Exception e) when (IndexDamage.Is(e))
        {
            throw IndexDamage.ToldOf(e);
        }
        finally
        {
            snapshot.Release();
        }
    }

    /// <summary>How the passages of a material come to the scores that <see cref="Search"/> ranks them by, the best first.</summary>
    /// <param name="query">The question in the query language.</param>
    /// <param name="mode">How plain words combine.</param>
    /// <param name="id">Id of the material.</param>
    /// <param name="cancellationToken">Ends it between two passages.</param>
    /// <returns>The best twenty of those that match; null when the library doesn't have the material.</returns>
    public IReadOnlyList<PassageScore>? Explain(
        string query, SearchMode mode, string id, CancellationToken cancellationToken = default) => Using(snapshot =>
    {
        if (!snapshot.Reader.Contains(id))
        {
            return null;
        }

        var plan = snapshot.Question(query, mode).Whole(cancellationToken);
        var look = new SecondLook(snapshot, plan, query);
        var telling = new ScoreTelling(snapshot.Reader, plan.Query, look);
        var matching = new List<(int Passage, float Score)>();
        for (var passage = 0; snapshot.Reader.Explain(plan.Query, id, passage) is { } explained; passage++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (explained.Matches)
            {
                matching.Add((passage, explained.Value));
            }
        }

        return (IReadOnlyList<PassageScore>)
        [
            .. matching.OrderByDescending(m => m.Score).ThenBy(m => m.Passage)
                .Take(MostExplained)
                .Select(m =>
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    return new PassageScore(m.Passage, telling.Of(id, m.Passage, m.Score));
                })
                .OrderByDescending(s => s.Score.Value)
                .ThenBy(s => s.Ordinal),
        ];
    });

    /// <summary>A material with everything that was understood of it; null when the library doesn't have it.</summary>
    public LibraryMaterial? Find(string id) => Using(snapshot =>
        ReadMaterial(snapshot, id) is { } material ? new LibraryMaterial(material, ReadCard(snapshot, id).Path) : null);

    /// <summary>True when the library has the material.</summary>
    public bool Contains(string id) => Using(snapshot => snapshot.Reader.Contains(id));

    /// <summary>The text of a material and nothing else of it, which costs little; null when the library doesn't have it.</summary>
    internal string? TextOf(string id) => Using(snapshot =>
    {
        if (snapshot.Reader.ReadMaterial(id, StoredField.Whole) is not { } stored)
        {
            return null;
        }

        var json = new Utf8JsonReader(stored);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isText = json.ValueTextEquals("text"u8);
            json.Read();
            if (isText)
            {
                return json.GetString();
            }

            json.Skip();
        }

        throw new InvalidDataException($"The index holds a material without its text for {id}. Build it anew with 'kb build --rebuild'.");
    });

    /// <summary>All stretches of a text that a query's positive words and strings match, in order and not overlapping.</summary>
    /// <param name="query">The question in the query language.</param>
    /// <param name="text">Any text, for example a whole material's.</param>
    public IReadOnlyList<TextSpan> Highlights(string query, string text) =>
        Using(s => s.Highlighter(s.Plan(query, SearchMode.Best)).Find(text));

    /// <summary>All families of copies, those of the earliest originators first.</summary>
    /// <param name="skip">Families to pass over.</param>
    /// <param name="take">Families to return at most.</param>
    /// <returns>How many there are in all, and those asked for.</returns>
    public (int Total, IReadOnlyList<MaterialFamily> Families) Families(int skip = 0, int take = int.MaxValue) =>
        Using(snapshot => (snapshot.Families.All.Count, Families(snapshot, snapshot.Families.All.Skip(skip).Take(take))));

    /// <summary>Other versions of a material's text, the earliest first, undated ones last: copies, extracts and collections.</summary>
    /// <param name="id">Id of the material, which is not among them.</param>
    public IReadOnlyList<MaterialVersion> VersionsOf(string id) => Using(snapshot => (IReadOnlyList<MaterialVersion>)
    [
        .. snapshot.Families.VersionsOf(id)
            .Where(v => snapshot.Reader.Contains(v.Key))
            .Select(v => new MaterialVersion(Line(snapshot, v.Key), v.Value))
            .OrderBy(v => v.Material.Date ?? (v.Material.Year is { } year ? new DateOnly(year, 12, 31) : DateOnly.MaxValue))
            .ThenBy(v => v.Material.Id, StringComparer.Ordinal),
    ]);

    /// <summary>
    /// Pairs of different materials that share more than a formula, those that share most first. A material is in at most three pairs with
    /// earlier ones, and two texts are in one pair, however many copies there are of either. <see cref="Overlap"/> tells what a pair
    /// shares.
    /// </summary>
    public IReadOnlyList<SharedPair> SharedPairs() => Using(snapshot => snapshot.SharedPairs.All);

    /// <summary>
    /// What two materials share, stretch by stretch; null when the library doesn't have one of them, and when they share nothing but
    /// formulas.
    /// </summary>
    public MaterialOverlap? Overlap(string first, string second) => Using(snapshot =>
        ReadMaterial(snapshot, first) is { } one && ReadMaterial(snapshot, second) is { } other ? OverlapOf(snapshot, one, other) : null);

    /// <summary>
    /// Other materials, not copies, that a material shares passages with, those that share most beside formulas first.
    /// </summary>
    /// <param name="id">Id of the material, which is the first in every overlap.</param>
    /// <param name="count">How many to return at most, 1 to 100.</param>
    /// <param name="cancellationToken">Looked at for each material that is compared.</param>
    public IReadOnlyList<MaterialOverlap> OverlapsOf(string id, int count = 5, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, 100);
        return Using(snapshot =>
        {
            // What two texts share is known of one pair of their copies.
            var text = snapshot.Families.TextOf(id);
            var others = text
                .SelectMany(copy => snapshot.SharedPairs.Of(copy).Select(p => (Other: p.First == copy ? p.Second : p.First, p.Characters)))
                .Where(o => !text.Contains(o.Other, StringComparer.Ordinal))
                .OrderByDescending(o => o.Characters)
                .Select(o => o.Other)
                .Distinct(StringComparer.Ordinal)
                .Take(count * OverlapsCompared)
                .ToArray();
            return others.Length > 0 && ReadMaterial(snapshot, id) is { } material
                ? (IReadOnlyList<MaterialOverlap>)
                [
                    .. others
                        .Select(other =>
                        {
                            cancellationToken.ThrowIfCancellationRequested();
                            return ReadMaterial(snapshot, other) is { } found ? OverlapOf(snapshot, material, found) : null;
                        })
                        .OfType<MaterialOverlap>()
                        .OrderByDescending(o => o.Stretches.Sum(s => s.First.Length))
                        .Take(count),
                ]
                : [];
        });
    }

    /// <summary>What is in the library as a whole.</summary>
    public LibraryOverview Overview() => Using(snapshot => snapshot.Overview);

    /// <summary>The themes of the taxonomy with what the library has on each, in the order of the taxonomy.</summary>
    public IReadOnlyList<ThemeOverview> Themes() => Using(snapshot => snapshot.ThemeOverviews);

    /// <summary>The names of the themes of the taxonomy, by id.</summary>
    public IReadOnlyDictionary<string, string> ThemeNames() => Using(snapshot => snapshot.Themes.Names);

    /// <summary>The id of the theme that goes by an id or a name; null where none does.</summary>
    public string? ThemeOf(string idOrName) => Using(snapshot => snapshot.Themes.Resolve(idOrName));

    /// <summary>Names of themes of the taxonomy that may be meant by one that it doesn't have.</summary>
    public IReadOnlyList<string> ThemesNear(string name) => Using(snapshot => FilterPlanner.ThemesNear(snapshot.Themes, name).ToArray());

    /// <summary>The glossary that the library was built with.</summary>
    public Glossary Glossary => Using(snapshot => snapshot.Glossary);

    /// <summary>
    /// How many materials hold exactly this string: the one figure of <see cref="CountWording"/> that a draft check needs.
    /// </summary>
    internal int CountMaterials(string text, CancellationToken cancellationToken) => Using(snapshot =>
        FoldedText.Fold(text) is { Length: > 0 } folded
        ? snapshot.Reader.Search(new EngineSearch { Query = EngineTerms.Literal(folded), Take = 0 }, cancellationToken).Materials
        : 0);

    /// <summary>How often exactly this string stands in the library, per year, genre and tier.</summary>
    public WordingStatistics CountWording(string text, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Using(snapshot =>
        {
            var folded = FoldedText.Fold(text);
            if (folded.Length == 0)
            {
                return new WordingStatistics
                {
                    Text = text,
                    Materials = 0,
                    Passages = 0,
                    Occurrences = 0,
                    ByYear = [],
                    ByGenre = [],
                    ByTier = []
                };
            }

            var query = EngineTerms.Literal(folded);
            var materials = snapshot.Reader.Search(new EngineSearch { Query = query, Take = 0 }, cancellationToken);
            var genres = snapshot.Reader.CountOccurrences(query, PassageField.Genre, cancellationToken);
            var stock = snapshot.Figures;
            var years = snapshot.Reader.CountOccurrences(query, PassageField.Year, cancellationToken)
                .Where(c => c.Value.Length > 0)
                .Select(c => (Year: int.Parse(c.Value, CultureInfo.InvariantCulture), Count: c))
                .OrderBy(c => c.Year)
                .ToArray();
            return new WordingStatistics
            {
                Text = text,
                Materials = materials.Materials,
                Passages = materials.Passages,
                Occurrences = genres.Sum(g => g.Occurrences),
                PerMillion = stock.All.PerMillion(genres.Sum(g => g.Occurrences)),
                ByYear = [.. years.Select(y => Counted(y.Count, stock.ByYear.GetValueOrDefault(y.Year)))],
                ByGenre = InOrder(genres, Genres.All, stock.ByGenre),
                ByTier = InOrder(
                    snapshot.Reader.CountOccurrences(query, PassageField.Tier, cancellationToken), Tiers.All, stock.ByTier),
                FirstYear = years.Length == 0 ? null : years[0].Year,
                LastYear = years.Length == 0 ? null : years[^1].Year,
            };
        });
    }

    /// <summary>Closes the library; searches under way end undisturbed.</summary>
    public void Dispose()
    {
        _meaning?.Dispose();
        _current.Release();
    }

    /// <summary>Makes a state that is to be shown as ready as the present one is.</summary>
    /// <exception cref="LibraryException">It cannot be read; it is closed.</exception>
    private void MakeReady(LibrarySnapshot newest)
    {
        try
        {
            using var enough = new CancellationTokenSource(LongestReadying);
            newest.MakeReadyAs(_current, Ask, enough.Token);

            void Ask(string query, SearchMode mode)
            {
                try
                {
                    new Library(newest, meaning: null, materials: null).Search(
                        new SearchRequest { Query = query, Mode = mode, ByMeaning = false }, enough.Token);
                }
                catch (Exception e) when (e is not (LibraryException or OperationCanceledException))
                {
                    // Whoever asks it is told. It must not keep everybody from the new state.
                }
            }
        }
        catch (OperationCanceledException)
        {
            // It is ready enough.
        }
        catch (Exception e) when (IndexDamage.Is(e))
        {
            newest.Release();
            throw IndexDamage.ToldOf(e);
        }
        catch (LibraryException)
        {
            newest.Release();
            throw;
        }
    }

    private Library Alone(LibrarySnapshot snapshot) => new(snapshot, _meaning?.Of(snapshot), materials: null);

    private static WordingCount[] InOrder(
        IReadOnlyList<OccurrenceCount> counts, IReadOnlyList<string> order, IReadOnlyDictionary<string, StockSize> stock) =>
    [
        .. order.SelectMany(value => counts.Where(c => c.Value == value)).Select(c => Counted(c, stock.GetValueOrDefault(c.Value))),
    ];

    private static WordingCount Counted(OccurrenceCount count, StockSize stock) =>
        new(count.Value, count.Passages, count.Occurrences, stock.PerMillion(count.Occurrences));

    private static EngineResult Find(
        LibrarySnapshot snapshot,
        SearchRequest request,
        QueryPlan plan,
        FacetChoice[] choices,
        OriginChoices? origins,
        CancellationToken cancellationToken) =>
        new SecondLook(snapshot, plan, request.Query).Search(Searched(snapshot, request, plan, choices, origins), cancellationToken);

    /// <summary>What a request asks of the engine.</summary>
    private static EngineSearch Searched(
        LibrarySnapshot snapshot, SearchRequest request, QueryPlan plan, FacetChoice[] choices, OriginChoices? origins)
    {
        var together = request.Copies == CopyListing.Together || (request.Copies == CopyListing.AsAsked && !plan.IsLiteral);
        var ranked = request.Sort == SearchSort.Relevance && plan.Ranks;
        return new EngineSearch
        {
            Query = Among(snapshot.Since(plan.Query, request.Since), request.Among),
            Choices = [.. choices.Where(c => c.Values.Count > 0), .. origins?.Choices ?? []],
            Sort = request.Sort switch
            {
                SearchSort.Oldest => EngineSort.Oldest,
                _ when ranked => EngineSort.Score,
                _ => EngineSort.Newest,
            },
            Skip = (int)Math.Min((request.Page - 1L) * request.Size, int.MaxValue),
            Take = request.Size,
            PassagesPerMaterial = request.PassagesPerMaterial,
            Facets = request.WithFacets ? [.. choices.Select(c => c.Field), .. OriginChoices.Fields] : [],
            Texts = (together, ranked) switch
            {
                (false, _) => TextListing.Apart,
                (true, true) => TextListing.EarliestFirst,
                (true, false) => TextListing.Together,
            },
        };
    }

    private static EngineQuery Among(EngineQuery query, IReadOnlyList<string>? materials) =>
        materials is null ? query : new BooleanQuery { Must = [query], Filter = [new OfMaterialsQuery(materials)] };

    private static FacetChoice[] Choices(LibrarySnapshot snapshot, SearchRequest request) =>
    [
        new(PassageField.Theme, [.. request.Themes.Select(snapshot.Themes.Resolve).OfType<string>()]),
        new(PassageField.Genre, request.Genres),
        new(PassageField.Year, [.. request.Years.Select(y => y.ToString(CultureInfo.InvariantCulture))]),
        new(PassageField.Tier, request.Tiers),
    ];

    /// <summary>What was chosen of units and places; null where nothing was and none are counted: their names are not read then.</summary>
    private static OriginChoices? OriginsOf(LibrarySnapshot snapshot, SearchRequest request) =>
        request.WithFacets || request.Sectors.Count + request.Regions.Count + request.Units.Count > 0
            ? new OriginChoices(snapshot.Origins, request.Sectors, request.Regions, request.Units)
            : null;

    /// <summary>A material; null when the library doesn't have it. Within <see cref="Read"/> it is parsed once.</summary>
    internal Material? ReadMaterial(LibrarySnapshot snapshot, string id)
    {
        if (_materials is null)
        {
            return Parse(snapshot, id);
        }

        if (!_materials.TryGetValue(id, out var material))
        {
            _materials.Add(id, material = Parse(snapshot, id));
        }

        return material;
    }

    private static Material? Parse(LibrarySnapshot snapshot, string id) =>
        snapshot.Reader.Stored(id, StoredField.Whole, StoredJson.Compact.Material);

    private static MaterialFamily[] Families(LibrarySnapshot snapshot, IEnumerable<DuplicateFamily> families)
    {
        var lines = new Dictionary<string, MaterialLine>(StringComparer.Ordinal);
        return [.. families.Select(f =>
            new MaterialFamily(
                LineOf(f.Originator),
                [.. f.Copies.Select(c => new MaterialCopy(LineOf(c.Id), c.Kind, c.ShareOfCopy, c.ShareOfOriginator))]))];

        MaterialLine LineOf(string id)
        {
            if (!lines.TryGetValue(id, out var line))
            {
                lines.Add(id, line = Line(snapshot, id));
            }

            return line;
        }
    }

    private static MaterialOverlap? OverlapOf(LibrarySnapshot snapshot, Material first, Material second)
    {
        var (stretches, formulas) = SharedTexts.Of(snapshot, first, second);
        return stretches.Count == 0
            ? null
            : new MaterialOverlap(Line(snapshot, first.Id), Line(snapshot, second.Id), stretches, formulas);
    }

    /// <summary>What lists name a material by.</summary>
    internal static MaterialLine Line(LibrarySnapshot snapshot, string id) => Line(ReadCard(snapshot, id));

    /// <summary>What lists name a material by.</summary>
    internal static MaterialLine Line(StoredCard card) =>
        new(card.Id, card.Title, card.Path, card.Date, card.Year, card.Issuer, card.Source, card.Access);

    internal static StoredCard ReadCard(LibrarySnapshot snapshot, string id) =>
        snapshot.Cards.Find(id)
        ?? throw new InvalidDataException(
            $"The index holds passages or a family of {id} without its card. Build it anew with 'kb build --rebuild'.");

    internal static MaterialHit Hit(LibrarySnapshot snapshot, EngineMaterial found, Highlighter? highlighter)
    {
        var card = ReadCard(snapshot, found.Id);
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
            Access = card.Access,
            Themes = card.Themes,
            Passages = [.. found.Best.Select(p => Passage(snapshot, p, highlighter))],
            MatchingPassages = found.Matching,
            CopyCount = found.Others.Count,
            Copies = [.. found.Others.Take(MaterialHit.MostCopies).Select(o => Line(snapshot, o.Id))],
            CopyOf = snapshot.Families.TextOf(card.Id)[0] is var first && first != card.Id && snapshot.Cards.Find(first) is { } copied
                ? Line(copied)
                : null,
        };
    }

    internal static PassageHit Passage(LibrarySnapshot snapshot, EnginePassage found, Highlighter? highlighter)
    {
        var stored = StoredPassage.Read(found.Stored);
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
        catch (Exception e) when (IndexDamage.Is(e))
        {
            throw IndexDamage.ToldOf(e);
        }
        finally
        {
            snapshot.Release();
        }
    }

    /// <summary>
    /// The present snapshot, kept open until it is released; a refresh may have closed the one just looked at, then the next one is there.
    /// </summary>
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
