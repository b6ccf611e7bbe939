using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace KnowledgeBase.Retrieval.Engines.OpenSearch;

/// <summary>
/// The fields as OpenSearch keeps them. A material is one document, its passages are nested documents of it, so that materials are counted
/// exactly whatever their number, and a material is replaced as a whole. A document says from which commit on it is seen and from which on
/// no longer; whoever searches a commit asks for those that were seen then.
/// </summary>
internal static class OpenSearchSchema
{
    /// <summary>What the index was written as; grows when documents are kept otherwise.</summary>
    public const int Format = 4;

    /// <summary>The nested documents of a material.</summary>
    public const string Passages = "p";

    /// <summary>Id of the material.</summary>
    public const string Material = "material";

    /// <summary>Number of the first commit that a document is seen in.</summary>
    public const string From = "from";

    /// <summary>
    /// Number of the first commit that a document is no longer seen in; <see cref="Forever"/> for one that nobody removed.
    /// </summary>
    public const string Until = "until";

    /// <summary>Grows from material to material in the order in which they were written.</summary>
    public const string Order = "order";

    /// <summary>The order of what is no material, so that no two documents of a commit have the same.</summary>
    public const long CommitOrder = -1, LibraryOrder = -2, GroupedOrder = -3;

    /// <summary>What a material was written as, in short, so that a build that follows one that was killed knows it again.</summary>
    public const string Digest = "digest";

    /// <summary>The material's day as a number; none where it has none.</summary>
    public const string Date = "date";

    /// <summary><see cref="DocumentKind"/>, or <see cref="CommitKind"/>.</summary>
    public const string Kind = "kind";

    /// <summary>Of the documents that say what a commit is.</summary>
    public const string CommitKind = "c";

    /// <summary>What such a document says, or one that says who is writing.</summary>
    public const string Commit = "commit";

    /// <summary>Ids of all materials that are in a text of several, in a document of its own.</summary>
    public const string Grouped = "grouped";

    /// <summary>The place of a passage in its material, from 0.</summary>
    public const string Place = "place";

    /// <summary>So many passages of every material come with it where all that match are wanted; most have fewer.</summary>
    public const int FewInnerHits = 100;

    /// <summary>So many passages of one material may come with it.</summary>
    public const int MostInnerHits = 1_000_000;

    /// <summary>What an index was made as, in short: only one that would be made alike is gone on with.</summary>
    public const string Layout = "layout";

    /// <summary>A number that no commit has.</summary>
    public const long Forever = long.MaxValue;

    private const string Frequency = "freq";
    private static readonly string[] FieldNames =
        [.. Enum.GetNames<PassageField>().Select(name => $"{char.ToLowerInvariant(name[0])}{name[1..]}")];

    private static readonly string[] StoredNames =
        [.. Enum.GetNames<StoredField>().Select(name => $"{char.ToLowerInvariant(name[0])}{name[1..]}")];

    /// <summary>The name of a field inside of a passage.</summary>
    public static string Name(PassageField field) => FieldNames[(int)field];

    /// <summary>The name of something that is stored.</summary>
    public static string Name(StoredField field) => StoredNames[(int)field];

    /// <summary>A field as a query names it.</summary>
    public static string Path(PassageField field) => field switch
    {
        PassageField.Characters => $"{Passages}.text",
        PassageField.Bigrams => $"{Passages}.text.pairs",
        _ => $"{Passages}.{Name(field)}",
    };

    /// <summary>The same field where a term's score is how often it stands in a passage.</summary>
    public static string FrequencyPath(PassageField field) => field switch
    {
        PassageField.Bigrams => $"{Passages}.text.pairs_{Frequency}",
        _ when IsCut(field) => $"{Path(field)}.{Frequency}",
        _ => Path(field),
    };

    /// <summary>True for fields that hold words or characters, false for keywords and numbers.</summary>
    public static bool IsCut(PassageField field) => field is PassageField.Words or PassageField.Heading or PassageField.Title
        or PassageField.Units or PassageField.Characters or PassageField.Bigrams;

    /// <summary>Settings and fields of a new index.</summary>
    public static JsonObject Index(OpenSearchSettings settings, Guid identity, Guid owner)
    {
        var index = new JsonObject
        {
            ["number_of_shards"] = settings.Shards,
            ["codec"] = "best_compression", // texts are there several times over
            ["refresh_interval"] = "-1", // what is written is seen when a commit asks for it
            ["mapping.nested_objects.limit"] = 10_000_000,
            ["mapping.total_fields.limit"] = 200,
            ["max_terms_count"] = 1_000_000,
            ["max_inner_result_window"] = MostInnerHits,
            ["similarity"] = new JsonObject
            {
                [Frequency] = new JsonObject { ["type"] = "scripted", ["script"] = new JsonObject { ["source"] = "return doc.freq;" } },
            },
            ["analysis"] = Analysis(),
        };
        if (settings.Replicas is { } replicas)
        {
            index["number_of_replicas"] = replicas;
        }
        else
        {
            index["auto_expand_replicas"] = "0-1";
        }

        var fields = Fields();
        var layout = SHA256.HashData(OpenSearchServer.Bytes(new JsonArray(Format, index.DeepClone(), fields.DeepClone())));
        return new JsonObject
        {
            ["settings"] = new JsonObject { ["index"] = index },
            ["mappings"] = new JsonObject
            {
                ["dynamic"] = "strict",
                ["_meta"] = new JsonObject
                {
                    ["program"] = OpenSearchIndex.Program,
                    ["format"] = Format,
                    ["identity"] = identity.ToString("N"),
                    ["owner"] = owner.ToString("N"),
                    [Layout] = Convert.ToHexStringLower(layout.AsSpan(0, 16)),
                },
                ["properties"] = fields,
            },
        };
    }

