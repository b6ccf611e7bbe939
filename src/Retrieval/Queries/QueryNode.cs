using KnowledgeBase.Materials;

namespace KnowledgeBase.Retrieval.Queries;

/// <summary>A part of what a person typed, by its meaning. How it is matched is decided by <c>QueryPlanner</c>.</summary>
internal abstract record QueryNode;

/// <summary>Unquoted text between white space and operators; not yet cut into words.</summary>
internal sealed record WordsNode(string Text) : QueryNode;

/// <summary>Text in quotation marks: exactly this string.</summary>
/// <param name="Text">The string between the marks.</param>
/// <param name="IsTitle">It stood in 《》; where the string stands in 《》 itself it counts more.</param>
/// <param name="IsOpen">Its closing mark is missing: what follows may be a sentence that was cut out of a longer quotation.</param>
internal sealed record LiteralNode(string Text, bool IsTitle = false, bool IsOpen = false) : QueryNode;

/// <summary><c>文种:讲话</c>: restricts, never scores.</summary>
internal sealed record FilterNode(FilterField Field, IReadOnlyList<string> Values) : QueryNode;

/// <summary><c>近10:（党建 业务）</c>: all of these strings stand together.</summary>
/// <param name="Where">How near they are.</param>
/// <param name="Characters">How many characters stand between them at most, all gaps together; 0 for a unit.</param>
/// <param name="Texts">One or more strings.</param>
internal sealed record TogetherNode(Togetherness Where, int Characters, IReadOnlyList<string> Texts) : QueryNode;

/// <summary><c>前缀:新质</c> or <c>新质*</c>: words that fit any of these values.</summary>
/// <param name="Kind">How they fit.</param>
/// <param name="Values">One or more.</param>
/// <param name="OrText">It was typed without a name, so a text with the signs themselves may be meant as well.</param>
internal sealed record PatternNode(PatternKind Kind, IReadOnlyList<string> Values, bool OrText = false) : QueryNode;

/// <summary><c>以…为…</c>: strings in this order, with gaps between them.</summary>
/// <param name="Anchors">The strings; empty where an ellipsis was typed alone.</param>
/// <param name="Gap">How many characters stand in a gap at most.</param>
internal sealed record FrameNode(IReadOnlyList<string> Anchors, int Gap) : QueryNode;

/// <summary>Everything that the inner part does not match.</summary>
internal sealed record NotNode(QueryNode Inner) : QueryNode;

/// <summary>The inner part must match, in every mode: a leading <c>+</c>.</summary>
internal sealed record RequiredNode(QueryNode Inner) : QueryNode;

/// <summary>Parts side by side without an operator: the mode of the search says how many of them must match.</summary>
internal sealed record SequenceNode(IReadOnlyList<QueryNode> Parts) : QueryNode;

/// <summary>All parts must match.</summary>
internal sealed record AllNode(IReadOnlyList<QueryNode> Parts) : QueryNode;

/// <summary>At least one part must match.</summary>
internal sealed record AnyNode(IReadOnlyList<QueryNode> Parts) : QueryNode;

/// <summary>What a search can be restricted by.</summary>
internal enum FilterField
{
    Theme,
    Year,
    Genre,
    Tier,
    Issuer,
    Title,
    Heading,
    Body,
    Sector,
    Region,
    DocumentNumber,
    Source,
}

/// <summary>How near strings stand to one another.</summary>
internal enum Togetherness
{
    Sentence,
    Paragraph,
    Near,
    InOrder,
}

/// <summary>What words are told by, other than themselves.</summary>
internal enum PatternKind
{
    /// <summary>How they begin.</summary>
    Prefix,

    /// <summary>A whole word in which <c>*</c> and <c>?</c> stand for any characters, or one.</summary>
    Wildcard,

    /// <summary>A word that they are nearly.</summary>
    Fuzzy,
}

/// <summary>A query as it was understood.</summary>
/// <param name="Root">The query; null when nothing searchable was typed.</param>
/// <param name="Warnings">What could not be understood as typed and what was done instead, in Chinese, for the person who typed it.</param>
/// <param name="Spans">Where each part stands in what was typed, without signs in front; by the part itself, not by its value.</param>
internal sealed record ParsedQuery(QueryNode? Root, IReadOnlyList<string> Warnings, IReadOnlyDictionary<QueryNode, TextSpan> Spans);
