using System.Runtime.CompilerServices;
using System.Text;

namespace KnowledgeBase.FullText.Store;

/// <summary>
/// Reads a file's content from a position on, checking every step against the content's end, so that damaged bytes end in
/// <see cref="IndexCorruptException"/> and not outside the mapping.
/// </summary>
internal unsafe struct FileReader
{
    private readonly MappedFile _file;
    private readonly byte* _end;
    private byte* _at;

    public FileReader(MappedFile file, long offset)
    {
        _file = file;
        _end = file.Pointer + file.Length - IndexFileFormat.FooterLength;
        _at = file.Pointer;
        Seek(offset);
    }

    public readonly byte* Pointer => _at;

    public readonly long Position => _at - _file.Pointer;

    public readonly long Remaining => _end - _at;

    public void Seek(long offset)
    {
        if (offset < IndexFileFormat.HeaderLength || offset > _file.Length - IndexFileFormat.FooterLength)
        {
            throw Corrupt($"something points to byte {offset}, outside the content");
        }

        _at = _file.Pointer + offset;
    }

    public byte* Take(long count)
    {
        if (count < 0 || count > _end - _at)
        {
            throw Corrupt($"{count} bytes are announced, {_end - _at} are left");
        }

        var p = _at;
        _at += count;
        return p;
    }

    public byte ReadByte() => *Take(1);

    public ushort ReadUInt16() => Unsafe.ReadUnaligned<ushort>(Take(2));

    public uint ReadUInt32() => Unsafe.ReadUnaligned<uint>(Take(4));

    public ulong ReadUInt64() => Unsafe.ReadUnaligned<ulong>(Take(8));

    public ulong ReadVarInt()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (_at >= _end)
            {
                throw Corrupt("a number runs over the end");
            }

            var b = *_at++;
            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80)
            {
                return value;
            }
        }

        throw Corrupt("a number is longer than ten bytes");
    }

    /// <summary>A variable-length number that must lie between 0 and <paramref name="max"/>.</summary>
    public int ReadInt32(long max = int.MaxValue)
    {
        var value = ReadVarInt();
        return value <= (ulong)max && value <= int.MaxValue ? (int)value : throw Corrupt($"{value} is out of range (0 to {max})");
    }

    public long ReadInt64()
    {
        var value = ReadVarInt();
        return value <= long.MaxValue ? (long)value : throw Corrupt($"{value} is out of range");
    }

    public ReadOnlySpan<byte> ReadBytes(int count) => new(Take(count), count);

    public string ReadString() => Encoding.UTF8.GetString(ReadBytes(ReadInt32()));

    public readonly IndexCorruptException Corrupt(string problem) => new(_file.Name, Position, problem);
}
