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
    IReadOnlyList<string> Themes)
{
    /// <summary>Reads a passage as it is stored.</summary>
    /// <exception cref="InvalidDataException">There is nothing.</exception>
    public static StoredPassage Read(byte[] stored) =>
        JsonSerializer.Deserialize(stored, StoredJson.Compact.StoredPassage)
        ?? throw new InvalidDataException("The index holds a passage without its text. Build it anew with 'kb build --rebuild'.");
}

/// <summary>
/// What a material's document stores for lists of results. Its date is as sure as <c>DateSureness</c>, from 0 to 1: half as sure where the
/// name of the file tells another, and 0 where it has none.
/// </summary>
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
    string? Source,
    IReadOnlyList<string> Regions,
    string? Sector,
    float DateSureness = 0,
    string? Access = null);

/// <summary>What a material's document stores for lists of headings and for counting passages by their themes.</summary>
/// <param name="Headings">Its headings, in the order of the text.</param>
/// <param name="Themes">Theme ids of each of its units, those of the second level with their parents; in the order of the units.</param>
internal sealed record StoredOutline(IReadOnlyList<StoredHeading> Headings, IReadOnlyList<IReadOnlyList<string>> Themes);

/// <summary>A heading.</summary>
/// <param name="Text">Its words.</param>
/// <param name="Marker">The mark in front.</param>
/// <param name="Level">Depth, from 1.</param>
/// <param name="Kind">How it is marked.</param>
/// <param name="Start">UTF-16 offset of the words in the material.</param>
/// <param name="Passage">The unit that it stands in.</param>
internal sealed record StoredHeading(string Text, string Marker, int Level, HeadingKind Kind, int Start, int Passage);

/// <summary>A practice with what is derived from it.</summary>
/// <param name="Practice">The practice.</param>
/// <param name="First">The first unit that its act stands in.</param>
/// <param name="Last">The last one.</param>
/// <param name="Tier">The actor's tier, as its name tells it; null when it doesn't.</param>
/// <param name="Regions">Places that the actor's name holds.</param>
/// <param name="Sector">The actor's sector, as its name tells it.</param>
/// <param name="Recognitions">Kinds of its recognitions, each once.</param>
internal sealed record StoredPractice(
    Practice Practice,
    int First,
    int Last,
    string? Tier,
    IReadOnlyList<string> Regions,
    string? Sector,
    IReadOnlyList<string> Recognitions);

/// <summary>JSON of what the index stores; generated at compile time, because a cold start must not pay for reflection.</summary>
[JsonSerializable(typeof(StoredPassage))]
[JsonSerializable(typeof(StoredCard))]
[JsonSerializable(typeof(List<StoredCard>))]
[JsonSerializable(typeof(Material))]
[JsonSerializable(typeof(StoredOutline))]
[JsonSerializable(typeof(List<StoredPractice>))]
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
