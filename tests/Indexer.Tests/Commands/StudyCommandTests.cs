namespace KnowledgeBase.Indexer.Tests.Commands;

public sealed class StudyCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public StudyCommandTests()
    {
        _folder.Write(
            "corpus/a.md",
            "---\ntitle: 银杏镇实施方案\nissuer: 银杏镇党委\ndate: 2021-03-02\ngenre: 实施方案\n---\n\n"
            + "各支部要落实“三会一课”，推行“银杏夜谈”，把板凳搬到院子里听意见，当月办结，结果上墙公开，接受群众评议。\n");
        Assert.Equal(0, KbRun.Of("build", "--corpus", _folder.At("corpus"), "--index", Index).ExitCode);
    }

    private string Index => _folder.At("index");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_pack_goes_to_standard_output()
    {
        var run = KbRun.Of("study", "银杏夜谈", "--format", "json", "--index", Index);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal("a.md#p0", run.Json.GetProperty("policy")[0].GetProperty("id").GetString());
        Assert.StartsWith("# “银杏夜谈”学习包\n", KbRun.Of("study", "银杏夜谈", "--index", Index).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_question_without_an_answer_has_a_pack_that_says_so()
    {
        var run = KbRun.Of("study", "“区块链存证”", "--index", Index);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("库中没有与", run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("give QUERY or --theme")]
    [InlineData("There is no theme '没有的主题'", "--theme", "没有的主题")]
    [InlineData("--minutes is 14; possible is 15 to 240", "党员", "--minutes", "14")]
    public void What_cannot_be_put_together_says_what_to_do(string error, params string[] options)
    {
        var run = KbRun.Of(["study", "--index", Index, .. options]);

        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Contains(error, run.Error, StringComparison.Ordinal);
    }
}
