using System.Text.Json.Serialization;

namespace KnowledgeBase.Access;

/// <summary>A key as it is kept: what is known of it, and the hash of its secret.</summary>
internal sealed record StoredKey(
    string Id, string Name, AccessRole Role, DateTimeOffset Created, DateTimeOffset? Expires, DateTimeOffset? Revoked,
    string Method, int Rounds, byte[] Salt, byte[] Hash, IReadOnlyList<string>? Groups = null)
{
    [JsonIgnore]
    public AccessKey Known => new(Id, Name, Role, Created, Expires, Revoked) { Groups = Groups ?? [] };
}

/// <summary>The file of keys.</summary>
/// <param name="Format">What its layout is called; there is one.</param>
/// <param name="Keys">Every key that was ever made, revoked ones too, in the order in which they were.</param>
internal sealed record KeyFile(int Format, IReadOnlyList<StoredKey> Keys);

/// <summary>The file of keys as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(KeyFile))]
internal sealed partial class KeyFileJson : JsonSerializerContext;
