using KnowledgeBase.Retrieval.Queries;

namespace KnowledgeBase.Retrieval.Search;

/// <summary>Finds which filter it is that empties an answer: each is dropped alone, and what is found then is counted.</summary>
internal static class FilterHints
{
    /// <summary>The name of all parameters together.</summary>
    public const string All = "all";

    /// <summary>The name of a part of the question.</summary>
    public const string OfQuestion = "query";

    /// <summary>Parts of a question that are dropped at most.</summary>
    private const int MostParts = 5;

    /// <summary>What a request that finds nothing finds without each of its filters, those that leave most first.</summary>
    /// <param name="request">The request.</param>
    /// <param name="total">How much a request finds.</param>
    public static IReadOnlyList<FilterHint> Of(LibraryRequest request, Func<LibraryRequest, int> total)
    {
        if (request.IsHint)
        {
            return [];
        }

        var asked = request with { IsHint = true };
        List<FilterHint> hints =
        [
            .. asked.Filters().Where(f => f.Values.Count > 0)
                .Select(f => new FilterHint(f.Filter, f.Name, f.Values, total(f.Without), f.Without)),
        ];
        if (hints.Count > 1 && hints.TrueForAll(h => h.Total == 0))
        {
            var bare = hints.Aggregate(asked, (left, hint) => left.Filters().Single(f => f.Filter == hint.Filter).Without);
            hints.Add(new FilterHint(All, "全部筛选", [.. hints.SelectMany(h => h.Values)], total(bare), bare));
        }

        if (request.Mode is not (SearchMode.Phrase or SearchMode.Literal))
        {
            hints.AddRange(QueryParts.Of(request.Query)
                .Where(part => part.Kind == QueryPartKind.Filter && !part.Negated)
                .Take(MostParts)
                .Select(part => (part, Without: asked with { Query = part.Without }))
                .Select(p => new FilterHint(OfQuestion, p.part.Name!, [p.part.Text], total(p.Without), p.Without)));
        }

        return [.. hints.OrderByDescending(h => h.Total).Select(h => h with { Without = h.Without with { IsHint = false } })];
    }
}
