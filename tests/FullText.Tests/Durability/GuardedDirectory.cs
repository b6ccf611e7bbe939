using System.Runtime.InteropServices;
using KnowledgeBase.FullText.Store;

namespace KnowledgeBase.FullText.Tests.Durability;

/// <summary>
/// A store in memory whose files end where a page ends that may not be read (on Linux): who reads a byte too many does not get a
/// zero from the rest of the page, as from a mapped file, but ends the process.
/// </summary>
internal sealed unsafe partial class GuardedDirectory : IndexDirectory, IDisposable
{
    private readonly Dictionary<string, Page> _files = new(StringComparer.Ordinal);

    public GuardedDirectory(MemoryDirectory source)
    {
        foreach (var name in source.ListFiles())
        {
            Write(name, source.Read(name));
        }
    }

    public override string Location => "memory";

    public void Write(string name, byte[] content)
    {
        if (_files.Remove(name, out var before))
        {
            before.Free();
        }

        _files.Add(name, new Page(content));
    }

    /// <summary>The bytes of a file, to be changed in place while nobody reads.</summary>
    public Span<byte> BytesOf(string name) => new(_files[name].Start, _files[name].Length);

    public void Dispose()
    {
        foreach (var page in _files.Values)
        {
            page.Free();
        }

        _files.Clear();
    }

    public override IReadOnlyList<string> ListFiles() => [.. _files.Keys];

    public override MappedFile OpenFile(string name) =>
        _files.TryGetValue(name, out var page) ? new View(name, page) : throw new FileNotFoundException($"There is no file {name}.", name);

    public override void DeleteFile(string name)
    {
        if (_files.Remove(name, out var page))
        {
            page.Free();
        }
    }

    public override Stream CreateFile(string name) => throw new NotSupportedException();

    public override void SyncFile(string name) => throw new NotSupportedException();

    public override void SyncDirectory() => throw new NotSupportedException();

    public override void Rename(string from, string to) => throw new NotSupportedException();

    public override IDisposable AcquireWriteLock(string owner) => throw new NotSupportedException();

    private sealed class Page
    {
        private readonly byte* _mapping;
        private readonly nuint _mapped;

        public Page(byte[] content)
        {
            var page = (nuint)Environment.SystemPageSize;
            Length = content.Length;
            if (OperatingSystem.IsLinux())
            {
                const int ReadWrite = 3;
                const int PrivateAnonymous = 0x22;
                var used = ((nuint)content.Length + page - 1) / page * page;
                _mapped = used + page;
                _mapping = Libc.Map(null, _mapped, ReadWrite, PrivateAnonymous, -1, 0);
                Assert.True((nint)_mapping != -1);
                Assert.Equal(0, Libc.Protect(_mapping + used, page, 0));
                Start = _mapping + used - content.Length;
            }
            else
            {
                _mapping = (byte*)NativeMemory.Alloc((nuint)content.Length + 1);
                Start = _mapping;
            }

            content.CopyTo(new Span<byte>(Start, Length));
        }

        public byte* Start { get; }

        public int Length { get; }

        public void Free()
        {
            if (OperatingSystem.IsLinux())
            {
                Assert.Equal(0, Libc.Unmap(_mapping, _mapped));
            }
            else
            {
                NativeMemory.Free(_mapping);
            }
        }
    }

    private sealed class View : MappedFile
    {
        public View(string name, Page page)
            : base(name, page.Length) => Pointer = page.Start;

        public override void Dispose() => Pointer = null;
    }

    private static partial class Libc
    {
        [LibraryImport("libc", EntryPoint = "mmap")]
        public static partial byte* Map(void* address, nuint length, int protection, int flags, int file, nint offset);

        [LibraryImport("libc", EntryPoint = "mprotect")]
        public static partial int Protect(void* address, nuint length, int protection);

        [LibraryImport("libc", EntryPoint = "munmap")]
        public static partial int Unmap(void* address, nuint length);
    }
}
