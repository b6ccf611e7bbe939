using KnowledgeBase.Materials;
using KnowledgeBase.Understanding.Practices;

namespace KnowledgeBase.Understanding.Tests.Practices;

/// <summary>How far a unit's name reaches, where it may stand, and what only looks like one. 山 stands for words that say nothing.</summary>
public sealed class ActorFinderTests
{
    [Theory]
    [InlineData("山山，山山，山山，石桥镇成立专班。", "石桥镇")]
    [InlineData("山山，山山，山山，山山，石桥镇成立专班。", null)]
    [InlineData("山山；石桥镇成立专班。", "石桥镇")]
    [InlineData("压实责任……石桥镇成立专班。", "石桥镇")]
    [InlineData("压实责任……压实责任……石桥镇成立专班。", "石桥镇")]
    [InlineData("推动增收，社区党委成立专班。", null)]
    [InlineData("推动增收，石桥镇党委成立专班。", "石桥镇党委")]
    [InlineData("为推动增收，社区党委成立专班。", "社区党委")]
    [InlineData("果农增收，社区党委成立专班。", "社区党委")]
    [InlineData("把果园管好，社区党委成立专班。", "社区党委")]
    [InlineData("推动增收，果园红了，社区党委成立专班。", null)]
    [InlineData("协同石桥镇组织部建立台账。", null)]
    [InlineData("补齐配强村干部队伍。", null)]
    [InlineData("这种服务不仅限于机关向农村输送。", null)]
    [InlineData("分五个督导组开展检查。", null)]
    [InlineData("市县乡村党组织建立台账。", null)]
    [InlineData("纳入石桥镇责任制考核和党组织书记述职。", null)]
    [InlineData("以“支部引领，石桥镇推进，清单督促”为内容，推行积分。", null)]
    [InlineData("围绕数字强省建设，推行积分。", null)]
    [InlineData("数字强省建设积分平台。", null)]
    [InlineData("石桥镇工作人员走访果农。", null)]
    [InlineData("盘活闲置的石桥镇学校建立工坊。", null)]
    [InlineData("比如石桥镇成立专班。", "石桥镇")]
    [InlineData("会后三天内石桥镇成立专班。", "石桥镇")]
    [InlineData("两个月后石桥镇成立专班。", "石桥镇")]
    [InlineData("24小时内石桥镇成立专班。", "石桥镇")]
    [InlineData("当天石桥镇成立专班。", "石桥镇")]
    [InlineData("石桥镇按季度开展走访。", "石桥镇")]
    [InlineData("石桥镇作为试点，推行积分。", "石桥镇")]
    public void A_unit_acts_in_one_of_the_first_four_clauses_unless_another_was_acting_before(string text, string? actor) =>
        Acts(actor, text);

    [Theory]
    [InlineData("近日石桥镇成立专班。", "石桥镇")]
    [InlineData("近日同时石桥镇成立专班。", "石桥镇")]
    [InlineData("为石桥镇成立专班。", null)]
    [InlineData("2022年石桥镇成立专班。", "石桥镇")]
    [InlineData("石桥镇2022年成立专班。", null)]
    [InlineData("“石桥镇成立专班。", "石桥镇")]
    [InlineData("“石桥镇成立专班。”", null)]
    [InlineData("石桥镇的成立专班。", null)]
    [InlineData("石桥山了镇成立专班。", null)]
    [InlineData("石桥山是镇成立专班。", null)]
    [InlineData("石桥“山镇成立专班。", null)]
    [InlineData("石桥《山镇成立专班。", null)]
    [InlineData("石桥”山镇成立专班。", null)]
    [InlineData("石桥》山镇成立专班。", null)]
    [InlineData("石桥‘山镇成立专班。", null)]
    [InlineData("石桥：山镇成立专班。", "山镇")]
    [InlineData("石桥 山镇成立专班。", null)]
    [InlineData("石桥就山镇成立专班。", null)]
    [InlineData("江苏推行山山。", "江苏")]
    [InlineData("江西苏推行山山。", null)]
    [InlineData("石桥镇组织部成立专班。", "石桥镇组织部")]
    [InlineData("石桥镇9月8日成立专班。", "石桥镇")]
    [InlineData("石桥镇9号8日成立专班。", null)]
    [InlineData("石桥镇12月28日前后成立专班。", null)]
    [InlineData("石桥镇9月山山山山山山山8日成立专班。", "石桥镇")]
    [InlineData("石桥镇9月山山山山山山山山8日成立专班。", null)]
    public void A_name_goes_from_the_head_of_the_clause_to_the_verb(string text, string? actor) => Acts(actor, text);

