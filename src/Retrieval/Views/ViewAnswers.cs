using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Queries;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.Suggestions;

namespace KnowledgeBase.Retrieval.Views;

/// <summary>A page of a view, with what holds of all that was found.</summary>
public abstract record ViewAnswer
{
    /// <summary>Number of entries, each by itself, copies too. Exact, as facets and <see cref="Materials"/> are.</summary>
    public required int Total { get; init; }

    /// <summary>
    /// Number of entries that there are to page through: the total, less what is folded into an entry of another version of the same text.
    /// </summary>
    public required int TotalHits { get; init; }

    /// <summary>Number of materials that they stand in.</summary>
    public required int Materials { get; init; }

    /// <summary>
    /// Counts by property over all of them, of each value how many entries it would leave, chosen values of the same property set aside.
    /// </summary>
    public required IReadOnlyList<Facet> Facets { get; init; }

    /// <summary>What was odd in the question and how it was understood, in Chinese.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>The question as it was understood, part by part, each with the question without it.</summary>
    public required IReadOnlyList<QueryPart> Understood { get; init; }

    /// <summary>Slips in the question, on the first page.</summary>
    public required IReadOnlyList<DidYouMean> DidYouMean { get; init; }

    /// <summary>Where nothing was found: what is without each of the filters, those that leave most first.</summary>
    public IReadOnlyList<FilterHint> WithoutFilters { get; init; } = [];

    /// <summary>Time that all of it took.</summary>
    public TimeSpan Took { get; init; }
}

/// <summary>Passages that match, each by itself.</summary>
public sealed record PassageList : ViewAnswer
{
    /// <summary>The page.</summary>
    public required IReadOnlyList<PassageEntry> Entries { get; init; }
}

/// <summary>A passage with its material.</summary>
/// <param name="Material">The material.</param>
/// <param name="Passage">The passage.</param>
/// <param name="Copies">The same passage in other versions of the text, which have no entry of their own.</param>
public sealed record PassageEntry(MaterialHeader Material, PassageHit Passage, IReadOnlyList<EntryCopy> Copies);

/// <summary>What an entry shows of the same in another version of its text.</summary>
/// <param name="Material">The material.</param>
/// <param name="Number">The number of the passage, practice or heading there, from 0.</param>
public sealed record EntryCopy(MaterialLine Material, int Number);

/// <summary>What an entry shows of its material.</summary>
/// <param name="Line">Id, title and the like.</param>
/// <param name="TitleInferred">True when the title was made from the first sentence.</param>
/// <param name="Genre">Its genre.</param>
/// <param name="Tier">Tier of its issuer.</param>
/// <param name="Regions">Where it is of, the largest place first.</param>
/// <param name="Sector">Its sector.</param>
public sealed record MaterialHeader(
    MaterialLine Line, bool TitleInferred, string? Genre, string? Tier, IReadOnlyList<string> Regions, string? Sector);

/// <summary>Practices that match.</summary>
public sealed record PracticeList : ViewAnswer
{
    /// <summary>The page.</summary>
    public required IReadOnlyList<PracticeEntry> Entries { get; init; }
}

/// <summary>A practice with its material.</summary>
/// <param name="Material">The material.</param>
/// <param name="Number">Its place among the material's practices, from 0.</param>
/// <param name="Practice">The practice.</param>
/// <param name="Highlights">Stretches of its act that match.</param>
/// <param name="FirstPassage">The first passage that its act stands in.</param>
/// <param name="LastPassage">The last one.</param>
/// <param name="Tier">Tier of the actor.</param>
/// <param name="TierIsActors">True when the actor's name tells it; otherwise it is the material's.</param>
/// <param name="Regions">Where it was done, the largest place first.</param>
/// <param name="RegionIsActors">True when the actor's name tells the smallest of them.</param>
/// <param name="Sector">Sector of the actor.</param>
/// <param name="SectorIsActors">True when the actor's name tells it.</param>
/// <param name="Recognitions">Kinds of its recognitions.</param>
/// <param name="Score">Score; comparable within one answer.</param>
/// <param name="Copies">The same practice in other versions of the text, which have no entry of their own.</param>
public sealed record PracticeEntry(
    MaterialHeader Material,
    int Number,
    Practice Practice,
    IReadOnlyList<TextSpan> Highlights,
    int FirstPassage,
    int LastPassage,
    string? Tier,
    bool TierIsActors,
    IReadOnlyList<string> Regions,
    bool RegionIsActors,
    string? Sector,
    bool SectorIsActors,
    IReadOnlyList<string> Recognitions,
    double Score,
    IReadOnlyList<EntryCopy> Copies);

