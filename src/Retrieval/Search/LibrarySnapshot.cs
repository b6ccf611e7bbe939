using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Catalogs;
using KnowledgeBase.Retrieval.Engines;
using KnowledgeBase.Retrieval.Indexing;
using KnowledgeBase.Retrieval.Suggestions;
using KnowledgeBase.Retrieval.Texts;
using KnowledgeBase.Text;
using KnowledgeBase.Understanding.Wordings;

namespace KnowledgeBase.Retrieval.Search;

/// <summary>
/// One commit of the index with what is made from it once. Closed when the library has moved on and the last search has ended.
/// </summary>
internal sealed class LibrarySnapshot
{
    /// <summary>Passages of a library whose texts are all held in memory when they are first asked for.</summary>
    private const int MostPassagesHeld = 400_000;

    /// <summary>Folded characters that are held, of two bytes each: some 350,000 passages.</summary>
    private const long MostCharactersHeld = 96L << 20;

    /// <summary>Terms whose passages an engine is asked for at once.</summary>
    private const int TermsAtOnce = 1_000;

    /// <summary>Questions whose plans are kept.</summary>
    private const int MostQuestions = 64;

    /// <summary>Questions of the state before that are asked of a new one before it is shown.</summary>
    private const int QuestionsAsked = 8;

    /// <summary>What was not asked for during this time is made when somebody asks again.</summary>
    private static readonly TimeSpan InUse = TimeSpan.FromMinutes(10);

    private readonly ConcurrentBag<QueryPlanner> _planners = [];
    private readonly RecentQuestions _questions = new(MostQuestions);
    private readonly MadeOnce<(LibraryOverview Overview, IReadOnlyList<ThemeOverview> Themes)> _overview;

    private readonly MadeOnce<Glossary> _glossary;
    private readonly MadeOnce<NearMissFinder> _nearMisses;
    private readonly MadeOnce<Formulas> _formulas;
    private readonly MadeOnce<WordingCatalog> _wordings;
    private readonly MadeOnce<SuggestionIndex> _suggestions;
    private readonly MadeOnce<SlipFinder> _slips;
    private readonly MadeOnce<LibraryCards> _cards;
    private readonly MadeOnce<LibraryCatalog> _catalog;
    private readonly MadeOnce<CatalogCopies> _copies;
    private readonly MadeOnce<OriginNames> _origins;
    private readonly MadeOnce<LibraryFamilies> _families;
    private readonly MadeOnce<LibrarySharedPairs> _sharedPairs;
    private readonly MadeOnce<LibraryArrivals> _arrivals;
    private readonly MadeOnce<MaterialFigures> _figures;
    private readonly MadeOnce<PassageTexts> _texts;

    // The library holds one use; at zero the reader closes.
    private int _uses = 1;

    public LibrarySnapshot(IPassageReader reader, IWordAnalyzer analyzer)
    {
        Reader = reader;
        Analyzer = analyzer;
        Themes = ThemeDirectory.FromJson(reader.UserData.GetValueOrDefault(IndexMetadata.Themes, "[]"));
        _overview = new(MakeOverview);
        _glossary = new(() => GlossaryJson.Read(reader.UserData.GetValueOrDefault(IndexMetadata.Glossary, "[]")));
        _nearMisses = new(() => new NearMissFinder(Glossary == Glossary.Default ? WordingFinder.Default : new WordingFinder(Glossary)));
        _formulas = new(() => new Formulas(reader, NearMisses.Finder, Overview.Materials));
        _wordings = new(() => new WordingCatalog(reader, Glossary));
        _suggestions = new(() => new SuggestionIndex(AllSuggestions()));
        _slips = new(() => new SlipFinder(Suggestions, WordSpelled));
        _cards = new(() => new LibraryCards(reader));
        _catalog = new(() => new LibraryCatalog(reader, Cards));
        _copies = new(() => new CatalogCopies(Catalog, reader, Families.Texts));
        _origins = new(() => new OriginNames(Cards));
        _families = new(() => new LibraryFamilies(Stored(StoredField.Families, StoredJson.Compact.StoredFamilies) ?? new([], [], [])));
        _arrivals = new(() => new LibraryArrivals(
            Stored(StoredField.Arrivals, StoredJson.Compact.DictionaryStringInt64) ?? new(StringComparer.Ordinal)));
        _figures = new(() => new MaterialFigures(Cards));
        _texts = new(() =>
            PassageTexts.Read(reader, new EveryPassageQuery(), MostCharactersHeld, CancellationToken.None) is { IsCut: false } all
                ? all
                : PassageTexts.TooMany);
        _sharedPairs = new(() =>
            new LibrarySharedPairs(Stored(StoredField.SharedPairs, StoredJson.Compact.StoredSharedPairs) ?? new([], [])));
    }

