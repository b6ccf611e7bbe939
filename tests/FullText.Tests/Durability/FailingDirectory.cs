using System.Collections.Concurrent;
using KnowledgeBase.FullText.Store;

namespace KnowledgeBase.FullText.Tests.Durability;

/// <summary>How an operation fails.</summary>
internal enum Failure
{
    /// <summary>It does nothing but throw.</summary>
    Refused,

    /// <summary>Of what is to be written half arrives; other operations do nothing.</summary>
    ShortWrite,

    /// <summary>As <see cref="Refused"/>, and so does every later operation that changes something: the disk is full, or gone.</summary>
    FromThenOn,
}

/// <summary>
/// Another store, each operation of which counts, and the n-th of which fails. Does not wait for the disk (a sync is only
/// counted), and knows what is open.
/// </summary>
internal sealed class FailingDirectory(IndexDirectory inner) : IndexDirectory
{
    private int _operations;
    private int _openFiles;
    private int _openStreams;

    public int Operations => _operations;

    /// <summary>Files that somebody has open for reading.</summary>
    public int OpenFiles => _openFiles;

    /// <summary>Files that somebody has open for writing.</summary>
    public int OpenStreams => _openStreams;

    /// <summary>The operation that is to fail, from 1; 0: none.</summary>
    public int FailAt { get; init; }

    public Failure Failure { get; init; }

    /// <summary>What failed: the operation, its file (none if it was about the folder) and what was said.</summary>
    public ConcurrentQueue<(string Operation, string File, string Message)> Failures { get; } = [];

    public override string Location => inner.Location;

    public override IReadOnlyList<string> ListFiles()
    {
        Step("list", "", changes: false);
        return inner.ListFiles();
    }

    public override Stream CreateFile(string name)
    {
        Step("create", name, changes: true);
        return new Output(this, name, inner.CreateFile(name));
    }

    public override MappedFile OpenFile(string name)
    {
        Step("open", name, changes: false);
        return new Input(this, inner.OpenFile(name));
    }

    public override void DeleteFile(string name)
    {
        Step("delete", name, changes: true);
        inner.DeleteFile(name);
    }

    public override void SyncFile(string name) => Step("sync", name, changes: true);

    public override void SyncDirectory() => Step("sync", "", changes: true);

    public override void Rename(string from, string to)
    {
        Step("rename", from, changes: true);
        inner.Rename(from, to);
    }

    public override IDisposable AcquireWriteLock(string owner)
    {
        Step("lock", "", changes: true);
        return inner.AcquireWriteLock(owner);
    }

    private void Step(string operation, string file, bool changes)
    {
        var number = Interlocked.Increment(ref _operations);
        if (FailAt == 0 || number < FailAt || (number > FailAt && (Failure != Failure.FromThenOn || !changes)))
        {
            return;
        }

        var message = $"Cannot {operation} '{Location}/{file}': the disk refuses.";
        Failures.Enqueue((operation, file, message));
        throw new IOException(message);
    }

    private sealed class Output : Stream
    {
        private readonly FailingDirectory _directory;
        private readonly string _name;
        private readonly Stream _stream;
        private bool _disposed;

        public Output(FailingDirectory directory, string name, Stream stream)
        {
            _directory = directory;
            _name = name;
            _stream = stream;
            Interlocked.Increment(ref directory._openStreams);
        }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            try
            {
                _directory.Step("write", _name, changes: true);
            }
            catch (IOException) when (_directory.Failure == Failure.ShortWrite)
            {
                _stream.Write(buffer[..(buffer.Length / 2)]);
                throw;
            }

            _stream.Write(buffer);
        }

        public override void Flush() => _stream.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing && !_disposed)
            {
                _disposed = true;
                _stream.Dispose();
                Interlocked.Decrement(ref _directory._openStreams);
            }

            base.Dispose(disposing);
        }
    }

    private sealed unsafe class Input : MappedFile
    {
        private readonly FailingDirectory _directory;
        private readonly MappedFile _file;
        private int _disposed;

        public Input(FailingDirectory directory, MappedFile file)
            : base(file.Name, file.Length)
        {
            _directory = directory;
            _file = file;
            Pointer = file.Pointer;
            Interlocked.Increment(ref directory._openFiles);
        }

        public override void Dispose()
        {
            if (Interlocked.Exchange(ref _disposed, 1) == 0)
            {
                Pointer = null;
                _file.Dispose();
                Interlocked.Decrement(ref _directory._openFiles);
            }
        }
    }
}
