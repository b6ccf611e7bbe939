using KnowledgeBase.FullText.Store;

namespace KnowledgeBase.FullText.Tests.Durability;

/// <summary>
/// A store in memory that knows what would be left if the power failed now: of a file what it held when it was last synced, of
/// the names those that were there when the folder was last synced, and of everything else whatever the disk happens to have
/// written already.
/// </summary>
internal sealed class PowerLossDirectory : IndexDirectory
{
    private readonly Lock _sync = new();
    private readonly Dictionary<string, Node> _names = new(StringComparer.Ordinal);
    private Dictionary<string, Node> _syncedNames = new(StringComparer.Ordinal);
    private bool _locked;

    /// <summary>Called before each operation that changes something.</summary>
    public Action? BeforeChange { get; set; }

    public override string Location => "memory";

    public override IReadOnlyList<string> ListFiles()
    {
        lock (_sync)
        {
            return [.. _names.Keys];
        }
    }

    public override Stream CreateFile(string name)
    {
        BeforeChange?.Invoke();
        var node = new Node();
        lock (_sync)
        {
            _names[name] = node;
        }

        return new Output(this, node);
    }

    public override MappedFile OpenFile(string name)
    {
        var memory = new MemoryDirectory();
        lock (_sync)
        {
            if (_names.TryGetValue(name, out var node))
            {
                memory.Write(name, node.Content);
            }
        }

        return memory.OpenFile(name);
    }

    public override void DeleteFile(string name)
    {
        BeforeChange?.Invoke();
        lock (_sync)
        {
            _names.Remove(name);
        }
    }

    public override void SyncFile(string name)
    {
        BeforeChange?.Invoke();
        lock (_sync)
        {
            _names[name].Synced = _names[name].Content;
        }
    }

    public override void SyncDirectory()
    {
        BeforeChange?.Invoke();
        lock (_sync)
        {
            _syncedNames = new Dictionary<string, Node>(_names, StringComparer.Ordinal);
        }
    }

    public override void Rename(string from, string to)
    {
        BeforeChange?.Invoke();
        lock (_sync)
        {
            _names.Remove(from, out var node);
            _names[to] = node!;
        }
    }

    public override IDisposable AcquireWriteLock(string owner)
    {
        Assert.False(_locked);
        _locked = true;
        return new Release(this);
    }

    /// <summary>What a computer finds that starts again.</summary>
    /// <param name="chance">
    /// Decides for each name that was changed and not synced whether the change has reached the disk, and what of the content.
    /// </param>
    public MemoryDirectory AfterPowerLoss(Func<string, bool> chance)
    {
        var left = new MemoryDirectory();
        lock (_sync)
        {
            foreach (var name in _names.Keys.Union(_syncedNames.Keys).Order(StringComparer.Ordinal))
            {
                var before = _syncedNames.GetValueOrDefault(name);
                var now = _names.GetValueOrDefault(name);
                if ((before != now && chance(name) ? now : before) is { } node)
                {
                    left.Write(name, node.Synced ?? Unsynced(node.Content, chance(name)));
                }
            }
        }

        return left;
    }

    // Either nothing has been written yet, or the length is right and half of the content is not.
    private static byte[] Unsynced(byte[] content, bool partly) =>
        partly ? [.. content[..(content.Length / 2)], .. new byte[content.Length - (content.Length / 2)]] : [];

    private sealed class Node
    {
        public byte[] Content { get; set; } = [];

        public byte[]? Synced { get; set; }
    }

    private sealed class Release(PowerLossDirectory directory) : IDisposable
    {
        public void Dispose() => directory._locked = false;
    }

    private sealed class Output(PowerLossDirectory directory, Node node) : MemoryStream
    {
        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                directory.BeforeChange?.Invoke();
                node.Content = ToArray();
            }

            base.Dispose(disposing);
        }
    }
}
