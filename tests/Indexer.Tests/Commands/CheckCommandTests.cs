namespace KnowledgeBase.Indexer.Tests.Commands;

public sealed class CheckCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_glossary_that_the_index_was_built_with_counts()
    {
        _folder.Write("corpus/glossary/own.yaml", "kind: fixed\nentries:\n  - text: 银杏夜谈会\n    superseded: {by: 银杏议事会, since: 2022}\n");
        _folder.Write("corpus/a.md", "# 银杏镇简报\n\n银杏镇把板凳搬到院子里听意见，事情当晚答复。\n");
        Assert.Equal(0, KbRun.Of("build", "--corpus", _folder.At("corpus"), "--index", _folder.At("index")).ExitCode);

        var run = KbRun.WithInput("本月办了银杏夜谈会两次。\n", "check", "-", "--index", _folder.At("index"));

        Assert.Equal((1, ""), (run.ExitCode, run.Error));
        Assert.Equal("第1段第1句  已更新  银杏夜谈会\n        2022年起改为“银杏议事会”；引用当时原文的除外。\n已更新1处。\n", run.Out);
    }

    [Fact]
    public void Without_an_index_a_draft_is_checked_against_the_glossary_alone()
    {
        var run = KbRun.WithInput("增强“二个维护”的自觉。\n", "check", "-", "--index", _folder.At("none"));

        Assert.Equal((1, $"kb: there is no index in {_folder.At("none")}; the draft is checked against the glossary alone.\n"), (run.ExitCode, run.Error));
        Assert.StartsWith("第1段第1句  有出入  [-二-]{+两+}个维护\n", run.Out, StringComparison.Ordinal);
    }
}
