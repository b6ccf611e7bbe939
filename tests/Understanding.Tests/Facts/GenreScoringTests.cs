using KnowledgeBase.Materials;
using KnowledgeBase.Understanding.Facts;
using KnowledgeBase.Understanding.Outline;

namespace KnowledgeBase.Understanding.Tests.Facts;

/// <summary>
/// What each sign of a genre weighs, where it must stand to count, and where it stops counting. 山 stands for text that says nothing.
/// </summary>
public sealed class GenreScoringTests
{
    [Theory]
    [InlineData("石桥镇工作总结", Genres.Report, 9)]
    [InlineData("石桥镇工作总结二稿", Genres.Report, 9)]
    [InlineData("石桥镇工作总结第二稿", Genres.Report, 4.5)]
    [InlineData("石桥镇工作总结（第二稿）", Genres.Report, 9)]
    [InlineData("石桥镇工作总结(第二稿)", Genres.Report, 9)]
    [InlineData("（石桥镇）（山口村）工作总结", Genres.Report, 9)]
    [InlineData("石桥镇）工作总结", Genres.Report, 9)]
    [InlineData("述职报告会侧记", Genres.DutyReport, 16)]
    [InlineData("总结大会上的总结", Genres.Report, 6)]
    public void A_word_counts_in_full_at_the_end_of_the_title_and_by_half_elsewhere(string title, string genre, double weight) =>
        Weighs(weight, genre, title: title);

    [Theory]
    [InlineData("关于印发《石桥镇收费细则》的通知", Genres.Rules, 2.25)]
    [InlineData("关于印发《石桥镇收费细则》的通知", Genres.Scheme, 7)]
    [InlineData("关于答谢（石桥镇运行情况）的通知", Genres.Report, 1.25)]
    [InlineData("关于印发《石桥镇报告》的通知", Genres.Report, 0)]
    [InlineData("关于《石桥镇〈果业（试行）办法〉》的通知", Genres.Rules, 2)]
    public void A_word_in_brackets_counts_for_a_quarter_when_it_speaks_clearly(string title, string genre, double weight) =>
        Weighs(weight, genre, title: title);

    [Theory]
    [InlineData("石桥镇工作报告", Genres.Report, 8)]
    [InlineData("报告会上的工作报告", Genres.Report, 8)]
    [InlineData("学习八项规定", Genres.Rules, 0)]
    [InlineData("学习讲话精神", Genres.Speech, 0)]
    [InlineData("李某出席大会并讲话", Genres.Speech, 0)]
    [InlineData("李某在大会上的讲话", Genres.Speech, 8)]
    public void What_a_longer_name_covers_and_what_a_title_is_only_about_does_not_count(string title, string genre, double weight) =>
        Weighs(weight, genre, title: title);

    [Fact]
    public void The_line_below_the_title_counts_like_the_title_and_the_line_above_it_where_there_is_none()
    {
        const string Text = "——在大会上的讲话\n山山山";
        var line = new TextSpan(0, 9);

        Weighs(8, Genres.Speech, Text, "果乡风采", new TitleBlock { Subtitle = line, BodyParagraph = 1 });
        Weighs(8, Genres.Speech, Text, "果乡风采", new TitleBlock { Kicker = line, BodyParagraph = 1 });
        Weighs(0, Genres.Speech, Text, "果乡风采", new TitleBlock { Subtitle = new(10, 13), Kicker = line, BodyParagraph = 1 });
        Weighs(0, Genres.Speech, Text, "", new TitleBlock { Subtitle = line, BodyParagraph = 1 });
    }

    [Fact]
    public void Opening_formulas_stand_in_the_first_900_units_of_the_body()
    {
        Weighs(7, Genres.Report, Hills(896) + "总结如下");
        Weighs(0, Genres.Report, Hills(897) + "总结如下");
        Weighs(7, Genres.Report, "题目在上\n" + Hills(896) + "总结如下", lines: new TitleBlock { BodyParagraph = 1 });
        Weighs(0, Genres.Report, "总结如下\n" + Hills(900), lines: new TitleBlock { BodyParagraph = 1 });
        Weighs(7, Genres.Report, "总结如下", lines: new TitleBlock { BodyParagraph = 1 });
    }

