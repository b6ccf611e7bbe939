using System.Buffers;
using System.IO.Compression;
using KnowledgeBase.FullText.Codecs;
using KnowledgeBase.FullText.Store;

namespace KnowledgeBase.FullText.StoredFields;

/// <summary>Reads what <see cref="StoredFieldsWriter"/> wrote.</summary>
internal sealed unsafe class StoredFieldsReader
{
    // Larger than any document that can be handed to the writer; a damaged length is noticed before memory is asked for.
    private const int MaxBlockLength = 1 << 30;

    private readonly MappedFile _file;
    private readonly PackedInts _firstDocs;
    private readonly PackedInts _starts;

    public StoredFieldsReader(MappedFile file, int maxDoc)
    {
        _file = file;
        var reader = new FileReader(file, Math.Max(FileFormat.HeaderLength, file.Length - FileFormat.FooterLength - 8));
        reader.Seek((long)Math.Min(reader.ReadUInt64(), long.MaxValue));
        _firstDocs = PackedInts.Read(ref reader);
        if (_firstDocs.Count == 0 || _firstDocs[_firstDocs.Count - 1] != (ulong)maxDoc)
        {
            throw reader.Corrupt($"stored fields are not those of {maxDoc} documents");
        }

        _starts = PackedInts.Read(ref reader, _firstDocs.Count);
        BlockCount = _firstDocs.Count - 1;
    }

    public int BlockCount { get; }

    public int FirstDocOf(int block) => (int)_firstDocs[block];

    /// <summary>A block as it stands in the file.</summary>
    public ReadOnlySpan<byte> BytesOf(int block)
    {
        var reader = Open(block, out var length);
        return reader.ReadBytes(length);
    }

    /// <summary>Decompresses the block of a document and hands the document over.</summary>
    public T Read<T>(int doc, Func<ReadOnlyMemory<byte>, T> read)
    {
        var block = BlockOf(doc);
        var raw = Decompress(block, out var rawLength, out var documents);
        try
        {
            Locate(raw, rawLength, documents, doc - FirstDocOf(block), out var start, out var length);
            return read(raw.AsMemory(start, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(raw);
        }
    }

    /// <summary>Hands over all documents of a block, in order.</summary>
    public void ReadBlock(int block, Action<int, ReadOnlyMemory<byte>> read)
    {
        var raw = Decompress(block, out var rawLength, out var documents);
        try
        {
            var lengths = new int[documents]; // no more than the block has bytes
            var at = 0;
            for (var i = 0; i < documents; i++)
            {
                lengths[i] = ReadVarInt(raw, rawLength, ref at);
            }

            for (var i = 0; i < documents; i++)
            {
                if (lengths[i] > rawLength - at)
                {
                    throw Corrupt(block, "has documents longer than itself");
                }

                read(FirstDocOf(block) + i, raw.AsMemory(at, lengths[i]));
                at += lengths[i];
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(raw);
        }
    }

    /// <summary>Reads a variable-length number of a decompressed document.</summary>
    public int ReadVarInt(ReadOnlySpan<byte> bytes, int end, ref int at)
    {
        uint value = 0;
        for (var shift = 0; shift < 35; shift += 7)
        {
            if (at >= end)
            {
                break;
            }

            var b = bytes[at++];
            value |= (uint)(b & 0x7F) << shift;
            if (b < 0x80)
            {
                return value <= int.MaxValue ? (int)value : throw new IndexCorruptException(_file.Name, 0, $"a stored length is {value}");
            }
        }

        throw new IndexCorruptException(_file.Name, 0, "a stored length runs over the end of its block");
    }

    private int BlockOf(int doc)
    {
        var low = 0;
        var high = BlockCount - 1;
        while (low < high)
        {
            var middle = (low + high + 1) >>> 1;
            if (FirstDocOf(middle) <= doc)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return low;
    }

    private FileReader Open(int block, out int length)
    {
        var start = (long)_starts[block];
        var size = (long)_starts[block + 1] - start;
        if (size is < 2 or > MaxBlockLength)
        {
            throw Corrupt(block, $"is {size} bytes long");
        }

        length = (int)size;
        return new FileReader(_file, start);
    }

    private byte[] Decompress(int block, out int rawLength, out int documents)
    {
        var reader = Open(block, out var length);
        var end = reader.Position + length;
        documents = reader.ReadInt32();
        if (documents != FirstDocOf(block + 1) - FirstDocOf(block))
        {
            throw Corrupt(block, $"holds {documents} documents, the index says {FirstDocOf(block + 1) - FirstDocOf(block)}");
        }

        rawLength = reader.ReadInt32(MaxBlockLength);
        if (documents > rawLength)
        {
            throw Corrupt(block, $"holds {documents} documents in {rawLength} bytes");
        }

        var compressed = reader.ReadBytes((int)Math.Max(0, end - reader.Position));
        return TryDecompress(compressed, rawLength) ?? throw Corrupt(block, "cannot be decompressed");
    }

    private static byte[]? TryDecompress(ReadOnlySpan<byte> compressed, int rawLength)
    {
        if (rawLength > StoredFieldsWriter.BlockLength + (64L * compressed.Length))
        {
            return TryDecompressGrowing(compressed, rawLength);
        }

        var raw = ArrayPool<byte>.Shared.Rent(rawLength);
        if (BrotliDecoder.TryDecompress(compressed, raw.AsSpan(0, rawLength), out var written) && written == rawLength)
        {
            return raw;
        }

        ArrayPool<byte>.Shared.Return(raw);
        return null;
    }

    /// <summary>
    /// Where the length is out of all proportion to the compressed bytes: takes memory as it fills up, so that a damaged length
    /// cannot ask for a gigabyte.
    /// </summary>
    private static byte[]? TryDecompressGrowing(ReadOnlySpan<byte> compressed, int rawLength)
    {
        var room = StoredFieldsWriter.BlockLength;
        var raw = ArrayPool<byte>.Shared.Rent(room);
        var written = 0;
        var decoder = default(BrotliDecoder);
        try
        {
            while (true)
            {
                var status = decoder.Decompress(compressed, raw.AsSpan(written, room - written), out var consumed, out var produced);
                compressed = compressed[consumed..];
                written += produced;
                if (status == OperationStatus.Done && written == rawLength)
                {
                    return raw;
                }

                if (status != OperationStatus.DestinationTooSmall || room == rawLength)
                {
                    ArrayPool<byte>.Shared.Return(raw);
                    return null;
                }

                room = (int)Math.Min(rawLength, room * 4L);
                var larger = ArrayPool<byte>.Shared.Rent(room);
                raw.AsSpan(0, written).CopyTo(larger);
                ArrayPool<byte>.Shared.Return(raw);
                raw = larger;
            }
        }
        finally
        {
            decoder.Dispose();
        }
    }

    private void Locate(ReadOnlySpan<byte> raw, int rawLength, int documents, int index, out int start, out int length)
    {
        var at = 0;
        long before = 0;
        length = 0;
        for (var i = 0; i < documents; i++)
        {
            var n = ReadVarInt(raw, rawLength, ref at);
            if (i < index)
            {
                before += n;
            }
            else if (i == index)
            {
                length = n;
            }
        }

        if (at + before + length > rawLength)
        {
            throw new IndexCorruptException(_file.Name, 0, "a stored document is longer than its block");
        }

        start = (int)(at + before);
    }

    private IndexCorruptException Corrupt(int block, string problem) =>
        new(_file.Name, (long)Math.Min(_starts[block], long.MaxValue), $"block {block} of the stored fields {problem}");
}
