using System.Security.Cryptography;
using System.Text;
using KnowledgeBase.Retrieval;
using KnowledgeBase.Retrieval.Engines;
using KnowledgeBase.Retrieval.Storage;

namespace KnowledgeBase.Indexer.Building;

/// <summary>
/// Reads the engine's files through to see whether they still have what was written. A small index is read wholly with every build. Of a
/// large one every file is read that was not since it was written or for a week, and of the others the ones that were not for longest, as
/// far as a second or so allows; when each was read, a file beside the index remembers.
/// </summary>
/// <remarks>
/// <code>
/// checks = "KBCK" version:i32 count:varint (name:string length:i64 checksum:u32 time:i64)* sha256:32 bytes of everything before
/// </code>
/// Strings are UTF-8 behind their length in bytes; numbers are little-endian; time is UTC ticks.
/// </remarks>
internal sealed class FileChecks
{
    /// <summary>Bytes that every build may read for this.</summary>
    public const long DefaultBudget = 256L << 20;

    /// <summary>A file is not left unread for longer.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromDays(7);

    private const int Version = 1;

    private readonly string _folder;
    private readonly string? _name;
    private readonly Dictionary<EngineFile, long> _times;

    private FileChecks(string folder, string? name, Dictionary<EngineFile, long>? times)
    {
        _folder = folder;
        _name = name;
        _times = times ?? [];
        IsDamaged = times is null;
    }

    /// <summary>Whether there was a record and it cannot be read, so that every file counts as unread.</summary>
    public bool IsDamaged { get; }

    /// <summary>The name of the record; null when there is none.</summary>
    public string? Name => _name;

    /// <summary>Reads the record of an index, if it has one.</summary>
    public static FileChecks Of(string folder)
    {
        var path = Directory.GetFiles(folder)
            .OrderByDescending(path => BuilderFile.Checks.NumberOf(Path.GetFileName(path)))
            .FirstOrDefault(BuilderFile.Checks.Wrote);
        return path is null ? new FileChecks(folder, null, []) : new FileChecks(folder, Path.GetFileName(path), Read(path));
    }

    /// <summary>Reads what is due.</summary>
    /// <param name="budget">Bytes that may be read beyond what must be.</param>
    /// <param name="time">Clock.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What is wrong, with file and place; empty when all that was read is sound.</returns>
    /// <exception cref="LibraryException">The index cannot be read at all.</exception>
    public IReadOnlyList<string> Run(long budget, TimeProvider time, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcTicks;
        var files = LibraryFolder.Files(_folder).OrderBy(file => _times.GetValueOrDefault(file)).ToList();
        var isSmall = files.Sum(file => file.Length) <= budget;
        var problems = new List<string>();
        var read = 0L;
        foreach (var file in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var isDue = isSmall || now - _times.GetValueOrDefault(file) >= MaxAge.Ticks;
            if (!isDue && read + file.Length > budget)
            {
                continue;
            }

            read += file.Length;
            if (LibraryFolder.Check(_folder, file) is { } problem)
            {
                problems.Add(problem);
            }
            else
            {
                _times[file] = now;
            }
        }

        if (problems.Count == 0 && (!isSmall || _name is not null))
        {
            Save(files, isSmall);
        }

        return problems;
    }

    private static Dictionary<EngineFile, long>? Read(string path)
    {
        if (!BuilderFile.Checks.IsSound(path))
        {
            return null;
        }

        using var reader = new BinaryReader(new MemoryStream(File.ReadAllBytes(path)), Encoding.UTF8);
        reader.BaseStream.Position = BuilderFile.Checks.Magic.Length;
        if (reader.ReadInt32() != Version)
        {
            return null;
        }

        var times = new Dictionary<EngineFile, long>();
        for (var left = reader.Read7BitEncodedInt(); left > 0; left--)
        {
            times[new EngineFile(reader.ReadString(), reader.ReadInt64(), reader.ReadUInt32())] = reader.ReadInt64();
        }

        return times;
    }

    /// <summary>
    /// Writes the record under a new name, then removes the one before. An index that is read wholly each time needs none.
    /// </summary>
    private void Save(List<EngineFile> files, bool isSmall)
    {
        try
        {
            if (!isSmall)
            {
                var number = Directory.GetFiles(_folder).Max(path => BuilderFile.Checks.NumberOf(Path.GetFileName(path))) + 1;
                using var content = new MemoryStream();
                using var writer = new BinaryWriter(content, Encoding.UTF8);
                writer.Write(BuilderFile.Checks.Magic);
                writer.Write(Version);
                EngineFile[] known = [.. files.Where(_times.ContainsKey)];
                writer.Write7BitEncodedInt(known.Length);
                foreach (var file in known)
                {
                    writer.Write(file.Name);
                    writer.Write(file.Length);
                    writer.Write(file.Checksum);
                    writer.Write(_times[file]);
                }

                writer.Write(SHA256.HashData(content.ToArray()));
                using var stream = new FileStream(
                    Path.Combine(_folder, BuilderFile.Checks.NameOf(number)), FileMode.CreateNew, FileAccess.Write);
                content.WriteTo(stream);
            }

            if (_name is not null)
            {
                File.Delete(Path.Combine(_folder, _name));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Then the next build reads more than it must.
        }
    }
}
