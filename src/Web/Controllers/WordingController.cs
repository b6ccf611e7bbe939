using KnowledgeBase.Retrieval.Concordance;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.SearchApi.Controllers;
using KnowledgeBase.SearchApi.Hosting;
using KnowledgeBase.Web.Rendering;
using Microsoft.AspNetCore.Mvc;

namespace KnowledgeBase.Web.Controllers;

/// <summary>The library's formulations (提法), the page of each, and every place where a string stands.</summary>
[Queued(Work.Comparison)]
public sealed class WordingController(LiveLibrary library) : Controller
{
    /// <summary>Lines of context that the page of a formulation shows.</summary>
    private const int LinesShown = 8;

    /// <summary>Words in company that the page of a formulation shows.</summary>
    private const int CollocatesShown = 24;

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

    /// <summary>One formulation: what the glossary says, how often it stands where, in which words and since when.</summary>
    [HttpGet("/wording")]
    public IActionResult Show(string? q, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(q))
        {
            return RedirectToAction(nameof(Index));
        }

        return q.Length > WordingParameters.LongestText
            ? BadRequest()
            : View("Wording", library.Current.Read(still => new WordingPage(still.Wording(q, cancellationToken), still.ThemeNames())
            {
                Lines = still.Kwic(new KwicRequest { Text = q, Sort = KwicSort.Right, Size = LinesShown }, cancellationToken),
                Collocates = still.Collocates(new CollocateRequest { Text = q, Size = CollocatesShown }, cancellationToken).Collocates,
            }));
    }

    /// <summary>Every place where a string stands, a line each, sorted by date or by what stands on either side.</summary>
    [HttpGet("/kwic")]
    public IActionResult Kwic([FromQuery] KwicParameters parameters, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        if (string.IsNullOrWhiteSpace(parameters.Q))
        {
            return View(new KwicPage(new KwicRequest { Text = "" }, null, null));
        }

        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            var text = parameters.Q.Length <= WordingParameters.LongestText ? parameters.Q : "";
            return View(new KwicPage(new KwicRequest { Text = text }, null, null) { IsRefused = true });
        }

        var request = parameters.ToRequest();
        return View(library.Current.Read(still => new KwicPage(
            request, still.Kwic(request, cancellationToken), still.CountWording(request.Text, cancellationToken))
        {
            Authority = request.Page == 1 ? still.AuthorityOf(request.Text, cancellationToken) : null,
        }));
    }
}
