using KnowledgeBase.Access;
using KnowledgeBase.Retrieval;
using KnowledgeBase.SearchApi.Hosting;
using KnowledgeBase.SearchApi.Intake;
using KnowledgeBase.Web.Hosting;
using KnowledgeBase.Web.Rendering;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace KnowledgeBase.Web.Controllers;

/// <summary>Where librarians bring materials in, withdraw and restore them, by the same desk as programs.</summary>
[Authorize(Roles = Role)]
public sealed class UploadController(IntakeDesk desk, KeyDesk keys, LiveLibrary library, IAntiforgery forms) : Controller
{
    /// <summary>The page.</summary>
    public const string Path = "/upload";

    /// <summary>The role that it needs.</summary>
    public const string Role = "librarian";

    private const string Token = "form-token";
    private const string Replace = "replace";
    private const int LargestForm = 1 << 16;
    private const int MostShown = 20;
    private const string Stale = "页面已经过期，请再试一次。";

    /// <summary>The form, and what was brought in and withdrawn lately.</summary>
    [HttpGet(Path)]
    public Task<IActionResult> ShowAsync() => PageAsync(page => page);

    /// <summary>Takes the files of the form.</summary>
    [HttpPost(Path)]
    [RequestSizeLimit(IntakeDesk.LargestUpload)]
    public Task<IActionResult> BringInAsync() => ToldAsync(async by =>
    {
        try
        {
            var result = await desk.BringInAsync(Request, OrdersAsync, by);
            return result switch
            {
                null => await RefusedAsync(StatusCodes.Status400BadRequest, Stale),
                { Files.Count: 0 } => await RefusedAsync(StatusCodes.Status400BadRequest, "还没有选文件：请先选一个或几个文件，再点“上传”。"),
                _ => await PageAsync(page => page with { Result = result }),
            };
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return await RefusedAsync(e.StatusCode, $"没有上传：一次的文件合计不能超过 {UploadPage.LargestUpload}，请分几次上传。");
        }
    });

    /// <summary>Asks whether a material is meant to be withdrawn.</summary>
    /// <param name="id">Its id.</param>
    [HttpGet(Path + "/withdraw")]
    public IActionResult AskToWithdraw(string? id)
    {
        PostedForm.KeepNowhere(Response);
        return id is { Length: > 0 } && library.Current.Find(id)?.Material is { } material ? View("Withdraw", material) : NotFound();
    }

    /// <summary>Withdraws a material.</summary>
    [HttpPost(Path + "/withdraw")]
    [RequestSizeLimit(LargestForm)]
    public Task<IActionResult> WithdrawAsync() => WithIdAsync(async (id, by) =>
    {
        var result = await desk.WithdrawAsync(HttpContext, id, by);
        return result.Gone
            ? $"已撤下《{result.Title}》。原文件留存，可以在下面恢复。"
            : $"《{result.Title}》的文件已撤下，但索引没有跟上：在下次建库之前仍可能检索到，原因见服务器日志。";
    });

    /// <summary>Brings back what was withdrawn last under an id.</summary>
    [HttpPost(Path + "/restore")]
    [RequestSizeLimit(LargestForm)]
    public Task<IActionResult> RestoreAsync() => WithIdAsync(async (id, by) =>
    {
        var result = await desk.RestoreAsync(HttpContext, id, by);
        var name = result.Material is { } material ? $"《{material.Title}》" : id;
        return result.Searchable ? $"已恢复 {name}。" : $"{name} 的文件已恢复，但索引没有跟上：下次建库后才能检索到，原因见服务器日志。";
    });

    /// <summary>Checks the token, which stands in front of the files, so that no file is taken from a form of another site.</summary>
    private async Task<UploadOrders?> OrdersAsync(IReadOnlyDictionary<string, string> fields)
    {
        // The framework would read the whole form for its token unless it finds one in this header.
        Request.Headers["RequestVerificationToken"] = fields.GetValueOrDefault(Token, "-");
        return await forms.IsRequestValidAsync(HttpContext)
            ? new UploadOrders(fields.ContainsKey(Replace), UploadOrders.LevelOf(fields.GetValueOrDefault(UploadOrders.AccessField)))
            : null;
    }

    private Task<IActionResult> WithIdAsync(Func<string, AuditAct, Task<string>> act) => ToldAsync(async by =>
    {
        var (form, status) = await PostedForm.ReadAsync(Request, forms);
        if (form is null)
        {
            return status == StatusCodes.Status400BadRequest ? await RefusedAsync(status, Stale) : StatusCode(status);
        }

        var done = await act(form["id"].ToString(), by);
        return await PageAsync(page => page with { Done = done });
    });

    private async Task<IActionResult> ToldAsync(Func<AuditAct, Task<IActionResult>> act)
    {
        if (KeyHolder.ActOf(HttpContext, keys) is not { } by)
        {
            return Unauthorized();
        }

        try
        {
            return await act(by);
        }
        catch (IntakeException e)
        {
            return await RefusedAsync(e.Status, IntakeText.Of(e.Fault));
        }
    }

    private async Task<IActionResult> RefusedAsync(int status, string error)
    {
        Response.StatusCode = status;
        return await PageAsync(page => page with { Error = error });
    }

    private async Task<IActionResult> PageAsync(Func<UploadPage, UploadPage> change)
    {
        PostedForm.KeepNowhere(Response);
        var page = change(new UploadPage(ThemeNames(), keys.Groups()));
        try
        {
            return View("Upload", page with { Recent = await desk.RecentAsync(HttpContext, MostShown) });
        }
        catch (IntakeException)
        {
            return View("Upload", page with { Error = page.Error ?? IntakeText.Of(IntakeFault.CannotBeWritten) });
        }
    }

    private IReadOnlyDictionary<string, string> ThemeNames()
    {
        try
        {
            return library.Current.ThemeNames();
        }
        catch (LibraryException)
        {
            return new Dictionary<string, string>(StringComparer.Ordinal); // there is no index yet
        }
    }
}
