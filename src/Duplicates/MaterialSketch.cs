using System.Runtime.InteropServices;

namespace KnowledgeBase.Duplicates;

/// <summary>
/// What <see cref="DuplicateFinder"/> keeps of a material: enough to compare it with any other one without its text, in little more than a
/// byte for each character. Made by <see cref="Sketcher"/>; immutable.
/// </summary>
public sealed class MaterialSketch
{
    internal MaterialSketch(UInt128 digest, DateOnly? date, string? edition, uint[] hashes, ulong[] figures)
    {
        Digest = digest;
        Date = date;
        Edition = edition;
        Hashes = hashes;
        Figures = figures;
    }

    /// <summary>First half of the SHA-256 of the folded text.</summary>
    internal UInt128 Digest { get; }

    /// <summary>Day that decides who is the originator; null stands behind all days.</summary>
    internal DateOnly? Date { get; }

    /// <summary><see cref="Duplicates.Edition.Of"/>.</summary>
    internal string? Edition { get; }

    /// <summary>The sampled hashes of its skeleton's stretches, rising, each once.</summary>
    internal uint[] Hashes { get; }

    /// <summary><see cref="Duplicates.Figures.Of"/>.</summary>
    internal ulong[] Figures { get; }

    /// <summary>Writes the sketch: digest, day number or −1, edition, hashes and figures behind their number; all little-endian.</summary>
    public void Write(BinaryWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write((ulong)(Digest >> 64));
        writer.Write((ulong)Digest);
        writer.Write(Date?.DayNumber ?? -1);
        writer.Write(Edition ?? "");
        writer.Write7BitEncodedInt(Hashes.Length);
        writer.Write(MemoryMarshal.AsBytes(Hashes.AsSpan()));
        writer.Write7BitEncodedInt(Figures.Length);
        writer.Write(MemoryMarshal.AsBytes(Figures.AsSpan()));
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="EndOfStreamException">There is less than that.</exception>
    public static MaterialSketch Read(BinaryReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var digest = new UInt128(reader.ReadUInt64(), reader.ReadUInt64());
        var day = reader.ReadInt32();
        var edition = reader.ReadString();
        var hashes = new uint[reader.Read7BitEncodedInt()];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(hashes.AsSpan()));
        var figures = new ulong[reader.Read7BitEncodedInt()];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(figures.AsSpan()));
        return new MaterialSketch(
            digest, day < 0 ? null : DateOnly.FromDayNumber(day), edition.Length == 0 ? null : edition, hashes, figures);
    }
}
