using KnowledgeBase.Retrieval;
using KnowledgeBase.Retrieval.Search;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace KnowledgeBase.SearchApi.Hosting;

/// <summary>Healthy when an index is open and answers, even when the one on disk has been lost meanwhile, which it then says.</summary>
internal sealed class IndexHealth(LiveLibrary library, TimeProvider time) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            if (library.Problem is { Fault: LibraryFault.NoServer } away)
            {
                return Task.FromResult(HealthCheckResult.Unhealthy(Unavailable.Explain(away)));
            }

            var (overview, generation) = library.Current.Read(still => (still.Overview(), still.Generation));
            return Task.FromResult(HealthCheckResult.Healthy(
                library.Problem is { } problem ? $"{Unavailable.Explain(problem)} The last good state goes on answering." : null,
                new Dictionary<string, object>(StringComparer.Ordinal)
                {
                    ["materials"] = overview.Materials,
                    ["passages"] = overview.Passages,
                    ["generation"] = generation,
                    ["built"] = overview.Committed,
                    ["ageSeconds"] = (long)overview.Age(time.GetUtcNow()).TotalSeconds,
                    ["meaning"] = Told(library.Current.Meaning),
                }));
        }
        catch (LibraryException e)
        {
            return Task.FromResult(HealthCheckResult.Unhealthy(Unavailable.Explain(e)));
        }
    }

    /// <summary>How far meaning is; what is the matter is told in the log, because it names folders of this machine.</summary>
    private static object Told(MeaningStatus status) => new
    {
        works = status.Works,
        model = status.Model,
        passages = status.Covered,
        problem = status.Problem is null ? null : "See the server's log.",
    };

    /// <summary>Says whether an index is open, how old it is, and what is in it.</summary>
    public static Task WriteAsync(HttpContext context, HealthReport report) =>
        WriteAsync(context, report, report.Status == HealthStatus.Healthy ? "ok" : "unavailable");

    /// <summary>Says that the server is alive, and what it is with its index.</summary>
    public static Task WriteAliveAsync(HttpContext context, HealthReport report) => WriteAsync(context, report, "ok");

    private static Task WriteAsync(HttpContext context, HealthReport report, string status)
    {
        var index = report.Entries["index"];
        if (context.RequestServices.GetRequiredService<IOptions<SearchApiOptions>>().Value.Readers == ReadersAllowed.Keys
            && context.User.Identity is not { IsAuthenticated: true })
        {
            return context.Response.WriteAsJsonAsync(new { status }); // how much there is, is part of what may be read
        }

        return context.Response.WriteAsJsonAsync(new
        {
            status,
            ready = report.Status == HealthStatus.Healthy,
            detail = index.Description,
            generation = index.Data.GetValueOrDefault("generation"),
            built = index.Data.GetValueOrDefault("built"),
            ageSeconds = index.Data.GetValueOrDefault("ageSeconds"),
            materials = index.Data.GetValueOrDefault("materials"),
            passages = index.Data.GetValueOrDefault("passages"),
            meaning = index.Data.GetValueOrDefault("meaning"),
        });
    }
}
