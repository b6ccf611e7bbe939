namespace KnowledgeBase.Retrieval.Engines;

/// <summary>
/// The one lock for writing an index, which is one of the operating system: it ends with the process that holds it, however that ends.
/// Beside it lies a note that says who that is, as far as one could be left.
/// </summary>
internal sealed class WriterLock : IDisposable
{
    /// <summary>The file that is locked; empty.</summary>
    public const string LockName = "write.lock";

    /// <summary>The file with the note.</summary>
    public const string NoteName = "write.owner";

    private const string NoteBegin = "writer: ";
    private const int LongestNote = 4096;

    private readonly FileStream _lock;
    private readonly FileInfo _note;

    private WriterLock(FileStream held, FileInfo note)
    {
        _lock = held;
        _note = note;
        OnNote(() =>
        {
            if (!note.Exists || IsNote(note))
            {
                File.WriteAllText(note.FullName, $"{NoteBegin}process {Environment.ProcessId} ({Environment.ProcessPath})");
            }

            return "";
        });
    }

    /// <summary>Takes the lock of a folder that is there.</summary>
    /// <exception cref="EngineException">Another process has it.</exception>
    public static WriterLock Take(string folder)
    {
        var note = new FileInfo(Path.Combine(folder, NoteName));
        try
        {
            var path = Path.Combine(folder, LockName);
            return new WriterLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0), note);
        }
        catch (IOException e) when (IsHeldByAnother(e))
        {
            var owner = OnNote(() => IsNote(note) && note.Length > 0 ? File.ReadAllText(note.FullName)[NoteBegin.Length..] : "");
            throw new EngineException(
                EngineFault.Locked,
                $"The index in {folder} is being written by {(owner.Length > 0 ? owner : "another process")}. "
                + "Wait for it to end, or stop it; then try again.",
                e);
        }
    }

    /// <summary>Whether a file is the lock or its note, and not somebody else's of the same name.</summary>
    public static bool IsOwn(FileInfo file) => file.Name switch
    {
        LockName => file.Length == 0,
        NoteName => IsNote(file),
        _ => false,
    };

    private static bool IsNote(FileInfo file)
    {
        if (!file.Exists || file.LinkTarget is not null || file.Length > LongestNote)
        {
            return false;
        }

        var text = File.ReadAllText(file.FullName);
        return text.Length == 0 || text.StartsWith(NoteBegin, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        OnNote(() =>
        {
            _note.Refresh();
            if (IsNote(_note))
            {
                _note.Delete();
            }

            return "";
        });
        _lock.Dispose();
    }

    /// <summary>
    /// A note that cannot be written, read or removed, on a full disk say, keeps nobody from writing; the next is told less.
    /// </summary>
    private static string OnNote(Func<string> act)
    {
        try
        {
            return act();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static bool IsHeldByAnother(IOException e)
    {
        const int SharingViolation = unchecked((int)0x80070020);
        const int WouldBlockLinux = 11;
        const int WouldBlockMac = 35;
        return e.HResult == (OperatingSystem.IsWindows() ? SharingViolation : OperatingSystem.IsMacOS() ? WouldBlockMac : WouldBlockLinux);
    }
}
