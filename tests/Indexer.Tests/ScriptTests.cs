using System.Diagnostics;
using System.Globalization;
using KnowledgeBase.Tests;

namespace KnowledgeBase.Indexer.Tests;

/// <summary>The script <c>kb</c>, in a project of its own whose programs are stand-ins that say what they were called with.</summary>
public sealed class ScriptTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ScriptTests()
    {
        // A copy can be run as its original can.
        var script = Path.Combine(RepositoryRoot.Path, "kb");
        File.Copy(script, Path.Combine(Directory.CreateDirectory(_folder.At("a project")).FullName, "kb"));
        File.Copy(script, Path.Combine(Directory.CreateDirectory(_folder.At("bin")).FullName, "dotnet"));
        Built("Web");
        Built("Indexer");
        _folder.Write("a project/artifacts/.kb-built", "");

        // Says program and arguments, one in brackets each; ends with what the test wants of a build.
        _folder.Write(
            "bin/dotnet",
            "#!/bin/sh\nprintf '%s' \"$(basename \"$1\" .dll)\"; case $2 in build) status=${BUILD_STATUS-0};; esac\n"
            + "shift; for a in \"$@\"; do printf ' [%s]' \"$a\"; done; echo; exit ${status-0}\n");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Arguments_reach_the_program_as_they_are_from_any_folder_and_through_a_link()
    {
        File.CreateSymbolicLink(_folder.At("link"), _folder.At("a project/kb"));

        var run = Run("link", [], "search", "党 员", "", "*", "--index=a b");

        Assert.Equal((0, "KnowledgeBase.Indexer [search] [党 员] [] [*] [--index=a b]\n", ""), run);
    }

    /// <summary>A stand-in that makes what it is asked to publish, or not.</summary>
    [Theory]
    [InlineData(0, "precompiled")]
    [InlineData(1, "built")]
    public void Programs_run_as_they_were_compiled_beforehand_where_that_succeeds(int status, string which)
    {
        _folder.Write(
            "bin/dotnet",
            "#!/bin/sh\ncase $1 in\n--version|build) ;;\npublish) program=${2##*/}; while [ \"$1\" != -o ]; do shift; done; "
            + $"[ $program = Web ] || [ {status} = 0 ] || exit 1; mkdir -p \"$2\"; : > \"$2/KnowledgeBase.$program.dll\";;\n"
            + "*/precompiled/*) echo precompiled;;\n*) echo built;;\nesac\n");
        Directory.CreateDirectory(_folder.At("a project/src"));
        File.Delete(_folder.At("a project/artifacts/.kb-built"));

        Assert.Equal((0, which + "\n", "kb: building (the first time takes some minutes) …\n"), Run("a project/kb", [], "version"));
        Assert.Equal((0, which + "\n", ""), Run("a project/kb", [], "version"));
        Assert.Equal((0, which + "\n", ""), Run("a project/kb", [], "serve", "--index", "i"));
    }

    [Theory]
    [InlineData("KnowledgeBase.Web [--port] [5081]\n", "KnowledgeBase.Indexer [build] [--if-needed]\n", "--port", "5081")]
    [InlineData("KnowledgeBase.Web [--index] [a b]\n", "", "--index", "a b")]
    [InlineData("KnowledgeBase.Web [--index=a b]\n", "", "--index=a b")]
    [InlineData("KnowledgeBase.Web [--index]\n", "", "--index")]
    [InlineData("KnowledgeBase.Web [--port] [1]\n", "KnowledgeBase.Indexer [build] [--if-needed] [--corpus] [a b]\n", "--corpus", "a b", "--port", "1")]
    [InlineData(
        "KnowledgeBase.Web [--index] [i]\n", "KnowledgeBase.Indexer [build] [--if-needed] [--corpus] [a] [--index] [i]\n", "--corpus=a", "--index", "i")]
    [InlineData(
        "KnowledgeBase.Web [--watch] [--corpus] [a]\n", "KnowledgeBase.Indexer [build] [--if-needed] [--corpus] [a]\n", "--corpus", "a", "--watch")]
    [InlineData("KnowledgeBase.Web [--watch] [--index] [i]\n", "", "--watch", "--index", "i")]
    [InlineData("KnowledgeBase.Indexer [serve] [--help]\n", "", "--port", "1", "--help")]
    public void Serve_builds_first_unless_an_index_is_named(string output, string error, params string[] args) =>
        Assert.Equal((0, output, error), Run("a project/kb", [], ["serve", .. args]));

    [Fact]
    public void An_index_that_the_environment_names_is_served_as_it_is() =>
        Assert.Equal((0, "KnowledgeBase.Web\n", ""), Run("a project/kb", [("KB_INDEX", "a b")], "serve"));

    [Theory]
    [InlineData("1", false, 0, "KnowledgeBase.Web\n", "")]
    [InlineData("2", true, 0, "KnowledgeBase.Web\n", "kb: the index was not brought in line with its corpus (see above); serving it as it is.\n")]
    [InlineData("2", false, 2, "", "")]
    public void A_build_that_could_not_run_leaves_the_index_that_is_there(
        string status, bool indexIsThere, int code, string output, string error)
    {
        if (indexIsThere)
        {
            Directory.CreateDirectory(_folder.At("a project/index/passages"));
        }

        Assert.Equal((code, output, $"KnowledgeBase.Indexer [build] [--if-needed]\n{error}"), Run("a project/kb", [("BUILD_STATUS", status)], "serve"));
    }

    /// <summary>A compiler stays for the next build, and is no reason for that one to wait.</summary>
    [Fact]
    public void What_a_build_leaves_running_does_not_keep_the_next_one_out()
    {
        _folder.Write(
            "bin/dotnet",
            "#!/bin/sh\ncase $1 in\nbuild) sleep 600 >/dev/null 2>&1 </dev/null & echo $! >> \"$STAYING\";;\npublish) exit 1;;\nesac\n");
        Directory.CreateDirectory(_folder.At("a project/src"));
        File.Delete(_folder.At("a project/artifacts/.kb-built"));
        var staying = _folder.At("staying");
        try
        {
            Assert.Equal(0, Run("a project/kb", [("STAYING", staying)], "version").ExitCode);

            using var flock = Process.Start("flock", ["-n", _folder.At("a project/artifacts/.kb-lock"), "true"]);
            flock.WaitForExit();
            Assert.Equal(0, flock.ExitCode);
        }
        finally
        {
            foreach (var id in File.Exists(staying) ? File.ReadAllLines(staying) : [])
            {
                using var process = Process.GetProcessById(int.Parse(id, CultureInfo.InvariantCulture));
                process.Kill();
            }
        }
    }

    private void Built(string project) => _folder.Write($"a project/artifacts/bin/{project}/release/KnowledgeBase.{project}.dll", "");

    private (int ExitCode, string Out, string Error) Run(string script, (string Name, string Value)[] environment, params string[] args)
    {
        var start = new ProcessStartInfo(_folder.At(script), args)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        start.Environment["PATH"] = $"{_folder.At("bin")}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment.Remove("KB_INDEX");
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }
}
