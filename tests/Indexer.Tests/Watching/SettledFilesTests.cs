using KnowledgeBase.Tests;

namespace KnowledgeBase.Indexer.Tests.Watching;

/// <summary>A build that lets files settle holds back what is still being written.</summary>
public sealed class SettledFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SettledFilesTests() => _folder.Write("corpus/早.txt", "河湾村的做法\n\n村里开起“码头闲话”。\n");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_that_grows_waits_and_what_was_built_from_it_stays()
    {
        Build(0);
        _folder.Write("corpus/新.txt", "石桥村的做法\n\n村里修起水渠。\n");
        var growing = _folder.At("corpus/慢.txt");
        await File.WriteAllTextAsync(growing, "慢慢写的材料\n\n");

        KbRun run;
        using (var end = new CancellationTokenSource())
        {
            var writing = GrowAsync(growing, end.Token);
            var alsoChanging = GrowAsync(_folder.At("corpus/早.txt"), end.Token);
            run = Build(2);
            await end.CancelAsync();
            await Task.WhenAll(writing, alsoChanging);
        }

        Assert.Equal((1, 0, 0), (Number(run, "added"), Number(run, "updated"), Number(run, "removed")));
        Assert.Equal(["慢.txt", "早.txt"], run.Json.GetProperty("held").EnumerateArray().Select(p => Path.GetFileName(p.GetString())));
        Assert.Equal(["新.txt"], Found("“水渠”"));
        Assert.Equal(["早.txt"], Found("“码头闲话”"));
        Assert.Empty(Found("“慢慢写”"));

        // What is there wholly comes in with the next one.
        var next = Build(1);
        Assert.Equal((1, 1, 0), (Number(next, "added"), Number(next, "updated"), next.Json.GetProperty("held").GetArrayLength()));
        Assert.Equal(["慢.txt"], Found("“慢慢写”"));
    }

    [Fact]
    public void What_is_said_to_be_whole_does_not_wait_and_nothing_waits_when_nothing_changed()
    {
        Build(0);
        var path = _folder.Write("corpus/新.txt", "石桥村的做法\n\n村里修起水渠。\n");

        // A day would be too long to wait for.
        var run = KbRun.WithInput($"{path}\n", [.. Arguments(600), "--whole"]);
        Assert.Equal(1, Number(run, "added"));
        Assert.Equal(2, Number(Build(600), "unchanged"));
    }

    [Fact]
    public async Task A_build_waits_for_another_one_as_long_as_it_is_told_to()
    {
        Build(0);
        _folder.Write("corpus/新.txt", "石桥村的做法\n\n村里修起水渠。\n");
        var held = new FileStream(
            _folder.At("index/passages/write.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        var refused = KbRun.Of(Arguments(0));
        Assert.Equal(2, refused.ExitCode);

        var waiting = Task.Run(() => KbRun.Of([.. Arguments(0), "--wait", "60"]));
        await Task.Delay(700);
        Assert.False(waiting.IsCompleted);
        await held.DisposeAsync();

        Assert.Equal(1, Number(await waiting, "added"));
    }

    private static int Number(KbRun run, string name) => run.Json.GetProperty(name).GetInt32();

    private static async Task GrowAsync(string path, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            await File.AppendAllTextAsync(path, "又写了一句。\n", CancellationToken.None);
            await Task.Delay(50, CancellationToken.None);
        }
    }

    private string[] Arguments(int settle) =>
    [
        "build", "--corpus", _folder.At("corpus"), "--index", _folder.At("index"), "--meaning", "off", "--json", "--settle", $"{settle}",
    ];

    private KbRun Build(int settle) => KbRun.Of(Arguments(settle));

    private string[] Found(string query) =>
        [.. KbRun.Of("search", query, "--index", _folder.At("index"), "--json").Json.GetProperty("hits").EnumerateArray()
            .Select(h => h.GetProperty("material").GetString()!)];
}
