using KnowledgeBase.Retrieval.Search;

namespace KnowledgeBase.Retrieval.Views;

/// <summary>
/// What is asked of a view: passages, practices, headings or formulations. A value that a filter doesn't know is left out, and said in the
/// answer's warnings; of the values of one filter any will do, of several filters all are wanted.
/// </summary>
public sealed record ViewRequest : LibraryRequest
{
    /// <summary>Asks for everything.</summary>
    public ViewRequest()
    {
    }

    /// <summary>Asks for a view of a question and its filters.</summary>
    /// <param name="question">Any request.</param>
    public ViewRequest(LibraryRequest question)
        : base(question ?? throw new ArgumentNullException(nameof(question)))
    {
    }

    /// <summary>Practices alone: kinds of recognition.</summary>
    public IReadOnlyList<string> Recognitions { get; init; } = [];

    /// <summary>Practices alone: with figures, or without; null for both.</summary>
    public bool? HasFigures { get; init; }

    /// <summary>Practices alone: grades, 1 to 3.</summary>
    public IReadOnlyList<int> Grades { get; init; } = [];

    /// <summary>Headings alone: frames, as <see cref="HeadingList.Patterns"/> has them.</summary>
    public IReadOnlyList<string> Patterns { get; init; } = [];

    /// <summary>How entries that stand in several versions of one text are listed.</summary>
    public CopyListing Copies { get; init; } = CopyListing.AsAsked;

    /// <summary>The order.</summary>
    public ViewSort Sort { get; init; } = ViewSort.Relevance;

    /// <summary>Page, from 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Entries per page, 1 to <see cref="LibraryRequest.MostEntries"/>.</summary>
    public int Size { get; init; } = 10;

    /// <inheritdoc/>
    internal override IEnumerable<(string Filter, string Name, IReadOnlyList<string> Values, LibraryRequest Without)> Filters() =>
    [
        .. base.Filters(),
        ("recognition", "荣誉类别", Recognitions, this with { Recognitions = [] }),
        ("figures", "数据", HasFigures is { } has ? [has ? "有" : "无"] : [], this with { HasFigures = null }),
        ("grade", "等级", Written(Grades), this with { Grades = [] }),
        ("pattern", "句式", Patterns, this with { Patterns = [] }),
    ];

    /// <exception cref="ArgumentOutOfRangeException">Page or size is outside of its range.</exception>
    internal static void Check(ViewRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Page, 1, nameof(request));
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Size, 1, nameof(request));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(request.Size, MostEntries, nameof(request));
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
