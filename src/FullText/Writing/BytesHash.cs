using System.Numerics;
using System.Runtime.CompilerServices;

namespace KnowledgeBase.FullText.Writing;

/// <summary>Numbers distinct byte strings from 0 in the order in which they first come. Open addressing; bytes in a <see cref="BytePool"/>.</summary>
internal sealed unsafe class BytesHash(BytePool pool)
{
    private ulong[] _slots = new ulong[256]; // hash in the upper half, number + 1 in the lower; 0 is free
    private int[] _addresses = new int[128];

    public int Count { get; private set; }

    public long AllocatedBytes => (_slots.Length * 8L) + (_addresses.Length * 4L);

    /// <summary>The number of <paramref name="bytes"/>, given to it now if it is new: then the complement (~) is returned.</summary>
    public int Add(ReadOnlySpan<byte> bytes)
    {
        var hash = Hash(bytes);
        var mask = _slots.Length - 1;
        for (var i = (int)hash & mask; ; i = (i + 1) & mask)
        {
            var slot = _slots[i];
            if (slot == 0)
            {
                return Insert(bytes, hash, i);
            }

            if ((uint)(slot >> 32) == hash)
            {
                var id = (int)(uint)slot - 1;
                if (this[id].SequenceEqual(bytes))
                {
                    return id;
                }
            }
        }
    }

    /// <summary>The bytes with that number.</summary>
    public ReadOnlySpan<byte> this[int id]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            var p = pool.At(_addresses[id]);
            return new ReadOnlySpan<byte>(p + 2, Unsafe.ReadUnaligned<ushort>(p));
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

    private static uint Hash(ReadOnlySpan<byte> bytes)
    {
        var crc = (uint)bytes.Length;
        fixed (byte* start = bytes)
        {
            var p = start;
            var left = bytes.Length;
            for (; left >= 8; p += 8, left -= 8)
            {
                crc = BitOperations.Crc32C(crc, Unsafe.ReadUnaligned<ulong>(p));
            }

            if ((left & 4) != 0)
            {
                crc = BitOperations.Crc32C(crc, Unsafe.ReadUnaligned<uint>(p));
                p += 4;
            }

            if ((left & 2) != 0)
            {
                crc = BitOperations.Crc32C(crc, Unsafe.ReadUnaligned<ushort>(p));
                p += 2;
            }

            if ((left & 1) != 0)
            {
                crc = BitOperations.Crc32C(crc, *p);
            }
        }

        return crc * 0x9E3779B1u ^ (crc >> 15);
    }

    private int Insert(ReadOnlySpan<byte> bytes, uint hash, int slot)
    {
        var id = Count++;
        var address = pool.Allocate(bytes.Length + 2);
        var p = pool.At(address);
        Unsafe.WriteUnaligned(p, (ushort)bytes.Length);
        bytes.CopyTo(new Span<byte>(p + 2, bytes.Length));
        if (id == _addresses.Length)
        {
            Array.Resize(ref _addresses, id * 2);
        }

        _addresses[id] = address;
        _slots[slot] = ((ulong)hash << 32) | (uint)(id + 1);
        if (Count * 2 > _slots.Length)
        {
            Rehash();
        }

        return ~id;
    }

    private void Rehash()
    {
        var old = _slots;
        _slots = new ulong[old.Length * 2];
        var mask = _slots.Length - 1;
        foreach (var slot in old)
        {
            if (slot != 0)
            {
                var i = (int)(slot >> 32) & mask;
                while (_slots[i] != 0)
                {
                    i = (i + 1) & mask;
                }

                _slots[i] = slot;
            }
        }
    }
}