    private static JsonObject Analysis() => new()
    {
        ["tokenizer"] = new JsonObject
        {
            ["slots"] = new JsonObject { ["type"] = "whitespace", ["max_token_length"] = 1 << 20 },
            ["characters"] = Grams(1),
            ["pairs"] = Grams(2),
            ["pair_slots"] = new JsonObject
            {
                ["type"] = "char_group",
                ["tokenize_on_chars"] = new JsonArray(OpenSearchTerms.PairSeparator.ToString()),
            },
        },
        ["filter"] = new JsonObject
        {
            ["gaps"] = new JsonObject { ["type"] = "stop", ["stopwords"] = new JsonArray(OpenSearchTerms.Gap.ToString()) },
            ["words"] = new JsonObject
            {
                ["type"] = "pattern_capture",
                ["preserve_original"] = false,
                ["patterns"] = new JsonArray("([^|]+)"),
            },
        },
        ["analyzer"] = new JsonObject
        {
            ["slots"] = Analyzer("slots", "gaps", "words"),
            ["characters"] = Analyzer("characters"),
            ["pairs"] = Analyzer("pairs"),
            ["pair_slots"] = Analyzer("pair_slots", "gaps"),
        },
    };

    private static JsonObject Fields()
    {
        var passage = new JsonObject
        {
            ["text"] = Cut("characters", "freqs", norms: false, fields: new JsonObject
            {
                [Frequency] = Cut("characters", "freqs", norms: false, Frequency),
                ["pairs"] = Cut("pairs", "positions", norms: false, queries: "pair_slots"),
                [$"pairs_{Frequency}"] = Cut("pairs", "positions", norms: false, Frequency, "pair_slots"),
            }),
            [Place] = Typed("long"),
            [Name(StoredField.Passage)] = Stored(),
        };
        foreach (var field in Enum.GetValues<PassageField>())
        {
            passage[Name(field)] = field switch
            {
                PassageField.Words or PassageField.Heading or PassageField.Title => Cut("slots", "positions", norms: true, fields: new()
                {
                    [Frequency] = Cut("slots", "positions", norms: false, Frequency),
                }),
                PassageField.Units => Cut("slots", "positions", norms: false),
                PassageField.Year or PassageField.Date => Typed("long"),
                _ => Typed("keyword"),
            };
        }

        foreach (var field in (PassageField[])[PassageField.Characters, PassageField.Bigrams, PassageField.ToMaterial])
        {
            passage.Remove(Name(field)); // the first two are made of the text, the last is what nesting is for
        }

        return new JsonObject
        {
            [Kind] = Typed("keyword"),
            [Material] = Typed("keyword"),
            [From] = Typed("long"),
            [Until] = Typed("long"),
            [Order] = Typed("long"),
            [Date] = Typed("long"),
            [Digest] = new JsonObject { ["type"] = "keyword", ["index"] = false },
            [Commit] = new JsonObject { ["type"] = "object", ["enabled"] = false },
            [Grouped] = new JsonObject { ["type"] = "keyword", ["index"] = false, ["doc_values"] = false },
            [Name(StoredField.Card)] = Stored(),
            [Name(StoredField.Whole)] = Stored(),
            [Name(StoredField.Outline)] = Stored(),
            [Name(StoredField.Practices)] = Stored(),
            [Name(StoredField.Families)] = Typed("binary"),
            [Name(StoredField.SharedPairs)] = Typed("binary"),
            [Name(StoredField.Texts)] = Typed("binary"),
            [Name(StoredField.Arrivals)] = Typed("binary"),
            [Name(StoredField.Cards)] = Typed("binary"),
            [Passages] = new JsonObject { ["type"] = "nested", ["dynamic"] = "strict", ["properties"] = passage },
        };
    }

    private static JsonObject Grams(int length) => new() { ["type"] = "ngram", ["min_gram"] = length, ["max_gram"] = length };

    private static JsonObject Analyzer(string tokenizer, params string[] filters) => new()
    {
        ["type"] = "custom",
        ["tokenizer"] = tokenizer,
        ["filter"] = new JsonArray([.. filters.Select(filter => (JsonNode)filter)]),
    };

    private static JsonObject Cut(
        string analyzer, string options, bool norms, string? similarity = null, string? queries = null, JsonObject? fields = null)
    {
        var field = new JsonObject { ["type"] = "text", ["analyzer"] = analyzer, ["index_options"] = options, ["norms"] = norms };
        if (similarity is not null)
        {
            field["similarity"] = similarity;
        }

        if (queries is not null)
        {
            field["search_analyzer"] = queries;
        }

        if (fields is not null)
        {
            field["fields"] = fields;
        }

        return field;
    }

    private static JsonObject Typed(string type) => new() { ["type"] = type };

    private static JsonObject Stored() => new() { ["type"] = "binary", ["store"] = true };
}
