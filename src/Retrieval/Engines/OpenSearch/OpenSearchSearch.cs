using System.Text.Json;
using System.Text.Json.Nodes;

namespace KnowledgeBase.Retrieval.Engines.OpenSearch;

/// <summary>
/// One search for materials: their order and what is counted is asked for first, then the page's materials with their best passages.
/// </summary>
internal sealed class OpenSearchSearch(
    OpenSearchIndex index,
    long generation,
    long library,
    MaterialTexts texts,
    EngineSearch search,
    Action<string, byte[]> keepCard,
    CancellationToken cancellation)
{
    /// <summary>Values of a field that are counted at most; no field of ours has a tenth of that.</summary>
    public const int MostValues = 10_000;

    /// <summary>A search that takes longer than any person waits gives what it has.</summary>
    private const string TimeBudget = "10s";

    /// <summary>Materials that are asked for beyond a page's, since some will be one hit with others.</summary>
    private const int Spare = 50;

    private static readonly string Card = OpenSearchSchema.Name(StoredField.Card);
    private static readonly string Passage = $"{OpenSearchSchema.Passages}.{OpenSearchSchema.Name(StoredField.Passage)}";

    private bool IsTogether => !texts.IsEmpty;

    /// <summary>Asks, and gives what was found.</summary>
    public EngineResult Run()
    {
        var wanted = search.Take == 0 ? 0L : (long)search.Skip + search.Take;
        var counts = Nest("passages", OpenSearchQueries.Chosen(search.Query, search.Choices));
        if (IsTogether)
        {
            counts["copies"] = Copies(after: null);
        }

        var chosen = search.Choices.Count > 0 && search.Facets.Count > 0;
        AddFacets(chosen ? [] : counts);
        var first = Question(
            Ranked(innerHits: null), wanted > OpenSearchIndex.Step ? 0 : (int)(wanted + (IsTogether && wanted > 0 ? Spare : 0)), counts);
        var (document, answers) = index.Search(cancellation, chosen ? [first, Question(Unchosen(), 0, AddFacets([]))] : [first]);
        using (document)
        {
            var hits = answers[0].GetProperty("hits");
            var counted = answers[0].GetProperty("aggregations");
            var materials = hits.GetProperty("total").GetProperty("value").GetInt32();
            var found = IsTogether ? materials - CopiesBesides(counted.GetProperty("copies")) : materials;
            return new EngineResult
            {
                Materials = materials,
                Hits = found,
                Passages = InNest(counted, "passages").GetProperty("doc_count").GetInt32(),
                Page = search.Take == 0 || search.Skip >= found ? [] : Page(Order(hits, Math.Min(wanted, found))),
                Facets = search.Facets.ToDictionary(
                    field => field,
                    field => (IReadOnlyList<EngineFacetValue>)FacetIn(answers[^1].GetProperty("aggregations"), field)),
                Partial = answers.Any(answer => answer.GetProperty("timed_out").GetBoolean()),
            };
        }
    }

    /// <summary>What a hit came with under a name; null when it has nothing there.</summary>
    public static byte[]? StoredIn(JsonElement hit, string field) =>
        hit.TryGetProperty("fields", out var fields) && fields.TryGetProperty(field, out var values)
            ? values[0].GetBytesFromBase64()
            : null;

    /// <summary>Counts the passages that match something, by the name of the count.</summary>
    private static JsonObject Nest(string name, JsonObject filter, JsonObject? aggregations = null)
    {
        var counted = new JsonObject { ["filter"] = filter };
        if (aggregations is not null)
        {
            counted["aggs"] = aggregations;
        }

        return new JsonObject
        {
            [name] = new JsonObject
            {
                ["nested"] = new JsonObject { ["path"] = OpenSearchSchema.Passages },
                ["aggs"] = new JsonObject { ["matching"] = counted },
            },
        };
    }

    private static JsonElement InNest(JsonElement aggregations, string name) => aggregations.GetProperty(name).GetProperty("matching");

    private static EngineFacetValue[] FacetIn(JsonElement aggregations, PassageField field) =>
    [
        .. InNest(aggregations, OpenSearchSchema.Name(field)).GetProperty("values").GetProperty("buckets").EnumerateArray()
            .Select(bucket => new EngineFacetValue(
                bucket.GetProperty("key").ToString(),
                bucket.GetProperty("materials").GetProperty("doc_count").GetInt32(),
                bucket.GetProperty("doc_count").GetInt32()))
            .OrderBy(value => value.Value, StringComparer.Ordinal),
    ];

    private JsonObject Question(JsonObject query, int size, JsonObject? counts = null)
    {
        var question = new JsonObject
        {
            ["query"] = query,
            ["size"] = Math.Min(size, OpenSearchIndex.Step),
            ["sort"] = RankedMaterial.Sort(search.Sort),
            ["track_scores"] = true,
            ["track_total_hits"] = true,
            ["_source"] = false,
            ["docvalue_fields"] = new JsonArray(OpenSearchSchema.Material),
            ["timeout"] = TimeBudget,
        };
        if (counts is not null)
        {
            question["aggs"] = counts;
        }

        return question;
    }

    /// <summary>A query for materials by their best passage.</summary>
    /// <param name="innerHits">What is told of their passages.</param>
    /// <param name="among">Ids of those that are asked for; all without it.</param>
    private JsonObject Ranked(JsonObject? innerHits, IEnumerable<string>? among = null) => InCommit(
        OpenSearchQueries.Nested(OpenSearchQueries.Chosen(search.Query, search.Choices), "max", innerHits), among);

    /// <summary>A query for the materials that match without any choice.</summary>
    private JsonObject Unchosen() => InCommit(OpenSearchQueries.Nested(OpenSearchQueries.Translate(search.Query), "none"));

    private JsonObject InCommit(JsonObject query, IEnumerable<string>? among = null) => OpenSearchQueries.Bool(
        must: [query],
        filter: [.. OpenSearchQueries.Seen(generation), .. among is null ? [] : new[] { OpenSearchQueries.Ids(among) }],
        mustNot: search.WithoutMaterials.Count == 0 ? null : [OpenSearchQueries.Ids(search.WithoutMaterials)]);

    private JsonObject AddFacets(JsonObject counts)
    {
        foreach (var field in search.Facets)
        {
            var values = new JsonObject
            {
                ["values"] = new JsonObject
                {
                    ["terms"] = new JsonObject { ["field"] = OpenSearchSchema.Path(field), ["size"] = MostValues },
                    ["aggs"] = new JsonObject { ["materials"] = new JsonObject { ["reverse_nested"] = new JsonObject() } },
                },
            };
            var name = OpenSearchSchema.Name(field);
            var facet = Nest(name, OpenSearchQueries.Chosen(search.Query, search.Choices.Where(choice => choice.Field != field)), values);
            counts[name] = facet[name]!.DeepClone();
        }

        return counts;
    }

    /// <summary>Asks for the materials that match and are in a text of several, from one id on.</summary>
    private JsonObject Copies(JsonNode? after)
    {
        var composite = new JsonObject
        {
            ["size"] = OpenSearchIndex.Step,
            ["sources"] = new JsonArray(new JsonObject
            {
                ["id"] = new JsonObject { ["terms"] = new JsonObject { ["field"] = OpenSearchSchema.Material } },
            }),
        };
        if (after is not null)
        {
            composite["after"] = after;
        }

        return new JsonObject
        {
            ["filter"] = OpenSearchQueries.One("terms", OpenSearchSchema.Material, new JsonObject
            {
                ["index"] = index.Name,
                ["id"] = OpenSearchIndex.GroupedId(library),
                ["path"] = OpenSearchSchema.Grouped,
            }),
            ["aggs"] = new JsonObject { ["ids"] = new JsonObject { ["composite"] = composite } },
        };
    }

    /// <summary>How many of the materials that match are one hit with another that does.</summary>
    private int CopiesBesides(JsonElement copies)
    {
        var seen = new HashSet<int>();
        var besides = 0;
        var page = copies.GetProperty("ids");
        while (true)
        {
            foreach (var bucket in page.GetProperty("buckets").EnumerateArray())
            {
                besides += texts.Of(bucket.GetProperty("key").GetProperty("id").GetString()!) is { } text && !seen.Add(text.Text) ? 1 : 0;
            }

            if (page.GetProperty("buckets").GetArrayLength() < OpenSearchIndex.Step)
            {
                return besides;
            }

            var after = JsonNode.Parse(page.GetProperty("after_key").GetRawText());
            var question = Question(Ranked(innerHits: null), 0, new JsonObject { ["copies"] = Copies(after) });
            var (document, answers) = index.Search(cancellation, question);
            using (document)
            {
                page = answers[0].GetProperty("aggregations").GetProperty("copies").GetProperty("ids").Clone();
            }
        }
    }

    /// <summary>The first materials in the order asked for, of each text the first, up to so many.</summary>
    private List<RankedMaterial> Order(JsonElement hits, long count)
    {
        var first = Firsts(hits.GetProperty("hits").EnumerateArray(), count);
        if (first.Count == count)
        {
            return first;
        }

        var question = Question(Ranked(innerHits: null), 0);
        question.Remove("timeout");
        return Firsts(index.Walk(question, cancellationToken: cancellation), count);
    }

    private List<RankedMaterial> Firsts(IEnumerable<JsonElement> hits, long count)
    {
        var seen = new HashSet<int>();
        var first = new List<RankedMaterial>();
        foreach (var material in hits.Select(RankedMaterial.Of))
        {
            if (texts.Of(material.Id) is { } text && !seen.Add(text.Text))
            {
                continue;
            }

            first.Add(material);
            if (first.Count == count)
            {
                break;
            }
        }

        return first;
    }

    private EngineMaterial[] Page(List<RankedMaterial> order)
    {
        RankedMaterial[] firsts = [.. order.Skip(search.Skip)];
        var same = Same(firsts);
        RankedMaterial[] shown = [.. firsts.Select(first =>
            search.Texts == TextListing.EarliestFirst && texts.Of(first.Id) is { } text
                ? same[text.Text].MinBy(material => texts.Of(material.Id)!.Value.Place)
                : first)];
        var passages = Passages(
            shown.Concat(same.Values.SelectMany(s => s)).Select(material => material.Id).Distinct(StringComparer.Ordinal));
        return
        [
            .. shown.Select(material => Told(material, passages[material.Id].Best) with
            {
                Others = texts.Of(material.Id) is { } text
                    ? [.. same[text.Text].Where(other => other.Id != material.Id).Select(other => Told(other, []))]
                    : [],
            }),
        ];

        EngineMaterial Told(RankedMaterial material, IReadOnlyList<EnginePassage> best) =>
            new(material.Id, material.Score, passages[material.Id].Count, best);
    }

    /// <summary>All materials that match of the texts that some are of, by the number of the text, in the order asked for.</summary>
    private Dictionary<int, List<RankedMaterial>> Same(RankedMaterial[] materials)
    {
        int[] wanted = [.. materials.Select(material => texts.Of(material.Id)).OfType<(int Text, int Place)>().Select(text => text.Text)];
        if (wanted.Length == 0)
        {
            return [];
        }

        string[] ids = [.. wanted.SelectMany(texts.IdsOf)];
        var (document, answers) = index.Search(cancellation, Question(Ranked(innerHits: null, ids), ids.Length));
        using (document)
        {
            return answers[0].GetProperty("hits").GetProperty("hits").EnumerateArray()
                .Select(RankedMaterial.Of)
                .GroupBy(material => texts.Of(material.Id)!.Value.Text)
                .ToDictionary(text => text.Key, text => text.ToList());
        }
    }

    /// <summary>How many passages of each material match, and its best ones.</summary>
    private Dictionary<string, (int Count, EnginePassage[] Best)> Passages(IEnumerable<string> materials)
    {
        string[] ids = [.. materials];
        if (ids.Length == 0)
        {
            return [];
        }

        var question = Question(
            Ranked(
                new JsonObject
                {
                    ["size"] = search.PassagesPerMaterial,
                    ["_source"] = false,
                    ["stored_fields"] = new JsonArray(Passage),
                },
                ids),
            ids.Length);
        question["stored_fields"] = new JsonArray(Card);
        var (document, answers) = index.Search(cancellation, question);
        using (document)
        {
            var told = new Dictionary<string, (int Count, EnginePassage[] Best)>(StringComparer.Ordinal);
            foreach (var hit in answers[0].GetProperty("hits").GetProperty("hits").EnumerateArray())
            {
                var id = RankedMaterial.Of(hit).Id;
                if (StoredIn(hit, Card) is { } card)
                {
                    keepCard(id, card);
                }

                var passages = hit.GetProperty("inner_hits").GetProperty(OpenSearchSchema.Passages).GetProperty("hits");
                told[id] = (
                    passages.GetProperty("total").GetProperty("value").GetInt32(),
                    [
                        .. passages.GetProperty("hits").EnumerateArray()
                            .Select(passage =>
                                new EnginePassage(passage.GetProperty("_score").GetSingle(), StoredIn(passage, Passage) ?? [])),
                    ]);
            }

            return told.Count == ids.Length
                ? told
                : throw OpenSearchFaults.Damaged("materials that it has just listed are not there; another program removes documents");
        }
    }
}
