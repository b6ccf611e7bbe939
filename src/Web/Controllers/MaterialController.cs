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
        var query = q is { Length: <= SearchParameters.LongestQuery } ? q : "";
        return library.Current.Read(still => Page(still, id ?? "", query, cancellationToken)) is { } page
            ? View("Material", page)
            : NotFound();
    }

    private static MaterialPage? Page(Library library, string id, string query, CancellationToken cancellationToken)
    {
        if (library.Find(id) is not { Material: var material })
        {
            return null;
        }

        var marks = query.Length > 0 ? library.Highlights(query, material.Text) : [];
        return MaterialPage.Lay(material, query, marks, library.ThemeNames()) with
        {
            Versions = library.VersionsOf(material.Id),
            Overlaps = library.OverlapsOf(material.Id, cancellationToken: cancellationToken),
            Similar = library.Similar(material.Id, cancellationToken: cancellationToken),
        };
    }
}
