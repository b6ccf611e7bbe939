using KnowledgeBase.Retrieval.Search;

namespace KnowledgeBase.Retrieval.Views;

/// <summary>
/// What is asked of a view: passages, practices, headings or formulations. A value that a filter doesn't know is left out, and said in the
/// answer's warnings; of the values of one filter any will do, of several filters all are wanted.
/// </summary>
public sealed record ViewRequest
{
    /// <summary>The question in the query language; empty asks for everything that the filters let through.</summary>
    public string Query { get; init; } = "";

    /// <summary>How plain words of the question combine.</summary>
    public SearchMode Mode { get; init; } = SearchMode.Best;

    /// <summary>Ids or names of themes: of the passage, of the practice, or of a passage below the heading.</summary>
    public IReadOnlyList<string> Themes { get; init; } = [];

    /// <summary>Genres of the material.</summary>
    public IReadOnlyList<string> Genres { get; init; } = [];

    /// <summary>Years of the material.</summary>
    public IReadOnlyList<int> Years { get; init; } = [];

    /// <summary>Tiers: of a practice the actor's, and the material's where the actor's name doesn't tell; else the issuer's.</summary>
    public IReadOnlyList<string> Tiers { get; init; } = [];

    /// <summary>Places, in any form (江苏, 江苏省): of a practice the actor's, likewise.</summary>
    public IReadOnlyList<string> Regions { get; init; } = [];

    /// <summary>Sectors by any of their names: of a practice the actor's, likewise.</summary>
    public IReadOnlyList<string> Sectors { get; init; } = [];

    /// <summary>
    /// Units, of a practice the actor, else the issuer: the one that goes by this name; where none does, all whose names hold it.
    /// </summary>
    public IReadOnlyList<string> Units { get; init; } = [];

    /// <summary>Only what stands in materials that came into the library at this time or after it; null for all.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Practices alone: kinds of recognition.</summary>
    public IReadOnlyList<string> Recognitions { get; init; } = [];

    /// <summary>Practices alone: with figures, or without; null for both.</summary>
    public bool? HasFigures { get; init; }

    /// <summary>Practices alone: grades, 1 to 3.</summary>
    public IReadOnlyList<int> Grades { get; init; } = [];

    /// <summary>Headings alone: frames, as <see cref="HeadingList.Patterns"/> has them.</summary>
    public IReadOnlyList<string> Patterns { get; init; } = [];

    /// <summary>The order.</summary>
    public ViewSort Sort { get; init; } = ViewSort.Relevance;

    /// <summary>Page, from 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Entries per page, 1 to 100.</summary>
    public int Size { get; init; } = 10;

    /// <exception cref="ArgumentOutOfRangeException">Page or size is outside of its range.</exception>
    internal static void Check(ViewRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Page, 1, nameof(request));
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Size, 1, nameof(request));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(request.Size, 100, nameof(request));
    }

    /// <summary>Entries in front of the page.</summary>
    internal int Skip => (int)Math.Min((Page - 1L) * Size, int.MaxValue - Size);
}

/// <summary>
/// Orders of a view. All are stable: what is equal stands newest first, then by the id of the material and the place in it. Where there is
/// nothing to rank by, relevance is <see cref="Copyable"/> for practices and <see cref="Newest"/> for all else.
/// </summary>
public enum ViewSort
{
    /// <summary>Best first.</summary>
    Relevance,

    /// <summary>Newest first; what has no date last.</summary>
    Newest,

    /// <summary>Oldest first; what has no date last.</summary>
    Oldest,

    /// <summary>Practices alone: by grade, then those that show most of figures, recognition, name and unit.</summary>
    Copyable,
}
