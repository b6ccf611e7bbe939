using System.Diagnostics;
using KnowledgeBase.Retrieval.Search;
using Microsoft.AspNetCore.Http.Features;
using OpenTelemetry;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace KnowledgeBase.SearchApi.Hosting;

/// <summary>
/// Traces of requests, searches and builds, sent to the collector that the environment names (OTLP); without one nothing is traced. What
/// was asked is in none of them.
/// </summary>
internal static class Traces
{
    /// <summary>The variable of the environment that names the collector, as OpenTelemetry has it.</summary>
    public const string Collector = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private const string ServiceName = "kb";

    /// <summary>Adds what sends them, where a collector is named.</summary>
    public static void AddTracesOfServer(this IServiceCollection services, IConfiguration configuration)
    {
        if (configuration[Collector] is not { Length: > 0 })
        {
            return;
        }

        services.AddOpenTelemetry().ConfigureResource(r => r.AddService(ServiceName)).WithTracing(tracing => tracing
            .AddSource("Microsoft.AspNetCore", SearchTimings.MeterName, ServerFigures.MeterName)
            .AddProcessor(new WithoutQuestions())
            .AddOtlpExporter());
    }

    /// <summary>Says of the span of a request, where there is one, what was asked for: method, route and status, and no more.</summary>
    public static void Describe(HttpContext context)
    {
        if (context.Features.Get<IHttpActivityFeature>()?.Activity is not { IsAllDataRequested: true } span)
        {
            return;
        }

        var (method, status) = (context.Request.Method, context.Response.StatusCode);
        var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
        span.DisplayName = route is null ? method : $"{method} {route}";
        span.SetTag("http.request.method", method).SetTag("http.route", route).SetTag("http.response.status_code", status);
        if (status >= StatusCodes.Status500InternalServerError)
        {
            span.SetStatus(ActivityStatusCode.Error);
        }
    }

    /// <summary>Takes out of a span what stands behind the question mark of an address, wherever the framework may write it.</summary>
    internal sealed class WithoutQuestions : BaseProcessor<Activity>
    {
        private static readonly string[] MayHoldQuestions = ["url.query", "url.full", "http.url", "http.target"];

        /// <inheritdoc/>
        public override void OnEnd(Activity data)
        {
            foreach (var tag in MayHoldQuestions)
            {
                data.SetTag(tag, null);
            }
        }
    }
}
