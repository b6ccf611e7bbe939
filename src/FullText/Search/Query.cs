using System.Text;

namespace KnowledgeBase.FullText.Search;

/// <summary>
/// What to look for. Queries are immutable values, independent of any index; the fields that they name are looked up when they are
/// run. Every class says which documents match and how they score; scores are BM25 as Lucene computes it unless said otherwise.
/// </summary>
public abstract class Query
{
    private protected Query()
    {
    }

    internal abstract Weight CreateWeight(SearchPlan plan, float boost);

    private protected static string Show(ReadOnlySpan<byte> bytes)
    {
        var text = Encoding.UTF8.GetString(bytes);
        return text.Contains('\uFFFD', StringComparison.Ordinal) || text.Any(char.IsControl) ? "0x" + Convert.ToHexString(bytes) : text;
    }
}

/// <summary>Documents that have a term in a field. Score: BM25.</summary>
/// <param name="field">An inverted field.</param>
/// <param name="term">Its bytes.</param>
public sealed class TermQuery(string field, ReadOnlyMemory<byte> term) : Query
{
    /// <summary>Documents that have a term, given as text and looked for as UTF-8.</summary>
    public TermQuery(string field, string term)
        : this(field, Encoding.UTF8.GetBytes(term))
    {
    }

    /// <summary>The field's name.</summary>
    public string Field { get; } = field;

    /// <summary>The term's bytes.</summary>
    public ReadOnlyMemory<byte> Term => term;

    /// <inheritdoc/>
    public override string ToString() => $"{Field}:{Show(term.Span)}";

    internal override Weight CreateWeight(SearchPlan plan, float boost) => new TermWeight(plan, this, boost);
}

/// <summary>A term of a phrase and where it stands in it.</summary>
/// <param name="Term">Its bytes.</param>
/// <param name="Offset">Its position less that of the phrase, in the field's own unit of positions.</param>
public readonly record struct PhraseTerm(ReadOnlyMemory<byte> Term, int Offset);

/// <summary>
/// Documents in which all terms stand in one field at the given offsets from each other. Score: BM25 of the phrase as if it were a
/// term: its frequency is the number of places, its idf the sum of the terms'.
/// </summary>
/// <remarks>
/// With a slop, terms may be displaced: let aᵢ be a position of term i less its offset; a match is a shortest stretch [m, M] that
/// holds some aᵢ of every term, with M − m ≤ slop, and it counts 1 / (1 + M − m). Displacement knows no order, and one position may
/// serve two terms that are equal.
/// </remarks>
public sealed class PhraseQuery : Query
{
    private readonly PhraseTerm[] _terms;

    /// <summary>A phrase.</summary>
    /// <param name="field">A field with positions.</param>
    /// <param name="terms">One term or more, in any order.</param>
    /// <param name="slop">0: exactly there. Otherwise how far displacements may differ.</param>
    public PhraseQuery(string field, IReadOnlyList<PhraseTerm> terms, int slop = 0)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentOutOfRangeException.ThrowIfNegative(slop);
        if (terms.Count == 0)
        {
            throw new ArgumentException("A phrase needs a term.", nameof(terms));
        }

        Field = field;
        Slop = slop;
        _terms = [.. terms.Distinct()];
    }

    /// <summary>A phrase of terms at consecutive positions, given as text.</summary>
    public PhraseQuery(string field, params string[] terms)
        : this(field, [.. terms.Select((t, i) => new PhraseTerm(Encoding.UTF8.GetBytes(t), i))])
    {
    }

    /// <summary>The field's name.</summary>
    public string Field { get; }

    /// <summary>The terms with their offsets.</summary>
    public IReadOnlyList<PhraseTerm> Terms => _terms;

    /// <summary>How far displacements may differ.</summary>
    public int Slop { get; }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Field}:\"{string.Join(' ', _terms.Select(t => $"{Show(t.Term.Span)}@{t.Offset}"))}\"" + (Slop > 0 ? $"~{Slop}" : "");

    internal override Weight CreateWeight(SearchPlan plan, float boost) =>
        _terms.Length == 1
            ? new TermWeight(plan, new TermQuery(Field, _terms[0].Term), boost, this)
            : new PhraseWeight(plan, this, boost);
}

/// <summary>
/// Documents in which all clauses stand near each other. A clause stands on a stretch of positions: a term on one, a phrase from its
/// first to its last term's, nested nearness on what it spans. The match is a shortest stretch [m, M] that holds one of every
/// clause, with M − m ≤ distance; ordered: each clause begins behind the end of the one before. Score: BM25 with the number of such
/// stretches as frequency and the sum of the clauses' idf.
/// </summary>
public sealed class NearQuery : Query
{
    private readonly Query[] _clauses;

