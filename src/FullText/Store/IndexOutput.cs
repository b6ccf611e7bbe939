using System.Buffers.Binary;

namespace KnowledgeBase.FullText.Store;

/// <summary>Writes one file of the index, buffered, with the frame of <see cref="IndexFileFormat"/>.</summary>
internal sealed class IndexOutput : IDisposable
{
    private readonly Stream _stream;
    private readonly byte[] _buffer = new byte[1 << 16];
    private int _used;
    private long _flushed;
    private uint _crc;
    private bool _finished;

    public IndexOutput(IndexDirectory directory, string name, FileKind kind, Guid id, long number = 0)
    {
        Name = name;
        _stream = directory.CreateFile(name);
        IndexFileFormat.WriteHeader(this, kind, id, number);
    }

    public string Name { get; }

    /// <summary>Bytes written so far, header included: the offset at which the next byte will stand.</summary>
    public long Position => _flushed + _used;

    public void WriteByte(byte value)
    {
        if (_used == _buffer.Length)
        {
            FlushBuffer();
        }

        _buffer[_used++] = value;
    }

    public void WriteUInt16(ushort value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(Reserve(2), value);
        _used += 2;
    }

    public void WriteUInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(Reserve(4), value);
        _used += 4;
    }

    public void WriteUInt64(ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(Reserve(8), value);
        _used += 8;
    }

    /// <summary>Seven bits a byte, least significant first, the high bit telling that more follow.</summary>
    public void WriteVarInt(ulong value)
    {
        var span = Reserve(10);
        var n = 0;
        while (value >= 0x80)
        {
            span[n++] = (byte)(value | 0x80);
            value >>= 7;
        }

        span[n++] = (byte)value;
        _used += n;
    }

    public void WriteVarInt(int value) => WriteVarInt((ulong)(uint)value);

    public void WriteBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _buffer.Length - _used)
        {
            FlushBuffer();
            if (bytes.Length >= _buffer.Length)
            {
                _crc = IndexFileFormat.Crc32C(_crc, bytes);
                _stream.Write(bytes);
                _flushed += bytes.Length;
                return;
            }
        }

        bytes.CopyTo(_buffer.AsSpan(_used));
        _used += bytes.Length;
    }

    public void WriteString(string text)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        WriteVarInt(bytes.Length);
        WriteBytes(bytes);
    }

    /// <summary>Writes the footer and closes the file.</summary>
    public FileEntry Finish()
    {
        FlushBuffer();
        var crc = _crc;
        var length = Position + IndexFileFormat.FooterLength;
        WriteUInt32(IndexFileFormat.FooterMagic);
        WriteUInt32(crc);
        WriteUInt64((ulong)length);
        FlushBuffer();
        _finished = true;
        _stream.Dispose();
        return new FileEntry(Name, length, crc);
    }

    public void Dispose()
    {
        if (!_finished)
        {
            _finished = true;
            _stream.Dispose();
        }
    }

    private Span<byte> Reserve(int count)
    {
        if (_buffer.Length - _used < count)
        {
            FlushBuffer();
        }

        return _buffer.AsSpan(_used);
    }

    private void FlushBuffer()
    {
        var span = _buffer.AsSpan(0, _used);
        _crc = IndexFileFormat.Crc32C(_crc, span);
        _stream.Write(span);
        _flushed += _used;
        _used = 0;
    }
}
