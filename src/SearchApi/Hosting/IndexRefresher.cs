using KnowledgeBase.Retrieval;
using Microsoft.Extensions.Options;

namespace KnowledgeBase.SearchApi.Hosting;

/// <summary>
/// Looks for a newly committed index and lets the search service move on to it, without dropping a request. Whatever it meets, it looks
/// again: a server outlives everything that happens to its index.
/// </summary>
internal sealed partial class IndexRefresher(
    LiveLibrary library, IOptions<SearchApiOptions> options, TimeProvider time, ILogger<IndexRefresher> log) : BackgroundService
{
    private string? _told;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.RefreshInterval, time);
        do
        {
            Look();
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private void Look()
    {
        try
        {
            if (library.Refresh())
            {
                LogRefreshed(options.Value.Index);
            }
            else if (_told is not null)
            {
                LogBack(options.Value.Index);
            }

            _told = null;
        }
        catch (Exception e)
        {
            // Say it once, not every second.
            if (_told != e.Message)
            {
                LogFailed(e is LibraryException ? null : e, options.Value.Index, e.Message);
            }

            _told = e.Message;
        }
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "Now serving the new state of the index {Index}")]
    private partial void LogRefreshed(string index);

    [LoggerMessage(EventId = 2, Level = LogLevel.Error,
        Message = "The index {Index} cannot be opened; the last good state goes on, if there was one: {Reason}")]
    private partial void LogFailed(Exception? exception, string index, string reason);

    [LoggerMessage(EventId = 3, Level = LogLevel.Information, Message = "The index {Index} is what is being served again")]
    private partial void LogBack(string index);
}
