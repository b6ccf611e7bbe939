using System.Buffers.Binary;
using System.Numerics;

namespace KnowledgeBase.FullText.Store;

/// <summary>What kind of content a file has; the second half of its header's first eight bytes.</summary>
internal enum FileKind : ushort
{
    Manifest = 1,
    Postings = 2,
    Positions = 3,
    Terms = 4,
    DocValues = 5,
    Stored = 6,
    LiveDocs = 7,
}

/// <summary>
/// The frame around every file's content. All integers are little-endian.
/// <code>
/// File   := Header Content Footer
/// Header := "KBFT" version:u16 kind:u16 id:16 bytes number:u64         (32 bytes)
/// Footer := "TFBK" crc32c:u32 length:u64                              (16 bytes)
/// </code>
/// id is the segment's, so that a file of another segment under a right name is noticed; the manifest's is the identity of the
/// index. number is that of the commit in the manifest, 0 elsewhere. crc32c covers Header and Content; length is that of the whole
/// file. The footer also lets readers of bit-packed content load eight bytes at its last byte.
/// <para>
/// Version 1 had no identity: id and number of its manifest are 0. Its blocks of stored fields have no checksums. Until version 2
/// those blocks were compressed by Brotli, and the terms of a field did not say how long its documents are. All else is the same.
/// </para>
/// </summary>
internal static class IndexFileFormat
{
    public const int HeaderLength = 32;
    public const int FooterLength = 16;
    public const int CurrentVersion = 3;
    public const int OldestVersion = 1;

    /// <summary>The first version whose blocks of stored fields have checksums.</summary>
    public const int BlockChecksumVersion = 2;

    /// <summary>
    /// The first version whose stored fields are compressed by Zstandard, with a dictionary for each file; before, by Brotli.
    /// </summary>
    public const int DictionaryVersion = 3;

    /// <summary>The first version that records how long the documents of a field are for BM25.</summary>
    public const int SumLengthVersion = 3;

    public const uint HeaderMagic = 0x5446424B; // "KBFT"
    public const uint FooterMagic = 0x4B424654; // "TFBK"

