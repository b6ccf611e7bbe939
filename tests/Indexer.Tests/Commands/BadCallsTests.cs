using KnowledgeBase.Tests;

namespace KnowledgeBase.Indexer.Tests.Commands;

/// <summary>Calls that cannot be run: exit code 2, nothing on standard output, and a sentence that says what to do.</summary>
public sealed class BadCallsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("kb: there is no option '--version'; 'kb help' lists what there is.\n", "--version")]
    [InlineData("kb: --index is empty; name the folder of an index.\nkb: see 'kb help search'\n", "search", "党员", "--index", "")]
    [InlineData("kb: Required argument missing for option: '--index'.\nkb: see 'kb help verify'\n", "verify", "--index=")]
    [InlineData("kb: --index FILE is a file; name the folder of an index.\nkb: see 'kb help build'\n", "build", "--index", "FILE")]
    [InlineData("kb: Required argument missing for option: '--index'.\nkb: see 'kb help duplicates'\n", "duplicates", "--index")]
    [InlineData("kb: --corpus is empty; name a folder or a file.\nkb: see 'kb help build'\n", "build", "--corpus", "")]
    [InlineData("kb: No such file or folder: MISSING. Name a folder or a file with --corpus.\n", "build", "--corpus", "MISSING", "--index", "NEW")]
    [InlineData("kb: --threads is 0; possible is 1 to 256.\nkb: see 'kb help build'\n", "build", "--threads", "0")]
    [InlineData("kb: there is no option '--date'; a text that begins so goes behind a lone --.\nkb: see 'kb help search'\n", "search", "党员", "--date")]
    [InlineData("kb: there is no option '--all'; a text that begins so goes behind a lone --.\nkb: see 'kb help wordings'\n", "wordings", "--all")]
    [InlineData("kb: Unrecognized command or argument '--date'.\nkb: see 'kb help inspect'\n", "inspect", "FILE", "--date")]
    [InlineData("kb: Required argument 'GOLD' missing for command: 'segmentation'.\nkb: see 'kb help eval segmentation'\n", "eval", "segmentation", "FILE")]
    [InlineData("kb: FILE is empty; name a file.\nkb: see 'kb help inspect'\n", "inspect", "")]
    [InlineData("kb: tag reads no standard input; name a file.\nkb: see 'kb help tag'\n", "tag", "-")]
    [InlineData("kb: There is no index in MISSING. Build one with 'kb build --index MISSING', or name another with --index.\n", "search", "党员", "--index", "MISSING")]
    [InlineData("kb: --queries MISSING: no such file.\n", "query", "--queries", "MISSING")]
    [InlineData("kb: --queries PIPE cannot be read: 'PIPE' is a named pipe, not an ordinary file.\n", "query", "--queries", "PIPE")]
    [InlineData("kb: PIPE: It cannot be opened: the file is a named pipe, not an ordinary file.\n", "inspect", "PIPE")]
    [InlineData("kb: PIPE: It cannot be opened: the file is a named pipe, not an ordinary file.\n", "check", "PIPE", "--index", "MISSING")]
    [InlineData("kb: A file or folder cannot be used: 'PIPE.jsonl' is a named pipe, not an ordinary file.\n", "tag", "PIPE.jsonl")]
    [InlineData("kb: A file or folder cannot be used: 'PIPE.jsonl' is a named pipe, not an ordinary file.\n", "inspect", "PIPE.jsonl")]
    [InlineData("kb: PIPE cannot be opened: 'PIPE' is a named pipe, not an ordinary file. Name a text file, or - for standard input.\n", "segment", "PIPE")]
    [InlineData("kb: /dev/zero cannot be opened: '/dev/zero' is a device, not an ordinary file. Name a text file, or - for standard input.\n", "segment", "/dev/zero")]
    [InlineData("kb: PIPE cannot be read: 'PIPE' is a named pipe, not an ordinary file.\n", "eval", "outline", "PIPE")]
    public async Task Says_what_is_wrong_and_what_to_do(string error, params string[] args)
    {
        _folder.Write("FILE", "一个文件");
        _folder.Pipe("PIPE");
        _folder.Pipe("PIPE.jsonl");

        var run = await Task.Run(() => KbRun.Of([.. args.Select(Placed)])).WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Equal(
            (2, "", error),
            (run.ExitCode, run.Out, run.Error.Replace(_folder.Path + Path.DirectorySeparatorChar, "", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("PIPE")]
    [InlineData("lexicon/words.txt")]
    [InlineData("taxonomy/own.yaml")]
    [InlineData("glossary/own.yaml")]
    [InlineData(".kbignore")]
    public async Task A_setting_of_a_corpus_that_is_a_pipe_is_not_waited_for(string name)
    {
        _folder.Write("corpus/学习.md", "# 学习\n\n石桥镇党支部组织党员学习。\n");
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.At($"corpus/{name}"))!);
        _folder.Pipe($"corpus/{name}");

        var run = await Task.Run(() => KbRun.Of("build", "--corpus", _folder.At("corpus"), "--index", _folder.At("index"))).WaitAsync(TimeSpan.FromSeconds(60));

        // What is not used is reported, and the rest goes on; but without the rules of what to leave out nothing may go in.
        Assert.Equal(name == ".kbignore" ? 2 : 1, run.ExitCode);
        Assert.Contains(name, run.Out + run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("bug", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_that_begins_like_an_option_goes_behind_two_dashes()
    {
        var run = KbRun.Of("explain", "--", "--date");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.StartsWith("folded  --date\n", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_and_texts_cannot_command_the_terminal()
    {
        var corpus = _folder.At("corpus");
        _folder.Write("corpus/红\u202e[bold]倒.md", "# 学习\u001b[31m\n\n石桥镇党支部组织党员学习。\n");
        var index = _folder.At("index");
        Assert.Equal(0, KbRun.Of("build", "--corpus", corpus, "--index", index).ExitCode);

        var text = KbRun.Of("search", "党员", "--index", index);
        var json = KbRun.Of("search", "党员", "--index", index, "--json");
        var error = KbRun.Of("inspect", "没有\u001b]0;标题\u0007\n\u202e");

        Assert.Contains("\n  红\\u202e[bold]倒.md\n", text.Out, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', text.Out);
        Assert.Equal("红\u202e[bold]倒.md", json.Json.GetProperty("hits")[0].GetProperty("material").GetString());
        Assert.Equal("kb: 没有\\u001b]0;标题\\u0007\\u000a\\u202e: no such file.\nkb: see 'kb help inspect'\n", error.Error);
    }

    [Fact]
    public void A_name_that_no_address_can_name_is_reported_and_shown_harmless()
    {
        _folder.Write("corpus/红\u001b[31m\n换行.md", "# 学习\n\n石桥镇党支部组织党员学习。\n");
        _folder.Write("corpus/好.md", "# 学习\n\n石桥镇党支部组织党员学习。\n");

        var run = KbRun.Of("build", "--corpus", _folder.At("corpus"), "--index", _folder.At("index"));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("红\\u001b[31m\\u000a换行.md: Its id", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Out + run.Error);
        Assert.Contains("1 materials", run.Out, StringComparison.Ordinal);
    }

    private string Placed(string arg) => arg is "FILE" or "PIPE" or "PIPE.jsonl" or "MISSING" or "NEW" ? _folder.At(arg) : arg;
}
