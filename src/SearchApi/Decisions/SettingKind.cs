using System.Text.Json.Serialization;

namespace KnowledgeBase.SearchApi.Decisions;

/// <summary>Kinds of files in which the owner of a library says how all materials are understood. Each is named as its folder is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SettingKind>))]
public enum SettingKind
{
    /// <summary>
    /// Themes and their cues, in <c>taxonomy/*.yaml</c>; what was decided about themes of materials in <c>overrides.yaml</c>.
    /// </summary>
    [JsonStringEnumMemberName("taxonomy")]
    Taxonomy,

    /// <summary>Standing formulations, in <c>glossary/*.yaml</c>.</summary>
    [JsonStringEnumMemberName("glossary")]
    Glossary,

    /// <summary>Words that texts are cut into, in <c>lexicon/*.txt</c>.</summary>
    [JsonStringEnumMemberName("lexicon")]
    Lexicon,
}
