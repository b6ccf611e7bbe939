using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.StudyPacks;

namespace KnowledgeBase.Web.Rendering;

/// <summary>The page of a study pack.</summary>
/// <param name="Request">What was asked.</param>
/// <param name="Themes">The taxonomy.</param>
/// <param name="Pack">The pack; null when none was asked for, or it cannot be made.</param>
internal sealed record StudyPage(StudyPackRequest Request, IReadOnlyList<ThemeOverview> Themes, StudyPack? Pack)
{
    /// <summary>What is wrong with the request, in Chinese.</summary>
    public string? Error { get; init; }

    /// <summary>The parts of the pack, in the order in which they are read.</summary>
    public IReadOnlyList<(string Name, IReadOnlyList<StudyPiece> Pieces)> Parts =>
        Pack is null ? [] : [("政策要求", Pack.Policy), ("讲话辅导", Pack.Speeches), ("典型案例", Pack.Cases)];

    /// <summary>The pack as a file.</summary>
    public string File(string format) => Links.StudyPackFile(Request, format);
}
