using KnowledgeBase.Indexer.Evaluation;
using KnowledgeBase.Materials;

namespace KnowledgeBase.Indexer.Tests.Evaluation;

/// <summary>Tiny sets whose figures can be worked out by hand.</summary>
public sealed class ScoreTests
{
    [Theory]
    [InlineData(3, 1, 2, 0.75, 0.6, 2.0 / 3)]
    [InlineData(0, 0, 0, 0, 0, 0)]
    [InlineData(0, 4, 0, 0, 0, 0)]
    [InlineData(5, 0, 0, 1, 1, 1)]
    public void Precision_recall_and_their_harmonic_mean(int right, int wrong, int missed, double precision, double recall, double f1)
    {
        var counts = new MatchCounts(right, wrong, missed);

        Assert.Equal((precision, recall, f1), (counts.Precision, counts.Recall, counts.F1));
    }

    [Fact]
    public void Themes_count_by_their_first_level_and_optional_ones_neither_count_nor_cost()
    {
        var score = new ThemeScore();

        // right: organisation (twice seen, once counted); optional: brand; wrong: rural
        score.Add(["organisation", "organisation.branch", "brand", "rural"], new LabelledPassage { Id = "1", Text = "", Themes = ["organisation"], Optional = ["brand"] });

        // right: conduct; missed: discipline; optional and not found: service
        score.Add(["conduct"], new LabelledPassage { Id = "2", Text = "", Themes = ["conduct", "discipline"], Optional = ["service"] });
        score.Add([], new LabelledPassage { Id = "3", Text = "", Themes = [] });

        var report = score.Report("test", []);
        Assert.Equal(new MatchCounts(2, 1, 1).F1, Value(report, "microF1"));
        Assert.Equal(2.0 / 3, Value(report, "microF1"), 12);
        Assert.Equal(
            ["conduct 1 0 0 1", "discipline 0 0 1 0", "organisation 1 0 0 1", "rural 0 1 0 0"],
            report.Details!.Rows.Select(r => string.Join(' ', r)));
    }

    [Fact]
    public void Headings_compare_by_their_words_and_a_genre_may_have_alternatives()
    {
        var material = Sample.Material("一、抓好学习。\n二、抓好组织！\n内容。") with
        {
            Headings = [new Heading(1, HeadingKind.Numbered, "抓好学习", 2, 6, "一、"), new Heading(1, HeadingKind.Plain, "内容", 16, 18)],
        };
        var score = new OutlineScore();

        score.Add(material, new LabelledOutline
        {
            Doc = "a.txt",
            Genre = Genres.Speech,
            GenreAlt = [Genres.Report],
            Headings = [new LabelledHeading { Text = "抓好学习", Start = 2, End = 6 }, new LabelledHeading { Text = "抓好 组织" }],
        });

        var report = score.Report("test");
        Assert.Empty(report.Problems);
        Assert.Equal((0.5, 1.0), (Value(report, "headingsF1"), Value(report, "genreAccuracy")));
        Assert.Equal("a.txt 1 1 1 工作总结 讲话", string.Join(' ', Assert.Single(report.Details!.Rows)));
    }

    [Fact]
    public void A_label_that_does_not_stand_in_its_text_is_a_problem()
    {
        var score = new OutlineScore();

        score.Add(
            Sample.Material("一、抓好学习。"),
            new LabelledOutline { Doc = "a.txt", Genre = Genres.Report, Headings = [new LabelledHeading { Text = "抓好学习", Start = 1, End = 5 }] });

        Assert.Equal(["a.txt [1,5): the label “抓好学习” does not stand there."], score.Report("test").Problems);
    }

