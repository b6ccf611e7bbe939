using KnowledgeBase.Retrieval;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc.Infrastructure;

namespace KnowledgeBase.SearchApi.Hosting;

/// <summary>
/// Errors for programs: <c>application/problem+json</c>, whatever they accept, because an error that cannot be put into words becomes one
/// without any. What the server itself did wrong is in the log and not in the answer.
/// </summary>
public static class Problems
{
    private const string Kestrel = "Microsoft.AspNetCore.Server.Kestrel.Core";

    /// <summary>Answers exceptions and bare statuses with problems.</summary>
    public static void UseProblems(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = WriteAsync,
            StatusCodeSelector = StatusOf,
            SuppressDiagnosticsCallback = IsToldAlready,
        });
        app.UseStatusCodePages(c => WriteAsync(c.HttpContext));
    }

    /// <summary>
    /// The HTTP status that tells of an exception: what Kestrel says of a request that it cannot read (400, 408, 413), 503 when there is no
    /// index to search or time ran out, otherwise 500.
    /// </summary>
    public static int StatusOf(Exception exception) => exception switch
    {
        BadHttpRequestException request => request.StatusCode,
        // A body that is no body (the size of a chunk with too many digits) makes the server throw what it does not call a bad request.
        IOException { Source: Kestrel } => StatusCodes.Status400BadRequest,
        LibraryException => StatusCodes.Status503ServiceUnavailable,
        // The client's going away is seen to by the host, and time that is up by the turn. What is left is a body without an end.
        OperationCanceledException => StatusCodes.Status400BadRequest,
        _ => StatusCodes.Status500InternalServerError,
    };

    /// <summary>
    /// True of an exception that is no fault of the program: the answer says all, and the log would only fill up with it.
    /// </summary>
    public static bool IsToldAlready(ExceptionHandlerSuppressDiagnosticsContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return StatusOf(context.Exception) != StatusCodes.Status500InternalServerError;
    }

    private static Task WriteAsync(HttpContext context)
    {
        var (title, detail) = context.Features.Get<IExceptionHandlerFeature>()?.Error switch
        {
            LibraryException { Fault: LibraryFault.NoServer } e => ("The search server does not answer", Unavailable.Explain(e)),
            LibraryException e => ("There is no index to search", Unavailable.Explain(e)),
            _ when OfKeys(context) is { } told => told,
            _ => context.Response.StatusCode switch
            {
                StatusCodes.Status413PayloadTooLarge => ("The body is too large",
                    $"A body has at most {context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize
                        ?? SearchApiHosting.LargestBody} bytes."),
                StatusCodes.Status415UnsupportedMediaType => ("The body is not of a kind that is taken here",
                    "Send application/json in UTF-8, and files as multipart/form-data."),
                StatusCodes.Status429TooManyRequests when ClientLimits.Refused(context) => ("This address makes too many requests",
                    "Try again after the seconds that Retry-After names, and make fewer a second."),
                StatusCodes.Status429TooManyRequests => ("The server has too much to do",
                    "Try again after the seconds that Retry-After names."),
                StatusCodes.Status503ServiceUnavailable => ("The request took too long", "Ask for less, or try again later."),
                _ => ((string?)null, (string?)null),
            },
        };
        var problem = context.RequestServices.GetRequiredService<ProblemDetailsFactory>()
            .CreateProblemDetails(context, context.Response.StatusCode, title, detail: detail);
        return context.Response.WriteAsJsonAsync(problem, options: null, "application/problem+json", context.RequestAborted);
    }

    /// <summary>What is said of keys, the same words whatever is the matter with one; null when a status is not about them.</summary>
    private static (string?, string?)? OfKeys(HttpContext context) => (context.Response.StatusCode, context.Items[typeof(KeyCheck)]) switch
    {
        (StatusCodes.Status401Unauthorized, _) =>
            ("A good key is needed", "Send one as Authorization: Bearer KEY. Who runs the library makes keys (kb key create)."),
        (StatusCodes.Status403Forbidden, _) =>
            ("The key does not give this right", "Ask who runs the library for a key of another role."),
        (StatusCodes.Status429TooManyRequests, KeyCheck) =>
            ("Too many wrong keys", "Try again after the seconds that Retry-After names."),
        (StatusCodes.Status503ServiceUnavailable, KeyCheck) =>
            ("Keys cannot be told at the moment", "The reason is in the server's log."),
        _ => null,
    };
}
