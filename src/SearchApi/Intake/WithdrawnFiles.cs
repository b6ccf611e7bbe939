using System.Security.Cryptography;
using System.Text.Json;
using KnowledgeBase.Access;

namespace KnowledgeBase.SearchApi.Intake;

/// <summary>
/// Files that were withdrawn or replaced, in the folder of state: each in a folder of its own with what is known of it. Nothing is ever
/// deleted there but by its owner.
/// </summary>
internal sealed class WithdrawnFiles(StateFolder state, TimeProvider time)
{
    private const string Folder = "withdrawn";
    private const string RecordName = "record.json";
    private const string FileName = "file";

    /// <summary>Keeps a copy of a file, whole and durable. The file itself stays where it is.</summary>
    /// <exception cref="AccessException">The folder of state cannot be used.</exception>
    /// <exception cref="IOException">It cannot be copied.</exception>
    public void Keep(string id, string path, string by)
    {
        var now = time.GetUtcNow();
        var folder = Path.Combine(Folder, $"{now.UtcDateTime:yyyyMMdd-HHmmss}-{Guid.NewGuid():N}");
        var source = new FileInfo(path);
        var record = new WithdrawnRecord(id, path, source.Length, HashOf(path), source.LastWriteTimeUtc, by, now, null);
        Write(folder, record);
        Copy(path, Path.Combine(state.Path, folder, FileName));
        Durable.Names(Path.Combine(state.Path, folder));
    }

    /// <summary>The file that was withdrawn last under an id and not brought back; null when there is none.</summary>
    /// <exception cref="AccessException">The folder of state cannot be used.</exception>
    public (string Folder, string File, WithdrawnRecord Record)? Find(string id)
    {
        var root = Path.Combine(state.Path, Folder);
        if (!Directory.Exists(root))
        {
            return null;
        }

        foreach (var folder in Directory.EnumerateDirectories(root).OrderDescending(StringComparer.Ordinal))
        {
            var name = Path.Combine(Folder, Path.GetFileName(folder));
            if (Read(folder) is { RestoredAt: null } record && record.Id == id && File.Exists(Path.Combine(folder, FileName)))
            {
                return (name, Path.Combine(folder, FileName), record);
            }
        }

        return null;
    }

    /// <summary>Notes that a file was brought back. Its copy stays.</summary>
    /// <exception cref="AccessException">The folder of state cannot be used.</exception>
    public void NoteRestored(string folder, WithdrawnRecord record) => Write(folder, record with { RestoredAt = time.GetUtcNow() });

    /// <summary>Copies a file so that the copy outlives a power cut.</summary>
    /// <exception cref="IOException">It cannot be copied.</exception>
    public static void Copy(string from, string to)
    {
        using var source = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.Read);
        using var target = new FileStream(to, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        source.CopyTo(target);
        target.Flush(flushToDisk: true);
    }

    /// <summary>The SHA-256 of a file, in small hexadecimal digits.</summary>
    public static string HashOf(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    private void Write(string folder, WithdrawnRecord record) =>
        state.Keep(folder, RecordName, JsonSerializer.SerializeToUtf8Bytes(record, WithdrawnRecordJson.Default.WithdrawnRecord));

    private static WithdrawnRecord? Read(string folder)
    {
        try
        {
            return JsonSerializer.Deserialize(
                File.ReadAllBytes(Path.Combine(folder, RecordName)), WithdrawnRecordJson.Default.WithdrawnRecord);
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            return null; // a folder that a kill left unfinished: its file is still where it was
        }
    }
}
