namespace KnowledgeBase.Materials.Wordings;

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

/// <summary>A stretch of a draft that stands nearly verbatim in a material.</summary>
/// <param name="Start">UTF-16 offset in the draft.</param>
/// <param name="End">UTF-16 offset behind it in the draft.</param>
/// <param name="Material">Id of the material.</param>
/// <param name="Title">Title of the material.</param>
/// <param name="SourceStart">UTF-16 offset in the material.</param>
/// <param name="SourceEnd">UTF-16 offset behind it in the material.</param>
/// <param name="Likeness">0 to 1; 1 when it is the same to the letter.</param>
public sealed record VerbatimPassage(int Start, int End, string Material, string Title, int SourceStart, int SourceEnd, double Likeness);
