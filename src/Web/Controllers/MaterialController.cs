using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.SearchApi.Controllers;
using KnowledgeBase.SearchApi.Hosting;
using KnowledgeBase.Web.Rendering;
using Microsoft.AspNetCore.Mvc;

namespace KnowledgeBase.Web.Controllers;

/// <summary>The page of a material.</summary>
public sealed class MaterialController(LiveLibrary library) : Controller
{
    /// <summary>The whole text with its outline, facts, practices and formulations.</summary>
    [HttpGet("/materials/{**id}")]
    [Queued(Work.Comparison)]
    public IActionResult Show(string id, string? q, CancellationToken cancellationToken)
    {
        if (library.Current.Find(id ?? "") is not { } found)
        {
            return NotFound();
        }

        var query = q is { Length: <= SearchParameters.LongestQuery } ? q : "";
        var names = library.Current.ThemeNames();
        var marks = query.Length > 0 ? library.Current.Highlights(query, found.Material.Text) : [];
        return View("Material", MaterialPage.Lay(found.Material, query, marks, names) with
        {
            Versions = library.Current.VersionsOf(found.Material.Id),
            Overlaps = library.Current.OverlapsOf(found.Material.Id, cancellationToken: cancellationToken),
            Similar = library.Current.Similar(found.Material.Id, cancellationToken: cancellationToken),
        });
    }
}
