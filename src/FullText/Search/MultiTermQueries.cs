using System.Text;

namespace KnowledgeBase.FullText.Search;

/// <summary>Documents that have any of the terms, each with score 1: the quick form of a long list of alternatives in a filter.</summary>
/// <param name="field">An inverted field.</param>
/// <param name="terms">Their bytes.</param>
public sealed class AnyTermQuery(string field, IReadOnlyList<ReadOnlyMemory<byte>> terms) : Query
{
    /// <summary>Documents that have any of the terms, given as text.</summary>
    public AnyTermQuery(string field, IEnumerable<string> terms)
        : this(field, [.. terms.Select(t => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(t))])
    {
    }

    /// <summary>The field's name.</summary>
    public string Field { get; } = field;

    /// <summary>The terms.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Terms => terms;

    /// <inheritdoc/>
    public override string ToString() => $"{Field}:any({string.Join(' ', terms.Select(t => Show(t.Span)))})";

    internal override Weight CreateWeight(SearchPlan plan, float boost) =>
        new TermSetWeight(plan, this, plan.IndexedField(Field), new ExactTerms(terms), boost);
}

/// <summary>Documents that have a term which begins with the given bytes, each with score 1.</summary>
/// <param name="field">An inverted field.</param>
/// <param name="prefix">The first bytes; none means every term.</param>
public sealed class PrefixQuery(string field, ReadOnlyMemory<byte> prefix) : Query
{
    /// <summary>Documents that have a term which begins with the text.</summary>
    public PrefixQuery(string field, string prefix)
        : this(field, Encoding.UTF8.GetBytes(prefix))
    {
    }

    /// <summary>The field's name.</summary>
    public string Field { get; } = field;

    /// <summary>The first bytes.</summary>
    public ReadOnlyMemory<byte> Prefix => prefix;

    /// <inheritdoc/>
    public override string ToString() => $"{Field}:{Show(prefix.Span)}*";

    internal override Weight CreateWeight(SearchPlan plan, float boost) =>
        new TermSetWeight(plan, this, plan.IndexedField(Field), new PrefixTerms(prefix), boost);
}

/// <summary>Documents that have a term between two others, in byte order, each with score 1.</summary>
/// <param name="field">An inverted field.</param>
/// <param name="from">The lowest; null for no limit.</param>
/// <param name="to">The highest; null for no limit.</param>
/// <param name="includeFrom">Whether the lowest itself counts.</param>
/// <param name="includeTo">Whether the highest itself counts.</param>
public sealed class TermRangeQuery(
    string field, ReadOnlyMemory<byte>? from, ReadOnlyMemory<byte>? to, bool includeFrom = true, bool includeTo = true) : Query
{
    /// <summary>The field's name.</summary>
    public string Field { get; } = field;

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Field}:{(includeFrom ? '[' : '{')}{(from is { } f ? Show(f.Span) : "*")} TO "
        + $"{(to is { } t ? Show(t.Span) : "*")}{(includeTo ? ']' : '}')}";

    internal override Weight CreateWeight(SearchPlan plan, float boost) =>
        new TermSetWeight(plan, this, plan.IndexedField(Field), new RangeTerms(from, to, includeFrom, includeTo), boost);
}

/// <summary>
/// Documents that have a term which fits a pattern, each with score 1: * stands for any number of characters, ? for one, \ before a
/// character for that character itself. Terms and pattern are taken as UTF-8.
/// </summary>
/// <param name="field">An inverted field.</param>
/// <param name="pattern">The pattern. What comes before the first * or ? narrows the search.</param>
public sealed class WildcardQuery(string field, string pattern) : Query
{
    /// <summary>The field's name.</summary>
    public string Field { get; } = field;

    /// <summary>The pattern.</summary>
    public string Pattern => pattern;

    /// <inheritdoc/>
    public override string ToString() => $"{Field}:{pattern}";

    internal override Weight CreateWeight(SearchPlan plan, float boost) =>
        new TermSetWeight(plan, this, plan.IndexedField(Field), new WildcardTerms(pattern), boost);
}

/// <summary>
/// Documents that have a term like the given one: at most <paramref name="maxEdits"/> characters are inserted, left out, replaced or
/// swapped with their neighbour. Terms are taken as UTF-8. The closest <see cref="MaxExpansions"/> terms of the index are looked for;
/// each scores as a term query, multiplied by 1 − edits / length of the shorter.
/// </summary>
/// <param name="field">An inverted field.</param>
/// <param name="term">The term.</param>
/// <param name="maxEdits">0 to 2.</param>
/// <param name="prefixLength">How many first characters must agree.</param>
/// <param name="maxExpansions">The most terms that are looked for; equally close ones are taken in byte order.</param>
public sealed class FuzzyQuery(string field, string term, int maxEdits = 2, int prefixLength = 0, int maxExpansions = 50) : Query
{
    /// <summary>The field's name.</summary>
    public string Field { get; } = field;

