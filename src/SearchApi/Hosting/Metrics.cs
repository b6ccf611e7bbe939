using System.Net;
using KnowledgeBase.Retrieval.Search;
using OpenTelemetry.Metrics;

namespace KnowledgeBase.SearchApi.Hosting;

/// <summary>
/// Figures of the server as Prometheus reads them, at <c>/metrics</c>, for programs of this machine alone: who asks from elsewhere, or
/// through a proxy, is refused.
/// </summary>
internal static class Metrics
{
    public const string Path = "/metrics";

    /// <summary>Adds what collects them.</summary>
    public static void AddMetricsOfServer(this IServiceCollection services)
    {
        services.AddSingleton<ServerFigures>();
        services.AddSingleton<RequestLog>();
        services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter(ServerFigures.MeterName, SearchTimings.MeterName, "Microsoft.AspNetCore.Hosting", "System.Runtime")
            .AddPrometheusExporter());
    }

    /// <summary>Maps the address. What counts only once it is asked for is made here, so that nothing is missed before.</summary>
    public static void MapMetrics(this WebApplication app)
    {
        app.Services.GetRequiredService<ServerFigures>();
        app.MapPrometheusScrapingEndpoint(Path).AllowAnonymous().WithMetadata(
            new OfThisMachine(), new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head]));
    }

    /// <summary>Refuses what is for programs of this machine alone to all others.</summary>
    public static Task RefuseElsewhere(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<OfThisMachine>() is null || IsOfThisMachine(context))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    /// <summary>Through a socket or a proxy anybody may come, whatever address the connection has.</summary>
    private static bool IsOfThisMachine(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && !context.Request.Headers.ContainsKey("X-Forwarded-For") && !context.Request.Headers.ContainsKey("X-Original-For")
        && !context.Request.Headers.ContainsKey("Forwarded");

    private sealed class OfThisMachine;
}
