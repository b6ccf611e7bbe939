using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.SearchApi.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace KnowledgeBase.Web.Controllers;

/// <summary>The front page, the help and the page of errors.</summary>
public sealed class HomeController(LiveLibrary library) : Controller
{
    /// <summary>The front page: search box, themes, what is new.</summary>
    [HttpGet("/")]
    public IActionResult Index(CancellationToken cancellationToken)
    {
        var overview = library.Current.Overview();
        var newest = library.Current.Search(
            new() { Sort = SearchSort.Newest, Size = 6, PassagesPerMaterial = 1, WithFacets = false }, cancellationToken);
        return View(new FrontPage(overview, library.Current.Themes(), newest.Hits));
    }

    /// <summary>How to search.</summary>
    [HttpGet("/help")]
    public IActionResult Help() => View();

    /// <summary>What a person sees when something went wrong.</summary>
    [Route("/error/{status:int?}")]
    [ApiExplorerSettings(IgnoreApi = true)]
    [ResponseCache(NoStore = true)]
    public IActionResult Error(int? status = null)
    {
        // After an exception the host has chosen the status; a status page carries it in its address.
        Response.StatusCode = status ?? (Response.StatusCode >= 400 ? Response.StatusCode : StatusCodes.Status404NotFound);
        return View(Response.StatusCode);
    }
}

/// <summary>What the front page shows.</summary>
/// <param name="Overview">The library as a whole.</param>
/// <param name="Themes">The taxonomy with counts.</param>
/// <param name="Newest">The newest materials.</param>
public sealed record FrontPage(LibraryOverview Overview, IReadOnlyList<ThemeOverview> Themes, IReadOnlyList<MaterialHit> Newest);
