using KnowledgeBase.Retrieval.Suggestions;

namespace KnowledgeBase.Retrieval.Tests.Suggestions;

public sealed class SuggestionIndexTests
{
    private static readonly SuggestionIndex Index = new(
    [
        new("党建", SuggestionKind.Term, 60), new("党建引领", SuggestionKind.Term, 8), new("党建品牌", SuggestionKind.Theme, 5),
        new("基层党建工作", SuggestionKind.Heading, 90), new("双报到", SuggestionKind.Wording, 7), new("双报到", SuggestionKind.Heading, 12),
        new("标准化建设", SuggestionKind.Term, 2), new("重庆市委", SuggestionKind.Unit, 3), new("空谈", SuggestionKind.Term, 0),
        new("工会", SuggestionKind.Term, 4), new("四个意识", SuggestionKind.Term, 9), new("三会一课", SuggestionKind.Term, 6),
    ]);

    [Theory]
    [InlineData("党", "党建 党建品牌 党建引领")]
    [InlineData("党建", "党建 党建品牌 党建引领 基层党建工作")]
    [InlineData("引领", "党建引领")]
    [InlineData("党 建引", "党建引领")]
    [InlineData("dangjian", "党建 党建品牌 党建引领")]
    [InlineData("DANG'JIAN", "党建 党建品牌 党建引领")]
    [InlineData("dangjianyin", "党建引领")]
    [InlineData("dj", "党建 党建品牌 党建引领")]
    [InlineData("djyl", "党建引领")]
    [InlineData("djyinling", "党建引领")]
    [InlineData("sbd", "双报到")]
    [InlineData("shbd", "双报到")]
    [InlineData("chongqing", "重庆市委")]
    [InlineData("当建", "党建 党建品牌 党建引领")]
    [InlineData("空谈", "")]
    [InlineData("xyz", "")]
    [InlineData("", "")]
    [InlineData("，", "")]
    public void What_is_typed_is_met_by_characters_pinyin_and_initials(string typed, string expected) =>
        Assert.Equal(expected, string.Join(' ', Index.Suggest(typed, 10).Select(s => s.Text)));

    [Fact]
    public void A_text_of_several_kinds_is_offered_once_with_its_widest_count()
    {
        Assert.Equal(new Suggestion("双报到", SuggestionKind.Wording, 12), Assert.Single(Index.Suggest("双", 10)));
        Assert.Empty(Index.Suggest("双", 10, SuggestionKind.Heading));
    }

    [Fact]
    public void No_more_are_offered_than_asked_for_and_the_best_stay() =>
        Assert.Equal(["党建"], Index.Suggest("d", 1).Select(s => s.Text));

    [Theory]
    [InlineData("双报道", false, "双报道→双报到")]
    [InlineData("社区双报道经验", false, "双报道→双报到")]
    [InlineData("双报到", false, "")]
    [InlineData("当建", true, "当建→党建")]
    [InlineData("当建", false, "")]
    [InlineData("大当建", true, "")]
    [InlineData("公会", true, "公会→工会")]
    [InlineData("标难化建设", true, "标难化建设→标准化建设")]
    [InlineData("标难化建设", false, "")]
    [InlineData("dangjian", true, "dangjian→党建")]
    [InlineData("djyl", false, "djyl→党建引领")]
    [InlineData("dj", true, "")]
    [InlineData("chongqin", true, "")]
    [InlineData("党建", true, "")]
    [InlineData("，。", true, "")]
    [InlineData("党建yinling", true, "党建yinling→党建引领")]
    [InlineData("dang建yinling", true, "dang建yinling→党建引领")]
    [InlineData("党建yl", true, "党建yl→党建引领")]
    [InlineData("党建yl", false, "")]
    [InlineData("领导yinling", true, "领导yinling→领导引领")]
    [InlineData("yinling", true, "yinling→引领")]
    [InlineData("党建xqz", true, "")]
    [InlineData("党建t-34", true, "")]
    [InlineData("标化建设", true, "标化建设→标准化建设")]
    [InlineData("标准准化建设", true, "标准准化建设→标准化建设")]
    [InlineData("标化准建设", true, "标化准建设→标准化建设")]
    [InlineData("标准化建建设方案", true, "标准化建建设→标准化建设")]
    [InlineData("党党建", true, "党党建→党建")]
    [InlineData("标化建设", false, "")]
    [InlineData("三会课", true, "三会课→三会一课")]
    [InlineData("五个意识", true, "")]
    public void A_slip_is_told_by_its_sound_a_character_or_its_letters(string typed, bool isUnknown, string expected) =>
        Assert.Equal(
            expected,
            string.Join(' ', new SlipFinder(Index, Spelled).Near(typed, isUnknown).Select(n => $"{n.Slip}→{n.Neighbour.Text}")));

    private static Suggestion? Spelled(string letters) => letters == "yinling" ? new("引领", SuggestionKind.Term, 5) : null;
}
