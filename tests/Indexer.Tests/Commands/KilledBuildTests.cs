using System.Diagnostics;
using System.Text;
using KnowledgeBase.Indexer.Commands;

namespace KnowledgeBase.Indexer.Tests.Commands;

/// <summary>A build that is killed, as a process of its own, leaves the index as it was.</summary>
public sealed class KilledBuildTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Whenever_a_build_is_killed_the_last_index_answers_and_the_next_build_goes_through()
    {
        var index = _folder.At("index");
        var corpus = Corpus("old.jsonl", "旧渠", 300);
        Assert.Equal(0, KbRun.Of("build", "--corpus", corpus, "--index", index).ExitCode);

        var other = Corpus("new.jsonl", "新渠", 6000);
        var killed = 0;
        foreach (var moment in (int[])[30, 120, 250, 400, 600, 900])
        {
            using var build = Start("build", "--corpus", other, "--index", index, "--threads", "2");
            if (!build.WaitForExit(moment))
            {
                build.Kill();
                build.WaitForExit();
                killed++;
                Assert.Equal(0, KbRun.Of("verify", "--index", index).ExitCode);
                Assert.Equal((300, 0), (Total("旧渠", index), Total("新渠", index)));
            }
        }

        Assert.True(killed > 0, "every build was through before it could be killed");
        Assert.Equal(0, KbRun.Of("build", "--corpus", other, "--index", index).ExitCode);
        Assert.Equal((0, 6000), (Total("旧渠", index), Total("新渠", index)));
        Assert.Equal(0, KbRun.Of("verify", "--index", index).ExitCode);
    }

    private static Process Start(params string[] args)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.ArgumentList.Add(typeof(KbProgram).Assembly.Location);
        foreach (var arg in args)
        {
            start.ArgumentList.Add(arg);
        }

        return Process.Start(start)!;
    }

    private static int Total(string query, string index) => KbRun.Of("search", $"“{query}”", "--index", index, "--json").Json.GetProperty("total").GetInt32();

    private string Corpus(string name, string word, int lines)
    {
        var text = new StringBuilder();
        for (var i = 0; i < lines; i++)
        {
            text.Append($"{{\"id\":\"{name}-{i}\",\"title\":\"第{i}份\",\"text\":\"石桥镇第{i}村党支部组织党员修{word}，惠及群众{i * 7}户，验收合格。\"}}\n");
        }

        return _folder.Write(name, text.ToString());
    }
}
