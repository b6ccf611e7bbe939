namespace KnowledgeBase.SearchApi.Hosting;

/// <summary>
/// Headers that keep a page what it is: nothing is loaded from another host, no script runs but the site's own files, nothing frames it.
/// Texts come from files that nobody vouches for, so the policy is the second wall behind the encoding of the views.
/// </summary>
internal static class SecurityHeaders
{
    /// <summary>The headers, by name.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> All { get; } =
    [
        new(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; form-action 'self'; "
                + "base-uri 'none'; frame-ancestors 'none'"),
        new("X-Content-Type-Options", "nosniff"),
        new("Referrer-Policy", "same-origin"),
        new("Cross-Origin-Opener-Policy", "same-origin"),
        new("Cross-Origin-Resource-Policy", "same-origin"),
    ];

    /// <summary>Puts the headers on every answer, also on one that an error page has cleared before.</summary>
    public static Task AddTo(HttpContext context, RequestDelegate next)
    {
        Connections.PipelineBegins(context);
        context.Response.OnStarting(Set, context.Response.Headers);
        return next(context);
    }

    private static Task Set(object state)
    {
        var headers = (IHeaderDictionary)state;
        foreach (var (name, value) in All)
        {
            headers[name] = value;
        }

        return Task.CompletedTask;
    }

    /// <summary>
    /// Stands before everything that the host itself puts into the pipeline, so that a refused host name has the headers, too.
    /// </summary>
    public sealed class First : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(AddTo);
            next(app);
        };
    }
}
