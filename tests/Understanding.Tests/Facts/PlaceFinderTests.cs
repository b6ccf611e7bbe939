using System.Globalization;
using KnowledgeBase.Materials;
using KnowledgeBase.Understanding.Facts;
using KnowledgeBase.Understanding.Outline;

namespace KnowledgeBase.Understanding.Tests.Facts;

/// <summary>Where the tier and the region of a material are read, how sure each place is, and how far it goes.</summary>
public sealed class PlaceFinderTests
{
    private static readonly TitleBlock BelowTitle = new() { BodyParagraph = 1 };

    [Fact]
    public void The_place_of_the_issuer_is_believed_before_those_of_kicker_title_subtitle_and_opening()
    {
        const string Text = "丙山县教育局——\n——丁山县的果园\n戊山县抓果园，戊山县增收。";
        var lines = new TitleBlock { Kicker = new(0, 8), Subtitle = new(9, 17), BodyParagraph = 2 };

        Finds("县 0.95", "乙山县 0.95", Text, lines, "甲山县的果园", new Fact<string>("乙山县委", 1, ""));
        Finds("县 0.7", "乙山县 0.7", Text, lines, "甲山县的果园", new Fact<string>("乙山县委", 0.7, ""));
        Finds("县 0.8", "丙山县 0.8", Text, lines, "甲山县的果园", new Fact<string>("乙山县委", 0.6, ""));
        Finds("县 0.75", "甲山县 0.75", Text, lines with { Kicker = null }, "甲山县的果园");
        Finds("县 0.7", "丁山县 0.7", Text, lines with { Kicker = null }, "果园");
        Finds("县 0.6", "戊山县 0.6", Text, lines with { Kicker = null, Subtitle = null });
    }

    [Fact]
    public void Tier_and_region_may_come_from_different_lines()
    {
        Finds("县 0.75", "青山县白石镇 0.6", "青山县白石镇抓果园，白石镇增收。", title: "全县果园管理");
        Finds("单位 0.75", "青山县 0.6", "青山县抓果园，青山县增收。", title: "果业集团的果园");
    }

    [Fact]
    public void A_line_below_the_title_in_brackets_says_where_it_was_said()
    {
        Finds("", "", "（2016年，青山县）\n山。", BelowTitle with { Subtitle = new(0, 11) });
        Finds("", "", "(2016年，青山县)\n山。", BelowTitle with { Subtitle = new(0, 11) });
        Finds("县 0.7", "青山县 0.7", "——青山县2016年\n山。", BelowTitle with { Subtitle = new(0, 10) });
    }

    [Theory]
    [InlineData("各科室：\n青山县抓果园，青山县增收。")]
    [InlineData("各科室:\n青山县抓果园，青山县增收。")]
    [InlineData("李某 摄\n青山县抓果园，青山县增收。")]
    [InlineData("图为果园。\n青山县抓果园，青山县增收。")]
    [InlineData("各科室：\n李某 摄\n图为果园。\n青山县抓果园，青山县增收。")]
    [InlineData("本报临山6月1日电（记者张三） 青山县抓果园，青山县增收。")]
    [InlineData("本报临山6月1日电 (记者张三)青山县抓果园，青山县增收。")]
    [InlineData("新华社临山6月1日电　青山县抓果园，青山县增收。")]
    [InlineData("人民网临山6月1日电青山县抓果园，青山县增收。")]
    public void An_opening_begins_behind_addressees_captions_and_datelines(string text) => Finds("县 0.6", "青山县 0.6", text);

    [Fact]
    public void A_dateline_may_be_all_that_there_is()
    {
        Finds("", "", "本报临山6月1日电");
        Finds("县 0.6", "青山县 0.6", "青山县供电所抓果园，青山县增收。"); // and 电 alone makes none
        Finds("", "", "本报临山6月1日电（");
        Finds("", "", "本报临山6月1日电（记者张三）");
    }

    [Fact]
    public void An_opening_is_one_of_the_first_four_paragraphs_and_its_first_sixty_units()
    {
        Finds("", "", "各科室：\n各处室：\n李某 摄\n图为果园。\n青山县抓果园，青山县增收。");
        Finds("县 0.6", "青山县 0.6", $"{Hills(15)}，{Hills(4)}，青山县抓果园，青山县增收。"); // within 24
        Finds("", "", $"{Hills(15)}，{Hills(7)}，青山县抓果园，青山县增收。");
        Finds("县 0.6", "青山县 0.6", $"本报临山{Hills(35)}电青山县抓果园，青山县增收。");
        Finds("", "", $"本报临山{Hills(36)}电青山县抓果园，青山县增收。");
        Assert.Equal("果业集团" + Hills(56), Find("果业集团" + Hills(70)).Tier?.Evidence);
    }

