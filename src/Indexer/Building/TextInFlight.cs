namespace KnowledgeBase.Indexer.Building;

/// <summary>
/// Bounds how much text is being understood or waits to be written, whatever number of threads there is, however large the files are and
/// however many texts one file holds. Files are written in a fixed order, text by text, so the next text of the file whose turn it is
/// always comes in, however long, when none of that file waits to be written; everything else only while the sum stays under the limit.
/// That way nobody waits for somebody who waits for him.
/// </summary>
/// <param name="limit">Characters of all texts inside.</param>
internal sealed class TextInFlight(long limit)
{
    /// <summary>How often a waiting thread looks whether it has been cancelled.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    private readonly object _gate = new();
    private readonly Dictionary<long, long> _insideOf = [];
    private long _inside;
    private long _turn;

    /// <summary>Waits until a text may come in.</summary>
    /// <param name="number">Its file's place in the order.</param>
    /// <param name="length">Its characters; they are to be given to <see cref="Leave"/> when it is written.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public void Enter(long number, long length, CancellationToken cancellation)
    {
        lock (_gate)
        {
            while (_inside + length > limit && (number > _turn || _insideOf.ContainsKey(number)))
            {
                cancellation.ThrowIfCancellationRequested();
                Monitor.Wait(_gate, LookEvery);
            }

            _inside += length;
            _insideOf[number] = _insideOf.GetValueOrDefault(number) + length;
        }
    }

    /// <summary>Lets out a text of the file whose turn it is.</summary>
    public void Leave(long length)
    {
        lock (_gate)
        {
            _inside -= length;
            var left = _insideOf[_turn] - length;
            if (left > 0)
            {
                _insideOf[_turn] = left;
            }
            else
            {
                _insideOf.Remove(_turn);
            }

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
