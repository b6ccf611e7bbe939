namespace KnowledgeBase.Retrieval.Engines;

/// <summary>
/// A query in terms that every full-text engine has. Scores are BM25 as Lucene computes it since version 8, with k1 = 1.2 and b = 0.75,
/// summed over the parts that match. Where lengths do not count (<see cref="PassageFields.CountsLength"/>), each document has the length 1,
/// and the average counts all terms of the field.
/// </summary>
internal abstract record EngineQuery
{
    /// <summary>Multiplies the score of everything that matches; above 0.</summary>
    public float Boost { get; init; } = 1;
}

/// <summary>Documents that hold a term. A keyword stands once in each.</summary>
internal sealed record TermQuery(PassageField Field, byte[] Term) : EngineQuery;

/// <summary>
/// Documents that hold all the terms at exactly these distances from one another; offsets from 0, each greater than the last.
/// </summary>
internal sealed record PhraseQuery(PassageField Field, IReadOnlyList<byte[]> Terms, IReadOnlyList<int> Offsets) : EngineQuery;

/// <summary>
/// Documents that match every <see cref="Must"/> and <see cref="Filter"/>, no <see cref="MustNot"/>, and at least
/// <see cref="MinimumShouldMatch"/> of <see cref="Should"/>; without any must or filter, at least one should even where that is 0.
/// </summary>
internal sealed record BooleanQuery : EngineQuery
{
    public IReadOnlyList<EngineQuery> Must { get; init; } = [];

    public IReadOnlyList<EngineQuery> Should { get; init; } = [];

    public IReadOnlyList<EngineQuery> MustNot { get; init; } = [];

    /// <summary>As must, but without a score.</summary>
    public IReadOnlyList<EngineQuery> Filter { get; init; } = [];

    public int MinimumShouldMatch { get; init; }
}

/// <summary>Documents that match any part, scored as the best part alone.</summary>
internal sealed record DisjunctionMaxQuery(IReadOnlyList<EngineQuery> Parts) : EngineQuery;

/// <summary>Documents whose number in a field lies between two bounds, both included; each with the score 1.</summary>
internal sealed record RangeQuery(PassageField Field, long From, long To) : EngineQuery;

/// <summary>Every passage, each with the score 1.</summary>
internal sealed record EveryPassageQuery : EngineQuery;

/// <summary>No document.</summary>
internal sealed record NothingQuery : EngineQuery;
