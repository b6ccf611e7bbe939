using KnowledgeBase.SearchApi.Hosting;

namespace KnowledgeBase.SearchApi.Intake;

/// <summary>The last builds that this server knows of, the newest first.</summary>
/// <param name="figures">Counts them.</param>
public sealed class BuildHistory(ServerFigures figures)
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
    internal void Add(BuildRecord record)
    {
        figures.CountBuild(record.Cause == BuildCause.Watch ? "watch" : "intake", record.Problem is null, record.Seconds);
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
