using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace KnowledgeBase.Retrieval.Engines.OpenSearch;

/// <summary>Says queries as OpenSearch 2 has them. What they say is asked of passages, inside of <c>nested</c>.</summary>
internal static class OpenSearchQueries
{
    /// <summary>OpenSearch 2 multiplies BM25 by k1 + 1, as Lucene did before version 8.</summary>
    private const float Bm25 = 1 / 2.2f;

    /// <summary>A query for passages.</summary>
    /// <param name="query">The query.</param>
    /// <param name="byFrequency">
    /// For a term or a phrase: whether its score is how often it stands in a passage, for a phrase times the number of its terms.
    /// </param>
    public static JsonObject Translate(EngineQuery query, bool byFrequency = false) => query switch
    {
        TermQuery term => One("term", PathOf(term.Field, byFrequency), new()
        {
            ["value"] = TextOf(term.Field, term.Term),
            ["boost"] = byFrequency ? 1 : term.Boost * Bm25,
        }),
        PhraseQuery phrase => One("match_phrase", PathOf(phrase.Field, byFrequency), new()
        {
            ["query"] = OpenSearchTerms.OfPhrase(phrase.Field, phrase.Terms, phrase.Offsets),
            ["boost"] = byFrequency ? 1 : phrase.Boost * Bm25,
        }),
        BooleanQuery boolean => Boolean(boolean),
        DisjunctionMaxQuery { Parts: [] } => Nothing(),
        DisjunctionMaxQuery best => new()
        {
            ["dis_max"] = new JsonObject { ["queries"] = All(best.Parts), ["tie_breaker"] = 0, ["boost"] = best.Boost },
        },
        NearQuery near => OpenSearchIntervals.Near(near),
        SameUnitQuery same => OpenSearchIntervals.SameUnit(same),
        PrefixQuery prefix => One("prefix", OpenSearchSchema.Path(prefix.Field), new()
        {
            ["value"] = TextOf(prefix.Field, prefix.Prefix),
            ["boost"] = prefix.Boost,
        }),
        WildcardQuery { Pattern: "" } => Nothing(),
        WildcardQuery wildcard => One("wildcard", OpenSearchSchema.Path(wildcard.Field), new()
        {
            ["value"] = OpenSearchSchema.IsCut(wildcard.Field) ? OpenSearchTerms.OfPattern(wildcard.Pattern) : wildcard.Pattern,
            ["boost"] = wildcard.Boost,
        }),
        FuzzyQuery { Term: "" } => Nothing(),
        FuzzyQuery fuzzy => One("fuzzy", OpenSearchSchema.Path(fuzzy.Field), new()
        {
            ["value"] = TextOf(fuzzy.Field, EngineTerms.OfWord(fuzzy.Term)),
            ["fuzziness"] = fuzzy.MostEdits,
            ["prefix_length"] = fuzzy.Prefix,
            ["transpositions"] = true,
            ["rewrite"] = "constant_score", // all terms, and not the nearest fifty
            ["boost"] = fuzzy.Boost,
        }),
        RangeQuery range => One("range", OpenSearchSchema.Path(range.Field), new()
        {
            ["gte"] = range.From,
            ["lte"] = range.To,
            ["boost"] = range.Boost,
        }),
        OfMaterialsQuery of => new()
        {
            ["constant_score"] = new JsonObject
            {
                ["filter"] = One(
                    "terms", OpenSearchSchema.Path(PassageField.Material), new JsonArray([.. of.Materials.Select(id => (JsonNode)id)])),
                ["boost"] = of.Boost,
            },
        },
        EveryPassageQuery => new() { ["match_all"] = new JsonObject { ["boost"] = query.Boost } },
        NothingQuery => Nothing(),
        _ => throw new ArgumentException($"The OpenSearch engine knows no {query.GetType().Name}.", nameof(query)),
    };

    /// <summary>A query for passages that have one of the values chosen in each field, scored as it is.</summary>
    public static JsonObject Chosen(EngineQuery query, IEnumerable<FacetChoice> choices)
    {
        JsonNode[] filters = [.. choices.Select(choice => (JsonNode)One("terms", OpenSearchSchema.Path(choice.Field), Values(choice)))];
        return filters.Length == 0 ? Translate(query) : Bool(must: [Translate(query)], filter: filters);
    }

