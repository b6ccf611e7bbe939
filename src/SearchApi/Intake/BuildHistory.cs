namespace KnowledgeBase.SearchApi.Intake;

/// <summary>The last builds that this server knows of, the newest first.</summary>
internal sealed class BuildHistory
{
    private const int Most = 20;

    private readonly Lock _lock = new();
    private readonly LinkedList<BuildRecord> _records = new();

    /// <summary>The last ones.</summary>
    public IReadOnlyList<BuildRecord> Latest
    {
        get
        {
            lock (_lock)
            {
                return [.. _records];
            }
        }
    }

    /// <summary>Notes one.</summary>
    public void Add(BuildRecord record)
    {
        lock (_lock)
        {
            _records.AddFirst(record);
            if (_records.Count > Most)
            {
                _records.RemoveLast();
            }
        }
    }
}
