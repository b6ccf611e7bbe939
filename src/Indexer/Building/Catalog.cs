using System.Security.Cryptography;
using System.Text;
using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Storage;

namespace KnowledgeBase.Indexer.Building;

/// <summary>A material of a file as the last build left it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Hash">First 8 bytes of the SHA-256 of what it was made from.</param>
/// <param name="Passages">How many passages it has.</param>
/// <param name="Added">When it first came into the library, in seconds of Unix time; 0 where that is not known.</param>
internal sealed record CatalogMaterial(string Id, ulong Hash, int Passages, long Added = 0)
{
    /// <summary>Its level by what it says itself, as <see cref="AccessLevel.Written"/>.</summary>
    public string Own { get; init; } = AccessLevel.Public.Written;

    /// <summary>What the owner had decided about it when it was made, by <see cref="LibrarySettings.DecidedOf"/>.</summary>
    public ulong Decided { get; init; }

    /// <summary>Its level in a folder of some level: the stricter of both.</summary>
    public AccessLevel LevelIn(AccessLevel folder) => AccessLevel.Stricter(AccessLevel.FromWritten(Own), folder);
}

/// <summary>A file as the last build left it.</summary>
/// <param name="Id">Id of the file.</param>
/// <param name="Length">Bytes it had.</param>
/// <param name="Modified">UTC ticks of its last change then.</param>
/// <param name="Hash">First 8 bytes of the SHA-256 of its bytes.</param>
/// <param name="Materials">What is in the index of it.</param>
/// <param name="Skipped">Parts of it that are not in the index; paths begin with the id of the file.</param>
/// <param name="Warnings">What was odd in it; paths as in <paramref name="Skipped"/>.</param>
internal sealed record CatalogFile(
    string Id,
    long Length,
    long Modified,
    ulong Hash,
    IReadOnlyList<CatalogMaterial> Materials,
    IReadOnlyList<SkippedFile> Skipped,
    IReadOnlyList<FileWarning> Warnings)
{
    /// <summary>
    /// Which file it was, and in which state; <see cref="FileStamp.None"/> when what is in the index of it must be made anew.
    /// </summary>
    public FileStamp Stamp { get; init; } = FileStamp.None;

    /// <summary>The level of the folder that it lies in, as <see cref="AccessLevel.Written"/>.</summary>
    public string Level { get; init; } = AccessLevel.Public.Written;

    /// <summary>The level of one of its materials: the stricter of its own and that of the folder.</summary>
    public AccessLevel LevelOf(CatalogMaterial material) => material.LevelIn(AccessLevel.FromWritten(Level));

    /// <summary>True when a file of the corpus still has what was built from it, as far as one can tell without reading it.</summary>
    public bool IsStill(CorpusFile file) => Length == file.Length && Modified == file.Modified && Stamp == file.Stamp;

    /// <summary>True when both say the same.</summary>
    public bool Says(CatalogFile other) =>
        Id == other.Id && Level == other.Level && Stamp == other.Stamp
        && Length == other.Length && Modified == other.Modified && Hash == other.Hash
        && Materials.SequenceEqual(other.Materials) && Skipped.SequenceEqual(other.Skipped) && Warnings.SequenceEqual(other.Warnings);
}

/// <summary>
/// What is in an index and from which files: the memory of incremental builds. It lies beside the index in a file of its own, which
/// the index's commit names, so that both always belong together.
/// </summary>
/// <remarks>
/// <code>
/// catalog  = "KBCT" version:i32 count:varint file* sha256:32 bytes of everything before
/// file     = id:string length:i64 modified:i64 hash:u64 count:varint material* count:varint remark* count:varint remark* stamp
///            level:string
/// stamp    = source:string real:string device:i64 inode:i64 changed:i64
/// material = id:string hash:u64 passages:varint added:i64 own:string decided:u64
/// remark   = path:string text:string
/// </code>
/// Strings are UTF-8 behind their length in bytes; numbers are little-endian.
/// </remarks>
internal static class Catalog
{
    private const int Version = 5;

    /// <summary>Writes a catalog to the disk itself before it returns.</summary>
    public static void Write(string path, IReadOnlyCollection<CatalogFile> files)
    {
        using var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16);
        using var hash = SHA256.Create();
        using (var hashed = new CryptoStream(stream, hash, CryptoStreamMode.Write, leaveOpen: true))
        using (var writer = new BinaryWriter(hashed, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(BuilderFile.Catalog.Magic);
            writer.Write(Version);
            writer.Write7BitEncodedInt(files.Count);
            foreach (var file in files)
            {
                Write(writer, file);
            }
        }

        stream.Write(hash.Hash!);
        stream.Flush(flushToDisk: true);
    }

    /// <summary>Reads a catalog; null when it is not there, damaged or of another version, and everything must be read anew.</summary>
    public static List<CatalogFile>? Read(string path)
    {
        try
        {
            if (!BuilderFile.Catalog.IsSound(path))
            {
                return null;
            }

            using var reader = new BinaryReader(new BufferedStream(File.OpenRead(path), 1 << 16), Encoding.UTF8);
            reader.BaseStream.Position = BuilderFile.Catalog.Magic.Length;
            return reader.ReadInt32() == Version ? ReadList(reader, ReadFile) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static void Write(BinaryWriter writer, CatalogFile file)
    {
        writer.Write(file.Id);
        writer.Write(file.Length);
        writer.Write(file.Modified);
        writer.Write(file.Hash);
        writer.Write7BitEncodedInt(file.Materials.Count);
        foreach (var material in file.Materials)
        {
            writer.Write(material.Id);
            writer.Write(material.Hash);
            writer.Write7BitEncodedInt(material.Passages);
            writer.Write(material.Added);
            writer.Write(material.Own);
            writer.Write(material.Decided);
        }

        writer.Write7BitEncodedInt(file.Skipped.Count);
        foreach (var skipped in file.Skipped)
        {
            writer.Write(skipped.Path);
            writer.Write(skipped.Reason);
        }

        writer.Write7BitEncodedInt(file.Warnings.Count);
        foreach (var warning in file.Warnings)
        {
            writer.Write(warning.Path);
            writer.Write(warning.Warning);
        }

        writer.Write(file.Stamp.Source);
        writer.Write(file.Stamp.Real);
        writer.Write(file.Stamp.Device);
        writer.Write(file.Stamp.Inode);
        writer.Write(file.Stamp.Changed);
        writer.Write(file.Level);
    }

    private static CatalogFile ReadFile(BinaryReader reader) => new(
        reader.ReadString(),
        reader.ReadInt64(),
        reader.ReadInt64(),
        reader.ReadUInt64(),
        ReadList(reader, r => new CatalogMaterial(r.ReadString(), r.ReadUInt64(), r.Read7BitEncodedInt(), r.ReadInt64())
        {
            Own = r.ReadString(),
            Decided = r.ReadUInt64(),
        }),
        ReadList(reader, r => new SkippedFile(r.ReadString(), r.ReadString())),
        ReadList(reader, r => new FileWarning(r.ReadString(), r.ReadString())))
    {
        Stamp = new FileStamp(reader.ReadString(), reader.ReadString(), reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64()),
        Level = reader.ReadString(),
    };

    private static List<T> ReadList<T>(BinaryReader reader, Func<BinaryReader, T> readOne)
    {
        var count = reader.Read7BitEncodedInt();
        var list = new List<T>(count);
        for (var i = 0; i < count; i++)
        {
            list.Add(readOne(reader));
        }

        return list;
    }
}
