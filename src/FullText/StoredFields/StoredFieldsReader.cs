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
    private readonly PackedInts _shortStarts;
    private readonly bool _hasChecksums;

    public StoredFieldsReader(MappedFile file, int maxDoc)
    {
        _file = file;
        _hasChecksums = FileFormat.VersionOf(file) >= FileFormat.BlockChecksumVersion;
        var reader = new FileReader(file, Math.Max(FileFormat.HeaderLength, file.Length - FileFormat.FooterLength - 8));
        reader.Seek((long)Math.Min(reader.ReadUInt64(), long.MaxValue));
        _firstDocs = PackedInts.Read(ref reader);
        if (_firstDocs.Count == 0 || _firstDocs[_firstDocs.Count - 1] != (ulong)maxDoc)
        {
            throw reader.Corrupt($"stored fields are not those of {maxDoc} documents");
        }

        _starts = PackedInts.Read(ref reader, _firstDocs.Count);
        BlockCount = _firstDocs.Count - 1;
        _shortStarts = PackedInts.Read(
            ref reader, ((maxDoc + StoredFieldsWriter.DocsPerShortEntry - 1) / StoredFieldsWriter.DocsPerShortEntry) + 1);
    }

    public int BlockCount { get; }

    public int FirstDocOf(int block) => (int)_firstDocs[block];

    /// <summary>The short values of a document.</summary>
    public ReadOnlySpan<byte> ShortOf(int doc)
    {
        var entry = doc / StoredFieldsWriter.DocsPerShortEntry;
        var reader = new FileReader(_file, (long)Math.Min(_shortStarts[entry], long.MaxValue));
        for (var skip = doc % StoredFieldsWriter.DocsPerShortEntry; skip > 0; skip--)
        {
            reader.Take(reader.ReadInt32());
        }

        return reader.ReadBytes(reader.ReadInt32());
    }

    /// <summary>Takes one value after another from those of a document; false when there are no more.</summary>
    public bool TryReadValue(ReadOnlySpan<byte> values, ref int at, out int field, out ReadOnlySpan<byte> value)
    {
        if (at >= values.Length)
        {
            field = -1;
            value = default;
            return false;
        }

        field = ReadVarInt(values, values.Length, ref at);
        var length = ReadVarInt(values, values.Length, ref at);
        if (length > values.Length - at)
        {
            throw new IndexCorruptException(_file.Name, 0, "a stored value is longer than its document");
        }

        value = values.Slice(at, length);
        at += length;
        return true;
    }

    /// <summary>A block as it stands in the file, its checksum, which agrees, aside.</summary>
    public ReadOnlySpan<byte> BytesOf(int block)
    {
        var reader = Open(block, out var length);
        return reader.ReadBytes(length);
    }

    /// <summary>Decompresses the block of a document, as far as the document reaches, and hands the document over.</summary>
    public T Read<T>(int doc, Func<ReadOnlyMemory<byte>, T> read)
    {
        var block = BlockOf(doc);
        var compressed = OpenCompressed(block, out var rawLength, out var documents);
        var raw = ArrayPool<byte>.Shared.Rent(Math.Min(rawLength, StoredFieldsWriter.BlockLength * 2));
        var decoder = default(BrotliDecoder);
        try
        {
            // The lengths stand in front; five bytes each at most.
            var known = Decompress(ref decoder, ref compressed, ref raw, 0, (int)Math.Min(rawLength, documents * 5L), block);
            var at = 0;
            long start = 0;
            var length = 0;
            var index = doc - FirstDocOf(block);
            if (index < 0 || index >= documents)
            {
                throw Corrupt(block, $"was to hold document {doc}, but begins with {FirstDocOf(block)} and has {documents}");
            }

            for (var i = 0; i < documents; i++)
            {
                var n = ReadVarInt(raw, known, ref at);
                start += i < index ? n : 0;
                length = i == index ? n : length;
            }

            start += at;
            if (start + length > rawLength)
            {
                throw Corrupt(block, "has documents longer than itself");
            }

            Decompress(ref decoder, ref compressed, ref raw, known, (int)start + length, block);
            return read(raw.AsMemory((int)start, length));
        }
        finally
        {
            decoder.Dispose();
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
        var reader = new FileReader(_file, start);
        if (_hasChecksums)
        {
            length -= sizeof(uint);
            var recorded = reader.ReadUInt32();
            var content = reader;
            if (length < 2 || FileFormat.Crc32C(0, content.ReadBytes(length)) != recorded)
            {
                throw Corrupt(block, "does not have the checksum that was written with it");
            }
        }

        return reader;
    }

    private ReadOnlySpan<byte> OpenCompressed(int block, out int rawLength, out int documents)
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

        return reader.ReadBytes((int)Math.Max(0, end - reader.Position));
    }

    /// <summary>Goes on decompressing until <paramref name="wanted"/> bytes are there; returns how many are.</summary>
    private int Decompress(ref BrotliDecoder decoder, ref ReadOnlySpan<byte> compressed, ref byte[] raw, int known, int wanted, int block)
    {
        while (known < wanted)
        {
            // Takes memory as it fills up: a damaged length cannot ask for a gigabyte.
            var room = Math.Min(wanted, Math.Max(StoredFieldsWriter.BlockLength * 2, known * 4));
            if (raw.Length < room)
            {
                var larger = ArrayPool<byte>.Shared.Rent(room);
                raw.AsSpan(0, known).CopyTo(larger);
                ArrayPool<byte>.Shared.Return(raw);
                raw = larger;
            }

            var status = decoder.Decompress(compressed, raw.AsSpan(known, room - known), out var consumed, out var written);
            compressed = compressed[consumed..];
            known += written;
            if (known < wanted && (status is not OperationStatus.DestinationTooSmall || known < room))
            {
                throw Corrupt(block, "cannot be decompressed");
            }
        }

        return known;
    }

    private byte[] Decompress(int block, out int rawLength, out int documents)
    {
        var compressed = OpenCompressed(block, out rawLength, out documents);
        var raw = ArrayPool<byte>.Shared.Rent(Math.Min(rawLength, StoredFieldsWriter.BlockLength * 2));
        var decoder = default(BrotliDecoder);
        try
        {
            Decompress(ref decoder, ref compressed, ref raw, 0, rawLength, block);

            // The stream must end here, and all of it must have been used.
            Span<byte> more = stackalloc byte[1];
            if (decoder.Decompress(compressed, more, out var consumed, out var written) != OperationStatus.Done || written > 0
                || consumed < compressed.Length)
            {
                throw Corrupt(block, "does not end where it should");
            }

            return raw;
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(raw);
            throw;
        }
        finally
        {
            decoder.Dispose();
        }
    }

    private IndexCorruptException Corrupt(int block, string problem) =>
        new(_file.Name, (long)Math.Min(_starts[block], long.MaxValue), $"block {block} of the stored fields {problem}");
}
