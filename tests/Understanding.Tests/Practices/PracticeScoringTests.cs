using KnowledgeBase.Materials;
using KnowledgeBase.Understanding.Practices;

namespace KnowledgeBase.Understanding.Tests.Practices;

/// <summary>What each signal of a sentence is worth, and where it stops counting.</summary>
public sealed class PracticeScoringTests
{
    private static readonly TextSpan Somewhere = new(0, 2);
    private static readonly PracticeResult Figure = new("30个", 30, "个", "", 0, 3);
    private static readonly PracticeResult Hidden = new("**个", null, "个", "", 0, 3);
    private static readonly Recognition Honour = new("全省先进", 0, 4);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2.5, 2.5)]
    [InlineData(5, 5)]
    [InlineData(6, 5)]
    [InlineData(0.8, 0.8)]
    [InlineData(0.7, 0)]
    public void Acts_count_themselves_from_nearly_one_to_five(double acts, double score) => Scores(score, Told(s => s.Acts = acts));

    [Theory]
    [InlineData(0.4, 2.9)]
    [InlineData(0.3, 0)]
    public void A_unit_with_the_name_of_its_method_needs_fewer_words(double acts, double score)
    {
        Scores(score, Told(s => (s.Acts, s.Name, s.Actor) = (acts, Somewhere, Somewhere)));
        Scores(0, Told(s => (s.Acts, s.Name) = (acts, Somewhere)));
        Scores(0, Told(s => (s.Acts, s.Actor) = (acts, Somewhere)));
    }

    [Theory]
    [InlineData(1, 0.3)]
    [InlineData(4, 1.2)]
    [InlineData(5, 1.2)]
    public void Steps_add_three_tenths_up_to_four(int steps, double more) => Scores(1 + more, Told(s => s.Steps = steps));

    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(4, 2)]
    [InlineData(5, 2)]
    public void Devices_add_a_half_up_to_four(int devices, double more) => Scores(1 + more, Told(s => s.Devices = devices));

    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(2, 1)]
    [InlineData(3, 1)]
    public void Words_of_having_done_add_a_half_up_to_two(int done, double more) => Scores(1 + more, Told(s => s.Done = done));

    [Fact]
    public void Names_units_and_honours_add_once()
    {
        Scores(2.5, Told(s => s.Name = Somewhere));
        Scores(2, Told(s => s.Actor = Somewhere));
        Scores(1.5, Told(s => s.Recognitions.AddRange([Honour, Honour])));
    }

    [Theory]
    [InlineData(1, 1.3)]
    [InlineData(3, 2.9)]
    [InlineData(4, 2.9)]
    public void Figures_add_a_half_for_being_there_and_eight_tenths_each_up_to_three(int figures, double more) =>
        Scores(1 + more, Told(s => s.Results.AddRange(Enumerable.Repeat(Figure, figures))));

    [Fact]
    public void Weak_acts_alone_are_worth_less_but_not_beside_a_name_or_a_figure()
    {
        Scores(0.5, Told(s => (s.Acts, s.StrongActs) = (2, 0)));
        Scores(3.5, Told(s => (s.Acts, s.StrongActs, s.Name) = (2, 0, Somewhere)));
        Scores(3.3, Told(s =>
        {
            (s.Acts, s.StrongActs) = (2, 0);
            s.Results.Add(Figure);
        }));
    }

    [Theory]
    [InlineData(1, 1.2)]
    [InlineData(3, 3.6)]
    [InlineData(4, 3.6)]
    public void Talk_takes_away_up_to_three_words(int talk, double less) => Scores(5 - less, Told(s => (s.Acts, s.Talk) = (5, talk)));

    [Theory]
    [InlineData(1, 1.5)]
    [InlineData(3, 4.5)]
    [InlineData(4, 4.5)]
    public void A_story_takes_away_up_to_three_words(int story, double less) => Scores(5 - less, Told(s => (s.Acts, s.Story) = (5, story)));

    [Fact]
    public void A_story_takes_away_one_word_where_a_unit_is_named_with_its_figures()
    {
        Scores(5 + 1.3 - 1.5, Story(namesUnit: true, Figure));
        Scores(5 + 1.3 - 4.5, Story(namesUnit: false, Figure));
        Scores(5 - 4.5, Story(namesUnit: true));

        static Statement Story(bool namesUnit, params PracticeResult[] results) => Told(s =>
        {
            (s.Acts, s.Story, s.NamesUnit) = (5, 3, namesUnit);
            s.Results.AddRange(results);
        });
    }

    [Theory]
    [InlineData(1, 0.9)]
    [InlineData(4, 3.6)]
    [InlineData(5, 3.6)]
    public void Slogans_take_away_up_to_four(int slogans, double less) => Scores(5 - less, Told(s => (s.Acts, s.Slogans) = (5, slogans)));

    [Fact]
    public void Speech_takes_away_unless_those_speak_who_did_it()
    {
        Scores(3.5, Told(s => (s.Acts, s.Spoken, s.TellsOwnDeeds) = (3, true, true)));
        Scores(3 + 1.5 + 1 - 0.5, Told(s => (s.Acts, s.Spoken, s.Name, s.Actor) = (3, true, Somewhere, Somewhere)));
        Scores(3 + 1.3 - 2, Told(s =>
        {
            (s.Acts, s.Spoken) = (3, true);
            s.Results.Add(Figure);
        }));
        Scores(0, Told(s => (s.Acts, s.Spoken, s.Name) = (3, true, Somewhere)));
    }

    [Fact]
    public void Demands_questions_wrongs_and_what_the_centre_does_are_no_practice()
    {
        Scores(0, Told(s => (s.Acts, s.Demands) = (5, 1)));
        Scores(0, Told(s => (s.Acts, s.Asks) = (5, true)));
        Scores(0, Told(s => (s.Acts, s.TellsWrong) = (5, true)));
        Scores(0, Told(s => (s.Acts, s.Nationwide) = (5, true)));
    }

    [Theory]
    [InlineData(Genres.Experience, 2.6)]
    [InlineData(Genres.Report, 2.6)]
    [InlineData(Genres.DutyReport, 2.6)]
    [InlineData(Genres.News, 2.6)]
    [InlineData(Genres.Other, 4.0)]
    [InlineData(Genres.Essay, 6.0)]
    [InlineData(Genres.Lecture, 6.0)]
    [InlineData(Genres.Speech, 4.0)]
    [InlineData(Genres.Rules, null)]
    public void A_genre_says_how_much_must_be_told(string genre, double? threshold) =>
        Assert.Equal(threshold, PracticeScoring.ThresholdFor(Of(genre), "石桥镇成立服务队。"));

    [Fact]
    public void Reports_of_a_government_and_of_words_tell_no_practices()
    {
        Assert.Null(PracticeScoring.ThresholdFor(Of(Genres.Report, "云岭县政府工作报告"), ""));
        Assert.Null(PracticeScoring.ThresholdFor(Of(Genres.Report), "各位代表：现在报告工作。"));
        Assert.Equal(2.6, PracticeScoring.ThresholdFor(Of(Genres.News), "各位代表走进石桥镇。"));
        Assert.Null(PracticeScoring.ThresholdFor(Of(Genres.News), "李某在调研时强调 \n石桥镇成立服务队。"));
        Assert.Null(PracticeScoring.ThresholdFor(Of(Genres.News), "李某在调研时强调"));
        Assert.Equal(2.6, PracticeScoring.ThresholdFor(Of(Genres.News), "石桥镇成立服务队。\n李某强调"));
        Assert.Equal(2.6, PracticeScoring.ThresholdFor(Of(Genres.News), "强调实效的石桥镇"));
    }

    [Fact]
    public void An_essay_attests_by_the_unit_a_figure_or_its_author_who_did_it()
    {
        Assert.True(Attests(Genres.News, hasAuthor: false, Told()));
        Assert.False(Attests(Genres.Essay, hasAuthor: false, Told()));
        Assert.False(Attests(Genres.Lecture, hasAuthor: false, Told()));
        Assert.False(Attests(Genres.Other, hasAuthor: false, Told()));
        Assert.True(Attests(Genres.Essay, hasAuthor: false, Told(s => s.NamesUnit = true)));
        Assert.True(Attests(Genres.Essay, hasAuthor: false, Told(s => s.Results.Add(Figure))));
        Assert.True(Attests(Genres.Essay, hasAuthor: true, Told(s => s.TellsOwnDeeds = true)));
        Assert.False(Attests(Genres.Essay, hasAuthor: false, Told(s => s.TellsOwnDeeds = true)));
        Assert.True(Attests(Genres.Essay, hasAuthor: true, Told(s => s.TellsOwnDeeds = true), Told(), Told()));
        Assert.False(Attests(Genres.Essay, hasAuthor: true, Told(s => s.TellsOwnDeeds = true), Told(s => s.Demands = 1), Told()));
        Assert.False(Attests(Genres.Essay, hasAuthor: true, Told(s => (s.TellsOwnDeeds, s.Passage) = (true, 1)), Told()));
    }

    [Fact]
    public void Without_a_theme_a_unit_must_show_figures_or_tell_much()
    {
        Assert.True(Stands(Told(s => (s.NamesUnit, s.Acts) = (true, 5))));
        Assert.False(Stands(Told(s => (s.NamesUnit, s.Acts) = (true, 4.9))));
        Assert.True(Stands(Told(s => (s.Place, s.Acts) = (Somewhere, 5))));
        Assert.False(Stands(Told(s => s.Acts = 5)));
        Assert.True(Stands(Told(s => s.NamesUnit = true), Told(s => s.Results.Add(Figure))));
        Assert.False(Stands(Told(), Told(s => s.NamesUnit = true), Told(s => s.Results.Add(Figure))));
    }

    [Theory]
    [InlineData(0, 10, 0, false, "1 仅提及：未写明具体做法和数据")]
    [InlineData(2, 49, 0, false, "1 仅提及：未写明具体做法和数据")]
    [InlineData(1, 90, 0, true, "1 仅提及：有名称")]
    [InlineData(2, 50, 0, false, "2 可参考：做法具体")]
    [InlineData(3, 10, 0, false, "2 可参考：做法具体")]
    [InlineData(4, 10, 0, true, "2 可参考：有名称、做法具体")]
    [InlineData(5, 10, 0, false, "2 可参考：做法具体")]
    [InlineData(5, 10, 0, true, "3 可照着做：有名称、做法具体")]
    [InlineData(0, 10, 1, false, "2 可参考：有1项数据")]
    [InlineData(3, 10, 2, false, "3 可照着做：做法具体、有2项数据")]
    public void A_grade_says_what_there_is_to_copy(int acts, int length, int figures, bool named, string expected) =>
        Assert.Equal(expected, Grade(acts, length, Enumerable.Repeat(Figure, figures), [], named));

    [Fact]
    public void Honours_count_as_figures_do_and_hidden_figures_for_little()
    {
        Assert.Equal("2 可参考：获得认可", Grade(0, 10, [], [Honour], false));
        Assert.Equal("3 可照着做：做法具体、获得认可", Grade(3, 10, [], [Honour], false));
        Assert.Equal("1 仅提及：数据已隐去", Grade(0, 10, [Hidden], [], false));
        Assert.Equal("2 可参考：有1项数据", Grade(0, 10, [Hidden, Figure], [], false));
    }

    private static string Grade(int acts, int length, IEnumerable<PracticeResult> results, Recognition[] recognitions, bool named)
    {
        // Told in two sentences: acts of both count, and the length is from the first to the end of the last.
        Statement[] parts = [new(100, 105) { StrongActs = acts }, new(106, 100 + length)];
        var (grade, reason) = PracticeScoring.Grade(parts, [.. results], recognitions, named);
        return $"{grade} {reason}";
    }

    private static void Scores(double expected, Statement statement) => Assert.Equal(expected, PracticeScoring.Score(statement), 6);

    private static bool Attests(string genre, bool hasAuthor, params Statement[] statements) =>
        PracticeScoring.IsAttested(Of(genre), hasAuthor, [.. statements], statements.Length - 1);

    private static bool Stands(params Statement[] parts) => PracticeScoring.StandsWithoutTheme(parts);

    /// <summary>A sentence with one act that leaves no doubt, and what is said of it.</summary>
    private static Statement Told(Action<Statement>? with = null)
    {
        var statement = new Statement(0, 20) { Acts = 1, StrongActs = 1 };
        with?.Invoke(statement);
        return statement;
    }

    private static MaterialFacts Of(string genre, string title = "石桥镇的做法") =>
        new() { Title = title, Genre = new Fact<string>(genre, 1, "") };
}