    [Fact]
    public void Words_that_tell_anywhere_stand_in_the_first_5000_units()
    {
        Weighs(8, Genres.Rules, Hills(4995) + "制定本办法"); // and 本办法 in it
        Weighs(0, Genres.Rules, Hills(4996) + "制定本办法");
    }

    [Fact]
    public void Closing_formulas_stand_in_the_last_1000_units_but_not_in_the_first_200_of_the_body()
    {
        Weighs(6, Genres.Scheme, Hills(2000) + "特此通知" + Hills(996));
        Weighs(0, Genres.Scheme, Hills(2000) + "特此通知" + Hills(997));
        Weighs(6, Genres.Scheme, Hills(200) + "特此通知");
        Weighs(0, Genres.Scheme, Hills(199) + "特此通知");
    }

    [Fact]
    public void Headings_of_the_first_two_levels_tell_a_genre()
    {
        Weighs(2, Genres.Experience, "山", headings: [Plain("几点启示", level: 1)]);
        Weighs(2, Genres.Experience, "山", headings: [Plain("几点启示", level: 2), Plain("山山", level: 1), Plain("又一启示", level: 1)]);
        Weighs(0, Genres.Experience, "山", headings: [Plain("几点启示", level: 3)]);
        Weighs(0, Genres.Experience, "山", headings: [Plain("启", level: 1), Plain("示", level: 1)]);
        Weighs(2, Genres.Experience, "山", headings: [Plain(Hills(4999), level: 1), Plain("几点启示", level: 1)]);
        Weighs(0, Genres.Experience, "山", headings: [Plain(Hills(5000), level: 1), Plain("几点启示", level: 1)]);
    }

    [Fact]
    public void A_column_of_opinion_makes_an_essay_whatever_newspapers_set_beside_it()
    {
        Weighs(5, Genres.Essay, Hills(396) + "党建论坛\n山", lines: Titled(0, 2));
        Weighs(0, Genres.Essay, Hills(397) + "党建论坛\n山", lines: Titled(0, 2));
        Weighs(0, Genres.Essay, "山\n党建论坛", lines: Titled(0, 1));
        Weighs(5, Genres.Essay, "山", title: "随笔山中事", lines: Titled(0, 1));
        Weighs(0, Genres.Essay, "山", title: "山中随笔", lines: Titled(0, 1));
        Weighs(5, Genres.Essay, "思考 漫谈\n山", lines: Titled(0, 2));
        Weighs(0, Genres.News, "党建论坛 来源：山\n山", title: "关注山  中事", lines: Titled(0, 2));
        Weighs(6, Genres.Essay, "山\n——论台账\n山", lines: Titled(0, 1) with { Subtitle = new(2, 7), BodyParagraph = 2 });
        Weighs(0, Genres.Essay, "山\n——记台账\n山", lines: Titled(0, 1) with { Subtitle = new(2, 7), BodyParagraph = 2 });
    }

    [Theory]
    [InlineData("林谈丨台账", 8)]
    [InlineData("林谈 |台账", 8)]
    [InlineData("林谈｜台账", 8)]
    [InlineData("谈丨台账", 0)]
    [InlineData("谈 丨台账", 0)]
    [InlineData("山山山山山山山谈丨台账", 8)]
    [InlineData("山山山山山山山山谈丨台账", 0)]
    [InlineData("林下事丨台账", 0)]
    [InlineData("林下谈台账", 0)]
    [InlineData("林评丨台账", 8)]
    [InlineData("林论丨台账", 8)]
    [InlineData("林潮丨台账", 8)]
    [InlineData("林思丨台账", 8)]
    [InlineData("林议丨台账", 8)]
    public void A_column_in_front_of_the_title_is_of_opinion_by_what_is_done_there(string title, double weight) =>
        Weighs(weight, Genres.Essay, "山", title, Titled(0, 1));

