using KnowledgeBase.Duplicates;

namespace KnowledgeBase.Retrieval.Drafts;

/// <summary>
/// What a library can tell a draft check. Every question is optional: one that isn't set is answered as an empty library would, and what
/// depends on it is left out of the report.
/// </summary>
public sealed record DraftLibrary
{
    /// <summary>Knows nothing.</summary>
    public static DraftLibrary Empty { get; } = new();

    /// <summary>Number of materials that cite or bear a title (without 《》).</summary>
    public Func<string, int>? MaterialsWithTitle { get; init; }

    /// <summary>Number of materials in which a formulation stands.</summary>
    public Func<string, int>? MaterialsWithWording { get; init; }

    /// <summary>The stretches of a draft that stand nearly verbatim in the library.</summary>
    public Func<string, IReadOnlyList<VerbatimPassage>>? VerbatimPassages { get; init; }
}
