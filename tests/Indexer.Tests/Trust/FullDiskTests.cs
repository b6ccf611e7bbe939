using System.Diagnostics;
using KnowledgeBase.Indexer.Commands;

namespace KnowledgeBase.Indexer.Tests.Trust;

/// <summary>
/// A build that cannot write ends with 2 and one sentence, and leaves the index as it was. The system refuses to let files of the build
/// grow beyond some size, which any user can ask for; at each size another file is the one that fails.
/// </summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Index => _folder.At("index");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("embedded")]
    [InlineData("lucene")]
    public void Wherever_writing_fails_the_build_ends_with_a_sentence_and_the_index_is_as_it_was(string engine)
    {
        if (OperatingSystem.IsWindows())
        {
            return; // there is no such limit
        }

        Write("旧", 150);
        Assert.Equal(0, KbRun.Of("build", "--corpus", _folder.At("corpus"), "--index", Index, "--engine", engine).ExitCode);
        Write("新", 150);
        var before = FolderState.Of(Index);

        foreach (var kibibytes in (int[])[1, 4, 16, 40])
        {
            var (exitCode, error) = BuildWithFilesUpTo(kibibytes);

            Assert.True(exitCode == 2, $"{kibibytes} KiB: {exitCode} {error}");
            Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
            Assert.StartsWith("kb: ", error);
            Assert.DoesNotContain("   at ", error);
            Assert.Equal(before, FolderState.Of(Index));
        }

        Assert.Equal(0, KbRun.Of("verify", "--index", Index).ExitCode);
        Assert.Equal(0, KbRun.Of("build", "--corpus", _folder.At("corpus"), "--index", Index).ExitCode);
        Assert.Equal(150, KbRun.Of("search", "“新渠”", "--index", Index, "--json").Json.GetProperty("total").GetInt32());
    }

    [SmallDiskTheory]
    [InlineData("embedded")]
    [InlineData("lucene")]
    public void However_little_a_full_disk_has_left_the_build_ends_with_a_sentence_and_the_index_is_as_it_was(string engine)
    {
        using var disk = new SmallDisk(4096);
        var index = Path.Combine(disk.Path, "index");
        Write("旧", 150);
        Assert.Equal(0, KbRun.Of("build", "--corpus", _folder.At("corpus"), "--index", index, "--engine", engine).ExitCode);
        Write("新", 150);
        var before = FolderState.Of(index);

        foreach (var kibibytes in (int[])[0, 4, 16, 64, 160])
        {
            disk.FillBut(kibibytes);
            var build = KbRun.Of("build", "--corpus", _folder.At("corpus"), "--index", index);

            Assert.True(build.ExitCode == 2, $"{kibibytes} KiB left: {build.ExitCode} {build.Error}");
            Assert.Single(build.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
            Assert.StartsWith("kb: ", build.Error);
            Assert.DoesNotContain("bug", build.Error);
            Assert.Equal(before, FolderState.Of(index));
        }

        File.Delete(Path.Combine(disk.Path, "filler"));
        Assert.Equal(0, KbRun.Of("build", "--corpus", _folder.At("corpus"), "--index", index).ExitCode);
        Assert.Equal(150, KbRun.Of("search", "“新渠”", "--index", index, "--json").Json.GetProperty("total").GetInt32());
    }

    private void Write(string word, int files)
    {
        for (var i = 0; i < files; i++)
        {
            _folder.Write($"corpus/{i}.txt", string.Concat(Enumerable.Range(0, 20).Select(n => $"石桥镇第{i * n}村党支部组织党员修{word}渠，惠及群众{(i * 7) + n}户。")));
        }
    }

    private (int ExitCode, string Error) BuildWithFilesUpTo(int kibibytes)
    {
        // POSIX counts in blocks of 512 bytes; the signal that comes with the limit would end the process before it could say anything.
        var program = typeof(KbProgram).Assembly.Location;
        using var build = Process.Start(
            new ProcessStartInfo("/bin/sh", ["-c", $"trap '' XFSZ; ulimit -f {kibibytes * 2}; exec \"$@\"", "sh", "dotnet", program, "build", "--corpus", _folder.At("corpus"), "--index", Index])
            {
                RedirectStandardError = true,
                RedirectStandardOutput = true,
                // The runtime keeps compiled code in a file of memory otherwise, which the limit holds for too.
                Environment = { ["DOTNET_EnableDiagnostics"] = "0", ["DOTNET_EnableWriteXorExecute"] = "0" },
            })!;
        var output = build.StandardOutput.ReadToEndAsync();
        var error = build.StandardError.ReadToEnd();
        build.WaitForExit();
        output.Wait();
        return (build.ExitCode, error);
    }
}