/// <summary>Headings that match.</summary>
public sealed record HeadingList : ViewAnswer
{
    /// <summary>The page.</summary>
    public required IReadOnlyList<HeadingEntry> Entries { get; init; }

    /// <summary>
    /// Frames that headings of several materials have in common: first those of two words and more, of these the most widespread first.
    /// </summary>
    public required IReadOnlyList<HeadingPattern> Patterns { get; init; }
}

/// <summary>A heading with its material.</summary>
/// <param name="Material">The material.</param>
/// <param name="Number">Its place among the material's headings, from 0.</param>
/// <param name="Heading">The heading.</param>
/// <param name="Path">Headings above it, outermost first.</param>
/// <param name="Highlights">Stretches of its words that match.</param>
/// <param name="Pattern">Its frame; null when it has none.</param>
/// <param name="Passage">The passage that it stands in.</param>
/// <param name="Score">Score; comparable within one answer.</param>
/// <param name="Copies">The same heading in other versions of the text, which have no entry of their own.</param>
public sealed record HeadingEntry(
    MaterialHeader Material,
    int Number,
    OutlineHeading Heading,
    IReadOnlyList<string> Path,
    IReadOnlyList<TextSpan> Highlights,
    string? Pattern,
    int Passage,
    double Score,
    IReadOnlyList<EntryCopy> Copies);

/// <summary>A heading as an outline has it.</summary>
/// <param name="Level">Depth, from 1.</param>
/// <param name="Kind">How it is marked.</param>
/// <param name="Marker">The mark in front.</param>
/// <param name="Text">Its words.</param>
/// <param name="Start">UTF-16 offset of the words in the material's text.</param>
public sealed record OutlineHeading(int Level, HeadingKind Kind, string Marker, string Text, int Start);

/// <summary>A frame of headings.</summary>
/// <param name="Text">The frame (以……促……).</param>
/// <param name="Headings">Number of headings of this frame.</param>
/// <param name="Materials">Number of materials that they stand in, two or more, those of one text counted once.</param>
/// <param name="Examples">Some of them, each once.</param>
public sealed record HeadingPattern(string Text, int Headings, int Materials, IReadOnlyList<string> Examples);

/// <summary>The whole outline of a material.</summary>
/// <param name="Material">The material.</param>
/// <param name="Headings">Its headings in their order.</param>
/// <param name="CopyOf">The first material of the same text among those asked for; null when it is this one, or there is no other.</param>
public sealed record MaterialOutline(MaterialHeader Material, IReadOnlyList<OutlineHeading> Headings, MaterialLine? CopyOf);

/// <summary>Formulations that stand in passages that match, the most widespread first.</summary>
public sealed record WordingsFound : ViewAnswer
{
    /// <summary>The page.</summary>
    public required IReadOnlyList<WordingEntry> Entries { get; init; }
}

/// <summary>A formulation in what was found.</summary>
/// <param name="Text">The formulation.</param>
/// <param name="Kind">What it is.</param>
/// <param name="IsKnown">True when the glossary has it.</param>
/// <param name="Passages">Passages that match and hold it.</param>
/// <param name="Materials">Materials that they stand in.</param>
public sealed record WordingEntry(string Text, WordingKind Kind, bool IsKnown, int Passages, int Materials);
