using KnowledgeBase.Indexer.Building;
using KnowledgeBase.Retrieval.Storage;

namespace KnowledgeBase.Indexer.Watching;

/// <summary>
/// Keeps an index in line with its corpora as they change. What happens together is built together, in one commit; what is still being
/// written waits for the next. Whatever a build meets, the next change or the next look tries again.
/// </summary>
/// <param name="folder">Folder of the index.</param>
/// <param name="roots">The corpora.</param>
/// <param name="followLinks">Whether links to files outside of them are followed.</param>
/// <param name="timing">How long to wait for what.</param>
/// <param name="time">Measures that.</param>
/// <param name="build">Brings the index in line, and tells of it; null when it could not, for a reason that was told.</param>
internal sealed class LibraryWatch(
    string folder, IReadOnlyList<string> roots, bool followLinks, WatchTiming timing, TimeProvider time,
    Func<CancellationToken, BuildReport?> build)
{
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(50);

    private string? _built;

    /// <summary>Builds once and then whenever something changes, until it is cancelled.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task RunAsync(CorpusSignals signals, CancellationToken cancellation)
    {
        var pause = timing.Settle;
        while (true)
        {
            var look = CorpusLook.At(roots, followLinks, folder);
            var isWaiting = false;
            if (look is null || look != _built || !LibraryFolder.Exists(folder))
            {
                var report = build(cancellation);
                isWaiting = report is null or { Held.Count: > 0 };

                // What changed while it was read makes another look than this one.
                _built = isWaiting ? null : look;
                pause = report is { Added: 0, Updated: 0, Removed: 0 } or null ? pause : timing.Settle;
            }

            if (!isWaiting)
            {
                pause = timing.Settle;
                if (await signals.WaitAsync(timing.Every, cancellation))
                {
                    await QuietAsync(signals, cancellation);
                }

                continue;
            }

            // A file that takes minutes to be copied is looked at ever more seldom, but no more seldom than everything is.
            await Task.Delay(pause, time, cancellation);
            pause = pause * 2 < timing.Every ? pause * 2 : timing.Every;
        }
    }

    /// <summary>Waits until nothing more happens for a moment, but not for ever: something may always happen somewhere.</summary>
    private async Task QuietAsync(CorpusSignals signals, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        while (time.GetElapsedTime(began) < WatchTiming.MostMoments * timing.Settle && await signals.WaitAsync(timing.Settle, cancellation))
        {
            await Task.Delay(Breath, time, cancellation); // a long copy is told of a thousand times a second
        }
    }
}
