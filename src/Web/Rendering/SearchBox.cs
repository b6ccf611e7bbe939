using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.Views;

namespace KnowledgeBase.Web.Rendering;

/// <summary>The search box that stands on every page.</summary>
/// <param name="Path">The page that answers.</param>
/// <param name="Query">What stands in the box.</param>
/// <param name="Kept">What is asked for beside it: filters and the order, but not the page.</param>
internal sealed record SearchBox(string Path, string Query, IReadOnlyList<(string Name, string Value)> Kept)
{
    /// <summary>An empty box, for materials.</summary>
    public static SearchBox Empty { get; } = Of(new SearchRequest());

    /// <summary>The box over a list of materials.</summary>
    public static SearchBox Of(SearchRequest request) =>
        new(QuestionView.Materials.Path(), request.Query, Beside(Links.Parameters(request)));

    /// <summary>The box over a view.</summary>
    public static SearchBox Of(QuestionView view, ViewRequest request) =>
        new(view.Path(), request.Query, Beside(Links.Parameters(request)));

    private static IReadOnlyList<(string Name, string Value)> Beside(IEnumerable<(string Name, string Value)> parameters) =>
        [.. parameters.Where(p => p.Name is not ("q" or "page"))];
}
