namespace KnowledgeBase.FullText.Store;

/// <summary>
/// Where the files of an index live. Files are written once, from front to back, and never changed; only renaming replaces one.
/// Two implementations: the file system, and memory (for tests, which also wrap either to make operations fail).
/// </summary>
internal abstract class IndexDirectory
{
    /// <summary>For error texts.</summary>
    public abstract string Location { get; }

    /// <summary>The names of all files, in no order.</summary>
    public abstract IReadOnlyList<string> ListFiles();

    /// <summary>Opens a new file for writing; one of that name is replaced. The stream need not be seekable.</summary>
    public abstract Stream CreateFile(string name);

    /// <summary>Opens a file for reading, whole.</summary>
    /// <exception cref="FileNotFoundException">There is none of that name.</exception>
    public abstract MappedFile OpenFile(string name);

    /// <summary>Opens a file that a commit lists for reading, whole.</summary>
    /// <exception cref="IndexCorruptException">It is not there.</exception>
    public MappedFile OpenFile(FileEntry entry)
    {
        try
        {
            return OpenFile(entry.Name);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw IndexCorruptException.Missing(Location, entry.Name, e);
        }
    }

    /// <summary>Removes a file. Those who have it open keep reading.</summary>
    public abstract void DeleteFile(string name);

    /// <summary>Returns when the file's content would survive a loss of power.</summary>
    public abstract void SyncFile(string name);

    /// <summary>Returns when the folder's list of names would survive a loss of power.</summary>
    public abstract void SyncDirectory();

    /// <summary>Renames a file, replacing one of the new name atomically.</summary>
    public abstract void Rename(string from, string to);

    /// <summary>Takes the one lock for writing; disposing gives it back.</summary>
    /// <param name="owner">Who takes it: what the next in line is told.</param>
    /// <exception cref="IndexLockedException">Somebody has it.</exception>
    public abstract IDisposable AcquireWriteLock(string owner);
}

/// <summary>A file in memory, or mapped into it. Stays valid until disposed, even when the file is deleted meanwhile.</summary>
internal abstract unsafe class MappedFile : IDisposable
{
    protected MappedFile(string name, long length)
    {
        Name = name;
        Length = length;
    }

    public string Name { get; }

    public long Length { get; }

    /// <summary>The first byte.</summary>
    public byte* Pointer { get; protected set; }

    public abstract void Dispose();
}
