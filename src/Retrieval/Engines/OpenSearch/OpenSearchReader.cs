using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace KnowledgeBase.Retrieval.Engines.OpenSearch;

/// <summary>Reads a commit from OpenSearch. Whatever is asked is asked of the documents that are seen in that commit.</summary>
internal sealed class OpenSearchReader : IPassageReader
{
    /// <summary>What is kept of cards that came with a page, since they are asked for next.</summary>
    private const int MostCards = 4096;

    private static readonly string PlaceOfPassage = $"{OpenSearchSchema.Passages}.{OpenSearchSchema.Place}";

    /// <summary>Materials whose passages are read at a time: they come with all their text.</summary>
    private const int MaterialsOfPassages = 50;

    /// <summary>Materials that are read at a time where little is read of each.</summary>
    private const int MaterialsAtOnce = 500;

    private readonly OpenSearchEngine _engine;
    private readonly string _folder;
    private readonly OpenSearchIndex _index;
    private readonly string _alias;
    private readonly OpenSearchHead _head;
    private readonly OpenSearchCommit _commit;
    private readonly ConcurrentDictionary<string, byte[]> _cards = new(StringComparer.Ordinal);
    private readonly Lazy<MaterialTexts> _texts;

    private OpenSearchReader(
        OpenSearchEngine engine,
        string folder,
        OpenSearchIndex index,
        string alias,
        OpenSearchHead head,
        Guid identity,
        OpenSearchCommit commit)
    {
        _engine = engine;
        _folder = folder;
        _index = index;
        _alias = alias;
        _head = head;
        _commit = commit;
        Identity = identity;
        _texts = new(ReadTexts, LazyThreadSafetyMode.PublicationOnly); // who asks while the server is away must not spoil it for later
    }

    public IPassageEngine Engine => _engine;

    public Guid Identity { get; }

    public long Generation => _head.Generation;

    public IReadOnlyDictionary<string, string> UserData => _commit.UserData;

    public int PassageCount => _commit.Passages;

    /// <summary>Opens the newest commit.</summary>
    public static OpenSearchReader Open(OpenSearchEngine engine, string folder)
    {
        var (server, known) = engine.Connect(folder);
        var head = HeadOf(server, known);
        var index = new OpenSearchIndex(server, head.Index);
        var (identity, owner) = index.ReadMeta();
        return owner == known.Id
            ? new OpenSearchReader(engine, folder, index, known.Alias, head, identity, index.ReadCommit(head.Generation))
            : throw OpenSearchFaults.OfOthers(server.Address, known.Alias, "another library");
    }

    public bool IsCurrent()
    {
        var (server, known) = _engine.Connect(_folder);
        return known.Alias == _alias && HeadOf(server, known) == _head;
    }

    public IPassageReader? OpenIfChanged() => IsCurrent() ? null : Open(_engine, _folder);

    public EngineResult Search(EngineSearch search, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var texts = search.Texts == TextListing.Apart || _commit.Library == 0 ? MaterialTexts.None : _texts.Value;
        var fitting = search with { Query = QueryBudget.Fit(search.Query, out var isCut) };
        var found = new OpenSearchSearch(_index, Generation, _commit.Library, texts, fitting, KeepCard, cancellationToken).Run();
        return isCut ? found with { Partial = true } : found;
    }

    public int Top(EngineQuery query, Span<ScoredMaterial> best, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (best.IsEmpty)
        {
            return 0;
        }

        var (document, answers) = _index.Search(cancellationToken, new JsonObject
        {
            ["query"] = Matching(OpenSearchQueries.Nested(OpenSearchQueries.Translate(QueryBudget.Fit(query, out _)), "max")),
            ["size"] = Math.Min(best.Length, OpenSearchIndex.Step),
            ["sort"] = RankedMaterial.Sort(EngineSort.Score),
            ["track_scores"] = true,
            ["track_total_hits"] = false,
            ["_source"] = false,
            ["docvalue_fields"] = new JsonArray(OpenSearchSchema.Material),
        });
        using (document)
        {
            var count = 0;
            foreach (var hit in answers[0].GetProperty("hits").GetProperty("hits").EnumerateArray())
            {
                var material = RankedMaterial.Of(hit);
                best[count++] = new ScoredMaterial(material.Id, material.Score);
            }

            return count;
        }
    }

