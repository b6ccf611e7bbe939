using KnowledgeBase.Duplicates;
using KnowledgeBase.Materials;
using Xunit;

namespace KnowledgeBase.Duplicates.Tests;

public sealed class EditionTests
{
    [Theory]
    [InlineData("柳溪县2023年党建工作要点", "2023年")]
    [InlineData("柳溪县二〇二三年第二季度党建简报第１２期", "12期 二〇二三年 二季度")]
    [InlineData("柳溪县20**年党建工作要点", null)]
    [InlineData("柳溪县党建工作经验材料", null)]
    public void A_title_that_counts_tells_an_edition(string title, string? edition) =>
        Assert.Equal(edition, Edition.Of(Facts(title, Genres.Plan)));

    [Fact]
    public void Rules_are_told_apart_by_their_year()
    {
        Assert.Equal("§2018年", Edition.Of(Facts("柳溪县党员积分管理办法", Genres.Rules)));
        Assert.Null(Edition.Of(Facts("柳溪县党员积分管理办法", Genres.News)));
    }

    [Fact]
    public void An_inferred_title_tells_nothing() =>
        Assert.Null(Edition.Of(Facts("2023年以来，柳溪县坚持党建引领", Genres.Experience) with { TitleInferred = true }));

    private static MaterialFacts Facts(string title, string genre) =>
        new() { Title = title, Genre = new(genre, 1, ""), Year = new(2018, 1, "") };
}
