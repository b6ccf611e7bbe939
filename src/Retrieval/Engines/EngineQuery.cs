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

/// <summary>What stands somewhere in a field.</summary>
internal abstract record PlacedQuery(PassageField Field) : EngineQuery;

/// <summary>Documents that hold a term. A keyword stands once in each.</summary>
internal sealed record TermQuery(PassageField Field, byte[] Term) : PlacedQuery(Field);

/// <summary>
/// Documents that hold all the terms at exactly these distances from one another; offsets from 0, each greater than the last.
/// </summary>
internal sealed record PhraseQuery(PassageField Field, IReadOnlyList<byte[]> Terms, IReadOnlyList<int> Offsets) : PlacedQuery(Field);

/// <summary>
/// Documents in which all parts stand near one another. A part stands on a stretch of positions: a term on one, a phrase from the position
/// of its first term to that of its last. A place is a shortest stretch from m to M that holds one stretch of every part (none lies within
/// another) with M − m ≤ <see cref="Distance"/>. In order, every part begins behind the end of the one before; otherwise they stand in any
/// order and may overlap, and one occurrence serves two parts that are equal. Scored as a term with as many occurrences as there are
/// places, its idf the sum of those of all terms of all parts.
/// </summary>
/// <param name="Parts">Two or more, all in one field that has positions; their boosts do not count.</param>
/// <param name="Distance">Difference of the last position and the first; 0 or more.</param>
/// <param name="IsOrdered">Whether they must stand in the order given.</param>
internal sealed record NearQuery(IReadOnlyList<PlacedQuery> Parts, int Distance, bool IsOrdered) : EngineQuery;

/// <summary>
/// Documents in which all parts stand within one sentence or paragraph, as <see cref="PassageField.Units"/> marks them: each with its
/// first and its last term. Scored as <see cref="NearQuery"/>, a place being a unit that holds them all. A passage is the most that a unit
/// can be.
/// </summary>
/// <param name="Unit">The unit.</param>
/// <param name="Parts">One or more, all in one field that has positions, those of the passage's folded text; their boosts do not
/// count.</param>
internal sealed record SameUnitQuery(TextUnit Unit, IReadOnlyList<PlacedQuery> Parts) : EngineQuery;

/// <summary>Documents that hold any term that begins with these bytes; each with the score 1.</summary>
internal sealed record PrefixQuery(PassageField Field, byte[] Prefix) : EngineQuery;

/// <summary>
/// Documents that hold any term that fits a pattern as a whole; each with the score 1. In it <c>*</c> stands for any number of characters,
/// none as well, <c>?</c> for exactly one, and <c>\</c> in front of a character for that character. Characters are code points. For
/// fields of words and keywords.
/// </summary>
internal sealed record WildcardQuery(PassageField Field, string Pattern) : EngineQuery;

/// <summary>
/// Documents that hold any term that becomes the given one by at most so many edits; each with the score 1. An edit puts in, leaves out or
/// replaces one character or swaps two neighbours, and none is edited twice (optimal string alignment); characters are code points. All
/// such terms count, however many there are. For fields of words and keywords.
/// </summary>
/// <param name="Field">The field.</param>
/// <param name="Term">The term.</param>
/// <param name="MostEdits">0 to 2.</param>
/// <param name="Prefix">So many first characters must be the same; where the term is shorter, all of it.</param>
internal sealed record FuzzyQuery(PassageField Field, string Term, int MostEdits, int Prefix = 0) : EngineQuery;

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

/// <summary>Passages of any of some materials, each with the score 1; to be one of several that must match, or a filter.</summary>
internal sealed record OfMaterialsQuery(IReadOnlyList<string> Materials) : EngineQuery;

/// <summary>Every passage, each with the score 1.</summary>
internal sealed record EveryPassageQuery : EngineQuery;

/// <summary>No document.</summary>
internal sealed record NothingQuery : EngineQuery;
