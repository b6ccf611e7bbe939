using System.Text.Json.Serialization;
using KnowledgeBase.Access;
using KnowledgeBase.Retrieval.Decisions;
using KnowledgeBase.Understanding.Corrections;

namespace KnowledgeBase.SearchApi.Decisions;

/// <summary>What was decided about a material.</summary>
/// <param name="Correction">The decisions; empty when there are none.</param>
/// <param name="Version">What a change of them has to name, so that nothing is lost of what somebody else decides meanwhile.</param>
/// <param name="Problems">What of the file cannot be used.</param>
public sealed record CorrectionResult(Correction Correction, string Version, IReadOnlyList<string> Problems);

/// <summary>A file of settings.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Name">Its name.</param>
/// <param name="Version">What a change of it has to name.</param>
/// <param name="Text">What it holds; null in a list.</param>
public sealed record SettingResult(SettingKind Kind, string Name, string Version, string? Text);

/// <summary>The files of settings that there are.</summary>
/// <param name="Items">The files, by kind and name.</param>
public sealed record SettingList(IReadOnlyList<SettingResult> Items);

/// <summary>What came of a decision.</summary>
/// <param name="Change">Its number in the history; null when it was asked for its effect alone, or changes nothing.</param>
/// <param name="Version">The version of the file now.</param>
/// <param name="State">How far the library has followed.</param>
/// <param name="Effect">What it changes, where that was asked for.</param>
public sealed record DecisionResult(long? Change, string Version, DecisionState State, DecisionEffect? Effect);

/// <summary>How far the library has followed a decision.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DecisionState>))]
public enum DecisionState
{
    /// <summary>Nothing was changed.</summary>
    [JsonStringEnumMemberName("unchanged")]
    Unchanged,

    /// <summary>It is searched as it was decided.</summary>
    [JsonStringEnumMemberName("searchable")]
    Searchable,

    /// <summary>The index is being brought in line, which takes longer than an answer may.</summary>
    [JsonStringEnumMemberName("building")]
    Building,

    /// <summary>The index could not be brought in line; the next build that can takes it up.</summary>
    [JsonStringEnumMemberName("not-built")]
    NotBuilt,
}

/// <summary>A change of a file by which something was decided.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Time">When it was made.</param>
/// <param name="Who">Who made it: the name of a key, or the user who called a command.</param>
/// <param name="Kind"><c>correction</c>, <c>taxonomy</c>, <c>glossary</c> or <c>lexicon</c>.</param>
/// <param name="Subject">What it is about: the id of a material, or the name of the file.</param>
/// <param name="Path">The file in the corpus.</param>
/// <param name="Before">What it held; null when it was not there.</param>
/// <param name="After">What it held then; null when it was taken away.</param>
/// <param name="Undoes">The number of the change that it takes back; null when it takes none back.</param>
/// <param name="IsLast">True when the file still holds what it held after this change, so that it can be taken back.</param>
public sealed record ChangeResult(
    long Number, DateTimeOffset Time, string Who, string Kind, string Subject, string Path, string? Before, string? After, long? Undoes,
    bool IsLast)
{
    internal static ChangeResult Of(FileChange change, bool isLast) => new(
        change.Number, change.Time, change.Who, change.Kind, change.Subject, change.Path, change.Before, change.After, change.Undoes,
        isLast);
}

/// <summary>Changes, the newest first.</summary>
/// <param name="Items">The changes.</param>
public sealed record ChangeList(IReadOnlyList<ChangeResult> Items);
