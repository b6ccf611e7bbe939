using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.Views;

namespace KnowledgeBase.Web.Rendering;

/// <summary>The tabs over a question: its views, each with how much it has. All ask for the filters that every view knows.</summary>
internal static class ViewTabs
{
    /// <summary>The tabs over a list of materials.</summary>
    public static IReadOnlyList<ViewTab> Of(
        Library library, SearchRequest request, SearchResponse here, CancellationToken cancellationToken)
    {
        var shared = new ViewRequest
        {
            Query = request.Query,
            Themes = request.Themes,
            Genres = request.Genres,
            Years = request.Years,
            Tiers = request.Tiers,
            Regions = request.Regions,
            Sectors = request.Sectors,
            Units = request.Units,
            Since = request.Since,
        };
        return Of(library, shared, QuestionView.Materials, here.Total, here.TotalPassages, cancellationToken);
    }

    /// <summary>The tabs over another view.</summary>
    public static IReadOnlyList<ViewTab> Of(
        Library library, QuestionView view, ViewRequest request, ViewAnswer here, CancellationToken cancellationToken)
    {
        var shared = new ViewRequest
        {
            Query = request.Query,
            Themes = request.Themes,
            Genres = request.Genres,
            Years = request.Years,
            Tiers = request.Tiers,
            Regions = request.Regions,
            Sectors = request.Sectors,
            Units = request.Units,
            Since = request.Since,
        };
        var found = library.Search(Materials(shared) with { Size = 1, PassagesPerMaterial = 1, WithFacets = false }, cancellationToken);
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

        string Link(QuestionView view) => view == QuestionView.Materials ? Links.Results(Materials(shared)) : Links.View(view, shared);
    }

    private static SearchRequest Materials(ViewRequest shared) => new()
    {
        Query = shared.Query,
        Themes = shared.Themes,
        Genres = shared.Genres,
        Years = shared.Years,
        Tiers = shared.Tiers,
        Regions = shared.Regions,
        Sectors = shared.Sectors,
        Units = shared.Units,
        Since = shared.Since,
    };
}
