using KnowledgeBase.Retrieval.Indexing;
using KnowledgeBase.Retrieval.Search;

namespace KnowledgeBase.Web.Rendering;

/// <summary>What is in the library.</summary>
/// <param name="Overview">The library as a whole.</param>
/// <param name="Coverage">Its themes by year.</param>
/// <param name="Newest">What came last.</param>
/// <param name="Families">Texts that it has several materials of.</param>
/// <param name="AllFamilies">How many there are in all.</param>
/// <param name="LeftOut">What the last build left out; null when it doesn't say.</param>
internal sealed record HoldingsPage(
    LibraryOverview Overview,
    Coverage Coverage,
    IReadOnlyList<NewMaterial> Newest,
    IReadOnlyList<MaterialFamily> Families,
    int AllFamilies,
    LeftOutList? LeftOut)
{
    /// <summary>A facet of the library.</summary>
    public IEnumerable<FacetValue> Facet(string field) =>
        Overview.Facets.FirstOrDefault(f => f.Field == field)?.Values.Where(v => v.Count > 0) ?? [];
}
