using System.Security.Cryptography;
using System.Text;
using KnowledgeBase.Duplicates;

namespace KnowledgeBase.Indexer.Building;

/// <summary>
/// The sketches of all materials of an index, so that a build that changes a few of them can compare these with all others without
/// reading the others again. It lies beside the index in a file of its own, which the index's commit names.
/// </summary>
/// <remarks>
/// <code>
/// sketches = "KBSK" version:i32 entry* 0 sha256:32 bytes of everything before
/// entry    = 1 id:string sketch
/// sketch   = as <see cref="MaterialSketch.Write"/> says
/// </code>
/// Strings are UTF-8 behind their length in bytes; numbers are little-endian; entries stand in no particular order.
/// </remarks>
internal sealed class SketchFile : IDisposable
{
    private const int Version = 1;
    private static readonly byte[] Magic = "KBSK"u8.ToArray();

    private readonly FileStream _stream;
    private readonly SHA256 _hash = SHA256.Create();
    private readonly CryptoStream _hashed;
    private readonly BinaryWriter _writer;

    /// <summary>Begins a file, in the place of what may lie there.</summary>
    public SketchFile(string path)
    {
        _stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
        _hashed = new CryptoStream(_stream, _hash, CryptoStreamMode.Write, leaveOpen: true);
        _writer = new BinaryWriter(_hashed, Encoding.UTF8, leaveOpen: true);
        _writer.Write(Magic);
        _writer.Write(Version);
    }

    /// <summary>Adds the sketch of a material.</summary>
    public void Add(string id, MaterialSketch sketch)
    {
        _writer.Write((byte)1);
        _writer.Write(id);
        sketch.Write(_writer);
    }

    /// <summary>Ends the file and writes it to the disk itself before it returns.</summary>
    public void Complete()
    {
        _writer.Write((byte)0);
        _writer.Flush();
        _hashed.FlushFinalBlock();
        _stream.Write(_hash.Hash!);
        _stream.Flush(flushToDisk: true);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _writer.Dispose();
        _hashed.Dispose();
        _stream.Dispose();
        _hash.Dispose();
    }

    /// <summary>True when a file of this version lies there; whether it is whole, <see cref="IsSound"/> tells.</summary>
    public static bool Exists(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            Span<byte> head = stackalloc byte[Magic.Length + sizeof(int)];
            return stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length
                && head.StartsWith(Magic) && BitConverter.ToInt32(head[Magic.Length..]) == Version && stream.Length > head.Length + SHA256.HashSizeInBytes;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>True when the file is there, of this version, and what was written.</summary>
    public static bool IsSound(string path)
    {
        if (!Exists(path))
        {
            return false;
        }

        using var stream = File.OpenRead(path);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 16];
        for (var rest = stream.Length - SHA256.HashSizeInBytes; rest > 0;)
        {
            var read = stream.Read(buffer, 0, (int)Math.Min(rest, buffer.Length));
            hash.AppendData(buffer, 0, read);
            rest -= read;
        }

        var expected = new byte[SHA256.HashSizeInBytes];
        stream.ReadExactly(expected);
        return hash.GetHashAndReset().AsSpan().SequenceEqual(expected);
    }

    /// <summary>The sketches of a file that is sound, each with the id of its material.</summary>
    public static IEnumerable<(string Id, MaterialSketch Sketch)> Read(string path)
    {
        using var reader = new BinaryReader(new BufferedStream(File.OpenRead(path), 1 << 16), Encoding.UTF8);
        reader.BaseStream.Position = Magic.Length + sizeof(int);
        while (reader.ReadByte() == 1)
        {
            yield return (reader.ReadString(), MaterialSketch.Read(reader));
        }
    }
}
