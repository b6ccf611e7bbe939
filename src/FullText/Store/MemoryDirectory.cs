using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace KnowledgeBase.FullText.Store;

/// <summary>An index in memory: for tests. Nothing in it outlives the object, so syncing does nothing.</summary>
internal sealed class MemoryDirectory : IndexDirectory
{
    private readonly ConcurrentDictionary<string, byte[]> _files = new(StringComparer.Ordinal);
    private string? _owner;

    public override string Location => "memory";

    public override IReadOnlyList<string> ListFiles() => [.. _files.Keys];

    public override Stream CreateFile(string name)
    {
        _files[name] = [];
        return new Output(this, name);
    }

    public override MappedFile OpenFile(string name) =>
        _files.TryGetValue(name, out var content)
            ? new Content(name, content)
            : throw new FileNotFoundException($"There is no file {name}.", name);

    public override void DeleteFile(string name) => _files.TryRemove(name, out _);

    public override void SyncFile(string name)
    {
    }

    public override void SyncDirectory()
    {
    }

    public override void Rename(string from, string to)
    {
        if (!_files.TryRemove(from, out var content))
        {
            throw new FileNotFoundException($"There is no file {from}.", from);
        }

        _files[to] = content;
    }

    public override IDisposable AcquireWriteLock(string owner)
    {
        var other = Interlocked.CompareExchange(ref _owner, owner, null);
        return other is null ? new Lock(this) : throw new IndexLockedException($"The index in memory is being written by {other}.");
    }

    /// <summary>The bytes of a file, for tests that damage it.</summary>
    internal byte[] Read(string name) => _files[name];

    internal void Write(string name, byte[] content) => _files[name] = content;

    private sealed class Lock(MemoryDirectory directory) : IDisposable
    {
        public void Dispose() => directory._owner = null;
    }

    private sealed class Output(MemoryDirectory directory, string name) : MemoryStream
    {
        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                directory._files[name] = ToArray();
            }

            base.Dispose(disposing);
        }
    }

    private sealed unsafe class Content : MappedFile
    {
        private GCHandle _handle;

        public Content(string name, byte[] content)
            : base(name, content.Length)
        {
            _handle = GCHandle.Alloc(content, GCHandleType.Pinned);
            Pointer = (byte*)_handle.AddrOfPinnedObject();
        }

        public override void Dispose()
        {
            if (_handle.IsAllocated)
            {
                Pointer = null;
                _handle.Free();
            }
        }
    }
}