    public EngineMatches Matches(EngineQuery query, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var translated = OpenSearchQueries.Translate(QueryBudget.Fit(query, out _));
        var materials = new List<MatchedMaterial>();
        var passages = new List<PassageMatch>();
        var more = new List<string>();
        foreach (var hit in _index.Walk(Question(OpenSearchSchema.FewInnerHits, among: null), MaterialsAtOnce, cancellationToken))
        {
            var id = RankedMaterial.IdOf(hit);
            if (InnerHits(hit).GetProperty("total").GetProperty("value").GetInt32() > OpenSearchSchema.FewInnerHits)
            {
                more.Add(id);
            }
            else
            {
                Add(id, hit);
            }
        }

        // As many hits as a long material may have take room for each material that is asked for, whether they are there or not.
        foreach (var id in more)
        {
            foreach (var hit in _index.Walk(Question(OpenSearchSchema.MostInnerHits, among: [id]), cancellationToken: cancellationToken))
            {
                Add(id, hit);
            }
        }

        return new EngineMatches(materials, [.. passages]);

        JsonObject Question(int size, string[]? among) => new()
        {
            ["query"] = OpenSearchQueries.Bool(
                must: [OpenSearchQueries.Nested(translated.DeepClone().AsObject(), "max", new JsonObject
                {
                    ["size"] = size,
                    ["_source"] = false,
                    ["docvalue_fields"] = new JsonArray(PlaceOfPassage),
                })],
                filter: [.. OpenSearchQueries.Seen(Generation), .. among is null ? [] : new[] { OpenSearchQueries.Ids(among) }]),
            ["sort"] = new JsonArray(OpenSearchSchema.Order),
            ["track_scores"] = true,
            ["_source"] = false,
            ["docvalue_fields"] = new JsonArray(OpenSearchSchema.Material),
        };

        void Add(string id, JsonElement hit)
        {
            var start = passages.Count;
            passages.AddRange(InnerHits(hit).GetProperty("hits").EnumerateArray()
                .Select(passage => new PassageMatch(
                    passage.GetProperty("fields").GetProperty(PlaceOfPassage)[0].GetInt32(), passage.GetProperty("_score").GetSingle()))
                .OrderBy(passage => passage.Passage));
            materials.Add(new MatchedMaterial(id, start, passages.Count - start));
        }
    }

    public IReadOnlyList<OccurrenceCount> CountOccurrences(
        EngineQuery query, PassageField field, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var passages = PassagesByValue(query, field, cancellationToken);
        if (query is TermQuery { Field: var of } && !OpenSearchSchema.IsCut(of))
        {
            return [.. passages.Select(v => new OccurrenceCount(v.Value, v.Passages, v.Passages))];
        }

        // A material's score is the sum over its passages of how often the phrase stands there, once for each of its terms.
        JsonObject[] questions = [.. passages.Select(v => new JsonObject
        {
            ["query"] = Matching(OpenSearchQueries.Nested(
                OpenSearchQueries.Bool(
                    must: [OpenSearchQueries.Translate(query, byFrequency: true)], filter: [OpenSearchQueries.HasValue(field, v.Value)]),
                "sum")),
            ["size"] = 0,
            ["aggs"] = new JsonObject { ["times"] = new JsonObject { ["sum"] = new JsonObject { ["script"] = "_score" } } },
        })];
        if (questions.Length == 0)
        {
            return [];
        }

        var terms = query is PhraseQuery phrase ? phrase.Terms.Count : 1;
        var (document, answers) = _index.Search(cancellationToken, questions);
        using (document)
        {
            return [.. passages.Zip(answers, (v, answer) => new OccurrenceCount(
                v.Value,
                v.Passages,
                (long)Math.Round(answer.GetProperty("aggregations").GetProperty("times").GetProperty("value").GetDouble() / terms)))];
        }
    }

    public int DocumentFrequency(PassageField field, byte[] term) => DocumentFrequencies(field, [term])[0];

    public IReadOnlyList<int> DocumentFrequencies(PassageField field, IReadOnlyList<byte[]> terms)
    {
        var frequencies = new int[terms.Count];
        const int Portion = 500;
        for (var start = 0; start < terms.Count; start += Portion)
        {
            var count = Math.Min(Portion, terms.Count - start);
            var filters = new JsonArray([.. Enumerable.Range(start, count).Select(i =>
                (JsonNode)OpenSearchQueries.Translate(new TermQuery(field, terms[i])))]);
            var (document, answers) = _index.Search(CancellationToken.None, new JsonObject
            {
                ["query"] = Matching(null),
                ["size"] = 0,
                ["aggs"] = Nest(new JsonObject
                {
                    ["terms"] = new JsonObject { ["filters"] = new JsonObject { ["filters"] = filters } },
                }),
            });
            using (document)
            {
                var buckets = answers[0].GetProperty("aggregations").GetProperty("nest").GetProperty("terms").GetProperty("buckets");
                for (var i = 0; i < count; i++)
                {
                    frequencies[start + i] = buckets[i].GetProperty("doc_count").GetInt32();
                }
            }
        }

        return frequencies;
    }

