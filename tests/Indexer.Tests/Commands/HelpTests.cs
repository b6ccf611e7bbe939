namespace KnowledgeBase.Indexer.Tests.Commands;

public class HelpTests
{
    private static readonly string[] Commands =
    [
        "serve", "build", "watch", "verify", "search", "query", "duplicates", "inspect", "tag", "check", "wordings", "kwic", "collocates", "compare",
        "export", "study", "synonyms", "segment", "explain", "eval", "key", "audit", "config", "test",
    ];

    [Fact]
    public void Help_lists_every_command_and_tells_each_by_the_name_that_people_call_it_by()
    {
        var all = KbRun.Of("help");

        Assert.Equal((0, ""), (all.ExitCode, all.Error));
        Assert.All(Commands, c => Assert.Contains($"\n  {c} ", all.Out, StringComparison.Ordinal));
        Assert.All(Commands, c => Assert.Contains($"\n  kb {c} ", KbRun.Of("help", c).Out, StringComparison.Ordinal));
        Assert.Equal(KbRun.Of("eval", "outline", "--help").Out, KbRun.Of("help", "eval", "outline").Out);
    }

    [Theory]
    [InlineData("kb: no command was given; 'kb help' lists them.\n")]
    [InlineData("kb: there is no command 'serach'; 'kb help' lists what there is.\n", "serach", "党员")]
    [InlineData("kb: there is no command 'serach'; 'kb help' lists what there is.\n", "help", "serach")]
    [InlineData("kb: no-such-file.md: no such file.\nkb: see 'kb help inspect'\n", "inspect", "no-such-file.md")]
    [InlineData("kb: / is a folder; name a file.\nkb: see 'kb help check'\n", "check", "/")]
    [InlineData("kb: --size is 0; possible is 1 to 1000.\nkb: see 'kb help search'\n", "search", "党员", "--size", "0")]
    public void What_cannot_be_run_says_what_to_do_next(string error, params string[] args)
    {
        var run = KbRun.Of(args);

        Assert.Equal((2, "", error), (run.ExitCode, run.Out, run.Error));
    }
}
