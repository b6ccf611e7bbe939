using KnowledgeBase.Meaning;
using KnowledgeBase.Retrieval;
using KnowledgeBase.Retrieval.Vectors;
using Microsoft.Extensions.Options;

namespace KnowledgeBase.SearchApi.Hosting;

/// <summary>
/// Lets the server answer by meaning, and makes the vectors that its index has not yet, at the lowest priority. Nobody waits for it but the
/// first answer of all; whatever it meets, words are searched.
/// </summary>
internal sealed partial class MeaningWorker(
    LiveLibrary library, MeaningModel model, IOptions<SearchApiOptions> options, TimeProvider time, ILogger<MeaningWorker> log)
    : BackgroundService
{
    /// <summary>How often vectors that are being made are taken into use.</summary>
    private static readonly TimeSpan BetweenPortions = TimeSpan.FromSeconds(10);

    /// <summary>How long the server waits for meaning before it listens: a large library is searched by words until it is ready.</summary>
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(5);

    private Task _first = Task.CompletedTask;
    private (Guid, long, int) _prepared;
    private (Guid, long) _made;
    private long _portionAt;
    private string? _told;

    /// <summary>The server listens when this is done, so that its first answer has meaning, unless the library is large.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (model.Folder is not null)
        {
            _first = Task.Run(() => Look(cancellationToken), cancellationToken);
            await Task.WhenAny(_first, Task.Delay(LongestStart, time, cancellationToken));
            await base.StartAsync(cancellationToken);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await _first;
        var making = Task.CompletedTask;
        using var timer = new PeriodicTimer(options.Value.RefreshInterval, time);
        do
        {
            Look(stoppingToken);
            if (making.IsCompleted && IsMissing())
            {
                making = Task.Run(() => Make(stoppingToken), CancellationToken.None);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Takes into use what is there, when there is another commit, and now and then while vectors are made.</summary>
    private void Look(CancellationToken cancellationToken)
    {
        try
        {
            var current = library.Current;
            var state = (current.Identity, current.Generation, current.Meaning.Covered);
            if (state != _prepared || time.GetElapsedTime(_portionAt) > BetweenPortions)
            {
                current.PrepareMeaning(cancellationToken);
                _portionAt = time.GetTimestamp();
                _prepared = state with { Covered = current.Meaning.Covered };
            }

            Tell(current.Meaning.Problem);
        }
        catch (Exception e) when (e is LibraryException or ObjectDisposedException or OperationCanceledException)
        {
            // There is no index yet, or the server ends.
        }
    }

    private bool IsMissing()
    {
        try
        {
            var current = library.Current;
            return options.Value.MeaningThreads > 0
                && current.Meaning is { Model: not null } status && status.Covered < status.Total
                && _made != (current.Identity, current.Generation);
        }
        catch (LibraryException)
        {
            return false;
        }
    }

    private void Make(CancellationToken cancellationToken)
    {
        try
        {
            var current = library.Current;
            var state = (current.Identity, current.Generation);
            if (current.MakeVectors(options.Value.MeaningThreads, _ => { }, cancellationToken) is not null)
            {
                // Where another process is at it, it is looked at again.
                _made = state;
            }

            current.PrepareMeaning(cancellationToken);
        }
        catch (MeaningException e)
        {
            _made = (library.Current.Identity, library.Current.Generation);
            Tell(e.Message);
        }
        catch (Exception e) when (e is LibraryException or ObjectDisposedException or OperationCanceledException)
        {
            // The index is gone, which others tell, or the server ends.
        }
    }

    private void Tell(string? problem)
    {
        // Once, not every second.
        if (problem is not null && _told != problem)
        {
            LogProblem(problem);
        }

        _told = problem ?? _told;
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "Words are searched alone, or with fewer vectors: {Problem}")]
    private partial void LogProblem(string problem);
}