    public EngineExplanation? Explain(EngineQuery query, string material, int passage)
    {
        return Explanation(OpenSearchQueries.Translate(query))
            ?? (Explanation(OpenSearchQueries.Translate(new EveryPassageQuery())) is null
                ? null
                : new EngineExplanation(Matches: false, 0, "the passage does not match", []));

        EngineExplanation? Explanation(JsonObject asked)
        {
            var one = OpenSearchQueries.Bool(
                must: [asked], filter: [OpenSearchQueries.One("term", PlaceOfPassage, JsonValue.Create(passage))]);
            var innerHits = new JsonObject { ["size"] = 1, ["explain"] = true, ["_source"] = false };
            var (document, answers) = _index.Search(CancellationToken.None, new JsonObject
            {
                ["query"] = OpenSearchQueries.Bool(
                    must: [OpenSearchQueries.Nested(one, "max", innerHits)],
                    filter: [.. OpenSearchQueries.Seen(Generation), OpenSearchQueries.Ids([material])]),
                ["_source"] = false,
            });
            using (document)
            {
                var hits = answers[0].GetProperty("hits").GetProperty("hits");
                return hits.GetArrayLength() == 0
                    ? null
                    : Told(hits[0].GetProperty("inner_hits").GetProperty(OpenSearchSchema.Passages)
                        .GetProperty("hits").GetProperty("hits")[0].GetProperty("_explanation"));
            }
        }

        static EngineExplanation Told(JsonElement says) => new(
            Matches: true,
            says.GetProperty("value").GetSingle(),
            says.GetProperty("description").GetString()!,
            [.. says.GetProperty("details").EnumerateArray().Select(Told)]);
    }

    public IReadOnlyList<string> MaterialIds() => [.. _index.Walk(new JsonObject
    {
        ["query"] = Matching(null),
        ["sort"] = new JsonArray(OpenSearchSchema.Material),
        ["_source"] = false,
    }).Select(hit => hit.GetProperty("sort")[0].GetString()!)];

    public bool Contains(string material) => ReadOne(material, field: null) is not null;

    public byte[]? ReadMaterial(string material, StoredField field)
    {
        if (field == StoredField.Card && _cards.TryGetValue(material, out var card))
        {
            return card;
        }

        return ReadOne(material, OpenSearchSchema.Name(field)) is { Length: > 0 } stored ? stored : null;
    }

    public byte[]? ReadPassage(string material, int passage)
    {
        var stored = $"{OpenSearchSchema.Passages}.{OpenSearchSchema.Name(StoredField.Passage)}";
        var innerHits = new JsonObject { ["size"] = 1, ["_source"] = false, ["stored_fields"] = new JsonArray(stored) };
        var (document, answers) = _index.Search(CancellationToken.None, new JsonObject
        {
            ["query"] = OpenSearchQueries.Bool(
                must: [OpenSearchQueries.Nested(
                    OpenSearchQueries.One("term", PlaceOfPassage, JsonValue.Create(passage)), "none", innerHits)],
                filter: [.. OpenSearchQueries.Seen(Generation), OpenSearchQueries.Ids([material])]),
            ["_source"] = false,
        });
        using (document)
        {
            var hits = answers[0].GetProperty("hits").GetProperty("hits");
            return hits.GetArrayLength() == 0
                ? null
                : OpenSearchSearch.StoredIn(InnerHits(hits[0]).GetProperty("hits")[0], stored);
        }
    }

    public void ReadPassages(EngineQuery query, Action<string, byte[]> take, CancellationToken cancellationToken = default)
    {
        // All passages of a material that has one that matches: how many hits may be within a material is limited there.
        var field = OpenSearchSchema.Name(StoredField.Passage);
        var materials = Walk(
            OpenSearchQueries.Nested(OpenSearchQueries.Translate(QueryBudget.Fit(query, out _)), "none"),
            new JsonArray($"{OpenSearchSchema.Passages}.{field}"),
            MaterialsOfPassages,
            cancellationToken);
        foreach (var hit in materials)
        {
            var id = RankedMaterial.IdOf(hit);
            foreach (var passage in hit.GetProperty("_source").GetProperty(OpenSearchSchema.Passages).EnumerateArray())
            {
                take(id, passage.GetProperty(field).GetBytesFromBase64());
            }
        }
    }

    public void ReadMaterials(StoredField field, Action<string, byte[]> take, CancellationToken cancellationToken = default)
    {
        var name = OpenSearchSchema.Name(field);
        foreach (var hit in Walk(query: null, new JsonArray(name), MaterialsAtOnce, cancellationToken))
        {
            if (hit.GetProperty("_source").TryGetProperty(name, out var stored))
            {
                take(RankedMaterial.IdOf(hit), stored.GetBytesFromBase64());
            }
        }
    }

