using KnowledgeBase.Retrieval.Comparison;
using KnowledgeBase.Retrieval.Concordance;
using KnowledgeBase.Retrieval.Views;
using KnowledgeBase.SearchApi.Controllers;
using KnowledgeBase.SearchApi.Hosting;
using KnowledgeBase.Web.Rendering;
using Microsoft.AspNetCore.Mvc;

namespace KnowledgeBase.Web.Controllers;

/// <summary>Outlines of several materials, and several strings over the years, side by side.</summary>
[Queued(Work.Comparison)]
public sealed class SideBySideController(LiveLibrary library) : Controller
{
    /// <summary>Outlines that stand beside one another at most.</summary>
    public const int MostOutlines = 6;

    /// <summary>Whole outlines, and the frames that headings of the library share.</summary>
    [HttpGet("/outlines")]
    public IActionResult Outlines(string[]? id, CancellationToken cancellationToken)
    {
        string[] asked = [.. (id ?? []).Where(i => !string.IsNullOrWhiteSpace(i)).Distinct(StringComparer.Ordinal)];
        return View(library.Current.Read(still =>
        {
            string[] known = [.. asked.Where(still.Contains)];
            var shown = still.Outlines([.. known.Take(MostOutlines)]);
            var similar = known.Length is > 0 and < MostOutlines
                ? still.Similar(known[0], count: MostOutlines, cancellationToken: cancellationToken)
                : [];
            return new OutlinesPage(
                shown,
                asked.Length - known.Length,
                Math.Max(0, known.Length - MostOutlines),
                [.. similar.Select(s => s.Hit).Where(h => !known.Contains(h.Material, StringComparer.Ordinal))],
                still.Headings(new ViewRequest { Size = 1 }, cancellationToken).Patterns);
        }));
    }

    /// <summary>Up to four strings, counted over the years.</summary>
    [HttpGet("/compare")]
    public IActionResult Compare(string[]? q, CancellationToken cancellationToken)
    {
        string[] asked = [.. (q ?? []).Select(t => t?.Trim() ?? "").Where(t => t.Length > 0).Distinct(StringComparer.Ordinal)];
        if (asked.Length > WordingComparison.MostWordings || Array.Exists(asked, t => t.Length > WordingParameters.LongestText))
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return View(new ComparePage([.. asked.Where(t => t.Length <= WordingParameters.LongestText)], null)
            {
                Error = $"一次最多比较 {WordingComparison.MostWordings} 种说法，每种不超过 {WordingParameters.LongestText} 字。",
            });
        }

        return View(new ComparePage(asked, asked.Length == 0 ? null : library.Current.Compare(asked, cancellationToken)));
    }
}
