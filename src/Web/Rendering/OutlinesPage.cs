using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.Views;

namespace KnowledgeBase.Web.Rendering;

/// <summary>Outlines side by side.</summary>
/// <param name="Outlines">The outlines.</param>
/// <param name="Missing">Materials that were asked for and that the library doesn't have.</param>
/// <param name="LeftOut">Materials for which there was no room.</param>
/// <param name="Similar">Materials whose outlines could stand beside them.</param>
/// <param name="Patterns">Frames that headings of the library share.</param>
internal sealed record OutlinesPage(
    IReadOnlyList<MaterialOutline> Outlines,
    int Missing,
    int LeftOut,
    IReadOnlyList<MaterialHit> Similar,
    IReadOnlyList<HeadingPattern> Patterns)
{
    /// <summary>The page without one of the outlines.</summary>
    public string Without(MaterialOutline outline) =>
        Links.Outlines(Outlines.Where(o => o != outline).Select(o => o.Material.Line.Id));

    /// <summary>The page with another outline.</summary>
    public string With(string id) => Links.Outlines([.. Outlines.Select(o => o.Material.Line.Id), id]);
}
