using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace KnowledgeBase.FullText.Codecs;

/// <summary>
/// Packs up to 128 unsigned integers into as few bits each as pays, with the few larger ones patched afterwards (PFOR).
/// <code>
/// Block      := head:u8 [exceptions:u8] Packed Exception*
/// head       := width (0..32) | 0x40 when there are exceptions
/// Packed     := 128 values: four lanes of 32-bit words, value i in row i / 4 of lane i % 4 (16 × width bytes)
///             | fewer:      value i at bit i × width, least significant bit first (⌈n × width / 8⌉ bytes)
/// Exception  := index:u8 high:varint          value = packed | high &lt;&lt; width
/// Counts     := Block | head:u8 Bitmap Packed                                    what is smaller
/// head       := width (0..32) | 0x80
/// Bitmap     := one bit per value, set where it is not 0 (⌈n / 8⌉ bytes); Packed: those values less 1, one after another
/// </code>
/// </summary>
internal static unsafe class BlockCodec
{
    /// <summary>The number of values of a full block.</summary>
    public const int BlockSize = 128;

    /// <summary>The most bytes that <see cref="Encode"/> writes.</summary>
    public const int MaxEncodedLength = 2 + (BlockSize * 4) + 16;

    private const int PatchedFlag = 0x40;
    private const int BitmapFlag = 0x80;
    private const int MaxExceptions = 32;

    /// <summary>Whether the vector path is used; the scalar twin gives the same results everywhere.</summary>
    public static bool IsAccelerated => Vector128.IsHardwareAccelerated;

    /// <summary>Writes a block of <paramref name="count"/> values (1 to 128).</summary>
    /// <returns>The number of bytes written, at most <see cref="MaxEncodedLength"/>.</returns>
    public static int Encode(uint* values, int count, byte* destination)
    {
        var histogram = stackalloc int[33];
        new Span<int>(histogram, 33).Clear();
        for (var i = 0; i < count; i++)
        {
            histogram[32 - BitOperations.LeadingZeroCount(values[i])]++;
        }

        var widest = 32;
        while (widest > 0 && histogram[widest] == 0)
        {
            widest--;
        }

        // From the widest down: each step makes exceptions of the values of that width.
        var width = widest;
        var best = PackedLength(count, widest);
        var exceptions = 0;
        for (var candidate = widest - 1; candidate >= 0; candidate--)
        {
            exceptions += histogram[candidate + 1];
            if (exceptions > MaxExceptions)
            {
                break;
            }

            var cost = 1 + PackedLength(count, candidate);
            for (var bits = candidate + 1; bits <= widest; bits++)
            {
                cost += histogram[bits] * (1 + ((bits - candidate + 6) / 7));
            }

            if (cost < best)
            {
                best = cost;
                width = candidate;
            }
        }

        var at = destination;
        if (width == widest)
        {
            *at++ = (byte)width;
            Pack(values, count, width, at);
            return 1 + PackedLength(count, width);
        }

        var mask = width == 0 ? 0u : uint.MaxValue >> (32 - width);
        var low = stackalloc uint[BlockSize];
        var patched = 0;
        for (var i = 0; i < count; i++)
        {
            low[i] = values[i] & mask;
            patched += values[i] > mask ? 1 : 0;
        }

        *at++ = (byte)(width | PatchedFlag);
        *at++ = (byte)patched;
        Pack(low, count, width, at);
        at += PackedLength(count, width);
        for (var i = 0; i < count; i++)
        {
            if (values[i] > mask)
            {
                *at++ = (byte)i;
                var high = values[i] >> width;
                while (high >= 0x80)
                {
                    *at++ = (byte)(high | 0x80);
                    high >>= 7;
                }

                *at++ = (byte)high;
            }
        }

        return (int)(at - destination);
    }

