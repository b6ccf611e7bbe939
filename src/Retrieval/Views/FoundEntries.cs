namespace KnowledgeBase.Retrieval.Views;

/// <summary>What a view found, one entry for the versions of one stretch.</summary>
internal sealed class FoundEntries
{
    private readonly Dictionary<int, List<FoundEntry>> _others = [];

    /// <param name="found">All that was found.</param>
    /// <param name="copies">For each row that stands in several versions of a text, the first of them and its place among them.</param>
    public FoundEntries(List<FoundEntry> found, IReadOnlyDictionary<int, (int First, int Rank)>? copies)
    {
        if (copies is null || copies.Count == 0)
        {
            Listed = found;
            return;
        }

        Listed = new List<FoundEntry>(found.Count);
        var groups = new Dictionary<int, List<(FoundEntry Entry, int Rank)>>();
        foreach (var entry in found)
        {
            if (!copies.TryGetValue(entry.Row, out var copy))
            {
                Listed.Add(entry);
            }
            else if (groups.TryGetValue(copy.First, out var group))
            {
                group.Add((entry, copy.Rank));
            }
            else
            {
                groups.Add(copy.First, [(entry, copy.Rank)]);
            }
        }

        foreach (var group in groups.Values)
        {
            // Shown by the earliest material, where the best of them stands.
            group.Sort((a, b) => a.Rank.CompareTo(b.Rank));
            var shown = group[0].Entry with { Score = group.Max(g => g.Entry.Score) };
            Listed.Add(shown);
            if (group.Count > 1)
            {
                _others.Add(shown.Row, [.. group.Skip(1).Select(g => g.Entry)]);
            }
        }
    }

    /// <summary>The entries that are listed.</summary>
    public List<FoundEntry> Listed { get; }

    /// <summary>The entries that are folded into one that is listed, earliest first.</summary>
    public IReadOnlyList<FoundEntry> OthersOf(FoundEntry entry) => _others.GetValueOrDefault(entry.Row, []);
}