    /// <summary>Nearness.</summary>
    /// <param name="clauses">Two or more of: term, phrase, nearness. Fields may differ if their positions mean the same.</param>
    /// <param name="distance">The greatest difference between the last and the first position of the stretch.</param>
    /// <param name="ordered">Whether the clauses must stand in the order given, without overlap.</param>
    public NearQuery(IReadOnlyList<Query> clauses, int distance, bool ordered = false)
    {
        ArgumentNullException.ThrowIfNull(clauses);
        ArgumentOutOfRangeException.ThrowIfNegative(distance);
        _clauses = [.. clauses];
        PositionalClauses.Check(_clauses, nameof(clauses));
        Distance = distance;
        Ordered = ordered;
    }

    /// <summary>What must be near.</summary>
    public IReadOnlyList<Query> Clauses => _clauses;

    /// <summary>The greatest difference between the last and the first position.</summary>
    public int Distance { get; }

    /// <summary>Whether the order counts.</summary>
    public bool Ordered { get; }

    /// <inheritdoc/>
    public override string ToString() => $"near{(Ordered ? "-ordered" : "")}~{Distance}({string.Join(", ", (object[])_clauses)})";

    internal override Weight CreateWeight(SearchPlan plan, float boost) => new NearWeight(plan, this, boost);
}

/// <summary>
/// Documents in which all clauses stand within one unit, such as a sentence or a paragraph. Units begin where the mark stands: a
/// term that was indexed at the position of each unit's beginning. Score: BM25 with the number of such units as frequency and the
/// sum of the clauses' idf.
/// </summary>
public sealed class WithinUnitQuery : Query
{
    private readonly Query[] _clauses;

    /// <summary>All clauses within one unit.</summary>
    /// <param name="markField">The field of the mark, with positions.</param>
    /// <param name="mark">The term that stands at the beginning of each unit. What stands before the first mark is a unit too.</param>
    /// <param name="clauses">One or more of: term, phrase, nearness. Their positions must mean the same as the mark's.</param>
    public WithinUnitQuery(string markField, ReadOnlyMemory<byte> mark, IReadOnlyList<Query> clauses)
    {
        ArgumentNullException.ThrowIfNull(clauses);
        _clauses = [.. clauses];
        PositionalClauses.Check(_clauses, nameof(clauses));
        MarkField = markField;
        Mark = mark;
    }

    /// <summary>The mark's field.</summary>
    public string MarkField { get; }

    /// <summary>The mark.</summary>
    public ReadOnlyMemory<byte> Mark { get; }

    /// <summary>What must stand in one unit.</summary>
    public IReadOnlyList<Query> Clauses => _clauses;

    /// <inheritdoc/>
    public override string ToString() => $"within[{MarkField}:{Show(Mark.Span)}]({string.Join(", ", (object[])_clauses)})";

    internal override Weight CreateWeight(SearchPlan plan, float boost) => new WithinUnitWeight(plan, this, boost);
}

internal static class PositionalClauses
{
    public static void Check(Query[] clauses, string name)
    {
        if (clauses.Length == 0)
        {
            throw new ArgumentException("At least one clause is needed.", name);
        }

        foreach (var clause in clauses)
        {
            if (clause is not (TermQuery or PhraseQuery or NearQuery))
            {
                throw new ArgumentException($"Terms, phrases and nearness have positions; '{clause}' has not.", name);
            }
        }
    }
}

/// <summary>
/// Combines queries. A document matches when all of <see cref="Must"/> and <see cref="Filter"/> match, none of
/// <see cref="MustNot"/>, and at least <see cref="MinimumShouldMatch"/> of <see cref="Should"/>; where there is neither must nor
/// filter, at least one of should. Score: the sum over the must and should clauses that match.
/// </summary>
public sealed class BooleanQuery : Query
{
    /// <summary>Must match, and score.</summary>
    public IReadOnlyList<Query> Must { get; init; } = [];

    /// <summary>May match, and score then.</summary>
    public IReadOnlyList<Query> Should { get; init; } = [];

    /// <summary>Must not match.</summary>
    public IReadOnlyList<Query> MustNot { get; init; } = [];

    /// <summary>Must match, without scoring.</summary>
    public IReadOnlyList<Query> Filter { get; init; } = [];

