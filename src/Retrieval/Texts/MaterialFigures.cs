using KnowledgeBase.Retrieval.Indexing;
using KnowledgeBase.Understanding.Facts;

namespace KnowledgeBase.Retrieval.Texts;

/// <summary>
/// What is counted by of every material, and how much there is of each: what makes counts comparable, when most texts of a library are of
/// one year.
/// </summary>
internal sealed class MaterialFigures
{
    private readonly Dictionary<string, MaterialFigure> _byId = new(StringComparer.Ordinal);

    /// <summary>Takes the figures of all materials from their cards.</summary>
    public MaterialFigures(LibraryCards cards)
    {
        foreach (var card in cards.All)
        {
            _byId[card.Id] = Of(card);
        }

        All = new StockSize(_byId.Count, _byId.Values.Sum(m => (long)m.Characters));
        ByYear = Sizes(m => m.Year);
        ByGenre = Sizes(m => m.Genre!);
        ByTier = Sizes(m => m.Tier!);
    }

    /// <summary>How much there is in all.</summary>
    public StockSize All { get; }

    /// <summary>How much there is of each year; materials without one are left out, here and below.</summary>
    public IReadOnlyDictionary<int, StockSize> ByYear { get; }

    /// <summary>How much there is of each genre.</summary>
    public IReadOnlyDictionary<string, StockSize> ByGenre { get; }

    /// <summary>How much there is of each tier.</summary>
    public IReadOnlyDictionary<string, StockSize> ByTier { get; }

    /// <summary>The figures of a material.</summary>
    public MaterialFigure this[string material] => _byId.TryGetValue(material, out var figure)
        ? figure
        : throw new InvalidDataException(
            $"The index holds passages of {material} without its card. Build it anew with 'kb build --rebuild'.");

    /// <summary>The figures of a material by its card.</summary>
    public static MaterialFigure Of(StoredCard card) => new(card.Year, card.Date, card.Genre, card.Tier, card.Length)
    {
        Title = card.Title,
        Standing = DocumentStandings.Of(card.Title, card.TitleInferred, card.Genre, card.Issuer),
        DateSureness = card.DateSureness,
    };

    private Dictionary<string, StockSize> Sizes(Func<MaterialFigure, string?> by) =>
        Sizes(_byId.Values.Where(m => !string.IsNullOrEmpty(by(m))), m => by(m)!, StringComparer.Ordinal);

    private Dictionary<int, StockSize> Sizes(Func<MaterialFigure, int?> by) =>
        Sizes(_byId.Values.Where(m => by(m) is not null), m => by(m)!.Value, EqualityComparer<int>.Default);

    private static Dictionary<T, StockSize> Sizes<T>(
        IEnumerable<MaterialFigure> figures, Func<MaterialFigure, T> by, IEqualityComparer<T> comparer)
        where T : notnull =>
        figures.GroupBy(by, comparer).ToDictionary(
            group => group.Key, group => new StockSize(group.Count(), group.Sum(m => (long)m.Characters)), comparer);
}

/// <summary>What a material is counted by.</summary>
/// <param name="Year">Its year; null when it has none.</param>
/// <param name="Date">Its day; null when that is not known.</param>
/// <param name="Genre">Its genre.</param>
/// <param name="Tier">The tier of its issuer.</param>
/// <param name="Characters">UTF-16 units of its text.</param>
internal sealed record MaterialFigure(int? Year, DateOnly? Date, string? Genre, string? Tier, int Characters)
{
    /// <summary>Its title.</summary>
    public string Title { get; init; } = "";

    /// <summary>What kind of paper it is when somebody wants words to cite.</summary>
    public DocumentStanding Standing { get; init; } = DocumentStanding.Own;

    /// <summary>How sure its date is, from 0 to 1.</summary>
    public float DateSureness { get; init; }
}

/// <summary>How much text there is of something.</summary>
/// <param name="Materials">Number of materials.</param>
/// <param name="Characters">UTF-16 units of their texts.</param>
internal readonly record struct StockSize(int Materials, long Characters)
{
    /// <summary>How many of some occurrences fall on a million characters; 0 where there is no text.</summary>
    public double PerMillion(long occurrences) => Characters == 0 ? 0 : Math.Round(occurrences * 1_000_000.0 / Characters, 2);
}
