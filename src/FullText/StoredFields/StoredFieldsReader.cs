using KnowledgeBase.FullText.Codecs;
using KnowledgeBase.FullText.Store;

namespace KnowledgeBase.FullText.StoredFields;

/// <summary>Reads what <see cref="StoredFieldsWriter"/> wrote.</summary>
internal sealed unsafe class StoredFieldsReader : IDisposable
{
    // Larger than any document that can be handed to the writer; a damaged length is noticed before memory is asked for.
    private const int MaxBlockLength = 1 << 30;

    private readonly MappedFile _file;
    private readonly PackedInts _firstDocs;
    private readonly PackedInts _starts;
    private readonly PackedInts _shortStarts;
    private readonly int _version;
    private readonly IBlockDecoder _decoder;
    private readonly int _owner = BlockCache.NewOwner();

    public StoredFieldsReader(MappedFile file, int maxDoc)
    {
        _file = file;
        _version = IndexFileFormat.VersionOf(file);
        Dictionary = _version >= IndexFileFormat.DictionaryVersion ? ReadDictionary() : [];
        _decoder = _version >= IndexFileFormat.DictionaryVersion ? new ZstandardDecoder(Dictionary) : new BrotliBlockDecoder();
        var reader = new FileReader(file, Math.Max(IndexFileFormat.HeaderLength, file.Length - IndexFileFormat.FooterLength - 8));
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

    /// <summary>What its blocks are compressed with; empty for none.</summary>
    public byte[] Dictionary { get; }

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

    /// <summary>
    /// Hands over the values of a document that are not short, one behind the other, which may not be kept. Decompresses their block
    /// unless that was done lately.
    /// </summary>
    public T Read<T>(int doc, Func<ReadOnlyMemory<byte>, T> read)
    {
        var block = BlockOf(doc);
        if (BlockCache.Shared.Find(_owner, block) is { } cached)
        {
            return read(DocumentOf(cached));
        }

        using var decoded = Decode(block);
        BlockCache.Shared.Keep(_owner, block, decoded);
        return read(DocumentOf(decoded));

        ReadOnlyMemory<byte> DocumentOf(DecodedBlock found)
        {
            var index = doc - FirstDocOf(block);
            return index >= 0 && index < found.Count
                ? found[index]
                : throw Corrupt(block, $"was to hold document {doc}, but begins with {FirstDocOf(block)} and has {found.Count}");
        }
    }

    /// <summary>Hands over all documents of a block, in order.</summary>
    public void ReadBlock(int block, Action<int, ReadOnlyMemory<byte>> read)
    {
        using var decoded = Decode(block);
        for (var i = 0; i < decoded.Count; i++)
        {
            read(FirstDocOf(block) + i, decoded[i]);
        }
    }

    /// <summary>Whether blocks can be copied as they are into a file that has this dictionary.</summary>
    public bool IsCompressedWith(byte[] dictionary) =>
        _version >= IndexFileFormat.DictionaryVersion && Dictionary.AsSpan().SequenceEqual(dictionary);

    public void Dispose() => _decoder.Dispose();

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
        if (_version >= IndexFileFormat.BlockChecksumVersion)
        {
            length -= sizeof(uint);
            var recorded = reader.ReadUInt32();
            var content = reader;
            if (length < 2 || IndexFileFormat.Crc32C(0, content.ReadBytes(length)) != recorded)
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

    private DecodedBlock Decode(int block)
    {
        var compressed = OpenCompressed(block, out var rawLength, out var documents);
        var raw = _decoder.Decode(compressed, rawLength) ?? throw Corrupt(block, "cannot be decompressed");
        try
        {
            return new DecodedBlock(raw, StartsIn(raw.AsSpan(0, rawLength), documents, block));
        }
        catch
        {
            DecodedBlock.Release(raw);
            throw;
        }
    }

    /// <summary>Where each document of a block starts, and where the last one ends; their lengths stand in front.</summary>
    private int[] StartsIn(ReadOnlySpan<byte> raw, int documents, int block)
    {
        var starts = new int[documents + 1];
        var at = 0;
        for (var i = 0; i < documents; i++)
        {
            starts[i + 1] = ReadVarInt(raw, raw.Length, ref at);
        }

        starts[0] = at;
        for (var i = 0; i < documents; i++)
        {
            if (starts[i + 1] > raw.Length - starts[i])
            {
                throw Corrupt(block, "has documents longer than itself");
            }

            starts[i + 1] += starts[i];
        }

        return starts;
    }

    /// <summary>What the texts of the file have in common. A damaged one would make good blocks say something else.</summary>
    private byte[] ReadDictionary()
    {
        var reader = new FileReader(_file, IndexFileFormat.HeaderLength);
        var recorded = reader.ReadUInt32();
        var dictionary = reader.ReadBytes(reader.ReadInt32());
        return IndexFileFormat.Crc32C(0, dictionary) == recorded
            ? dictionary.ToArray()
            : throw reader.Corrupt("the dictionary of the stored fields does not have the checksum that was written with it");
    }

    private IndexCorruptException Corrupt(int block, string problem) =>
        new(_file.Name, (long)Math.Min(_starts[block], long.MaxValue), $"block {block} of the stored fields {problem}");
}
