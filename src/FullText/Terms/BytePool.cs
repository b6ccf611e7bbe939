using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace KnowledgeBase.FullText.Terms;

/// <summary>
/// Native memory in chunks of a mebibyte, addressed by one integer; given back all at once. Holds the terms of a
/// <see cref="BytesHash"/> and, as growing chains of slices, their postings while a segment is being gathered.
/// </summary>
internal sealed unsafe class BytePool : IDisposable
{
    private const int ChunkBits = 20;
    private const int ChunkSize = 1 << ChunkBits;
    private const int ChunkMask = ChunkSize - 1;
    private const int LinkLength = 4;

    // A stream's slices grow, so that rare terms cost little and frequent ones few links.
    private static readonly int[] SliceLengths = [8, 12, 16, 24, 40, 64, 128, 256, 512, 1024, 2048, 4096];

    private nint[] _chunks = new nint[16];
    private int _count;
    private int _free = ChunkSize;

    /// <summary>Bytes taken from the system.</summary>
    public long AllocatedBytes => (long)_count * ChunkSize;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte* At(int address) => (byte*)_chunks[address >> ChunkBits] + (address & ChunkMask);

    /// <summary>Takes <paramref name="length"/> bytes that stand together, at most a chunk.</summary>
    public int Allocate(int length)
    {
        if (length > ChunkSize - _free)
        {
            if (_count == 2047)
            {
                throw new InvalidOperationException("A segment in memory has outgrown two gibibytes.");
            }

            if (_count == _chunks.Length)
            {
                Array.Resize(ref _chunks, _count * 2);
            }

            _chunks[_count++] = (nint)NativeMemory.Alloc(ChunkSize);
            _free = 0;
        }

        var address = ((_count - 1) << ChunkBits) + _free;
        _free += length;
        return address;
    }

    /// <summary>Begins a stream.</summary>
    public void Begin(ref ByteStream stream)
    {
        stream.First = stream.Next = Allocate(SliceLengths[0] + LinkLength);
        stream.Limit = stream.Next + SliceLengths[0];
        stream.Level = 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteByte(ref ByteStream stream, byte value)
    {
        if (stream.Next == stream.Limit)
        {
            Grow(ref stream);
        }

        *At(stream.Next++) = value;
    }

    public void WriteVarInt(ref ByteStream stream, uint value)
    {
        while (value >= 0x80)
        {
            WriteByte(ref stream, (byte)(value | 0x80));
            value >>= 7;
        }

        WriteByte(ref stream, (byte)value);
    }

    public void Dispose()
    {
        for (var i = 0; i < _count; i++)
        {
            NativeMemory.Free((void*)_chunks[i]);
        }

        _count = 0;
        _free = ChunkSize;
    }

    private void Grow(ref ByteStream stream)
    {
        if (stream.Level < SliceLengths.Length - 1)
        {
            stream.Level++;
        }

        var length = SliceLengths[stream.Level];
        var next = Allocate(length + LinkLength);
        Unsafe.WriteUnaligned(At(stream.Limit), next);
        stream.Next = next;
        stream.Limit = next + length;
    }

    /// <summary>Reads a stream from its beginning.</summary>
    internal struct Reader
    {
        private readonly BytePool _pool;
        private byte* _at;
        private byte* _limit;
        private int _level;

        public Reader(BytePool pool, in ByteStream stream)
        {
            _pool = pool;
            _level = 0;
            _at = pool.At(stream.First);
            _limit = _at + SliceLengths[0];
        }

        /// <summary>Whether all that was written has been read.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly bool AtEnd(in ByteStream stream) => _at == _pool.At(stream.Next);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public byte ReadByte()
        {
            if (_at == _limit)
            {
                Follow();
            }

            return *_at++;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public uint ReadVarInt()
        {
            uint b = ReadByte();
            if (b < 0x80)
            {
                return b;
            }

            var value = b & 0x7F;
            for (var shift = 7; ; shift += 7)
            {
                b = ReadByte();
                value |= (b & 0x7F) << shift;
                if (b < 0x80)
                {
                    return value;
                }
            }
        }

        private void Follow()
        {
            if (_level < SliceLengths.Length - 1)
            {
                _level++;
            }

            _at = _pool.At(Unsafe.ReadUnaligned<int>(_limit));
            _limit = _at + SliceLengths[_level];
        }
    }
}

/// <summary>Where a stream in a <see cref="BytePool"/> begins and where it goes on.</summary>
internal struct ByteStream
{
    public int First;
    public int Next;
    public int Limit;
    public int Level;
}
