using KnowledgeBase.Retrieval.Contract;

namespace KnowledgeBase.Retrieval.StudyPacks;

/// <summary>What a study pack is wanted for: a theme, a question, or a question within a theme.</summary>
public sealed record StudyPackRequest
{
    /// <summary>Fewest minutes of reading.</summary>
    public const int FewestMinutes = 15;

    /// <summary>Most minutes of reading.</summary>
    public const int MostMinutes = 240;

    /// <summary>Id or name of a theme; null for any.</summary>
    public string? Theme { get; init; }

    /// <summary>A question in the query language; null or empty for all that the theme has.</summary>
    public string? Query { get; init; }

    /// <summary>Minutes that there are for reading, <see cref="FewestMinutes"/> to <see cref="MostMinutes"/>.</summary>
    public int Minutes { get; init; } = 60;
}

/// <summary>Something to study together, in the order in which it is read: policy, speech, cases, questions.</summary>
public sealed record StudyPack
{
    /// <summary>Its title.</summary>
    public required string Title { get; init; }

    /// <summary>Id of the theme; null when none was asked for.</summary>
    public string? Theme { get; init; }

    /// <summary>The question; null when none was asked.</summary>
    public string? Query { get; init; }

    /// <summary>Minutes that there are for reading.</summary>
    public required int Minutes { get; init; }

    /// <summary>Minutes that reading all of it takes, at 400 characters a minute; not more than there are.</summary>
    public required double ReadingMinutes { get; init; }

    /// <summary>What is demanded.</summary>
    public required IReadOnlyList<StudyPiece> Policy { get; init; }

    /// <summary>How it is explained.</summary>
    public required IReadOnlyList<StudyPiece> Speeches { get; init; }

    /// <summary>What others made of it: practices of different units, those that can be copied best first.</summary>
    public required IReadOnlyList<StudyPiece> Cases { get; init; }

    /// <summary>Questions for discussion, made of what was chosen: three at least, none where nothing was chosen.</summary>
    public required IReadOnlyList<string> Questions { get; init; }

    /// <summary>What is missing, and what was odd in the question, in Chinese.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>True when the library has nothing for it.</summary>
    public bool IsEmpty => Policy.Count + Speeches.Count + Cases.Count == 0;
}

/// <summary>A passage or a practice of a study pack.</summary>
/// <param name="Id">Its id, by which it is exported.</param>
/// <param name="Kind">A passage or a practice.</param>
/// <param name="Head">What it is about, for a heading above it.</param>
/// <param name="Unit">Of a practice the unit that did it, as far as it is known; of a passage null.</param>
/// <param name="Text">Its words.</param>
/// <param name="Citation">How it is cited.</param>
/// <param name="Material">Its material.</param>
/// <param name="Minutes">Minutes that reading it takes.</param>
/// <param name="Why">Why it was chosen, one sentence in Chinese.</param>
public sealed record StudyPiece(
    string Id,
    ClipKind Kind,
    string Head,
    string? Unit,
    string Text,
    string Citation,
    MaterialReference Material,
    double Minutes,
    string Why);