    /// <summary>A query for passages with one value in a field, or with none for the empty string.</summary>
    public static JsonObject HasValue(PassageField field, string value) => value.Length == 0
        ? Bool(mustNot: [new JsonObject { ["exists"] = new JsonObject { ["field"] = OpenSearchSchema.Path(field) } }])
        : One("terms", OpenSearchSchema.Path(field), Values(new FacetChoice(field, [value])));

    /// <summary>A query for materials by their passages.</summary>
    public static JsonObject Nested(JsonObject passages, string scoring, JsonObject? innerHits = null)
    {
        var nested = new JsonObject { ["path"] = OpenSearchSchema.Passages, ["query"] = passages, ["score_mode"] = scoring };
        if (innerHits is not null)
        {
            nested["inner_hits"] = innerHits;
        }

        return new JsonObject { ["nested"] = nested };
    }

    /// <summary>Filters for the materials of a commit.</summary>
    public static JsonNode[] Seen(long generation) =>
    [
        One("term", OpenSearchSchema.Kind, new() { ["value"] = DocumentKind.Material }),
        One("range", OpenSearchSchema.From, new() { ["lte"] = generation }),
        One("range", OpenSearchSchema.Until, new() { ["gt"] = generation }),
    ];

    /// <summary>A filter for materials by their ids.</summary>
    public static JsonObject Ids(IEnumerable<string> materials) =>
        One("terms", OpenSearchSchema.Material, new JsonArray([.. materials.Select(id => (JsonNode)id)]));

    /// <summary>A combination.</summary>
    public static JsonObject Bool(JsonNode[]? must = null, JsonNode[]? filter = null, JsonNode[]? mustNot = null)
    {
        var query = new JsonObject();
        if (must is not null)
        {
            query["must"] = new JsonArray(must);
        }

        if (filter is not null)
        {
            query["filter"] = new JsonArray(filter);
        }

        if (mustNot is not null)
        {
            query["must_not"] = new JsonArray(mustNot);
        }

        return new JsonObject { ["bool"] = query };
    }

    /// <summary>A query of one field.</summary>
    public static JsonObject One(string kind, string field, JsonNode says) => new() { [kind] = new JsonObject { [field] = says } };

    /// <inheritdoc cref="One(string, string, JsonNode)"/>
    public static JsonObject One(string kind, string field, JsonObject says) => One(kind, field, (JsonNode)says);

    private static JsonArray Values(FacetChoice choice) => new([.. choice.Values.Select(value => choice.Field == PassageField.Year
        ? JsonValue.Create(long.Parse(value, CultureInfo.InvariantCulture))
        : (JsonNode)value)]);

    private static string PathOf(PassageField field, bool byFrequency) =>
        byFrequency ? OpenSearchSchema.FrequencyPath(field) : OpenSearchSchema.Path(field);

    private static string TextOf(PassageField field, byte[] term) =>
        OpenSearchSchema.IsCut(field) ? OpenSearchTerms.Of(field, term) : Encoding.UTF8.GetString(term);

    private static JsonArray All(IReadOnlyList<EngineQuery> queries) => new([.. queries.Select(query => (JsonNode)Translate(query))]);

    private static JsonObject Boolean(BooleanQuery query)
    {
        var restricts = query.Must.Count + query.Filter.Count > 0;
        var minimum = restricts ? query.MinimumShouldMatch : Math.Max(1, query.MinimumShouldMatch);
        if (minimum > query.Should.Count)
        {
            return Nothing();
        }

        return new JsonObject
        {
            ["bool"] = new JsonObject
            {
                ["must"] = All(query.Must),
                ["filter"] = All(query.Filter),
                ["should"] = All(query.Should),
                ["must_not"] = All(query.MustNot),
                ["minimum_should_match"] = minimum,
                ["boost"] = query.Boost,
            },
        };
    }

    private static JsonObject Nothing() => new() { ["match_none"] = new JsonObject() };
}