    [Theory]
    [InlineData("青山县、白石县的果园", "青山县增收。", null)]
    [InlineData("青山县，白石县的果园", "果园增收。", "青山县")]
    [InlineData("果农近几天都去青山县", "果园增收。", null)]
    [InlineData("果农近几天都去青山县", "几天都去青山。", null)]
    [InlineData("果农近几天都去青山县", "几天都去青山，几天都去青山。", "几天都去青山县")]
    [InlineData("*县的果园", "果园增收。", "*县")]
    [InlineData("某县的果园", "果园增收。", "某县")]
    [InlineData("×县的果园", "果园增收。", "×县")]
    [InlineData("X县的果园", "果园增收。", "X县")]
    [InlineData("x县的果园", "果园增收。", "x县")]
    [InlineData("全县的果园", "果园增收。", null)]
    public void A_region_is_no_item_of_a_list_and_what_runs_on_from_other_words_is_named_again(string title, string text, string? region) =>
        Assert.Equal(region, Find(text, title: title).Region?.Value);

    [Fact]
    public void A_place_that_only_the_opening_names_is_named_twice_in_all()
    {
        Finds("", "", "五月的青山县到处是果园，果农增收。");
        Finds("县 0.6", "青山县 0.6", "青山县抓果园，果农增收。"); // it is who acts
        Finds("县 0.6", "青山县 0.6", "青山县以果园为抓手，果农增收。");
        Finds("县 0.6", "青山县 0.6", "青山县抓果园，果农增收。青山人高兴。");
        Finds("县 0.6", "某县 0.6", "某县抓果园，果农增收。");
        Finds("县 0.6", "", "全县抓果园，果农增收。");
    }

    [Theory]
    [InlineData("青山县果业集团的果园", Tiers.Unit)]
    [InlineData("青山县中心小学的果园", Tiers.Unit)]
    [InlineData("青山县教育局的果园", Tiers.County)]
    [InlineData("青山县山山山山山山山山山山山山山山公司", Tiers.Unit)]
    [InlineData("青山县山山山山山山山山山山山山山山山公司", Tiers.County)]
    [InlineData("果业集团的果园", Tiers.Unit)]
    public void A_unit_that_speaks_for_itself_stands_near_behind_its_place(string title, string tier) =>
        Assert.Equal(tier, Find("山。", title: title).Tier?.Value);

    [Theory]
    [InlineData("果园，省委", "省 0.7")]
    [InlineData("果园，市直", "市 0.7")]
    [InlineData("果园，县纪委", "县 0.7")]
    [InlineData("果园，区委", "县 0.7")]
    [InlineData("果园，镇委", "乡镇 0.7")]
    [InlineData("果园，乡直", "乡镇 0.7")]
    [InlineData("果园，村委", "")]
    [InlineData("在乡镇党委书记会议上的讲话", "")]
    [InlineData("写给县委书记的果园", "")]
    [InlineData("果园，社区委员会", "")]
    [InlineData("社区党委抓果园", "村 0.75")]
    [InlineData("区总工会抓果园", "县 0.75")]
    [InlineData("乡镇2023年果园计划", "乡镇 0.75")]
    [InlineData("乡村果园计划", "")]
    [InlineData("滑县的果园", "县 0.75")]
    [InlineData("新乡的果园", "")]
    [InlineData("河南新乡的果园", "市 0.75")]
    [InlineData("新乡市的果园", "市 0.75")]
    [InlineData("桐乡市的果园", "市 0.75")]
    public void A_title_that_names_the_bodies_of_a_tier_is_of_it(string title, string tier) =>
        Assert.Equal(tier, Tier(Find("山。", title: title)));

    [Theory]
    [InlineData("山，县委好，县直好。", "县 0.5 县委")]
    [InlineData("山，县委好。", "")]
    [InlineData("山，县直好，全县好，全县好，县纪委好，我县好。", "县 0.5 全县")]
    [InlineData("山，县委好，县直好，市委好，市直好。", "")]
    [InlineData("山，县委好，县直好，我县好，市委好，市直好。", "县 0.5 县委")]
    [InlineData("山，县委好，县直好，我县好，市委好，市直好，市委好。", "")]
    [InlineData("山，省委好，全省好。", "省 0.5 全省")]
    [InlineData("山，区委好，区直好。", "县 0.5 区委")]
    [InlineData("山，镇党委好，全镇好。", "乡镇 0.5 全镇")]
    [InlineData("山，乡党委好，全乡好。", "乡镇 0.5 全乡")]
    [InlineData("山，街道党工委好，全街道好。", "乡镇 0.5 全街道")]
    [InlineData("山，村党支部好，全村好。", "村 0.5 全村")]
    [InlineData("山，社区党委好，社区党支部好。", "村 0.5 社区党支部")]
    [InlineData("山，健全市场好，健全市场好。", "")]
    [InlineData("山，自治区党委好，自治区党委好，全区好，全区好。", "省 0.5 自治区党委")]
    [InlineData("山，我校好，我校好，市委好，全市好，市直好。", "单位 0.5 我校")]
    public void Failing_that_a_text_is_of_the_tier_whose_bodies_it_names_most(string text, string tier)
    {
        // Behind the opening, so that it names no place itself.
        var found = Find(new string('山', 60) + text);

        Assert.Equal(tier, found.Tier is { } t ? $"{Tier(found)} {t.Evidence}" : "");
        Assert.Null(found.Region);
    }

