using System.Globalization;
using System.Text.Json.Nodes;

namespace KnowledgeBase.Retrieval.Engines.OpenSearch;

/// <summary>
/// Says what must stand near one another, or in one unit, as OpenSearch's <c>intervals</c>. Those find the same places as the other engines
/// do, but score in a way of their own: so they only say what matches, and the score is that of the parts' terms.
/// </summary>
internal static class OpenSearchIntervals
{
    public static JsonObject Near(NearQuery near)
    {
        // One occurrence serves two parts that are equal, unless one is to stand behind the other.
        var parts = near.IsOrdered ? near.Parts : Distinct(near.Parts);
        return Scored(near.Parts, near.Boost, All(parts, near.IsOrdered, new JsonObject
        {
            // Such scripts have no parameters; there are not many distances that people ask for.
            ["script"] = new JsonObject
            {
                ["source"] = string.Create(CultureInfo.InvariantCulture, $"interval.end - interval.start <= {near.Distance}"),
            },
        }));
    }

    public static JsonObject SameUnit(SameUnitQuery same)
    {
        var field = OpenSearchSchema.Path(PassageField.Units);
        var unit = new JsonObject
        {
            ["any_of"] = new JsonObject
            {
                ["intervals"] = new JsonArray
                {
                    new JsonObject
                    {
                        ["all_of"] = new JsonObject
                        {
                            ["ordered"] = true,
                            ["intervals"] = new JsonArray
                            {
                                Match(OpenSearchTerms.BeginOf(same.Unit), field),
                                Match(OpenSearchTerms.EndOf(same.Unit), field),
                            },
                        },
                    },
                    Match(OpenSearchTerms.WholeUnit(same.Unit), field),
                },
            },
        };
        return Scored(
            same.Parts, same.Boost, All(Distinct(same.Parts), isOrdered: false, new JsonObject { ["contained_by"] = unit }));
    }

    private static JsonObject Scored(IReadOnlyList<PlacedQuery> parts, float boost, JsonObject intervals)
    {
        var query = OpenSearchQueries.Bool(
            filter: [OpenSearchQueries.One("intervals", OpenSearchSchema.Path(parts[0].Field), intervals)]);
        query["bool"]!["should"] = new JsonArray(
            [.. parts.SelectMany(TermsOf).Select(term => (JsonNode)OpenSearchQueries.Translate(term))]);
        query["bool"]!["boost"] = boost;
        return query;
    }

    private static IEnumerable<TermQuery> TermsOf(PlacedQuery part) => part switch
    {
        PhraseQuery phrase => phrase.Terms.Select(term => new TermQuery(phrase.Field, term)),
        TermQuery term => [new TermQuery(term.Field, term.Term)],
        _ => throw new ArgumentException($"The OpenSearch engine knows no place of a {part.GetType().Name}.", nameof(part)),
    };

    private static PlacedQuery[] Distinct(IReadOnlyList<PlacedQuery> parts) => [.. parts.DistinctBy(TextOf, StringComparer.Ordinal)];

    private static JsonObject All(IReadOnlyList<PlacedQuery> parts, bool isOrdered, JsonObject filter)
    {
        if (parts is [var only])
        {
            return Match(TextOf(only), field: null, filter);
        }

        return new JsonObject
        {
            ["all_of"] = new JsonObject
            {
                ["ordered"] = isOrdered,
                ["intervals"] = new JsonArray([.. parts.Select(part => (JsonNode)Match(TextOf(part), field: null))]),
                ["filter"] = filter,
            },
        };
    }

    private static string TextOf(PlacedQuery part) => part is PhraseQuery phrase
        ? OpenSearchTerms.OfPhrase(phrase.Field, phrase.Terms, phrase.Offsets)
        : OpenSearchTerms.Of(part.Field, ((TermQuery)part).Term);

    private static JsonObject Match(string text, string? field, JsonObject? filter = null)
    {
        var match = new JsonObject { ["query"] = text, ["ordered"] = true, ["max_gaps"] = 0 };
        if (field is not null)
        {
            match["use_field"] = field;
        }

        if (filter is not null)
        {
            match["filter"] = filter;
        }

        return new JsonObject { ["match"] = match };
    }
}
