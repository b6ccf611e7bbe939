namespace KnowledgeBase.Retrieval.Search;

/// <summary>When each material first came into the library: kept when it is changed later, and when the index is built anew.</summary>
internal sealed class LibraryArrivals
{
    private readonly Dictionary<string, long> _seconds;
    private readonly (string Id, long Seconds)[] _newest;

    /// <param name="seconds">Seconds of Unix time, by the id of the material.</param>
    public LibraryArrivals(Dictionary<string, long> seconds)
    {
        _seconds = seconds;
        _newest = [.. seconds.OrderByDescending(s => s.Value).ThenBy(s => s.Key, StringComparer.Ordinal).Select(s => (s.Key, s.Value))];
    }

    /// <summary>When a material came; null where that is not known.</summary>
    public DateTimeOffset? Of(string material) =>
        _seconds.TryGetValue(material, out var seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    /// <summary>The materials that came at a time or after it, the newest first, ties by id.</summary>
    public IEnumerable<string> Since(DateTimeOffset time)
    {
        var seconds = time.ToUnixTimeSeconds() + (time.Ticks % TimeSpan.TicksPerSecond == 0 ? 0 : 1);
        return _newest.TakeWhile(a => a.Seconds >= seconds).Select(a => a.Id);
    }

    /// <summary>All materials of which it is known, the newest first, ties by id.</summary>
    public IEnumerable<string> Newest => _newest.Select(a => a.Id);

    /// <summary>True when every material came at that time or after it.</summary>
    public bool AllCameSince(DateTimeOffset time) =>
        _newest.Length > 0 && DateTimeOffset.FromUnixTimeSeconds(_newest[^1].Seconds) >= time;
}
