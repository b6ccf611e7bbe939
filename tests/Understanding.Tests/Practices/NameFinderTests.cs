using KnowledgeBase.Materials;
using KnowledgeBase.Understanding.Practices;

namespace KnowledgeBase.Understanding.Tests.Practices;

/// <summary>What speaks for a name, how much, and how near it must stand.</summary>
public sealed class NameFinderTests
{
    [Theory]
    [InlineData("", "板凳", "工作法", 3)]
    [InlineData("", "板凳", "一二三四五工作法", 3)]
    [InlineData("", "板凳", "一二三四五六工作法", 0)]
    [InlineData("", "板凳", "一，工作法", 0)]
    [InlineData("", "板凳", "，工作法", 0)]
    [InlineData("", "板凳", "3项工作法", 0)]
    [InlineData("以", "板凳", "为主题", 3)]
    [InlineData("把", "板凳", "为主题", 0)]
    [InlineData("以", "板凳", "作主题", 0)]
    [InlineData("以", "板凳", "为主题的活动", 6)]
    public void What_it_is_or_is_made_counts_three(string front, string name, string behind, int rank) => Ranks(rank, front, name, behind);

    [Theory]
    [InlineData("推行", "板凳", "", 2)]
    [InlineData("印发", "板凳", "", 2)]
    [InlineData("推行山山山山山", "板凳", "", 2)]
    [InlineData("推行山山山山山山", "板凳", "", 0)]
    [InlineData("看看", "板凳", "", 0)]
    [InlineData("推行", "板凳", "工作法", 5)]
    [InlineData("推行", "板凳", "的理念", 0)]
    public void A_verb_that_names_it_close_in_front_counts_two(string front, string name, string behind, int rank) =>
        Ranks(rank, front, name, behind);

    [Theory]
    [InlineData("推行", "三抓双", "", 4)]
    [InlineData("推行", "三抓", "", 2)]
    [InlineData("通过", "三抓双", "", 2)]
    [InlineData("看看", "三抓双", "", 0)]
    [InlineData("通过", "抓学习", "", 0)]
    [InlineData("通过", "抓学、促干、强能", "", 3)]
    [InlineData("通过", "抓学、促干", "", 0)]
    [InlineData("看看", "抓学、促干、强能", "", 0)]
    [InlineData("推行", "抓学、促干、强能", "", 3)]
    public void Parts_told_by_number_or_side_by_side_count_two_where_they_are_used(string front, string name, string behind, int rank) =>
        Ranks(rank, front, name, behind);

    [Theory]
    [InlineData("线上平台", "板凳", "", 2)]
    [InlineData("平台", "板凳", "", 2)]
    [InlineData("台", "板凳", "", 0)]
    [InlineData("平台上", "板凳", "", 0)]
    [InlineData("创建了以助老为特色的", "板凳", "", 2)]
    [InlineData("创建了以助老为特色", "板凳", "", 0)]
    [InlineData("看到了以助老为特色的", "板凳", "", 0)]
    [InlineData("创建，看到了以助老为特色的", "板凳", "", 0)]
    [InlineData("建立起来办理诉求事", "板凳法", "", 2)]
    [InlineData("建立起来办理诉求事", "板凳制", "", 2)]
    [InlineData("建立起来办理诉求事", "凳法", "", 0)]
    [InlineData("建立起来办理诉求事", "板凳会", "", 0)]
    [InlineData("看到起来办理诉求事", "板凳法", "", 0)]
    [InlineData("创建了以助老为特色的", "板凳", "活动", 3)]
    [InlineData("", "板凳", "办得红火", 2)]
    [InlineData("山，", "板凳", "办得红火", 2)]
    [InlineData("山，“", "板凳", "办得红火", 2)]
    [InlineData("看看", "板凳", "办得红火", 0)]
    [InlineData("", "板凳", "好得红火", 0)]
    public void What_stands_around_it_counts_two_where_nothing_surer_is_there(string front, string name, string behind, int rank) =>
        Ranks(rank, front, name, behind);

    [Theory]
    [InlineData("", "凳课堂", "", 1)]
    [InlineData("通过", "凳课堂", "", 1)]
    [InlineData("看看", "凳课堂", "", 0)]
    [InlineData("", "课堂", "", 0)]
    [InlineData("", "课堂多", "", 1)]
    [InlineData("", "课堂很多", "", 0)]
    [InlineData("", "板凳课堂", "", 2)]
    [InlineData("推行", "板凳会", "", 2)]
    [InlineData("推行", "板凳大会", "", 3)]
    [InlineData("推行", "凳课堂", "", 3)]
    public void Its_own_ending_and_length_count_one(string front, string name, string behind, int rank) => Ranks(rank, front, name, behind);

