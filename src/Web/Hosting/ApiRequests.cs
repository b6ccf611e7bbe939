namespace KnowledgeBase.Web.Hosting;

/// <summary>Tells requests of programs, which get errors as JSON, from requests of people, who get a page.</summary>
internal static class ApiRequests
{
    public static bool Are(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
        || context.Request.Path.StartsWithSegments("/feeds", StringComparison.Ordinal)
        || context.Request.Path.Value is "/healthz" or "/readyz" or "/metrics";

    public static bool AreNot(HttpContext context) => !Are(context);
}
