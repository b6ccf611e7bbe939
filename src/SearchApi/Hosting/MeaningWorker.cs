using System.Collections.Concurrent;
using KnowledgeBase.Meaning;
using KnowledgeBase.Retrieval;
using KnowledgeBase.Retrieval.Search;
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
    private readonly ConcurrentDictionary<Guid, (long Generation, int Covered)> _prepared = new();
    private readonly ConcurrentDictionary<Guid, long> _made = new();
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
            var isPortion = time.GetElapsedTime(_portionAt) > BetweenPortions;
            foreach (var current in library.All)
            {
                var state = (current.Generation, current.Meaning.Covered);
                if (isPortion || _prepared.GetValueOrDefault(current.Identity) != state)
                {
                    current.PrepareMeaning(cancellationToken);
                    _portionAt = time.GetTimestamp();
                    _prepared[current.Identity] = state with { Covered = current.Meaning.Covered };
                }

                Tell(current.Meaning.Problem);
            }
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
            return options.Value.MeaningThreads > 0 && library.All.Any(Lacks);
        }
        catch (LibraryException)
        {
            return false;
        }
    }

    private bool Lacks(Library current) =>
        current.Meaning is { Model: not null } status && status.Covered < status.Total
        && _made.GetValueOrDefault(current.Identity) != current.Generation;

    private void Make(CancellationToken cancellationToken)
    {
        try
        {
            // The widest comes first, and the others take theirs from it.
            foreach (var current in library.All.Where(Lacks))
            {
                MakeOne(current, cancellationToken);
            }
        }
        catch (Exception e) when (e is LibraryException or ObjectDisposedException or OperationCanceledException)
        {
            // The index is gone, which others tell, or the server ends.
        }
    }

    private void MakeOne(Library current, CancellationToken cancellationToken)
    {
        try
        {
            var (identity, generation) = (current.Identity, current.Generation);
            if (current.MakeVectors(options.Value.MeaningThreads, _ => { }, cancellationToken) is not null)
            {
                // Where another process is at it, it is looked at again.
                _made[identity] = generation;
            }

            current.PrepareMeaning(cancellationToken);
        }
        catch (MeaningException e)
        {
            _made[current.Identity] = current.Generation;
            Tell(e.Message);
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
