using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using KnowledgeBase.Duplicates;
using KnowledgeBase.Materials;

namespace KnowledgeBase.Retrieval.Indexing;

/// <summary>What a passage's document stores: enough to show it without opening its material.</summary>
/// <param name="Ordinal">Its place among the material's passages, from 0.</param>
/// <param name="Start">UTF-16 offset of <paramref name="Text"/> in the material.</param>
/// <param name="BodyStart">Offset in <paramref name="Text"/> at which the passage itself starts behind its lead-in.</param>
/// <param name="Text">The unit's text.</param>
/// <param name="HeadingPath">Headings above it, outermost first.</param>
/// <param name="Themes">Theme ids, strongest first.</param>
internal sealed record StoredPassage(
    int Ordinal,
    int Start,
    int BodyStart,
    string Text,
    IReadOnlyList<string> HeadingPath,
    IReadOnlyList<string> Themes);

/// <summary>What a material's document stores for lists of results.</summary>
internal sealed record StoredCard(
    string Id,
    string Title,
    bool TitleInferred,
    string? Path,
    string? Genre,
    int? Year,
    DateOnly? Date,
    string? Tier,
    string? Issuer,
    IReadOnlyList<string> Themes,
    int Passages,
    int Length,
    string? Source);

/// <summary>JSON of what the index stores; generated at compile time, because a cold start must not pay for reflection.</summary>
[JsonSerializable(typeof(StoredPassage))]
[JsonSerializable(typeof(StoredCard))]
[JsonSerializable(typeof(Material))]
[JsonSerializable(typeof(StoredFamilies))]
[JsonSerializable(typeof(StoredSharedPairs))]
[JsonSerializable(typeof(Dictionary<string, long>))]
internal sealed partial class StoredJson : JsonSerializerContext
{
    /// <summary>Chinese stays readable and short: nothing but what JSON itself demands is escaped.</summary>
    public static StoredJson Compact { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters =
        {
            new JsonStringEnumConverter<HeadingKind>(),
            new JsonStringEnumConverter<WordingKind>(),
            new JsonStringEnumConverter<DuplicateKind>()
        },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
