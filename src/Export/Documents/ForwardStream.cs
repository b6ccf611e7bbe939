namespace KnowledgeBase.Export.Documents;

/// <summary>
/// A stream that can only be written on and on, whatever is below it: an archive goes back where it can, to fill in what it did not know,
/// and then its bytes would depend on where they go.
/// </summary>
internal sealed class ForwardStream(Stream below) : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Write(byte[] buffer, int offset, int count) => below.Write(buffer, offset, count);

    public override void Write(ReadOnlySpan<byte> buffer) => below.Write(buffer);

    public override void Flush() => below.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
