using KnowledgeBase.Indexer.Building;
using KnowledgeBase.Retrieval.Storage;

namespace KnowledgeBase.Indexer.Tests.Building;

/// <summary>
/// Of an index that is too large to be read with every build, every file is read in turn and none is left for more than a week.
/// </summary>
public sealed class FileChecksTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Clock _clock = new();

    private string Index => _folder.At("index");

    public FileChecksTests()
    {
        for (var i = 0; i < 4; i++)
        {
            _folder.Write($"corpus/{i}.txt", $"第{i}村党支部组织党员修渠。");
        }

        KbRun.Of("build", "--corpus", _folder.At("corpus"), "--index", Index);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_never_read_is_read_then_nothing_is_until_a_week_has_gone()
    {
        Assert.Empty(Check(budget: 0));
        Assert.Single(Directory.GetFiles(Index, "checks-*"));
        var file = Flip();

        Assert.Empty(Check(budget: 0));
        _clock.Now += TimeSpan.FromDays(6);
        Assert.Empty(Check(budget: 0));
        _clock.Now += TimeSpan.FromDays(1);

        Assert.StartsWith(file, Assert.Single(Check(budget: 0)));
    }

    [Fact]
    public void What_was_not_read_for_longest_is_read_first()
    {
        var files = LibraryFolder.Files(Index);
        var budget = files.Max(f => f.Length);
        Check(budget: 0);
        Flip();

        // Every file fits into the budget alone, so that as many builds as there are files have read all.
        var found = false;
        for (var build = 0; build < files.Count && !found; build++)
        {
            _clock.Now += TimeSpan.FromMinutes(1);
            found = Check(budget).Count > 0;
        }

        Assert.True(found, "a file was never its turn");
    }

    [Fact]
    public void A_small_index_is_read_wholly_each_time_and_needs_no_record()
    {
        Assert.Empty(Check(FileChecks.DefaultBudget));
        Assert.Empty(Directory.GetFiles(Index, "checks-*"));

        var file = Flip();

        Assert.StartsWith(file, Assert.Single(Check(FileChecks.DefaultBudget)));
    }

    [Fact]
    public void A_damaged_record_is_known_as_such_and_everything_is_read()
    {
        Check(budget: 0);
        var record = Directory.GetFiles(Index, "checks-*").Single();
        var bytes = File.ReadAllBytes(record);
        for (var at = 4; at < bytes.Length; at++)
        {
            var broken = bytes.ToArray();
            broken[at] ^= 1;
            File.WriteAllBytes(record, broken);
            Assert.True(FileChecks.Of(Index).IsDamaged, $"byte {at}");
        }

        Assert.Equal(1, KbRun.Of("verify", "--index", Index).ExitCode);
        var file = Flip();
        Assert.StartsWith(file, Assert.Single(Check(budget: 0)));
    }

    private IReadOnlyList<string> Check(long budget) => FileChecks.Of(Index).Run(budget, _clock, CancellationToken.None);

    /// <summary>Changes a byte of a file in a place that opening does not look at; returns the name of the file.</summary>
    private string Flip()
    {
        var path = Directory.GetFiles(_folder.At("index/passages"), "*.terms").Single();
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(path, bytes);
        return Path.GetFileName(path);
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
