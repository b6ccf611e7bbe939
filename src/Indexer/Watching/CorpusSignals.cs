namespace KnowledgeBase.Indexer.Watching;

/// <summary>
/// Tells that something has happened in the folders of a corpus, as soon as the system says so. It says too much (every write of a long
/// copy) and, on shares of a network and when very much happens at once, too little: whoever listens looks for himself from time to time.
/// </summary>
internal sealed class CorpusSignals : IDisposable
{
    private readonly List<FileSystemWatcher> _watchers = [];
    private readonly SemaphoreSlim _happened = new(0, 1);
    private readonly Lock _lock = new();

    /// <param name="roots">Folders and files of the corpora.</param>
    /// <param name="say">Is told where the system says nothing of what happens.</param>
    public CorpusSignals(IEnumerable<string> roots, Action<string> say)
    {
        foreach (var root in roots.Select(Path.GetFullPath))
        {
            try
            {
                Watch(root);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
            {
                say($"changes of {root} are not told by the system ({e.Message}); it is looked through from time to time.");
            }
        }
    }

    /// <summary>Waits until something happens, or the time is over.</summary>
    /// <returns>True when something happened.</returns>
    public Task<bool> WaitAsync(TimeSpan longest, CancellationToken cancellation) => _happened.WaitAsync(longest, cancellation);

    public void Dispose()
    {
        _watchers.ForEach(w => w.Dispose());
        _happened.Dispose();
    }

    private void Watch(string root)
    {
        var isFolder = Directory.Exists(root);
        var watcher = new FileSystemWatcher(isFolder ? root : Path.GetDirectoryName(root)!)
        {
            IncludeSubdirectories = isFolder,
            NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size
                | NotifyFilters.CreationTime | NotifyFilters.Security,
        };
        if (!isFolder)
        {
            watcher.Filter = Path.GetFileName(root);
        }

        watcher.Changed += (_, _) => Tell();
        watcher.Created += (_, _) => Tell();
        watcher.Deleted += (_, _) => Tell();
        watcher.Renamed += (_, _) => Tell();
        watcher.Error += (_, _) => Tell(); // more happened than could be told
        _watchers.Add(watcher);
        watcher.EnableRaisingEvents = true;
    }

    private void Tell()
    {
        lock (_lock)
        {
            if (_happened.CurrentCount == 0)
            {
                _happened.Release();
            }
        }
    }
}
