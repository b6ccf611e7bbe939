using KnowledgeBase.Materials;
using KnowledgeBase.Understanding.Facts;
using KnowledgeBase.Understanding.Wordings;

namespace KnowledgeBase.Retrieval.Search;

/// <summary>
/// What makes one place of a wording more fit to be cited than another. Chosen, not measured, in the order in which a drafting office would
/// go: the kind of paper and its tier decide; of papers of one kind and tier the one that says what the wording means or demands it comes
/// before one that only has it, and of those the one whose date is sure. No sum of the later ones is as much as a step of the earlier.
/// Held by AuthorityTests; docs/ranking.md has the table.
/// </summary>
internal sealed record AuthorityWeights
{
    public static AuthorityWeights Default { get; } = new();

    /// <summary>Of the kind of paper, by <see cref="OfStanding"/>.</summary>
    public double Standing { get; init; } = 0.5;

    /// <summary>Of the tier, by <see cref="OfTier"/>.</summary>
    public double Tier { get; init; } = 0.4;

    /// <summary>Of what the sentence does, by <see cref="OfUse"/>: less than the smallest step between two kinds of paper.</summary>
    public double Use { get; init; } = 0.03;

    /// <summary>Of how sure the date is.</summary>
    public double Date { get; init; } = 0.01;

    /// <summary>What tells of somebody else's words, or is said in courtesy, has so much of its tier's weight.</summary>
    public double TierOfTelling { get; init; } = 0.3;

    /// <summary>Materials whose sentences are looked at, those of the weightiest papers first.</summary>
    public int Candidates { get; init; } = 40;

    /// <summary>From 0 to 1.</summary>
    public static double OfStanding(DocumentStanding standing) => standing switch
    {
        DocumentStanding.CongressReport or DocumentStanding.PartyCentre => 1,
        DocumentStanding.Rules => 0.9,
        DocumentStanding.Decision => 0.8,
        DocumentStanding.Speech => 0.7,
        DocumentStanding.GovernmentReport => 0.6,
        DocumentStanding.Paper => 0.5,
        DocumentStanding.Plan => 0.4,
        DocumentStanding.Report => 0.3,
        DocumentStanding.Essay => 0.3,
        DocumentStanding.Own => 0.2,
        DocumentStanding.News => 0.1,
        _ => 0,
    };

    /// <summary>From 0 to 1; a paper whose tier isn't known stands with a county's.</summary>
    public static double OfTier(string? tier) => tier switch
    {
        Tiers.Central => 1,
        Tiers.Province => 0.6,
        Tiers.City => 0.45,
        Tiers.Township => 0.15,
        Tiers.Village => 0.05,
        Tiers.Unit => 0.1,
        _ => 0.3,
    };

    /// <summary>From 0 to 1.</summary>
    public static double OfUse(WordingUse use) => use switch
    {
        WordingUse.Defined => 1,
        WordingUse.Required => 0.7,
        WordingUse.Mentioned => 0.2,
        _ => 0,
    };
}
