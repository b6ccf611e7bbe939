using System.Globalization;
using KnowledgeBase.Export;
using KnowledgeBase.Export.Drafts;
using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Contract;
using KnowledgeBase.Retrieval.Drafts;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.SearchApi.Controllers;
using KnowledgeBase.SearchApi.Hosting;
using KnowledgeBase.Web.Hosting;
using KnowledgeBase.Web.Rendering;
using Microsoft.AspNetCore.Mvc;

namespace KnowledgeBase.Web.Controllers;

/// <summary>Checks a draft that is pasted into a form or handed in as a file. Nothing of it is kept.</summary>
public sealed class DraftController(LiveLibrary library, WorkTurns turns) : Controller
{
    /// <summary>Bytes of a form: a file, and what is around it.</summary>
    private const int LargestForm = DraftReader.LargestFile + (1 << 20);

    /// <summary>The empty form.</summary>
    [HttpGet("/check")]
    public IActionResult Show() => View("Draft", new DraftPage(""));

    /// <summary>The findings, and the form with the draft to go on with.</summary>
    [HttpPost("/check")]
    [RequestSizeLimit(LargestForm)]
    [RequestFormLimits(MultipartBodyLengthLimit = LargestForm, MemoryBufferThreshold = LargestForm)]
    public Task<IActionResult> Check([ModelBinder(typeof(DraftForm.Binder))] DraftForm form, CancellationToken cancellationToken) =>
        AnswerAsync(form, (draft, cancelled) => View("Draft", Checked(form, draft, cancelled)), cancellationToken);

    /// <summary>The draft as a Word document with the findings as comments.</summary>
    [HttpPost("/check/marked")]
    [RequestSizeLimit(LargestForm)]
    [RequestFormLimits(MultipartBodyLengthLimit = LargestForm, MemoryBufferThreshold = LargestForm)]
    public Task<IActionResult> Marked([ModelBinder(typeof(DraftForm.Binder))] DraftForm form, CancellationToken cancellationToken) =>
        AnswerAsync(form, Marked, cancellationToken);

    private async Task<IActionResult> AnswerAsync(
        DraftForm form, Func<string, CancellationToken, IActionResult> answer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(form);

        // The browser may keep the answer for the way back to it, so that nobody loses a draft; nobody else may.
        Response.Headers.CacheControl = "private, no-cache";
        if (form.Text.Length > CheckController.LongestDraft || form.Status == StatusCodes.Status413PayloadTooLarge)
        {
            return Refused(
                form.Text,
                form.Status,
                $"文稿太长：一次最多核对 {CheckController.LongestDraft} 字，文件不超过 {DraftReader.LargestFile / 1_000_000} MB，请分几次核对。");
        }

        if (form.Status != StatusCodes.Status200OK)
        {
            return StatusCode(form.Status);
        }

        if (form.File is null && string.IsNullOrWhiteSpace(form.Text))
        {
            return Refused("", StatusCodes.Status400BadRequest, "还没有文稿：请把文字粘贴到下面的框里，或选一个文件。");
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
            var (draft, reason) = form.File is { } file
                ? HttpContext.RequestServices.GetRequiredService<DraftReader>().Read(file, form.FileName, turn.Cancelled)
                : (form.Text, null);
            return draft switch
            {
                null => Refused(form.Text, StatusCodes.Status400BadRequest, $"文件没有读成：{LeftOutReason.Of(reason!)}"),
                { Length: > CheckController.LongestDraft } => Refused(
                    form.Text,
                    StatusCodes.Status400BadRequest,
                    $"文稿太长：一次最多核对 {CheckController.LongestDraft} 字，这个文件有 {draft.Length} 字，请分几次核对。"),
                _ => answer(draft, turn.Cancelled),
            };
        }
        catch (OperationCanceledException) when (turn.IsTimeUp)
        {
            return Refused(form.Text, StatusCodes.Status503ServiceUnavailable, "核对花的时间太长，请分几次核对，或稍后再试。文稿还在下面的框里。");
        }
    }

    private DraftPage Checked(DraftForm form, string draft, CancellationToken cancellationToken) => library.Current.Read(still =>
    {
        var page = PageOf(still, draft, cancellationToken);
        var corrected = form.Taken.Count > 0 ? page.Corrected(form.Taken) : draft;
        return corrected == draft ? page : PageOf(still, corrected, cancellationToken) with { WasCorrected = true };
    });

    private static DraftPage PageOf(Library still, string draft, CancellationToken cancellationToken)
    {
        var report = still.CheckDraft(draft, cancellationToken).Shortened(CheckController.MostFindings);
        return new DraftPage(draft) { Report = report, Sources = SourcesOf(still, report) };
    }

    private ExportFile Marked(string draft, CancellationToken cancellationToken) => library.Current.Read(still =>
    {
        var report = still.CheckDraft(draft, cancellationToken).Shortened(CheckController.MostFindings);
        var sources = SourcesOf(still, report);
        return ExportFile.Of(new MarkedDraft(draft, report.Findings, CitationOf), ExportFormat.Word, cancellationToken);

        string? CitationOf(string id) => sources.GetValueOrDefault(id) is { } source ? Citation.Of(source) : null;
    });

    private static Dictionary<string, Material> SourcesOf(Library still, DraftReport report) => report.Findings
        .Select(f => f.Source?.Id)
        .OfType<string>()
        .Distinct(StringComparer.Ordinal)
        .Select(id => still.Find(id)?.Material)
        .OfType<Material>()
        .ToDictionary(m => m.Id, StringComparer.Ordinal);

    private ViewResult Refused(string draft, int status, string error)
    {
        Response.StatusCode = status;
        return View("Draft", new DraftPage(draft) { Error = error });
    }
}
