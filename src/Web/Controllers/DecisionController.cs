using KnowledgeBase.Access;
using KnowledgeBase.SearchApi.Decisions;
using KnowledgeBase.SearchApi.Hosting;
using KnowledgeBase.Understanding.Corrections;
using KnowledgeBase.Web.Hosting;
using KnowledgeBase.Web.Rendering;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace KnowledgeBase.Web.Controllers;

/// <summary>
/// Where librarians correct materials, change words, formulations and themes, and take it back, by the same desk as programs.
/// </summary>
[Authorize(Roles = UploadController.Role)]
public sealed class DecisionController(DecisionDesk desk, KeyDesk keys, LiveLibrary library, IAntiforgery forms) : Controller
{
    /// <summary>The page of the files of settings.</summary>
    public const string SettingsPath = "/settings";

    /// <summary>The page of the history.</summary>
    public const string ChangesPath = "/changes";

    private const string CorrectPath = "/correct";
    private const string SettingPath = SettingsPath + "/file";
    private const string Save = "save";
    private const string Stale = "页面已经过期，请再试一次。";
    private const int LargestForm = 1_000_000;
    private const int LargestText = 5_000_000;
    private const int ChangesShown = 50;

    /// <summary>The form by which a material is corrected.</summary>
    /// <param name="id">Its id.</param>
    [HttpGet(CorrectPath)]
    public IActionResult AskToCorrect(string? id)
    {
        PostedForm.KeepNowhere(Response);
        try
        {
            return id is { Length: > 0 } ? CorrectionView(desk.Correction(id)) : NotFound();
        }
        catch (DecisionException e)
        {
            return e.Fault == DecisionFault.NotThere ? NotFound() : CorrectionRefused(id!, new Correction { Material = id! }, "", e);
        }
    }

    /// <summary>Corrects a material, or shows what that would change.</summary>
    [HttpPost(CorrectPath)]
    [RequestSizeLimit(LargestForm)]
    public Task<IActionResult> CorrectAsync() => WithFormAsync(async (form, by) =>
    {
        var (id, version) = (form["id"].ToString(), form["version"].ToString());
        if (id.Length == 0 || !library.Current.Contains(id))
        {
            return NotFound();
        }

        var correction = CorrectionForm.Read(id, form);
        try
        {
            if (form["act"] != Save)
            {
                var effect = desk.Preview(correction, HttpContext.RequestAborted);
                return CorrectionView(new CorrectionResult(correction, version, []), page => page with { Effect = effect });
            }

            var result = await desk.DecideAsync(correction, version, by);
            return CorrectionView(desk.Correction(id), page => page with { Done = DecisionText.Of(result) });
        }
        catch (DecisionException e)
        {
            return CorrectionRefused(id, correction, version, e);
        }
    });

    /// <summary>The files of the taxonomy, the glossary and the lexicon.</summary>
    [HttpGet(SettingsPath)]
    public IActionResult Settings()
    {
        PostedForm.KeepNowhere(Response);
        try
        {
            return View("Settings", new SettingsPage(desk.Settings(), null));
        }
        catch (DecisionException e)
        {
            Response.StatusCode = e.Status;
            return View("Settings", new SettingsPage([], DecisionText.Of(e)));
        }
    }

    /// <summary>A file of settings, to be changed.</summary>
    /// <param name="kind">taxonomy, glossary or lexicon.</param>
    /// <param name="name">Its name.</param>
    [HttpGet(SettingPath)]
    public IActionResult AskToSet(string? kind, string? name)
    {
        PostedForm.KeepNowhere(Response);
        if (DecisionDesk.KindOf(kind ?? "") is not { } known)
        {
            return NotFound();
        }

        // Whoever makes a new word list need not know how its name ends.
        var whole = SettingsPage.Whole(known, name ?? "");
        try
        {
            return View("Setting", new SettingPage(desk.Setting(known, whole)));
        }
        catch (DecisionException e)
        {
            return e.Fault == DecisionFault.NotThere ? NotFound() : SettingRefused(new SettingResult(known, whole, "", null), e);
        }
    }

