using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;
using KnowledgeBase.FullText.Codecs;
using KnowledgeBase.FullText.Documents;
using KnowledgeBase.FullText.Store;

namespace KnowledgeBase.FullText.StoredFields;

/// <summary>
/// Gathers stored fields. Short values (keys, numbers) stand as they are, document by document, and are read at the cost of a
/// memory access; the others are compressed in blocks of about 80 KiB, which are written to the file at once, or kept in memory
/// until the segment is flushed.
/// <code>
/// Stored file  := Block* Short* Index indexStart:u64
/// Block        := crc32c:u32 documents:varint rawLength:varint Brotli(docLength:varint per document, Values per document)
/// Short        := length:varint Values                      per document; values of at most 32 bytes
/// Values       := (field:varint length:varint bytes)*
/// Index        := PackedInts(first document by block, and the number of all) PackedInts(start by block, and the last one's end)
///                 PackedInts(start of Short for every 16th document, and the last one's end)
/// </code>
/// crc32c is that of the block behind it, so that whoever reads a document knows that it is the one that was written.
/// </summary>
internal sealed class StoredFieldsWriter
{
    public const int BlockLength = 80 * 1024;
    public const int LongestShortValue = 32;
    public const int DocsPerShortEntry = 16;
    private const int Quality = 5;
    private const int Window = 18;

    private readonly GrowingBuffer _raw = new();
    private readonly GrowingBuffer _lengths = new();
    private readonly List<byte[]> _kept = [];
    private readonly List<long> _firstDocs = [];
    private readonly List<long> _starts = [];
    private readonly GrowingBuffer _short = new();
    private readonly GrowingBuffer _shortOfDoc = new();
    private readonly List<long> _shortStarts = [];
    private int _shortDocs;
    private readonly IndexOutput? _output;
    private int _docsInBlock;
    private long _docs;
    private long _length;

    /// <param name="output">Where blocks go at once; null keeps them in memory until <see cref="WriteTo"/>.</param>
    public StoredFieldsWriter(IndexOutput? output) => _output = output;

    /// <summary>Bytes held in memory.</summary>
    public long HeldBytes => _output is null ? _length + (_kept.Count * 64L) + _short.Length : 0;

    public void Add(IndexDocument document)
    {
        var length = 0;
        foreach (var stored in document.Stored)
        {
            length += stored.Length + 8;
        }

        BeginDocument(length);
        var start = _raw.Length;
        _shortOfDoc.Clear();
        foreach (var stored in document.Stored)
        {
            var target = stored.Length <= LongestShortValue ? _shortOfDoc : _raw;
            target.AppendVarInt(stored.Field.Id);
            target.AppendVarInt(stored.Length);
            target.Append(document.BytesOf(stored.Offset, stored.Length));
        }

        AddShort(_shortOfDoc.Span);
        EndDocument(start);
    }

    /// <summary>Adds the short values of a document as they stand in another segment; every document needs this once, in order.</summary>
    public void AddShort(ReadOnlySpan<byte> values)
    {
        if (_shortDocs++ % DocsPerShortEntry == 0)
        {
            _shortStarts.Add(_short.Length);
        }

        _short.AppendVarInt(values.Length);
        _short.Append(values);
    }

    /// <summary>Adds the other values of a document as they stand in a block.</summary>
    public void Add(ReadOnlySpan<byte> document)
    {
        BeginDocument(document.Length);
        var start = _raw.Length;
        _raw.Append(document);
        EndDocument(start);
    }

    /// <summary>Adds a block of another segment as it is, its checksum aside.</summary>
    public void AddBlock(ReadOnlySpan<byte> block, int documents)
    {
        Compress();
        Keep(block, documents);
    }

    /// <summary>Writes all that was kept in memory.</summary>
    public void WriteTo(IndexOutput output)
    {
        Compress();
        var start = output.Position;
        foreach (var block in _kept)
        {
            output.WriteBytes(block);
        }

        for (var i = 0; i < _starts.Count; i++)
        {
            _starts[i] += start;
        }

        WriteIndex(output);
    }

    /// <summary>Ends the file whose blocks were written at once.</summary>
    public void Finish()
    {
        Compress();
        WriteIndex(_output!);
    }

    private void BeginDocument(int length)
    {
        // A large document gets a block of its own, so that its neighbours stay cheap to read.
        if (_raw.Length > 0 && _raw.Length + length > 2 * BlockLength)
        {
            Compress();
        }
    }

    private void EndDocument(int start)
    {
        _lengths.AppendVarInt(_raw.Length - start);
        _docsInBlock++;
        if (_raw.Length >= BlockLength)
        {
            Compress();
        }
    }

    private void Compress()
    {
        if (_docsInBlock == 0)
        {
            return;
        }

        var rawLength = _lengths.Length + _raw.Length;
        var raw = ArrayPool<byte>.Shared.Rent(rawLength);
        _lengths.Span.CopyTo(raw);
        _raw.Span.CopyTo(raw.AsSpan(_lengths.Length));
        _lengths.Clear();
        _lengths.AppendVarInt(_docsInBlock);
        _lengths.AppendVarInt(rawLength);
        var buffer = ArrayPool<byte>.Shared.Rent(BrotliEncoder.GetMaxCompressedLength(rawLength) + 16);
        _lengths.Span.CopyTo(buffer);
        if (!BrotliEncoder.TryCompress(raw.AsSpan(0, rawLength), buffer.AsSpan(_lengths.Length), out var written, Quality, Window))
        {
            throw new InvalidOperationException("Stored fields could not be compressed.");
        }

        Keep(buffer.AsSpan(0, _lengths.Length + written), _docsInBlock);
        ArrayPool<byte>.Shared.Return(buffer);
        ArrayPool<byte>.Shared.Return(raw);
        _raw.Clear();
        _lengths.Clear();
        _docsInBlock = 0;
    }

    private void Keep(ReadOnlySpan<byte> block, int documents)
    {
        _firstDocs.Add(_docs);
        _docs += documents;
        var crc = FileFormat.Crc32C(0, block);
        if (_output is null)
        {
            _starts.Add(_length);
            var kept = new byte[sizeof(uint) + block.Length];
            BinaryPrimitives.WriteUInt32LittleEndian(kept, crc);
            block.CopyTo(kept.AsSpan(sizeof(uint)));
            _kept.Add(kept);
        }
        else
        {
            _starts.Add(_output.Position);
            _output.WriteUInt32(crc);
            _output.WriteBytes(block);
        }

        _length += sizeof(uint) + block.Length;
    }

    private void WriteIndex(IndexOutput output)
    {
        var shortStart = output.Position;
        output.WriteBytes(_short.Span);
        var start = output.Position;
        _firstDocs.Add(_docs);
        _starts.Add(shortStart);
        _shortStarts.Add(_short.Length);
        for (var i = 0; i < _shortStarts.Count; i++)
        {
            _shortStarts[i] += shortStart;
        }

        PackedInts.Write(output, CollectionsMarshal.AsSpan(_firstDocs));
        PackedInts.Write(output, CollectionsMarshal.AsSpan(_starts));
        PackedInts.Write(output, CollectionsMarshal.AsSpan(_shortStarts));
        output.WriteUInt64((ulong)start);
    }
}
