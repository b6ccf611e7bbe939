namespace KnowledgeBase.Access;

/// <summary>
/// The folder in which a library keeps what cannot be built again: keys and the audit log. It is its owner's alone, knows itself by a
/// marker, and lies outside of the index, which may be deleted, and of the corpus.
/// </summary>
public sealed class StateFolder
{
    private const string Marker = "kb-state";
    private const string LockFile = "state.lock";
    private const string CorporaLockFile = "corpora.lock";
    private const string Unfinished = ".part";
    private const int MostBytes = 1 << 20;
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerFile | UnixFileMode.UserExecute;
    private const UnixFileMode Others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.GroupWrite;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>A file that is replaced is copied before, which may take a while.</summary>
    private static readonly TimeSpan PatienceForFiles = TimeSpan.FromMinutes(1);

    /// <param name="path">The folder. It is made when something is first kept there.</param>
    public StateFolder(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Path = System.IO.Path.GetFullPath(path);
    }

    /// <summary>Full path of the folder.</summary>
    public string Path { get; }

    /// <summary>True when something has been kept there.</summary>
    /// <exception cref="AccessException">There is a folder with something else in it.</exception>
    public bool IsThere
    {
        get
        {
            if (File.Exists(At(Marker)))
            {
                return true;
            }

            if (File.Exists(Path) || (Directory.Exists(Path) && Directory.EnumerateFileSystemEntries(Path).Any()))
            {
                throw new AccessException(
                    $"{Path} is not a folder of state, and not empty. Nothing was changed. Name another with --state.");
            }

            return false;
        }
    }

