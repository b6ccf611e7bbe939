using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.SearchApi.Controllers;
using KnowledgeBase.SearchApi.Hosting;
using KnowledgeBase.Web.Rendering;
using Microsoft.AspNetCore.Mvc;

namespace KnowledgeBase.Web.Controllers;

/// <summary>The library's formulations (提法), and the page of each.</summary>
[Queued(Work.Comparison)]
public sealed class WordingController(LiveLibrary library) : Controller
{
    /// <summary>Formulations, the most widespread first.</summary>
    [HttpGet("/wordings")]
    public IActionResult Index([FromQuery] WordingParameters parameters, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return View("Wordings", new WordingListPage(new WordingListRequest(), null));
        }

        var request = parameters.ToRequest();
        return View("Wordings", new WordingListPage(request, library.Current.Wordings(request, cancellationToken)));
    }

    /// <summary>One formulation: what the glossary says, how often it stands where and since when.</summary>
    [HttpGet("/wording")]
    public IActionResult Show(string? q, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(q))
        {
            return RedirectToAction(nameof(Index));
        }

        if (q.Length > WordingParameters.LongestText)
        {
            return BadRequest();
        }

        return View("Wording", library.Current.Read(still => new WordingPage(still.Wording(q, cancellationToken), still.ThemeNames())));
    }
}
