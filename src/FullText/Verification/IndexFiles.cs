using KnowledgeBase.FullText.Segments;
using KnowledgeBase.FullText.Store;

namespace KnowledgeBase.FullText.Verification;

/// <summary>A file that the last commit of an index consists of.</summary>
/// <param name="Name">Its name in the folder of the index.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Checksum">CRC-32C of its header and content, as the commit recorded it.</param>
public readonly record struct IndexFile(string Name, long Length, uint Checksum);

/// <summary>
/// The files of an index one by one, for those who spread the reading of a large index over time; <see cref="IndexVerifier"/> looks
/// at everything at once, and deeper.
/// </summary>
public static class IndexFiles
{
    /// <summary>The files that the last commit lists, the manifest aside; none when nothing was committed.</summary>
    /// <exception cref="IndexException">The manifest is damaged.</exception>
    public static IReadOnlyList<IndexFile> List(string path) =>
        [.. (Manifest.Read(new FileSystemDirectory(path))?.Segments ?? [])
            .SelectMany(s => s.Files)
            .Select(f => new IndexFile(f.Name, f.Length, f.Crc))];

    /// <summary>Reads a file through and compares its checksum with what the commit recorded.</summary>
    /// <returns>What is wrong; null when nothing is.</returns>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static IndexProblem? Check(string path, IndexFile file)
    {
        try
        {
            var entry = new FileEntry(file.Name, file.Length, file.Checksum);
            using var mapped = new FileSystemDirectory(path).OpenFile(entry);
            IndexFileFormat.Check(mapped, EngineFiles.TryParse(file.Name, out var kind) ? kind : FileKind.Manifest, id: null, entry);
            IndexFileFormat.CheckCrc(mapped);
            return null;
        }
        catch (IndexCorruptException e)
        {
            return new IndexProblem(file.Name, e.Offset, e.Problem);
        }
        catch (IndexVersionException e)
        {
            return new IndexProblem(file.Name, 4, e.Message);
        }
    }

    /// <summary>
    /// Names of what lies in the folder and was not written by the engine, links and folders among it. Empty when there is no folder.
    /// </summary>
    public static IReadOnlyList<string> Foreign(string path)
    {
        if (!Directory.Exists(path))
        {
            return [];
        }

        var directory = new FileSystemDirectory(path);
        return
        [
            .. new DirectoryInfo(path).EnumerateFileSystemInfos()
                .Where(e =>
                    e is DirectoryInfo || e.LinkTarget is not null
                    || !(FileSystemDirectory.IsLockOrNote(e.FullName) || EngineFiles.IsOwn(directory, e.Name)))
                .Select(e => e.Name)
                .Order(StringComparer.Ordinal),
        ];
    }
}
