using System.Globalization;
using KnowledgeBase.Retrieval.Catalogs;
using KnowledgeBase.Retrieval.Engines;
using KnowledgeBase.Retrieval.Indexing;
using KnowledgeBase.Retrieval.Queries;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.Suggestions;
using KnowledgeBase.Text;
using KnowledgeBase.Understanding.Facts;
using KnowledgeBase.Understanding.Practices;

namespace KnowledgeBase.Retrieval.Views;

/// <summary>A question as it is put to a snapshot: planned, its filters resolved, and all passages that match.</summary>
internal sealed class ViewQuery
{
    private readonly LibrarySnapshot _snapshot;
    private readonly ViewRequest _typed;
    private readonly ViewRequest _request;
    private readonly List<string> _warnings;
    private readonly string _asked;
    private readonly PlannedQuestion _question;

    /// <param name="snapshot">The commit.</param>
    /// <param name="typed">What is asked.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="ofActors">Whether tier, sector and place are those of units that acted.</param>
    public ViewQuery(LibrarySnapshot snapshot, ViewRequest typed, CancellationToken cancellationToken, bool ofActors = false)
    {
        var request = ofActors ? ActorFields.AsFilters(typed, snapshot.Catalog) : typed;
        _snapshot = snapshot;
        (_typed, _request) = (typed, request);
        _asked = request.Query;
        _question = snapshot.Question(_asked, request.Mode);
        Plan = _question.Whole(cancellationToken);
        var findsNothing = !_question.Finds(cancellationToken);
        DidYouMean = LibrarySuggestions.SlipsIn(snapshot, _asked, request.Mode, request.Page, findsNothing, cancellationToken);
        _warnings = [];
        if (LibrarySuggestions.ToMend(snapshot, DidYouMean, _asked, findsNothing, cancellationToken) is { } mended
            && snapshot.Question(mended, request.Mode) is var meant && meant.Finds(cancellationToken))
        {
            (_question, Plan, _asked) = (meant, meant.Whole(cancellationToken), mended);
            _warnings.Add(LibrarySuggestions.Mended(DidYouMean));
        }

        DidYouMean = [.. DidYouMean, .. NearFigures.Of(snapshot, _asked, request.Mode, request.Page, request.Size, cancellationToken)];
        _warnings.AddRange(Plan.Warnings);
        Terms = TermsOf(Plan);
    }

    public QueryPlan Plan { get; }

    /// <summary>The question that is answered: as it was typed, or as it was meant.</summary>
    public string Asked => _asked;

    public LibraryCatalog Catalog => _snapshot.Catalog;

    /// <summary>The folded words and strings that are looked for, without those that are a part of another one.</summary>
    public IReadOnlyList<string> Terms { get; }

    /// <summary>What passages must match: the plan, and when their materials came.</summary>
    public EngineQuery Matching => _snapshot.Since(Plan.Query, _request.Since);

    /// <summary>The question as it was understood, part by part.</summary>
    public IReadOnlyList<QueryPart> Understood =>
        _request.Mode is SearchMode.Phrase or SearchMode.Literal ? QueryParts.OfString(_asked)
            : QueryParts.Of(_asked == _request.Query ? _typed.Query : _asked);

    /// <summary>Slips in the question, on the first page.</summary>
    public IReadOnlyList<DidYouMean> DidYouMean { get; }

    /// <summary>What was odd in the question.</summary>
    /// <param name="total">How many entries were found: of a question that finds none it is said which of its values nothing has.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public IReadOnlyList<string> Warnings(int total, CancellationToken cancellationToken) =>
    [
        .. _warnings, .. total == 0 ? LibrarySuggestions.UnknownValues(_snapshot, _typed.Query, cancellationToken) : [],
    ];

    /// <summary>Whether there is anything to rank by.</summary>
    public bool Ranks => Plan.Ranks && _request.Sort == ViewSort.Relevance;

    /// <summary>The materials of the catalog with passages that match, and those passages.</summary>
    public IEnumerable<(int Material, ArraySegment<PassageMatch> Passages)> Matches(CancellationToken cancellationToken)
    {
        var matches = _request.Since is null
            ? _question.Matches(cancellationToken)
            : _snapshot.Reader.Matches(Matching, cancellationToken);
        foreach (var (id, start, count) in matches.Materials)
        {
            if (Catalog.Find(id) is { } material)
            {
                yield return (material, new ArraySegment<PassageMatch>(matches.Passages, start, count));
            }
        }
    }

