using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.SearchApi.Hosting;
using KnowledgeBase.Web.Hosting;
using KnowledgeBase.Web.Rendering;
using Microsoft.AspNetCore.Mvc;

namespace KnowledgeBase.Web.Controllers;

/// <summary>What is in the library.</summary>
[Queued(Work.Comparison)]
public sealed class HoldingsController : Controller
{
    private const int NewestShown = 20;
    private const int FamiliesShown = 20;

    /// <summary>What is in, of which years and themes, what came last, and what stands there twice.</summary>
    [HttpGet("/library")]
    public IActionResult Show(CancellationToken cancellationToken)
    {
        // How far vectors are changes within a commit.
        ViewData["Meaning"] = HttpContext.RequestServices.GetRequiredService<LiveLibrary>().Current.Meaning;
        return View("Holdings", HttpContext.RequestServices.GetRequiredService<PerCommit<HoldingsPage>>().Get(still =>
        {
            var families = still.Families(0, FamiliesShown);
            return new HoldingsPage(
                still.Overview(),
                Coverage.Of(still, cancellationToken),
                still.Newest(new SearchRequest(), NewestShown, cancellationToken),
                families.Families,
                families.Total,
                still.LeftOut());
        }));
    }
}
