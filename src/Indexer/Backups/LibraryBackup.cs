using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using KnowledgeBase.Access;
using KnowledgeBase.Indexer.Building;
using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Indexing;
using KnowledgeBase.Retrieval.Storage;

namespace KnowledgeBase.Indexer.Backups;

/// <summary>
/// Writes into one archive what cannot be built again: of each corpus its settings and what was brought in, or all of it, the folder of
/// state, and the index where that is asked for. A server may go on meanwhile.
/// </summary>
internal sealed class LibraryBackup
{
    /// <summary>What the name of a file ends with that the folder of state is just writing.</summary>
    private const string Unfinished = ".part";

    private readonly ZipArchive _archive;
    private readonly CancellationToken _cancellation;
    private readonly Dictionary<string, BackupFile> _files = new(StringComparer.Ordinal);
    private readonly List<string> _leftOut = [];

    private LibraryBackup(ZipArchive archive, CancellationToken cancellation) => (_archive, _cancellation) = (archive, cancellation);

    /// <summary>Writes a backup.</summary>
    /// <param name="state">Folder of state; there may be none yet.</param>
    /// <param name="corpora">The corpora; of one that is a file nothing goes in.</param>
    /// <param name="withMaterials">Whether all files of the corpora go in.</param>
    /// <param name="index">Folder of the index, when it is to go in too; null when not.</param>
    /// <param name="output">Where it is written.</param>
    /// <param name="made">When it is made.</param>
    /// <param name="cancellation">Gives up between two files.</param>
    /// <returns>What it says of itself, and what was left out, each with the reason.</returns>
    /// <exception cref="AccessException">The folder of state is something else.</exception>
    /// <exception cref="Retrieval.LibraryException">The index is being written, or is none.</exception>
    /// <exception cref="IOException">A file cannot be read, or the archive not written.</exception>
    public static (BackupManifest Manifest, IReadOnlyList<string> LeftOut) Write(
        StateFolder state, IReadOnlyList<string> corpora, bool withMaterials, string? index, Stream output, DateTimeOffset made,
        CancellationToken cancellation)
    {
        using var archive = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true);
        var backup = new LibraryBackup(archive, cancellation);
        foreach (var (at, root) in corpora.Index().Where(c => Directory.Exists(c.Item)))
        {
            backup.AddFolder(root, $"{BackupManifest.CorpusFolder}/{at}/", name => IsKeptOf(name, withMaterials));
        }

        if (index is not null)
        {
            using var still = LibraryFolder.HoldStill(index);
            backup.AddFolder(index, $"{BackupManifest.IndexFolder}/", name => !LibraryFolder.IsLock(Path.GetFileName(name)));
        }

        // Behind the corpora: what is withdrawn while they are read is in the state then, or was read, or both.
        if (state.IsThere)
        {
            // audit.head stands before audit.jsonl: an entry that is written meanwhile is then in the log and not in the head.
            backup.AddFolder(
                state.Path, $"{BackupManifest.StateFolder}/",
                name => !StateFolder.IsLock(name) && !name.EndsWith(Unfinished, StringComparison.Ordinal));
        }

        var manifest = new BackupManifest(
            BackupManifest.CurrentFormat, made, corpora.Count, withMaterials, index is not null, backup._files);
        var json = JsonSerializer.SerializeToUtf8Bytes(manifest, BackupManifestJson.Default.BackupManifest);
        archive.Comment = Convert.ToHexStringLower(SHA256.HashData(json));
        using var entry = archive.CreateEntry(BackupManifest.EntryName).Open();
        entry.Write(json);
        return (manifest, backup._leftOut);
    }

    /// <summary>Whether a file of a corpus goes in, or a folder that it lies in might hold one that does.</summary>
    private static bool IsKeptOf(string name, bool withMaterials) =>
        !Path.GetFileName(name).StartsWith(BuildNotes.IncomingPrefix, StringComparison.Ordinal)
        && (withMaterials
            || IgnoreRules.IsSetting(name)
            || name.StartsWith(BuildNotes.Inbox + "/", StringComparison.Ordinal)
            || Path.GetFileName(name) == AccessFile.Name);

    private void AddFolder(string root, string prefix, Func<string, bool> isKept)
    {
        Visit(new DirectoryInfo(root), "");

        void Visit(DirectoryInfo folder, string within)
        {
            foreach (var entry in folder.EnumerateFileSystemInfos().OrderBy(e => e.Name, StringComparer.Ordinal))
            {
                var name = within + entry.Name;
                if (entry.LinkTarget is not null)
                {
                    if (isKept(name))
                    {
                        _leftOut.Add($"{entry.FullName} is a link: what it leads to has to be kept by itself.");
                    }
                }
                else if (entry is DirectoryInfo inner)
                {
                    Visit(inner, name + "/");
                }
                else if (isKept(name))
                {
                    Add((FileInfo)entry, prefix + name);
                }
            }
        }
    }

    private void Add(FileInfo file, string name)
    {
        _cancellation.ThrowIfCancellationRequested();
        if (name.Contains('\uFFFD', StringComparison.Ordinal))
        {
            _leftOut.Add($"{file.FullName}: its name is no UTF-8, and cannot be written down.");
            return;
        }

        try
        {
            using var source = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var entry = _archive.CreateEntry(name);
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            using var target = entry.Open();
            var buffer = new byte[1 << 17];
            var length = 0L;
            for (int read; (read = source.Read(buffer)) > 0; length += read)
            {
                hash.AppendData(buffer, 0, read);
                target.Write(buffer, 0, read);
            }

            _files[name] = new BackupFile(length, Convert.ToHexStringLower(hash.GetHashAndReset()), file.LastWriteTimeUtc);
        }
        catch (FileNotFoundException)
        {
            // It was withdrawn since its folder was looked at.
        }
    }
}