    /// <summary>The term.</summary>
    public string Term => term;

    /// <summary>How many edits are allowed.</summary>
    public int MaxEdits { get; } = maxEdits is >= 0 and <= 2
        ? maxEdits
        : throw new ArgumentOutOfRangeException(nameof(maxEdits), maxEdits, "0 to 2");

    /// <summary>How many first characters must agree.</summary>
    public int PrefixLength { get; } = prefixLength >= 0 ? prefixLength : throw new ArgumentOutOfRangeException(nameof(prefixLength));

    /// <summary>The most terms that are looked for.</summary>
    public int MaxExpansions { get; } = maxExpansions >= 1 ? maxExpansions : throw new ArgumentOutOfRangeException(nameof(maxExpansions));

    /// <inheritdoc/>
    public override string ToString() => $"{Field}:{term}~{MaxEdits}";

    internal override Weight CreateWeight(SearchPlan plan, float boost) =>
        new BooleanWeight(plan, FuzzyTerms.Expand(plan, this), boost, this);
}

/// <summary>
/// Documents that have any term like the given one, each with score 1: at most <paramref name="maxEdits"/> characters are inserted, left
/// out, replaced or swapped with their neighbour. Terms are taken as UTF-8. Unlike <see cref="FuzzyQuery"/> it looks for all such terms.
/// </summary>
/// <param name="field">An inverted field.</param>
/// <param name="term">The term.</param>
/// <param name="maxEdits">0 to 2.</param>
/// <param name="prefixLength">How many first characters must agree.</param>
public sealed class SimilarTermQuery(string field, string term, int maxEdits, int prefixLength = 0) : Query
{
    /// <summary>The field's name.</summary>
    public string Field { get; } = field;

    /// <summary>The term.</summary>
    public string Term { get; } = term;

    /// <summary>How many edits are allowed.</summary>
    public int MaxEdits { get; } = maxEdits is >= 0 and <= 2
        ? maxEdits
        : throw new ArgumentOutOfRangeException(nameof(maxEdits), maxEdits, "0 to 2");

    /// <summary>How many first characters must agree.</summary>
    public int PrefixLength { get; } = prefixLength >= 0 ? prefixLength : throw new ArgumentOutOfRangeException(nameof(prefixLength));

    /// <inheritdoc/>
    public override string ToString() => $"{Field}:like({Term})~{MaxEdits}";

    internal override Weight CreateWeight(SearchPlan plan, float boost) =>
        new TermSetWeight(plan, this, plan.IndexedField(Field), new SimilarTerms(Term, MaxEdits, PrefixLength), boost);
}

/// <summary>Documents whose integer column lies between two numbers, both included, each with score 1.</summary>
/// <param name="field">A field with an integer column.</param>
/// <param name="min">The lowest.</param>
/// <param name="max">The highest.</param>
public sealed class IntegerRangeQuery(string field, long min, long max) : Query
{
    /// <summary>The field's name.</summary>
    public string Field { get; } = field;

    /// <summary>The lowest value.</summary>
    public long Min => min;

    /// <summary>The highest value.</summary>
    public long Max => max;

    /// <inheritdoc/>
    public override string ToString() => $"{Field}:[{min} TO {max}]";

    internal override Weight CreateWeight(SearchPlan plan, float boost) => new IntegerRangeWeight(plan, this, boost);
}

/// <summary>
/// What a query matches, its score multiplied by a number that depends on a document's integer column: newer, weightier, nearer.
/// </summary>
/// <param name="query">The query.</param>
/// <param name="field">A field with an integer column.</param>
/// <param name="factor">The factor by value; null stands for no value. Must always give the same for the same, 0 or more.</param>
/// <param name="maxFactor">No factor is greater; lets the search skip what cannot reach the best.</param>
public sealed class IntegerBoostQuery(Query query, string field, Func<long?, float> factor, float maxFactor) : Query
{
    /// <summary>The query.</summary>
    public Query Query => query;

    /// <summary>The field's name.</summary>
    public string Field { get; } = field;

    internal Func<long?, float> Factor => factor;

    internal float MaxFactor { get; } = maxFactor >= 0 ? maxFactor : throw new ArgumentOutOfRangeException(nameof(maxFactor));

    /// <inheritdoc/>
    public override string ToString() => $"{query}*f({Field})";

    internal override Weight CreateWeight(SearchPlan plan, float boost) => new IntegerBoostWeight(plan, this, boost);
}
