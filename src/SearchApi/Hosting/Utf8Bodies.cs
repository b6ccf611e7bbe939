using System.Net.Http.Headers;
using Microsoft.AspNetCore.Diagnostics;

namespace KnowledgeBase.SearchApi.Hosting;

/// <summary>
/// Refuses bodies in another encoding than UTF-8 before anything decodes them: JSON is UTF-8 (RFC 8259), forms of pages that are UTF-8 come
/// as UTF-8, and decoders of other encodings each fail in a way of their own. What comes with a GET is never read.
/// </summary>
public static class Utf8Bodies
{
    /// <summary>Answers 415 to bodies in another encoding.</summary>
    public static void UseUtf8Bodies(this IApplicationBuilder app) => app.Use(Only);

    private static Task Only(HttpContext context, RequestDelegate next)
    {
        var isErrorPage = context.Features.Get<IStatusCodeReExecuteFeature>() is not null;
        if (isErrorPage || HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)
            || IsUtf8(context.Request.ContentType))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
        return Task.CompletedTask;
    }

    private static bool IsUtf8(string? contentType) =>
        string.IsNullOrEmpty(contentType)
        || (MediaTypeHeaderValue.TryParse(contentType, out var type) && type.Parameters
            .Where(p => string.Equals(p.Name, "charset", StringComparison.OrdinalIgnoreCase))
            .All(p => p.Value?.Trim('"').ToUpperInvariant() is "UTF-8" or "UTF8" or "US-ASCII"));
}
