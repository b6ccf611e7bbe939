using System.Globalization;
using KnowledgeBase.Materials;

namespace KnowledgeBase.Retrieval.Queries;

/// <summary>Tells a parsed query part by part, in the order in which they were typed.</summary>
internal sealed class QueryParts
{
    private readonly ParsedQuery _parsed;
    private readonly string _query;
    private readonly List<QueryPart> _parts = [];

    private QueryParts(ParsedQuery parsed, string query)
    {
        _parsed = parsed;
        _query = query;
    }

    /// <summary>The parts of a query in the query language.</summary>
    public static IReadOnlyList<QueryPart> Of(string query)
    {
        var parts = new QueryParts(QueryParser.Parse(query), query);
        if (parts._parsed.Root is { } root)
        {
            parts.Add(root, negated: false, required: false);
        }

        return parts._parts;
    }

    /// <summary>The one part of a query in which nothing is an operator.</summary>
    public static IReadOnlyList<QueryPart> OfString(string query) => string.IsNullOrWhiteSpace(query)
        ? []
        : [new QueryPart(QueryPartKind.Literal, query, null, Negated: false, Required: false, new TextSpan(0, query.Length), "")];

    /// <summary>A part of a query as it may be typed by itself.</summary>
    internal static string? Written(ParsedQuery parsed, string query, QueryNode part) =>
        new QueryParts(parsed, query).Written(part, taken: null, isInner: true);

    private void Add(QueryNode node, bool negated, bool required)
    {
        switch (node)
        {
            case NotNode not:
                Add(not.Inner, !negated, required);
                break;
            case RequiredNode must:
                Add(must.Inner, negated, required: true);
                break;
            case SequenceNode or AllNode or AnyNode:
                foreach (var part in Children(node))
                {
                    Add(part, negated, required);
                }

                break;
            default:
                var (kind, text, name) = Told(node);
                var without = Written(_parsed.Root!, node, isInner: false) ?? "";
                _parts.Add(new QueryPart(kind, text, name, negated, required, _parsed.Spans[node], without));
                break;
        }
    }

    private static (QueryPartKind Kind, string Text, string? Name) Told(QueryNode node) => node switch
    {
        WordsNode words => (QueryPartKind.Words, words.Text, null),
        LiteralNode literal => (literal.IsTitle ? QueryPartKind.Title : QueryPartKind.Literal, literal.Text, null),
        FilterNode filter => (QueryPartKind.Filter, string.Join('、', filter.Values), QueryNames.NameOf(filter.Field)),
        TogetherNode { Where: Togetherness.Sentence } together => (QueryPartKind.Together, string.Join('、', together.Texts), "同句"),
        TogetherNode { Where: Togetherness.Paragraph } together => (QueryPartKind.Together, string.Join('、', together.Texts), "同段"),
        TogetherNode together => (
            QueryPartKind.Together,
            string.Join('、', together.Texts),
            (together.Where == Togetherness.InOrder ? "依次" : "近") + together.Characters.ToString(CultureInfo.InvariantCulture)),
        PatternNode pattern => (QueryPartKind.Pattern, string.Join('、', pattern.Values), pattern.Kind switch
        {
            PatternKind.Prefix => "前缀",
            PatternKind.Wildcard => "通配",
            _ => "近似",
        }),
        FrameNode frame => (
            QueryPartKind.Frame, string.Join('…', frame.Anchors), "句式" + frame.Gap.ToString(CultureInfo.InvariantCulture)),
        _ => throw new ArgumentException($"A query node {node.GetType().Name} is no part by itself.", nameof(node)),
    };

    private static IReadOnlyList<QueryNode> Children(QueryNode node) => node switch
    {
        SequenceNode sequence => sequence.Parts,
        AllNode all => all.Parts,
        AnyNode any => any.Parts,
        _ => [],
    };

    /// <summary>A node as it may be typed, without one of its parts; null when nothing is left.</summary>
    private string? Written(QueryNode node, QueryNode? taken, bool isInner)
    {
        if (ReferenceEquals(node, taken))
        {
            return null;
        }

        switch (node)
        {
            case NotNode not:
                return Written(not.Inner, taken, isInner: true) is { } excluded ? "-" + excluded : null;
            case RequiredNode must:
                return Written(must.Inner, taken, isInner: true) is { } wanted ? "+" + wanted : null;
            case SequenceNode or AllNode or AnyNode:
                string[] parts = [.. Children(node).Select(p => Written(p, taken, isInner: true)).OfType<string>()];
                var written = string.Join(node switch { AllNode => " AND ", AnyNode => " OR ", _ => " " }, parts);
                return parts.Length switch { 0 => null, 1 => written, _ => isInner ? $"({written})" : written };

            // Quotation marks and parentheses that were typed half are put in whole.
            case LiteralNode { Text: var text, IsTitle: var isTitle } when text.AsSpan().IndexOfAny("“”《》") < 0:
                return isTitle ? $"《{text}》" : $"“{text}”";
            case TogetherNode when _parsed.Spans[node].In(_query).TrimEnd() is var together && together[^1] is not (')' or '）'):
                return together + ")";
            default:
                return _parsed.Spans[node].In(_query).Trim();
        }
    }
}
