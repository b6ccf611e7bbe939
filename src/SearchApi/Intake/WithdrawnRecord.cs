using System.Text.Json.Serialization;

namespace KnowledgeBase.SearchApi.Intake;

/// <summary>What is known of a file that was withdrawn, so that it can be brought back.</summary>
/// <param name="Id">The id that its material had.</param>
/// <param name="Path">Where it lay.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">The SHA-256 of its bytes, in small hexadecimal digits.</param>
/// <param name="Modified">When it was last changed, in UTC.</param>
/// <param name="By">Who withdrew it.</param>
/// <param name="At">When, in UTC.</param>
/// <param name="RestoredAt">When it was brought back, in UTC; null while it was not.</param>
internal sealed record WithdrawnRecord(
    string Id, string Path, long Bytes, string Sha256, DateTime Modified, string By, DateTimeOffset At, DateTimeOffset? RestoredAt)
{
    /// <summary>The title of its material; null where it was replaced, or withdrawn by a version that did not write it down.</summary>
    public string? Title { get; init; }
}

/// <summary>Records as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(WithdrawnRecord))]
internal sealed partial class WithdrawnRecordJson : JsonSerializerContext;