    /// <summary>The folder that is meant when none is named: <c>state</c> beside that of the index.</summary>
    /// <param name="index">Folder of the index.</param>
    public static string Beside(string index)
    {
        var full = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(index));
        return System.IO.Path.Combine(System.IO.Path.GetDirectoryName(full) ?? full, "state");
    }

    /// <summary>Reads every file of a folder in this one, smallest name first; none when it is not there.</summary>
    /// <param name="folder">Name of the folder.</param>
    /// <exception cref="AccessException">One cannot be read, or others than its owner may.</exception>
    public IReadOnlyList<byte[]> ReadAll(string folder)
    {
        try
        {
            return Directory.Exists(At(folder))
                ? [.. Directory.EnumerateFiles(At(folder)).Where(f => !f.EndsWith(Unfinished, StringComparison.Ordinal))
                    .Order(StringComparer.Ordinal)
                    .Select(f => ReadWhole(System.IO.Path.Combine(folder, System.IO.Path.GetFileName(f)), MostBytes)).OfType<byte[]>()]
                : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unusable(e);
        }
    }

    /// <summary>Keeps a file in a folder in this one, whole and durably.</summary>
    /// <param name="folder">Name of the folder, which is made when it is not there.</param>
    /// <param name="name">Name of the file.</param>
    /// <param name="bytes">What it holds.</param>
    /// <exception cref="AccessException">It cannot be written.</exception>
    public void Keep(string folder, string name, ReadOnlySpan<byte> bytes)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Folder(folder);
        using var turn = Lock();
        WriteWhole(System.IO.Path.Combine(folder, name), bytes);
    }

    /// <summary>A folder in this one, for its owner alone, which is made when it is not there.</summary>
    /// <param name="folder">Its name.</param>
    /// <returns>Its full path.</returns>
    /// <exception cref="AccessException">It cannot be made.</exception>
    public string Folder(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        Prepare();
        using var turn = Lock();
        try
        {
            MakeFolder(At(folder));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unusable(e);
        }

        return At(folder);
    }

    /// <summary>Full path of a file in the folder.</summary>
    internal string At(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Makes the folder when it is not there.</summary>
    /// <exception cref="AccessException">There is a folder with something else in it, or it cannot be made.</exception>
    internal void Prepare()
    {
        if (IsThere)
        {
            return;
        }

        try
        {
            MakeFolder(Path);
            using (var file = Create(At(Marker)))
            {
                file.Write("Keys and audit log of a library of KnowledgeBase. This file makes the folder known to it.\n"u8);
                file.Flush(flushToDisk: true);
            }

            Durable.Names(Path);
        }
        catch (IOException) when (File.Exists(At(Marker)))
        {
            // Another process made it at the same moment.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unusable(e);
        }
    }

    /// <summary>Waits until no other process changes what is in the folder, and keeps others waiting until it is disposed.</summary>
    /// <exception cref="AccessException">Another one has held it for ten seconds, or it cannot be used.</exception>
    internal IDisposable Lock() => Lock(LockFile, Patience);

    /// <summary>
    /// Waits until no other process brings files into the corpora or takes them out, and keeps others waiting until it is disposed. Who
    /// has it may still write into this folder.
    /// </summary>
    /// <exception cref="AccessException">Another one has held it for a minute, or it cannot be used.</exception>
    public IDisposable LockCorpora()
    {
        Prepare();
        return Lock(CorporaLockFile, PatienceForFiles);
    }

    /// <summary>Whether a file of such a folder only keeps others waiting, and says nothing.</summary>
    /// <param name="name">Its name.</param>
    public static bool IsLock(string name) => name is LockFile or CorporaLockFile;

    private FileStream Lock(string file, TimeSpan patience)
    {
        for (var started = Environment.TickCount64; ; Thread.Sleep(10))
        {
            try
            {
                // An advisory lock of the operating system: it ends with the process that holds it, however that ends.
                return new FileStream(At(file), Options(FileMode.OpenOrCreate, FileShare.None));
            }
            catch (IOException e) when (e is not (DirectoryNotFoundException or PathTooLongException))
            {
                if (Environment.TickCount64 - started > patience.TotalMilliseconds)
                {
                    throw new AccessException(
                        $"Another program has been changing {Path} for {patience.TotalSeconds:0} seconds; try again later. ({e.Message})",
                        e);
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw Unusable(e);
            }
        }
    }

    /// <summary>Reads a file; null when it is not there.</summary>
    /// <exception cref="AccessException">It cannot be read, or others than its owner may.</exception>
    internal byte[]? ReadWhole(string name, int mostBytes)
    {
        try
        {
            using var file = OpenToRead(name);
            if (file is null)
            {
                return null;
            }

            if (file.Length > mostBytes)
            {
                throw new AccessException($"{At(name)} is too large to be what it should be ({file.Length} bytes).");
            }

            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return bytes;
        }
        catch (IOException e)
        {
            throw Unusable(e);
        }
    }

    /// <summary>Writes a file whole and durably, or not at all.</summary>
    /// <exception cref="AccessException">It cannot be written; what was there is there still.</exception>
    internal void WriteWhole(string name, ReadOnlySpan<byte> bytes)
    {
        try
        {
            // What lies under the other name is of a writer that was killed: only one writes at a time.
            using var file = UnfinishedFile.Write(
                At(name + Unfinished), At(name), bytes, Options(FileMode.CreateNew, FileShare.Read));
            file.Finish(overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unusable(e);
        }
    }

    /// <summary>Opens a file to go on with it; it is made when it is not there.</summary>
    /// <exception cref="AccessException">It cannot be written, or others than its owner may.</exception>
    internal FileStream OpenToAppend(string name)
    {
        try
        {
            var isNew = !File.Exists(At(name));
            CheckOwner(name);
            var file = new FileStream(At(name), Options(FileMode.OpenOrCreate, FileShare.Read));
            if (isNew)
            {
                Durable.Names(Path);
            }

            return file;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unusable(e);
        }
    }

    /// <summary>Opens a file to read it while others may go on with it; null when it is not there.</summary>
    /// <exception cref="AccessException">It cannot be read, or others than its owner may.</exception>
    internal FileStream? OpenToRead(string name)
    {
        try
        {
            CheckOwner(name);
            return new FileStream(At(name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unusable(e);
        }
    }

    /// <summary>What is said of a fault of the file system.</summary>
    internal AccessException Unusable(Exception cause) =>
        new($"The folder of state {Path} cannot be used: {cause.Message} Make it one that this user may write, or name another.", cause);

    private void CheckOwner(string name)
    {
        if (!OperatingSystem.IsWindows() && File.Exists(At(name)) && (File.GetUnixFileMode(At(name)) & Others) != UnixFileMode.None)
        {
            throw new AccessException(
                $"{At(name)} may be read or changed by others than its owner. Take that right away (chmod 600 {At(name)}), "
                + "find out who used it, and try again.");
        }
    }

    private static void MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path); // what may be read there is inherited from the folder above
        }
        else
        {
            Directory.CreateDirectory(path, OwnerFolder);
            File.SetUnixFileMode(path, OwnerFolder);
        }
    }

    private static FileStream Create(string path) => new(path, Options(FileMode.CreateNew, FileShare.Read));

    private static FileStreamOptions Options(FileMode mode, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = share };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerFile;
        }

        return options;
    }
}
