using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Queries;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.Suggestions;
using KnowledgeBase.Retrieval.Views;

namespace KnowledgeBase.Retrieval.Contract;

/// <summary>A page of practices as JSON.</summary>
/// <param name="Total">Number of practices, each by itself.</param>
/// <param name="Materials">Number of materials that they stand in.</param>
/// <param name="Page">Page, from 1.</param>
/// <param name="Size">Practices per page.</param>
/// <param name="Hits">The practices of this page.</param>
/// <param name="Facets">Counts of practices by <c>theme</c>, <c>genre</c>, <c>year</c>, <c>tier</c>, <c>sector</c>, <c>region</c>,
/// <c>unit</c> (the last two at most 50 each), <c>recognition</c>, <c>figures</c> and <c>grade</c>.</param>
/// <param name="Warnings">What was odd in the question.</param>
/// <param name="TookMilliseconds">Time of the search.</param>
/// <param name="Understood">The question as it was understood, part by part, each with the question without it.</param>
/// <param name="DidYouMean">Slips in the question with what was probably meant; on the first page.</param>
/// <param name="TotalHits">Number of hits to page through: total, less what is named in the hit of another version of its text.</param>
/// <param name="WithoutFilters">Where nothing was found: what is found without each of the filters, those that leave most first.</param>
public sealed record PracticesResult(
    int Total,
    int Materials,
    int Page,
    int Size,
    IReadOnlyList<PracticesResult.FoundPractice> Hits,
    IReadOnlyDictionary<string, IReadOnlyList<FacetValue>> Facets,
    IReadOnlyList<string> Warnings,
    double TookMilliseconds,
    IReadOnlyList<QueryPart> Understood,
    IReadOnlyList<DidYouMean> DidYouMean,
    int TotalHits,
    IReadOnlyList<WithoutFilter> WithoutFilters)
{
    /// <summary>A practice that matches.</summary>
    /// <param name="Material">Its material.</param>
    /// <param name="Id">Its id, by which it is exported: <c>讲话/2023.md#a3</c>.</param>
    /// <param name="Number">Its place among the material's practices, from 0.</param>
    /// <param name="Name">Its name; null when it has none.</param>
    /// <param name="Actor">The unit that did it; null when the text doesn't say.</param>
    /// <param name="Act">The sentences that tell what was done.</param>
    /// <param name="Start">UTF-16 offset of the act in the material's text.</param>
    /// <param name="Highlights">Stretches of the act that match, each as [start, end) in UTF-16 units.</param>
    /// <param name="Results">Figures that it shows; offsets are into the material's text.</param>
    /// <param name="Recognitions">Honours and the like, word for word; offsets are into the material's text.</param>
    /// <param name="RecognitionKinds">Kinds of these.</param>
    /// <param name="Themes">Theme ids, surest first.</param>
    /// <param name="Grade">1 to 3, how copyable it is.</param>
    /// <param name="GradeReason">Why, in Chinese.</param>
    /// <param name="Tier">Tier of the actor, or of the material's issuer where the actor's name doesn't tell.</param>
    /// <param name="TierFrom"><c>actor</c> or <c>material</c>.</param>
    /// <param name="Regions">Where it was done, the largest place first.</param>
    /// <param name="RegionFrom"><c>actor</c> or <c>material</c>.</param>
    /// <param name="Sector">Sector of the actor, or of the material.</param>
    /// <param name="SectorFrom"><c>actor</c> or <c>material</c>.</param>
    /// <param name="Passages">First and last passage that the act stands in, from 0.</param>
    /// <param name="Score">Score; comparable within one result.</param>
    /// <param name="CopyCount">How many more practices of other versions of the text are the same, which have no hit of their own.</param>
    /// <param name="Copies">The first of them, at most 20.</param>
    public sealed record FoundPractice(
        MaterialReference Material,
        string Id,
        int Number,
        string? Name,
        string? Actor,
        string Act,
        int Start,
        int[][] Highlights,
        IReadOnlyList<PracticeResult> Results,
        IReadOnlyList<Recognition> Recognitions,
        IReadOnlyList<string> RecognitionKinds,
        IReadOnlyList<string> Themes,
        int Grade,
        string GradeReason,
        string? Tier,
        ToldBy TierFrom,
        IReadOnlyList<string> Regions,
        ToldBy RegionFrom,
        string? Sector,
        ToldBy SectorFrom,
        int[] Passages,
        double Score,
        int CopyCount,
        IReadOnlyList<CopiedEntry> Copies);

    /// <summary>What tells a fact of a practice.</summary>
    public enum ToldBy
    {
        /// <summary>The name of the unit that did it.</summary>
        Actor,

        /// <summary>The material that it stands in.</summary>
        Material,
    }

    /// <summary>A page of practices as JSON says it.</summary>
    public static PracticesResult From(PracticeList list, ViewRequest request)
    {
        ArgumentNullException.ThrowIfNull(list);
        ArgumentNullException.ThrowIfNull(request);
        return new(
            list.Total,
            list.Materials,
            request.Page,
            request.Size,
            [.. list.Entries.Select(Of)],
            list.Facets.ToDictionary(f => f.Field, f => f.Values, StringComparer.Ordinal),
            list.Warnings,
            Math.Round(list.Took.TotalMilliseconds, 3),
            list.Understood,
            list.DidYouMean,
            list.TotalHits,
            WithoutFilter.Of(list.WithoutFilters));
    }

    private static FoundPractice Of(PracticeEntry entry) => new(
        MaterialReference.Of(entry.Material),
        ClipId.OfPractice(entry.Material.Line.Id, entry.Number).ToString(),
        entry.Number,
        entry.Practice.Name,
        entry.Practice.Actor,
        entry.Practice.Act,
        entry.Practice.ActSpan.Start,
        SearchResult.Pairs(entry.Highlights),
        entry.Practice.Results,
        entry.Practice.Recognitions,
        entry.Recognitions,
        entry.Practice.Themes,
        entry.Practice.Grade,
        entry.Practice.GradeReason,
        entry.Tier,
        From(entry.TierIsActors),
        entry.Regions,
        From(entry.RegionIsActors),
        entry.Sector,
        From(entry.SectorIsActors),
        [entry.FirstPassage, entry.LastPassage],
        entry.Score,
        entry.Copies.Count,
        CopiedEntry.Of(entry.Copies, c => ClipId.OfPractice(c.Material.Id, c.Number)));

    private static ToldBy From(bool isActors) => isActors ? ToldBy.Actor : ToldBy.Material;
}