    /// <summary>Whether what stands in several versions of one text is one entry: not where every place of a string is wanted.</summary>
    public bool FoldsCopies => _request.Copies == CopyListing.Together || (_request.Copies == CopyListing.AsAsked && !Plan.IsLiteral);

    /// <summary>What was found, folded as the request wants it.</summary>
    public FoundEntries Folded(List<FoundEntry> found, Func<CatalogCopies, IReadOnlyDictionary<int, (int First, int Rank)>> copies) =>
        new(found, FoldsCopies && found.Count > 1 ? copies(_snapshot.Copies) : null);

    /// <summary>The other versions of an entry as the answer names them.</summary>
    public IReadOnlyList<EntryCopy> CopiesOf(FoundEntries entries, FoundEntry entry, Func<FoundEntry, int> numberOf) =>
    [
        .. entries.OthersOf(entry).Select(other => new EntryCopy(
            Library.Line(_snapshot, Catalog.Materials[other.Material].Id), numberOf(other))),
    ];

    /// <summary>Where nothing was found: what is without each of the filters.</summary>
    /// <param name="total">How much was found.</param>
    /// <param name="count">How much another request finds.</param>
    public IReadOnlyList<FilterHint> WithoutFilters(int total, Func<ViewRequest, int> count) => total == 0 && _request.Page == 1
        ? FilterHints.Of(_typed, without => count((ViewRequest)without with { Size = 1 }))
        : [];

    /// <summary>Adds what is to be said to the answer.</summary>
    public void Warn(string warning) => _warnings.Add(warning);

    /// <summary>The best score among the passages of a stretch of a material; null when none of them matches.</summary>
    /// <param name="passages">Those of the material that match, in its order.</param>
    /// <param name="first">The first passage of the stretch.</param>
    /// <param name="last">The last one.</param>
    public static float? BestOf(ArraySegment<PassageMatch> passages, int first, int last)
    {
        var (low, high) = (0, passages.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = passages[middle].Passage < first ? (middle + 1, high) : (low, middle);
        }

        float? best = null;
        for (; low < passages.Count && passages[low].Passage <= last; low++)
        {
            best = passages[low].Score <= best ? best : passages[low].Score;
        }

        return best;
    }

    /// <summary>How many of the terms stand in a folded text, as a share of all; 0 where there are none.</summary>
    public double ShareIn(string folded)
    {
        var held = 0;
        foreach (var term in Terms)
        {
            held += folded.Contains(term, StringComparison.Ordinal) ? 1 : 0;
        }

        return Terms.Count == 0 ? 0 : (double)held / Terms.Count;
    }

    /// <summary>Orders by what the request asks for; where that is the score, by the score, and equal ones newest first.</summary>
    public int Compare(int material, float score, int otherMaterial, float otherScore)
    {
        var (date, other) = (Catalog.Materials[material].Date, Catalog.Materials[otherMaterial].Date);
        if (_request.Sort == ViewSort.Oldest)
        {
            // What has no date comes last.
            return (date == 0 ? int.MaxValue : date).CompareTo(other == 0 ? int.MaxValue : other);
        }

        var byScore = Ranks ? otherScore.CompareTo(score) : 0;
        return byScore != 0 ? byScore : other.CompareTo(date);
    }

    /// <summary>What an entry shows of its material.</summary>
    public MaterialHeader Header(int material) => Header(_snapshot, Catalog.Materials[material].Id);

    /// <summary>What an entry shows of its material.</summary>
    public static MaterialHeader Header(LibrarySnapshot snapshot, string id) => Header(Library.ReadCard(snapshot, id));

    /// <summary>What an entry shows of its material.</summary>
    public static MaterialHeader Header(StoredCard card) =>
        new(Library.Line(card), card.TitleInferred, card.Genre, card.Tier, card.Regions, card.Sector);

    /// <summary>Adds the properties of materials, which all views have.</summary>
    public void AddFacts(FacetTally tally)
    {
        tally.Add("genre", Catalog.Genre, ofMaterial: true, Choice("文种", Catalog.Genre, _request.Genres, Known(Materials.Genres.All)));
        tally.Add("year", Catalog.Year, ofMaterial: true, Choice(
            "年份", Catalog.Year, [.. _request.Years.Select(y => y.ToString(CultureInfo.InvariantCulture))], year => year));
    }