    [Fact]
    public void Newspapers_are_told_by_what_they_set_around_a_title()
    {
        Weighs(2, Genres.News, "山口镇——\n山\n山", lines: new TitleBlock { Kicker = new(0, 5), Title = new(6, 7), BodyParagraph = 2 });
        Weighs(0, Genres.News, "山口镇人\n山\n山", lines: new TitleBlock { Kicker = new(0, 4), Title = new(5, 6), BodyParagraph = 2 });
        Weighs(2, Genres.News, "山（果乡）\n山", lines: Titled(0, 1));
        Weighs(0, Genres.News, "山，（果乡）\n山", lines: Titled(0, 1));
        Weighs(0, Genres.News, "山", lines: Titled(0, 1));
        Weighs(1.5, Genres.News, "山", title: "小村庄  大变样", lines: Titled(0, 1));
        Weighs(0, Genres.News, "山", title: "小村庄 大变样", lines: Titled(0, 1));
        Weighs(2, Genres.News, "山", title: "林下事丨台账", lines: Titled(0, 1));
        Weighs(2, Genres.News, "山", title: "林下事|台账", lines: Titled(0, 1));
        Weighs(2, Genres.News, "山", title: "关注台账", lines: Titled(0, 1));
        Weighs(1.6, Genres.News, Hills(397) + "来源：\n山", lines: Titled(0, 2));
        Weighs(0, Genres.News, Hills(398) + "来源：\n山", lines: Titled(0, 2));
        Weighs(0, Genres.News, "来源：果乡报\n山", title: "关注台账");
    }

    [Theory]
    [InlineData("“山。”李某说。", 2)]
    [InlineData("“山。”李某介绍\n山", 2)]
    [InlineData("“山。”李某表示", 2)]
    [InlineData("“山。”李某感慨。", 2)]
    [InlineData("“山。”李某坦言。", 2)]
    [InlineData("“山。”李某告诉记者。", 5)] // 3 of them for the words 告诉记者
    [InlineData("“山。”李某笑。", 0)]
    [InlineData("李某说。", 0)]
    [InlineData("“山”“山。”李某说。", 2)]
    [InlineData("“山。”李某说。“山。”张某说。", 4)]
    [InlineData("“山。”李某说。“山。”张某说。“山。”王某说。", 6)]
    [InlineData("“山。”李某说。“山。”张某说。“山。”王某说。“山。”赵某说。", 6)]
    public void Each_person_who_is_quoted_as_they_speak_tells_news_up_to_three(string text, double weight) =>
        Weighs(weight, Genres.News, text);

    [Fact]
    public void Who_said_it_is_told_close_behind_the_quotation()
    {
        Weighs(2, Genres.News, $"“山。”{Hills(32)}说。");
        Weighs(2, Genres.News, $"“山。”{Hills(33)}说。");
        Weighs(0, Genres.News, $"“山。”{Hills(34)}说。");
    }

    [Theory]
    [InlineData("必须，要，要，要，要，要，要，重要主要需要", "了已了已了已", 1)]
    [InlineData("必须，要，要，要，要，要，要，重要主要需要", "了已了已了已了", 0)]
    [InlineData("必须，要，要，要，要，要，重要主要需要", "", 0)]
    public void A_text_in_parts_that_demands_much_and_more_than_it_tells_is_a_speech(string demands, string done, double weight)
    {
        Weighs(weight, Genres.Speech, Thousand(demands + done), headings: Parts(3));
        Weighs(0, Genres.Speech, Thousand(demands + done), headings: Parts(2));
    }

