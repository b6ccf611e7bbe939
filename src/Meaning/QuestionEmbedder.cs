using KnowledgeBase.Meaning.Models;

namespace KnowledgeBase.Meaning;

/// <summary>
/// Embeds questions for many who ask at once: each question once and kept, so many at a time, some waiting and the rest refused. Who has
/// waited long enough goes without; what nobody waits for any more is not begun. Safe for any number of threads.
/// </summary>
public sealed class QuestionEmbedder : IDisposable
{
    /// <summary>A model that is told to end does so after the step that it is at.</summary>
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(10);

    private readonly Func<string, CancellationToken, float[]> _embed;
    private readonly SemaphoreSlim _turns;
    private readonly int _mostPending;
    private readonly int _mostKept;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<Question>> _questions = new(StringComparer.Ordinal);
    private readonly LinkedList<Question> _byUse = [];
    private readonly CancellationTokenSource _closed = new();
    private int _pending;

    /// <summary>Embeds with a model, which whoever made it disposes of.</summary>
    /// <param name="model">The model.</param>
    /// <param name="atOnce">Questions that are embedded at once.</param>
    /// <param name="mostWaiting">Questions that may wait for their turn.</param>
    /// <param name="mostKept">Questions whose vectors are kept, those asked last.</param>
    public QuestionEmbedder(SentenceModel model, int atOnce, int mostWaiting = 32, int mostKept = 1024)
        : this(model.EmbedQuestion, atOnce, mostWaiting, mostKept)
    {
    }

    internal QuestionEmbedder(Func<string, CancellationToken, float[]> embed, int atOnce, int mostWaiting, int mostKept)
    {
        (_embed, _turns, _mostPending, _mostKept) = (embed, new SemaphoreSlim(atOnce, atOnce), atOnce + mostWaiting, mostKept);
    }

    /// <summary>Questions that are embedded or wait for it.</summary>
    internal int Pending
    {
        get
        {
            lock (_lock)
            {
                return _pending;
            }
        }
    }

    /// <summary>
    /// Begins with a question whose vector <see cref="Embed"/> will be asked for soon, so that it is made beside what is done until then.
    /// </summary>
    /// <param name="question">The question.</param>
    /// <returns>To be disposed of afterwards, whether the vector was asked for or not; null when too many wait already.</returns>
    public IDisposable? Begin(string question) => Join(question) is { } joined ? new Begun(this, joined) : null;

    /// <summary>The vector of a question.</summary>
    /// <param name="question">The question.</param>
    /// <param name="limit">How long to wait for it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null when there is none in time, or too many wait already.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="MeaningException">The model failed.</exception>
    public float[]? Embed(string question, TimeSpan limit, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Join(question) is not { } joined)
        {
            return null;
        }

        try
        {
            return joined.Vector.Wait(limit, cancellationToken) ? joined.Vector.Result : null;
        }
        catch (AggregateException e) when (e.InnerException is MeaningException failed)
        {
            throw new MeaningException(failed.Message, failed);
        }
        catch (AggregateException e) when (e.InnerException is OperationCanceledException)
        {
            return null; // closed
        }
        finally
        {
            Leave(joined);
        }
    }

    /// <summary>Ends what is under way and waits until it has ended.</summary>
    public void Dispose()
    {
        _closed.Cancel();
        if (SpinWait.SpinUntil(() => Pending == 0, LongestEnd))
        {
            _closed.Dispose();
            _turns.Dispose();
        }
    }

    private Question? Join(string text)
    {
        lock (_lock)
        {
            if (_questions.TryGetValue(text, out var node))
            {
                _byUse.Remove(node);
                _byUse.AddFirst(node);
                node.Value.Waiting++;
                return node.Value;
            }

            if (_pending >= _mostPending)
            {
                return null;
            }

            _pending++;
            var question = new Question(text) { Waiting = 1 };
            _questions.Add(text, _byUse.AddFirst(question));
            if (_questions.Count > _mostKept)
            {
                _questions.Remove(_byUse.Last!.Value.Text);
                _byUse.RemoveLast();
            }

            question.Vector = Task.Run(() => Make(question, _closed.Token), CancellationToken.None);
            return question;
        }
    }

    private void Leave(Question question)
    {
        lock (_lock)
        {
            question.Waiting--;
        }
    }

    private async Task<float[]?> Make(Question question, CancellationToken closed)
    {
        try
        {
            await _turns.WaitAsync(closed);
            try
            {
                return IsAwaited(question) ? _embed(question.Text, closed) : null;
            }
            finally
            {
                _turns.Release();
            }
        }
        catch
        {
            Forget(question);
            throw;
        }
        finally
        {
            lock (_lock)
            {
                _pending--;
            }
        }
    }

    /// <summary>Forgets a question that everybody has given up, so that it is begun anew when it is asked again.</summary>
    private bool IsAwaited(Question question)
    {
        lock (_lock)
        {
            if (question.Waiting > 0)
            {
                return true;
            }
        }

        Forget(question);
        return false;
    }

    private void Forget(Question question)
    {
        lock (_lock)
        {
            if (_questions.TryGetValue(question.Text, out var node) && node.Value == question)
            {
                _questions.Remove(question.Text);
                _byUse.Remove(node);
            }
        }
    }

    private sealed class Begun(QuestionEmbedder embedder, Question question) : IDisposable
    {
        private int _isLeft;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isLeft, 1) == 0)
            {
                embedder.Leave(question);
            }
        }
    }

    private sealed class Question(string text)
    {
        public string Text { get; } = text;

        public int Waiting { get; set; }

        public Task<float[]?> Vector { get; set; } = Task.FromResult<float[]?>(null);
    }
}
