using KnowledgeBase.Retrieval.Search;

namespace KnowledgeBase.Retrieval.Concordance;

/// <summary>Which lines of a concordance are wanted: every place where a string stands, each with what stands around it.</summary>
public sealed record KwicRequest
{
    /// <summary>Characters of context at most.</summary>
    public const int MostContext = 100;

    /// <summary>Lines a page at most.</summary>
    public const int MostLines = 10_000;

    /// <summary>The string, exactly as it stands; width, case and marks that look alike don't matter.</summary>
    public required string Text { get; init; }

    /// <summary>Order of the lines.</summary>
    public KwicSort Sort { get; init; }

    /// <summary>Page, from 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Lines a page, 1 to <see cref="MostLines"/>.</summary>
    public int Size { get; init; } = 50;

    /// <summary>Characters of context on either side, 1 to <see cref="MostContext"/>.</summary>
    public int Context { get; init; } = 20;

    /// <summary>Genres; any of them. Empty filters nothing, here and below.</summary>
    public IReadOnlyList<string> Genres { get; init; } = [];

    /// <summary>Years; any of them.</summary>
    public IReadOnlyList<int> Years { get; init; } = [];

    /// <summary>Tiers; any of them.</summary>
    public IReadOnlyList<string> Tiers { get; init; } = [];
}

/// <summary>Orders of the lines of a concordance. Ties go by the next criterion of this list, then by the order of the index.</summary>
public enum KwicSort
{
    /// <summary>By the day of the material, the oldest first, those without a date last.</summary>
    Date,

    /// <summary>By what stands in front of the string, read backwards from it: like endings come together.</summary>
    Left,

    /// <summary>By what stands behind the string: like continuations come together.</summary>
    Right,
}

/// <summary>A page of a concordance. Counts are of all lines, and exact unless <see cref="IsPartial"/>.</summary>
public sealed record Kwic
{
    /// <summary>The string as asked for.</summary>
    public required string Text { get; init; }

    /// <summary>How often it stands in the library; such as overlap each count.</summary>
    public required int Total { get; init; }

    /// <summary>Number of passages that hold it.</summary>
    public required int Passages { get; init; }

    /// <summary>Number of materials that hold it.</summary>
    public required int Materials { get; init; }

    /// <summary>The lines of the page.</summary>
    public required IReadOnlyList<KwicLine> Lines { get; init; }

    /// <summary>True when the string stands in more text than can be looked at, and the rest was left out.</summary>
    public bool IsPartial { get; init; }
}

/// <summary>A line of a concordance. White space within it is one blank.</summary>
/// <param name="Material">Where it stands.</param>
/// <param name="Genre">The material's genre.</param>
/// <param name="Passage">The passage's place among those of the material, from 0.</param>
/// <param name="Start">UTF-16 offset of the string in the material.</param>
/// <param name="End">UTF-16 offset behind it.</param>
/// <param name="Left">What stands in front of it.</param>
/// <param name="Match">The string as it stands there.</param>
/// <param name="Right">What stands behind it.</param>
public sealed record KwicLine(
    MaterialLine Material, string? Genre, int Passage, int Start, int End, string Left, string Match, string Right);
