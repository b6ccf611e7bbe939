using KnowledgeBase.Materials;

namespace KnowledgeBase.Retrieval.Queries;

/// <summary>A part of a query as it was understood, so that it can be shown and taken away.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">What it asks for; several values parted by 、.</param>
/// <param name="Name">The field, or what stands before the colon of other kinds; null for words and strings.</param>
/// <param name="Negated">True when it must not match.</param>
/// <param name="Required">True when it must match in every mode.</param>
/// <param name="Span">Where it stands in the query, without signs in front of it.</param>
/// <param name="Without">The query without it.</param>
public sealed record QueryPart(
    QueryPartKind Kind, string Text, string? Name, bool Negated, bool Required, TextSpan Span, string Without);

/// <summary>Kinds of parts of a query.</summary>
public enum QueryPartKind
{
    /// <summary>Plain words.</summary>
    Words,

    /// <summary>Exactly this string.</summary>
    Literal,

    /// <summary>A title in 《》.</summary>
    Title,

    /// <summary>A field with values.</summary>
    Filter,

    /// <summary>Strings near one another.</summary>
    Together,

    /// <summary>Words by their beginning, a pattern, or nearly.</summary>
    Pattern,

    /// <summary>Strings with gaps between them.</summary>
    Frame,
}
