using KnowledgeBase.Retrieval;
using Microsoft.Extensions.Options;

namespace KnowledgeBase.SearchApi.Hosting;

/// <summary>Looks for a newly committed index and lets the search service move on to it, without dropping a request.</summary>
internal sealed partial class IndexRefresher(
    LiveLibrary library, IOptions<SearchApiOptions> options, TimeProvider time, ILogger<IndexRefresher> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.RefreshInterval, time);
        var failed = false;
        do
        {
            try
            {
                if (library.Refresh())
                {
                    LogRefreshed(options.Value.Index);
                }

                failed = false;
            }
            catch (Exception e) when (e is LibraryException or IOException or UnauthorizedAccessException)
            {
                // The last good index goes on answering. Say it once, not every second.
                if (!failed)
                {
                    LogFailed(options.Value.Index, e.Message);
                }

                failed = true;
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "Now serving the new state of the index {Index}")]
    private partial void LogRefreshed(string index);

    [LoggerMessage(EventId = 2, Level = LogLevel.Error, Message = "The index {Index} cannot be opened, the last good state goes on: {Reason}")]
    private partial void LogFailed(string index, string reason);
}
