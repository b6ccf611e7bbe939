using KnowledgeBase.Duplicates;
using KnowledgeBase.Retrieval.Search;

namespace KnowledgeBase.SearchApi.Controllers;

/// <summary>Families of copies as JSON.</summary>
/// <param name="Total">Number of families in the library.</param>
/// <param name="Page">Page, from 1.</param>
/// <param name="Size">Families per page.</param>
/// <param name="Families">The families of this page.</param>
public sealed record FamilyList(int Total, int Page, int Size, IReadOnlyList<FamilyList.Family> Families)
{
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

/// <summary>What else the library has of a material's text.</summary>
/// <param name="Versions">Copies, extracts and collections, the earliest first, undated ones last.</param>
/// <param name="Shared">Different materials that share passages with it, those that share most first; at most five.</param>
public sealed record MaterialVersions(IReadOnlyList<MaterialVersions.Version> Versions, IReadOnlyList<MaterialVersions.Overlap> Shared)
{
    /// <summary>Another version of the text.</summary>
    /// <param name="Material">The other material.</param>
    /// <param name="Relation"><c>same</c>, <c>near</c>, <c>part</c> (of this material) or <c>whole</c> (that holds this material).</param>
    public sealed record Version(MaterialLine Material, VersionRelation Relation);

    /// <summary>A different material that shares passages with this one.</summary>
    /// <param name="Material">The other material.</param>
    /// <param name="Stretches">What they share, in the order of this material's text.</param>
    public sealed record Overlap(MaterialLine Material, IReadOnlyList<Stretch> Stretches);

    /// <summary>A shared stretch.</summary>
    /// <param name="Span">Where it stands in this material's text, as [start, end) in UTF-16 units.</param>
    /// <param name="OtherSpan">Where it stands in the other text.</param>
    /// <param name="Text">Its text in this material.</param>
    /// <param name="Verbatim">True when both sides are the same but for white space, width, letter case and script variant.</param>
    public sealed record Stretch(int[] Span, int[] OtherSpan, string Text, bool Verbatim);

    internal static MaterialVersions From(IReadOnlyList<MaterialVersion> versions, IReadOnlyList<MaterialOverlap> overlaps) => new(
        [.. versions.Select(v => new Version(v.Material, v.Relation))],
        [
            .. overlaps.Select(o => new Overlap(
                o.Second,
                [.. o.Stretches.Select(s => new Stretch([s.First.Start, s.First.End], [s.Second.Start, s.Second.End], s.Text, s.IsVerbatim))])),
        ]);
}
