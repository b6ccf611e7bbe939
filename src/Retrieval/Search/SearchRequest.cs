namespace KnowledgeBase.Retrieval.Search;

/// <summary>What a person or a program asks of the library: materials that answer a question.</summary>
public sealed record SearchRequest : LibraryRequest
{
    /// <summary>Asks for everything.</summary>
    public SearchRequest()
    {
    }

    /// <summary>Asks for the materials of a question and its filters.</summary>
    /// <param name="question">Any request.</param>
    public SearchRequest(LibraryRequest question)
        : base(question ?? throw new ArgumentNullException(nameof(question)))
    {
    }

    /// <summary>Only these materials; null for all.</summary>
    internal IReadOnlyList<string>? Among { get; init; }

    /// <summary>Order of the materials.</summary>
    public SearchSort Sort { get; init; } = SearchSort.Relevance;

    /// <summary>Page, from 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Materials per page, 1 to 100.</summary>
    public int Size { get; init; } = 10;

    /// <summary>Passages shown per material, 1 to 20.</summary>
    public int PassagesPerMaterial { get; init; } = 3;

    /// <summary>Whether facets are counted.</summary>
    public bool WithFacets { get; init; } = true;

    /// <summary>
    /// Whether what means the same is found too, where the library has vectors and the question says anything in plain words.
    /// </summary>
    public bool ByMeaning { get; init; } = true;

    /// <summary>How materials of one text are listed.</summary>
    public CopyListing Copies { get; init; } = CopyListing.AsAsked;
}

/// <summary>How materials are listed that are one text: copied, reprinted, anonymised. They are counted one by one whichever way.</summary>
public enum CopyListing
{
    /// <summary>One by one where the question is for a string, because then every place is wanted; together otherwise.</summary>
    AsAsked,

    /// <summary>As one hit, with the others named in it.</summary>
    Together,

    /// <summary>Each as a hit of its own.</summary>
    OneByOne,
}

/// <summary>How the plain words of a question combine.</summary>
public enum SearchMode
{
    /// <summary>What a person means: most of the words, phrases preferred.</summary>
    Best,

    /// <summary>Any word.</summary>
    Or,

    /// <summary>Every word.</summary>
    And,

    /// <summary>The words one behind the other.</summary>
    Phrase,

    /// <summary>Exactly this string.</summary>
    Literal,
}

/// <summary>
/// Order of results. Every order is stable: ties in date are broken by id, ties in relevance by the order in which the index holds
/// the materials. A request that has nothing to rank by is answered newest first.
/// </summary>
public enum SearchSort
{
    /// <summary>Best first.</summary>
    Relevance,

    /// <summary>Newest first; materials without a date last.</summary>
    Newest,

    /// <summary>Oldest first; materials without a date last.</summary>
    Oldest,
}
