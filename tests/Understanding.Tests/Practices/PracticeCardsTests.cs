using KnowledgeBase.Materials;
using KnowledgeBase.Understanding.Practices;

namespace KnowledgeBase.Understanding.Tests.Practices;

/// <summary>Where a card begins, what it takes along and where the next one begins. 山 stands for words that say nothing.</summary>
public sealed class PracticeCardsTests
{
    // More than a report needs of a sentence without unit and figure, less than its first sentences need: 推行 and 代办, two steps, 落实, 整改.
    private const string Deed = "推行代办，落实责任整改。";
    private const string Filler = "山山山山山山山。";

    [Theory]
    [InlineData(2, 0)]
    [InlineData(3, 1)]
    public void The_first_three_sentences_need_more_without_a_name_or_a_figure(int before, int cards) =>
        Assert.Equal(cards, Find(string.Concat(Enumerable.Repeat(Filler, before)) + Deed).Count);

    [Theory]
    [InlineData("推行代办，落实责任120件。")]
    [InlineData("推行“板凳会”，落实责任山，入户走访。")]
    [InlineData("推行代办、帮办，落实责任，入户走访。")] // 4.9
    public void A_name_a_figure_or_more_deeds_make_a_card_of_the_first_sentence(string text) => Assert.Single(Find(text));

    [Fact]
    public void In_front_of_the_first_heading_a_report_sums_up_what_its_parts_tell()
    {
        const string Opening = Filler + Filler + Filler + Deed;

        Assert.Empty(WithHeading(80));
        Assert.Single(WithHeading(78)); // three tenths of the text and more are no opening
        Assert.Single(WithHeading(80, Genres.News, told: "石桥镇推行代办，落实责任，入户走访。"));
        Assert.Single(WithHeading(80, told: "推行代办，落实责任120件。"));

        static IReadOnlyList<Practice> WithHeading(int behind, string genre = Genres.Report, string? told = null)
        {
            var opening = told is null ? Opening : Filler + Filler + Filler + told;
            var text = opening + "抓好果园" + new string('山', behind) + "。";
            return Find(text, genre, new Heading(1, HeadingKind.Plain, "抓好果园", opening.Length, opening.Length + 4));
        }
    }

    [Theory]
    [InlineData("截至目前，走访果农120户。", 1)] // goes on
    [InlineData("走访果农120户，慰问果农130户。", 1)] // begins with its figures
    [InlineData("石桥镇推行代办，办结120件。", 2)] // two acts that leave no doubt, and enough of a score
    public void What_opens_its_own_card_tells_deeds_enough_and_does_not_go_on(string behind, int cards)
    {
        var found = Find($"{Filler}{Filler}{Filler}推行代办，落实责任110件。{behind}");

        Assert.Equal(cards, found.Count);
        Assert.Equal(cards == 1 ? [110d, 120] : [110d], found[0].Results.Take(2).Select(r => r.Value!.Value));
    }

    [Fact]
    public void A_card_is_280_units_long_and_takes_figures_along_that_come_behind()
    {
        const string Figures = "截至目前，走访果农120户山山。"; // 16 units
        var first = "推行代办，落实责任110件" + new string('山', 36) + "。"; // 50 units

        var found = Assert.Single(Find(first + string.Concat(Enumerable.Repeat(Figures, 20))));

        Assert.InRange(found.Act.Length, 265, 280);
        Assert.Equal(21, found.Results.Count);
    }

    private static IReadOnlyList<Practice> Find(string text, string genre = Genres.Experience, params Heading[] headings) =>
        PracticeFinder.Default.Find(
            text,
            headings,
            [new Passage(0, text.Length, [], [new ThemeTag("organisation", 0.9, ["支部"])])],
            new MaterialFacts { Title = "云岭县机关党建工作经验材料", Genre = new Fact<string>(genre, 1, "") });
}
