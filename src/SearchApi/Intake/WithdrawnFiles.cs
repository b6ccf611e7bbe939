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
    public void Keep(string id, string? title, string path, string by)
    {
        var now = time.GetUtcNow();
        var folder = Path.Combine(Folder, $"{now.UtcDateTime:yyyyMMdd-HHmmss}-{Guid.NewGuid():N}");
        var source = new FileInfo(path);
        var (length, hash) = HashedCopy.Write(path, Path.Combine(state.Folder(folder), FileName));
        Write(folder, new WithdrawnRecord(id, path, length, hash, source.LastWriteTimeUtc, by, now, null) { Title = title });
        Durable.Names(Path.Combine(state.Path, folder));
    }

    /// <summary>The file that was withdrawn last under an id and not brought back; null when there is none.</summary>
    /// <exception cref="AccessException">The folder of state cannot be used.</exception>
    public (string Folder, string File, WithdrawnRecord Record)? Find(string id)
    {
        foreach (var (folder, record) in Kept())
        {
            if (record.Id == id)
            {
                return (Path.Combine(Folder, Path.GetFileName(folder)), Path.Combine(folder, FileName), record);
            }
        }

        return null;
    }

    /// <summary>All that was withdrawn or replaced and not brought back, the newest first.</summary>
    /// <exception cref="AccessException">The folder of state cannot be used.</exception>
    public IEnumerable<WithdrawnRecord> All() => Kept().Select(k => k.Record);

    /// <summary>Notes that a file was brought back. Its copy stays.</summary>
    /// <exception cref="AccessException">The folder of state cannot be used.</exception>
    public void NoteRestored(string folder, WithdrawnRecord record) => Write(folder, record with { RestoredAt = time.GetUtcNow() });

    private IEnumerable<(string Folder, WithdrawnRecord Record)> Kept()
    {
        var root = Path.Combine(state.Path, Folder);
        if (!Directory.Exists(root))
        {
            yield break;
        }

        foreach (var folder in Directory.EnumerateDirectories(root).OrderDescending(StringComparer.Ordinal))
        {
            if (Read(folder) is { RestoredAt: null } record && File.Exists(Path.Combine(folder, FileName)))
            {
                yield return (folder, record);
            }
        }
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