    [Theory]
    [InlineData("社区党委“六心六梦”暖人心。", null)]
    [InlineData("石桥局党总支“六心六梦”暖人心。", "石桥局党总支")]
    [InlineData("石桥镇“六心六梦”暖人心。", null)]
    [InlineData("云石桥镇“六心六梦”暖人心。", "云石桥镇")]
    public void A_brand_stands_in_for_the_verb_of_a_unit_with_a_name(string text, string? actor) => Acts(actor, text);

    [Theory]
    [InlineData("*成立专班。", "*")]
    [InlineData("某某＊成立专班。", "某某＊")]
    [InlineData("山山山山山*成立专班。", "山山山山山*")]
    [InlineData("山山山山山山*成立专班。", null)]
    [InlineData("镇成立专班。", null)]
    [InlineData("石桥镇（山）成立专班。", null)]
    [InlineData("石桥（山镇成立专班。", null)]
    [InlineData("石桥（山）镇成立专班。", "石桥（山）镇")]
    [InlineData("石桥镇党委、政府成立专班。", "石桥镇党委、政府")]
    [InlineData("果农、政府成立专班。", null)]
    [InlineData("1山镇成立专班。", null)]
    [InlineData("成山镇成立专班。", "成山镇")]
    [InlineData("抓好山镇成立专班。", null)]
    [InlineData("全国人大机关成立专班。", "全国人大机关")]
    [InlineData("全县机关成立专班。", null)]
    [InlineData("果农居民镇成立专班。", null)]
    [InlineData("石桥返乡成立专班。", null)]
    public void A_name_ends_like_one_and_holds_no_clause(string text, string? actor) => Acts(actor, text);

    [Fact]
    public void A_name_has_35_units_at_most()
    {
        Acts(Hills(34) + "镇", Hills(34) + "镇成立专班。");
        Acts(null, Hills(35) + "镇成立专班。");
    }

    [Theory]
    [InlineData("据石桥镇党委书记李某说。", "石桥镇党委")]
    [InlineData("据石桥党委书记李某说。", "石桥党委")]
    [InlineData("山，石桥镇党委书记李某说。", "石桥镇党委")]
    [InlineData("石桥镇党委书记、云岭县委常委李某说。", "云岭县委")]
    [InlineData("石桥镇党委书记、党委委员李某说。", "石桥镇党委")]
    [InlineData("石桥镇党委书记，云岭县委常委李某说。", "石桥镇党委")]
    [InlineData("石桥镇党委书记李，张、云岭县委常委李某说。", "石桥镇党委")]
    [InlineData("党委书记李某说。", null)]
    [InlineData("镇委书记李某说。", null)]
    [InlineData("石桥镇党委成立村委书记李某说。", "石桥镇党委")]
    [InlineData("石桥镇党委的人说。", null)]
    public void A_person_stands_for_the_last_unit_with_a_name(string text, string? unit) =>
        Assert.Equal(unit, ActorFinder.OfPerson(text, Whole(text))?.In(text));

    [Fact]
    public void A_person_is_introduced_in_the_first_70_units()
    {
        var near = Hills(60) + "，石桥镇党委书记李某说。";
        var far = Hills(63) + "，石桥镇党委书记李某说。";

        Assert.Equal("石桥镇党委", ActorFinder.OfPerson(near, Whole(near))?.In(near));
        Assert.Null(ActorFinder.OfPerson(far, Whole(far)));
    }

    [Theory]
    [InlineData("在石桥镇，山山。", "石桥镇")]
    [InlineData("在桥镇，山山。", null)]
    [InlineData("在石桥镇的果园，山山。", "石桥镇")]
    [InlineData("在石桥镇果园，山山。", null)]
    [InlineData("在石桥镇果园里，山山。", "石桥镇")]
    [InlineData("石桥镇，地处山山。", "石桥镇")]
    [InlineData("石桥镇，山山。", null)]
    [InlineData("桥镇，地处山山。", null)]
    [InlineData("在石桥镇山山。", null)]
    [InlineData("在社区党委，山山。", null)]
    [InlineData("在石桥镇成立社区，山山。", null)]
    public void A_place_is_a_unit_up_to_the_comma_or_a_particle(string text, string? unit) =>
        Assert.Equal(unit, ActorFinder.OfPlace(text, Whole(text))?.In(text));

    [Fact]
    public void A_place_has_a_name_of_36_units_at_most()
    {
        var near = $"在{Hills(35)}镇，山山。";
        var far = $"在{Hills(36)}镇，山山。";

        Assert.Equal(Hills(35) + "镇", ActorFinder.OfPlace(near, Whole(near))?.In(near));
        Assert.Null(ActorFinder.OfPlace(far, Whole(far)));
    }

