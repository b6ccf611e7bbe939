using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using KnowledgeBase.Retrieval.Engines;
using KnowledgeBase.Retrieval.Indexing;
using KnowledgeBase.Text;
using KnowledgeBase.Understanding.Facts;
using KnowledgeBase.Understanding.Outline;

namespace KnowledgeBase.Retrieval.Catalogs;

/// <summary>
/// What lists of passages, practices and headings are filtered, counted and sorted by, of a whole commit, in memory: some 25 MB for 100,000
/// passages with 11,000 practices and 30,000 headings. What is shown of them is read from the index, for the page that is shown alone. Made
/// once, read by any thread.
/// </summary>
internal sealed class LibraryCatalog
{
    public const string HasFigures = "true";
    public const string HasNoFigures = "false";

    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly List<MaterialRow> _materials = [];
    private readonly List<PracticeRow> _practices = [];
    private readonly List<HeadingRow> _headings = [];

    /// <exception cref="EngineException">The index is damaged, or another program's.</exception>
    public LibraryCatalog(IPassageReader reader, LibraryCards cards)
    {
        var outlines = ReadAll(reader, StoredField.Outline, StoredJson.Compact.StoredOutline);
        var practices = ReadAll(reader, StoredField.Practices, StoredJson.Compact.ListStoredPractice);
        foreach (var card in cards.All)
        {
            Add(card, outlines.GetValueOrDefault(card.Id) ?? new([], []), practices.GetValueOrDefault(card.Id) ?? []);
        }
    }

    private static Dictionary<string, T> ReadAll<T>(IPassageReader reader, StoredField field, JsonTypeInfo<T> type)
        where T : class
    {
        var all = new Dictionary<string, T>(StringComparer.Ordinal);
        reader.ReadAllStored(field, type, (id, stored) => all[id] = stored);
        return all;
    }

    public IReadOnlyList<MaterialRow> Materials => _materials;

    /// <summary>Those of a material together, in the order of its text.</summary>
    public IReadOnlyList<PracticeRow> Practices => _practices;

    /// <summary>Those of a material together, in the order of its text.</summary>
    public IReadOnlyList<HeadingRow> Headings => _headings;

    /// <summary>Properties of materials.</summary>
    public CatalogColumn Genre { get; } = new();

    public CatalogColumn Year { get; } = new();

    public CatalogColumn Tier { get; } = new();

    public CatalogColumn Sector { get; } = new();

    public CatalogColumn Region { get; } = new();

    public CatalogColumn Issuer { get; } = new();

    /// <summary>Themes of passages, those of the second level with their parents.</summary>
    public CatalogColumn PassageTheme { get; } = new();

    /// <summary>Properties of practices; of tier, sector and region the actor's, and the material's where its name doesn't tell.</summary>
    public CatalogColumn PracticeTheme { get; } = new();

    public CatalogColumn PracticeTier { get; } = new();

    public CatalogColumn PracticeSector { get; } = new();

    public CatalogColumn PracticeRegion { get; } = new();

    public CatalogColumn Actor { get; } = new();

    public CatalogColumn Recognition { get; } = new();

    /// <summary>1 to 3.</summary>
    public CatalogColumn Grade { get; } = new();

    /// <summary><see cref="HasFigures"/> or <see cref="HasNoFigures"/>.</summary>
    public CatalogColumn Figures { get; } = new();

    /// <summary>The frame of headings (<see cref="HeadingFrames"/>).</summary>
    public CatalogColumn Frame { get; } = new();

    /// <summary>The place of a material in <see cref="Materials"/>; null when it is not there.</summary>
    public int? Find(string id) => _places.TryGetValue(id, out var place) ? place : null;

