using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.Views;

namespace KnowledgeBase.Retrieval.Comparison;

/// <summary>What is comparable with a material, a passage, a practice or a pasted text.</summary>
/// <param name="Of">What was compared, as it was understood.</param>
/// <param name="Materials">Comparable materials, the most comparable first; copies of one text are one of them.</param>
public sealed record ComparableList(ComparedText Of, IReadOnlyList<ComparableMaterial> Materials);

/// <summary>What was compared.</summary>
/// <param name="Id">Id of the material; null for a pasted text.</param>
/// <param name="Title">Its title.</param>
/// <param name="Genre">Its genre.</param>
/// <param name="Tier">Its tier; of a practice, the actor's where its name tells it.</param>
/// <param name="Sector">Its sector, likewise.</param>
/// <param name="Themes">Ids of its themes, strongest first.</param>
public sealed record ComparedText(string? Id, string Title, string Genre, string? Tier, string? Sector, IReadOnlyList<string> Themes);

/// <summary>A comparable material.</summary>
/// <param name="Material">The material.</param>
/// <param name="Passage">The passage of it that is most alike.</param>
/// <param name="Score">How comparable it is: likeness of words from 0 to 1, nearness of meaning, and what both have in common.</param>
/// <param name="Reasons">Why it is comparable; never empty.</param>
/// <param name="Stretches">What stands in both, clause by clause, in the order of the first.</param>
/// <param name="Formulas">Further stretches that stand in both, which everybody writes.</param>
public sealed record ComparableMaterial(
    MaterialHeader Material,
    PassageHit Passage,
    double Score,
    IReadOnlyList<ComparableReason> Reasons,
    IReadOnlyList<MaterialStretch> Stretches,
    int Formulas);

/// <summary>Something that two materials have in common.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Values">The tier, the sector, the ids of the themes, the words; none for others.</param>
/// <param name="Text">The same as a sentence in Chinese.</param>
public sealed record ComparableReason(ComparableKind Kind, IReadOnlyList<string> Values, string Text);

/// <summary>What two materials can have in common.</summary>
public enum ComparableKind
{
    /// <summary>The tier of who speaks or acts.</summary>
    Tier,

    /// <summary>The sector.</summary>
    Sector,

    /// <summary>The genre.</summary>
    Genre,

    /// <summary>Their titles but for places, units and years; of no values.</summary>
    Title,

    /// <summary>Themes.</summary>
    Themes,

    /// <summary>Telling words.</summary>
    Words,

    /// <summary>What they mean, in whatever words; a reason without values.</summary>
    Meaning,

    /// <summary>Whole clauses beside formulas; of no values, because the stretches say which.</summary>
    Stretches,
}

/// <summary>Which part of a material is compared.</summary>
public enum ComparedPart
{
    /// <summary>All of it.</summary>
    Whole,

    /// <summary>One of its passages.</summary>
    Passage,

    /// <summary>One of its practices.</summary>
    Practice,
}
