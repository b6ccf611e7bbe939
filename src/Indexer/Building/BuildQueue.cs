using System.Collections.Concurrent;
using KnowledgeBase.Readers;

namespace KnowledgeBase.Indexer.Building;

/// <summary>
/// Has files read and prepared on several threads, and gives what came of them in the order of the files. Bounded: readers wait for
/// the one that writes. Ends, without leaving a thread behind, when it is cancelled, when a thread fails, and when who takes the steps
/// fails.
/// </summary>
internal sealed class BuildQueue(MaterialPreparation preparation, int threads) : IDisposable
{
    /// <summary>Characters of all texts together that are read and understood before it is their turn to be written.</summary>
    private const int MaxTextAhead = 1 << 19;

    /// <summary>
    /// From this weight on what a material leaves is collected at once and given back; the runtime would let several of them pile up.
    /// </summary>
    private const int CollectedFrom = 1 << 19;

    private readonly TextInFlight _inFlight = new(MaxTextAhead);
    private readonly BlockingCollection<Task<BuildStep>> _queue = new(boundedCapacity: Math.Max(16, 8 * threads));
    private readonly TaskFactory _workers = new(
        CancellationToken.None, TaskCreationOptions.None, TaskContinuationOptions.None,
        new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, threads).ConcurrentScheduler);

    // One for the queue itself, and one for each worker.
    private readonly CountdownEvent _running = new(1);
    private long _fed;

    /// <summary>Reads the files and hands over every step. Once only.</summary>
    /// <param name="files">The files, in the order in which their steps are wanted.</param>
    /// <param name="take">Called on the calling thread.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public void Run(IReadOnlyList<CorpusFile> files, Action<BuildStep> take, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var feeding = Task.Run(() => Feed(files, stop.Token), CancellationToken.None);
        try
        {
            var turn = 0L;
            foreach (var first in _queue.GetConsumingEnumerable(stop.Token))
            {
                _inFlight.Turn(turn++);
                for (var next = first; next is not null;)
                {
                    Task.WaitAny([next], stop.Token);
                    var step = next.GetAwaiter().GetResult();
                    take(step);
                    next = null;
                    if (step is MaterialReady ready)
                    {
                        next = ready.Release();
                        if (ready.Weight >= CollectedFrom)
                        {
                            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                        }

                        _inFlight.Leave(ready.Weight);
                    }
                }
            }

            feeding.GetAwaiter().GetResult();
        }
        catch
        {
            stop.Cancel();
            ((IAsyncResult)feeding).AsyncWaitHandle.WaitOne();
            throw;
        }
        finally
        {
            _running.Signal();
            _running.Wait(CancellationToken.None);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _queue.Dispose();
        _running.Dispose();
    }

    /// <summary>Puts the work of every file into the queue, in order; runs on a thread of its own.</summary>
    private void Feed(IReadOnlyList<CorpusFile> files, CancellationToken cancellation)
    {
        try
        {
            foreach (var file in files)
            {
                if (preparation.Known(file) is { } known)
                {
                    Enqueue(Task.FromResult<BuildStep>(known), cancellation);
                }
                else if (file.HoldsLines)
                {
                    FeedLines(file, cancellation);
                }
                else
                {
                    var turn = _fed;
                    void Enter(long weight) => _inFlight.Enter(turn, weight, cancellation);
                    Enqueue(Begin(steps => preparation.Prepare(file, steps, Enter, cancellation), cancellation), cancellation);
                }
            }
        }
        finally
        {
            _queue.CompleteAdding();
        }
    }

    private void FeedLines(CorpusFile file, CancellationToken cancellation)
    {
        var skipped = new RefusedParts(file.Id);
        FileDone done;
        try
        {
            foreach (var line in MaterialLines.Read(file.Path, MaterialPreparation.Limits, cancellation))
            {
                if (line.Material is { } raw)
                {
                    // Before it is kept in the queue, so that many long lines are not kept at once.
                    _inFlight.Enter(_fed, MaterialPreparation.Weight(raw), cancellation);
                    Enqueue(Begin(steps => steps.End(preparation.PrepareLine(file, line, cancellation)), cancellation), cancellation);
                }
                else
                {
                    skipped.Add(new SkippedFile(file.Id, line.Refusal!));
                }
            }

            // Lines are told apart by their own hashes, so the file as a whole needs none.
            done = new FileDone(file, skipped.All, file.Length);
        }
        catch (Exception e) when (MaterialPreparation.CostsOneMaterial(e))
        {
            done = preparation.NotRead(file, $"It cannot be read: {e.Message}", skipped.All, 0);
        }

        Enqueue(Task.FromResult<BuildStep>(done), cancellation);
    }

    private void Enqueue(Task<BuildStep> step, CancellationToken cancellation)
    {
        _queue.Add(step, cancellation);
        _fed++;
    }

    /// <summary>
    /// Starts work that gives its first step, and with it those that follow, to the source that it is given; or fails there.
    /// </summary>
    private Task<BuildStep> Begin(Action<StepSource> work, CancellationToken cancellation)
    {
        var steps = new StepSource();
        var first = steps.Next;
        _running.AddCount();
        _ = _workers.StartNew(
            () =>
            {
                try
                {
                    cancellation.ThrowIfCancellationRequested();
                    work(steps);
                }
                catch (Exception e)
                {
                    steps.Fail(e);
                }
                finally
                {
                    _running.Signal();
                }
            },
            CancellationToken.None);
        return first;
    }
}
