using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.Views;

namespace KnowledgeBase.Web.Rendering;

/// <summary>The tabs over a question: its views, each with how much it has. All ask for the filters that every view knows.</summary>
internal static class ViewTabs
{
    /// <summary>The tabs over a list of materials.</summary>
    public static IReadOnlyList<ViewTab> Of(
        Library library, SearchRequest request, SearchResponse here, CancellationToken cancellationToken) =>
        Of(library, new ViewRequest(request), QuestionView.Materials, here.Total, here.TotalPassages, cancellationToken);

    /// <summary>The tabs over another view.</summary>
    public static IReadOnlyList<ViewTab> Of(
        Library library, QuestionView view, ViewRequest request, ViewAnswer here, CancellationToken cancellationToken)
    {
        var counted = new SearchRequest(request) { Size = 1, PassagesPerMaterial = 1, WithFacets = false, ByMeaning = false };
        var found = library.Search(counted, cancellationToken);
        var shared = new ViewRequest(request); // without the filters of this view alone
        return [
            .. Of(library, shared, view, found.Total, found.TotalPassages, cancellationToken)
                .Select(t => t.View == view ? t with { Count = here.Total, Link = Links.View(view, request with { Page = 1 }) } : t),
        ];
    }

    private static IReadOnlyList<ViewTab> Of(
        Library library, ViewRequest shared, QuestionView here, int materials, int passages, CancellationToken cancellationToken)
    {
        var least = shared with { Size = 1 };
        return [.. QuestionViews.All.Select(view => new ViewTab(view, Count(view), Link(view)))];

        int? Count(QuestionView view) => view switch
        {
            QuestionView.Materials => materials,
            QuestionView.Passages => passages,
            _ when view == here => null, // told by who asks
            QuestionView.Practices => library.Practices(least, cancellationToken).Total,
            QuestionView.Headings => library.Headings(least, cancellationToken).Total,
            _ => library.WordingsIn(least, cancellationToken).Total,
        };

        string Link(QuestionView view) =>
            view == QuestionView.Materials ? Links.Results(new SearchRequest(shared)) : Links.View(view, shared);
    }
}
