namespace KnowledgeBase.FullText.Codecs;

/// <summary>Bytes appended one after another; cleared and used again.</summary>
internal sealed class GrowingBuffer
{
    private byte[] _bytes = new byte[256];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Span => _bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    /// <summary>Empties the buffer and gives its memory back.</summary>
    public void Release()
    {
        _bytes = [];
        Length = 0;
    }

    public void Append(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Extend(bytes.Length));

    public void AppendVarInt(int value)
    {
        var span = Reserve(5);
        var n = 0;
        var rest = (uint)value;
        while (rest >= 0x80)
        {
            span[n++] = (byte)(rest | 0x80);
            rest >>= 7;
        }

        span[n++] = (byte)rest;
        Length += n;
    }

    /// <summary>Makes the buffer longer and returns the new bytes, whatever they hold.</summary>
    public Span<byte> Extend(int count)
    {
        var span = Reserve(count)[..count];
        Length += count;
        return span;
    }

    private Span<byte> Reserve(int count)
    {
        if (_bytes.Length - Length < count)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + count));
        }

        return _bytes.AsSpan(Length);
    }
}
