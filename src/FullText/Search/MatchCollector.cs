using KnowledgeBase.FullText.Schema;

namespace KnowledgeBase.FullText.Search;

/// <summary>Gathers <see cref="PositionMatch"/>es.</summary>
internal sealed class MatchCollector
{
    private readonly List<PositionMatch> _matches = [];
    private Query? _query;
    private int _occurrence = -1;

    public IReadOnlyList<PositionMatch> Matches => _matches;

    /// <summary>Begins another place where a query stands.</summary>
    public void Begin(Query query)
    {
        _query = query;
        _occurrence++;
    }

    public void Add(IndexField field, ReadOnlyMemory<byte> term, int position) =>
        _matches.Add(new PositionMatch(_query!, _occurrence, field.Name, term, position));
}