    /// <summary>Changes a file of settings, or shows what that would change.</summary>
    [HttpPost(SettingPath)]
    [RequestSizeLimit(LargestText)]
    public Task<IActionResult> SetAsync() => WithFormAsync(async (form, by) =>
    {
        if (DecisionDesk.KindOf(form["kind"].ToString()) is not { } kind)
        {
            return NotFound();
        }

        var text = form["text"].ToString().ReplaceLineEndings("\n");
        var sent = new SettingResult(kind, form["name"].ToString(), form["version"].ToString(), text);
        var kept = string.IsNullOrWhiteSpace(text) ? null : text.EndsWith('\n') ? text : $"{text}\n";
        try
        {
            if (form["act"] != Save)
            {
                var effect = desk.Preview(kind, sent.Name, kept, HttpContext.RequestAborted);
                return View("Setting", new SettingPage(sent) { Effect = effect });
            }

            var result = await desk.DecideAsync(kind, sent.Name, kept, sent.Version, by);
            return View("Setting", new SettingPage(desk.Setting(kind, sent.Name)) { Done = DecisionText.Of(result) });
        }
        catch (DecisionException e)
        {
            return e.Fault == DecisionFault.NotThere ? NotFound() : SettingRefused(sent, e);
        }
    });

    /// <summary>What was decided, by whom and when.</summary>
    /// <param name="subject">Only what is about it.</param>
    [HttpGet(ChangesPath)]
    public IActionResult Changes(string? subject)
    {
        PostedForm.KeepNowhere(Response);
        return ChangesView(string.IsNullOrEmpty(subject) ? null : subject, page => page);
    }

    /// <summary>Takes a change back.</summary>
    [HttpPost(ChangesPath + "/undo")]
    [RequestSizeLimit(LargestForm)]
    public Task<IActionResult> UndoAsync() => WithFormAsync(async (form, by) =>
    {
        var subject = form["subject"].ToString() is { Length: > 0 } given ? given : null;
        if (!long.TryParse(form["number"].ToString(), out var number))
        {
            return NotFound();
        }

        try
        {
            var result = await desk.UndoAsync(number, by);
            return ChangesView(subject, page => page with { Done = $"已撤销第 {number} 项修改。{DecisionText.Of(result)}" });
        }
        catch (DecisionException e)
        {
            Response.StatusCode = e.Status;
            return ChangesView(subject, page => page with { Error = DecisionText.Of(e), Conflict = ConflictOf(e) });
        }
    });

    private static (string? Current, string? Expected)? ConflictOf(DecisionException e) =>
        e.Fault == DecisionFault.ChangedMeanwhile ? (e.Current, e.Expected) : null;

    private async Task<IActionResult> WithFormAsync(Func<IFormCollection, AuditAct, Task<IActionResult>> act)
    {
        PostedForm.KeepNowhere(Response);
        var (form, status) = await PostedForm.ReadAsync(Request, forms);
        if (form is null)
        {
            if (status != StatusCodes.Status400BadRequest)
            {
                return StatusCode(status);
            }

            Response.StatusCode = status;
            return ChangesView(null, page => page with { Error = Stale });
        }

        return KeyHolder.ActOf(HttpContext, keys) is { } by ? await act(form, by) : Unauthorized();
    }

    private IActionResult CorrectionView(CorrectionResult shown, Func<CorrectionPage, CorrectionPage>? change = null)
    {
        if (library.Current.Find(shown.Correction.Material)?.Material is not { } material)
        {
            return NotFound();
        }

        var page = new CorrectionPage(material, shown, library.Current.Themes());
        return View("Correct", change is null ? page : change(page));
    }

    private IActionResult CorrectionRefused(string id, Correction sent, string version, DecisionException e)
    {
        Response.StatusCode = e.Status;

        // Who has seen what the other one decided may save over it.
        var next = e.Fault == DecisionFault.ChangedMeanwhile ? FileHistory.VersionOf(e.Current) : version;
        return CorrectionView(new CorrectionResult(sent with { Material = id }, next, []), page => page with
        {
            Error = DecisionText.Of(e),
            Problems = e.Problems,
            Conflict = ConflictOf(e),
        });
    }

    private ViewResult SettingRefused(SettingResult sent, DecisionException e)
    {
        Response.StatusCode = e.Status;
        var next = e.Fault == DecisionFault.ChangedMeanwhile ? FileHistory.VersionOf(e.Current) : sent.Version;
        return View("Setting", new SettingPage(sent with { Version = next })
        {
            Error = DecisionText.Of(e),
            Problems = e.Problems,
            Conflict = ConflictOf(e),
        });
    }

    private ViewResult ChangesView(string? subject, Func<ChangesPage, ChangesPage> change)
    {
        try
        {
            return View("Changes", change(new ChangesPage(subject, desk.History(ChangesShown, subject))));
        }
        catch (DecisionException e)
        {
            Response.StatusCode = e.Status;
            return View("Changes", new ChangesPage(subject, []) { Error = DecisionText.Of(e) });
        }
    }
}
