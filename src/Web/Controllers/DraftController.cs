using System.Globalization;
using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Drafts;
using KnowledgeBase.SearchApi.Controllers;
using KnowledgeBase.SearchApi.Hosting;
using KnowledgeBase.Web.Rendering;
using Microsoft.AspNetCore.Mvc;

namespace KnowledgeBase.Web.Controllers;

/// <summary>Checks a draft that is pasted into a form. Nothing of it is kept.</summary>
public sealed class DraftController(LiveLibrary library, WorkTurns turns) : Controller
{
    /// <summary>The empty form.</summary>
    [HttpGet("/check")]
    public IActionResult Show() => View("Draft", new DraftPage(""));

    /// <summary>The findings, and the form with the draft to go on with.</summary>
    [HttpPost("/check")]
    [ResponseCache(NoStore = true)]
    public async Task<IActionResult> Check([ModelBinder(typeof(DraftForm.Binder))] DraftForm form, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(form);
        if (form.Text.Length > CheckController.LongestDraft || form.Status == StatusCodes.Status413PayloadTooLarge)
        {
            return Refused(form.Text, form.Status, $"文稿太长：一次最多核对 {CheckController.LongestDraft} 字，请分几次粘贴。");
        }

        if (form.Status != StatusCodes.Status200OK)
        {
            return StatusCode(form.Status);
        }

        if (string.IsNullOrWhiteSpace(form.Text))
        {
            return Refused("", StatusCodes.Status400BadRequest, "还没有文稿：请把文字粘贴到下面的框里。");
        }

        // Not by the filter: who is turned away gets his draft back.
        using var turn = await turns.EnterAsync(Work.Draft, cancellationToken);
        if (turn is null)
        {
            Response.Headers.RetryAfter = WorkTurns.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
            return Refused(form.Text, StatusCodes.Status429TooManyRequests, "正在核对的文稿太多，请过几秒再点“核对”。文稿还在下面的框里。");
        }

        try
        {
            return View("Draft", Checked(form.Text, turn.Cancelled));
        }
        catch (OperationCanceledException) when (turn.IsTimeUp)
        {
            return Refused(form.Text, StatusCodes.Status503ServiceUnavailable, "核对花的时间太长，请分几次粘贴，或稍后再试。文稿还在下面的框里。");
        }
    }

    private DraftPage Checked(string draft, CancellationToken cancellationToken) => library.Current.Read(still =>
    {
        var report = still.CheckDraft(draft, cancellationToken).Shortened(CheckController.MostFindings);
        var sources = report.Findings
            .Select(f => f.Source?.Id)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .Select(id => still.Find(id)?.Material)
            .OfType<Material>()
            .ToDictionary(m => m.Id, StringComparer.Ordinal);
        return new DraftPage(draft) { Report = report, Sources = sources };
    });

    private ViewResult Refused(string draft, int status, string error)
    {
        Response.StatusCode = status;
        return View("Draft", new DraftPage(draft) { Error = error });
    }
}
