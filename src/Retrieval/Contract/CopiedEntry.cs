using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.Views;

namespace KnowledgeBase.Retrieval.Contract;

/// <summary>The same passage, practice or heading in another version of the text.</summary>
/// <param name="Material">The material.</param>
/// <param name="Id">By what it is exported: the passage, the practice, of a heading the material.</param>
public sealed record CopiedEntry(MaterialLine Material, string Id)
{
    internal static IReadOnlyList<CopiedEntry> Of(IReadOnlyList<EntryCopy> copies, Func<EntryCopy, ClipId> idOf) =>
        [.. copies.Take(MaterialHit.MostCopies).Select(c => new CopiedEntry(c.Material, idOf(c).ToString()))];
}
