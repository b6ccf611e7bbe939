using KnowledgeBase.Duplicates;
using KnowledgeBase.Retrieval.Search;

namespace KnowledgeBase.Retrieval.Contract;

/// <summary>Families of copies as JSON.</summary>
/// <param name="Total">Number of families in the library.</param>
/// <param name="Page">Page, from 1.</param>
/// <param name="Size">Families per page.</param>
/// <param name="Families">The families of this page.</param>
public sealed record FamilyList(int Total, int Page, int Size, IReadOnlyList<FamilyList.Family> Families)
{
    /// <summary>A page of families as JSON says it.</summary>
    public static FamilyList From(int total, int page, int size, IEnumerable<MaterialFamily> families) =>
        new(total, page, size, [.. families.Select(Family.From)]);

    /// <summary>A text and its copies.</summary>
    /// <param name="Originator">The earliest material.</param>
    /// <param name="Copies">The later ones, by date.</param>
    public sealed record Family(MaterialLine Originator, IReadOnlyList<Copy> Copies)
    {
        internal static Family From(MaterialFamily family) => new(
            family.Originator,
            [.. family.Copies.Select(c => new Copy(c.Material, c.Kind, c.ShareOfCopy, c.ShareOfOriginator))]);
    }

    /// <summary>A copy.</summary>
    /// <param name="Material">The copy.</param>
    /// <param name="Kind"><c>exact</c>, <c>near</c>, <c>part</c> or <c>extended</c>.</param>
    /// <param name="ShareOfCopy">Share of the copy that stands in the originator, 0 to 1, estimated.</param>
    /// <param name="ShareOfOriginator">Share of the originator that stands in the copy, 0 to 1, estimated.</param>
    public sealed record Copy(MaterialLine Material, DuplicateKind Kind, double ShareOfCopy, double ShareOfOriginator);
}
