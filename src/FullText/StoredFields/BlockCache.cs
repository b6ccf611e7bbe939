using System.Buffers;

namespace KnowledgeBase.FullText.StoredFields;

/// <summary>A block of stored fields as it was before it was compressed. To be disposed by whoever had it decompressed.</summary>
/// <param name="raw">Its bytes, from <see cref="Rent"/>.</param>
/// <param name="starts">Where each document starts, and where the last one ends.</param>
internal sealed class DecodedBlock(byte[] raw, int[] starts) : IDisposable
{
    /// <summary>How many bytes a block may have to be kept. Longer ones, as of a large document, go into memory that is lent.</summary>
    private const int LongestKept = 2 * StoredFieldsWriter.BlockLength;

    public bool CanBeKept => raw.Length <= LongestKept;

    public int Count => starts.Length - 1;

    public ReadOnlyMemory<byte> this[int index] => raw.AsMemory(starts[index], starts[index + 1] - starts[index]);

    /// <summary>Memory for a block of this length, or more of it.</summary>
    public static byte[] Rent(int length) =>
        length <= LongestKept ? GC.AllocateUninitializedArray<byte>(length) : ArrayPool<byte>.Shared.Rent(length);

    /// <summary>Gives memory back that was lent.</summary>
    public static void Release(byte[] raw)
    {
        if (raw.Length > LongestKept)
        {
            ArrayPool<byte>.Shared.Return(raw);
        }
    }

    public void Dispose() => Release(raw);
}

/// <summary>
/// Blocks that were decompressed lately, of all indexes of the process: passages of one material stand beside each other, and whoever
/// turns a page asks for much the same again. Of fixed size: 512 blocks of at most 32 KiB, so 16 MiB. Every block has one place, which
/// the last one that needs it takes: that needs no lock, and nothing is written when a block is found.
/// </summary>
internal sealed class BlockCache
{
    private const int Slots = 512;

    private readonly Entry?[] _entries = new Entry?[Slots];
    private static int _owners;

    public static BlockCache Shared { get; } = new();

    /// <summary>A number for a file, never given again, so that one that has been closed is mistaken for no other.</summary>
    public static int NewOwner() => Interlocked.Increment(ref _owners);

    public DecodedBlock? Find(int owner, int block) =>
        Volatile.Read(ref _entries[SlotOf(owner, block)]) is { } entry && entry.Owner == owner && entry.Number == block
            ? entry.Block
            : null;

    /// <summary>Keeps a block, if it is not too long.</summary>
    public void Keep(int owner, int block, DecodedBlock decoded)
    {
        if (decoded.CanBeKept)
        {
            Volatile.Write(ref _entries[SlotOf(owner, block)], new Entry(owner, block, decoded));
        }
    }

    // Blocks of a file that follow each other never share a place; the first blocks of files do not either.
    private static int SlotOf(int owner, int block) => (int)((((uint)owner * 97u) + (uint)block) % Slots);

    private sealed record Entry(int Owner, int Number, DecodedBlock Block);
}
