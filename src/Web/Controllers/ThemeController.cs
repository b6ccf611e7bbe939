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
        return library.Current.Read(still => Page(still, id, cancellationToken)) is { } page ? View("Theme", page) : NotFound();
    }

    private static ThemePage? Page(Library library, string id, CancellationToken cancellationToken)
    {
        var themes = library.Themes();
        if (themes.FirstOrDefault(t => string.Equals(t.Id, id, StringComparison.Ordinal)) is not { } theme)
        {
            return null;
        }

        var request = new SearchRequest { Themes = [theme.Id], Sort = SearchSort.Newest, Size = 20, PassagesPerMaterial = 2 };
        return new ThemePage(theme, themes, library.ThemeNames(), library.Search(request, cancellationToken));
    }
}

/// <summary>What the page of a theme shows.</summary>
/// <param name="Theme">The theme.</param>
/// <param name="Themes">The whole taxonomy.</param>
/// <param name="ThemeNames">Names of themes by id.</param>
/// <param name="Response">Materials on it, newest first.</param>
internal sealed record ThemePage(
    ThemeOverview Theme, IReadOnlyList<ThemeOverview> Themes, IReadOnlyDictionary<string, string> ThemeNames, SearchResponse Response);