    public IPassageReader Reader { get; }

    /// <summary>Cuts text into words, the owner's among them.</summary>
    public IWordAnalyzer Analyzer { get; }

    public ThemeDirectory Themes { get; }

    /// <summary>The glossary that the index was made with.</summary>
    public Glossary Glossary => _glossary.Value;

    /// <summary>Finds the formulations of that glossary in a text, and what is almost one.</summary>
    public NearMissFinder NearMisses => _nearMisses.Value;

    /// <summary>Tells what everybody writes.</summary>
    public Formulas Formulas => _formulas.Value;

    /// <summary>The formulations of the library.</summary>
    public WordingCatalog Wordings => _wordings.Value;

    /// <summary>What there is to suggest.</summary>
    public SuggestionIndex Suggestions => _suggestions.Value;

    /// <summary>What is nearly that.</summary>
    public SlipFinder Slips => _slips.Value;

    /// <summary>What lists show of every material.</summary>
    public LibraryCards Cards => _cards.Value;

    /// <summary>What lists of passages, practices and headings are made of.</summary>
    public LibraryCatalog Catalog => _catalog.Value;

    /// <summary>Which of that stands in several versions of one text.</summary>
    public CatalogCopies Copies => _copies.Value;

    /// <summary>The units and places that materials are of.</summary>
    public OriginNames Origins => _origins.Value;

    public LibraryOverview Overview => _overview.Value.Overview;

    public IReadOnlyList<ThemeOverview> ThemeOverviews => _overview.Value.Themes;

    /// <summary>Which materials are copies of which.</summary>
    public LibraryFamilies Families => _families.Value;

    /// <summary>Which different materials share passages.</summary>
    public LibrarySharedPairs SharedPairs => _sharedPairs.Value;

    /// <summary>When each material first came into the library.</summary>
    public LibraryArrivals Arrivals => _arrivals.Value;

    /// <summary>What every material is counted by.</summary>
    public MaterialFigures Figures => _figures.Value;

    /// <summary>What one material is counted by, without reading all others for it.</summary>
    public MaterialFigure FigureOf(string id) =>
        _figures.TryGet(out var all) ? all[id] : MaterialFigures.Of(Library.ReadCard(this, id));

    /// <summary>
    /// The texts of all passages that hold a folded string, and perhaps of others. All texts of a library are held once they were needed;
    /// of one too large for that, those that hold the string are read each time.
    /// </summary>
    public PassageTexts TextsHolding(string folded, CancellationToken cancellationToken) =>
        Reader.PassageCount <= MostPassagesHeld && _texts.Value is { IsCut: false } all
            ? all
            : PassageTexts.Read(Reader, EngineTerms.Literal(folded), MostCharactersHeld, cancellationToken);

    /// <summary>
    /// Reads what the snapshot keeps of its index, which is otherwise read when it is first asked for: an index that cannot be used shows
    /// it now, and not to whoever asks first.
    /// </summary>
    public void ReadWhatIsReadOnce() => _ = (Overview, Glossary, Families, SharedPairs, Catalog, Origins, Arrivals, Figures);

    /// <summary>
    /// Makes what people use of the state before this one, so that nobody waits for it who asks this one: what is kept once it was needed,
    /// as far as somebody has asked for it lately, and the last questions.
    /// </summary>
    /// <param name="before">The state before, which is still searched meanwhile.</param>
    /// <param name="ask">Asks this state a question.</param>
    /// <param name="enough">
    /// Ends it: what is begun then is finished, where it cannot be broken off, and the rest is made when it is asked for.
    /// </param>
    public void MakeReadyAs(LibrarySnapshot before, Action<string, SearchMode> ask, CancellationToken enough)
    {
        foreach (var (own, former) in All.Zip(before.All))
        {
            if (enough.IsCancellationRequested)
            {
                return;
            }

            if (former.IsInUse(InUse))
            {
                own.MakeAs(former);
            }
        }

        foreach (var (query, mode) in before._questions.Last(QuestionsAsked).Reverse())
        {
            if (enough.IsCancellationRequested)
            {
                return;
            }

            ask(query, mode);
        }
    }

