using System.Text.Json.Serialization;
using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Comparison;
using KnowledgeBase.Retrieval.Queries;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.Suggestions;

namespace KnowledgeBase.Retrieval.Contract;

/// <summary>A page of results as JSON.</summary>
/// <param name="Total">Number of materials that match.</param>
/// <param name="TotalPassages">Number of passages that match.</param>
/// <param name="Page">Page, from 1.</param>
/// <param name="Size">Materials per page.</param>
/// <param name="Hits">The materials of this page.</param>
/// <param name="Facets">Counts of materials by <c>theme</c>, <c>genre</c>, <c>year</c>, <c>tier</c>, <c>sector</c>, <c>region</c> and
/// <c>unit</c> over all hits, the last two at most 50 each.</param>
/// <param name="Warnings">What was odd in the question.</param>
/// <param name="Partial">True when time ran out and the counts are lower bounds.</param>
/// <param name="TookMilliseconds">Time of the search.</param>
/// <param name="TotalHits">Number of hits to page through: total, less the materials that are listed in the hit of another one of the same
/// text.</param>
/// <param name="Understood">The question as it was understood, part by part, each with the question without it.</param>
/// <param name="DidYouMean">Slips in the question with what was probably meant, the question with it and its materials; on the
/// first page.</param>
/// <param name="Meaning">Whether meaning helped, and if not, why.</param>
/// <param name="MeaningHits">Hits that only meaning found, on whatever page; they are counted nowhere else.</param>
/// <param name="WithoutFilters">Where nothing was found: what is found without each of the filters, those that leave most first.</param>
public sealed record SearchResult(
    int Total,
    int TotalPassages,
    int Page,
    int Size,
    IReadOnlyList<SearchResult.Hit> Hits,
    IReadOnlyDictionary<string, IReadOnlyList<FacetValue>> Facets,
    IReadOnlyList<string> Warnings,
    bool Partial,
    double TookMilliseconds,
    int TotalHits,
    IReadOnlyList<QueryPart> Understood,
    IReadOnlyList<DidYouMean> DidYouMean,
    MeaningUse Meaning,
    int MeaningHits,
    IReadOnlyList<WithoutFilter> WithoutFilters)
{
    /// <summary>A material.</summary>
    /// <param name="Material">Its id, for <c>/api/materials/{id}</c>.</param>
    /// <param name="Title">Its title.</param>
    /// <param name="TitleInferred">True when the title was made from the first sentence.</param>
    /// <param name="TitleHighlights">Stretches of the title that match, each as [start, end) in UTF-16 units.</param>
    /// <param name="Path">Path of its file.</param>
    /// <param name="Score">Score; comparable within one result.</param>
    /// <param name="Genre">Genre.</param>
    /// <param name="Year">Year.</param>
    /// <param name="Date">Day.</param>
    /// <param name="Tier">Tier of the issuer.</param>
    /// <param name="Issuer">Issuer.</param>
    /// <param name="Themes">Theme ids, strongest first.</param>
    /// <param name="MatchingPassages">How many of its passages match.</param>
    /// <param name="Passages">Its best passages.</param>
    /// <param name="CopyCount">How many more materials of the same text match, which have no hit of their own.</param>
    /// <param name="Copies">The first of them, at most 20.</param>
    /// <param name="CopyOf">The earliest material of the same text, whether it matches or not; null when it is this one, or there is no
    /// other.</param>
    /// <param name="Citation">How it is cited: 单位《题目》（日期）.</param>
    /// <param name="By">What found it; of a hit by meaning alone the score is 0.</param>
    /// <param name="MeaningScore">How near its nearest passage is: a cosine, comparable within one result and no probability; null where it
    /// is not among the nearest.</param>
    /// <param name="Reasons">Of similar materials alone: why it is similar.</param>
    /// <param name="Access">
    /// Who may read it, where not everybody may: <c>internal</c>, names of groups with commas, or <c>closed</c> (librarians).
    /// </param>
    public sealed record Hit(
        string Material,
        string Title,
        bool TitleInferred,
        int[][] TitleHighlights,
        string? Path,
        double Score,
        string? Genre,
        int? Year,
        DateOnly? Date,
        string? Tier,
        string? Issuer,
        IReadOnlyList<string> Themes,
        int MatchingPassages,
        IReadOnlyList<Clip> Passages,
        int CopyCount,
        IReadOnlyList<MaterialLine> Copies,
        MaterialLine? CopyOf,
        string Citation,
        HitSource By,
        double? MeaningScore,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<ComparableReason>? Reasons = null,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Access = null);

    /// <summary>A passage that matches.</summary>
    /// <param name="Id">Its id, by which it is exported: <c>讲话/2023.md#p12</c>.</param>
    /// <param name="Ordinal">Number of the passage in its material, from 0.</param>
    /// <param name="Text">Its text.</param>
    /// <param name="Start">UTF-16 offset in the material's text.</param>
    /// <param name="HeadingPath">Headings that it stands under.</param>
    /// <param name="Highlights">Stretches of the text that match, each as [start, end) in UTF-16 units.</param>
    /// <param name="Themes">Theme ids.</param>
    /// <param name="Score">Score.</param>
    /// <param name="NearestSentence">Stretch of the text that answers for it, as [start, end), where only its meaning was found.</param>
    public sealed record Clip(
        string Id,
        int Ordinal,
        string Text,
        int Start,
        IReadOnlyList<string> HeadingPath,
        int[][] Highlights,
        IReadOnlyList<string> Themes,
        double Score,
        int[]? NearestSentence = null);

    /// <summary>The answer to a request as JSON says it.</summary>
    public static SearchResult From(SearchResponse response, SearchRequest request)
    {
        ArgumentNullException.ThrowIfNull(response);
        ArgumentNullException.ThrowIfNull(request);
        return new(
            response.Total,
            response.TotalPassages,
            request.Page,
            request.Size,
            [.. response.Hits.Select(Of)],
            response.Facets.ToDictionary(f => f.Field, f => f.Values, StringComparer.Ordinal),
            response.Warnings,
            response.Partial,
            Math.Round(response.Took.TotalMilliseconds, 3),
            response.TotalHits,
            response.Understood,
            response.DidYouMean,
            response.Meaning,
            response.MeaningHits,
            WithoutFilter.Of(response.WithoutFilters));
    }

    /// <summary>A hit as JSON says it.</summary>
    public static Hit Of(MaterialHit hit)
    {
        ArgumentNullException.ThrowIfNull(hit);
        return new Hit(
            hit.Material,
            hit.Title,
            hit.TitleInferred,
            Pairs(hit.TitleHighlights),
            hit.Path,
            hit.Score,
            hit.Genre,
            hit.Year,
            hit.Date,
            hit.Tier,
            hit.Issuer,
            hit.Themes,
            hit.MatchingPassages,
            [.. hit.Passages.Select(p => Of(hit.Material, p))],
            hit.CopyCount,
            hit.Copies,
            hit.CopyOf,
            Contract.Citation.Of(hit),
            hit.By,
            hit.MeaningScore,
            Access: hit.Access);
    }

    /// <summary>A similar material as JSON says it.</summary>
    public static Hit Of(SimilarMaterial similar)
    {
        ArgumentNullException.ThrowIfNull(similar);
        return Of(similar.Hit) with { Reasons = similar.Reasons };
    }

    /// <summary>A passage as JSON says it.</summary>
    internal static Clip Of(string material, PassageHit passage) => new(
        ClipId.OfPassage(material, passage.Ordinal).ToString(),
        passage.Ordinal,
        passage.Text,
        passage.Start,
        passage.HeadingPath,
        Pairs(passage.Highlights),
        passage.Themes,
        passage.Score,
        passage.NearestSentence is { } nearest ? [nearest.Start, nearest.End] : null);

    /// <summary>Stretches as JSON says them.</summary>
    internal static int[][] Pairs(IReadOnlyList<TextSpan> spans) => [.. spans.Select(s => new[] { s.Start, s.End })];
}
