using System.Net.Mime;
using KnowledgeBase.Retrieval.Comparison;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.SearchApi.Controllers;
using KnowledgeBase.SearchApi.Hosting;
using KnowledgeBase.Web.Rendering;
using Microsoft.AspNetCore.Mvc;

namespace KnowledgeBase.Web.Controllers;

/// <summary>The pages of one material.</summary>
[Queued(Work.Comparison)]
public sealed class MaterialController(LiveLibrary library) : Controller
{
    /// <summary>The whole text with its outline, facts, practices and formulations.</summary>
    [HttpGet("/materials/{**id}")]
    public IActionResult Show(string id, string? q, CancellationToken cancellationToken)
    {
        var query = q is { Length: <= SearchParameters.LongestQuery } ? q : "";
        return library.Current.Read(still => Page(still, id ?? "", query, cancellationToken)) is { } page
            ? View("Material", page)
            : NotFound();
    }

    /// <summary>The file that it was read from, to be saved: whatever it is, no browser shows it.</summary>
    [HttpGet("/originals/{**id}")]
    public IActionResult Original(string id) => library.Current.ReadableOriginalOf(id ?? "") is { } path
        ? PhysicalFile(path, MediaTypeNames.Application.Octet, Path.GetFileName(path))
        : NotFound();

    /// <summary>What others did that is like it, or like one of its practices.</summary>
    [HttpGet("/comparable/{**id}")]
    public IActionResult Comparable(string id, int? practice, CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid || practice < 0)
        {
            return NotFound();
        }

        var part = practice is null ? ComparedPart.Whole : ComparedPart.Practice;
        return library.Current.Read(still =>
            still.Find(id ?? "") is { Material: var material }
            && still.Comparable(material.Id, part, practice ?? 0, count: 10, cancellationToken: cancellationToken) is { } found
                ? new ComparablePage(
                    material.Id, practice is { } number ? material.Practices[number] : null, found, still.ThemeNames())
                : null) is { } page
            ? View(page)
            : NotFound();
    }

    /// <summary>Why a question finds it, passage by passage.</summary>
    [HttpGet("/why")]
    public IActionResult Why(string? q, string? id, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(q) || q.Length > SearchParameters.LongestQuery)
        {
            return BadRequest();
        }

        return library.Current.Read(still =>
            still.Find(id ?? "") is { Material: var material }
            && still.Explain(q, SearchMode.Best, material.Id, cancellationToken) is { } scores
                ? WhyPage.Of(q, material, scores, still.Highlights(q, material.Text))
                : null) is { } page
            ? View(page)
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
            HasOriginal = library.ReadableOriginalOf(material.Id) is not null,
            Versions = library.VersionsOf(material.Id),
            Overlaps = library.OverlapsOf(material.Id, cancellationToken: cancellationToken),
            Similar = library.Similar(material.Id, cancellationToken: cancellationToken),
        };
    }
}
