using System.Runtime.InteropServices;

namespace KnowledgeBase.Indexer;

/// <summary>
/// Whoever reads standard output has gone, as <c>kb … | head</c> does. There is no one left to tell, and nothing is wrong.
/// </summary>
internal sealed class OutputClosedException() : IOException("Standard output is closed.");

/// <summary>Standard output cannot be written: the disk that it goes to is full, or it was never open.</summary>
internal sealed class OutputFailedException(string reason)
    : IOException($"Standard output cannot be written: {reason}. Send it to another place.");

/// <summary>
/// A standard stream that tells when it cannot be written. The framework's passes over a reader that has gone, so that a command would work
/// on for nobody, without end where its input has none.
/// </summary>
internal sealed partial class StandardStream : Stream
{
    private const int Interrupted = 4; // EINTR
    private const int TryAgain = 11; // EAGAIN on Linux
    private const int BrokenPipe = 32; // EPIPE

    private readonly int _descriptor;
    private readonly bool _failsSilently;

    private StandardStream(int descriptor, bool failsSilently) => (_descriptor, _failsSilently) = (descriptor, failsSilently);

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Standard output of this process.</summary>
    public static Stream Output() =>
        OperatingSystem.IsWindows() ? Console.OpenStandardOutput() : new StandardStream(1, failsSilently: false);

    /// <summary>Standard error of this process. What cannot be written there can be told nowhere, and is lost.</summary>
    public static Stream Error() =>
        OperatingSystem.IsWindows() ? Console.OpenStandardError() : new StandardStream(2, failsSilently: true);

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var written = Write(_descriptor, buffer, buffer.Length);
            if (written >= 0)
            {
                buffer = buffer[(int)written..];
                continue;
            }

            var error = Marshal.GetLastPInvokeError();
            switch (error)
            {
                case Interrupted:
                    break;
                case TryAgain:
                    Thread.Sleep(1); // somebody else made the pipe one that doesn't wait
                    break;
                case var _ when _failsSilently:
                    return;
                case BrokenPipe:
                    throw new OutputClosedException();
                default:
                    throw new OutputFailedException(Marshal.GetPInvokeErrorMessage(error));
            }
        }
    }

    public override void Flush()
    {
        // Nothing is held back.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint Write(int descriptor, ReadOnlySpan<byte> buffer, nint count);
}
