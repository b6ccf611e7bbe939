using KnowledgeBase.Retrieval.Drafts;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.SearchApi.Hosting;
using KnowledgeBase.Web.Rendering;
using Microsoft.AspNetCore.Mvc;
using Limits = KnowledgeBase.SearchApi.Controllers.CheckController;

namespace KnowledgeBase.Web.Controllers;

/// <summary>Checks a draft that is pasted into a form. Nothing of it is kept.</summary>
public sealed class CheckController(LiveLibrary library) : Controller
{
    /// <summary>The empty form.</summary>
    [HttpGet("/check")]
    public IActionResult Show() => View("Check", new DraftPage(""));

    /// <summary>The findings, and the form with the draft to go on with.</summary>
    [HttpPost("/check")]
    [RequestSizeLimit(Limits.LargestRequest)]
    [ResponseCache(NoStore = true)]
    public IActionResult Check([FromForm] string? text)
    {
        var draft = (text ?? "").ReplaceLineEndings("\n");
        if (!ModelState.IsValid || draft.Length > Limits.LongestDraft)
        {
            return Refused(draft, $"文稿太长：一次最多核对 {Limits.LongestDraft} 字，请分几次粘贴。");
        }

        if (string.IsNullOrWhiteSpace(draft))
        {
            return Refused("", "还没有文稿：请把文字粘贴到下面的框里。");
        }

        var report = library.Current.CheckDraft(draft);
        var sources = report.Findings
            .Select(f => f.Source?.Id)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .Select(id => library.Current.Find(id)?.Material)
            .Where(m => m is not null)
            .ToDictionary(m => m!.Id, m => m!, StringComparer.Ordinal);
        return View("Check", new DraftPage(draft) { Report = report, Sources = sources });
    }

    private ViewResult Refused(string draft, string error)
    {
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return View("Check", new DraftPage(draft) { Error = error });
    }
}
