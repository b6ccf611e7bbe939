using KnowledgeBase.FullText.Search;

namespace KnowledgeBase.FullText.Tests.Search;

public sealed class TaskExecutorTests
{
    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(30);

    [Fact]
    public void Returns_when_all_who_began_have_ended()
    {
        var running = 0;
        var begun = new CountdownEvent(2);
        TaskExecutor.Run(
            () =>
            {
                Interlocked.Increment(ref running);
                begun.Signal();
                begun.Wait(LongEnough); // both are at work at the same time
                Thread.Yield();
                Interlocked.Decrement(ref running);
            },
            helpers: 1);

        Assert.Equal(0, running);
        Assert.True(begun.IsSet);
    }

    [Fact]
    public void Throws_what_a_helper_threw()
    {
        var caller = Environment.CurrentManagedThreadId;
        using var failed = new ManualResetEventSlim();

        var error = Assert.Throws<InvalidOperationException>(() => TaskExecutor.Run(
            () =>
            {
                if (Environment.CurrentManagedThreadId != caller)
                {
                    failed.Set();
                    throw new InvalidOperationException("of the helper");
                }

                failed.Wait(LongEnough);
            },
            helpers: 1));

        Assert.Equal("of the helper", error.Message);
    }

    [Fact]
    public void Throws_what_the_caller_threw_when_the_helpers_have_ended()
    {
        var caller = Environment.CurrentManagedThreadId;
        var helping = false;
        using var begun = new ManualResetEventSlim();
        using var thrown = new ManualResetEventSlim();

        Assert.Throws<OperationCanceledException>(() => TaskExecutor.Run(
            () =>
            {
                if (Environment.CurrentManagedThreadId == caller)
                {
                    begun.Wait(LongEnough);
                    thrown.Set();
                    throw new OperationCanceledException();
                }

                helping = true;
                begun.Set();
                thrown.Wait(LongEnough);
                Thread.Yield();
                helping = false;
            },
            helpers: 1));

        Assert.False(helping);
    }

    [Fact]
    public void Works_alone_without_helpers()
    {
        var threads = new List<int>();

        TaskExecutor.Run(() => threads.Add(Environment.CurrentManagedThreadId), helpers: 0);

        Assert.Equal([Environment.CurrentManagedThreadId], threads);
    }
}
