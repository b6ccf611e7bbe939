using KnowledgeBase.Understanding.Practices;

namespace KnowledgeBase.Understanding.Tests.Practices;

/// <summary>
/// What the words of a sentence signal, and where the same characters signal something else. 山 stands for words that say nothing.
/// </summary>
public sealed class StatementReaderTests
{
    [Theory]
    [InlineData("成立，推行", 2, 2)]
    [InlineData("推动，落实", 0.8, 0)]
    [InlineData("成立，推动", 1.4, 1)]
    [InlineData("山山", 0, 0)]
    [InlineData("组织群山", 1, 1)]
    [InlineData("党组织山", 0, 0)]
    [InlineData("组织部山", 0, 0)]
    [InlineData("山，组织", 1, 1)]
    public void Acts_that_leave_no_doubt_count_one_and_others_two_fifths(string text, double acts, int strong)
    {
        var statement = Read(text);

        Assert.Equal((acts, strong), (Math.Round(statement.Acts, 6), statement.StrongActs));
    }

    [Theory]
    [InlineData("成立山，推行山", 2)]
    [InlineData("山成立，山推行", 0)]
    [InlineData("山、成立；推行：推动", 3)]
    [InlineData("将山，将山；对山，把山，每山，为山", 5)]
    [InlineData("山将山、将山。对山", 0)]
    public void Clauses_that_begin_with_an_act_or_what_it_is_done_to_are_steps(string text, int steps) =>
        Assert.Equal(steps, Read(text).Steps);

    [Theory]
    [InlineData("国务院印发山", true)]
    [InlineData("山是国务院印发山", true)]
    [InlineData("山山国务院印发山", false)]
    [InlineData("国务院山", false)]
    [InlineData("新中国山", true)]
    [InlineData("山新中国", false)]
    public void The_centre_acts_at_the_head_of_a_clause(string text, bool nationwide) => Assert.Equal(nationwide, Read(text).Nationwide);

    [Theory]
    [InlineData("下一步山", 1)]
    [InlineData("山下一步", 1)]
    [InlineData("今后山", 1)]
    [InlineData("山今后山", 0)]
    [InlineData("山今后：山", 1)]
    [InlineData("我们将山", 1)]
    [InlineData("我们将山纳入山", 0)]
    [InlineData("我们将山，纳入山", 1)]
    [InlineData("要山", 1)]
    [InlineData("山要山", 0)]
    [InlineData("山部要山", 1)]
    [InlineData("山，应山", 1)]
    [InlineData("须山", 1)]
    [InlineData("需山", 1)]
    [InlineData("要求山", 0)]
    [InlineData("应转尽山", 0)]
    [InlineData("要山山尽", 1)]
    [InlineData("建成后，山仅需山", 1)]
    [InlineData("建成后，山已仅需山", 0)]
    [InlineData("建成后，山山", 0)]
    [InlineData("建成前，山仅需山", 0)]
    [InlineData("建成山山山山山山山后，山仅需山", 1)]
    [InlineData("建成山山山山山山山山后，山仅需山", 0)]
    [InlineData("山成后，山仅需山", 0)]
    public void What_is_demanded_or_to_come_is_told_by_its_place(string text, int demands) => Assert.Equal(demands, Read(text).Demands);

    [Theory]
    [InlineData("山山说，山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山", 2)]
    [InlineData("山道：山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山", 2)]
    [InlineData("说，山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山", 0)]
    [InlineData("山山说，成立、推行山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山", 1)]
    [InlineData("山山说，成立山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山", 2)]
    [InlineData("山山说，将山，把山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山", 1)]
    [InlineData("山山说，3山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山", 1)]
    [InlineData("山表示，山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山", 2)]
    [InlineData("山山山说。", 2)]
    [InlineData("山山介绍。", 2)]
    [InlineData("山山表示。", 2)]
    [InlineData("山山看。", 0)]
    [InlineData("认为，山山", 1)]
    public void Who_says_it_is_talk_and_less_where_it_tells_deeds(string text, int talk) => Assert.Equal(talk, Read(text).Talk);

    [Fact]
    public void Who_says_it_stands_near_the_beginning_or_at_the_end_of_a_short_sentence()
    {
        Talks(2, $"{Hills(23)}说，{Hills(40)}");
        Talks(0, $"{Hills(24)}说，{Hills(40)}");
        Talks(2, $"{Hills(38)}表示，{Hills(40)}");
        Talks(0, $"{Hills(39)}表示，{Hills(40)}");
        Talks(2, $"{Hills(37)}说。");
        Talks(0, $"{Hills(38)}说。");
    }