    [Fact]
    public void Bodies_and_provinces_are_counted_in_the_first_6000_units()
    {
        Finds("县 0.5", "", Hills(5994) + "，县委，县委");
        Finds("", "", Hills(5995) + "，县委，县委");
        Finds("", "", Hills(60) + "，县委，县委，河北、山西、江苏");
        Finds("县 0.5", "", Hills(60) + "，县委，县委，河北、山西");
        Finds("县 0.5", "", Hills(60) + "，县委，县委，河北、山西" + Hills(6000) + "江苏");
    }

    [Fact]
    public void A_text_of_three_provinces_is_not_of_the_place_that_it_opens_with()
    {
        Finds("", "", "青山县抓果园，青山县增收。河北、山西、江苏也好。");
        Finds("县 0.6", "青山县 0.6", "青山县抓果园，青山县增收。河北、山西也好。");
        Finds("县 0.75", "青山县 0.75", "河北、山西、江苏也好。", title: "青山县的果园");
    }

    [Theory]
    [InlineData("习近平：看果园", "中央 0.9")]
    [InlineData("看果园——习近平", "中央 0.9")]
    [InlineData("国家主席看果园", "中央 0.9")]
    [InlineData("国务院总理看果园", "中央 0.9")]
    [InlineData("习近平新时代果园", "")]
    [InlineData("青山县学习习近平讲话", "县 0.75")]
    public void What_a_leader_of_the_country_says_is_of_the_centre(string title, string tier)
    {
        Assert.Equal(tier, Tier(Find("山。", title: title)));
        if (title[0] != '青')
        {
            var line = BelowTitle with { Speaker = new(0, title.Length) };
            Assert.Equal(tier, Tier(Find(title + "\n山。", line)));
        }
    }

    [Fact]
    public void The_centre_is_told_by_title_leaders_above_the_body_and_address_and_never_by_mention()
    {
        Finds("中央 0.7", "", "山。", title: "国务院的果园");
        Finds("中央 0.8", "", "主席习近平\n山。", BelowTitle);
        Finds("中央 0.8", "", "总书记习近平\n山。", BelowTitle);
        Finds("中央 0.8", "", "看习近平主席\n山。", BelowTitle);
        Finds("", "", "山。\n看习近平主席", new TitleBlock { BodyParagraph = 1 });
        Finds("中央 0.8", "", "各省、自治区：\n山。", new TitleBlock { Salutation = new(0, 7) });
        Finds("", "", "各市、自治州：\n山。", new TitleBlock { Salutation = new(0, 7) });
        Finds("中央 0.7", "", "中共中央文件\n山。", BelowTitle);
        Finds("中央 0.7", "", "山。", title: "在全国政协果园座谈会上的讲话");
        Finds("", "", "山。", title: "学习贯彻国务院会议精神");
        Finds("", "", "党中央、国务院高度重视果园，总书记作出指示。");
        Finds("中央 0.85", "", "山。", issuer: new Fact<string>("国务院办公厅", 0.85, ""));
        Finds("县 0.5", "", Hills(60) + "国务院，县委，县直");
    }

    [Fact]
    public void The_tier_that_the_owner_states_is_sure_and_leaves_the_region_to_the_text()
    {
        var raw = new RawMaterial { Text = "青山县抓果园，青山县增收。", FrontMatter = new FrontMatter { Tier = Tiers.Unit } };
        var found = PlaceFinder.Find(raw, BareOutline.Of(raw.Text), "", hasTitle: false, issuer: null);

        Assert.Equal((Tiers.Unit, 1.0, "青山县"), (found.Tier!.Value, found.Tier.Confidence, found.Region!.Value));

        var national = raw with { FrontMatter = new FrontMatter { Tier = Tiers.Central } };
        Assert.Null(PlaceFinder.Find(national, BareOutline.Of(raw.Text), "", hasTitle: false, issuer: null).Region);
    }

    private static void Finds(
        string tier, string region, string text, TitleBlock? lines = null, string title = "", Fact<string>? issuer = null)
    {
        var found = Find(text, lines, title, issuer);
        Assert.Equal(tier, Tier(found));
        Assert.Equal(region, Shown(found.Region));
    }

    private static (Fact<string>? Tier, Fact<string>? Region) Find(
        string text, TitleBlock? lines = null, string title = "", Fact<string>? issuer = null) =>
        PlaceFinder.Find(new RawMaterial { Text = text }, BareOutline.Of(text, lines), title, title.Length > 0, issuer);

    private static string Tier((Fact<string>? Tier, Fact<string>? Region) found) => Shown(found.Tier);

    private static string Shown(Fact<string>? fact) =>
        fact is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{fact.Value} {fact.Confidence:0.##}");

    private static string Hills(int count) => new('山', count);
}
