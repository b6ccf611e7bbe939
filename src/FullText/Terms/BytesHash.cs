using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace KnowledgeBase.FullText.Terms;

/// <summary>
/// Numbers distinct byte strings from 0 in the order in which they first come. Open addressing; a slot holds the first eight bytes
/// and the length, so that short strings (which most terms are) are compared without leaving it.
/// </summary>
internal sealed unsafe class BytesHash : IDisposable
{
    private readonly BytePool _pool;
    private Slot* _slots;
    private int _mask;
    private int[] _addresses = new int[128];

    public BytesHash(BytePool pool)
    {
        _pool = pool;
        _mask = 255;
        _slots = Allocate(_mask + 1);
    }

    public int Count { get; private set; }

    public long AllocatedBytes => ((_mask + 1L) * sizeof(Slot)) + (_addresses.Length * 4L);

    /// <summary>The bytes with that number.</summary>
    public ReadOnlySpan<byte> this[int id]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            var p = _pool.At(_addresses[id]);
            return new ReadOnlySpan<byte>(p + 2, Unsafe.ReadUnaligned<ushort>(p));
        }
    }

    /// <summary>The number of <paramref name="bytes"/>, given to it now if it is new: then the complement (~) is returned.</summary>
    public int Add(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* p = bytes)
        {
            var prefix = Head(p, bytes.Length);
            return Add(p, bytes.Length, prefix, Hash(p, bytes.Length, prefix));
        }
    }

    /// <summary>As <see cref="Add(ReadOnlySpan{byte})"/>, with the head and the hash computed before.</summary>
    public int Add(byte* bytes, int length, ulong head, uint hash)
    {
        var tag = Tag(hash, length);
        for (var i = (int)hash & _mask; ; i = (i + 1) & _mask)
        {
            ref var slot = ref _slots[i];
            if (slot.IdPlusOne == 0)
            {
                return Insert(bytes, length, head, hash, tag, ref slot);
            }

            if (slot.Tag == tag && slot.Head == head)
            {
                var id = slot.IdPlusOne - 1;
                if (length <= 8 || this[id].SequenceEqual(new ReadOnlySpan<byte>(bytes, length)))
                {
                    return id;
                }
            }
        }
    }

    /// <summary>Asks the processor to fetch the slot where the search for this hash will begin.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(uint hash)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(_slots + ((int)hash & _mask));
        }
    }

    /// <summary>All numbers in the byte order of what they stand for.</summary>
    public int[] Sorted()
    {
        var ids = new int[Count];
        var keys = new ulong[Count];
        for (var i = 0; i < ids.Length; i++)
        {
            ids[i] = i;
            keys[i] = Prefix(this[i]);
        }

        Array.Sort(keys, ids);
        for (var start = 0; start < ids.Length;)
        {
            var end = start + 1;
            while (end < ids.Length && keys[end] == keys[start])
            {
                end++;
            }

            if (end - start > 1)
            {
                ids.AsSpan(start, end - start).Sort((a, b) => this[a].SequenceCompareTo(this[b]));
            }

            start = end;
        }

        return ids;
    }

    /// <summary>The first eight bytes as a number that orders as they do; shorter strings are filled with zeros.</summary>
    public static ulong Prefix(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= 8)
        {
            return System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(bytes);
        }

        ulong key = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            key |= (ulong)bytes[i] << (56 - (i * 8));
        }

        return key;
    }

    /// <summary>The first eight bytes as they stand in memory; shorter strings are filled with zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Head(byte* bytes, int length)
    {
        if (length >= 8)
        {
            return Unsafe.ReadUnaligned<ulong>(bytes);
        }

        if (length >= 4)
        {
            // Two halves that may overlap.
            return Unsafe.ReadUnaligned<uint>(bytes) | ((ulong)Unsafe.ReadUnaligned<uint>(bytes + length - 4) << ((length - 4) * 8));
        }

        ulong head = 0;
        for (var i = 0; i < length; i++)
        {
            head |= (ulong)bytes[i] << (i * 8);
        }

        return head;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Hash(byte* bytes, int length, ulong head)
    {
        var crc = BitOperations.Crc32C((uint)length, head);
        if (length > 8)
        {
            var p = bytes + 8;
            var left = length - 8;
            for (; left >= 8; p += 8, left -= 8)
            {
                crc = BitOperations.Crc32C(crc, Unsafe.ReadUnaligned<ulong>(p));
            }

            for (; left > 0; p++, left--)
            {
                crc = BitOperations.Crc32C(crc, *p);
            }
        }

        return (crc * 0x9E3779B1u) ^ (crc >> 15);
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(_slots);
        _slots = null;
    }

    // Upper hash bits and the length: equal tags and heads of at most eight bytes mean equal strings.
    private static uint Tag(uint hash, int length) => (hash & 0xFFFFFF00u) | (uint)Math.Min(length, 255);

    private static Slot* Allocate(int count)
    {
        var bytes = (nuint)count * (nuint)sizeof(Slot);
        var slots = (Slot*)NativeMemory.AlignedAlloc(bytes, 64);
        NativeMemory.Clear(slots, bytes);
        return slots;
    }

    private int Insert(byte* bytes, int length, ulong head, uint hash, uint tag, ref Slot slot)
    {
        var id = Count++;
        var address = _pool.Allocate(length + 2);
        var p = _pool.At(address);
        Unsafe.WriteUnaligned(p, (ushort)length);
        new ReadOnlySpan<byte>(bytes, length).CopyTo(new Span<byte>(p + 2, length));
        if (id == _addresses.Length)
        {
            Array.Resize(ref _addresses, id * 2);
        }

        _addresses[id] = address;
        slot.Head = head;
        slot.Tag = tag;
        slot.IdPlusOne = id + 1;
        if (Count * 2 > _mask)
        {
            Rehash();
        }

        return ~id;
    }

    private void Rehash()
    {
        var old = _slots;
        var oldCount = _mask + 1;
        _mask = (oldCount * 2) - 1;
        _slots = Allocate(_mask + 1);
        for (var s = 0; s < oldCount; s++)
        {
            if (old[s].IdPlusOne == 0)
            {
                continue;
            }

            var bytes = this[old[s].IdPlusOne - 1];
            fixed (byte* p = bytes)
            {
                var i = (int)Hash(p, bytes.Length, old[s].Head) & _mask;
                while (_slots[i].IdPlusOne != 0)
                {
                    i = (i + 1) & _mask;
                }

                _slots[i] = old[s];
            }
        }

        NativeMemory.AlignedFree(old);
    }

    private struct Slot
    {
        public ulong Head;
        public uint Tag;
        public int IdPlusOne;
    }
}
