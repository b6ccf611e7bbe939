using System.Numerics;
using KnowledgeBase.FullText.Store;

namespace KnowledgeBase.FullText.Segments;

/// <summary>
/// Which documents of a segment live, a bit each.
/// <code>Live file := documents:varint u64 × ⌈documents / 64⌉         bit set: lives</code>
/// </summary>
internal static unsafe class LiveDocs
{
    public static int WordsFor(int maxDoc) => (maxDoc + 63) >> 6;

    /// <summary>All alive.</summary>
    public static ulong[] CreateFull(int maxDoc)
    {
        var bits = new ulong[WordsFor(maxDoc)];
        Array.Fill(bits, ulong.MaxValue);
        if ((maxDoc & 63) != 0)
        {
            bits[^1] = (1UL << (maxDoc & 63)) - 1;
        }

        return bits;
    }

    public static int Count(ReadOnlySpan<ulong> bits)
    {
        var count = 0;
        foreach (var word in bits)
        {
            count += BitOperations.PopCount(word);
        }

        return count;
    }

    public static FileEntry Write(IndexDirectory directory, string name, Guid id, int maxDoc, ReadOnlySpan<ulong> bits)
    {
        using var output = new IndexOutput(directory, name, FileKind.LiveDocs, id);
        output.WriteVarInt(maxDoc);
        foreach (var word in bits)
        {
            output.WriteUInt64(word);
        }

        return output.Finish();
    }

    public static ulong[] Read(IndexDirectory directory, FileEntry entry, Guid id, int maxDoc, int deleted)
    {
        using var file = directory.OpenFile(entry);
        return Read(file, entry, id, maxDoc, deleted);
    }

    public static ulong[] Read(MappedFile file, FileEntry entry, Guid id, int maxDoc, int deleted)
    {
        IndexFileFormat.Check(file, FileKind.LiveDocs, id, entry);
        IndexFileFormat.CheckCrc(file);
        var reader = new FileReader(file, IndexFileFormat.HeaderLength);
        var count = reader.ReadInt32();
        if (count != maxDoc)
        {
            throw reader.Corrupt($"it is for {count} documents, the segment has {maxDoc}");
        }

        var bits = new ulong[WordsFor(maxDoc)];
        for (var i = 0; i < bits.Length; i++)
        {
            bits[i] = reader.ReadUInt64();
        }

        var live = Count(bits);
        if (live != maxDoc - deleted)
        {
            throw reader.Corrupt($"{live} documents live, the manifest says {maxDoc - deleted}");
        }

        return bits;
    }
}
