using KnowledgeBase.Retrieval.Queries;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.Suggestions;
using KnowledgeBase.Retrieval.Views;

namespace KnowledgeBase.Retrieval.Contract;

/// <summary>A page of headings as JSON.</summary>
/// <param name="Total">Number of headings, each by itself.</param>
/// <param name="Materials">Number of materials that they stand in.</param>
/// <param name="Page">Page, from 1.</param>
/// <param name="Size">Headings per page.</param>
/// <param name="Hits">The headings of this page.</param>
/// <param name="Patterns">Frames that headings of several materials have in common (以……促……), whichever of them was chosen: first those of
/// two words and more, of these the most widespread first; at most 30.</param>
/// <param name="Facets">Counts of headings by <c>genre</c>, <c>year</c>, <c>tier</c>, <c>sector</c>, <c>region</c> and <c>unit</c>.</param>
/// <param name="Warnings">What was odd in the question.</param>
/// <param name="TookMilliseconds">Time of the search.</param>
/// <param name="Understood">The question as it was understood, part by part, each with the question without it.</param>
/// <param name="DidYouMean">Slips in the question with what was probably meant; on the first page.</param>
/// <param name="TotalHits">Number of hits to page through: total, less what is named in the hit of another version of its text.</param>
/// <param name="WithoutFilters">Where nothing was found: what is found without each of the filters, those that leave most first.</param>
public sealed record HeadingsResult(
    int Total,
    int Materials,
    int Page,
    int Size,
    IReadOnlyList<HeadingsResult.FoundHeading> Hits,
    IReadOnlyList<HeadingPattern> Patterns,
    IReadOnlyDictionary<string, IReadOnlyList<FacetValue>> Facets,
    IReadOnlyList<string> Warnings,
    double TookMilliseconds,
    IReadOnlyList<QueryPart> Understood,
    IReadOnlyList<DidYouMean> DidYouMean,
    int TotalHits,
    IReadOnlyList<WithoutFilter> WithoutFilters)
{
    /// <summary>A heading that matches.</summary>
    /// <param name="Material">Its material.</param>
    /// <param name="Number">Its place among the material's headings, from 0.</param>
    /// <param name="Heading">The heading.</param>
    /// <param name="Path">Headings above it, outermost first.</param>
    /// <param name="Highlights">Stretches of its words that match, each as [start, end) in UTF-16 units.</param>
    /// <param name="Pattern">Its frame; null when it has none.</param>
    /// <param name="Passage">The passage that it stands in, from 0.</param>
    /// <param name="Score">Score; comparable within one result.</param>
    /// <param name="Id">Id of that passage, by which it is exported: <c>讲话/2023.md#p12</c>.</param>
    /// <param name="CopyCount">How many more headings of other versions of the text are the same, which have no hit of their own.</param>
    /// <param name="Copies">The first of them, at most 20.</param>
    public sealed record FoundHeading(
        MaterialReference Material,
        int Number,
        OutlineHeading Heading,
        IReadOnlyList<string> Path,
        int[][] Highlights,
        string? Pattern,
        int Passage,
        double Score,
        string Id,
        int CopyCount,
        IReadOnlyList<CopiedEntry> Copies);

    /// <summary>A page of headings as JSON says it.</summary>
    public static HeadingsResult From(HeadingList list, ViewRequest request)
    {
        ArgumentNullException.ThrowIfNull(list);
        ArgumentNullException.ThrowIfNull(request);
        return new(
            list.Total,
            list.Materials,
            request.Page,
            request.Size,
            [
                .. list.Entries.Select(e => new FoundHeading(
                    MaterialReference.Of(e.Material),
                    e.Number,
                    e.Heading,
                    e.Path,
                    SearchResult.Pairs(e.Highlights),
                    e.Pattern,
                    e.Passage,
                    e.Score,
                    ClipId.OfPassage(e.Material.Line.Id, e.Passage).ToString(),
                    e.Copies.Count,
                    CopiedEntry.Of(e.Copies, c => new ClipId(c.Material.Id, ClipKind.Material, 0)))),
            ],
            list.Patterns,
            list.Facets.ToDictionary(f => f.Field, f => f.Values, StringComparer.Ordinal),
            list.Warnings,
            Math.Round(list.Took.TotalMilliseconds, 3),
            list.Understood,
            list.DidYouMean,
            list.TotalHits,
            WithoutFilter.Of(list.WithoutFilters));
    }
}