    [Theory]
    [InlineData("社区党委", true)]
    [InlineData("该社区", true)]
    [InlineData("县纪委监委", true)]
    [InlineData("南桥社区党委", false)]
    [InlineData("社区党委南桥", false)]
    public void A_common_name_is_made_of_kinds_alone(string name, bool common) => Assert.Equal(common, ActorFinder.IsCommon(name));

    [Theory]
    [InlineData("社区党委", "南桥社区党委")]
    [InlineData("该社区", "南桥社区党委")]
    [InlineData("镇里", "石桥镇")]
    [InlineData("本村", null)]
    public void A_common_name_stands_for_the_last_unit_of_its_kind(string name, string? unit) =>
        Assert.Equal(unit, ActorFinder.Resolve(name, ["东湾社区", "石桥镇", "南桥社区党委", "云岭县"]));

    [Theory]
    [InlineData("云岭交控推行山山。云岭交控好。", "云岭交控")]
    [InlineData("云岭交控推行山山。云岭交通好。", null)]
    [InlineData("云岭控推行山山。云岭控好。", null)]
    [InlineData("云岭交通投资推行山山。云岭交通投资好。", "云岭交通投资")]
    [InlineData("云岭交，通推行山山。云岭交，通好。", null)]
    [InlineData("云岭交控们推行山山。云岭交控们好。", null)]
    [InlineData("推动交控推行山山。推动交控好。", null)]
    [InlineData("全县交控推行山山。全县交控好。", null)]
    [InlineData("近日交控推行山山。近日交控好。", null)]
    [InlineData("云岭报告推行山山。云岭报告好。", null)]
    [InlineData("1岭交控推行山山。1岭交控好。", null)]
    [InlineData("云岭交控对山山。云岭交控好。", null)]
    public void A_name_without_an_ending_is_one_that_the_text_uses_again(string text, string? name)
    {
        var end = text.IndexOf('。', StringComparison.Ordinal) + 1;

        Assert.Equal(name, ActorFinder.Repeated(text, new Statement(0, end))?.In(text));
        var after = text[end..] + text[..end];
        Assert.Equal(name, ActorFinder.Repeated(after, new Statement(after.Length - end, after.Length))?.In(after));
    }

    [Fact]
    public void A_name_of_four_to_eight_units_can_be_used_again()
    {
        foreach (var length in (int[])[4, 8])
        {
            var text = $"{Hills(length)}推行果园。{Hills(length)}。";
            Assert.Equal(length, ActorFinder.Repeated(text, new Statement(0, length + 5))?.Length);
        }

        foreach (var length in (int[])[3, 9])
        {
            var text = $"{Hills(length)}推行果园。{Hills(length)}。";
            Assert.Null(ActorFinder.Repeated(text, new Statement(0, length + 5)));
        }
    }

    [Theory]
    [InlineData("石桥镇党委", true)]
    [InlineData("石桥镇、云岭县", false)]
    [InlineData("石桥镇和云岭县", false)]
    [InlineData("石桥镇 党委", false)]
    [InlineData("石桥镇　党委", false)]
    [InlineData("石桥镇书记", false)]
    [InlineData("抓好石桥镇", false)]
    [InlineData("石桥镇推行社区", false)]
    public void A_unit_is_no_list_and_no_clause(string name, bool isUnit) => Assert.Equal(isUnit, ActorFinder.IsUnit(name));

    [Theory]
    [InlineData("山。（作者为云岭县委书记）", "云岭县委")]
    [InlineData("山。（作者系云岭县委书记）", "云岭县委")]
    [InlineData("山。（作者为云岭县委书记", null)]
    [InlineData("山。作者为云岭县委书记）", null)]
    [InlineData("（作者为石桥县委书记）山。（作者为云岭县委书记）", "云岭县委")]
    [InlineData("山。（作者为云岭县教育局局长）", null)]
    public void An_author_who_heads_a_committee_says_so_in_a_note(string text, string? unit) =>
        Assert.Equal(unit, ActorFinder.OfAuthor(text));

    [Theory]
    [InlineData("云岭县石桥镇以果兴业", "云岭县石桥镇")]
    [InlineData("果园兴业", null)]
    public void A_title_tells_its_unit_as_a_clause_does(string title, string? unit) => Assert.Equal(unit, ActorFinder.InTitle(title));

    private static void Acts(string? actor, string text) => Assert.Equal(actor, ActorFinder.Find(text, Whole(text))?.In(text));

    private static Statement Whole(string text) => new(0, text.Length);

    private static string Hills(int count) => new('山', count);
}
