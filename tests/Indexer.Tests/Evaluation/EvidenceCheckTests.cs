using KnowledgeBase.Indexer.Evaluation;
using KnowledgeBase.Materials;
using KnowledgeBase.Understanding;
using KnowledgeBase.Understanding.Themes;

namespace KnowledgeBase.Indexer.Tests.Evaluation;

/// <summary>A check that never finds anything proves nothing: each fault is made here once.</summary>
public sealed class EvidenceCheckTests
{
    private const string Text = "一、抓好学习\n石桥镇推行积分制，兑换物品120件，获全县通报表扬。\n二、抓好作风\n精简会议。";

    private static readonly Material Sound = Sample.Material(Text) with
    {
        Headings =
        [
            new Heading(1, HeadingKind.Numbered, "抓好学习", 2, 6, "一、") { MarkerStart = 0 },
            new Heading(1, HeadingKind.Numbered, "抓好作风", 36, 40, "二、") { MarkerStart = 34 },
        ],
        Passages =
        [
            new Passage(0, 33, ["抓好学习"], [new ThemeTag("ideology", 0.8, ["小标题：学习", "积分制"])]),
            new Passage(34, 46, ["抓好作风"], [new ThemeTag("conduct", 0.9, ["精简会议"])]),
        ],
        Themes = [new ThemeTag("conduct", 0.7, ["精简会议"])],
        Practices =
        [
            new Practice
            {
                Name = "积分制",
                Actor = "石桥镇",
                Act = Text[7..32],
                ActSpan = new TextSpan(7, 32),
                Results = [new PracticeResult("兑换物品120件", 120, "件", "兑换物品", 16, 24)],
                Recognitions = [new Recognition("获全县通报表扬", 25, 32)],
                Themes = ["ideology"],
                Grade = 3,
                GradeReason = "有数据",
            },
        ],
        Wordings = [new Wording("积分制", WordingKind.Quoted, 1, [12])],
    };

    [Fact]
    public void A_sound_material_has_no_fault()
    {
        Assert.Equal([], Faults(Sound));
    }

    [Fact]
    public void What_understanding_says_of_a_real_text_is_sound()
    {
        const string text = """
            石桥镇党建工作总结

            一、聚焦组织建设，建强战斗堡垒

            石桥镇党委推行“四联四包”工作法，党员联系群众1251户，解决难题近三千个，覆盖率达百分之九十八。镇党委获评全市先进基层党组织。

            二、聚焦作风建设，转变干部作风

            严格落实“三会一课”制度。石桥镇整治形式主义，精简会议三成。
            """;

        Assert.Equal([], Faults(new MaterialUnderstanding().Understand(new RawMaterial { Text = text.ReplaceLineEndings("\n") }, "a.txt")));
    }

    [Fact]
    public void A_heading_that_stands_elsewhere_is_found() => AssertFault(
        Sound with { Headings = [Sound.Headings[0] with { Start = 3, End = 7 }, Sound.Headings[1]] },
        "the heading “抓好学习” does not stand at [3,7).");

    [Fact]
    public void Text_that_is_in_no_passage_is_found() => AssertFault(
        Sound with { Passages = [Sound.Passages[0], Sound.Passages[1] with { End = 40, Themes = [] }], Themes = [] },
        "[41,46) is in no passage: “精简会议。”.");

    [Fact]
    public void A_passage_that_crosses_a_heading_is_found() => AssertFault(
        Sound with { Passages = [new Passage(0, 46, ["抓好学习"], [])], Themes = [] },
        "the passage [0,46) crosses the heading “抓好作风” at 34.");

    [Fact]
    public void A_tag_without_evidence_is_found() => AssertFault(
        Sound with { Passages = [Sound.Passages[0] with { Themes = [new ThemeTag("ideology", 0.8, [])] }, Sound.Passages[1]] },
        "the passage [0,33) is tagged ideology without evidence.");

    [Fact]
    public void Evidence_that_stands_nowhere_is_found() => AssertFault(
        Sound with { Passages = [Sound.Passages[0] with { Themes = [new ThemeTag("ideology", 0.8, ["读书班"])] }, Sound.Passages[1]] },
        "the passage [0,33) is tagged ideology for “读书班”, which does not stand there.");

    [Fact]
    public void A_theme_that_no_passage_speaks_for_is_found() => AssertFault(
        Sound with { Themes = [new ThemeTag("rural", 0.7, ["精简会议"])] },
        "the material is tagged rural for “精简会议”, which speaks for it in no passage.");

    [Fact]
    public void A_figure_that_stands_nowhere_is_found() => AssertFault(
        WithResult(new PracticeResult("兑换物品125件", 125, "件", "兑换物品", 16, 24)),
        "the card at [7,32): its figure “兑换物品125件” does not stand at [16,24).");

    [Fact]
    public void A_value_that_its_words_do_not_say_is_found() => AssertFault(
        WithResult(Sound.Practices[0].Results[0] with { Value = 1200 }),
        "the card at [7,32): the value 1200 is not what “兑换物品120件” says.");

    [Fact]
    public void A_unit_that_stands_nowhere_is_found() => AssertFault(
        WithResult(Sound.Practices[0].Results[0] with { Unit = "个" }),
        "the card at [7,32): the unit 个 does not stand in “兑换物品120件”.");

    [Fact]
    public void A_recognition_that_stands_elsewhere_is_found() => AssertFault(
        Sound with { Practices = [Sound.Practices[0] with { Recognitions = [new Recognition("获全县通报表扬", 0, 7)] }] },
        "the card at [7,32): its recognition “获全县通报表扬” does not stand at [0,7).");

    [Fact]
    public void A_formulation_that_stands_elsewhere_is_found() => AssertFault(
        Sound with { Wordings = [new Wording("积分制", WordingKind.Quoted, 1, [13])] },
        "the formulation “积分制” does not stand at 13.");

    [Fact]
    public void A_fact_without_evidence_is_found() => AssertFault(
        Sound with { Facts = Sound.Facts with { Year = new Fact<int>(2023, 0.9, "") } },
        "the year “2023” has no evidence.");

    private static Material WithResult(PracticeResult result) =>
        Sound with { Practices = [Sound.Practices[0] with { Results = [result] }] };

    private static void AssertFault(Material material, string fault) => Assert.Equal([$"a.txt: {fault}"], Faults(material));

    private static IReadOnlyList<string> Faults(Material material)
    {
        var check = new EvidenceCheck(Taxonomy.Default);
        check.Add("a.txt", material);
        return check.Report("test").Problems;
    }
}
