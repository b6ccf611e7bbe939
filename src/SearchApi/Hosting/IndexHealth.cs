using KnowledgeBase.Retrieval;
using KnowledgeBase.Retrieval.Search;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace KnowledgeBase.SearchApi.Hosting;

/// <summary>Healthy when an index is open and answers, even when the one on disk has been lost meanwhile, which it then says.</summary>
internal sealed class IndexHealth(LiveLibrary library) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            if (library.Problem is { Fault: LibraryFault.NoServer } away)
            {
                return Task.FromResult(HealthCheckResult.Unhealthy(Unavailable.Explain(away)));
            }

            var overview = library.Current.Overview();
            return Task.FromResult(HealthCheckResult.Healthy(
                library.Problem is { } problem ? $"{Unavailable.Explain(problem)} The last good state goes on answering." : null,
                new Dictionary<string, object>(StringComparer.Ordinal)
                {
                    ["materials"] = overview.Materials,
                    ["passages"] = overview.Passages,
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

    public static Task WriteAsync(HttpContext context, HealthReport report)
    {
        var index = report.Entries["index"];
        var status = report.Status == HealthStatus.Healthy ? "ok" : "unavailable";
        if (context.RequestServices.GetRequiredService<IOptions<SearchApiOptions>>().Value.Readers == ReadersAllowed.Keys
            && context.User.Identity is not { IsAuthenticated: true })
        {
            return context.Response.WriteAsJsonAsync(new { status }); // how much there is, is part of what may be read
        }

        return context.Response.WriteAsJsonAsync(new
        {
            status,
            detail = index.Description,
            materials = index.Data.GetValueOrDefault("materials"),
            passages = index.Data.GetValueOrDefault("passages"),
            meaning = index.Data.GetValueOrDefault("meaning"),
        });
    }
}
