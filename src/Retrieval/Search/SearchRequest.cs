namespace KnowledgeBase.Retrieval.Search;

/// <summary>What a person or a program asks of the library.</summary>
public sealed record SearchRequest
{
    /// <summary>
    /// The question in the query language (docs/query-syntax.md). Empty asks for everything that the filters let through.
    /// </summary>
    public string Query { get; init; } = "";

    /// <summary>How plain words of the question combine.</summary>
    public SearchMode Mode { get; init; } = SearchMode.Best;

    /// <summary>Theme ids; a material passes that has a passage with any of them. Empty filters nothing, here and below.</summary>
    public IReadOnlyList<string> Themes { get; init; } = [];

    /// <summary>Genres; any of them.</summary>
    public IReadOnlyList<string> Genres { get; init; } = [];

    /// <summary>Years; any of them.</summary>
    public IReadOnlyList<int> Years { get; init; } = [];

    /// <summary>Tiers; any of them.</summary>
    public IReadOnlyList<string> Tiers { get; init; } = [];

    /// <summary>
    /// Sectors of materials by any of their names (国企, 国有企业); any of them. A value that there is not is left out here and of the next
    /// two, and the answer's warnings say so.
    /// </summary>
    public IReadOnlyList<string> Sectors { get; init; } = [];

    /// <summary>Places in any form (江苏, 江苏省) that materials are of or lie in; any of them.</summary>
    public IReadOnlyList<string> Regions { get; init; } = [];

    /// <summary>
    /// Issuers, any of them: the one that goes by this name, however it is written (江苏省委, 中共江苏省委); where none does, all whose names
    /// hold it.
    /// </summary>
    public IReadOnlyList<string> Units { get; init; } = [];

    /// <summary>Only materials that came into the library at this time or after it; null for all.</summary>
    public DateTimeOffset? Since { get; init; }

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
