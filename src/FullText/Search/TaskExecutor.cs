using System.Runtime.ExceptionServices;

namespace KnowledgeBase.FullText.Search;

/// <summary>
/// Work that the calling thread does, with help of threads of the pool that happen to be free: one that comes when the work is done
/// does not begin, so that a busy pool delays nothing.
/// </summary>
internal sealed class TaskExecutor
{
    private readonly object _gate = new(); // waited on for the last helper to leave
    private readonly Action _work;
    private ExceptionDispatchInfo? _failure;
    private int _helping;
    private bool _isClosed;

    private TaskExecutor(Action work) => _work = work;

    /// <summary>
    /// Runs the work here and on up to <paramref name="helpers"/> other threads, and returns when all who began have ended.
    /// </summary>
    /// <param name="work">Takes one piece after another, until none is left; run by several threads at a time.</param>
    /// <param name="helpers">0 or more.</param>
    public static void Run(Action work, int helpers)
    {
        if (helpers == 0)
        {
            work();
            return;
        }

        var executor = new TaskExecutor(work);
        for (var i = 0; i < helpers; i++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static c => c.Help(), executor, preferLocal: false);
        }

        try
        {
            work();
        }
        finally
        {
            executor.Close();
        }

        executor._failure?.Throw();
    }

    /// <summary>
    /// Runs two pieces of work that do not depend on each other: the first here, the second on another thread meanwhile, or here afterwards
    /// when none was free.
    /// </summary>
    /// <param name="first">The longer one.</param>
    /// <param name="second">The other.</param>
    /// <param name="withHelp">False runs both here.</param>
    public static void RunBeside(Action first, Action second, bool withHelp)
    {
        if (!withHelp)
        {
            first();
            second();
            return;
        }

        var taken = 0;
        var caller = Environment.CurrentManagedThreadId;
        Run(
            () =>
            {
                if (Environment.CurrentManagedThreadId == caller)
                {
                    first();
                }

                if (Interlocked.Exchange(ref taken, 1) == 0)
                {
                    second();
                }
            },
            helpers: 1);
    }

    private void Help()
    {
        lock (_gate)
        {
            if (_isClosed)
            {
                return;
            }

            _helping++;
        }

        try
        {
            _work();
        }
#pragma warning disable CA1031 // It is thrown again by who waits.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _failure = ExceptionDispatchInfo.Capture(e);
        }
        finally
        {
            lock (_gate)
            {
                _helping--;
                Monitor.Pulse(_gate);
            }
        }
    }

    private void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            while (_helping > 0)
            {
                Monitor.Wait(_gate);
            }
        }
    }
}
