using KnowledgeBase.Retrieval.Search;

namespace KnowledgeBase.Retrieval.Contract;

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
    /// <param name="Stretches">What they share, clause by clause, in the order of this material's text.</param>
    /// <param name="Formulas">How many further stretches are left out because everybody writes them.</param>
    public sealed record Overlap(MaterialLine Material, IReadOnlyList<Stretch> Stretches, int Formulas);

    /// <summary>A shared stretch.</summary>
    /// <param name="Span">Where it stands in this material's text, as [start, end) in UTF-16 units.</param>
    /// <param name="OtherSpan">Where it stands in the other text.</param>
    /// <param name="Text">Its text in this material.</param>
    /// <param name="Verbatim">True when both sides are the same but for white space, width, letter case and script variant.</param>
    public sealed record Stretch(int[] Span, int[] OtherSpan, string Text, bool Verbatim)
    {
        internal static Stretch From(MaterialStretch stretch) =>
            new([stretch.First.Start, stretch.First.End], [stretch.Second.Start, stretch.Second.End], stretch.Text, stretch.IsVerbatim);
    }

    /// <summary>What else the library has of a text as JSON says it.</summary>
    public static MaterialVersions From(IEnumerable<MaterialVersion> versions, IEnumerable<MaterialOverlap> overlaps) => new(
        [.. versions.Select(v => new Version(v.Material, v.Relation))],
        [
            .. overlaps.Select(o => new Overlap(
                o.Second,
                [.. o.Stretches.Select(Stretch.From)],
                o.Formulas)),
        ]);
}
