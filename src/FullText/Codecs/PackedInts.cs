using System.Numerics;
using System.Runtime.CompilerServices;
using KnowledgeBase.FullText.Store;

namespace KnowledgeBase.FullText.Codecs;

/// <summary>
/// An array of unsigned integers of one width, read in place at any index.
/// <code>PackedInts := count:varint width:u8 ⌈count × width / 8⌉ bytes      width 0..56, or 64; value i at bit i × width</code>
/// </summary>
internal readonly unsafe struct PackedInts
{
    private readonly byte* _data;
    private readonly ulong _mask;
    private readonly int _width;

    private PackedInts(byte* data, int width, int count)
    {
        _data = data;
        _width = width;
        Count = count;
        _mask = width == 64 ? ulong.MaxValue : (1UL << width) - 1;
    }

    public int Count { get; }

    public ulong this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            var bit = (long)index * _width;
            return (Unsafe.ReadUnaligned<ulong>(_data + (bit >> 3)) >> (int)(bit & 7)) & _mask;
        }
    }

    /// <summary>Bits that hold every number up to <paramref name="max"/>.</summary>
    public static int WidthFor(ulong max)
    {
        var width = 64 - BitOperations.LeadingZeroCount(max);
        return width > 56 ? 64 : width;
    }

    public static PackedInts Read(ref FileReader reader, int? expectedCount = null)
    {
        var count = reader.ReadInt32();
        if (expectedCount is { } expected && count != expected)
        {
            throw reader.Corrupt($"an array has {count} values where {expected} belong");
        }

        var width = reader.ReadByte();
        if (width is > 56 and not 64)
        {
            throw reader.Corrupt($"an array has values of {width} bits");
        }

        var data = reader.Take((((long)count * width) + 7) >> 3);
        return new PackedInts(data, width, count);
    }

    public static void Write(IndexOutput output, ReadOnlySpan<long> values)
    {
        ulong max = 0;
        foreach (var value in values)
        {
            max = Math.Max(max, (ulong)value);
        }

        var writer = new Writer(output, values.Length, WidthFor(max));
        foreach (var value in values)
        {
            writer.Add((ulong)value);
        }

        writer.Finish();
    }

    /// <summary>Writes an array value by value.</summary>
    internal struct Writer
    {
        private readonly IndexOutput _output;
        private readonly int _width;
        private ulong _pending;
        private int _bits;

        public Writer(IndexOutput output, int count, int width)
        {
            _output = output;
            _width = width;
            output.WriteVarInt(count);
            output.WriteByte((byte)width);
        }

        public void Add(ulong value)
        {
            if (_width == 64)
            {
                _output.WriteUInt64(value);
                return;
            }

            _pending |= value << _bits;
            for (_bits += _width; _bits >= 8; _bits -= 8)
            {
                _output.WriteByte((byte)_pending);
                _pending >>= 8;
            }
        }

        public void Finish()
        {
            if (_bits > 0)
            {
                _output.WriteByte((byte)_pending);
                _bits = 0;
                _pending = 0;
            }
        }
    }
}
