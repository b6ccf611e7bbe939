using System.Net.Mime;
using KnowledgeBase.Retrieval;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.Views;
using KnowledgeBase.SearchApi.Hosting;
using KnowledgeBase.Web.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace KnowledgeBase.Web.Controllers;

/// <summary>The front page, the help, the basket of clips, and the page of errors.</summary>
public sealed class HomeController : Controller
{
    /// <summary>Where the host leads when something went wrong.</summary>
    public const string ErrorPath = "/error";

    private const int NewestShown = 6;
    private const int PracticesShown = 4;
    private const int WordingsShown = 12;

    /// <summary>The front page: search box, themes, what is new and worth a look.</summary>
    [HttpGet("/")]
    [Queued(Work.Search)]
    public IActionResult Index(CancellationToken cancellationToken)
    {
        var worthwhile = new ViewRequest { Sort = ViewSort.Copyable, HasFigures = true, Grades = [3], Size = PracticesShown };
        var spreading = new WordingListRequest { Status = GlossaryStatus.Unknown, FewestMaterials = 2, Size = WordingsShown };
        return View(HttpContext.RequestServices.GetRequiredService<PerCommit<FrontPage>>().Get(still => new FrontPage(
            still.Overview(),
            still.Themes(),
            still.Newest(new SearchRequest(), NewestShown, cancellationToken),
            still.Practices(worthwhile, cancellationToken).Entries,
            still.Wordings(spreading, cancellationToken).Wordings)));
    }

    /// <summary>How to search.</summary>
    [HttpGet("/help")]
    public IActionResult Help() => View();

    /// <summary>The basket of clips. It is filled by the browser, which keeps it.</summary>
    [HttpGet("/clips")]
    public IActionResult Clips() => View();

    /// <summary>What programs that crawl may read: everything but what is made for programs, and what is told of one hit.</summary>
    [HttpGet("/robots.txt")]
    [AllowAnonymous]
    public IActionResult Robots() => Content(
        """
        User-agent: *
        Disallow: /api/
        Disallow: /why
        Disallow: /comparable/
        Disallow: /originals/

        """,
        MediaTypeNames.Text.Plain);

    /// <summary>What a person sees when something went wrong. Only the host leads here; who asks for it by hand finds nothing.</summary>
    [Route(ErrorPath)]
    [AllowAnonymous]
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
/// <param name="Newest">What came into the library last.</param>
/// <param name="Practices">Practices that can be copied best.</param>
/// <param name="Wordings">Formulations that the glossary doesn't know and several materials use.</param>
internal sealed record FrontPage(
    LibraryOverview Overview,
    IReadOnlyList<ThemeOverview> Themes,
    IReadOnlyList<NewMaterial> Newest,
    IReadOnlyList<PracticeEntry> Practices,
    IReadOnlyList<LibraryWording> Wordings);
