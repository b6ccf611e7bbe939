using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Queries;
using KnowledgeBase.Retrieval.Suggestions;

namespace KnowledgeBase.Retrieval.Search;

/// <summary>The answer to a <see cref="SearchRequest"/>.</summary>
public sealed record SearchResponse
{
    /// <summary>Number of materials that match. Exact unless <see cref="Partial"/>.</summary>
    public required int Total { get; init; }

    /// <summary>
    /// Number of hits to page through: <see cref="Total"/>, less the materials that are listed within the hit of another one of the same
    /// text.
    /// </summary>
    public required int TotalHits { get; init; }

    /// <summary>Number of passages that match. Exact unless <see cref="Partial"/>.</summary>
    public required int TotalPassages { get; init; }

    /// <summary>The page of materials that was asked for.</summary>
    public required IReadOnlyList<MaterialHit> Hits { get; init; }

    /// <summary>Counts over all hits; empty when not asked for.</summary>
    public required IReadOnlyList<Facet> Facets { get; init; }

    /// <summary>What was odd in the question and how it was understood, in Chinese.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>The question as it was understood, part by part; that of a slip, where what was meant is searched instead.</summary>
    public IReadOnlyList<QueryPart> Understood { get; init; } = [];

    /// <summary>Slips in the question with what was probably meant; searched instead only where the question finds nothing.</summary>
    public IReadOnlyList<DidYouMean> DidYouMean { get; init; } = [];

    /// <summary>Where nothing was found: what is without each of the filters, those that leave most first.</summary>
    public IReadOnlyList<FilterHint> WithoutFilters { get; init; } = [];

    /// <summary>Whether meaning helped, and if not, why.</summary>
    public MeaningUse Meaning { get; init; } = MeaningUse.None;

    /// <summary>
    /// Hits that only meaning found, on whatever page; they are not among <see cref="TotalHits"/> and are paged through with them.
    /// </summary>
    public int MeaningHits { get; init; }

    /// <summary>True when the time budget ran out before every document was looked at.</summary>
    public bool Partial { get; init; }

    /// <summary>Time that parsing, searching and fetching took.</summary>
    public TimeSpan Took { get; init; }
}

/// <summary>Whether meaning helped to answer a question.</summary>
public enum MeaningUse
{
    /// <summary>The library has no vectors, or no model to embed questions with.</summary>
    None,

    /// <summary>It helped.</summary>
    Used,

    /// <summary>
    /// Only some of the passages have vectors yet: the words' hits stand as the words put them, and behind them what only meaning found.
    /// </summary>
    Partly,

    /// <summary>Nobody wanted it to.</summary>
    Off,

    /// <summary>There was nothing for it to do: no plain words were asked, or nothing is ranked.</summary>
    Unneeded,

    /// <summary>The vectors of this state of the library are not ready yet.</summary>
    Preparing,

    /// <summary>The model was busy, and the words answered alone.</summary>
    Late,

    /// <summary>The model failed, and the words answered alone.</summary>
    Failed,
}

/// <summary>A material with its best passages.</summary>
public sealed record MaterialHit
{
    /// <summary>Id of the material.</summary>
    public required string Material { get; init; }

    /// <summary>Its title.</summary>
    public required string Title { get; init; }

    /// <summary>True when the title was made from its first sentence.</summary>
    public bool TitleInferred { get; init; }

    /// <summary>Stretches of <see cref="Title"/> that match.</summary>
    public IReadOnlyList<TextSpan> TitleHighlights { get; init; } = [];

    /// <summary>Path of its file as the build saw it; null when it came from a JSON line without one.</summary>
    public string? Path { get; init; }

    /// <summary>
    /// Score of its best passage by the words; comparable within one response only, and 0 where only meaning found it.
    /// </summary>
    public required double Score { get; init; }

    /// <summary>What found it.</summary>
    public HitSource By { get; init; }

    /// <summary>
    /// How near the nearest of its passages is to the question: a cosine, comparable within one response only and no probability. Null
    /// where it is not among the nearest.
    /// </summary>
    public double? MeaningScore { get; init; }

    /// <summary>One of <see cref="Materials.Genres.All"/>.</summary>
    public string? Genre { get; init; }

    /// <summary>Its year.</summary>
    public int? Year { get; init; }

    /// <summary>Its day.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>One of <see cref="Materials.Tiers.All"/>.</summary>
    public string? Tier { get; init; }

    /// <summary>Who may read it, as <see cref="AccessLevel.Written"/>; null for everybody.</summary>
    public string? Access { get; init; }

    /// <summary>Who speaks.</summary>
    public string? Issuer { get; init; }

    /// <summary>Theme ids of the material, strongest first.</summary>
    public required IReadOnlyList<string> Themes { get; init; }

    /// <summary>Its best passages, best first, at most as many as asked for.</summary>
    public required IReadOnlyList<PassageHit> Passages { get; init; }

    /// <summary>How many of its passages match.</summary>
    public required int MatchingPassages { get; init; }

    /// <summary>
    /// How many more materials of the same text match; they have no hit of their own. 0 where copies are listed one by one.
    /// </summary>
    public int CopyCount { get; init; }

    /// <summary>The first of them, best first (by date, in an order by date), at most <see cref="MostCopies"/>.</summary>
    public IReadOnlyList<MaterialLine> Copies { get; init; } = [];

    /// <summary>
    /// The earliest material of the same text, whether it matches or not; null when it is this one, or there is no other.
    /// </summary>
    public MaterialLine? CopyOf { get; init; }

    /// <summary>Copies that are named in a hit.</summary>
    public const int MostCopies = 20;
}

/// <summary>A passage that matches.</summary>
public sealed record PassageHit
{
    /// <summary>Which of the material's passages, from 0; its anchor on the material's page is <c>p</c> and this number.</summary>
    public required int Ordinal { get; init; }

    /// <summary>The text of the passage, as it stands in the material.</summary>
    public required string Text { get; init; }

    /// <summary>UTF-16 offset of the passage in the material's text.</summary>
    public required int Start { get; init; }

    /// <summary>Headings that it stands under, outermost first.</summary>
    public required IReadOnlyList<string> HeadingPath { get; init; }

    /// <summary>Stretches of <see cref="Text"/> that match, in order, not overlapping.</summary>
    public required IReadOnlyList<TextSpan> Highlights { get; init; }

    /// <summary>
    /// Where the sentence stands in <see cref="Text"/> that answers for it, where only its meaning was found; otherwise null.
    /// </summary>
    public TextSpan? NearestSentence { get; init; }

    /// <summary>Theme ids of the passage, strongest first.</summary>
    public required IReadOnlyList<string> Themes { get; init; }

    /// <summary>Its score by the words; 0 where only its meaning was found.</summary>
    public required double Score { get; init; }
}

/// <summary>Counts of one property over all hits.</summary>
/// <param name="Field"><c>theme</c>, <c>genre</c>, <c>year</c> or <c>tier</c>.</param>
/// <param name="Values">
/// Values with the number of materials each would leave, chosen values of the same field set aside (so that a second value can
/// be added). Themes in the order of the taxonomy, genres and tiers in theirs, years newest first.
/// </param>
public sealed record Facet(string Field, IReadOnlyList<FacetValue> Values);

/// <summary>One value of a facet.</summary>
/// <param name="Value">As a filter takes it: a theme id, a genre, a year, a tier, a sector, a place, a unit.</param>
/// <param name="Label">As people read it.</param>
/// <param name="Count">Number of materials.</param>
/// <param name="Selected">True when the request filters by it.</param>
public sealed record FacetValue(string Value, string Label, int Count, bool Selected);
