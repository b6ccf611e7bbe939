using System.Globalization;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace KnowledgeBase.SearchApi.Hosting;

/// <summary>
/// Knows a program by the key in <c>Authorization: Bearer KEY</c>. Another scheme in that header is somebody else's, of a proxy in front
/// mostly, and says nothing here.
/// </summary>
internal sealed class KeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, KeyDesk desk)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    private const string Prefix = "Bearer";

    /// <summary>Whether a request shows a key.</summary>
    public static bool IsShown(HttpRequest request) => Shown(request).Count > 0;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var shown = Shown(Request);
        if (shown.Count == 0)
        {
            return AuthenticateResult.NoResult();
        }

        var check = await desk.CheckAsync(shown.Count == 1 ? shown[0] : "", Context);
        if (check.Key is { } key)
        {
            return AuthenticateResult.Success(new AuthenticationTicket(KeyHolder.Of(key, Scheme.Name), Scheme.Name));
        }

        Context.Items[typeof(KeyCheck)] = check;
        return AuthenticateResult.Fail("The key is not good.");
    }

    /// <summary>Answers who shows no good key: 401, or what else was found out about it.</summary>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var check = Context.Items[typeof(KeyCheck)] as KeyCheck;
        Response.StatusCode = check?.Status ?? StatusCodes.Status401Unauthorized;
        if (Response.StatusCode == StatusCodes.Status401Unauthorized)
        {
            Response.Headers.WWWAuthenticate = Prefix;
        }
        else if (check is { RetryAfter: > 0 })
        {
            Response.Headers.RetryAfter = check.RetryAfter.ToString(CultureInfo.InvariantCulture);
        }

        return Task.CompletedTask;
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status403Forbidden;
        desk.Refused(Context, KeyHolder.KeyOf(Context.User, desk), "The role lacks the right.");
        return Task.CompletedTask;
    }

    private static List<string> Shown(HttpRequest request) =>
        [.. request.Headers.Authorization.OfType<string>()
            .Select(value => value.Trim())
            .Where(value => value.Equals(Prefix, StringComparison.OrdinalIgnoreCase)
                || value.StartsWith(Prefix + " ", StringComparison.OrdinalIgnoreCase))
            .Select(value => value[Prefix.Length..].Trim())];
}