    /// <summary>Adds a property whose values are themes.</summary>
    public void AddTheme(FacetTally tally, CatalogColumn column) =>
        tally.Add("theme", column, ofMaterial: false, Choice("主题", column, _request.Themes, _snapshot.Themes.Resolve));

    /// <summary>Adds tier, sector, region and unit: of the material's issuer, or of what is listed.</summary>
    public void AddOrigin(
        FacetTally tally, CatalogColumn tier, CatalogColumn sector, CatalogColumn region, CatalogColumn unit, bool ofMaterial)
    {
        tally.Add("tier", tier, ofMaterial, Choice("层级", tier, _request.Tiers, Known(Materials.Tiers.All)));
        tally.Add("sector", sector, ofMaterial, Choice("领域", sector, _request.Sectors, Sectors.Resolve));
        tally.Add("region", region, ofMaterial, Choice(
            "地区", region, _request.Regions, word => region.Find(RegionNames.NameOf(word)) is null ? null : RegionNames.NameOf(word)));
        tally.Add("unit", unit, ofMaterial, Units(unit));
    }

    /// <summary>Adds what practices alone have.</summary>
    public void AddPractice(FacetTally tally)
    {
        tally.Add("recognition", Catalog.Recognition, ofMaterial: false, Choice(
            "荣誉类别", Catalog.Recognition, _request.Recognitions, Known(RecognitionKinds.All)));
        tally.Add("figures", Catalog.Figures, ofMaterial: false, Choice(
            "数据",
            Catalog.Figures,
            _request.HasFigures is { } has ? [has ? LibraryCatalog.HasFigures : LibraryCatalog.HasNoFigures] : [],
            value => value));
        tally.Add("grade", Catalog.Grade, ofMaterial: false, Choice(
            "等级", Catalog.Grade, [.. _request.Grades.Select(g => g.ToString(CultureInfo.InvariantCulture))], grade => grade));
    }

    /// <summary>Themes that were chosen of passages, to be looked for below headings.</summary>
    public FacetNumbers Themes() => Choice("主题", Catalog.PassageTheme, _request.Themes, _snapshot.Themes.Resolve);

    /// <summary>The choices that an engine can make by itself, without the catalog.</summary>
    public IReadOnlyList<FacetChoice> Choices(OriginChoices origins) =>
    [
        .. new FacetChoice[]
        {
            new(PassageField.Theme, Resolved("主题", _request.Themes, _snapshot.Themes.Resolve)),
            new(PassageField.Genre, Resolved("文种", _request.Genres, Known(Materials.Genres.All))),
            new(PassageField.Year, [.. _request.Years.Select(y => y.ToString(CultureInfo.InvariantCulture))]),
            new(PassageField.Tier, Resolved("层级", _request.Tiers, Known(Materials.Tiers.All))),
        }.Where(c => c.Values.Count > 0),
        .. origins.Choices,
    ];

    /// <summary>What was chosen of the sectors, places and units of materials, likewise.</summary>
    public OriginChoices Origins()
    {
        var origins = new OriginChoices(_snapshot.Origins, _request.Sectors, _request.Regions, _request.Units);
        _warnings.AddRange(origins.Warnings);
        return origins;
    }

    /// <summary>Frames of headings that were chosen.</summary>
    public FacetNumbers Patterns() => Choice(
        "句式", Catalog.Frame, _request.Patterns, pattern => Catalog.Frame.Find(pattern) is null ? null : pattern);

    /// <summary>The facets as people read them.</summary>
    public IReadOnlyList<Facet> FacetsOf(FacetTally tally) => [.. tally.Dimensions.Select(FacetOf)];

    private static Func<string, string?> Known(IReadOnlyList<string> values) =>
        value => values.Contains(value, StringComparer.Ordinal) ? value : null;

    private static List<string> TermsOf(QueryPlan plan)
    {
        var terms = plan.Literals.Concat(plan.Words.Count > 0 ? plan.Words : plan.Parts)
            .Where(term => term.Length > 0)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        terms.RemoveAll(term => terms.Exists(other => other.Length > term.Length && other.Contains(term, StringComparison.Ordinal)));
        return terms;
    }

