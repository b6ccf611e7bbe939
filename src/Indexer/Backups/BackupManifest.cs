using System.Text.Json.Serialization;

namespace KnowledgeBase.Indexer.Backups;

/// <summary>
/// What a backup says of itself: the entry <c>backup.json</c>, the last one of the archive, whose SHA-256 is the archive's comment.
/// </summary>
/// <param name="Format">Version of the archive's layout.</param>
/// <param name="Made">When it was made, in UTC.</param>
/// <param name="Corpora">How many corpora it has something of.</param>
/// <param name="HasMaterials">Whether it has all of their files, and not only settings and what was brought in.</param>
/// <param name="HasIndex">Whether it has the index too.</param>
/// <param name="Files">Every other entry, by name.</param>
internal sealed record BackupManifest(
    int Format, DateTimeOffset Made, int Corpora, bool HasMaterials, bool HasIndex, IReadOnlyDictionary<string, BackupFile> Files)
{
    /// <summary>The layout that this program writes and reads.</summary>
    public const int CurrentFormat = 1;

    /// <summary>Its entry.</summary>
    public const string EntryName = "backup.json";

    /// <summary>The folder of state in an archive.</summary>
    public const string StateFolder = "state";

    /// <summary>The folder of an archive that has a folder for each corpus, which are called by their numbers from 0 on.</summary>
    public const string CorpusFolder = "corpus";

    /// <summary>The folder of the index in an archive.</summary>
    public const string IndexFolder = "index";
}

/// <summary>A file in a backup.</summary>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">The SHA-256 of its bytes, in small hexadecimal digits.</param>
/// <param name="Modified">When it was last changed, in UTC.</param>
internal sealed record BackupFile(long Bytes, string Sha256, DateTime Modified);

/// <summary>Manifests as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(BackupManifest))]
internal sealed partial class BackupManifestJson : JsonSerializerContext;