    /// <summary>How many of <see cref="Should"/> must match, at least; 0 by default.</summary>
    public int MinimumShouldMatch { get; init; }

    /// <summary>All of these.</summary>
    public static BooleanQuery And(params IReadOnlyList<Query> clauses) => new() { Must = clauses };

    /// <summary>Any of these.</summary>
    public static BooleanQuery Or(params IReadOnlyList<Query> clauses) => new() { Should = clauses };

    /// <inheritdoc/>
    public override string ToString() =>
        "(" + string.Join(
            ' ',
            Must.Select(q => $"+{q}")
                .Concat(Filter.Select(q => $"#{q}"))
                .Concat(Should.Select(q => $"{q}"))
                .Concat(MustNot.Select(q => $"-{q}")))
        + ")" + (MinimumShouldMatch > 0 ? $"~{MinimumShouldMatch}" : "");

    internal override Weight CreateWeight(SearchPlan plan, float boost) => new BooleanWeight(plan, this, boost);
}

/// <summary>Documents that match any of the queries. Score: the best, and the share <see cref="TieBreaker"/> of the others.</summary>
/// <param name="queries">One or more.</param>
/// <param name="tieBreaker">0 to 1.</param>
public sealed class DisjunctionMaxQuery(IReadOnlyList<Query> queries, float tieBreaker = 0) : Query
{
    /// <summary>The alternatives.</summary>
    public IReadOnlyList<Query> Queries => queries;

    /// <summary>The share of the other scores that is added.</summary>
    public float TieBreaker => tieBreaker;

    /// <inheritdoc/>
    public override string ToString() => $"max({string.Join(" | ", queries)})~{tieBreaker}";

    internal override Weight CreateWeight(SearchPlan plan, float boost) => new DisjunctionMaxWeight(plan, this, boost);
}

/// <summary>What a query matches, its score multiplied.</summary>
/// <param name="query">The query.</param>
/// <param name="boost">0 or more, finite.</param>
public sealed class BoostQuery(Query query, float boost) : Query
{
    /// <summary>The query.</summary>
    public Query Query => query;

    /// <summary>The factor.</summary>
    public float Boost { get; } = boost >= 0 && float.IsFinite(boost) ? boost : throw new ArgumentOutOfRangeException(nameof(boost));

    /// <inheritdoc/>
    public override string ToString() => $"{query}^{Boost}";

    internal override Weight CreateWeight(SearchPlan plan, float boost) => query.CreateWeight(plan, boost * Boost);
}

/// <summary>What a query matches, all with one score.</summary>
/// <param name="query">The query.</param>
/// <param name="score">0 or more, finite.</param>
public sealed class ConstantScoreQuery(Query query, float score = 1) : Query
{
    /// <summary>The query.</summary>
    public Query Query => query;

    /// <summary>The score of every match.</summary>
    public float Score { get; } = score >= 0 && float.IsFinite(score) ? score : throw new ArgumentOutOfRangeException(nameof(score));

    /// <inheritdoc/>
    public override string ToString() => $"constant({query})^{Score}";

    internal override Weight CreateWeight(SearchPlan plan, float boost) => new ConstantWeight(plan, query, boost * Score);
}

/// <summary>All documents, each with score 1.</summary>
public sealed class MatchAllQuery : Query
{
    /// <inheritdoc/>
    public override string ToString() => "*:*";

    internal override Weight CreateWeight(SearchPlan plan, float boost) => new MatchAllWeight(plan, boost);
}

/// <summary>No document.</summary>
public sealed class MatchNoneQuery : Query
{
    /// <inheritdoc/>
    public override string ToString() => "(none)";

    internal override Weight CreateWeight(SearchPlan plan, float boost) => new MatchNoneWeight(plan);
}

/// <summary>The documents that were added under any of the keys, each with score 1.</summary>
/// <param name="keys">The keys.</param>
public sealed class KeyQuery(IReadOnlyList<ReadOnlyMemory<byte>> keys) : Query
{
    /// <summary>The documents added under a key, given as text.</summary>
    public KeyQuery(string key)
        : this([Encoding.UTF8.GetBytes(key)])
    {
    }

    /// <summary>The keys.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Keys => keys;

    /// <inheritdoc/>
    public override string ToString() => $"key:({string.Join(' ', keys.Select(k => Show(k.Span)))})";

    internal override Weight CreateWeight(SearchPlan plan, float boost) =>
        new TermSetWeight(plan, this, plan.KeyField, new ExactTerms(keys), boost);
}