    [Fact]
    public void Practices_match_by_overlap_and_mentions_count_for_precision_only()
    {
        const string text = "石桥镇推行积分制，兑换物品120件。青湾村设立议事亭。白鹭社区计划开办夜校。";
        var material = Sample.Material(text) with
        {
            Practices =
            [
                Card(text, "石桥镇推行积分制，兑换物品120件。", "积分制", "石桥镇", ("兑换物品120件", 120, "件")),
                Card(text, "青湾村设立议事亭。", null, "村"),
                Card(text, "白鹭社区计划开办夜校。", "夜校", "白鹭社区"),
            ],
        };
        var score = new PracticeScore();

        score.Add(material, new LabelledPractices
        {
            Doc = "a.txt",
            Practices =
            [
                Label(text, "兑换物品120件", 3, "积分制", "石桥镇党委") with { Results = [Result(text, "物品120件", 120, "个"), Result(text, "120件", 130, "件")] },
                Label(text, "青湾村设立议事亭", 1, "议事亭", "青湾村"),
                Label(text, "石桥镇", 2, null, null),
            ],
            Planned = [new LabelledPlan { ActStart = text.IndexOf("白鹭", StringComparison.Ordinal), ActEnd = text.Length }],
        });

        var report = score.Report("test");
        Assert.Empty(report.Problems);
        Assert.Equal((1.0, 2.0 / 3), (Value(report, "recall"), Value(report, "precision")));

        // 120 is right and 130 is missed; 件 and 个 are different units.
        Assert.Equal(new MatchCounts(1, 0, 1).F1, Value(report, "valuesF1"));
        Assert.Equal(new MatchCounts(0, 1, 2).F1, Value(report, "quantitiesF1"));

        // 积分制 agrees, no name against 议事亭 doesn't; 石桥镇 and 村 are parts of what is labelled.
        Assert.Equal((0.5, 1.0), (Value(report, "names"), Value(report, "actors")));
        Assert.Equal(1.0 / 3, Value(report, "planned"));
    }

    [Fact]
    public void Figures_that_are_masked_or_part_of_a_design_neither_count_nor_cost()
    {
        const string text = "石桥镇建立27项指标，走访**户，解决问题15个。";
        var material = Sample.Material(text) with
        {
            Practices = [Card(text, text, null, null, ("27项指标", 27, "项"), ("走访**户", null, "户"), ("解决问题15个", 15, "个"))],
        };
        var score = new PracticeScore();

        score.Add(material, new LabelledPractices
        {
            Doc = "a.txt",
            Practices =
            [
                Label(text, text, 3, null, null) with
                {
                    Results = [Result(text, "27项指标", 27, "项") with { Role = "design" }, Result(text, "走访**户", null, "户"), Result(text, "解决问题15个", 15, "个")],
                },
            ],
        });

        Assert.Equal(("valuesF1", 1.0), (score.Report("test").Figures[2].Name, score.Report("test").Figures[2].Value));
        Assert.Equal([("right", 1), ("wrong", 0), ("missed", 0)], score.Report("test").Figures[2].Counts);
    }

    [Fact]
    public void Formulations_compare_by_their_words_and_fixed_forms_count_for_recall_only()
    {
        const string text = "坚持“两个维护”，落实“三会一课”，学习《议事规则》，做到实事求是，推行“四联四包”。";
        var material = Sample.Material(text) with
        {
            Wordings =
            [
                Found(text, "两个维护", WordingKind.Numeral), Found(text, "三会一课", WordingKind.Numeral),
                Found(text, "四联四包", WordingKind.Quoted), Found(text, "实事求是", WordingKind.Fixed),
            ],
        };
        var score = new WordingScore();

        score.Add(material, new LabelledWordings
        {
            Doc = "a.txt",
            Wordings = [new("两个维护", "numeral"), new("“三会一课”", "numeral"), new("议事规则", "title"), new("走在前列", "fixed")],
        });

        var report = score.Report("test");
        Assert.Equal((0.5, 2.0 / 3), (Value(report, "recall"), Value(report, "precision")));
        Assert.Equal(["numeral 2 2 2 2", "quoted 0 0 1 0", "title 1 0 0 0", "fixed 1 0 1 0"], report.Details!.Rows.Select(r => string.Join(' ', r)));
        Assert.Equal(["a.txt: the label “走在前列” does not stand in the text."], report.Problems);
    }

