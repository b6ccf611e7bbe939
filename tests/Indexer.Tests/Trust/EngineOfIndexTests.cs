using System.Security.Cryptography;
using System.Text;

namespace KnowledgeBase.Indexer.Tests.Trust;

/// <summary>An index says which engine wrote it, and every command goes by that.</summary>
public sealed class EngineOfIndexTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Corpus => _folder.At("corpus");

    private string Index => _folder.At("index");

    public EngineOfIndexTests()
    {
        _folder.Write("corpus/甲.txt", "甲村党支部组织党员修渠。");
        Assert.Equal(0, KbRun.Of("build", "--corpus", Corpus, "--index", Index).ExitCode);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_new_index_is_of_the_embedded_engine_and_says_so()
    {
        Assert.Contains("\nengine embedded\n", File.ReadAllText(_folder.At("index/kb-index")));
    }

    [Fact]
    public void An_index_from_before_engines_were_recorded_is_the_embedded_ones()
    {
        WriteMarker("version 1", "id 0123456789abcdef0123456789abcdef");

        Assert.Equal(0, KbRun.Of("search", "修渠", "--index", Index).ExitCode);
        Assert.Equal(0, KbRun.Of("verify", "--index", Index).ExitCode);
        Assert.Equal(1, KbRun.Of("build", "--corpus", Corpus, "--index", Index, "--json").Json.GetProperty("unchanged").GetInt32());
    }

    [Theory]
    [InlineData("build")]
    [InlineData("build --rebuild")]
    [InlineData("search 修渠")]
    [InlineData("verify")]
    [InlineData("duplicates")]
    [InlineData("wordings 修渠")]
    public void An_engine_that_this_program_does_not_have_is_named_and_nothing_is_changed(string command)
    {
        WriteMarker("version 2", "id 0123456789abcdef0123456789abcdef", "engine xapian");
        var before = FolderState.Of(_folder.Path);

        var run = KbRun.Of(
            [.. command.Split(' '), "--index", Index, .. command.StartsWith("build", StringComparison.Ordinal) ? ["--corpus", Corpus] : Array.Empty<string>()]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("'xapian'", run.Error);
        Assert.Contains(Index, run.Error);
        Assert.Equal(before, FolderState.Of(_folder.Path));
    }

    [Fact]
    public void Where_the_marker_is_damaged_the_files_tell_the_engine()
    {
        var marker = _folder.At("index/kb-index");
        File.WriteAllText(marker, File.ReadAllText(marker).Replace("embedded", "embedbed", StringComparison.Ordinal));

        Assert.Equal(0, KbRun.Of("search", "修渠", "--index", Index).ExitCode);
        Assert.Equal(1, KbRun.Of("verify", "--index", Index).ExitCode);
        Assert.Equal(0, KbRun.Of("build", "--corpus", Corpus, "--index", Index).ExitCode);
        Assert.Equal(0, KbRun.Of("verify", "--index", Index).ExitCode);
        Assert.Contains("\nengine embedded\n", File.ReadAllText(marker));
    }

    private void WriteMarker(params string[] lines)
    {
        var head = File.ReadLines(_folder.At("index/kb-index")).First() + "\n" + string.Concat(lines.Select(line => line + "\n"));
        var checksum = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(head)).AsSpan(0, 8));
        File.WriteAllText(_folder.At("index/kb-index"), $"{head}checksum {checksum}\nend of the marker\n");
    }
}
