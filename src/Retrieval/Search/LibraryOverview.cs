namespace KnowledgeBase.Retrieval.Search;

/// <summary>What is in the library as a whole.</summary>
public sealed record LibraryOverview
{
    /// <summary>Number of materials.</summary>
    public required int Materials { get; init; }

    /// <summary>Number of passages.</summary>
    public required int Passages { get; init; }

    /// <summary>Materials per genre, tier, year (newest first) and theme.</summary>
    public required IReadOnlyList<Facet> Facets { get; init; }

    /// <summary>When the index was committed.</summary>
    public required DateTimeOffset Committed { get; init; }

    /// <summary>How long ago the index was committed; nothing where that is still to come, because the clock was set back.</summary>
    /// <param name="now">What time it is.</param>
    public TimeSpan Age(DateTimeOffset now) => now > Committed ? now - Committed : TimeSpan.Zero;
}

/// <summary>A theme of the taxonomy with what the library has on it.</summary>
/// <param name="Id">Id, for example <c>organisation</c> or <c>organisation.branch</c>.</param>
/// <param name="Name">Name, for example 组织建设.</param>
/// <param name="Kind"><c>pillar</c> or <c>topic</c>.</param>
/// <param name="Parent">Id of the theme that it belongs to at the first level; null there.</param>
/// <param name="Description">What belongs to it, in Chinese.</param>
/// <param name="Materials">Number of materials that have a passage on it.</param>
/// <param name="Passages">Number of passages on it.</param>
public sealed record ThemeOverview(
    string Id, string Name, string Kind, string? Parent, string Description, int Materials, int Passages);