    public byte[]? ReadLibrary(StoredField field)
    {
        if (_commit.Library == 0)
        {
            return null;
        }

        var name = OpenSearchSchema.Name(field);
        using var document = _index.ReadDocument(OpenSearchIndex.LibraryId(_commit.Library), name)
            ?? throw OpenSearchFaults.Damaged($"what holds of the library as a whole is missing in {_index.Name}");
        return document.RootElement.GetProperty("_source").TryGetProperty(name, out var stored) ? stored.GetBytesFromBase64() : null;
    }

    public void Dispose()
    {
        // The connections are the engine's.
    }

    private static JsonElement InnerHits(JsonElement hit) =>
        hit.GetProperty("inner_hits").GetProperty(OpenSearchSchema.Passages).GetProperty("hits");

    private static OpenSearchHead HeadOf(OpenSearchServer server, OpenSearchFolder known) =>
        OpenSearchHead.Read(server, known.Alias) ?? throw OpenSearchFaults.Gone(server.Address, known.Alias);

    private static JsonObject Nest(JsonObject aggregations) => new()
    {
        ["nest"] = new JsonObject
        {
            ["nested"] = new JsonObject { ["path"] = OpenSearchSchema.Passages },
            ["aggs"] = aggregations,
        },
    };

    /// <summary>A query for the materials of this commit that match another, scored by it; null for all of them.</summary>
    private JsonObject Matching(JsonObject? query) => OpenSearchQueries.Bool(
        must: query is null ? null : [query],
        filter: OpenSearchQueries.Seen(Generation));

    /// <summary>In how many passages something stands, by the values of a field.</summary>
    private List<(string Value, int Passages)> PassagesByValue(EngineQuery query, PassageField field, CancellationToken cancellationToken)
    {
        var path = OpenSearchSchema.Path(field);
        var (document, answers) = _index.Search(cancellationToken, new JsonObject
        {
            ["query"] = Matching(OpenSearchQueries.Nested(OpenSearchQueries.Translate(query), "none")),
            ["size"] = 0,
            ["aggs"] = Nest(new JsonObject
            {
                ["matching"] = new JsonObject
                {
                    ["filter"] = OpenSearchQueries.Translate(query),
                    ["aggs"] = new JsonObject
                    {
                        ["values"] = new JsonObject
                        {
                            ["terms"] = new JsonObject { ["field"] = path, ["size"] = OpenSearchSearch.MostValues },
                        },
                        ["none"] = new JsonObject { ["missing"] = new JsonObject { ["field"] = path } },
                    },
                },
            }),
        });
        using (document)
        {
            var matching = answers[0].GetProperty("aggregations").GetProperty("nest").GetProperty("matching");
            var values = matching.GetProperty("values").GetProperty("buckets").EnumerateArray()
                .Select(bucket => (bucket.GetProperty("key").ToString(), bucket.GetProperty("doc_count").GetInt32()))
                .ToList();
            if (matching.GetProperty("none").GetProperty("doc_count").GetInt32() is > 0 and var without)
            {
                values.Add(("", without));
            }

            return values;
        }
    }

    /// <summary>What is stored with a material; empty where it has nothing of that name, null where there is no such material.</summary>
    private IEnumerable<JsonElement> Walk(JsonObject? query, JsonArray source, int step, CancellationToken cancellationToken) =>
        _index.Walk(
            new JsonObject
            {
                ["query"] = Matching(query),
                ["sort"] = new JsonArray(OpenSearchSchema.Order),
                ["_source"] = source,
                ["docvalue_fields"] = new JsonArray(OpenSearchSchema.Material),
            },
            step,
            cancellationToken);

    private byte[]? ReadOne(string material, string? field)
    {
        var question = new JsonObject
        {
            ["query"] = OpenSearchQueries.Bool(filter: [.. OpenSearchQueries.Seen(Generation), OpenSearchQueries.Ids([material])]),
            ["size"] = 1,
            ["_source"] = false,
        };
        if (field is not null)
        {
            question["stored_fields"] = new JsonArray(field);
        }

        var (document, answers) = _index.Search(CancellationToken.None, question);
        using (document)
        {
            var hits = answers[0].GetProperty("hits").GetProperty("hits");
            return hits.GetArrayLength() == 0
                ? null
                : field is null ? [] : OpenSearchSearch.StoredIn(hits[0], field) ?? [];
        }
    }

    private void KeepCard(string material, byte[] card)
    {
        if (_cards.Count >= MostCards)
        {
            _cards.Clear();
        }

        _cards[material] = card;
    }

    private MaterialTexts ReadTexts()
    {
        try
        {
            return ReadLibrary(StoredField.Texts) is { } stored ? new MaterialTexts(TextGroups.Read(stored)) : MaterialTexts.None;
        }
        catch (Exception e) when (e is EndOfStreamException or FormatException or ArgumentException or OverflowException)
        {
            throw OpenSearchFaults.Damaged("which materials are one text cannot be read", e);
        }
    }
}
