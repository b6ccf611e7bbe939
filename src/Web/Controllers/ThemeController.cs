using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.Views;
using KnowledgeBase.SearchApi.Hosting;
using KnowledgeBase.Web.Rendering;
using Microsoft.AspNetCore.Mvc;

namespace KnowledgeBase.Web.Controllers;

/// <summary>The taxonomy and the pages of its themes.</summary>
[Queued(Work.Search)]
public sealed class ThemeController(LiveLibrary library) : Controller
{
    private const int MaterialsShown = 5;
    private const int PracticesShown = 3;
    private const int WordingsShown = 20;

    /// <summary>All themes.</summary>
    [HttpGet("/themes")]
    public IActionResult Index() => View("Themes", library.Current.Themes());

    /// <summary>One theme: what belongs to it, when it was written about, its materials, practices and formulations.</summary>
    [HttpGet("/themes/{id}")]
    public IActionResult Show(string id, CancellationToken cancellationToken)
    {
        return library.Current.Read(still => Page(still, id, cancellationToken)) is { } page ? View("Theme", page) : NotFound();
    }

    private static ThemePage? Page(Library library, string id, CancellationToken cancellationToken)
    {
        var themes = library.Themes();
        if (themes.FirstOrDefault(t => string.Equals(t.Id, id, StringComparison.Ordinal)) is not { } theme)
        {
            return null;
        }

        // What is closest to the theme is told by its own name, which leaves government work reports behind materials about nothing else.
        // Its words alone: the name of a theme is no question, and what is merely near belongs to others.
        var closest = new SearchRequest
        {
            Query = theme.Name,
            Themes = [theme.Id],
            Size = MaterialsShown,
            PassagesPerMaterial = 1,
            ByMeaning = false,
        };
        var newest = new SearchRequest { Themes = [theme.Id], Sort = SearchSort.Newest, Size = MaterialsShown, PassagesPerMaterial = 1 };
        var view = new ViewRequest { Themes = [theme.Id] };
        return new ThemePage(
            theme,
            themes,
            library.ThemeNames(),
            library.Search(closest with { WithFacets = false }, cancellationToken),
            library.Search(newest, cancellationToken),
            library.Practices(view with { Sort = ViewSort.Copyable, Size = PracticesShown }, cancellationToken),
            library.WordingsIn(view with { Size = WordingsShown }, cancellationToken));
    }
}

/// <summary>What the page of a theme shows.</summary>
/// <param name="Theme">The theme.</param>
/// <param name="Themes">The whole taxonomy.</param>
/// <param name="ThemeNames">Names of themes by id.</param>
/// <param name="Closest">Materials that are about it most.</param>
/// <param name="Newest">Materials on it, newest first.</param>
/// <param name="Practices">Practices on it, those that can be copied best first.</param>
/// <param name="Wordings">Formulations that its passages hold.</param>
internal sealed record ThemePage(
    ThemeOverview Theme,
    IReadOnlyList<ThemeOverview> Themes,
    IReadOnlyDictionary<string, string> ThemeNames,
    SearchResponse Closest,
    SearchResponse Newest,
    PracticeList Practices,
    WordingsFound Wordings)
{
    /// <summary>The years in which it was written about.</summary>
    public YearBars Years => YearBars.Of(
        (Newest.Facets.FirstOrDefault(f => f.Field == "year")?.Values ?? [])
            .Select(y => new YearBars.Bar(int.Parse(y.Value), y.Count, false, InYear(int.Parse(y.Value)))),
        InYear,
        "篇");

    private string InYear(int year) => Links.Results(new SearchRequest { Themes = [Theme.Id], Years = [year] });
}
