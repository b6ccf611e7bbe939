using System.Diagnostics;
using System.Text.Json;
using KnowledgeBase.Indexer.Commands;
using KnowledgeBase.Indexer.Watching;
using KnowledgeBase.Tests;

namespace KnowledgeBase.Indexer.Tests.Watching;

/// <summary><c>kb watch</c> as a process of its own.</summary>
public sealed class LibraryWatchTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public LibraryWatchTests() => _folder.Write("corpus/早.txt", "河湾村的做法\n\n村里开起“码头闲话”。\n");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_changes_together_is_one_commit()
    {
        using var watch = Watch("--settle", "3", "--every", "600");
        Assert.Equal(1, (await NextAsync(watch)).GetProperty("added").GetInt32());

        for (var i = 0; i < 20; i++)
        {
            _folder.Write($"corpus/多/第{i}份.txt", $"第{i}份材料\n\n村里做了第{i}件事，共有{i}人参加。\n");
            await Task.Delay(20);
        }

        Assert.Equal(20, (await NextAsync(watch)).GetProperty("added").GetInt32());
        File.Delete(_folder.At("corpus/多/第3份.txt"));
        _folder.Write("corpus/早.txt", "河湾村的做法\n\n村里又开起“渡口夜话”。\n");
        var last = await NextAsync(watch);
        Assert.Equal((1, 1), (last.GetProperty("updated").GetInt32(), last.GetProperty("removed").GetInt32()));

        watch.StandardInput.Close();
        await watch.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(0, watch.ExitCode);
    }

    [Fact]
    public async Task A_long_copy_comes_in_once_and_whole()
    {
        using var watch = Watch("--settle", "5", "--every", "600");
        await NextAsync(watch);

        await using (var copy = new StreamWriter(_folder.At("corpus/长.txt")))
        {
            for (var i = 0; i < 60; i++)
            {
                await copy.WriteAsync($"第{i}段：村里做了第{i}件事。\n\n");
                await copy.FlushAsync();
                await Task.Delay(100);
            }

            await copy.WriteAsync("最后一段说到“落成石榴亭”。\n");
        }

        Assert.Equal(1, (await NextAsync(watch)).GetProperty("added").GetInt32());
        var found = KbRun.Of("search", "“落成石榴亭”", "--index", _folder.At("index"), "--json");
        Assert.Equal(1, found.Json.GetProperty("total").GetInt32());
        End(watch);
    }

    [Fact]
    public async Task Where_the_system_tells_of_no_change_it_is_found_by_looking()
    {
        // A file that is named by itself is looked for in its folder, and one behind a link is told of by nobody.
        _folder.Write("elsewhere/远.txt", "远处的材料\n\n村里修起水渠。\n");
        Directory.CreateSymbolicLink(_folder.At("corpus/远处"), _folder.At("elsewhere"));
        using var watch = Watch("--settle", "1", "--every", "2");
        Assert.Equal(2, (await NextAsync(watch)).GetProperty("added").GetInt32());

        _folder.Write("elsewhere/远二.txt", "远处的另一份材料\n\n村里种起果树。\n");

        Assert.Equal(1, (await NextAsync(watch)).GetProperty("added").GetInt32());
        End(watch);
    }

    [Fact]
    public async Task An_index_that_is_taken_away_is_built_again_and_a_corpus_that_cannot_be_used_is_told_once()
    {
        using var watch = Watch("--settle", "1", "--every", "2");
        await NextAsync(watch);
        Directory.Delete(_folder.At("index"), recursive: true);
        Assert.Equal(1, (await NextAsync(watch)).GetProperty("added").GetInt32());

        _folder.Pipe("corpus/.kbignore");
        _folder.Write("corpus/新.txt", "石桥村的做法\n\n村里修起水渠。\n");
        Assert.Contains(".kbignore", (await NextAsync(watch)).GetProperty("problem").GetString(), StringComparison.Ordinal);
        await Task.Delay(TimeSpan.FromSeconds(5));
        File.Delete(_folder.At("corpus/.kbignore"));
        Assert.Equal(1, (await NextAsync(watch)).GetProperty("added").GetInt32());
        End(watch);
    }

    [Fact]
    public void Looks_differ_by_materials_and_settings_alone()
    {
        string? Look() => CorpusLook.At([_folder.At("corpus")], followLinks: false, _folder.At("index"));
        var looks = new List<string?> { Look() };
        Assert.Equal(looks[0], Look());
        _folder.Write("corpus/二.txt", "二");
        looks.Add(Look());
        _folder.Write("corpus/二.txt", "二二");
        looks.Add(Look());
        _folder.Write("corpus/lexicon/words.txt", "石榴亭\n");
        looks.Add(Look());
        _folder.Write("corpus/.kbignore", "二.txt\n");
        looks.Add(Look());
        _folder.Write("corpus/空.txt", "");
        looks.Add(Look());
        Assert.Equal(looks.Count, looks.Distinct(StringComparer.Ordinal).Count());
        Assert.All(looks, Assert.NotNull);

        Assert.Null(CorpusLook.At([_folder.At("nowhere")], followLinks: false, _folder.At("index")));
    }

    private static async Task<JsonElement> NextAsync(Process watch)
    {
        var line = await watch.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(2));
        return JsonDocument.Parse(line!).RootElement;
    }

    private static void End(Process watch)
    {
        watch.Kill();
        watch.WaitForExit();
    }

    private Process Watch(params string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo(
            "dotnet",
            [
                typeof(KbProgram).Assembly.Location, "watch", "--json", "--until-input-ends",
                "--corpus", _folder.At("corpus"), "--index", _folder.At("index"), .. arguments,
            ])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        return process;
    }
}
