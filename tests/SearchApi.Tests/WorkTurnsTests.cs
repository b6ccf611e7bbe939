using KnowledgeBase.SearchApi.Hosting;

namespace KnowledgeBase.SearchApi.Tests;

/// <summary>Who may work, who waits and who is turned away.</summary>
public class WorkTurnsTests
{
    [Fact]
    public async Task Drafts_are_checked_one_for_every_two_processors_and_nobody_waits_for_ever()
    {
        using var turns = new WorkTurns(processors: 2);
        using var first = await turns.EnterAsync(Work.Draft, CancellationToken.None);

        var second = await turns.EnterAsync(Work.Draft, CancellationToken.None);

        Assert.NotNull(first);
        Assert.Null(second);
    }

    [Fact]
    public async Task Searches_do_not_wait_for_drafts()
    {
        using var turns = new WorkTurns(processors: 1);
        using var draft = await turns.EnterAsync(Work.Draft, CancellationToken.None);

        using var search = await turns.EnterAsync(Work.Search, CancellationToken.None);

        Assert.NotNull(search);
    }

    [Fact]
    public async Task A_queue_that_is_full_turns_the_next_one_away_at_once_and_one_that_leaves_lets_the_next_one_in()
    {
        using var turns = new WorkTurns(processors: 1);
        var first = await turns.EnterAsync(Work.Draft, CancellationToken.None);
        var waiting = Enumerable.Range(0, 50).Select(_ => turns.EnterAsync(Work.Draft, CancellationToken.None)).ToList();

        var surplus = turns.EnterAsync(Work.Draft, CancellationToken.None);

        Assert.True(surplus.IsCompleted);
        Assert.Null(await surplus);
        first!.Dispose();
        Assert.NotNull(await waiting[0]);
    }

    [Fact]
    public async Task Many_are_at_work_when_they_are_more_than_there_are_processors_those_that_wait_among_them()
    {
        using var turns = new WorkTurns(processors: 2);
        var inside = new List<Turn?>();
        for (var i = 0; i < 2; i++)
        {
            inside.Add(await turns.EnterAsync(Work.Search, CancellationToken.None));
        }

        Assert.False(turns.AreManyAt(Work.Search));
        inside.Add(await turns.EnterAsync(Work.Search, CancellationToken.None));
        Assert.True(turns.AreManyAt(Work.Search));
        Assert.False(turns.AreManyAt(Work.Comparison));
        inside.Add(await turns.EnterAsync(Work.Search, CancellationToken.None));
        var waiting = turns.EnterAsync(Work.Search, CancellationToken.None);
        inside[0]!.Dispose();
        inside[1]!.Dispose();
        inside.Add(await waiting);
        Assert.True(turns.AreManyAt(Work.Search));
        inside[2]!.Dispose();
        Assert.False(turns.AreManyAt(Work.Search));
        inside.ForEach(turn => turn!.Dispose());
    }

    [Fact]
    public async Task The_time_of_a_turn_ends_when_its_client_goes()
    {
        using var turns = new WorkTurns(processors: 1);
        using var client = new CancellationTokenSource();
        using var turn = await turns.EnterAsync(Work.Search, client.Token);

        await client.CancelAsync();

        Assert.True(turn!.Cancelled.IsCancellationRequested);
        Assert.False(turn.IsTimeUp);
    }
}
