using System.Diagnostics;
using Microsoft.Extensions.Options;

namespace KnowledgeBase.SearchApi.Hosting;

/// <summary>
/// Counts every request, and writes a line of the log for each where that is wanted: its method, path, status and duration. What stands
/// behind the question mark, which is what people ask, is written only when that is wanted too.
/// </summary>
internal sealed partial class RequestLog(ServerFigures figures, IOptions<SearchApiOptions> options, ILogger<RequestLog> log)
{
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            var took = Stopwatch.GetElapsedTime(started);
            figures.CountRequest(context.Response.StatusCode, took);
            Traces.Describe(context);
            if (options.Value.LogRequests != LoggedRequests.None)
            {
                var request = context.Request;
                var query = options.Value.LogRequests == LoggedRequests.Queries ? request.QueryString.Value : "";
                LogRequest(request.Method, $"{request.Path}{query}", context.Response.StatusCode, Math.Round(took.TotalMilliseconds, 1));
            }
        }
    }

    [LoggerMessage(EventId = 100, Level = LogLevel.Information, Message = "{Method} {Path} {Status} {Milliseconds} ms")]
    private partial void LogRequest(string method, string path, int status, double milliseconds);
}
