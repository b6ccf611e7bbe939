using System.Security.Cryptography;
using System.Text;
using KnowledgeBase.Duplicates;
using KnowledgeBase.Retrieval.Storage;
using Microsoft.Win32.SafeHandles;

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

    private readonly SafeFileHandle _file;
    private readonly FileStream _stream;
    private readonly SHA256 _hash = SHA256.Create();
    private readonly CryptoStream _hashed;
    private readonly BinaryWriter _writer;
    private bool _isComplete;

    /// <summary>Begins a file.</summary>
    /// <exception cref="IOException">There is one of this name.</exception>
    public SketchFile(string path)
    {
        _file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        _stream = new FileStream(_file, FileAccess.Write, 1 << 16);
        _hashed = new CryptoStream(_stream, _hash, CryptoStreamMode.Write, leaveOpen: true);
        _writer = new BinaryWriter(_hashed, Encoding.UTF8, leaveOpen: true);
        _writer.Write(BuilderFile.Sketches.Magic);
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
        _isComplete = true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            _writer.Dispose();
            _hashed.Dispose();
            _stream.Dispose();
        }
        catch (Exception) when (!_isComplete)
        {
            // What is left in buffers cannot be written; whoever wrote was told so, and nobody will read the file.
        }
        finally
        {
            // A stream that cannot be flushed does not close its file, which must be closed for it to be removed.
            _file.Dispose();
            _hash.Dispose();
        }
    }

    /// <summary>True when a file of this version lies there; whether it is whole, <see cref="BuilderFile.IsSound"/> tells.</summary>
    public static bool Exists(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            Span<byte> head = stackalloc byte[BuilderFile.Sketches.Magic.Length + sizeof(int)];
            return stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length
                && head.StartsWith(BuilderFile.Sketches.Magic)
                && BitConverter.ToInt32(head[BuilderFile.Sketches.Magic.Length..]) == Version;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>The sketches of a file that is sound, each with the id of its material.</summary>
    public static IEnumerable<(string Id, MaterialSketch Sketch)> Read(string path)
    {
        using var reader = new BinaryReader(new BufferedStream(File.OpenRead(path), 1 << 16), Encoding.UTF8);
        reader.BaseStream.Position = BuilderFile.Sketches.Magic.Length + sizeof(int);
        while (reader.ReadByte() == 1)
        {
            yield return (reader.ReadString(), MaterialSketch.Read(reader));
        }
    }
}
