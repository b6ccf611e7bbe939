using KnowledgeBase.Meaning.Models;
using KnowledgeBase.Tests;

namespace KnowledgeBase.Meaning.Tests;

/// <summary>Many ask at once, and none waits longer than it may.</summary>
public sealed class QuestionEmbedderTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    [Fact]
    public void A_question_is_embedded_once_and_kept()
    {
        var calls = 0;
        using var embedder = Embedder((_, _) =>
        {
            Interlocked.Increment(ref calls);
            return [1];
        });

        Assert.Equal([1f], embedder.Embed("减负", Long)!);
        Assert.Equal([1f], embedder.Embed("减负", Long)!);
        Assert.Equal(1, calls);
    }

    [Fact]
    public void What_was_begun_is_made_before_it_is_asked_for_and_once()
    {
        using var made = new ManualResetEventSlim();
        var calls = 0;
        using var embedder = Embedder((_, _) =>
        {
            Interlocked.Increment(ref calls);
            made.Set();
            return [1];
        });

        using (embedder.Begin("减负"))
        {
            Assert.True(made.Wait(Long));
            Assert.Equal([1f], embedder.Embed("减负", Long)!);
        }

        Assert.Equal(1, calls);
        Assert.Equal([1f], embedder.Embed("减负", Long)!);
    }

    [Fact]
    public void A_model_is_closed_after_the_questions_under_way_and_answers_none_afterwards()
    {
        var model = SentenceModel.Open(Path.Combine(RepositoryRoot.Path, "models", "multilingual-e5-small-zh"));
        var embedder = new QuestionEmbedder(model, atOnce: 2);
        for (var i = 0; i < 10; i++)
        {
            Assert.Null(embedder.Embed($"第{i}问{new string('问', 500)}", TimeSpan.Zero));
            embedder.Begin($"第{i}题{new string('题', 500)}");
        }

        embedder.Dispose();
        model.Dispose();

        Assert.Equal(0, embedder.Pending);
        Assert.Throws<MeaningException>(() => model.EmbedQuestion("减负"));
    }

    [Fact]
    public void Who_may_not_wait_any_longer_goes_without_and_who_asks_later_has_it()
    {
        using var free = new ManualResetEventSlim();
        using var embedder = Embedder((_, cancellation) =>
        {
            free.Wait(Long, cancellation);
            return [1];
        });

        Assert.Null(embedder.Embed("减负", TimeSpan.FromMilliseconds(20)));
        free.Set();
        Assert.Equal([1f], embedder.Embed("减负", Long)!);
    }

    [Fact]
    public async Task No_more_are_embedded_at_once_than_may_be_and_no_more_wait()
    {
        using var free = new ManualResetEventSlim();
        var (now, most) = (0, 0);
        using var embedder = Embedder(
            (_, cancellation) =>
            {
                most = Math.Max(most, Interlocked.Increment(ref now));
                free.Wait(Long, cancellation);
                Interlocked.Decrement(ref now);
                return [1];
            },
            atOnce: 1,
            mostWaiting: 2);

        var asked = Enumerable.Range(0, 3).Select(i => Task.Run(() => embedder.Embed($"问{i}", Long))).ToArray();
        while (embedder.Pending < 3)
        {
            await Task.Delay(5);
        }

        Assert.Null(embedder.Embed("又一问", Long));
        free.Set();
        Assert.All(await Task.WhenAll(asked), Assert.NotNull);
        Assert.Equal(1, most);
    }

    [Fact]
    public void What_nobody_waits_for_any_more_is_not_begun()
    {
        using var free = new ManualResetEventSlim();
        var begun = new List<string>();
        using var embedder = Embedder(
            (text, cancellation) =>
            {
                lock (begun)
                {
                    begun.Add(text);
                }

                free.Wait(Long, cancellation);
                return [1];
            },
            atOnce: 1);
        Assert.Null(embedder.Embed("甲", TimeSpan.FromMilliseconds(30)));
        Assert.Null(embedder.Embed("乙", TimeSpan.FromMilliseconds(10)));
        free.Set();

        Assert.NotNull(embedder.Embed("丙", Long));
        Assert.Equal(["甲", "丙"], begun);
    }

    [Fact]
    public void Cancelling_ends_the_waiting()
    {
        using var free = new ManualResetEventSlim();
        using var cancelled = new CancellationTokenSource(20);
        using var embedder = Embedder((_, cancellation) =>
        {
            free.Wait(Long, cancellation);
            return [1];
        });

        Assert.ThrowsAny<OperationCanceledException>(() => embedder.Embed("减负", Long, cancelled.Token));
        free.Set();
    }

    [Fact]
    public void A_model_that_fails_is_told_and_asked_again_the_next_time()
    {
        var calls = 0;
        using var embedder = Embedder((_, _) => calls++ == 0 ? throw new MeaningException("model.onnx failed") : [1]);

        Assert.Contains("model.onnx", Assert.Throws<MeaningException>(() => embedder.Embed("减负", Long)).Message, StringComparison.Ordinal);
        Assert.NotNull(embedder.Embed("减负", Long));
    }

    [Fact]
    public void Of_many_questions_those_asked_last_are_kept()
    {
        var calls = 0;
        using var embedder = Embedder((_, _) => [calls++], mostKept: 2);

        embedder.Embed("甲", Long);
        embedder.Embed("乙", Long);
        embedder.Embed("甲", Long);
        embedder.Embed("丙", Long);
        embedder.Embed("甲", Long);
        Assert.Equal(3, calls);
        embedder.Embed("乙", Long);
        Assert.Equal(4, calls);
    }

    private static QuestionEmbedder Embedder(
        Func<string, CancellationToken, float[]> embed, int atOnce = 2, int mostWaiting = 32, int mostKept = 100) =>
        new(embed, atOnce, mostWaiting, mostKept);
}
