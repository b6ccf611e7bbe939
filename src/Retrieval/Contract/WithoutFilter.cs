using KnowledgeBase.Retrieval.Search;

namespace KnowledgeBase.Retrieval.Contract;

/// <summary>What a question that finds nothing finds without one of its filters.</summary>
/// <param name="Filter">The parameter that is dropped; <c>query</c> for a part of the question, <c>all</c> for all parameters together,
/// which is told where none alone helps.</param>
/// <param name="Name">What people call it: 文种, 年份.</param>
/// <param name="Values">Its values.</param>
/// <param name="Total">What is found without it: materials, or entries of the view.</param>
/// <param name="Query">The question then; another one only where a part of it was dropped.</param>
public sealed record WithoutFilter(string Filter, string Name, IReadOnlyList<string> Values, int Total, string Query)
{
    internal static IReadOnlyList<WithoutFilter> Of(IReadOnlyList<FilterHint> hints) =>
        [.. hints.Select(h => new WithoutFilter(h.Filter, h.Name, h.Values, h.Total, h.Without.Query))];
}
