namespace KnowledgeBase.Indexer.Building;

/// <summary>
/// The parts of one file that are not in the index: the first ones by name, the others counted, so that a report stays readable.
/// </summary>
internal sealed class RefusedParts(string file)
{
    /// <summary>The most that are named.</summary>
    public const int MaxNamed = 20;

    private readonly List<SkippedFile> _named = [];
    private int _more;

    /// <summary>What the report says.</summary>
    public IReadOnlyList<SkippedFile> All =>
        _more == 0 ? [.. _named] : [.. _named, new SkippedFile(file, OthersRefused)];

    private string OthersRefused => $"{_more} more lines or parts of this file are refused as well; the first {MaxNamed} are named.";

    public void Add(SkippedFile part)
    {
        if (_named.Count < MaxNamed)
        {
            _named.Add(part);
        }
        else
        {
            _more++;
        }
    }
}
