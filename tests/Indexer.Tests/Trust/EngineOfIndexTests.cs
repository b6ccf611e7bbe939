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
    public void Every_command_goes_by_the_engine_of_the_index()
    {
        var lucene = _folder.At("lucene");
        Assert.Equal(0, KbRun.Of("build", "--corpus", Corpus, "--index", lucene, "--engine", "lucene").ExitCode);
        Assert.Contains("\nengine lucene\n", File.ReadAllText(_folder.At("lucene/kb-index")));
        Assert.NotEmpty(Directory.GetFiles(_folder.At("lucene/passages"), "segments_*"));

        foreach (var command in (string[][])[["search", "修渠"], ["verify"], ["duplicates"], ["wordings"]])
        {
            var run = KbRun.Of([.. command, "--index", lucene]);
            Assert.True(run.ExitCode == 0, $"{command[0]}: {run.ExitCode} {run.Error}");
        }

        Assert.Equal(KbRun.Of("search", "修渠", "--index", Index).Out, KbRun.Of("search", "修渠", "--index", lucene).Out);
        _folder.Write("corpus/乙.txt", "乙村党支部组织党员修路。");
        var build = KbRun.Of("build", "--corpus", Corpus, "--index", lucene, "--json").Json;
        Assert.Equal((1, 1), (build.GetProperty("added").GetInt32(), build.GetProperty("unchanged").GetInt32()));
        Assert.Equal(0, KbRun.Of("build", "--corpus", Corpus, "--index", lucene, "--engine", "lucene", "--rebuild").ExitCode);
        Assert.Contains("2 materials", KbRun.Of("verify", "--index", lucene).Out);
    }

    [Theory]
    [InlineData("")]
    [InlineData("--rebuild")]
    [InlineData("--if-needed")]
    public void An_index_of_another_engine_than_the_one_asked_for_is_refused_and_goes_on_answering(string option)
    {
        var before = FolderState.Of(_folder.Path);

        var run = KbRun.Of([
            "build", "--corpus", Corpus, "--index", Index, "--engine", "lucene", .. option.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.Equal(2, run.ExitCode);
        Assert.Equal(
            $"kb: The index in {Index} was written by the engine 'embedded', not by 'lucene'. Nothing was changed. Build it with --engine embedded "
            + "or without --engine; or name another folder with --index for an index of 'lucene'.\n",
            run.Error);
        Assert.Equal(before, FolderState.Of(_folder.Path));
        Assert.Equal(0, KbRun.Of("search", "修渠", "--index", Index).ExitCode);
    }

    [Fact]
    public void An_index_says_what_cut_its_words_and_a_build_keeps_that()
    {
        var index = _folder.At("smartcn");
        Assert.Equal(0, KbRun.Of("build", "--corpus", Corpus, "--index", index, "--words", "smartcn").ExitCode);
        Assert.Equal(1, KbRun.Of("build", "--corpus", Corpus, "--index", index, "--json").Json.GetProperty("unchanged").GetInt32());
        Assert.Equal(1, KbRun.Of("search", "修渠", "--index", index, "--json").Json.GetProperty("total").GetInt32());

        var changed = KbRun.Of("build", "--corpus", Corpus, "--index", index, "--words", "lexicon", "--json");
        Assert.Equal((0, 1), (changed.Json.GetProperty("unchanged").GetInt32(), changed.Json.GetProperty("updated").GetInt32()));
        Assert.Equal(2, KbRun.Of("build", "--corpus", Corpus, "--index", index, "--words", "jieba").ExitCode);
    }

    [Fact]
    public void Words_are_cut_and_explained_either_way()
    {
        Assert.Equal("三会一课 制度\n", KbRun.WithInput("三会一课制度\n", "segment").Out);
        Assert.Equal("三 会 一 课 制度\n", KbRun.WithInput("三会一课制度\n", "segment", "--with", "smartcn").Out);
        Assert.Contains("制度\tWord\t[4,6)", KbRun.Of("explain", "三会一课制度", "--with", "smartcn").Out);
        Assert.Contains("三会一课\tTerm", KbRun.Of("explain", "三会一课制度").Out);
    }

    [Fact]
    public void An_engine_that_there_is_not_is_a_wrong_call()
    {
        var run = KbRun.Of("build", "--corpus", Corpus, "--index", _folder.At("new"), "--engine", "xapian");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("lucene", run.Error);
        Assert.False(Directory.Exists(_folder.At("new")));
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
