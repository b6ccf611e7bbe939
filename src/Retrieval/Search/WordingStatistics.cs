namespace KnowledgeBase.Retrieval.Search;

/// <summary>How often exactly one string stands in the library, and where. Counts are exact.</summary>
public sealed record WordingStatistics
{
    /// <summary>The string as asked for.</summary>
    public required string Text { get; init; }

    /// <summary>Number of materials that hold it.</summary>
    public required int Materials { get; init; }

    /// <summary>Number of passages that hold it.</summary>
    public required int Passages { get; init; }

    /// <summary>How often it stands there in all; overlapping occurrences each count.</summary>
    public required long Occurrences { get; init; }

    /// <summary>Occurrences in a million characters of the library.</summary>
    public double PerMillion { get; init; }

    /// <summary>Per year, oldest first; materials without a year are left out.</summary>
    public required IReadOnlyList<WordingCount> ByYear { get; init; }

    /// <summary>Per genre, in the order of <see cref="KnowledgeBase.Materials.Genres.All"/>.</summary>
    public required IReadOnlyList<WordingCount> ByGenre { get; init; }

    /// <summary>Per tier, from the centre down; materials without a tier are left out.</summary>
    public required IReadOnlyList<WordingCount> ByTier { get; init; }

    /// <summary>First year in which it stands, or null when no material that holds it has a year.</summary>
    public int? FirstYear { get; init; }

    /// <summary>Last year in which it stands.</summary>
    public int? LastYear { get; init; }
}

/// <summary>How often a string stands in the materials of one year, genre or tier.</summary>
/// <param name="Value">The year, genre or tier.</param>
/// <param name="Passages">Passages of theirs that hold it.</param>
/// <param name="Occurrences">How often it stands there.</param>
/// <param name="PerMillion">
/// Occurrences in a million characters of those materials: what can be compared when the library has more of one year than of another.
/// </param>
public sealed record WordingCount(string Value, int Passages, long Occurrences, double PerMillion);
