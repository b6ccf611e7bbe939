using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using KnowledgeBase.Retrieval.Concordance;
using KnowledgeBase.Retrieval.Search;

namespace KnowledgeBase.Retrieval.Contract;

/// <summary>
/// How answers are written as JSON, by the API and by the command line alike: names and kinds in camelCase, Chinese as it is, the signs of
/// HTML escaped. The shapes are made at compile time, because a cold start of the command line must not pay for reflection.
/// </summary>
[JsonSerializable(typeof(SearchResult))]
[JsonSerializable(typeof(PassagesResult))]
[JsonSerializable(typeof(PracticesResult))]
[JsonSerializable(typeof(HeadingsResult))]
[JsonSerializable(typeof(OutlinesResult))]
[JsonSerializable(typeof(WordingsResult))]
[JsonSerializable(typeof(WordingResult))]
[JsonSerializable(typeof(WordingList))]
[JsonSerializable(typeof(FamilyList))]
[JsonSerializable(typeof(SharedPairList))]
[JsonSerializable(typeof(MaterialVersions))]
[JsonSerializable(typeof(DraftAnswer))]
[JsonSerializable(typeof(ScoreList))]
[JsonSerializable(typeof(KwicResult))]
[JsonSerializable(typeof(CollocateList))]
[JsonSerializable(typeof(WordingComparison))]
[JsonSerializable(typeof(SuggestionList))]
[JsonSerializable(typeof(SynonymList))]
[JsonSerializable(typeof(ComparableResult))]
public sealed partial class ContractJson : JsonSerializerContext
{
    /// <summary>The shapes with their options.</summary>
    public static ContractJson Answers { get; } = new(Configured(new JsonSerializerOptions(JsonSerializerDefaults.Web)));

    /// <summary>Sets what holds of every answer.</summary>
    public static JsonSerializerOptions Configured(JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
        return options;
    }
}
