using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using KnowledgeBase.FullText.Codecs;
using KnowledgeBase.FullText.Documents;
using KnowledgeBase.FullText.Store;
using ZstdSharp;

namespace KnowledgeBase.FullText.StoredFields;

/// <summary>
/// Gathers stored fields. Short values (keys, numbers) stand as they are, document by document, and are read at the cost of a
/// memory access; the others are compressed in blocks of about 16 KiB, which are written to the file at once, or kept in memory
/// until the segment is flushed.
/// <code>
/// Stored file  := Dictionary Block* Short* Index indexStart:u64
/// Dictionary   := crc32c:u32 length:varint bytes            none: of length 0
/// Block        := crc32c:u32 documents:varint rawLength:varint Zstandard(docLength:varint per document, Values per document)
/// Short        := length:varint Values                      per document; values of at most 32 bytes
/// Values       := (field:varint length:varint bytes)*
/// Index        := PackedInts(first document by block, and the number of all) PackedInts(start by block, and the last one's end)
///                 PackedInts(start of Short for every 16th document, and the last one's end)
/// </code>
/// crc32c is that of the dictionary or block behind it, so that whoever reads a document knows that it is the one that was written.
/// The first documents wait until there are enough of them for a dictionary to pay; fewer are compressed without.
/// </summary>
internal sealed class StoredFieldsWriter : IDisposable
{
    public const int BlockLength = 16 * 1024;
    public const int LongestShortValue = 32;
    public const int DocsPerShortEntry = 16;
    private const int Level = 6;

    private readonly SharedDictionary _shared;
    private readonly GrowingBuffer _document = new();
    private readonly GrowingBuffer _waiting = new();
    private readonly List<int> _waitingLengths = [];
    private readonly GrowingBuffer _raw = new();
    private readonly GrowingBuffer _lengths = new();
    private readonly List<byte[]> _kept = [];
    private readonly List<long> _firstDocs = [];
    private readonly List<long> _starts = [];
    private readonly GrowingBuffer _short = new();
    private readonly GrowingBuffer _shortOfDoc = new();
    private readonly List<long> _shortStarts = [];
    private readonly IndexOutput? _output;
    private byte[]? _dictionary;
    private Compressor? _compressor;
    private int _shortDocs;
    private int _docsInBlock;
    private long _docs;
    private long _length;

    /// <param name="shared">What to compress with.</param>
    /// <param name="output">Where blocks go at once; null keeps them in memory until <see cref="WriteTo"/>.</param>
    public StoredFieldsWriter(SharedDictionary shared, IndexOutput? output)
    {
        _shared = shared;
        _output = output;
    }

    /// <summary>Bytes held in memory.</summary>
    public long HeldBytes => _output is null ? _length + (_kept.Count * 64L) + _short.Length + _waiting.Length : 0;

    public void Add(IndexDocument document)
    {
        _document.Clear();
        _shortOfDoc.Clear();
        foreach (var stored in document.Stored)
        {
            var target = stored.Length <= LongestShortValue ? _shortOfDoc : _document;
            target.AppendVarInt(stored.Field.Id);
            target.AppendVarInt(stored.Length);
            target.Append(document.BytesOf(stored.Offset, stored.Length));
        }

        AddShort(_shortOfDoc.Span);
        Add(_document.Span);
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

    /// <summary>Adds the other values of a document, as they stand in a block.</summary>
    public void Add(ReadOnlySpan<byte> document)
    {
        if (_dictionary is not null)
        {
            AddToBlock(document);
            return;
        }

        _waiting.Append(document);
        _waitingLengths.Add(document.Length);
        if (_waiting.Length >= SharedDictionary.SampleBytes)
        {
            Begin(_shared.GetOrTrain(_waiting));
        }
    }

    /// <summary>Adds a block of another segment as it is, its checksum aside, if that was compressed with the same dictionary.</summary>
    /// <returns>False if it was not: then its documents are to be added one by one.</returns>
    public bool TryAddBlock(StoredFieldsReader source, int block)
    {
        if (_dictionary is null && _shared.Current is { } current && source.IsCompressedWith(current))
        {
            Begin(current);
        }

        if (_dictionary is null || !source.IsCompressedWith(_dictionary))
        {
            return false;
        }

        Compress();
        Keep(source.BytesOf(block), source.FirstDocOf(block + 1) - source.FirstDocOf(block));
        return true;
    }

    /// <summary>Writes all that was kept in memory.</summary>
    public void WriteTo(IndexOutput output)
    {
        End();
        WriteDictionary(output);
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
        End();
        WriteIndex(_output!);
    }

    public void Dispose() => _compressor?.Dispose();

    /// <summary>Compresses what waited for the dictionary, and from now on what is added.</summary>
    private void Begin(byte[] dictionary)
    {
        _dictionary = dictionary;
        _compressor = new Compressor(Level);
        if (dictionary.Length > 0)
        {
            _compressor.LoadDictionary(dictionary);
        }

        if (_output is not null)
        {
            WriteDictionary(_output);
        }

        var at = 0;
        foreach (var length in _waitingLengths)
        {
            AddToBlock(_waiting.Span.Slice(at, length));
            at += length;
        }

        _waitingLengths.Clear();
        _waiting.Release();
    }

    private void End()
    {
        if (_dictionary is null)
        {
            Begin([]);
        }

        Compress();
    }

    private void WriteDictionary(IndexOutput output)
    {
        output.WriteUInt32(IndexFileFormat.Crc32C(0, _dictionary));
        output.WriteVarInt(_dictionary!.Length);
        output.WriteBytes(_dictionary);
    }

    private void AddToBlock(ReadOnlySpan<byte> document)
    {
        // A large document gets a block of its own, so that its neighbours stay cheap to read.
        if (_raw.Length > 0 && _raw.Length + document.Length > 2 * BlockLength)
        {
            Compress();
        }

        _raw.Append(document);
        _lengths.AppendVarInt(document.Length);
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
        var buffer = ArrayPool<byte>.Shared.Rent(Compressor.GetCompressBound(rawLength) + 16);
        _lengths.Span.CopyTo(buffer);
        var written = _compressor!.Wrap(raw.AsSpan(0, rawLength), buffer.AsSpan(_lengths.Length));
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
        var crc = IndexFileFormat.Crc32C(0, block);
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
