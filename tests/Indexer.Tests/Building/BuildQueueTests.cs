using KnowledgeBase.Indexer.Building;
using KnowledgeBase.Materials;
using KnowledgeBase.Readers;
using KnowledgeBase.Retrieval.Storage;

namespace KnowledgeBase.Indexer.Tests.Building;

/// <summary>However a build goes wrong, no thread of it is left behind and nobody waits for ever.</summary>
public sealed class BuildQueueTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public BuildQueueTests()
    {
        for (var i = 0; i < 60; i++)
        {
            _folder.Write($"corpus/{i:d2}.txt", $"第{i}村党支部组织党员修渠。");
        }

        _folder.Write("corpus/many.jsonl", string.Concat(Enumerable.Range(0, 200).Select(i => $$"""{"id":"l{{i}}","title":"题","text":"甲村修渠。"}""" + "\n")));
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Steps_come_in_the_order_of_the_files_whatever_the_threads(int threads)
    {
        var files = new List<string>();

        await Run(threads, step => files.Add(step.File.Id));

        Assert.Equal(files.Order(StringComparer.Ordinal), files);
        Assert.Equal(61, files.Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(1, 30)]
    [InlineData(4, 0)]
    [InlineData(4, 70)]
    public async Task When_the_one_that_writes_fails_the_queue_ends_with_that_error(int threads, int after)
    {
        var steps = 0;

        await Assert.ThrowsAsync<IOException>(() => Run(threads, _ =>
        {
            if (steps++ == after)
            {
                throw new IOException("the disk is full");
            }
        }));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    public async Task When_it_is_cancelled_it_ends(int after)
    {
        using var stop = new CancellationTokenSource();
        var steps = 0;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Run(
            2,
            _ =>
            {
                if (steps++ == after)
                {
                    stop.Cancel();
                }
            },
            stop.Token));
    }

    /// <summary>Fails when the queue has not ended after a minute.</summary>
    private async Task Run(int threads, Action<BuildStep> take, CancellationToken cancellation = default)
    {
        var settings = LibrarySettings.Of([]);
        using var writer = LibraryFolder.OpenWriter(_folder.At("index"), settings.Taxonomy, settings.Wordings.Glossary, []);
        using var reader = new GuardedReader(program: null);
        var sieve = new LevelSieve(
            ReadingRights.Everything, new FolderLevels(), new LevelBook([]), LastBuild.None, everything: true, _ => 0);
        var preparation = new MaterialPreparation(
            reader, writer, settings, LastBuild.None, everything: true, sieve, new DateOnly(2026, 1, 1));
        using var queue = new BuildQueue(preparation, threads);
        await Task.Run(() => queue.Run(CorpusWalk.List([_folder.At("corpus")]).Files, take, cancellation), CancellationToken.None)
            .WaitAsync(TimeSpan.FromMinutes(1), CancellationToken.None);
    }
}
