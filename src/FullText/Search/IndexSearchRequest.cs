using System.Text;

namespace KnowledgeBase.FullText.Search;

/// <summary>What a result is ordered by.</summary>
/// <param name="Field">A field with a keyword column of one value, or an integer column; null for the score.</param>
/// <param name="Descending">Whether the greatest comes first. Documents without a value come last either way.</param>
public readonly record struct SortKey(string? Field, bool Descending = false)
{
    /// <summary>The best score first.</summary>
    public static SortKey Score { get; } = new(null, Descending: true);
}

/// <summary>Documents of one group are shown as one hit, with the best of them.</summary>
/// <param name="Field">A field with a keyword column of one value. Documents without a value are groups of their own.</param>
/// <param name="HitsPerGroup">How many documents of each group to return, its best among them; 1 or more.</param>
public sealed record CollapseOptions(string Field, int HitsPerGroup = 1)
{
    /// <summary>
    /// Groups that are one hit together; null when every group is one. Made by the snapshot that is searched, of the same field.
    /// </summary>
    public GroupUnions? Unions { get; init; }
}

/// <summary>A restriction that the user chose in a facet: it narrows the hits and all counts but those of its own facet.</summary>
/// <param name="Facet">The field of the facet to which it belongs, whose other values stay countable.</param>
/// <param name="Query">What must match.</param>
public sealed record FacetFilter(string Facet, Query Query);

/// <summary>A field whose values are counted over all hits.</summary>
/// <param name="Field">A field with a keyword column (one value or several) or an integer column.</param>
/// <param name="Limit">The most values to return: the most frequent, equal ones in their own order.</param>
public sealed record FacetRequest(string Field, int Limit = 20);

/// <summary>A search.</summary>
public sealed record IndexSearchRequest
{
    /// <summary>What to look for.</summary>
    public required Query Query { get; init; }

    /// <summary>How many hits (or groups) to return; 0 for counts alone. 10 by default.</summary>
    public int Limit { get; init; } = 10;

    /// <summary>How many of the first hits to leave out.</summary>
    public int Offset { get; init; }

    /// <summary>
    /// The order; by score if empty. Ties are always broken by document number. In any order but that of the score alone every match
    /// is looked at; memory is taken for those that are returned (when collapsing, for one document of each group).
    /// </summary>
    public IReadOnlyList<SortKey> Sort { get; init; } = [];

    /// <summary>Whether and how documents of one group are joined; null: not.</summary>
    public CollapseOptions? Collapse { get; init; }

    /// <summary>Restrictions chosen in facets.</summary>
    public IReadOnlyList<FacetFilter> Filters { get; init; } = [];

    /// <summary>What to count over all hits.</summary>
    public IReadOnlyList<FacetRequest> Facets { get; init; } = [];

    /// <summary>
    /// Where facets shall also count groups: a field with a keyword column of one value, whose documents stand together in the index
    /// (as those of one block do). Null: documents only.
    /// </summary>
    public string? FacetGroupField { get; init; }

    /// <summary>
    /// Whether the number of hits must be exact. False by default: then the search may skip what cannot reach the best, and the
    /// number is a lower bound. Facets, groups and sorting by a field make it exact anyway.
    /// </summary>
    public bool CountHits { get; init; }

    /// <summary>After this time the search stops with what it has, and says so. Null: no limit.</summary>
    public TimeSpan? TimeBudget { get; init; }

    /// <summary>
    /// How many threads may look for the best hits together, the caller's included; 1 or more. Null: as many as there are processors.
    /// Others than the caller's are free threads of the pool, and look through documents only in snapshots of 131,072 and more;
    /// facets of many matches are counted by one of them meanwhile.
    /// The result does not depend on it.
    /// </summary>
    public int? Threads { get; init; }

    /// <summary>How many documents a thread must have to take part: with fewer, waking it costs much of the time that it saves.</summary>
    internal int DocsPerThread { get; init; } = 1 << 16;
}

