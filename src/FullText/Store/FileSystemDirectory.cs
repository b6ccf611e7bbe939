using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;

namespace KnowledgeBase.FullText.Store;

/// <summary>An index folder on the file system. Made when the first file is written.</summary>
/// <param name="path">The folder.</param>
/// <param name="heldInMemory">Bytes of files that may be read into memory at a time; files beyond are mapped.</param>
internal sealed partial class FileSystemDirectory(string path, long heldInMemory = 0) : IndexDirectory
{
    private const string LockFile = "write.lock";
    private const string OwnerFile = "write.owner";
    private const string OwnerPrefix = "writer: ";

    private readonly string _path = Path.GetFullPath(path);
    private long _room = heldInMemory;

    public override string Location => _path;

    /// <summary>Whether a file is the lock of writers, or the note that names one.</summary>
    public static bool IsLockOrNote(string path) => Path.GetFileName(path) switch
    {
        LockFile => new FileInfo(path).Length == 0,
        OwnerFile => new FileInfo(path).Length < 4096 && IsOwnerNote(File.ReadAllText(path)),
        _ => false,
    };

    public override IReadOnlyList<string> ListFiles() =>
        Directory.Exists(_path)
            ? [.. Directory.EnumerateFiles(_path).Select(f => Path.GetFileName(f)).Where(f => f is not (LockFile or OwnerFile))]
            : [];

