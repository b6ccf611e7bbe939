using System.Buffers.Binary;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace KnowledgeBase.Meaning.Vectors;

/// <summary>
/// How a file of vectors is laid out; all numbers are little-endian. A head of 64 bytes: "KBVC", version, dimensions, hash of the model,
/// checksum. Then portions: a head of 16 bytes ("PORT", count, checksum of the payload, checksum of the head), and the payload: all keys,
/// all scales, all vectors. A component is a signed byte times the scale of its vector. A portion is written by one call and valid from its
/// last byte on; what a killed writer left behind the last valid one is cut off by the next.
/// </summary>
internal static class VectorFileFormat
{
    public const int Version = 1;
    public const int HeadLength = 64;
    public const int PortionHeadLength = 16;

    /// <summary>More vectors than this no portion has: a number in a damaged head is not believed.</summary>
    public const int MostInPortion = 1 << 20;

    private const int HashLength = 32;
    private const int HeadChecksum = HeadLength - sizeof(uint);

    public static ReadOnlySpan<byte> Magic => "KBVC"u8;

    private static ReadOnlySpan<byte> PortionMagic => "PORT"u8;

    /// <summary>Bytes of a portion's payload.</summary>
    public static long PayloadLength(int count, int dimensions) => (long)count * (VectorKey.Length + sizeof(float) + dimensions);

    public static byte[] Head(int dimensions, ReadOnlySpan<byte> modelHash)
    {
        var head = new byte[HeadLength];
        Magic.CopyTo(head);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(4), Version);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(8), dimensions);
        modelHash[..HashLength].CopyTo(head.AsSpan(12));
        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(HeadChecksum), Crc32C(head.AsSpan(0, HeadChecksum)));
        return head;
    }

    /// <summary>What is wrong with a head; null when nothing is.</summary>
    public static string? ProblemOfHead(ReadOnlySpan<byte> head) =>
        head.Length < HeadLength || !head.StartsWith(Magic) ? "it does not begin as a file of vectors does"
        : BinaryPrimitives.ReadUInt32LittleEndian(head[HeadChecksum..]) != Crc32C(head[..HeadChecksum]) ? "its head is damaged"
        : BinaryPrimitives.ReadInt32LittleEndian(head[4..]) is var version && version != Version
            ? $"it has the version {version}, and this program reads {Version}"
        : null;

    public static int Dimensions(ReadOnlySpan<byte> head) => BinaryPrimitives.ReadInt32LittleEndian(head[8..]);

    public static ReadOnlySpan<byte> ModelHash(ReadOnlySpan<byte> head) => head.Slice(12, HashLength);

    /// <summary>A portion as it is written: head and payload.</summary>
    public static byte[] Portion(IReadOnlyList<(VectorKey Key, float[] Vector)> vectors, int dimensions)
    {
        var portion = new byte[PortionHeadLength + PayloadLength(vectors.Count, dimensions)];
        var payload = portion.AsSpan(PortionHeadLength);
        var scales = payload[(vectors.Count * VectorKey.Length)..];
        var components = MemoryMarshal.Cast<byte, sbyte>(scales[(vectors.Count * sizeof(float))..]);
        for (var i = 0; i < vectors.Count; i++)
        {
            vectors[i].Key.Write(payload[(i * VectorKey.Length)..]);
            var scale = Quantize(vectors[i].Vector, components.Slice(i * dimensions, dimensions));
            BinaryPrimitives.WriteSingleLittleEndian(scales[(i * sizeof(float))..], scale);
        }

        WriteHead(portion, vectors.Count);
        return portion;
    }

    /// <summary>Writes the head of a portion whose payload stands behind it.</summary>
    public static void WriteHead(Span<byte> portion, int count)
    {
        PortionMagic.CopyTo(portion);
        BinaryPrimitives.WriteInt32LittleEndian(portion[4..], count);
        BinaryPrimitives.WriteUInt32LittleEndian(portion[8..], Crc32C(portion[PortionHeadLength..]));
        BinaryPrimitives.WriteUInt32LittleEndian(portion[12..], Crc32C(portion[..12]));
    }

    /// <summary>How many vectors a portion has; null when its head is no such head.</summary>
    public static int? Count(ReadOnlySpan<byte> head) =>
        head.StartsWith(PortionMagic)
        && BinaryPrimitives.ReadUInt32LittleEndian(head[12..]) == Crc32C(head[..12])
        && BinaryPrimitives.ReadInt32LittleEndian(head[4..]) is > 0 and <= MostInPortion and var count
            ? count
            : null;

    /// <summary>Whether the payload is what the head says.</summary>
    public static bool IsSound(ReadOnlySpan<byte> head, ReadOnlySpan<byte> payload) =>
        BinaryPrimitives.ReadUInt32LittleEndian(head[8..]) == Crc32C(payload);

    /// <summary>Writes a vector as signed bytes.</summary>
    /// <returns>What they must be multiplied by.</returns>
    public static float Quantize(ReadOnlySpan<float> vector, Span<sbyte> components)
    {
        var largest = Math.Abs(TensorPrimitives.MaxMagnitude(vector));
        if (!(largest > 0) || !float.IsFinite(largest))
        {
            components.Clear();
            return 0;
        }

        for (var i = 0; i < vector.Length; i++)
        {
            components[i] = (sbyte)Math.Round(vector[i] / largest * sbyte.MaxValue);
        }

        return largest / sbyte.MaxValue;
    }

    private static uint Crc32C(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words)
        {
            crc = BitOperations.Crc32C(crc, word);
        }

        foreach (var rest in bytes[(words.Length * sizeof(ulong))..])
        {
            crc = BitOperations.Crc32C(crc, rest);
        }

        return ~crc;
    }
}
