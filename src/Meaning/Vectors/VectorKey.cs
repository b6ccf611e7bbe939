using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace KnowledgeBase.Meaning.Vectors;

/// <summary>Half of the SHA-256 of a text: what its vector is kept under.</summary>
public readonly record struct VectorKey(ulong First, ulong Second)
{
    internal const int Length = 16;

    /// <summary>The key of a text.</summary>
    public static VectorKey Of(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];

        // Of UTF-16, in which a lone half of a pair is itself.
        SHA256.HashData(MemoryMarshal.AsBytes(text.AsSpan()), hash);
        return Read(hash);
    }

    internal static VectorKey Read(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt64LittleEndian(bytes), BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]));

    internal void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, First);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[8..], Second);
    }
}
