using KnowledgeBase.Retrieval.Queries;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.Suggestions;
using KnowledgeBase.Retrieval.Views;

namespace KnowledgeBase.Retrieval.Contract;

/// <summary>A page of passages as JSON.</summary>
/// <param name="Total">Number of passages, each by itself.</param>
/// <param name="Materials">Number of materials that they stand in.</param>
/// <param name="Page">Page, from 1.</param>
/// <param name="Size">Passages per page.</param>
/// <param name="Hits">The passages of this page.</param>
/// <param name="Facets">Counts of passages by <c>theme</c>, <c>genre</c>, <c>year</c>, <c>tier</c>, <c>sector</c>, <c>region</c> and
/// <c>unit</c>, the last two at most 50 each.</param>
/// <param name="Warnings">What was odd in the question.</param>
/// <param name="TookMilliseconds">Time of the search.</param>
/// <param name="Understood">The question as it was understood, part by part, each with the question without it.</param>
/// <param name="DidYouMean">Slips in the question with what was probably meant; on the first page.</param>
/// <param name="TotalHits">Number of hits to page through: total, less what is named in the hit of another version of its text.</param>
/// <param name="WithoutFilters">Where nothing was found: what is found without each of the filters, those that leave most first.</param>
public sealed record PassagesResult(
    int Total,
    int Materials,
    int Page,
    int Size,
    IReadOnlyList<PassagesResult.FoundPassage> Hits,
    IReadOnlyDictionary<string, IReadOnlyList<FacetValue>> Facets,
    IReadOnlyList<string> Warnings,
    double TookMilliseconds,
    IReadOnlyList<QueryPart> Understood,
    IReadOnlyList<DidYouMean> DidYouMean,
    int TotalHits,
    IReadOnlyList<WithoutFilter> WithoutFilters)
{
    /// <summary>A passage that matches.</summary>
    /// <param name="Material">Its material.</param>
    /// <param name="Passage">The passage.</param>
    /// <param name="CopyCount">How many more passages of other versions of the text are the same, which have no hit of their own.</param>
    /// <param name="Copies">The first of them, at most 20.</param>
    public sealed record FoundPassage(
        MaterialReference Material, SearchResult.Clip Passage, int CopyCount, IReadOnlyList<CopiedEntry> Copies);

    /// <summary>A page of passages as JSON says it.</summary>
    public static PassagesResult From(PassageList list, ViewRequest request)
    {
        ArgumentNullException.ThrowIfNull(list);
        ArgumentNullException.ThrowIfNull(request);
        return new(
            list.Total,
            list.Materials,
            request.Page,
            request.Size,
            [
                .. list.Entries.Select(e =>
                    new FoundPassage(
                        MaterialReference.Of(e.Material),
                        SearchResult.Of(e.Material.Line.Id, e.Passage),
                        e.Copies.Count,
                        CopiedEntry.Of(e.Copies, c => ClipId.OfPassage(c.Material.Id, c.Number)))),
            ],
            list.Facets.ToDictionary(f => f.Field, f => f.Values, StringComparer.Ordinal),
            list.Warnings,
            Math.Round(list.Took.TotalMilliseconds, 3),
            list.Understood,
            list.DidYouMean,
            list.TotalHits,
            WithoutFilter.Of(list.WithoutFilters));
    }
}
