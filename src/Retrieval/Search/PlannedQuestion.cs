using KnowledgeBase.Retrieval.Engines;

namespace KnowledgeBase.Retrieval.Search;

/// <summary>
/// A question to one commit, with what is made of it when it is first needed and then kept: a page asks it of several views, and whoever
/// turns the page asks it again. For any number of threads; two that need something at once may both make it.
/// </summary>
internal sealed class PlannedQuestion(LibrarySnapshot snapshot, string query, SearchMode mode)
{
    private QueryPlan? _first;
    private QueryPlan? _whole;
    private volatile object? _finds;
    private WeakReference<EngineMatches>? _matches;

    /// <summary>The plan without what holds its words in different passages.</summary>
    public QueryPlan First => _first ??= snapshot.Plan(query, mode);

    /// <summary>The plan with it, where there is any; else <see cref="First"/> itself.</summary>
    public QueryPlan Whole(CancellationToken cancellationToken) =>
        _whole ??= SpreadSearch.Extended(snapshot, First, query, mode, cancellationToken) ?? First;

    /// <summary>Whether any passage matches the whole plan.</summary>
    public bool Finds(CancellationToken cancellationToken) =>
        (bool)(_finds ??= snapshot.Reader.Top(Whole(cancellationToken).Query, new ScoredMaterial[1], cancellationToken) > 0);

    /// <summary>All passages that match the whole plan. They are many, and are kept only until memory is wanted otherwise.</summary>
    public EngineMatches Matches(CancellationToken cancellationToken)
    {
        if (_matches is { } kept && kept.TryGetTarget(out var known))
        {
            return known;
        }

        var matches = snapshot.Reader.Matches(Whole(cancellationToken).Query, cancellationToken);
        _matches = new WeakReference<EngineMatches>(matches);
        return matches;
    }
}
