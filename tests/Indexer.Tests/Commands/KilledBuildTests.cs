using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text;
using KnowledgeBase.Indexer.Commands;
using KnowledgeBase.Retrieval;
using KnowledgeBase.Retrieval.Storage;

namespace KnowledgeBase.Indexer.Tests.Commands;

/// <summary>A build that is killed, as a process of its own, leaves the index as it was.</summary>
public sealed class KilledBuildTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("embedded", "manifest", 30, 120, 250, 400, 600, 900)]
    [InlineData("lucene", "segments", 250, 600, 900)]
    public void Whenever_a_build_is_killed_the_last_index_answers_and_the_next_build_goes_through(
        string engine, string list, params int[] moments)
    {
        var index = _folder.At("index");
        var corpus = Corpus("old.jsonl", "旧渠", 300);
        Assert.Equal(0, KbRun.Of("build", "--corpus", corpus, "--index", index, "--engine", engine).ExitCode);

        var other = Corpus("new.jsonl", "新渠", 6000);
        var killed = 0;
        foreach (var moment in moments)
        {
            using var build = Start("build", "--corpus", other, "--index", index, "--threads", "2", "--accept-removals");
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
        Assert.Equal(0, KbRun.Of("build", "--corpus", other, "--index", index, "--accept-removals").ExitCode);
        Assert.Equal((0, 6000), (Total("旧渠", index), Total("新渠", index)));
        Assert.Equal(0, KbRun.Of("verify", "--index", index).ExitCode);

        // Nothing is left of those that were killed.
        string[] left = [.. Directory.GetFiles(index).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];
        Assert.Equal(3, left.Length);
        Assert.Equal(["catalog", "kb", "sketches"], left.Select(f => f.Split('-')[0]));
        Assert.Equal(
            LibraryFolder.Files(index).Select(f => f.Name).Append("write.lock").Order(StringComparer.Ordinal),
            Directory.GetFiles(Path.Combine(index, "passages")).Select(f => Path.GetFileName(f)!)
                .Where(f => !f.StartsWith(list, StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void A_killed_build_leaves_no_helper_program_behind_and_the_next_build_no_temporary_folder()
    {
        _folder.Write("corpus/a.pdf", "%PDF-1.7\n");
        _folder.Write("corpus/b.txt", "党建工作总结。");
        var home = WithHelper("echo \"$HOME\" > '{0}/home.new'; echo $$ > '{0}/helper'; mv '{0}/home.new' '{0}/home'; sleep 600 & wait", "home");
        using var build = Start("build", "--corpus", _folder.At("corpus"), "--index", _folder.At("index"));
        Assert.True(SpinWait.SpinUntil(() => File.Exists(home), TimeSpan.FromSeconds(60)), "the helper program was not started");
        var helper = int.Parse(File.ReadAllText(_folder.At("helper")));

        build.Kill();

        Assert.True(SpinWait.SpinUntil(() => !IsRunning(helper), TimeSpan.FromSeconds(30)), "the helper program outlives the build");
        WithHelper("exit 1", "home");
        using var next = Start("build", "--corpus", _folder.At("corpus"), "--index", _folder.At("index"));
        next.WaitForExit();
        Assert.False(Directory.Exists(File.ReadAllText(home).Trim()), "a temporary folder is left");
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void A_build_that_is_told_to_end_ends_although_a_parser_does_not()
    {
        _folder.Write("corpus/a.pdf", "%PDF-1.7\n");
        var started = WithHelper("trap '' TERM INT; touch '{0}/started'; while :; do sleep 1; done", "started");
        using var build = Start("build", "--corpus", _folder.At("corpus"), "--index", _folder.At("index"));
        Assert.True(SpinWait.SpinUntil(() => File.Exists(started), TimeSpan.FromSeconds(60)), "the helper program was not started");

        using var signal = Process.Start("/bin/kill", ["-TERM", $"{build.Id}"]);

        Assert.True(build.WaitForExit(TimeSpan.FromSeconds(30)), "the build does not end");
        Assert.NotEqual(0, build.ExitCode);
    }

    /// <summary>A stand-in for pdftotext, found before any other one; {0} is the test's folder.</summary>
    [UnsupportedOSPlatform("windows")]
    private string WithHelper(string script, string sign)
    {
        var path = _folder.Write("programs/pdftotext", "#!/bin/sh\n" + script.Replace("{0}", _folder.Path, StringComparison.Ordinal) + "\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return _folder.At(sign);
    }

    private static bool IsRunning(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private Process Start(params string[] args)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.Environment["PATH"] = _folder.At("programs") + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH");
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