    /// <summary>Reads a block of <paramref name="count"/> values; returns the first byte behind it, or null when it is damaged.</summary>
    /// <param name="source">The block; eight bytes behind <paramref name="end"/> must be readable.</param>
    /// <param name="end">The first byte that cannot belong to it.</param>
    /// <param name="count">1 to 128.</param>
    /// <param name="values">Room for 128 values.</param>
    public static byte* Decode(byte* source, byte* end, int count, uint* values)
    {
        if (source >= end)
        {
            return null;
        }

        var head = *source++;
        var width = head & 0x3F;
        var patched = 0;
        if (head >= PatchedFlag)
        {
            patched = *source++;
        }

        var length = PackedLength(count, width);
        if (width > 32 || length > end - source)
        {
            return null;
        }

        if (count == BlockSize)
        {
            UnpackFull(source, width, values);
        }
        else
        {
            UnpackTail(source, count, width, values);
        }

        source += length;
        return patched == 0 ? source : Patch(source, end, count, width, patched, values);
    }

    /// <summary>
    /// Writes a block of values of which most are 0, such as frequencies less 1; may use <see cref="MaxEncodedLength"/> bytes.
    /// </summary>
    public static int EncodeCounts(uint* values, int count, byte* destination)
    {
        var length = Encode(values, count, destination);
        var rest = stackalloc uint[BlockSize];
        var used = 0;
        uint all = 0;
        for (var i = 0; i < count; i++)
        {
            if (values[i] != 0)
            {
                rest[used++] = values[i] - 1;
                all |= values[i] - 1;
            }
        }

        var width = 32 - BitOperations.LeadingZeroCount(all);
        var bitmap = (count + 7) >> 3;
        if (used == 0 || 1 + bitmap + ((used * width) + 7 >> 3) >= length)
        {
            return length;
        }

        *destination++ = (byte)(BitmapFlag | width);
        new Span<byte>(destination, bitmap).Clear();
        for (var i = 0; i < count; i++)
        {
            if (values[i] != 0)
            {
                destination[i >> 3] |= (byte)(1 << (i & 7));
            }
        }

        PackTail(rest, used, width, destination + bitmap);
        return 1 + bitmap + ((used * width) + 7 >> 3);
    }

    /// <summary>Reads what <see cref="EncodeCounts"/> wrote; as <see cref="Decode"/>.</summary>
    public static byte* DecodeCounts(byte* source, byte* end, int count, uint* values)
    {
        if (source >= end || (*source & BitmapFlag) == 0)
        {
            return Decode(source, end, count, values);
        }

        var width = *source++ & 0x3F;
        var bitmap = (count + 7) >> 3;
        if (width > 32 || bitmap > end - source)
        {
            return null;
        }

        new Span<uint>(values, count).Clear();
        var packed = source + bitmap;
        var limit = (end - packed) * 8;
        var mask = (1UL << width) - 1;
        long bit = 0;
        for (var word = 0; word < count; word += 64)
        {
            var bits = Unsafe.ReadUnaligned<ulong>(source + (word >> 3));
            if (count - word < 64)
            {
                bits &= (1UL << (count - word)) - 1;
            }

            for (; bits != 0; bits &= bits - 1, bit += width)
            {
                if (bit + width > limit)
                {
                    return null;
                }

                var value = (Unsafe.ReadUnaligned<ulong>(packed + (bit >> 3)) >> (int)(bit & 7)) & mask;
                values[word + BitOperations.TrailingZeroCount(bits)] = (uint)value + 1;
            }
        }

        return packed + ((bit + 7) >> 3);
    }

    /// <summary>Steps over a block without unpacking it; null when it is damaged.</summary>
    public static byte* Skip(byte* source, byte* end, int count)
    {
        if (source >= end)
        {
            return null;
        }

        var head = *source++;
        var width = head & 0x3F;
        var patched = head >= PatchedFlag ? *source++ : 0;
        source += PackedLength(count, width);
        for (; patched > 0; patched--)
        {
            source++;
            while (source < end && *source++ >= 0x80)
            {
            }
        }

        return source <= end ? source : null;
    }

    /// <summary>Turns gaps into running sums, in place: value i becomes base + Σ (value j + 1) for j ≤ i.</summary>
    public static void SumGaps(uint* values, int count, int before)
    {
        var running = (uint)before;
        var i = 0;
        if (Vector128.IsHardwareAccelerated)
        {
            var last = Vector128.Create(running);
            var one = Vector128<uint>.One;
            for (; i + 4 <= count; i += 4)
            {
                var v = Vector128.Load(values + i) + one;
                v += Vector128.Shuffle(v, Vector128.Create(4u, 0, 1, 2)); // an index out of range gives 0
                v += Vector128.Shuffle(v, Vector128.Create(4u, 4, 0, 1));
                v += last;
                v.Store(values + i);
                last = Vector128.Shuffle(v, Vector128.Create(3u, 3, 3, 3));
            }

            running = last.ToScalar();
        }

        for (; i < count; i++)
        {
            running += values[i] + 1;
            values[i] = running;
        }
    }

