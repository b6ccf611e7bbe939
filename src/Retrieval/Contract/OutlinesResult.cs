using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.Views;

namespace KnowledgeBase.Retrieval.Contract;

/// <summary>Whole outlines of materials, to be laid side by side, as JSON.</summary>
/// <param name="Outlines">The outlines, in the order asked for.</param>
/// <param name="Missing">Ids that were asked for and that the library doesn't have.</param>
public sealed record OutlinesResult(IReadOnlyList<OutlinesResult.Outline> Outlines, IReadOnlyList<string> Missing)
{
    /// <summary>The outline of a material.</summary>
    /// <param name="Material">The material.</param>
    /// <param name="Headings">Its headings in their order.</param>
    /// <param name="CopyOf">The first material of the same text among those asked for; null when it is this one, or there is no
    /// other.</param>
    public sealed record Outline(MaterialReference Material, IReadOnlyList<OutlineHeading> Headings, MaterialLine? CopyOf);

    /// <summary>Outlines as JSON says them.</summary>
    public static OutlinesResult From(IReadOnlyList<MaterialOutline> outlines, IEnumerable<string> asked)
    {
        ArgumentNullException.ThrowIfNull(outlines);
        return new(
            [.. outlines.Select(o => new Outline(MaterialReference.Of(o.Material), o.Headings, o.CopyOf))],
            [.. asked.Distinct(StringComparer.Ordinal).Except(outlines.Select(o => o.Material.Line.Id), StringComparer.Ordinal)]);
    }
}
