namespace KnowledgeBase.Text;

/// <summary>Where a query word is looked up.</summary>
public enum QueryLookup
{
    /// <summary>As a term of the word field, which holds it wherever it stands as a word.</summary>
    Word,

    /// <summary>As a literal string: the lexicon doesn't know it, so no text need have been cut around it.</summary>
    Literal,
}

/// <summary>Something that a query asks for.</summary>
/// <param name="Term">The folded, canonical string: term of the word field, or string to look for by its characters.</param>
/// <param name="Lookup">Where to look it up.</param>
/// <param name="Offset">Where it stands in the folded query, or within the word that it is part of.</param>
/// <param name="Length">Number of folded units that it covers there.</param>
public sealed record QueryTerm(string Term, QueryLookup Lookup, int Offset, int Length);

/// <summary>One word of an analysed query.</summary>
public sealed record QueryWord
{
    /// <summary>The word as the query writes it.</summary>
    public required string Text { get; init; }

    /// <summary>Start in the query, in UTF-16 units.</summary>
    public required int Start { get; init; }

    /// <summary>End in the query, in UTF-16 units, exclusive.</summary>
    public required int End { get; init; }

    /// <summary>What to look up; its offset counts in the folded query.</summary>
    public required QueryTerm Term { get; init; }

    /// <summary>What the word is.</summary>
    public required WordKind Kind { get; init; }

    /// <summary>True for 的, 了, 在 and their like, which say nothing about a text's subject.</summary>
    public required bool IsFunctionWord { get; init; }

    /// <summary>The words that a long word is made of, in order: 三会一课 → 三会, 一课. Empty for a word that has none.</summary>
    public required IReadOnlyList<QueryTerm> Parts { get; init; }

    /// <summary>Equivalents by the lexicon, to be searched as well and shown as such.</summary>
    public required IReadOnlyList<QueryTerm> Synonyms { get; init; }
}