    /// <summary>
    /// Gives back the memory of what nobody needs who goes on paging through a state that is no longer the newest. Who needs it all the
    /// same has it made again.
    /// </summary>
    public void ForgetWhatPagesDoNotNeed()
    {
        foreach (var made in (Preparable[])[_texts, _slips, _suggestions, _formulas, _nearMisses, _wordings])
        {
            made.Forget();
        }
    }

    /// <summary>Keeps the snapshot open until <see cref="Release"/>; false when it is closed already.</summary>
    public bool TryAcquire()
    {
        for (var uses = Volatile.Read(ref _uses); uses > 0; uses = Volatile.Read(ref _uses))
        {
            if (Interlocked.CompareExchange(ref _uses, uses + 1, uses) == uses)
            {
                return true;
            }
        }

        return false;
    }

    public void Release()
    {
        if (Interlocked.Decrement(ref _uses) == 0)
        {
            Reader.Dispose();
        }
    }

    /// <summary>A question, with what is made of it once.</summary>
    public PlannedQuestion Question(string query, SearchMode mode) =>
        _questions.Of(query, mode, () => new PlannedQuestion(this, query, mode));

    /// <summary>Plans a query.</summary>
    public QueryPlan Plan(
        string query, SearchMode mode, bool bestOnly = false, SpreadMaterials? spread = null, bool unquotes = false)
    {
        var started = Stopwatch.GetTimestamp();
        var planner = _planners.TryTake(out var spare) ? spare : new QueryPlanner(Analyzer, Themes, Reader);
        try
        {
            return planner.Plan(query, mode, bestOnly, spread, unquotes);
        }
        finally
        {
            _planners.Add(planner);
            SearchTimings.Note(SearchTimings.Plan, started);
        }
    }

    /// <summary>
    /// A query for those of the passages alone whose materials came into the library at a time or after it; all without one.
    /// </summary>
    public EngineQuery Since(EngineQuery query, DateTimeOffset? time)
    {
        if (time is not { } since || Arrivals.AllCameSince(since))
        {
            return query;
        }

        string[] materials = [.. Arrivals.Since(since)];
        return materials.Length == 0
            ? new NothingQuery()
            : new BooleanQuery { Must = [query], Filter = [new OfMaterialsQuery(materials)] };
    }

    /// <summary>Finds in texts what the plan looked for.</summary>
    public Highlighter Highlighter(QueryPlan plan) => new(plan.Literals, plan.Words, plan.Parts, plan.Patterns, Analyzer);

    /// <summary>What a material of the library is about; null when it says nothing that stands elsewhere.</summary>
    public Likeness? LikenessOf(Material material) => Likeness.Of(
        Reader,
        Analyzer,
        PassageUnit.Of(material).Select(unit => material.Text[unit.Start..unit.End]),
        isOfLibrary: true);

    /// <summary>A facet as people read it: names for ids, in the order that its field has.</summary>
    public Facet Facet(
        PassageField field, IReadOnlyDictionary<PassageField, IReadOnlyList<EngineFacetValue>> counted, IReadOnlyList<string> selected)
    {
        var counts = counted.TryGetValue(field, out var values)
            ? values.ToDictionary(v => v.Value, v => v.Materials, StringComparer.Ordinal)
            : new Dictionary<string, int>(StringComparer.Ordinal);

        // A chosen value stays on the page even where nothing has it any more, so that it can be taken back.
        foreach (var value in selected)
        {
            counts.TryAdd(value, 0);
        }

        counts.Remove("");
        IEnumerable<string> order = field switch
        {
            PassageField.Theme => Themes.Entries.Select(e => e.Id).Where(counts.ContainsKey),
            PassageField.Genre => Genres.All.Where(counts.ContainsKey),
            PassageField.Tier => Tiers.All.Where(counts.ContainsKey),
            _ => counts.Keys.OrderByDescending(k =>
                int.TryParse(k, NumberStyles.Integer, CultureInfo.InvariantCulture, out var year) ? year : 0),
        };
        var listed = order.ToList();
        listed.AddRange(counts.Keys.Except(listed, StringComparer.Ordinal).Order(StringComparer.Ordinal));
        return new Facet(
            Name(field),
            [.. listed.Select(v =>
                new FacetValue(
                    v, field == PassageField.Theme ? Themes.NameOf(v) : v, counts[v], selected.Contains(v, StringComparer.Ordinal)))]);
    }

