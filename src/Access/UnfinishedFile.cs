namespace KnowledgeBase.Access;

/// <summary>
/// A file that comes into its place whole and durably, or not at all: it is written under another name first, made durable, and renamed.
/// </summary>
public sealed class UnfinishedFile : IDisposable
{
    private readonly string _unfinished;
    private readonly string _path;
    private bool _isFinished;

    private UnfinishedFile(string unfinished, string path) => (_unfinished, _path) = (unfinished, path);

    /// <summary>Writes a file under its other name, durably. It has no place yet.</summary>
    /// <param name="unfinished">The other name, a full path on the same disk. What lies there, of a writer that was killed, goes.</param>
    /// <param name="path">Full path of its place.</param>
    /// <param name="bytes">What it holds.</param>
    /// <param name="options">How it is made; as files are made usually when null.</param>
    /// <exception cref="IOException">It cannot be written, and is not there then.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be written, and is not there then.</exception>
    public static UnfinishedFile Write(string unfinished, string path, ReadOnlySpan<byte> bytes, FileStreamOptions? options = null)
    {
        File.Delete(unfinished);
        var written = new UnfinishedFile(unfinished, path);
        try
        {
            using var file = new FileStream(
                unfinished, options ?? new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write });
            file.Write(bytes);
            file.Flush(flushToDisk: true);
            return written;
        }
        catch
        {
            written.Dispose();
            throw;
        }
    }

    /// <summary>Gives the file its place: when this returns, it outlives a power cut.</summary>
    /// <param name="overwrite">Whether it takes the place of another one.</param>
    /// <exception cref="IOException">It cannot be put there, or another one is.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be put there.</exception>
    public void Finish(bool overwrite)
    {
        File.Move(_unfinished, _path, overwrite);
        _isFinished = true;
        Durable.Names(Path.GetDirectoryName(_path)!);
    }

    /// <summary>Takes away what has no place.</summary>
    public void Dispose()
    {
        if (!_isFinished)
        {
            File.Delete(_unfinished);
        }
    }
}