    [Fact]
    public void Words_are_right_when_they_begin_and_end_where_the_gold_standard_says()
    {
        var score = new SegmentationScore();

        score.Add("落实 三会一课 制度", "落实 三会 一课 制度");
        score.Add("主题 党日", "主题党日");

        // right: 落实, 制度
        var report = score.Report("test");
        Assert.Equal([("right", 2), ("wrong", 3), ("missed", 3)], report.Figures[0].Counts);
        Assert.Equal((0.4, 0.4, 0.4), (Value(report, "f1"), Value(report, "precision"), Value(report, "recall")));
        Assert.Empty(report.Problems);
    }

    [Fact]
    public void A_line_that_lost_a_character_is_a_problem()
    {
        var score = new SegmentationScore();

        score.Add("党 日", "主题 党日");

        Assert.Equal(["line 1: 2 characters were cut, and the gold standard has 4."], score.Report("test").Problems);
    }

    [Fact]
    public void Ranked_lists_are_scored_as_worked_out_by_hand()
    {
        var score = new RetrievalScore();

        // gains 0, 3, 1 at ranks 1 to 3 against 3, 1; relevant at ranks 2 and 3 of 2
        score.Add(["x", "a", "b"], new Dictionary<string, int> { ["a"] = 2, ["b"] = 1, ["y"] = 0 });

        // relevant at rank 1, one of two found
        score.Add(["a"], new Dictionary<string, int> { ["a"] = 1, ["b"] = 1 });

        // nothing relevant: left out; nothing found: counts
        score.Add(["a"], new Dictionary<string, int> { ["a"] = 0 });
        score.Add([], new Dictionary<string, int> { ["a"] = 1 });

        var report = score.Report("test", []);
        var first = ((3 / Math.Log2(3)) + (1 / Math.Log2(4))) / (3 + (1 / Math.Log2(3)));
        var second = 1 / (1 + (1 / Math.Log2(3)));
        Assert.Equal((first + second) / 3, Value(report, "ndcg10"), 12);
        Assert.Equal((0.4 + 0.2) / 3, Value(report, "precision5"), 12);
        Assert.Equal((0.5 + 1) / 3, Value(report, "mrr10"), 12);
        Assert.Equal((1 + 0.5) / 3, Value(report, "recall100"), 12);
        Assert.Equal(1.0 / 3, Value(report, "success1"), 12);
    }

    [Fact]
    public void What_stands_deeper_than_the_cut_counts_for_recall_alone()
    {
        var score = new RetrievalScore();

        score.Add([.. Enumerable.Range(0, 10).Select(i => $"x{i}"), "a"], new Dictionary<string, int> { ["a"] = 1 });

        var report = score.Report("test", []);
        Assert.Equal((0.0, 0.0, 0.0, 1.0), (Value(report, "ndcg10"), Value(report, "mrr10"), Value(report, "recall10"), Value(report, "recall100")));
    }

    private static double Value(EvaluationReport report, string figure) => report.Figures.Single(f => f.Name == figure).Value;

    private static TextSpan Span(string text, string words)
    {
        var start = text.IndexOf(words, StringComparison.Ordinal);
        return new TextSpan(start, start + words.Length);
    }

    private static Practice Card(
        string text, string act, string? name, string? actor, params (string Text, double? Value, string Unit)[] results)
    {
        var told = results.Select(r => new PracticeResult(r.Text, r.Value, r.Unit, "", Span(text, r.Text).Start, Span(text, r.Text).End));
        return new Practice
        {
            Name = name,
            Actor = actor,
            Act = act,
            ActSpan = Span(text, act),
            Results = [.. told],
            Recognitions = [],
            Themes = [],
        };
    }

    private static LabelledPractice Label(string text, string act, int exemplary, string? name, string? actor) => new()
    {
        Name = name,
        Actor = actor,
        Act = act,
        ActStart = Span(text, act).Start,
        ActEnd = Span(text, act).End,
        Exemplary = exemplary,
    };

    private static LabelledResult Result(string text, string words, double? value, string unit) =>
        new() { Text = words, Value = value, Unit = unit, Start = Span(text, words).Start, End = Span(text, words).End };

    private static Wording Found(string text, string words, WordingKind kind) => new(words, kind, 1, [Span(text, words).Start]);
}
