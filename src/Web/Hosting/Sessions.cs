using KnowledgeBase.Access;
using KnowledgeBase.SearchApi.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;

namespace KnowledgeBase.Web.Hosting;

/// <summary>
/// People show their key once, on the page of signing in, and are known by a cookie from then on: until the browser is closed, for twelve
/// hours at most without a request, and no longer than their key is good, which is looked up with every request.
/// </summary>
internal static class Sessions
{
    /// <summary>The scheme by which people are known.</summary>
    public const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme;

    /// <summary>The page of signing in.</summary>
    public const string SignInPath = "/sign-in";

    /// <summary>The parameter that holds where to go afterwards.</summary>
    public const string To = "to";

    private const string ByKeyOrCookie = "key or cookie";

    private static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    /// <summary>Adds sessions. Nothing is kept of them until somebody signs in.</summary>
    public static void AddSessions(this IServiceCollection services)
    {
        services.AddAuthentication(ByKeyOrCookie)
            .AddPolicyScheme(ByKeyOrCookie, null, o => o.ForwardDefaultSelector = context =>
                Credentials.ShowsKey(context.Request) ? Credentials.Key : Scheme)
            .AddCookie(Scheme, o =>
            {
                o.Cookie.Name = "kb-session";
                o.Cookie.SameSite = SameSiteMode.Strict;
                o.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
                o.ExpireTimeSpan = Longest;
                o.Events.OnValidatePrincipal = IsStillGoodAsync;
                o.Events.OnRedirectToLogin = LeadToSignIn;
                o.Events.OnRedirectToAccessDenied = Forbid;
            });
        services.AddAntiforgery(o =>
        {
            o.Cookie.Name = "kb-form";
            o.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            o.FormFieldName = "form-token";
            o.SuppressXFrameOptionsHeader = true; // the policy of every page says so
        });
        services.AddDataProtection().SetApplicationName("KnowledgeBase");
        services.AddOptions<KeyManagementOptions>().Configure<IOptions<SearchApiOptions>>((keys, options) =>
            keys.XmlRepository = new SessionKeys(new StateFolder(options.Value.State)));

        // The framework would make a key for sessions whenever a server starts, also where nobody can sign in.
        foreach (var eager in services.Where(s => s.ServiceType == typeof(IHostedService)
            && s.ImplementationType?.Assembly == typeof(DataProtectionOptions).Assembly).ToList())
        {
            services.Remove(eager);
        }
    }

    private static async Task IsStillGoodAsync(CookieValidatePrincipalContext context)
    {
        var desk = context.HttpContext.RequestServices.GetRequiredService<KeyDesk>();
        if (KeyHolder.KeyOf(context.Principal, desk) is { } key)
        {
            context.ReplacePrincipal(KeyHolder.Of(key, Scheme));
            return;
        }

        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(Scheme);
    }

    private static Task LeadToSignIn(RedirectContext<CookieAuthenticationOptions> context)
    {
        var (request, response) = (context.Request, context.Response);
        if (!ApiRequests.Are(context.HttpContext) && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)))
        {
            var here = request.PathBase + request.Path + request.QueryString;
            response.Redirect(here == "/" ? SignInPath : SignInPath + QueryString.Create(To, here));
            return Task.CompletedTask;
        }

        response.StatusCode = StatusCodes.Status401Unauthorized;
        response.Headers.WWWAuthenticate = "Bearer";
        return Task.CompletedTask;
    }

    private static Task Forbid(RedirectContext<CookieAuthenticationOptions> context)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        var desk = context.HttpContext.RequestServices.GetRequiredService<KeyDesk>();
        desk.Refused(context.HttpContext, KeyHolder.KeyOf(context.HttpContext.User, desk), "The role lacks the right.");
        return Task.CompletedTask;
    }
}
