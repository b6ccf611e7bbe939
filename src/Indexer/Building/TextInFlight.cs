namespace KnowledgeBase.Indexer.Building;

/// <summary>
/// Bounds how much text is being understood or waits to be written, whatever number of threads there is and however large the files are.
/// Texts are written in a fixed order, so the one whose turn it is always comes in, however long; the others only while the sum of them
/// stays under the limit. That way nobody waits for somebody who waits for him.
/// </summary>
/// <param name="limit">Characters of all texts that are ahead of their turn.</param>
internal sealed class TextInFlight(long limit)
{
    /// <summary>How often a waiting thread looks whether it has been cancelled.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    private readonly object _gate = new();
    private long _inside;
    private long _turn;

    /// <summary>Waits until a text may come in.</summary>
    /// <param name="number">Its place in the order.</param>
    /// <param name="length">Its characters; they are to be given to <see cref="Leave"/> when it is written.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public void Enter(long number, long length, CancellationToken cancellation)
    {
        lock (_gate)
        {
            while (number > _turn && _inside + length > limit)
            {
                cancellation.ThrowIfCancellationRequested();
                Monitor.Wait(_gate, LookEvery);
            }

            _inside += length;
        }
    }

    /// <summary>Lets a text out.</summary>
    public void Leave(long length)
    {
        lock (_gate)
        {
            _inside -= length;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Says whose turn it is to be written.</summary>
    public void Turn(long number)
    {
        lock (_gate)
        {
            _turn = number;
            Monitor.PulseAll(_gate);
        }
    }
}
