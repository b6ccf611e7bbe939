using KnowledgeBase.Materials;
using KnowledgeBase.Understanding.Facts;

namespace KnowledgeBase.Understanding.Tests.Facts;

public sealed class DocumentStandingsTests
{
    [Theory]
    [InlineData("在中国共产党柏山县第三次代表大会上的报告", Genres.Speech, null, DocumentStanding.CongressReport)]
    [InlineData("中国共产党果园工作条例", Genres.Rules, null, DocumentStanding.PartyCentre)]
    [InlineData("关于果园工作的意见", Genres.Scheme, "中共中央办公厅", DocumentStanding.PartyCentre)]
    [InlineData("关于果园工作的意见", Genres.Scheme, "柏山县委", DocumentStanding.Paper)]
    [InlineData("果园党支部议事办法（试行）", Genres.Rules, null, DocumentStanding.Rules)]
    [InlineData("关于加强果园工作的决定", Genres.Scheme, null, DocumentStanding.Decision)]
    [InlineData("2030年政府工作报告", Genres.Report, null, DocumentStanding.GovernmentReport)]
    [InlineData("在果园座谈会上的讲话", Genres.Speech, null, DocumentStanding.Speech)]
    [InlineData("在果园新年茶话会上的讲话", Genres.Speech, null, DocumentStanding.Courtesy)]
    [InlineData("致果园建园三十周年的贺信", Genres.Other, null, DocumentStanding.Courtesy)]
    [InlineData("柏山印发果园管理条例", Genres.News, null, DocumentStanding.News)]
    [InlineData("读果园管理条例", Genres.Essay, null, DocumentStanding.Essay)]
    [InlineData("2030年果园工作要点", Genres.Plan, null, DocumentStanding.Plan)]
    [InlineData("果园工作总结", Genres.Report, null, DocumentStanding.Report)]
    [InlineData("果园里的党小组", Genres.Experience, null, DocumentStanding.Own)]
    public void A_paper_stands_by_its_title_its_issuer_and_its_genre(
        string title, string genre, string? issuer, DocumentStanding standing) =>
        Assert.Equal(standing, DocumentStandings.Of(title, false, genre, issuer));

    [Fact]
    public void A_title_that_was_made_of_the_first_sentence_tells_nothing() =>
        Assert.Equal(DocumentStanding.Own, DocumentStandings.Of("我们村有了管水的规定", true, Genres.Other, null));
}