    [Theory]
    [InlineData("了已以来获被评为")]
    [InlineData("累计先后共开展去年了")]
    [InlineData("累计先后共开展去年3人3人")]
    public void A_text_in_parts_that_tells_what_was_done_is_a_report_or_an_experience(string signs)
    {
        Weighs(1.6, Genres.Report, Thousand(signs), headings: Parts(3));
        Weighs(1.4, Genres.Experience, Thousand(signs), headings: Parts(3));
        Weighs(0, Genres.Report, Thousand(signs), headings: Parts(2));
        Weighs(0, Genres.Report, Thousand(signs[..^2]), headings: Parts(3));
        Weighs(0, Genres.Plan, Thousand(signs), headings: Parts(3));
    }

    [Fact]
    public void A_text_in_parts_that_tells_nothing_done_is_a_plan_or_rather_a_scheme()
    {
        Weighs(1.6, Genres.Plan, "山", headings: Parts(3));
        Weighs(1.8, Genres.Scheme, "山", headings: Parts(3));
        Weighs(0, Genres.Scheme, "山", headings: Parts(2));
        Weighs(0, Genres.Scheme, "山", headings: [.. Parts(2), Plain("山", level: 1)]);
        Weighs(1.8, Genres.Scheme, "山", headings: [.. Parts(2), Plain("山", level: 1) with { Kind = HeadingKind.Ordinal }]);
    }

    [Fact]
    public void A_short_text_is_taken_for_400_units_when_its_mood_is_told()
    {
        // Figures are a third of a word of having done: 5 for each thousand units of these 400, and 4.2.
        Weighs(1.6, Genres.Report, "3人3人3人3人3人3人", headings: Parts(3));
        Weighs(0, Genres.Report, "3人3人3人3人3人", headings: Parts(3));
    }

    [Theory]
    [InlineData("石桥镇的果园", 3.8)]
    [InlineData("石桥镇报告", 3.8)]
    [InlineData("石桥镇运行情况", 1.4)]
    [InlineData("", 1.4)]
    public void What_was_done_under_a_title_that_names_no_genre_is_an_experience(string title, double weight) =>
        Weighs(weight, Genres.Experience, Thousand("了了了了了"), title, headings: Parts(3));

    [Theory]
    [InlineData("必须才能不能关键", 0, 4.2)]
    [InlineData("既要不仅因此", 0, 0)]
    [InlineData("为什么就要应当我们", 8, 4.2)]
    [InlineData("有的如果何以才能", 9, 0)]
    public void What_was_done_is_told_in_an_essay_that_argues_more_than_it_counts(string words, int figures, double weight)
    {
        var text = Thousand("了了了了了" + words + string.Concat(Enumerable.Repeat("3人", figures)));

        Weighs(weight, Genres.Essay, text, "石桥镇的果园", headings: Parts(3));
        Weighs(weight > 0 ? 1.4 : 3.8, Genres.Experience, text, "石桥镇的果园", headings: Parts(3));
        Weighs(0, Genres.Essay, text, "", headings: Parts(3));
    }

    [Fact]
    public void A_coinage_in_title_or_opening_speaks_for_an_experience()
    {
        Weighs(3.4, Genres.Experience, Thousand(Hills(257) + "通过“了了了了了"), headings: Parts(3));
        Weighs(1.4, Genres.Experience, Thousand(Hills(258) + "通过“了了了了了"), headings: Parts(3));
        Weighs(5.8, Genres.Experience, Thousand("了了了了了"), "推行“五步法”", headings: Parts(3));
        Weighs(0, Genres.Experience, Thousand("通过“五步法”"), headings: Parts(3));

        var belowTitle = new TitleBlock { BodyParagraph = 1 };
        Weighs(3.4, Genres.Experience, "题目在上\n" + Thousand(Hills(257) + "通过“了了了了了"), lines: belowTitle, headings: Parts(3));
    }

