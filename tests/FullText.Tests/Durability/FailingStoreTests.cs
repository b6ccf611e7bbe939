using KnowledgeBase.FullText.Search;
using KnowledgeBase.FullText.Segments;
using KnowledgeBase.FullText.Store;
using KnowledgeBase.FullText.Writing;

namespace KnowledgeBase.FullText.Tests.Durability;

/// <summary>Every single operation on the store fails in turn.</summary>
public sealed class FailingStoreTests
{
    private const int Commits = 5;

    public static TheoryData<string> Failures => [.. Enum.GetNames<Failure>()];

    [Theory]
    [MemberData(nameof(Failures))]
    public void Whatever_operation_fails_in_memory_the_last_commit_stands(string failure)
    {
        var operations = CountOperations();
        for (var failAt = 1; failAt <= operations; failAt++)
        {
            FailAndGoOn(new MemoryDirectory(), failAt, Enum.Parse<Failure>(failure));
        }
    }

    /// <summary>The file system takes longer: a part of the operations, another one for each failure.</summary>
    [Theory]
    [MemberData(nameof(Failures))]
    public void Whatever_operation_fails_on_the_file_system_the_last_commit_stands(string failure)
    {
        var kind = Enum.Parse<Failure>(failure);
        var operations = CountOperations();
        for (var failAt = 1 + (int)kind; failAt <= operations; failAt += 11)
        {
            using var folder = new TemporaryFolder();
            FailAndGoOn(new FileSystemDirectory(folder.Path), failAt, kind);
        }
    }

    /// <summary>With merges in the background the order of operations is another each time; the rules are the same.</summary>
    [Fact]
    public void A_merge_in_the_background_that_fails_harms_nothing()
    {
        for (var failAt = 20; failAt < 400; failAt += 7)
        {
            FailAndGoOn(new MemoryDirectory(), failAt, (Failure)(failAt % 3), backgroundMerges: true);
        }
    }

    [Fact]
    public void A_reader_that_cannot_refresh_goes_on_as_it_is()
    {
        var ledger = new Ledger(3);
        var memory = new MemoryDirectory();
        ledger.GoOn(memory);
        var refreshed = false;
        for (var failAt = 1; !refreshed; failAt++)
        {
            var directory = new FailingDirectory(memory) { FailAt = failAt };
            IndexReader? reader = null;
            try
            {
                reader = IndexReader.Open(directory);
                ledger.GoOn(memory);
                using var next = reader.OpenIfChanged();
                Assert.NotNull(next);
                ledger.Check(next);
                refreshed = true;
            }
            catch (IOException e)
            {
                Assert.Equal(directory.Failures.Single().Message, e.Message);
                if (reader is not null)
                {
                    ledger.Check(reader);
                }
            }
            finally
            {
                reader?.Dispose();
            }

            Assert.Equal(0, directory.OpenFiles);
        }
    }

    private static int CountOperations()
    {
        var directory = new FailingDirectory(new MemoryDirectory());
        Assert.Equal(Commits, Run(directory, backgroundMerges: false, out var error));
        Assert.Null(error);
        Assert.Equal(0, directory.OpenFiles);
        Assert.Equal(0, directory.OpenStreams);
        return directory.Operations;
    }

    private static void FailAndGoOn(IndexDirectory store, int failAt, Failure failure, bool backgroundMerges = false)
    {
        var directory = new FailingDirectory(store) { FailAt = failAt, Failure = failure };
        var acknowledged = Run(directory, backgroundMerges, out var error);
        var what = $"{failure} {failAt} ({string.Join(", ", directory.Failures)}): {error}";

        // Said clearly: what failed, and with which file. A file that cannot be removed is left to the next writer, silently.
        if (error is not null)
        {
            Assert.True(error is IOException or IndexException, what);
            Assert.True(directory.Failures.Any(f => error.Message.Contains(f.Message, StringComparison.Ordinal)), what);
        }
        else
        {
            Assert.True(backgroundMerges || directory.Failures.All(f => f.Operation == "delete"), what);
        }

        Assert.True(directory.OpenFiles == 0 && directory.OpenStreams == 0, $"{directory.OpenFiles}, {directory.OpenStreams} left open after {what}");

        // When the rename has worked and the sync behind it has not, there is a commit that nobody was told of.
        var ledger = new Ledger(5);
        var generation = Manifest.Read(store)?.Generation ?? 0;
        Assert.True(generation == acknowledged || generation == acknowledged + 1, $"commit {generation} after {acknowledged}: {what}");

        // A disk that can be written again is left without what the failed writer had written.
        if (failure != Failure.FromThenOn && generation == acknowledged && directory.Failures.All(f => f.Operation != "delete"))
        {
            Assert.Equal(
                generation == 0 ? [] : Ledger.FilesOf(store).Order(StringComparer.Ordinal),
                store.ListFiles().Order(StringComparer.Ordinal));
        }

        if (generation > 0)
        {
            ledger.Check(store);
        }

        ledger.GoOn(store);
    }

    /// <summary>Writes a few commits, with merges and readers in between.</summary>
    /// <returns>The last commit that was acknowledged.</returns>
    private static long Run(FailingDirectory directory, bool backgroundMerges, out Exception? error)
    {
        var ledger = new Ledger(5);
        var options = new IndexWriterOptions { BackgroundMerges = backgroundMerges, MergeFactor = 2 };
        IndexWriter? writer = null;
        IndexReader? reader = null;
        long acknowledged = 0;
        error = null;
        try
        {
            writer = IndexWriter.Open(directory, Ledger.Schema, options);
            for (var commit = 1; commit <= Commits; commit++)
            {
                ledger.Write(writer, commit);
                if (commit is 3 or 5)
                {
                    writer.ForceMerge(commit == 3 ? 1 : 2);
                }

                acknowledged = writer.Commit(Ledger.UserData(commit));
                var next = reader is null ? IndexReader.Open(directory) : reader.OpenIfChanged();
                reader?.Dispose();
                reader = next;
            }

            if (backgroundMerges)
            {
                writer.WaitForMerges();
            }
        }
        catch (Exception e)
        {
            error = e;
            CheckRefusal(writer, directory);
        }
        finally
        {
            reader?.Dispose();
            writer?.Dispose();
        }

        return acknowledged;
    }

    /// <summary>
    /// A writer that has failed says so, and why, to every later call; one that has not, because a reader failed, goes on.
    /// </summary>
    private static void CheckRefusal(IndexWriter? writer, FailingDirectory directory)
    {
        try
        {
            writer?.Delete("户00");
        }
        catch (IndexException e)
        {
            Assert.Contains(directory.Failures, f => e.Message.Contains(f.Message, StringComparison.Ordinal));
        }
    }
}