/// <summary>One hit.</summary>
/// <param name="Doc">The document's number in the snapshot.</param>
/// <param name="Score">Its score; 0 where the order does not ask for it.</param>
/// <param name="Group">The value of the collapse field; null if there is none.</param>
/// <param name="GroupHits">The best documents of the group, itself first; empty without collapsing.</param>
/// <param name="GroupTotal">How many documents of the group match; 1 without collapsing.</param>
public sealed record SearchHit(int Doc, float Score, byte[]? Group, IReadOnlyList<GroupHit> GroupHits, int GroupTotal)
{
    /// <summary>The other matching groups of its union, each with its own best documents, best first.</summary>
    public IReadOnlyList<SearchHit> OtherGroups { get; init; } = [];

    /// <summary>The value of the collapse field as text.</summary>
    public string? GroupText => Group is null ? null : Encoding.UTF8.GetString(Group);
}

/// <summary>One document of a group.</summary>
/// <param name="Doc">Its number.</param>
/// <param name="Score">Its score.</param>
public readonly record struct GroupHit(int Doc, float Score);

/// <summary>A value of a facet.</summary>
/// <param name="Value">The value of a keyword column; empty for integers.</param>
/// <param name="Number">The value of an integer column; 0 for keywords.</param>
/// <param name="Docs">Hits that have it.</param>
/// <param name="Groups">Distinct groups among them; equals <paramref name="Docs"/> without a group field.</param>
public readonly record struct FacetCount(ReadOnlyMemory<byte> Value, long Number, int Docs, int Groups)
{
    /// <summary>The value as text; for integers, the number.</summary>
    public string Text =>
        Value.IsEmpty ? Number.ToString(System.Globalization.CultureInfo.InvariantCulture) : Encoding.UTF8.GetString(Value.Span);
}

/// <summary>The counts of a facet.</summary>
/// <param name="Field">Its field.</param>
/// <param name="Values">The most frequent values (by groups, where groups are counted), equally frequent ones in their own order.</param>
/// <param name="DistinctValues">How many values there are among the hits.</param>
public sealed record FacetResult(string Field, IReadOnlyList<FacetCount> Values, int DistinctValues);

/// <summary>What a search found.</summary>
public sealed record IndexSearchResult
{
    /// <summary>The hits asked for, in order.</summary>
    public required IReadOnlyList<SearchHit> Hits { get; init; }

    /// <summary>How many documents match; a lower bound where <see cref="IsTotalExact"/> is false.</summary>
    public required long TotalHits { get; init; }

    /// <summary>Whether <see cref="TotalHits"/> is the number.</summary>
    public required bool IsTotalExact { get; init; }

    /// <summary>How many groups the hits belong to; null unless collapsing.</summary>
    public long? TotalGroups { get; init; }

    /// <summary>How many hits there are to page through: groups, those of a union counted once; null unless collapsing.</summary>
    public long? TotalCollapsed { get; init; }

    /// <summary>The counts, in the order asked for.</summary>
    public required IReadOnlyList<FacetResult> Facets { get; init; }

    /// <summary>Whether the time budget ended the search before it was through: hits and counts are of a part of the index.</summary>
    public required bool IsPartial { get; init; }
}

/// <summary>How often something stands in the index; deleted documents are not counted.</summary>
/// <param name="Docs">Documents in which it stands.</param>
/// <param name="Occurrences">How often altogether; for queries without occurrences, the same as <paramref name="Docs"/>.</param>
/// <param name="Groups">The same, by value of the field grouped by, in the order of the values; documents without a value last.</param>
/// <param name="IsPartial">Whether the time budget ended the counting early.</param>
public sealed record OccurrenceStatistics(long Docs, long Occurrences, IReadOnlyList<OccurrenceGroup> Groups, bool IsPartial);

/// <summary>How often something stands in the documents of one value.</summary>
/// <param name="Value">The value of a keyword column; empty for integers and for documents without one.</param>
/// <param name="Number">The value of an integer column; null for keywords and for documents without one.</param>
/// <param name="Docs">Documents in which it stands.</param>
/// <param name="Occurrences">How often altogether.</param>
public readonly record struct OccurrenceGroup(ReadOnlyMemory<byte> Value, long? Number, long Docs, long Occurrences)
{
    /// <summary>The value as text; null for documents without one.</summary>
    public string? Text =>
        Number?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? (Value.IsEmpty ? null : Encoding.UTF8.GetString(Value.Span));
}
