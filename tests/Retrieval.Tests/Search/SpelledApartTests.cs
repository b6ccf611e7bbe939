using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Tests;

namespace KnowledgeBase.Retrieval.Tests.Search;

/// <summary>A word typed in pinyin, syllable by syllable.</summary>
public sealed class SpelledApartTests : IDisposable
{
    private readonly TemporaryLibrary _temporary = new(
    [
        (SampleMaterial.Of("党支部每月过一次主题党日，党支部书记讲党课。"), "甲"),
        (SampleMaterial.Of("到Jiangxi与Fujian学习，Zhihu上也写了；AI进了课堂。爱国主义教育进校园。") with { Id = "乙" }, "乙"),
    ]);

    public void Dispose() => _temporary.Dispose();

    [Theory]
    [InlineData("dang zhi bu", "党支部")]
    [InlineData("zhu ti dang ri", "主题党日")]
    [InlineData("Dang Zhi Bu", "党支部")]
    public void Is_the_word_though_a_syllable_stands_inside_a_foreign_name(string query, string meant)
    {
        var found = _temporary.Library.Search(new SearchRequest { Query = query });

        Assert.Equal(meant, found.DidYouMean.Select(d => d.Suggestion).FirstOrDefault());
        Assert.True(found.Total > 0);
        Assert.Contains(meant, found.Hits[0].Passages[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_syllable_may_be_a_word_of_its_own()
    {
        var found = _temporary.Library.Search(new SearchRequest { Query = "ai guo zhu yi" });

        Assert.Contains("爱国主义", Assert.Single(found.DidYouMean).Suggestion, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Jiangxi Fujian")]
    [InlineData("AI Zhihu")]
    public void Words_that_stand_there_are_what_they_are(string query) =>
        Assert.Empty(_temporary.Library.Search(new SearchRequest { Query = query }).DidYouMean);
}
