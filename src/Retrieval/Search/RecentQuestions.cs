namespace KnowledgeBase.Retrieval.Search;

/// <summary>The questions that were asked last of one commit. For any number of threads.</summary>
/// <param name="most">How many are kept.</param>
internal sealed class RecentQuestions(int most)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Query, SearchMode Mode), PlannedQuestion> _known = [];
    private readonly Queue<(string Query, SearchMode Mode)> _order = [];

    /// <summary>Some of them, the last ones first.</summary>
    /// <param name="count">How many at most.</param>
    public IReadOnlyList<(string Query, SearchMode Mode)> Last(int count)
    {
        lock (_lock)
        {
            return [.. _order.Reverse().Take(count)];
        }
    }

    /// <summary>A question, made where it is not among the last.</summary>
    public PlannedQuestion Of(string query, SearchMode mode, Func<PlannedQuestion> make)
    {
        lock (_lock)
        {
            if (_known.TryGetValue((query, mode), out var known))
            {
                return known;
            }

            if (_order.Count == most)
            {
                _known.Remove(_order.Dequeue());
            }

            _order.Enqueue((query, mode));
            return _known[(query, mode)] = make();
        }
    }
}