    private void Add(StoredCard card, StoredOutline outline, List<StoredPractice> practices)
    {
        var material = _materials.Count;
        _places.Add(card.Id, material);
        _materials.Add(new MaterialRow(
            card.Id,
            DayNumber.Of(card.Date, card.Year),
            card.Passages,
            PassageTheme.Rows,
            new Range(_practices.Count, _practices.Count + practices.Count),
            new Range(_headings.Count, _headings.Count + outline.Headings.Count)));
        Genre.Add(card.Genre);
        Year.Add(card.Year?.ToString(CultureInfo.InvariantCulture));
        Tier.Add(card.Tier);
        Sector.Add(card.Sector);
        Region.Add(card.Regions);
        Issuer.Add(UnitNames.NameOf(card.Issuer ?? ""));
        for (var passage = 0; passage < card.Passages; passage++)
        {
            PassageTheme.Add(passage < outline.Themes.Count ? outline.Themes[passage] : []);
        }

        for (var i = 0; i < practices.Count; i++)
        {
            Add(card, material, practices[i], i);
        }

        AddHeadings(material, card.Passages, outline.Headings);
    }

    private void Add(StoredCard card, int material, StoredPractice stored, int number)
    {
        var practice = stored.Practice;
        var figures = practice.Results.Count(r => r.Value is not null);
        _practices.Add(new PracticeRow(
            material,
            number,
            stored.First,
            stored.Last,
            FoldedText.Fold(practice.Name ?? ""),
            FoldedText.Fold(practice.Act),
            practice.Grade,
            figures));
        PracticeTheme.Add(ThemeDirectory.WithParents(practice.Themes));
        var origin = new UnitOrigin(stored.Tier, stored.Regions, stored.Sector)
            .Within(new UnitOrigin(card.Tier, card.Regions, card.Sector));
        PracticeTier.Add(origin.Tier);
        PracticeSector.Add(origin.Sector);
        PracticeRegion.Add(origin.Regions);
        Actor.Add(UnitNames.NameOf(practice.Actor ?? ""));
        Recognition.Add(stored.Recognitions);
        Grade.Add(practice.Grade.ToString(CultureInfo.InvariantCulture));
        Figures.Add(figures > 0 ? HasFigures : HasNoFigures);
    }

    private void AddHeadings(int material, int passages, IReadOnlyList<StoredHeading> headings)
    {
        for (var i = 0; i < headings.Count; i++)
        {
            var heading = headings[i];
            var next = i + 1;
            while (next < headings.Count && headings[next].Level > heading.Level)
            {
                next++;
            }

            // What is below it ends in front of the next heading of its level.
            var last = next < headings.Count ? Math.Max(heading.Passage, headings[next].Passage - 1) : passages - 1;
            _headings.Add(new HeadingRow(
                material, i, heading.Text, FoldedText.Fold(heading.Text), heading.Level, heading.Passage, last));
            Frame.Add(HeadingFrames.Of(heading.Text));
        }
    }
}

/// <summary>A material.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Date">Its day as a number, 20230517; where only the year is known, 20230000; 0 without one.</param>
/// <param name="Passages">How many passages it has.</param>
/// <param name="FirstPassage">The row of its first passage.</param>
/// <param name="Practices">Which practices are its.</param>
/// <param name="Headings">Which headings are its.</param>
internal sealed record MaterialRow(string Id, int Date, int Passages, int FirstPassage, Range Practices, Range Headings);

/// <summary>A practice.</summary>
/// <param name="Material">Place of its material.</param>
/// <param name="Number">Its place among the practices of the material, from 0.</param>
/// <param name="First">The first passage that its act stands in.</param>
/// <param name="Last">The last one.</param>
/// <param name="Name">Its name, folded; empty when it has none.</param>
/// <param name="Act">Its act, folded.</param>
/// <param name="Grade">How copyable it is, 1 to 3.</param>
/// <param name="Figures">How many figures it shows.</param>
internal sealed record PracticeRow(
    int Material, int Number, int First, int Last, string Name, string Act, int Grade, int Figures);

/// <summary>A heading.</summary>
/// <param name="Material">Place of its material.</param>
/// <param name="Number">Its place among the headings of the material, from 0.</param>
/// <param name="Text">Its words.</param>
/// <param name="Folded">The same, folded.</param>
/// <param name="Level">Depth, from 1.</param>
/// <param name="First">The passage that it stands in.</param>
/// <param name="Last">The last passage below it.</param>
internal sealed record HeadingRow(int Material, int Number, string Text, string Folded, int Level, int First, int Last);
