using KnowledgeBase.Materials;
using KnowledgeBase.Understanding.Wordings;

namespace KnowledgeBase.Retrieval.Search;

/// <summary>A formulation that was recognised in the library. All counts are of distinct materials, and exact.</summary>
public sealed record LibraryWording
{
    /// <summary>The formulation without its quotes or 《》, as most materials write it.</summary>
    public required string Text { get; init; }

    /// <summary>What it is.</summary>
    public required WordingKind Kind { get; init; }

    /// <summary>What the glossary says of it; null for one that the glossary doesn't know.</summary>
    public GlossaryEntry? Entry { get; init; }

    /// <summary>Materials in which it was recognised.</summary>
    public required int Materials { get; init; }

    /// <summary>Passages in which it was recognised.</summary>
    public required int Passages { get; init; }

    /// <summary>Materials by year, oldest first; those without a year are left out.</summary>
    public required IReadOnlyList<YearCount> MaterialsByYear { get; init; }

    /// <summary>Materials by genre, in the order of <see cref="Genres.All"/>.</summary>
    public required IReadOnlyList<GenreCount> MaterialsByGenre { get; init; }

    /// <summary>First year in which it was recognised; null when no material that has it has a year.</summary>
    public int? FirstYear => MaterialsByYear.Count > 0 ? MaterialsByYear[0].Year : null;

    /// <summary>Last year in which it was recognised.</summary>
    public int? LastYear => MaterialsByYear.Count > 0 ? MaterialsByYear[^1].Year : null;
}

/// <summary>Materials of a year.</summary>
public sealed record YearCount(int Year, int Materials);

/// <summary>Materials of a genre.</summary>
public sealed record GenreCount(string Genre, int Materials);

/// <summary>Which formulations of the library are wanted.</summary>
public sealed record WordingListRequest
{
    /// <summary>Words that its text must hold, compared without quotes and white space; empty for any.</summary>
    public string Contains { get; init; } = "";

    /// <summary>Kinds; empty for all.</summary>
    public IReadOnlyList<WordingKind> Kinds { get; init; } = [];

    /// <summary>What the glossary has to say of it.</summary>
    public GlossaryStatus Status { get; init; }

    /// <summary>Materials that it must be recognised in, 1 or more.</summary>
    public int FewestMaterials { get; init; } = 1;

    /// <summary>Page, from 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Formulations a page, 1 to 200.</summary>
    public int Size { get; init; } = 50;
}

/// <summary>What the glossary says of a formulation.</summary>
public enum GlossaryStatus
{
    /// <summary>Whatever it says.</summary>
    Any,

    /// <summary>It knows the formulation, current or not.</summary>
    Known,

    /// <summary>It knows the formulation as current.</summary>
    Current,

    /// <summary>It knows the formulation as superseded by another.</summary>
    Superseded,

    /// <summary>It doesn't know the formulation: perhaps a new one.</summary>
    Unknown,
}

/// <summary>A page of formulations.</summary>
/// <param name="Total">How many fit the request.</param>
/// <param name="Wordings">Those of the page, the most widespread first, ties by text.</param>
public sealed record WordingList(int Total, IReadOnlyList<LibraryWording> Wordings);

/// <summary>Everything that the library can tell of one formulation, or of any string.</summary>
public sealed record WordingProfile
{
    /// <summary>The formulation without quotes or 《》 around it.</summary>
    public required string Text { get; init; }

    /// <summary>What the glossary says of it; null when it doesn't know it.</summary>
    public GlossaryEntry? Entry { get; init; }

    /// <summary>What is said today instead of a superseded formulation; null for any other.</summary>
    public string? Current { get; init; }

    /// <summary>
    /// What it was recognised as, and in how many materials; null when it was recognised nowhere, though it may stand somewhere.
    /// </summary>
    public LibraryWording? Recognised { get; init; }

    /// <summary>Where exactly this string stands, however it came there.</summary>
    public required WordingStatistics Statistics { get; init; }

    /// <summary>
    /// True when the glossary says that it is said since a year, and the library has it earlier: then the material is misdated, or says
    /// the words in another sense, and its year is no first use.
    /// </summary>
    public bool FirstUseIsDoubtful => Entry?.Since is { } since && Statistics.FirstYear < since;

    /// <summary>
    /// Other ways to say it, right and wrong, those that it replaced and those that replaced it, and what the library writes nearly so,
    /// each with its counts.
    /// </summary>
    public required IReadOnlyList<WordingVariant> Variants { get; init; }

    /// <summary>The oldest materials that hold the string; those without a date come last.</summary>
    public required IReadOnlyList<MaterialHit> First { get; init; }

    /// <summary>The place that is most fit to be cited; null when the string stands nowhere.</summary>
    public AuthoritativePlace? Authority { get; init; }
}

/// <summary>Another way to say a formulation.</summary>
/// <param name="Text">The words.</param>
/// <param name="Relation">What they are to the formulation.</param>
/// <param name="Materials">Materials that hold exactly these words.</param>
/// <param name="Occurrences">How often they stand there.</param>
public sealed record WordingVariant(string Text, WordingRelation Relation, int Materials, long Occurrences);

/// <summary>What other words are to a formulation.</summary>
public enum WordingRelation
{
    /// <summary>Right as well.</summary>
    Same,

    /// <summary>A known wrong way to say it.</summary>
    Wrong,

    /// <summary>Said before it.</summary>
    Former,

    /// <summary>Said instead of it since.</summary>
    Successor,

    /// <summary>Stands in the library and differs by a character or two; the glossary says nothing of it.</summary>
    Near,
}
