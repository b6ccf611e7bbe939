using KnowledgeBase.Retrieval.Queries;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.Suggestions;
using KnowledgeBase.Retrieval.Views;

namespace KnowledgeBase.Retrieval.Contract;

/// <summary>Formulations that stand in passages that match, as JSON.</summary>
/// <param name="Total">Number of formulations to page through.</param>
/// <param name="Materials">Number of materials with passages that match.</param>
/// <param name="Page">Page, from 1.</param>
/// <param name="Size">Formulations per page.</param>
/// <param name="Hits">The formulations of this page, those of most passages first.</param>
/// <param name="Facets">Counts of materials by <c>theme</c>, <c>genre</c>, <c>year</c>, <c>tier</c>, <c>sector</c>, <c>region</c> and
/// <c>unit</c>, the last two at most 50 each.</param>
/// <param name="Warnings">What was odd in the question.</param>
/// <param name="TookMilliseconds">Time of the search.</param>
/// <param name="Understood">The question as it was understood, part by part, each with the question without it.</param>
/// <param name="DidYouMean">Slips in the question with what was probably meant; on the first page.</param>
/// <param name="WithoutFilters">Where nothing was found: what is found without each of the filters, those that leave most first.</param>
public sealed record WordingsResult(
    int Total,
    int Materials,
    int Page,
    int Size,
    IReadOnlyList<WordingEntry> Hits,
    IReadOnlyDictionary<string, IReadOnlyList<FacetValue>> Facets,
    IReadOnlyList<string> Warnings,
    double TookMilliseconds,
    IReadOnlyList<QueryPart> Understood,
    IReadOnlyList<DidYouMean> DidYouMean,
    IReadOnlyList<WithoutFilter> WithoutFilters)
{
    /// <summary>A page of formulations as JSON says it.</summary>
    public static WordingsResult From(WordingsFound found, ViewRequest request)
    {
        ArgumentNullException.ThrowIfNull(found);
        ArgumentNullException.ThrowIfNull(request);
        return new(
            found.Total,
            found.Materials,
            request.Page,
            request.Size,
            found.Entries,
            found.Facets.ToDictionary(f => f.Field, f => f.Values, StringComparer.Ordinal),
            found.Warnings,
            Math.Round(found.Took.TotalMilliseconds, 3),
            found.Understood,
            found.DidYouMean,
            WithoutFilter.Of(found.WithoutFilters));
    }
}
