using System.Diagnostics;
using KnowledgeBase.FullText.Segments;
using KnowledgeBase.FullText.Store;
using KnowledgeBase.FullText.Writing;
using Xunit.Abstractions;

namespace KnowledgeBase.FullText.Tests.Durability;

/// <summary>
/// A process that writes is killed, again and again, at random moments. FULLTEXT_KILLS says how often (25 without it).
/// </summary>
public sealed class CrashTests(ITestOutputHelper log)
{
    private static int Kills => int.TryParse(Environment.GetEnvironmentVariable("FULLTEXT_KILLS"), out var kills) ? kills : 25;

    [Fact]
    public async Task A_killed_writer_leaves_its_last_commit_whole()
    {
        const int Seed = 7;
        using var folder = new TemporaryFolder();
        var directory = new FileSystemDirectory(folder.Path);
        var ledger = new Ledger(Seed, CrashWriter.PaddingBytes);
        var random = new Random(Seed);
        long committed = 0;
        var unacknowledged = 0;
        var withOrphans = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            var acknowledged = await RunAndKill(folder.Path, Seed, committed, TimeSpan.FromMilliseconds(random.Next(0, 160)));

            // Killed between the rename and the line, it has committed once more than it said.
            var generation = Manifest.Read(directory)?.Generation ?? 0;
            Assert.InRange(generation, acknowledged, acknowledged + 1);
            if (generation > 0)
            {
                ledger.Check(directory);
            }

            unacknowledged += generation > acknowledged ? 1 : 0;
            withOrphans += directory.ListFiles().Any(f => !Ledger.FilesOf(directory).Contains(f)) ? 1 : 0;
            ledger.GoOn(directory);
            committed = acknowledged;
        }

        log.WriteLine($"{Kills} kills, {committed} commits; {withOrphans} left orphans, {unacknowledged} a commit more than acknowledged");
    }

    [Fact]
    public async Task The_lock_of_a_living_writer_names_it_and_that_of_a_killed_one_is_taken_over()
    {
        using var folder = new TemporaryFolder();
        using var writer = Start(folder.Path, seed: 1);
        await writer.StandardOutput.ReadLineAsync();

        var refused = Assert.Throws<IndexLockedException>(() => IndexWriter.Open(folder.Path, Ledger.Schema));
        await Kill(writer);

        Assert.Matches(
            $"^The index in {folder.Path} is being written by process {writer.Id} \\(.+\\) on {Environment.MachineName} since \\d{{4}}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d UTC\\. ",
            refused.Message);
        using var next = IndexWriter.Open(folder.Path, Ledger.Schema);
        Assert.True(next.Generation >= 0);
    }

    /// <returns>The last commit that the process acknowledged, or <paramref name="committed"/>.</returns>
    private static async Task<long> RunAndKill(string folder, int seed, long committed, TimeSpan after)
    {
        using var writer = Start(folder, seed);
        var errors = writer.StandardError.ReadToEndAsync();
        var first = await writer.StandardOutput.ReadLineAsync();
        if (first is null)
        {
            Assert.Fail($"the writer could not begin: {await errors}");
        }

        var acknowledged = long.Parse(first.Split(' ')[1]);
        Assert.True(acknowledged >= committed, $"{first}, but commit {committed} was acknowledged before");
        await Task.Delay(after);
        await Kill(writer);
        while (await writer.StandardOutput.ReadLineAsync() is { } line)
        {
            acknowledged = line.StartsWith("committed ", StringComparison.Ordinal) ? long.Parse(line.Split(' ')[1]) : acknowledged;
        }

        Assert.Equal("", await errors);
        return acknowledged;
    }

    private static async Task Kill(Process process)
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    private static Process Start(string folder, int seed) =>
        Process.Start(new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            ArgumentList = { "exec", typeof(CrashWriter).Assembly.Location, "write", folder, $"{seed}" },
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
}