    private FacetNumbers Choice(string what, CatalogColumn column, IReadOnlyList<string> asked, Func<string, string?> resolve)
    {
        var values = Resolved(what, asked, resolve);
        return new FacetNumbers(values, [.. values.Select(column.Find).OfType<int>()]);
    }

    /// <summary>The values that are meant; what means none is said.</summary>
    private List<string> Resolved(string what, IReadOnlyList<string> asked, Func<string, string?> resolve)
    {
        var values = new List<string>();
        foreach (var word in asked)
        {
            if (resolve(word) is { } value)
            {
                values.Add(value);
            }
            else
            {
                _warnings.Add(OriginChoices.Unknown(what, word));
            }
        }

        return values;
    }

    /// <summary>Units are asked for by their names; a word that is no unit's name means all whose names hold it.</summary>
    private FacetNumbers Units(CatalogColumn column)
    {
        var numbers = new HashSet<int>();
        var values = new List<string>();
        foreach (var word in _request.Units)
        {
            var name = FoldedText.Fold(UnitNames.NameOf(word));
            var meant = Numbers(column, unit => unit == name);
            if (meant.Count == 0 && name.Length > 0)
            {
                meant = Numbers(column, unit => unit.Contains(name, StringComparison.Ordinal));
            }

            if (meant.Count == 0)
            {
                _warnings.Add(OriginChoices.Unknown("单位", word));
                continue;
            }

            numbers.UnionWith(meant);
            values.Add(meant is [var only] ? column.Values[only] : word.Trim());
        }

        return new FacetNumbers([.. values.Distinct(StringComparer.Ordinal)], numbers);
    }

    private static List<int> Numbers(CatalogColumn column, Func<string, bool> isMeant) =>
        [.. Enumerable.Range(0, column.Values.Count).Where(number => isMeant(FoldedText.Fold(column.Values[number])))];

    private Facet FacetOf(FacetTally.Dimension dimension)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < dimension.Counts.Length; i++)
        {
            if (dimension.Counts[i] > 0)
            {
                counts.Add(dimension.Column.Values[i], dimension.Counts[i]);
            }
        }

        // A chosen value stays in the list even where nothing has it any more, so that it can be taken back; a part of the names of units,
        // of which an entry has one at most, counts for all that hold it.
        foreach (var value in dimension.Choice.Values.Where(value => !counts.ContainsKey(value)))
        {
            counts.Add(value, dimension.Name == "unit" ? SumOfHolding(dimension, FoldedText.Fold(value)) : 0);
        }

        IEnumerable<string> order = dimension.Name switch
        {
            "theme" => _snapshot.Themes.Entries.Select(e => e.Id),
            "genre" => Materials.Genres.All,
            "tier" => Materials.Tiers.All,
            "sector" => Sectors.All,
            "recognition" => RecognitionKinds.All,
            "year" or "grade" => counts.Keys.OrderByDescending(v => v, StringComparer.Ordinal),
            "figures" => [LibraryCatalog.HasFigures, LibraryCatalog.HasNoFigures],
            _ => counts.OrderByDescending(c => dimension.Choice.Values.Contains(c.Key, StringComparer.Ordinal))
                .ThenByDescending(c => c.Value)
                .ThenBy(c => c.Key, StringComparer.Ordinal)
                .Select(c => c.Key)
                .Take(OriginChoices.MostValues),
        };
        return new Facet(
            dimension.Name,
            [
                .. order.Where(counts.ContainsKey).Select(value => new FacetValue(
                    value,
                    LabelOf(dimension.Name, value),
                    counts[value],
                    dimension.Choice.Values.Contains(value, StringComparer.Ordinal))),
            ]);
    }

    private static int SumOfHolding(FacetTally.Dimension units, string part) =>
        Numbers(units.Column, unit => unit.Contains(part, StringComparison.Ordinal)).Sum(number => units.Counts[number]);

    private string LabelOf(string property, string value) => (property, value) switch
    {
        ("theme", _) => _snapshot.Themes.NameOf(value),
        ("figures", LibraryCatalog.HasFigures) => "有数据",
        ("figures", _) => "无数据",
        ("grade", "3") => "可照着做",
        ("grade", "2") => "可参考",
        ("grade", _) => "仅提及",
        _ => value,
    };
}