    public static void WriteHeader(IndexOutput output, FileKind kind, Guid id, long number)
    {
        output.WriteUInt32(HeaderMagic);
        output.WriteUInt16(CurrentVersion);
        output.WriteUInt16((ushort)kind);
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes);
        output.WriteBytes(bytes);
        output.WriteUInt64((ulong)number);
    }

    /// <summary>CRC-32C (Castagnoli) of a range, continuing from <paramref name="crc"/> (0 to begin).</summary>
    public static unsafe uint Crc32C(uint crc, ReadOnlySpan<byte> data)
    {
        var state = ~crc;
        fixed (byte* start = data)
        {
            var p = start;
            var end = start + data.Length;
            for (; end - p >= 8; p += 8)
            {
                state = BitOperations.Crc32C(state, System.Runtime.CompilerServices.Unsafe.ReadUnaligned<ulong>(p));
            }

            for (; p < end; p++)
            {
                state = BitOperations.Crc32C(state, *p);
            }
        }

        return ~state;
    }

    /// <summary>The CRC-32C of a file's header and content, computed from its bytes.</summary>
    public static unsafe uint ComputeCrc(MappedFile file)
    {
        uint crc = 0;
        var remaining = file.Length - FooterLength;
        for (var p = file.Pointer; remaining > 0;)
        {
            var n = (int)Math.Min(remaining, 1 << 20);
            crc = Crc32C(crc, new ReadOnlySpan<byte>(p, n));
            p += n;
            remaining -= n;
        }

        return crc;
    }

    /// <summary>Which version a file that was checked was written by.</summary>
    public static unsafe int VersionOf(MappedFile file) =>
        BinaryPrimitives.ReadUInt16LittleEndian(new ReadOnlySpan<byte>(file.Pointer + 4, 2));

    /// <summary>Reads of a manifest that was checked what tells its commit from all others.</summary>
    public static unsafe CommitIdentity StampOf(MappedFile manifest)
    {
        var header = new ReadOnlySpan<byte>(manifest.Pointer, HeaderLength);
        var footer = new ReadOnlySpan<byte>(manifest.Pointer + manifest.Length - FooterLength, FooterLength);
        return new CommitIdentity(
            new Guid(header.Slice(8, 16)),
            BinaryPrimitives.ReadInt64LittleEndian(header[24..]),
            BinaryPrimitives.ReadUInt32LittleEndian(footer[4..]));
    }

    /// <summary>Checks header and footer; the content's checksum is only checked by <see cref="CheckCrc"/>.</summary>
    /// <param name="file">The file.</param>
    /// <param name="kind">What it must be.</param>
    /// <param name="id">Whose it must be; null if not known.</param>
    /// <param name="expected">Length and checksum that the manifest recorded; null if not known.</param>
    public static unsafe void Check(MappedFile file, FileKind kind, Guid? id, FileEntry? expected)
    {
        if (file.Length < HeaderLength + FooterLength)
        {
            throw new IndexCorruptException(file.Name, 0, $"the file is {file.Length} bytes long, too short for header and footer");
        }

        var header = new ReadOnlySpan<byte>(file.Pointer, HeaderLength);
        var magic = BinaryPrimitives.ReadUInt32LittleEndian(header);
        if (magic != HeaderMagic)
        {
            throw new IndexCorruptException(file.Name, 0, $"it begins with 0x{magic:X8}, not with 0x{HeaderMagic:X8}");
        }

        var version = BinaryPrimitives.ReadUInt16LittleEndian(header[4..]);
        if (version is < OldestVersion or > CurrentVersion)
        {
            throw new IndexVersionException(file.Name, version, OldestVersion, CurrentVersion);
        }

        var actualKind = (FileKind)BinaryPrimitives.ReadUInt16LittleEndian(header[6..]);
        if (actualKind != kind)
        {
            throw new IndexCorruptException(file.Name, 6, $"it holds {actualKind}, not {kind}");
        }

        var actualId = new Guid(header.Slice(8, 16));
        if (id is { } wanted && actualId != wanted)
        {
            throw new IndexCorruptException(file.Name, 8, $"it belongs to segment {actualId:N}, not to {wanted:N}");
        }

        var footerAt = file.Length - FooterLength;
        var footer = new ReadOnlySpan<byte>(file.Pointer + footerAt, FooterLength);
        if (BinaryPrimitives.ReadUInt32LittleEndian(footer) != FooterMagic)
        {
            throw new IndexCorruptException(file.Name, footerAt, "the footer is missing: the file was cut short or overwritten");
        }

        var length = BinaryPrimitives.ReadInt64LittleEndian(footer[8..]);
        if (length != file.Length)
        {
            throw new IndexCorruptException(file.Name, footerAt + 8, $"the file is {file.Length} bytes long, the footer says {length}");
        }

        if (expected is not null)
        {
            var crc = BinaryPrimitives.ReadUInt32LittleEndian(footer[4..]);
            if (expected.Length != file.Length)
            {
                throw new IndexCorruptException(
                    file.Name, footerAt + 8, $"the file is {file.Length} bytes long, the manifest says {expected.Length}");
            }

            if (expected.Crc != crc)
            {
                throw new IndexCorruptException(file.Name, footerAt + 4, $"its checksum is {crc:X8}, the manifest says {expected.Crc:X8}");
            }
        }
    }

    /// <summary>
    /// Whether a file is one that the engine wrote, be it damaged in one place: its header names the kind, or its footer the length.
    /// A file that is neither belongs to somebody else.
    /// </summary>
    /// <param name="file">The file.</param>
    /// <param name="kind">What its name says that it holds.</param>
    /// <param name="mayBeUnfinished">Whether it may have been left by a writer that was killed before it had written the header.</param>
    public static unsafe bool Recognises(MappedFile file, FileKind kind, bool mayBeUnfinished)
    {
        if (file.Length < HeaderLength)
        {
            Span<byte> magic = stackalloc byte[sizeof(uint)];
            BinaryPrimitives.WriteUInt32LittleEndian(magic, HeaderMagic);
            var begun = new ReadOnlySpan<byte>(file.Pointer, (int)Math.Min(file.Length, magic.Length));
            return magic.StartsWith(begun) && (mayBeUnfinished || begun.Length == magic.Length);
        }

        var header = new ReadOnlySpan<byte>(file.Pointer, HeaderLength);
        if (BinaryPrimitives.ReadUInt32LittleEndian(header) == HeaderMagic
            && (FileKind)BinaryPrimitives.ReadUInt16LittleEndian(header[6..]) == kind)
        {
            return true;
        }

        var footer = new ReadOnlySpan<byte>(file.Pointer + file.Length - FooterLength, FooterLength);
        return BinaryPrimitives.ReadUInt32LittleEndian(footer) == FooterMagic
            && BinaryPrimitives.ReadInt64LittleEndian(footer[8..]) == file.Length;
    }

    /// <summary>Reads the whole file and compares its checksum with the footer's.</summary>
    public static unsafe void CheckCrc(MappedFile file)
    {
        var footerAt = file.Length - FooterLength;
        var recorded = BinaryPrimitives.ReadUInt32LittleEndian(new ReadOnlySpan<byte>(file.Pointer + footerAt + 4, 4));
        var actual = ComputeCrc(file);
        if (actual != recorded)
        {
            throw new IndexCorruptException(file.Name, footerAt + 4, $"its checksum is {actual:X8}, the footer says {recorded:X8}");
        }
    }
}

/// <summary>What tells a commit from all others, of this index and of any other that stands in its place.</summary>
/// <param name="Identity">Whose commit it is; empty in version 1.</param>
/// <param name="Number">Which; 0 in version 1.</param>
/// <param name="Crc">Checksum of the manifest: the same number may be given again when an older copy of an index is written on.</param>
internal readonly record struct CommitIdentity(Guid Identity, long Number, uint Crc);

/// <summary>A file as the manifest records it.</summary>
internal sealed record FileEntry(string Name, long Length, uint Crc);