    [Theory]
    [InlineData("推行“板凳会”，开展“三抓双促”工作法。", "三抓双促")]
    [InlineData("推行“板凳会”，推行“院落会”。", "板凳会")]
    [InlineData("推行“板凳会”，印发《果园条例》。", "板凳会")]
    [InlineData("印发《果园条例》，推行“板凳大会”。", "板凳大会")]
    [InlineData("推行‘板凳会’制度。", "板凳会")]
    [InlineData("推行“甲”“板凳会”等活动。", "板凳会")]
    [InlineData("推行“甲”和“板凳会”等活动。", "板凳会")]
    [InlineData("推行“甲”及“板凳会”等活动。", "板凳会")]
    [InlineData("推行“板凳会”、“院落会”等活动。", "板凳会")]
    [InlineData("推行“板凳会", null)]
    [InlineData("推行“枫桥经验”。", null)]
    [InlineData("推行“枫桥经验工作法”。", "枫桥经验工作法")]
    [InlineData("推行“枫桥经验四个字”。", null)]
    [InlineData("推行“石桥枫桥经验小院”。", null)]
    [InlineData("推行“石桥枫桥经验小院子”。", "石桥枫桥经验小院子")]
    public void The_most_wins_and_of_equals_the_first(string text, string? name) => Names(name, text);

    [Fact]
    public void A_name_has_two_to_thirty_units_and_a_motto_twenty()
    {
        Names(new string('山', 30), $"推行“{new string('山', 30)}”。");
        Names(null, $"推行“{new string('山', 31)}”。");
        Names("山山", "推行“山山”。");
        Names(null, "推行“山”。");
        Names(new string('山', 10) + "，" + new string('山', 9), $"推行“{new string('山', 10)}，{new string('山', 9)}”行动。");
        Names(null, $"推行“{new string('山', 10)}，{new string('山', 10)}”行动。");
        Names(null, "推行“山山，山山”的事。");
        Names(null, "推行“山山。山山”行动。");
    }

    [Theory]
    [InlineData("印发《果园法》。", "果园法")]
    [InlineData("印发《果园》。", null)]
    [InlineData("制定给大家看的《果园法》。", "果园法")]
    [InlineData("制定给大家们看的《果园法》。", "果园法")]
    [InlineData("制定给大家们来看的《果园法》。", null)]
    [InlineData("学习《果园法》。", null)]
    public void A_document_is_a_name_where_it_was_issued_close_in_front(string text, string? name) => Names(name, text);

    [Theory]
    [InlineData("推行果园积分制。", "果园积分制")]
    [InlineData("推行果积分制。", null)]
    [InlineData("推行了果园积分制。", "果园积分制")]
    [InlineData("成立3支红色宣讲团。", "红色宣讲团")]
    [InlineData("成立三个红色宣讲团。", "红色宣讲团")]
    [InlineData("成立3家果园合作工坊。", "果园合作工坊")]
    [InlineData("推行3项果园积分制。", "果园积分制")]
    [InlineData("推行果园，积分制。", null)]
    [InlineData("推行果园的积分制。", null)]
    [InlineData("推行山山山山山山山山山山山山山山山积分制。", "山山山山山山山山山山山山山山山积分制")]
    [InlineData("推行山山山山山山山山山山山山山山山山积分制。", null)]
    [InlineData("成立果园平台，推行果园积分制。", "果园积分制")]
    [InlineData("推行果园积分制，成立果园服务站。", "果园积分制")]
    [InlineData("成立果园服务站，推行果园积分制。", "果园服务站")]
    [InlineData("打造集山山于一体的果园服务站。", "果园服务站")]
    [InlineData("打造集山山于一体山的果园服务站。", "果园服务站")]
    [InlineData("打造集山山山山于一体看得见山的果园服务站。", null)]
    [InlineData("看看果园积分制。", null)]
    public void A_compound_behind_a_verb_of_setting_up_is_a_name_without_quotes(string text, string? name) => Names(name, text);

    [Theory]
    [InlineData("拓展“四抓两整治”", "四抓两整治")]
    [InlineData("拓展“三抓”", null)]
    [InlineData("拓展“三抓法”", "三抓法")]
    [InlineData("拓展“板凳会”", null)]
    [InlineData("拓展“板凳大会”", "板凳大会")]
    [InlineData("拓展“山山山山山山山山山山山山山山”", "山山山山山山山山山山山山山山")]
    [InlineData("拓展“山山山山山山山山山山山山山山山”", null)]
    [InlineData("“四抓两整治”", null)]
    [InlineData("“四抓两整治”好", "四抓两整治")]
    [InlineData("拓展“四抓，两整治”", null)]
    [InlineData("拓展“三会一课”", null)]
    [InlineData("拓展四抓两整治", null)]
    [InlineData("拓展“四抓两整治", null)]
    public void A_heading_announces_a_coinage_of_three_to_fourteen_units(string heading, string? name) =>
        Assert.Equal(name, NameFinder.InHeading(heading));

    private static void Ranks(int rank, string front, string name, string behind) =>
        Assert.Equal(rank, NameFinder.Rank(front, name, behind));

    private static void Names(string? name, string text) =>
        Assert.Equal(name, NameFinder.Find(text, new Statement(0, text.Length) { StrongActs = 1 })?.In(text));
}