    /// <summary>The scalar twin of <see cref="UnpackFull"/>.</summary>
    internal static void UnpackFullScalar(byte* source, int width, uint* values)
    {
        var words = (uint*)source;
        var mask = width == 0 ? 0u : uint.MaxValue >> (32 - width);
        for (var i = 0; i < BlockSize; i++)
        {
            var bit = (i >> 2) * width;
            var lane = i & 3;
            if (width == 0)
            {
                values[i] = 0;
                continue;
            }

            var word = bit >> 5;
            var shift = bit & 31;
            var value = words[(word * 4) + lane] >> shift;
            if (shift + width > 32)
            {
                value |= words[((word + 1) * 4) + lane] << (32 - shift);
            }

            values[i] = value & mask;
        }
    }

    internal static void UnpackFull(byte* source, int width, uint* values)
    {
        if (!Vector128.IsHardwareAccelerated)
        {
            UnpackFullScalar(source, width, values);
            return;
        }

        if (width == 0)
        {
            new Span<uint>(values, BlockSize).Clear();
            return;
        }

        var words = (uint*)source;
        var mask = Vector128.Create(uint.MaxValue >> (32 - width));
        var current = Vector128.Load(words);
        var shift = 0;
        for (var row = 0; row < BlockSize / 4; row++)
        {
            var value = Vector128.ShiftRightLogical(current, shift);
            shift += width;
            if (shift >= 32)
            {
                shift -= 32;
                if (row < (BlockSize / 4) - 1)
                {
                    words += 4;
                    current = Vector128.Load(words);
                    if (shift > 0)
                    {
                        value |= Vector128.ShiftLeft(current, width - shift);
                    }
                }
            }

            (value & mask).Store(values + (row * 4));
        }
    }

    private static int PackedLength(int count, int width) => ((count * width) + 7) >> 3;

    private static void UnpackTail(byte* source, int count, int width, uint* values)
    {
        var mask = (1UL << width) - 1;
        var bit = 0;
        for (var i = 0; i < count; i++, bit += width)
        {
            values[i] = (uint)((Unsafe.ReadUnaligned<ulong>(source + (bit >> 3)) >> (bit & 7)) & mask);
        }
    }

    private static void Pack(uint* values, int count, int width, byte* destination)
    {
        new Span<byte>(destination, PackedLength(count, width)).Clear();
        if (width == 0)
        {
            return;
        }

        if (count == BlockSize)
        {
            for (var i = 0; i < BlockSize; i++)
            {
                var bit = (i >> 2) * width;
                var word = (uint*)destination + ((bit >> 5) * 4) + (i & 3);
                var shift = bit & 31;
                *word |= values[i] << shift;
                if (shift + width > 32)
                {
                    word[4] |= values[i] >> (32 - shift);
                }
            }

            return;
        }

        PackTail(values, count, width, destination);
    }

    private static void PackTail(uint* values, int count, int width, byte* destination)
    {
        ulong pending = 0;
        var bits = 0;
        for (var i = 0; i < count; i++)
        {
            pending |= (ulong)values[i] << bits;
            for (bits += width; bits >= 8; bits -= 8)
            {
                *destination++ = (byte)pending;
                pending >>= 8;
            }
        }

        if (bits > 0)
        {
            *destination = (byte)pending;
        }
    }

    private static byte* Patch(byte* source, byte* end, int count, int width, int patched, uint* values)
    {
        for (; patched > 0; patched--)
        {
            if (end - source < 2)
            {
                return null;
            }

            var index = *source++;
            uint high = 0;
            for (var shift = 0; ; shift += 7)
            {
                if (source >= end || shift > 28)
                {
                    return null;
                }

                var b = *source++;
                high |= (uint)(b & 0x7F) << shift;
                if (b < 0x80)
                {
                    break;
                }
            }

            if (index >= count)
            {
                return null;
            }

            values[index] |= high << width;
        }

        return source;
    }
}
