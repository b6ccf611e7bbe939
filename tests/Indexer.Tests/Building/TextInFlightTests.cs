using KnowledgeBase.Indexer.Building;

namespace KnowledgeBase.Indexer.Tests.Building;

public sealed class TextInFlightTests
{
    [Fact]
    public void A_text_whose_turn_it_is_comes_in_however_long_it_is()
    {
        var inFlight = new TextInFlight(limit: 100);
        inFlight.Enter(1, 100, CancellationToken.None);

        inFlight.Enter(0, 1_000_000, CancellationToken.None);
    }

    [Fact]
    public async Task A_text_ahead_of_its_turn_waits_until_there_is_room()
    {
        var inFlight = new TextInFlight(limit: 100);
        inFlight.Enter(0, 60, CancellationToken.None);
        var second = Task.Run(() => inFlight.Enter(1, 60, CancellationToken.None));
        Assert.NotSame(second, await Task.WhenAny(second, Task.Delay(300)));

        inFlight.Leave(60);

        await second.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_text_that_waits_comes_in_when_its_turn_comes()
    {
        var inFlight = new TextInFlight(limit: 100);
        inFlight.Enter(2, 100, CancellationToken.None);
        var waiting = Task.Run(() => inFlight.Enter(1, 500, CancellationToken.None));
        Assert.NotSame(waiting, await Task.WhenAny(waiting, Task.Delay(300)));

        inFlight.Turn(1);

        await waiting.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_file_whose_turn_it_is_does_not_run_ahead_of_who_writes()
    {
        var inFlight = new TextInFlight(limit: 100);
        inFlight.Enter(0, 80, CancellationToken.None);
        var next = Task.Run(() => inFlight.Enter(0, 80, CancellationToken.None));
        Assert.NotSame(next, await Task.WhenAny(next, Task.Delay(300)));

        inFlight.Leave(80);

        await next.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void The_next_text_of_the_file_whose_turn_it_is_comes_in_when_all_before_it_are_written_whatever_others_hold()
    {
        var inFlight = new TextInFlight(limit: 100);
        inFlight.Enter(1, 100, CancellationToken.None);
        inFlight.Enter(0, 80, CancellationToken.None);
        inFlight.Leave(80);

        inFlight.Enter(0, 80, CancellationToken.None);
    }

    [Fact]
    public async Task Waiting_can_be_cancelled()
    {
        var inFlight = new TextInFlight(limit: 1);
        using var cancel = new CancellationTokenSource();
        var waiting = Task.Run(() => inFlight.Enter(1, 2, cancel.Token));

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(TimeSpan.FromSeconds(30)));
    }
}
