using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.SearchApi.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace KnowledgeBase.Web.Controllers;

/// <summary>The taxonomy and the pages of its themes.</summary>
[Queued(Work.Search)]
public sealed class ThemeController(LiveLibrary library) : Controller
{
    /// <summary>All themes.</summary>
    [HttpGet("/themes")]
    public IActionResult Index() => View("Themes", library.Current.Themes());

    /// <summary>One theme: what belongs to it, when it was written about, and its strongest materials.</summary>
    [HttpGet("/themes/{id}")]
    public IActionResult Show(string id, CancellationToken cancellationToken)
    {
        var themes = library.Current.Themes();
        if (themes.FirstOrDefault(t => string.Equals(t.Id, id, StringComparison.Ordinal)) is not { } theme)
        {
            return NotFound();
        }

        var response = library.Current.Search(
            new() { Themes = [theme.Id], Sort = SearchSort.Newest, Size = 20, PassagesPerMaterial = 2 }, cancellationToken);
        return View("Theme", new ThemePage(theme, themes, library.Current.ThemeNames(), response));
    }
}

/// <summary>What the page of a theme shows.</summary>
/// <param name="Theme">The theme.</param>
/// <param name="Themes">The whole taxonomy.</param>
/// <param name="ThemeNames">Names of themes by id.</param>
/// <param name="Response">Materials on it, newest first.</param>
public sealed record ThemePage(
    ThemeOverview Theme, IReadOnlyList<ThemeOverview> Themes, IReadOnlyDictionary<string, string> ThemeNames, SearchResponse Response);