    [Theory]
    [InlineData("山山是一个好办法。", 2)]
    [InlineData("山山有一个好办法。", 0)]
    [InlineData("山山是一个好山。", 0)]
    [InlineData("山是山，山有办法", 0)]
    [InlineData("大家山山", 2)]
    [InlineData("山大家山", 0)]
    [InlineData("学习贯彻山以来，山山", 2)]
    [InlineData("学习山以来，山山", 0)]
    [InlineData("学习贯彻山，山山", 0)]
    [InlineData("广大党员山山", 3)]
    [InlineData("山，广大党员山", 3)]
    [InlineData("山…广大党员山", 3)]
    [InlineData("山广大党员山", 0)]
    public void Verdicts_summaries_and_what_everybody_does_are_talk(string text, int talk) => Talks(talk, text);

    [Theory]
    [InlineData("他好好", 3)]
    [InlineData("山他好", 1)]
    [InlineData("他们好", 1)]
    [InlineData("其他好", 0)]
    [InlineData("吉他好", 0)]
    [InlineData("排他好", 0)]
    [InlineData("利他好", 0)]
    [InlineData("自我好", 0)]
    [InlineData("“他好", 0)]
    [InlineData("‘他好", 0)]
    [InlineData("他乡好", 0)]
    [InlineData("他人好", 0)]
    [InlineData("他山好", 0)]
    [InlineData("你追我赶好", 1)]
    [InlineData("我好好", 1)]
    [InlineData("我们好", 0)]
    [InlineData("我县好", 0)]
    [InlineData("山他县好", 1)]
    [InlineData("好我", 1)]
    [InlineData("山他好我好", 2)]
    [InlineData("老伴好", 1)]
    public void Persons_tell_a_story_unless_they_are_part_of_other_words(string text, int story) => Assert.Equal(story, Read(text).Story);

    [Fact]
    public void Wrongs_that_are_put_right_are_told_as_deeds()
    {
        Assert.True(Read("违规宴请山").TellsWrong);
        Assert.False(Read("违规宴请山，已查处").TellsWrong);
        Assert.False(Read("已查处，违规宴请山").TellsWrong);
    }

    [Theory]
    [InlineData("谁来评、怎么评", false)]
    [InlineData("怎么评", true)]
    [InlineData("山怎么评", true)]
    public void A_question_in_a_list_is_no_question(string text, bool asks) => Assert.Equal(asks, Read(text).Asks);

    [Theory]
    [InlineData("其中山", true)]
    [InlineData("山其中", false)]
    public void What_goes_on_says_so_at_its_head(string text, bool continues) => Assert.Equal(continues, Read(text).Continues);

    [Theory]
    [InlineData("我们把山", false, true)]
    [InlineData("山，我们把山", false, true)]
    [InlineData("我们要山", false, false)]
    [InlineData("我们", false, false)]
    [InlineData("成立、推行、开设、举办", true, true)]
    [InlineData("成立、推行、开设、举办", false, false)]
    [InlineData("成立、推行、开设", true, false)]
    public void Own_deeds_are_told_with_us_or_by_much_that_was_done(string text, bool spoken, bool own) =>
        Assert.Equal(own, Read(text, spoken).TellsOwnDeeds);

    [Theory]
    [InlineData("已、先后", 2, 0, 0)]
    [InlineData("机制、平台", 0, 2, 0)]
    [InlineData("坚持、努力", 0, 0, 2)]
    public void Words_of_having_done_devices_and_slogans_are_counted(string text, int done, int devices, int slogans)
    {
        var statement = Read(text);

        Assert.Equal((done, devices, slogans), (statement.Done, statement.Devices, statement.Slogans));
    }

    [Theory]
    [InlineData("开展了走访", 1)]
    [InlineData("共解决难题", 1)]
    [InlineData("为了走访", 0)]
    [InlineData("了解难题", 0)]
    [InlineData("共享资源", 0)]
    [InlineData("公共资源", 0)]
    [InlineData("取得了成效", 0)]
    public void What_was_done_is_said_by_words_and_not_by_parts_of_others(string text, int done) => Assert.Equal(done, Read(text).Done);

    [Fact]
    public void The_longest_word_at_a_place_speaks_for_it()
    {
        Assert.Equal(1, Read("提醒谈话").Acts);
        Assert.Equal((1, 0), (Read("提醒谈话").StrongActs, Read("提醒谈话").Talk));
    }

    private static void Talks(int talk, string text) => Assert.Equal(talk, Read(text).Talk);

    private static string Hills(int count) => new('山', count);

    private static Statement Read(string text, bool spoken = false)
    {
        var statement = new Statement(0, text.Length) { Spoken = spoken };
        StatementReader.Read(text, [statement]);
        return statement;
    }
}