    public override Stream CreateFile(string name)
    {
        Directory.CreateDirectory(_path);
        return new FileStream(Full(name), FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
    }

    public override MappedFile OpenFile(string name)
    {
        // The length is asked of the open file: the name may be given to another file at any moment.
        var stream = new FileStream(Full(name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        long length;
        try
        {
            length = stream.Length;
        }
        catch
        {
            stream.Dispose();
            throw;
        }

        if (Interlocked.Add(ref _room, -length) >= 0)
        {
            return new HeldFile(name, stream, length, () => Interlocked.Add(ref _room, length));
        }

        Interlocked.Add(ref _room, length);
        return new FileMapping(name, stream);
    }

    public override void DeleteFile(string name) => File.Delete(Full(name));

    public override void SyncFile(string name)
    {
        using var stream = new FileStream(Full(name), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
        stream.Flush(flushToDisk: true);
    }

    public override void SyncDirectory()
    {
        // .NET has no call for it. On Windows the file system journals names by itself.
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var handle = Libc.Open(_path, Libc.ReadOnly);
        if (handle < 0)
        {
            throw new IOException($"Cannot open the folder {_path} to make it durable: {Marshal.GetLastPInvokeErrorMessage()}.");
        }

        try
        {
            if (Libc.FSync(handle) != 0)
            {
                throw new IOException($"Cannot make the folder {_path} durable: {Marshal.GetLastPInvokeErrorMessage()}.");
            }
        }
        finally
        {
            _ = Libc.Close(handle);
        }
    }

    public override void Rename(string from, string to) => File.Move(Full(from), Full(to), overwrite: true);

    public override IDisposable AcquireWriteLock(string owner)
    {
        Directory.CreateDirectory(_path);
        FileStream stream;
        try
        {
            // An advisory lock of the operating system: it ends with the process that holds it, however that ends.
            stream = new FileStream(Full(LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (IOException e) when (IsHeldByAnother(e))
        {
            throw new IndexLockedException(
                $"The index in {_path} is being written by {CurrentOwner()}. Wait for it to end, or stop it; then try again.", e);
        }

        return new WriteLock(stream, NoteOwner(owner) ? Full(OwnerFile) : null);
    }

    /// <summary>
    /// Leaves a note for others. A disk filled up by the files of a killed writer must not keep out the next, which removes them.
    /// </summary>
    /// <returns>
    /// Whether the note, as far as there is one, is ours to remove: one that could not be written was begun all the same.
    /// </returns>
    private bool NoteOwner(string owner)
    {
        try
        {
            if (File.Exists(Full(OwnerFile)) && !IsOwnerNote(File.ReadAllText(Full(OwnerFile))))
            {
                return false; // somebody else's
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }

        try
        {
            File.WriteAllText(Full(OwnerFile), OwnerPrefix + owner);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Then the next in line is told less.
        }

        return true;
    }

    /// <summary>Programs before this one left their notes without a word in front, and in the folder.</summary>
    private static bool IsOwnerNote(string text) =>
        text.Length == 0 || text.StartsWith(OwnerPrefix, StringComparison.Ordinal) || text.StartsWith("process ", StringComparison.Ordinal);

    /// <summary>Whether the lock file could not be opened because it is locked, and not because the disk is full, say.</summary>
    private static bool IsHeldByAnother(IOException e)
    {
        const int SharingViolation = unchecked((int)0x80070020);
        const int WouldBlockLinux = 11;
        const int WouldBlockMac = 35;
        return e.HResult == (OperatingSystem.IsWindows() ? SharingViolation : OperatingSystem.IsMacOS() ? WouldBlockMac : WouldBlockLinux);
    }

    private string CurrentOwner()
    {
        try
        {
            // The owner writes the file when it takes the lock.
            if (File.ReadAllText(Full(OwnerFile)) is not { Length: > 0 } note || !IsOwnerNote(note))
            {
                return "another process";
            }

            var owner = note.StartsWith(OwnerPrefix, StringComparison.Ordinal) ? note[OwnerPrefix.Length..] : note;
            return $"{owner} since {File.GetLastWriteTimeUtc(Full(OwnerFile)):yyyy-MM-dd HH:mm:ss} UTC";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "another process";
        }
    }

    private string Full(string name) => Path.Combine(_path, name);

    /// <summary>The lock of the one writer, and its note, which goes with it.</summary>
    private sealed class WriteLock(FileStream stream, string? note) : IDisposable
    {
        public void Dispose()
        {
            try
            {
                if (note is not null)
                {
                    File.Delete(note);
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // The next writer writes over it.
            }

            stream.Dispose();
        }
    }

    private static partial class Libc
    {
        public const int ReadOnly = 0;

        [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
        public static partial int Open(string path, int flags);

        [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
        public static partial int FSync(int handle);

        [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
        public static partial int Close(int handle);
    }

    private sealed unsafe class FileMapping : MappedFile
    {
        private readonly MemoryMappedFile? _file;
        private readonly MemoryMappedViewAccessor? _view;
        private bool _disposed;

        public FileMapping(string name, FileStream stream)
            : base(name, stream.Length)
        {
            if (Length == 0)
            {
                stream.Dispose();
                return; // nothing to map; whoever reads it finds the file too short
            }

            try
            {
                _file = MemoryMappedFile.CreateFromFile(
                    stream, mapName: null, capacity: 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
                _view = _file.CreateViewAccessor(0, Length, MemoryMappedFileAccess.Read);
                byte* pointer = null;
                _view.SafeMemoryMappedViewHandle.AcquirePointer(ref pointer);
                Pointer = pointer + _view.PointerOffset;
            }
            catch
            {
                _view?.Dispose();
                _file?.Dispose();
                stream.Dispose();
                throw;
            }
        }

        public override void Dispose()
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            Pointer = null;
            if (_view is not null)
            {
                _view.SafeMemoryMappedViewHandle.ReleasePointer();
                _view.Dispose();
            }

            _file?.Dispose();
        }
    }

    /// <summary>A file in memory that belongs to nobody else, outside of what the garbage collector moves or counts.</summary>
    private sealed unsafe class HeldFile : MappedFile
    {
        private const int Alignment = 64;

        private readonly Action _released;
        private bool _disposed;

        /// <param name="name">Its name.</param>
        /// <param name="stream">The file; closed when it has been read.</param>
        /// <param name="length">Its length.</param>
        /// <param name="released">Called once, when the memory has been given back or could not be taken.</param>
        public HeldFile(string name, FileStream stream, long length, Action released)
            : base(name, length)
        {
            _released = released;
            try
            {
                using (stream)
                {
                    Pointer = (byte*)NativeMemory.AlignedAlloc((nuint)Math.Max(1, length), Alignment);
                    Fill(stream);
                }
            }
            catch
            {
                Dispose();
                throw;
            }
        }

        public override void Dispose()
        {
            if (!_disposed)
            {
                _disposed = true;
                NativeMemory.AlignedFree(Pointer);
                Pointer = null;
                _released();
            }
        }

        private void Fill(FileStream stream)
        {
            const int Piece = 1 << 20;
            for (long at = 0; at < Length;)
            {
                var read = stream.Read(new Span<byte>(Pointer + at, (int)Math.Min(Piece, Length - at)));
                if (read == 0)
                {
                    throw new IndexCorruptException(Name, at, $"the file ended here while it was read; it was {Length} bytes long");
                }

                at += read;
            }
        }
    }
}