    [Theory]
    [InlineData("我们才能。如果不必", 2.7, 0)]
    [InlineData("我们才能。", 0, 0)]
    [InlineData("村民走进果园，今年", 0, 2.7)]
    [InlineData("记者，去年", 0, 2.7)]
    [InlineData("记者，", 0, 0)]
    [InlineData("3日，说：说。", 0, 2.7)]
    [InlineData("介绍，3人，5个", 0, 2.7)]
    [InlineData("我们才能，村民走进", 0, 2.7)]
    [InlineData("我们才能如果，村民走进", 2.7, 0)]
    public void Prose_without_other_signs_argues_or_tells(string text, double essay, double news)
    {
        Weighs(essay, Genres.Essay, text);
        Weighs(news, Genres.News, text);
    }

    [Fact]
    public void The_manner_of_prose_counts_only_where_nothing_else_settles_the_genre()
    {
        const string Argues = "我们才能。如果";

        // 尊敬的 weighs 2.5, 主要做法 as well, 朋友们： 3.
        Weighs(2.7, Genres.Essay, Argues + "尊敬的");
        Weighs(0, Genres.Essay, Argues + "朋友们：");
        Weighs(2.7, Genres.Essay, Argues + "尊敬的主要做法");
        Weighs(0, Genres.Essay, Argues, headings: Parts(3));
    }

    [Theory]
    [InlineData("3人", 0)]
    [InlineData("3人5个", 1.6)]
    [InlineData("**人，百余名", 1.6)]
    [InlineData("百多户，３项", 1.6)]
    [InlineData("三人五个", 0)]
    [InlineData("3 人，5，个", 0)]
    [InlineData("人3，个5", 0)]
    public void A_figure_is_a_number_with_what_it_counts(string text, double weight) =>
        Weighs(weight, Genres.Report, Thousand("了了了了" + text), headings: Parts(3)); // two thirds of a word more make it 4.5

    [Fact]
    public void Figures_count_people_things_money_and_shares()
    {
        foreach (var measure in "个名次项件人户场家支批期条处所万亿%％元套")
        {
            Weighs(1.6, Genres.Report, Thousand($"了了了了3{measure}5{measure}"), headings: Parts(3));
        }
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(3, 8)]
    public void Three_articles_make_rules(int articles, double weight)
    {
        var lines = Enumerable.Range(1, articles).Select(i => $"第{"一二三"[i - 1]}条 山山山。");

        Weighs(weight, Genres.Rules, string.Join('\n', lines));
        Weighs(0, Genres.Rules, string.Join('\n', lines.Select(l => "　在" + l)));
        Weighs(0, Genres.Rules, string.Join('\n', lines.Select(l => l.Replace('条', '章'))));
    }

    [Fact]
    public void Articles_are_counted_in_the_first_paragraphs()
    {
        const string Articles = "第一条 山。\n第二条 山。\n第三条 山。";

        Weighs(8, Genres.Rules, string.Concat(Enumerable.Repeat("山\n", 397)) + Articles);
        Weighs(0, Genres.Rules, string.Concat(Enumerable.Repeat("山\n", 398)) + Articles);
    }

    [Theory]
    [InlineData("一、 1． 2． 二、 3． 4． 三、 5． 6．", 5)]
    [InlineData("一、 1． 2． 二、 3． 4． 三、 5．", 0)]
    [InlineData("一、 1． 2． 二、 3． 4． 5． 6．", 0)]
    [InlineData("一、 1． 2． 二、 1． 2． 三、 1． 2． 四、 1． 2．", 0)]
    [InlineData("一、 1． 2． 3． 4． 5． 二、 三、", 0)]
    [InlineData("一、 （一） 二、 （二） 三、 （三） 1． 2． 3． 4． 5．", 5)]
    [InlineData("一、 （一） 二、 （二） 三、 （三） 1． 2． 3． 4．", 0)]
    [InlineData("一、 1． 2． 二、 3． 5． 三、 6． 7．", 0)]
    [InlineData("一、 1． 2． 二、 3． 5． 三、 6． 7． 8．", 5)]
    public void Numbers_that_run_on_through_the_parts_make_a_plan(string markers, double weight)
    {
        var headings = markers.Split(' ').Select(m => new Heading(1, HeadingKind.Plain, "山", 0, 1, m)).ToArray();

        Weighs(weight, Genres.Plan, "山", headings: headings);
    }

