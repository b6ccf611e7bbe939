using KnowledgeBase.Materials;
using KnowledgeBase.Understanding.Themes;

namespace KnowledgeBase.Understanding.Tests.Themes;

/// <summary>
/// What each number of scoring decides. Every decisive cue weighs 3; the confidence tells the score, a half at 4 and so on up. 山 stands
/// for words that say nothing.
/// </summary>
public sealed class ThemeScoringTests
{
    private static readonly ThemeTagger Tagger = new(Taxonomy.Parse([("topics.yaml", """
        layouts: [{id: now, name: 现行布局, since: 2017, pillars: [tea]}]
        party: [党员]
        themes:
          - id: tea
            name: 茶叶
            decisive: [采茶, 炒茶, 制茶, 卖茶, 茶园+管护]
            against: [咖啡, 可可, 豆浆, 牛奶]
          - id: rice
            name: 水稻
            decisive: [插秧, 割稻]
        """)]));

    [Theory]
    [InlineData("采茶。", 4.05)] // in the first sentence 1.35
    [InlineData("山。采茶。炒茶。", 6)]
    [InlineData("山。采茶。采茶。炒茶。", 6.9)] // each repetition 0.3
    [InlineData("山。采茶。采茶。采茶。采茶。采茶。", 6.6)]
    [InlineData("山。采茶。采茶。采茶。采茶。采茶。采茶。", 6.6)] // up to four
    [InlineData("山、采茶。炒茶。", 5.43)] // an item of a list 0.6
    [InlineData("采茶、山。炒茶。", 5.43)]
    [InlineData("山。采茶、山。采茶。炒茶。", 6.9)] // not wherever it stands
    [InlineData("采茶炒茶，咖啡。", 6.1)] // what speaks against takes 2 away
    [InlineData("采茶炒茶制茶，咖啡可可豆浆。", 6.15)]
    [InlineData("采茶炒茶制茶，咖啡可可豆浆牛奶。", 6.15)] // 6 at most
    [InlineData("山。茶园山山山山山山山山山山山山山山山山山山山山山山山山山山管护，采茶。", 6)] // 30 units from end to end
    public void Cues_add_up_by_where_and_how_often_they_stand(string text, double score) => Scores(score, text);

    [Theory]
    [InlineData("山。采茶。")] // 3
    [InlineData("山。采茶。采茶。")] // 3.9
    [InlineData("山。茶园山山山山山山山山山山山山山山山山山山山山山山山山山山山管护。采茶。")] // 31 units
    public void Less_than_four_is_no_theme(string text) => Assert.Empty(Tagger.Tag("", [], text));

    [Fact]
    public void Headings_support_with_seven_tenths_and_the_title_with_six_and_three_at_most()
    {
        Scores(5.1, "山。采茶。", headings: ["炒茶"]);
        Scores(4.8, "山。采茶。", title: "炒茶");
        Scores(6, "山。采茶。", title: "炒茶和制茶");
        Scores(6, "山。采茶。", title: "炒茶和制茶和卖茶");
    }

    [Theory]
    [InlineData(150, 8.1)]
    [InlineData(300, 5.7276)]
    [InlineData(600, 4.05)]
    public void A_passage_longer_than_150_units_needs_more_by_the_square_root(int length, double score)
    {
        const string Cues = "采茶炒茶。";
        Scores(score, Cues + new string('山', length - Cues.Length));
    }

    [Theory]
    [InlineData("采茶炒茶。插秧。插秧。插秧。", true)] // 8.1 and 4.8
    [InlineData("采茶炒茶制茶。插秧。插秧。插秧。", false)] // 12.15 and 4.8
    [InlineData("采茶炒茶制茶。插秧。插秧。插秧。插秧。", true)] // 12.15 and 5.7
    [InlineData("采茶炒茶制茶卖茶。插秧。插秧。插秧。插秧。", true)] // 16.2, which counts as 12, and 5.7
    [InlineData("采茶炒茶制茶卖茶。插秧。插秧。插秧。", false)]
    public void A_theme_needs_nine_twentieths_of_the_strongest_or_of_twelve(string text, bool isGiven) =>
        Assert.Equal(isGiven, Tagger.Tag("", [], text).Any(t => t.Theme == "rice"));

    [Fact]
    public void A_material_has_a_theme_that_is_told_in_eight_hundredths_of_it()
    {
        Assert.Equal(["tea 0.58"], RolledUp(0.8, 10));
        Assert.Empty(RolledUp(0.79, 10));
        Assert.Equal(["tea 0.8"], RolledUp(0.8, 100));
        Assert.Equal(["tea 0.66"], RolledUp(0.8, 20));

        static IEnumerable<string> RolledUp(double confidence, int length) =>
            ThemeTagger.RollUp([new(0, length, [], [new ThemeTag("tea", confidence, ["采茶"])]), new(length, 100, [], [])])
                .Select(t => FormattableString.Invariant($"{t.Theme} {t.Confidence}"));
    }

    [Fact]
    public void Eight_words_of_evidence_are_shown()
    {
        var passages = Enumerable.Range(0, 9).Select(i => new Passage(i, i + 1, [], [new ThemeTag("tea", 0.9, [$"茶{i}"])]));

        Assert.Equal(Enumerable.Range(0, 8).Select(i => $"茶{i}"), ThemeTagger.RollUp([.. passages])[0].Evidence);
    }

    private static void Scores(double score, string text, string title = "", params string[] headings)
    {
        var tag = Tagger.Tag(title, headings, text)[0];

        Assert.Equal("tea", tag.Theme);
        Assert.Equal(Math.Round(1 / (1 + Math.Exp(0.8 * (4 - score))), 2), tag.Confidence);
    }
}
