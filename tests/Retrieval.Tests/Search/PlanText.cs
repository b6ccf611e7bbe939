using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using KnowledgeBase.Retrieval.Engines;

namespace KnowledgeBase.Retrieval.Tests.Search;

/// <summary>
/// Writes what a query was planned to, whole, so that a test can name it: <c>+</c> must, <c>#</c> must without a score, <c>?</c> should,
/// <c>-</c> must not; words as <c>Words:党员</c>, strings of characters in quotes, boosts behind <c>^</c>.
/// </summary>
internal static class PlanText
{
    /// <summary>One line for each part of a query, or one for a query without parts.</summary>
    public static IEnumerable<string> Lines(EngineQuery query) => query is BooleanQuery { Boost: 1 } boolean
        ? [.. Parts(boolean), .. boolean.MinimumShouldMatch == 0 ? [] : (string[])[$"at least {boolean.MinimumShouldMatch} of ?"]]
        : [Of(query)];

    public static string Of(EngineQuery query)
    {
        var text = query switch
        {
            TermQuery term when IsOfCharacters(term.Field) => $"“{Characters([term.Term], [0])}”",
            TermQuery term => $"{term.Field}:{Encoding.UTF8.GetString(term.Term)}",
            PhraseQuery phrase when IsOfCharacters(phrase.Field) => $"“{Characters(phrase.Terms, phrase.Offsets)}”",
            PhraseQuery phrase =>
                $"{phrase.Field}:[{string.Join(' ', phrase.Terms.Zip(phrase.Offsets, (t, o) => $"{Encoding.UTF8.GetString(t)}@{o}"))}]",
            BooleanQuery boolean => Of(boolean),
            DisjunctionMaxQuery best => $"best({Of(best.Parts)})",
            NearQuery near => $"{(near.IsOrdered ? "in order" : "near")}~{near.Distance}[{Of(near.Parts)}]",
            SameUnitQuery same => $"same {same.Unit}[{Of(same.Parts)}]",
            PrefixQuery prefix => $"{prefix.Field}:{Encoding.UTF8.GetString(prefix.Prefix)}…",
            WildcardQuery wildcard => $"{wildcard.Field}:like {wildcard.Pattern}",
            FuzzyQuery fuzzy => $"{fuzzy.Field}:{fuzzy.Term}~{fuzzy.MostEdits}",
            RangeQuery range => $"{range.Field}:{range.From}..{range.To}",
            EveryPassageQuery => "*",
            NothingQuery => "nothing",
            _ => throw new ArgumentException($"A plan with {query.GetType().Name} has no text yet.", nameof(query)),
        };
        return query.Boost == 1 ? text : string.Create(CultureInfo.InvariantCulture, $"{text}^{query.Boost:0.###}");
    }

    private static string Of(IEnumerable<EngineQuery> parts) => string.Join(' ', parts.Select(Of));

    private static string Of(BooleanQuery query) =>
        $"({string.Join(' ', Parts(query))}){(query.MinimumShouldMatch == 0 ? "" : $">={query.MinimumShouldMatch}")}";

    private static IEnumerable<string> Parts(BooleanQuery query) =>
    [
        .. query.Must.Select(q => "+" + Of(q)),
        .. query.Filter.Select(q => "#" + Of(q)),
        .. query.Should.Select(q => "?" + Of(q)),
        .. query.MustNot.Select(q => "-" + Of(q)),
    ];

    private static bool IsOfCharacters(PassageField field) => field is PassageField.Bigrams or PassageField.Characters;

    /// <summary>The string of which these are the characters or pairs.</summary>
    private static string Characters(IReadOnlyList<byte[]> terms, IReadOnlyList<int> offsets)
    {
        var units = new char[offsets[^1] + (terms[^1].Length / 2)];
        for (var i = 0; i < terms.Count; i++)
        {
            for (var j = 0; j < terms[i].Length; j += 2)
            {
                units[offsets[i] + (j / 2)] = (char)BinaryPrimitives.ReadUInt16BigEndian(terms[i].AsSpan(j));
            }
        }

        return new string(units);
    }
}