    [Theory]
    [InlineData("山", Genres.Other, 0.2)]
    [InlineData("近日", Genres.Other, 0.2)] // 1.2
    [InlineData("现将", Genres.Report, 0.25)] // 1.5 of 6
    [InlineData("郑重承诺", Genres.Other, 0.67)] // 4 of 6
    [InlineData("总结如下", Genres.Report, 0.98)]
    [InlineData("总结如下，近日", Genres.Report, 0.85)] // 7 of 8.2
    [InlineData("请予审议，请予评议", Genres.Report, 0.42)] // both 5: the first in the list, half of 5 of 6
    public void Confidence_is_the_share_of_the_best_genre_and_less_where_little_speaks_for_it(string text, string genre, double confidence)
    {
        var fact = GenreClassifier.Classify(new RawMaterial { Text = text }, BareOutline.Of(text), "", hasTitle: false);

        Assert.Equal((genre, confidence), (fact.Value, fact.Confidence));
    }

    [Theory]
    [InlineData("山", "关于印发《石桥镇收费细则》的通知", "标题“通知”")]
    [InlineData("山", "石桥镇收费细则（《通知》）", "标题“细则”")]
    [InlineData("村民走进果园，今年", "", "叙事")]
    [InlineData("我们才能如果", "", "议论")]
    [InlineData("总结如下，现将", "", "总结如下、现将")]
    public void A_genre_names_what_speaks_for_it(string text, string title, string cues)
    {
        var fact = GenreClassifier.Classify(new RawMaterial { Text = text }, BareOutline.Of(text), title, title.Length > 0);

        Assert.Equal(cues, fact.Evidence);
    }

    [Fact]
    public void Each_word_of_an_argument_counts()
    {
        foreach (var word in "必须 才能 不能 关键 既要 不仅 因此 为什么 就要 应当 我们 有的 如果 何以".Split(' '))
        {
            Weighs(2.7, Genres.Essay, string.Concat(Enumerable.Repeat(word, 3)));
        }
    }

    [Theory]
    [InlineData("果乡建立了台账，组织了培训，开展了评选，种树30万棵。", Genres.Experience, 2.7)]
    [InlineData("果乡建立了台账，组织了培训，开展了评选，记者来到村里，村民介绍。", Genres.Experience, 0)]
    [InlineData("果乡建立了台账，组织了培训。", Genres.Experience, 0)]
    [InlineData("党建基本制度要落实，基本制度要执行。", Genres.Rules, 0)]
    [InlineData("为此，本制度由村里执行。", Genres.Rules, 2)]
    [InlineData("很高兴给大家讲党课。", Genres.Lecture, 10)]
    [InlineData("全县果园工作会议召开，县长出席会议并讲话。", Genres.News, 7)]
    public void Acts_make_an_experience_formulas_stand_as_words(string text, string genre, double weight) => Weighs(weight, genre, text);

    private static void Weighs(
        double expected, string genre, string text = "山", string title = "", TitleBlock? lines = null, Heading[]? headings = null)
    {
        var outline = BareOutline.Of(text, lines, headings ?? []);

        var scores = GenreClassifier.Weigh(new RawMaterial { Text = text }, outline, title, hasTitle: title.Length > 0);
        Assert.Equal(expected, scores[genre], 6);
    }

    private static string Hills(int count) => new('山', count);

    /// <summary>A text of 1000 units, so that signs are counted as they are.</summary>
    private static string Thousand(string signs) => signs + Hills(1000 - signs.Length);

    private static Heading Plain(string text, int level) => new(level, HeadingKind.Plain, text, 0, text.Length);

    private static Heading[] Parts(int count) =>
        [.. Enumerable.Repeat(new Heading(1, HeadingKind.Numbered, "山", 0, 1, "（山）"), count)];

    private static TitleBlock Titled(int start, int end) => new() { Title = new(start, end), BodyParagraph = 1 };
}
