using KnowledgeBase.Retrieval;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.SearchApi.Hosting;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace KnowledgeBase.Web.Controllers;

/// <summary>The front page, the help and the page of errors.</summary>
public sealed class HomeController(LiveLibrary library) : Controller
{
    /// <summary>Where the host leads when something went wrong.</summary>
    public const string ErrorPath = "/error";

    /// <summary>The front page: search box, themes, what is new.</summary>
    [HttpGet("/")]
    [Queued(Work.Search)]
    public IActionResult Index(CancellationToken cancellationToken)
    {
        var request = new SearchRequest { Sort = SearchSort.Newest, Size = 6, PassagesPerMaterial = 1, WithFacets = false };
        return View(
            library.Current.Read(still => new FrontPage(still.Overview(), still.Themes(), still.Search(request, cancellationToken).Hits)));
    }

    /// <summary>How to search.</summary>
    [HttpGet("/help")]
    public IActionResult Help() => View();

    /// <summary>What a person sees when something went wrong. Only the host leads here; who asks for it by hand finds nothing.</summary>
    [Route(ErrorPath)]
    [ApiExplorerSettings(IgnoreApi = true)]
    [ResponseCache(NoStore = true)]
    public IActionResult Error()
    {
        var exception = HttpContext.Features.Get<IExceptionHandlerFeature>()?.Error;
        return exception is null && HttpContext.Features.Get<IStatusCodeReExecuteFeature>() is null
            ? NotFound()
            : View(new ErrorPage(Response.StatusCode, (exception as LibraryException)?.Fault));
    }
}

/// <summary>What the page of errors tells.</summary>
/// <param name="Status">The status that the host has chosen.</param>
/// <param name="Fault">What is the matter with the index, if that is it.</param>
internal sealed record ErrorPage(int Status, LibraryFault? Fault);

/// <summary>What the front page shows.</summary>
/// <param name="Overview">The library as a whole.</param>
/// <param name="Themes">The taxonomy with counts.</param>
/// <param name="Newest">The newest materials.</param>
internal sealed record FrontPage(LibraryOverview Overview, IReadOnlyList<ThemeOverview> Themes, IReadOnlyList<MaterialHit> Newest);
