using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Tests;

namespace KnowledgeBase.Retrieval.Tests.Search;

/// <summary>When what was typed is put right without asking, and when what is near it is only offered.</summary>
public sealed class MendedQuestionsTests : IDisposable
{
    private readonly TemporaryLibrary _temporary = new(
    [
        (SampleMaterial.Of("镇里推进政务公开，办事指南上墙，群众一看就懂。政务公开专栏每月更新。"), "甲"),
        (SampleMaterial.Of("党务要向党员公开，支部会议记录人人可查。") with { Id = "乙" }, "乙"),
        (SampleMaterial.Of("党员到社区双报到，力戒形式主义，践行三严三实，落实一岗双责，学习十八届三中全会决定。") with { Id = "丙" }, "丙"),
    ]);

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void A_word_of_known_words_is_looked_for_by_them_and_what_is_near_it_is_offered()
    {
        var found = _temporary.Library.Search(new SearchRequest { Query = "党务公开" });

        Assert.Equal("乙", found.Hits[0].Material);
        Assert.DoesNotContain(found.Warnings, w => w.Contains("以下是", StringComparison.Ordinal));
    }

    [Fact]
    public void The_parts_of_a_word_that_nobody_wrote_tell_more_than_words_that_everybody_writes()
    {
        using var temporary = new TemporaryLibrary(
        [
            (SampleMaterial.Of("县委第二轮巡察，被巡察单位逐条整改。"), "甲"),
            .. Enumerable.Range(0, 12).Select(i =>
                (SampleMaterial.Of($"第{i}号工作报告：落实情况报告如下，各项工作整改落实情况良好，落实情况另行报告。") with { Id = $"乙{i}" }, $"乙{i}")),
        ]);

        var found = temporary.Library.Search(new SearchRequest { Query = "巡察整改 落实情况 报告" });

        Assert.Equal("样本", found.Hits[0].Material);
    }

    [Theory]
    [InlineData("双 报 到")]
    [InlineData("形 式 主 义")]
    public void Characters_that_were_typed_apart_are_one_word(string typed)
    {
        var found = _temporary.Library.Search(new SearchRequest { Query = typed });

        Assert.Equal("丙", Assert.Single(found.Hits).Material);
        Assert.Contains(typed.Replace(" ", "", StringComparison.Ordinal), found.Hits[0].Passages[0].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("双报道", "双报到")]
    [InlineData("3严3实", "三严三实")]
    [InlineData("三严3实", "三严三实")]
    [InlineData("—岗双责", "一岗双责")]
    [InlineData("18届三中全会", "十八届三中全会")]
    [InlineData("形势主义", "形式主义")]
    public void What_sounds_like_something_there_is_put_right_though_its_parts_are_words(string typed, string meant)
    {
        var found = _temporary.Library.Search(new SearchRequest { Query = typed });

        Assert.Equal("丙", found.Hits[0].Material);
        Assert.Contains(found.DidYouMean, d => d.Suggestion == meant);
    }
}
