using System.Globalization;

namespace KnowledgeBase.Retrieval.Search;

/// <summary>
/// A question and the filters that every view of it knows, materials as well as passages, practices, headings and formulations. Of the
/// values of one filter any will do, of several filters all are wanted; empty filters nothing.
/// </summary>
public abstract record LibraryRequest
{
    /// <summary>Entries of one page at most, whichever view it is.</summary>
    public const int MostEntries = 1000;

    /// <summary>
    /// The question in the query language (docs/query-syntax.md). Empty asks for everything that the filters let through.
    /// </summary>
    public string Query { get; init; } = "";

    /// <summary>How plain words of the question combine.</summary>
    public SearchMode Mode { get; init; } = SearchMode.Best;

    /// <summary>
    /// Themes by their ids or names: of any passage of a material, of the passage, of the practice, or of a passage below the heading. What
    /// is no theme is left out, and the answer's warnings say so.
    /// </summary>
    public IReadOnlyList<string> Themes { get; init; } = [];

    /// <summary>Genres of the material.</summary>
    public IReadOnlyList<string> Genres { get; init; } = [];

    /// <summary>Years of the material.</summary>
    public IReadOnlyList<int> Years { get; init; } = [];

    /// <summary>Tiers: of a practice the actor's, and the material's where the actor's name doesn't tell; else the issuer's.</summary>
    public IReadOnlyList<string> Tiers { get; init; } = [];

    /// <summary>
    /// Sectors by any of their names (国企, 国有企业): of a practice the actor's, likewise. A value that there is not is left out here and of
    /// the next two, and the answer's warnings say so.
    /// </summary>
    public IReadOnlyList<string> Sectors { get; init; } = [];

    /// <summary>Places in any form (江苏, 江苏省) that materials are of or lie in: of a practice the actor's, likewise.</summary>
    public IReadOnlyList<string> Regions { get; init; } = [];

    /// <summary>
    /// Units, of a practice the actor, else the issuer: the one that goes by this name, however it is written (江苏省委, 中共江苏省委); where
    /// none does, all whose names hold it.
    /// </summary>
    public IReadOnlyList<string> Units { get; init; } = [];

    /// <summary>Only what stands in materials that came into the library at this time or after it; null for all.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Asked only to count what is found without a filter; then nothing is told of filters itself.</summary>
    internal bool IsHint { get; init; }

    /// <summary>
    /// The filters by the names of their parameters and what people call them, with their values, and the request without each.
    /// </summary>
    internal virtual IEnumerable<(string Filter, string Name, IReadOnlyList<string> Values, LibraryRequest Without)> Filters() =>
    [
        ("theme", "主题", Themes, this with { Themes = [] }),
        ("genre", "文种", Genres, this with { Genres = [] }),
        ("year", "年份", Written(Years), this with { Years = [] }),
        ("tier", "层级", Tiers, this with { Tiers = [] }),
        ("sector", "领域", Sectors, this with { Sectors = [] }),
        ("region", "地区", Regions, this with { Regions = [] }),
        ("unit", "单位", Units, this with { Units = [] }),
        (
            "since",
            "入库时间",
            Since is { } since ? [since.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)] : [],
            this with { Since = null }),
    ];

    /// <summary>Numbers as values of a filter.</summary>
    private protected static string[] Written(IReadOnlyList<int> numbers) =>
        [.. numbers.Select(n => n.ToString(CultureInfo.InvariantCulture))];
}
