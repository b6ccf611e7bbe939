using KnowledgeBase.Meaning.Models;
using KnowledgeBase.Meaning.Vectors;

namespace KnowledgeBase.Meaning;

/// <summary>
/// Makes the vectors that a file has not yet. Each batch is committed when it is done, so that a kill costs no more than the batches under
/// way; whoever begins again goes on behind them.
/// </summary>
public static class VectorBuild
{
    /// <summary>Texts whose lengths are compared before they are cut into batches.</summary>
    private const int Window = 1024;

    /// <summary>Makes them.</summary>
    /// <param name="model">The model.</param>
    /// <param name="writer">The file.</param>
    /// <param name="texts">The texts, of which some perhaps have vectors already, and some stand there twice.</param>
    /// <param name="threads">Threads that work at once, of the lowest priority.</param>
    /// <param name="committed">Told after each batch how many vectors it brought.</param>
    /// <param name="cancellationToken">Ends it; batches that are done are kept.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="MeaningException">The model failed, or the file cannot be written.</exception>
    public static void Run(
        SentenceModel model, VectorWriter writer, IEnumerable<string> texts, int threads, Action<int> committed,
        CancellationToken cancellationToken = default)
    {
        foreach (var window in Missing(model, writer, texts).Chunk(Window))
        {
            var batches = model.Batches([.. window.Select(w => w.Text)], cancellationToken);
            var next = -1;
            using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            Exception? failure = null;
            var workers = Enumerable.Range(0, Math.Min(threads, batches.Count)).Select(_ => new Thread(Work)
            {
                IsBackground = true,
                Name = "vectors",
            }).ToArray();
            Array.ForEach(workers, worker => worker.Start());
            Array.ForEach(workers, worker => worker.Join());
            cancellationToken.ThrowIfCancellationRequested();
            if (failure is not null)
            {
                throw failure as MeaningException ?? new MeaningException($"Vectors could not be made: {failure.Message}", failure);
            }

            void Work()
            {
                BackgroundWork.GiveWay(BackgroundWork.Nicest);
                try
                {
                    for (var at = Interlocked.Increment(ref next); at < batches.Count; at = Interlocked.Increment(ref next))
                    {
                        Embed(batches[at], window, end.Token);
                    }
                }
                catch (Exception e)
                {
                    Interlocked.CompareExchange(ref failure, e, comparand: null);
                    end.Cancel();
                }
            }
        }

        void Embed(PassageBatch batch, (VectorKey Key, string Text)[] window, CancellationToken cancellation)
        {
            var vectors = new List<(VectorKey, float[])>(batch.Places.Count);
            model.Embed(batch, (at, vector) => vectors.Add((window[batch.Places[at]].Key, vector.ToArray())), cancellation);
            lock (writer)
            {
                writer.Add(vectors);
                committed(vectors.Count);
            }
        }
    }

    private static IEnumerable<(VectorKey Key, string Text)> Missing(SentenceModel model, VectorWriter writer, IEnumerable<string> texts)
    {
        var seen = new HashSet<VectorKey>();
        foreach (var text in texts)
        {
            var key = model.Identity.KeyOf(text);
            if (!writer.Contains(key) && seen.Add(key))
            {
                yield return (key, text);
            }
        }
    }
}
