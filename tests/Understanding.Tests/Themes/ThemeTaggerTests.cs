using KnowledgeBase.Materials;
using KnowledgeBase.Understanding.Themes;

namespace KnowledgeBase.Understanding.Tests.Themes;

public class ThemeTaggerTests
{
    private static readonly Taxonomy Small = Taxonomy.Parse([("topics.yaml", """
        layouts: [{id: now, name: 现行布局, since: 2017, pillars: [tea]}]
        party: [党员]
        themes:
          - id: tea
            name: 茶叶
            decisive: [采茶, 茶园+管护]
            weak: [茶]
            inParty: [先锋]
            against: [咖啡]
            strong: [炒茶, 制茶, 炒茶+村]
            not: [茶余饭后]
            children:
              - {id: tea.garden, name: 茶园, cues: [茶园+管护]}
          - id: rice
            name: 水稻
            decisive: [插秧]
        """)]);

    private static string[] Ids(string text, string title = "", params string[] headings) =>
        [.. new ThemeTagger(Small).Tag(title, headings, text).Select(t => t.Theme)];

    [Fact]
    public void A_decisive_cue_gives_its_theme_with_the_words_as_evidence()
    {
        var tags = new ThemeTagger(Small).Tag("", [], "清明前后，村里组织“采 茶”比赛。");

        var tag = Assert.Single(tags);
        Assert.Equal("tea", tag.Theme);
        Assert.Equal(["采 茶"], tag.Evidence);
        Assert.InRange(tag.Confidence, 0.5, 1);
    }

    [Fact]
    public void Traditional_characters_are_read_as_simplified_ones_and_shown_as_they_stand()
    {
        var tag = new ThemeTagger(Small).Tag("", [], "茶園由各戶輪流管護。")[0];

        Assert.Equal(("tea", "茶園"), (tag.Theme, tag.Evidence[0]));
    }

    [Fact]
    public void A_passage_without_cues_belongs_nowhere() => Assert.Empty(Ids("今天下午全县普降小雨。"));

    [Fact]
    public void Parts_of_a_cue_must_stand_in_one_sentence()
    {
        Assert.Equal(["tea", "tea.garden"], Ids("支部认领三处茶园并轮流管护。"));
        Assert.Empty(Ids("支部认领三处茶园。林带由邻村管护。"));
    }

    [Fact]
    public void A_longer_word_hides_the_cue_inside_it() => Assert.Empty(Ids("茶余饭后，茶余饭后，大家都在说这件事。"));

    [Fact]
    public void Opposing_words_take_away() => Assert.Empty(Ids("咖啡馆里也摆出了采茶的照片。"));

    [Fact]
    public void Words_that_two_cues_share_count_once()
    {
        Assert.Equal(["tea"], Ids("村里炒茶，镇上制茶。"));
        Assert.Empty(Ids("村里炒茶。")); // 炒茶 and 炒茶+村
    }

    [Fact]
    public void What_is_one_item_of_a_list_says_less()
    {
        Assert.Equal(["rice"], Ids("全镇忙着插秧。"));
        Assert.Empty(Ids("全镇忙着修渠、插秧、护林。"));
    }

    [Fact]
    public void Repetition_adds_a_little() => Assert.Equal(["rice"], Ids("今天修渠、插秧、护林，明天插秧，后天还插秧。"));

    [Fact]
    public void A_title_alone_gives_no_theme() => Assert.Empty(Ids("大家早早到了。", title: "采茶时节的炒茶与制茶"));

    [Fact]
    public void All_parts_of_a_cue_are_evidence() =>
        Assert.Equal(["茶园", "管护"], new ThemeTagger(Small).Tag("", [], "支部认领三处茶园并轮流管护。")[0].Evidence);

    [Fact]
    public void A_cue_in_the_first_sentence_says_more_than_one_at_the_end_of_a_long_passage()
    {
        var filler = string.Concat(Enumerable.Repeat("道路、桥梁、水渠按计划推进。", 8));

        Assert.Equal(["rice"], Ids("插秧开始了。" + filler));
        Assert.Empty(Ids(filler + "插秧也开始了。"));
    }

    [Fact]
    public void A_heading_supports_but_says_that_it_is_one()
    {
        var tags = new ThemeTagger(Small).Tag("全县茶产业简报", ["抓好采茶时节"], "几位老人背着竹篓上山，说今年的茶比往年早，茶香。");

        Assert.Equal(["小标题：采茶", "茶"], Assert.Single(tags).Evidence);
    }

    [Fact]
    public void The_surest_theme_comes_first() =>
        Assert.Equal(["rice", "tea"], Ids("插秧插秧，插秧时节不误农时，采茶也开始了。"));

    [Fact]
    public void The_same_input_gives_the_same_tags_from_many_threads()
    {
        var tagger = new ThemeTagger(Small);
        var all = Enumerable.Range(0, 200).AsParallel().Select(i => tagger.Tag("", [], i % 2 == 0 ? "支部组织采茶。" : "插秧。")).ToList();

        Assert.All(all, tags => Assert.Single(tags));
    }

    [Fact]
    public void A_material_takes_the_themes_that_cover_enough_of_it()
    {
        ThemeTag tea = new("tea", 0.9, ["采茶"]), rice = new("rice", 0.6, ["插秧"]);
        Passage[] passages =
        [
            new(0, 100, [], [tea]),
            new(100, 200, [], [tea]),
            new(200, 210, [], [rice]),
        ];

        var tag = Assert.Single(ThemeTagger.RollUp(passages));
        Assert.Equal("tea", tag.Theme);
        Assert.Equal(["采茶"], tag.Evidence);
    }

    [Theory]
    [InlineData("各支部书记严格落实三会一课，按期做好换届选举，把发展党员工作抓实。", "organisation")]
    [InlineData("持续纠治形式主义、官僚主义，切实为基层减负。", "conduct")]
    [InlineData("开展廉洁家风故事分享会，组织参观清廉文化馆。", "anticorruption")]
    [InlineData("中心组每月开展一次理论学习，支部书记轮流讲党课。", "ideology")]
    [InlineData("把一个小区分成六个网格，网格员每天走访，矛盾纠纷就地化解。", "governance")]
    public void The_built_in_taxonomy_knows_the_common_ways_to_say_it(string text, string theme) =>
        Assert.Equal(theme, ThemeTagger.Default.Tag("", [], text)[0].Theme);
}
