using KnowledgeBase.Retrieval.Engines;
using KnowledgeBase.Retrieval.Engines.LuceneNet;

namespace KnowledgeBase.Engines.Tests.LuceneNet;

/// <summary>When a search over Lucene ends before it is through.</summary>
public class LuceneLimitsTests
{
    private const int Hits = 100_000;

    [Fact]
    public void A_search_that_is_cancelled_among_its_hits_ends_a_few_thousand_hits_later()
    {
        using var source = new CancellationTokenSource();
        var limits = new SearchLimits(budget: null, source.Token);
        var seen = 0;

        Assert.Throws<OperationCanceledException>(() =>
        {
            while (seen < Hits)
            {
                limits.Check();
                if (++seen == 10_000)
                {
                    source.Cancel();
                }
            }
        });
        Assert.InRange(seen, 10_000, 15_000);
    }

    [Fact]
    public void A_search_that_has_used_up_its_time_ends_as_well_and_one_that_has_not_sees_every_hit()
    {
        Assert.InRange(Seen(TimeSpan.Zero), 0, 5_000);
        Assert.Equal(Hits, Seen(TimeSpan.FromHours(1)));
        Assert.Equal(Hits, Seen(budget: null));
    }

    [Fact]
    public void Who_writes_an_index_is_told_to_whoever_else_wants_to_and_is_forgotten_with_the_lock()
    {
        using var engine = new EngineUnderTest("lucene");
        var note = Path.Combine(engine.Folder, WriterLock.NoteName);

        var locked = Assert.Throws<EngineException>(() => engine.Engine.OpenWriter(engine.Folder));

        Assert.Contains($"is being written by process {Environment.ProcessId} (", locked.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(note));
        Assert.Empty(engine.Engine.Foreign(engine.Folder));
        engine.Writer.Dispose();
        Assert.False(File.Exists(note));
    }

    [Fact]
    public void A_file_of_somebody_elses_where_the_note_would_lie_stays_and_keeps_nobody_from_writing()
    {
        using var engine = new EngineUnderTest("lucene");
        engine.Writer.Dispose();
        var note = Path.Combine(engine.Folder, WriterLock.NoteName);
        File.WriteAllText(note, "mine");

        using (engine.Engine.OpenWriter(engine.Folder))
        {
            var locked = Assert.Throws<EngineException>(() => engine.Engine.OpenWriter(engine.Folder));
            Assert.Contains("is being written by another process.", locked.Message, StringComparison.Ordinal);
        }

        Assert.Equal("mine", File.ReadAllText(note));
        Assert.Equal([WriterLock.NoteName], engine.Engine.Foreign(engine.Folder));
    }

    private static int Seen(TimeSpan? budget)
    {
        var limits = new SearchLimits(budget, CancellationToken.None);
        var seen = 0;
        try
        {
            for (; seen < Hits; seen++)
            {
                limits.Check();
            }
        }
        catch (OutOfTimeException)
        {
            // So many.
        }

        return seen;
    }
}
