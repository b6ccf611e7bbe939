using System.Globalization;
using KnowledgeBase.SearchApi.Hosting;
using KnowledgeBase.Web.Hosting;
using KnowledgeBase.Web.Rendering;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace KnowledgeBase.Web.Controllers;

/// <summary>Signing in with a key, and out.</summary>
[AllowAnonymous]
public sealed class SignInController(KeyDesk desk, IAntiforgery forms) : Controller
{
    private const int LargestForm = 1 << 16;

    /// <summary>The form; for one who is signed in, whose key it was, and the way out.</summary>
    /// <param name="to">Where to go afterwards: an address of this site.</param>
    [HttpGet(Sessions.SignInPath)]
    public IActionResult Show(string? to) => Page(to, StatusCodes.Status200OK, null);

    /// <summary>Signs in who shows a good key.</summary>
    [HttpPost(Sessions.SignInPath)]
    [RequestSizeLimit(LargestForm)]
    public async Task<IActionResult> SignInAsync()
    {
        var (form, status) = await PostedForm.ReadAsync(Request, forms);
        if (form is null)
        {
            return status == StatusCodes.Status400BadRequest ? Page(null, status, "页面已经过期，请重新输入密钥。") : StatusCode(status);
        }

        var to = form[Sessions.To].ToString();
        var check = await desk.CheckAsync(form["key"].ToString().Trim(), HttpContext);
        if (check.Key is { } key)
        {
            await HttpContext.SignInAsync(Sessions.Scheme, KeyHolder.Of(key, Sessions.Scheme));
            return LocalRedirect(Url.IsLocalUrl(to) ? to : "/");
        }

        if (check.RetryAfter > 0)
        {
            Response.Headers.RetryAfter = check.RetryAfter.ToString(CultureInfo.InvariantCulture);
        }

        return Page(to, check.Status, check.Status switch
        {
            StatusCodes.Status429TooManyRequests => $"输错的次数太多，请过 {check.RetryAfter} 秒再试。",
            StatusCodes.Status401Unauthorized => "密钥无效。请核对后再输入，或联系材料库管理员。",
            _ => "暂时无法核对密钥，原因已记入服务器日志，请联系材料库管理员。",
        });
    }

    /// <summary>Ends the session.</summary>
    [HttpPost("/sign-out")]
    [RequestSizeLimit(LargestForm)]
    public async Task<IActionResult> SignOutAsync()
    {
        var (form, status) = await PostedForm.ReadAsync(Request, forms);
        if (form is null)
        {
            return status == StatusCodes.Status400BadRequest ? Page(null, status, "页面已经过期，请再试一次。") : StatusCode(status);
        }

        await HttpContext.SignOutAsync(Sessions.Scheme);
        return LocalRedirect(Sessions.SignInPath);
    }

    private ViewResult Page(string? to, int status, string? error)
    {
        Response.StatusCode = status;
        PostedForm.KeepNowhere(Response);
        var key = KeyHolder.KeyOf(User, desk);
        return View("SignIn", new SignInPage(Url.IsLocalUrl(to) ? to : null, desk.HasKeys, key?.Name, key?.Role, error));
    }
}
