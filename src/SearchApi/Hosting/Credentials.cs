using KnowledgeBase.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace KnowledgeBase.SearchApi.Hosting;

/// <summary>
/// Who may do what: a key that is shown must be good, whatever is asked for; what needs a role says so where it is declared; and when only
/// holders of keys may read, everything needs one that does not say otherwise.
/// </summary>
public static class Credentials
{
    /// <summary>The scheme by which programs are known: a key in every request.</summary>
    public const string Key = "key";

    /// <summary>Whether a request shows a key, good or not.</summary>
    public static bool ShowsKey(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return KeyAuthentication.IsShown(request);
    }

    /// <summary>Adds keys and roles.</summary>
    internal static void AddCredentials(this IServiceCollection services)
    {
        services.AddSingleton<KeyDesk>();
        services.AddAuthentication(Key).AddScheme<AuthenticationSchemeOptions, KeyAuthentication>(Key, null);
        services.AddAuthorization();
        services.AddOptions<AuthorizationOptions>().Configure<IOptions<SearchApiOptions>>((rights, options) =>
        {
            if (options.Value.Readers == ReadersAllowed.Keys)
            {
                rights.FallbackPolicy = new AuthorizationPolicyBuilder().RequireRole(KeyHolder.NameOf(AccessRole.Reader)).Build();
            }
        });
    }

    /// <summary>Finds out who asks and refuses what they may not. Stands behind routing and what puts bare statuses into words.</summary>
    public static void UseCredentials(this IApplicationBuilder app)
    {
        app.UseAuthentication();
        app.Use(Metrics.RefuseElsewhere);
        app.Use(RefuseBadKeys);
        app.UseAuthorization();
        app.Use(KeepFromOthers);
        app.Use(ReadAsEntitledAsync);
    }

    /// <summary>
    /// The one place where it is decided which of the library's indexes a request is answered from: nothing else of them can reach it.
    /// </summary>
    private static async Task ReadAsEntitledAsync(HttpContext context, RequestDelegate next)
    {
        var services = context.RequestServices;
        services.GetRequiredService<LiveLibrary>().ReadAs(
            KeyHolder.RightsOf(context.User, services.GetRequiredService<KeyDesk>()));
        await next(context);
    }

    /// <summary>A key that is not good is told so even where none is needed: its holder would wonder otherwise what became of it.</summary>
    private static Task RefuseBadKeys(HttpContext context, RequestDelegate next) =>
        context.Items[typeof(KeyCheck)] is KeyCheck && context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is null
            ? context.ChallengeAsync(Key)
            : next(context);

    /// <summary>What is for holders of keys is kept by no proxy for others, and what is for others is not taken for theirs.</summary>
    private static Task KeepFromOthers(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is null)
        {
            context.Response.OnStarting(() =>
            {
                var headers = context.Response.Headers;
                headers.AppendCommaSeparatedValues(HeaderNames.Vary, HeaderNames.Authorization, HeaderNames.Cookie);
                if (context.User.Identity is { IsAuthenticated: true }
                    && !headers.CacheControl.ToString().Contains("no-store", StringComparison.OrdinalIgnoreCase))
                {
                    headers.CacheControl = "private, no-cache";
                }

                return Task.CompletedTask;
            });
        }

        return next(context);
    }
}
