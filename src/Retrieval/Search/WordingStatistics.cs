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
public sealed record WordingCount(string Value, int Passages, long Occurrences);