    /// <summary>The name of a facet in answers.</summary>
    public static string Name(PassageField field) => field switch
    {
        PassageField.Theme => "theme",
        PassageField.Genre => "genre",
        PassageField.Year => "year",
        PassageField.Tier => "tier",
        PassageField.Sector => "sector",
        PassageField.Region => "region",
        PassageField.Issuer => "unit",
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, "is no facet"),
    };

    /// <summary>All that is made once, what others are made of first.</summary>
    private Preparable[] All =>
    [
        _glossary, _overview, _cards, _families, _sharedPairs, _arrivals, _figures, _origins, _catalog, _copies, _nearMisses, _wordings,
        _suggestions, _slips, _formulas, _texts,
    ];

    private IEnumerable<Suggestion> AllSuggestions()
    {
        (PassageField Field, SuggestionKind Kind)[] fields =
        [
            (PassageField.PracticeName, SuggestionKind.Practice), (PassageField.Issuer, SuggestionKind.Unit),
            (PassageField.Actor, SuggestionKind.Unit), (PassageField.WholeHeading, SuggestionKind.Heading),
        ];
        string[] terms =
        [
            .. Lexicon.Default.WithUserWords(Reader.UserData.GetValueOrDefault(IndexMetadata.UserWords, "").Split('\n'))
                .Terms.Select(t => t.Text),
        ];
        var all = Reader.Search(
            new EngineSearch { Query = new EveryPassageQuery(), Take = 0, Facets = [.. fields.Select(f => f.Field)] });
        return
        [
            .. ThemeOverviews.Select(t => new Suggestion(t.Name, SuggestionKind.Theme, t.Passages)),
            .. terms.Chunk(TermsAtOnce)
                .SelectMany(some => some.Zip(
                    Reader.DocumentFrequencies(PassageField.Words, [.. some.Select(t => EngineTerms.OfWord(FoldedText.Fold(t)))])))
                .Select(t => new Suggestion(t.First, SuggestionKind.Term, t.Second)),
            .. Wordings.Entries.Select(w => new Suggestion(w.Text, SuggestionKind.Wording, w.Passages)),
            .. fields.SelectMany(f => all.Facets[f.Field].Where(v => v.Value.Length > 0)
                .Select(v => new Suggestion(v.Value, f.Kind, v.Passages))),
        ];
    }

    /// <summary>The word that is spelled so and stands in most passages; null where the library has none.</summary>
    private Suggestion? WordSpelled(string letters)
    {
        var words = WordSounds.SpelledBy(letters);
        return words.Zip(Reader.DocumentFrequencies(PassageField.Words, [.. words.Select(EngineTerms.OfWord)]))
            .Where(w => w.Second > 0)
            .Select(w => new Suggestion(w.First, SuggestionKind.Term, w.Second))
            .MaxBy(w => w.Passages);
    }

    private T? Stored<T>(StoredField field, JsonTypeInfo<T> type)
        where T : class =>
        Reader.ReadLibrary(field) is { Length: > 0 } stored ? JsonSerializer.Deserialize(stored, type) : null;

    private (LibraryOverview Overview, IReadOnlyList<ThemeOverview> Themes) MakeOverview()
    {
        PassageField[] fields = [PassageField.Genre, PassageField.Tier, PassageField.Year, PassageField.Theme];
        var all = Reader.Search(new EngineSearch { Query = new EveryPassageQuery(), Take = 0, Facets = fields });
        var themes = all.Facets[PassageField.Theme].ToDictionary(v => v.Value, StringComparer.Ordinal);
        return (
            new LibraryOverview
            {
                Materials = all.Materials,
                Passages = all.Passages,
                Facets = [.. fields.Select(f => Facet(f, all.Facets, []))],
                Committed = DateTimeOffset.TryParse(
                    Reader.UserData.GetValueOrDefault(IndexMetadata.Committed),
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.RoundtripKind,
                    out var committed)
                    ? committed
                    : default,
            },
            [
                .. Themes.Entries.Select(e =>
                {
                    var found = themes.GetValueOrDefault(e.Id);
                    return new ThemeOverview(e.Id, e.Name, e.Kind, e.Parent, e.Description, found?.Materials ?? 0, found?.Passages ?? 0);
                }),
            ]);
    }
}
