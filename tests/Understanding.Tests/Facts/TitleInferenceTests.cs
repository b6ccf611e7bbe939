using KnowledgeBase.Materials;
using KnowledgeBase.Understanding.Facts;
using KnowledgeBase.Understanding.Outline;

namespace KnowledgeBase.Understanding.Tests.Facts;

/// <summary>How a material is named that has lost its title, and how far that goes. 山 stands for words that say nothing.</summary>
public sealed class TitleInferenceTests
{
    [Theory]
    [InlineData("今天我们召开全县推进会，主要任务是总结经验。", "在全县推进会上的讲话")]
    [InlineData("今天我们举行了果乡开园仪式，感谢大家。", "在果乡开园仪式上的讲话")]
    [InlineData("今天我们在此举办这次果农培训班", "在果农培训班上的讲话")]
    [InlineData("今天我们召开县推进会，主要任务是总结经验。", "今天我们召开县推进会，主要任务是总结经验")]
    [InlineData("今天我们召开全县推进会议，主要任务是总结经验。", "今天我们召开全县推进会议，主要任务是总结经验")]
    [InlineData("今天我们参加全县推进会，主要任务是总结经验。", "今天我们参加全县推进会，主要任务是总结经验")]
    public void A_sentence_that_convenes_a_meeting_opens_the_speech_held_there(string text, string title) => Infers(title, text);

    [Fact]
    public void A_meeting_is_convened_early_in_the_sentence_and_has_the_name_of_one()
    {
        Infers("在全县推进会上的讲话", Hills(24) + "召开全县推进会，总结");
        Infers(Hills(25) + "召开全县推进会，总结", Hills(25) + "召开全县推进会，总结");
        Infers($"在{Hills(43)}会上的讲话", $"召开{Hills(43)}会，总结");
        Infers($"召开{Hills(42)}", $"召开{Hills(44)}会，总结");
    }

    [Theory]
    [InlineData("各位代表：\n今天我们召开全县推进会，总结经验。", 5, "在全县推进会上的讲话")]
    [InlineData("各位代表：", 5, "各位代表")]
    [InlineData("各位代表，今天我们召开全县推进会，总结经验。", 0, "在全县推进会上的讲话")]
    public void Who_is_addressed_is_passed_over(string text, int addressed, string title) =>
        Infers(title, text, lines: new TitleBlock { Salutation = addressed == 0 ? new(99, 100) : new(0, addressed) });

    [Theory]
    [InlineData("果园防旱工作方案为认真贯彻县委部署，制定措施。", "果园防旱工作方案")]
    [InlineData("果园防旱方案为认真贯彻县委部署，制定措施。", "果园防旱方案为认真贯彻县委部署，制定措施")]
    [InlineData("果园防旱的工作方案为认真贯彻县委部署，制定措施。", "果园防旱的工作方案")]
    [InlineData("果园防旱、工作方案为认真贯彻县委部署，制定措施。", "果园防旱、工作方案为认真贯彻县委部署，制定措施")]
    [InlineData("这是一份工作方案为认真贯彻县委部署，制定措施。", "这是一份工作方案为认真贯彻县委部署，制定措施")]
    [InlineData("石桥镇果农山上为果树浇水，护住收成。", "石桥镇果农山上为果树浇水，护住收成")]
    public void What_a_conversion_glued_to_the_first_sentence_is_the_title(string text, string title) => Infers(title, text);

    [Fact]
    public void A_glued_title_is_no_longer_than_a_title()
    {
        Infers(Hills(40) + "工作方案", Hills(40) + "工作方案为贯彻部署");
        Infers(Hills(41) + "工作方", Hills(41) + "工作方案为贯彻部署");
    }

    [Theory]
    [InlineData("现将《石桥镇果园管理办法》印发给你们，请执行。", "石桥镇果园管理办法")]
    [InlineData("现将《办法》印发给你们。", "办法")]
    [InlineData("现将《》印发给你们。", "现将《》印发给你们")]
    [InlineData("转发《石桥镇果园管理办法》，已印发给你们。", "转发《石桥镇果园管理办法》，已印发给你们")]
    [InlineData("印发通知后，现将《石桥镇果园管理办法》送去。", "印发通知后，现将《石桥镇果园管理办法》送去")]
    [InlineData("为加强果园日常管理，制定本三年行动计划。", "关于加强果园日常管理的三年行动计划")]
    [InlineData("为加强果园日常管理，制订本方案（试行）。", "关于加强果园日常管理的方案")]
    [InlineData("为加强果园日常管理，编制本规划，请执行。", "关于加强果园日常管理的规划")]
    [InlineData("为加强果园日常管理，出台本措施：一是管水。", "关于加强果园日常管理的措施")]
    [InlineData("为加强果园日常管理，制定本一二三四五六七八九十。", "关于加强果园日常管理的一二三四五六七八九十")]
    [InlineData("为加强果园日常管理，制定本一二三四五六七八九十一。", "加强果园日常管理")]
    [InlineData("为加强果园日常管理，制定本案。", "加强果园日常管理")]
    [InlineData("现就加强果园日常管理通知如下：", "关于加强果园日常管理的通知")]
    [InlineData("现就加强果园日常管理提出如下意见。", "关于加强果园日常管理的意见")]
    [InlineData("现就加强果园日常管理提出以下意见。", "关于加强果园日常管理的意见")]
    [InlineData("为加强果园日常管理，采取如下措施。", "关于加强果园日常管理的措施")]
    [InlineData("为加强果园日常管理，采取以下措施。", "关于加强果园日常管理的措施")]
    [InlineData("为加强果园日常管理，形成如下方案。", "关于加强果园日常管理的方案")]
    [InlineData("为加强果园日常管理，形成如下实施方案。", "关于加强果园日常管理的实施方案")]
    [InlineData("为加强果园日常管理，形成如下工作要点。", "关于加强果园日常管理的工作要点")]
    [InlineData("为加强果园日常管理，印发本指南。", "关于加强果园日常管理的指南")]
    [InlineData("为加强果园日常管理，印发本规划。", "关于加强果园日常管理的规划")]
    [InlineData("为加强果园日常管理，印发本方案。", "关于加强果园日常管理的方案")]
    [InlineData("为加强果园日常管理，印发本意见。", "关于加强果园日常管理的意见")]
    [InlineData("为加强果园日常管理，印发本办法。", "关于加强果园日常管理的办法")]
    [InlineData("加强果园日常管理，大家动手。", "加强果园日常管理，大家动手")]
    public void An_official_paper_says_what_it_is_and_what_for(string text, string title)
    {
        Infers(title, text, Genres.Scheme);
        Infers(title, text, Genres.Rules);
        Infers(title, text, Genres.Plan);
    }

    [Theory]
    [InlineData("为加强果园管理，为推动果业高质量发展，制定本方案。", "关于推动果业高质量发展的方案")]
    [InlineData("为加强果园管理山，制定本方案。", "关于加强果园管理山的方案")]
    [InlineData("为加强果园管理，大家动手，制定本方案。", "为加强果园管理，大家动手，制定本方案")]
    [InlineData("为果园的日常管理，制定本方案。", "为果园的日常管理，制定本方案")]
    [InlineData("为加强果园是根本的管理，制定本方案。", "为加强果园是根本的管理，制定本方案")]
    [InlineData("为落实《果园管理办法》，制定本方案。", "为落实《果园管理办法》，制定本方案")]
    [InlineData("为落实县委的会议精神，制定本方案。", "为落实县委的会议精神，制定本方案")]
    [InlineData("为落实县委的工作部署，制定本方案。", "为落实县委的工作部署，制定本方案")]
    [InlineData("为加强果园和（果场，果库）管理，制定本方案。", "关于加强果园和（果场，果库）管理的方案")]
    [InlineData("为加强“果园，果场”管理，制定本方案。", "关于加强“果园，果场”管理的方案")]
    public void A_purpose_is_a_limb_that_opens_with_a_verb_and_says_more_than_whom_it_follows(string text, string title) =>
        Infers(title, text, Genres.Scheme);

    [Theory]
    [InlineData("为加强果园日常管理，推动果业提质增效，制定本方案。\n果业提质增效靠品种，果业提质增效靠技术。", "关于推动果业提质增效的方案")]
    [InlineData("为加强果园日常管理，推动果业提质增效，制定本方案。\n果园日常管理靠人。果园日常管理靠水。", "关于加强果园日常管理的方案")]
    [InlineData("为加强果园日常管理，推动果业提质增效，制定本方案。", "关于加强果园日常管理的方案")]
    public void Of_several_purposes_the_paper_is_named_by_the_one_that_it_speaks_of_most(string text, string title) =>
        Infers(title, text, Genres.Scheme);

    [Fact]
    public void The_words_of_a_purpose_are_counted_four_at_a_time_and_on_average()
    {
        // 加强果园日常管理 has five fours of which one stands twice more; 推动果业提质增效工作 has seven.
        const string Text = "为加强果园日常管理，推动果业提质增效工作，制定本方案。\n";

        Infers("关于加强果园日常管理的方案", Text + "日常管理", Genres.Scheme);
        Infers("关于推动果业提质增效工作的方案", Text + "提质增效，提质增效，日常管理", Genres.Scheme);
        Infers("关于加强果园日常管理的方案", Text + "增效工，增效工，增效工，日常管理", Genres.Scheme);
        Infers("关于推动果业提质增效工作的方案", Text + Hills(7950) + "提质增效", Genres.Scheme);
        Infers("关于加强果园日常管理的方案", Text + Hills(8000) + "提质增效", Genres.Scheme);
    }

    [Fact]
    public void A_purpose_stands_in_the_first_paragraphs_and_near_their_beginning()
    {
        const string Purpose = "为加强果园日常管理，制定本方案。";
        const string Title = "关于加强果园日常管理的方案";

        Infers(Title, string.Concat(Enumerable.Repeat("山山。\n", 7)) + Purpose, Genres.Scheme);
        Infers("山山", string.Concat(Enumerable.Repeat("山山。\n", 8)) + Purpose, Genres.Scheme);
        var belowTitle = new TitleBlock { BodyParagraph = 1 };
        Infers(Title, "题目\n" + string.Concat(Enumerable.Repeat("山山。\n", 7)) + Purpose, Genres.Scheme, belowTitle);
        Infers(Title, Hills(583) + "。" + Purpose, Genres.Scheme);
        Infers("加强果园日常管理", Hills(585) + "。" + Purpose, Genres.Scheme);
        Infers(Title, "第一条 " + Purpose, Genres.Rules);
        Infers("山山", "山山。" + Purpose, Genres.Report);
    }

    [Theory]
    [InlineData("近年来，石桥镇抓果园。", "石桥镇抓果园")]
    [InlineData("2021年下半年以来，石桥镇抓果园。", "石桥镇抓果园")]
    [InlineData("自从2021年下半年以来一，石桥镇抓果园。", "自从2021年下半年以来一，石桥镇抓果园")]
    [InlineData("自2021年下半年以来，石桥镇抓果园。", "石桥镇抓果园")]
    [InlineData("山上果园，2021年抓品种。", "山上果园，2021年抓品种")]
    [InlineData("石桥镇抓 \u3000果园！", "石桥镇抓 果园")]
    public void A_short_sentence_is_the_title_without_the_time_that_it_opens_with(string text, string title) => Infers(title, text);

    [Fact]
    public void A_long_sentence_gives_its_subject_and_the_limb_that_tells_most()
    {
        Infers("石桥镇通过“五步法”管好果园", $"石桥镇紧扣{Hills(30)}，通过“五步法”管好果园，推动果业高质量发展。");
        Infers("石桥镇打造“果乡”", $"石桥镇紧扣{Hills(30)}，通过“五步法”，石桥镇打造“果乡”。");
        Infers("石桥镇推动果业发展", $"石桥镇紧扣{Hills(36)}，推动果业发展，大家动手。");
        Infers("石桥镇推动果业发展", $"石桥镇紧扣{Hills(36)}，推动果业发展，推动增收。");
        Infers("石桥镇推动果业发展", $"石桥镇紧扣{Hills(36)}，推动果业发展，推动增收30万元。");
        Infers("石桥镇推动果业发展", $"石桥镇紧扣{Hills(36)}，推动果业发展，推动增收*万元。");
        Infers("石桥镇推动果农增收", $"石桥镇紧扣{Hills(36)}，推动果业发展，推动果农增收。");
        Infers($"石桥镇紧扣{Hills(36)}", $"石桥镇紧扣{Hills(36)}，大家动手。");
        Infers("石桥镇推动果业发展", $"石桥镇紧扣{Hills(388)}，推动果业发展，推动果农增收。"); // the first 400 units are read
        Infers(Hills(44), Hills(60) + "，推动果业发展。");
        Infers($"石桥镇通过“{Hills(41)}", $"石桥镇紧扣{Hills(36)}，通过“{Hills(44)}”。");
    }

    [Fact]
    public void A_subject_stands_in_front_of_the_first_verb_and_is_no_longer_than_a_name()
    {
        Infers($"{Hills(20)}推动果业发展", $"{Hills(20)}紧扣{Hills(24)}，推动果业发展。");
        Infers($"{Hills(21)}紧扣{Hills(21)}", $"{Hills(21)}紧扣{Hills(24)}，推动果业发展。");
        Infers("石桥镇推动果业发展", $"石桥镇坚持{Hills(20)}紧扣{Hills(20)}，推动果业发展。");
        Infers("坚持石桥镇推动果业发展", $"坚持石桥镇紧扣{Hills(36)}，推动果业发展。");
        Infers(Hills(10), $"{Hills(10)}，{Hills(40)}。");
    }

    [Fact]
    public void Limbs_that_fit_are_taken_from_the_beginning()
    {
        Infers($"{Hills(21)}，{Hills(21)}", $"{Hills(21)}，{Hills(21)}，山山山。");
        Infers($"{Hills(22)}，{Hills(21)}", $"{Hills(22)}，{Hills(21)}，山山山。");
        Infers(Hills(22), $"{Hills(22)}，{Hills(22)}，山山山。");
        Infers(Hills(44), Hills(401));
    }

    [Theory]
    [InlineData(Genres.Plan, "县纪委监委机关党建工作要点")]
    [InlineData(Genres.Report, "县纪委监委机关党建工作总结")]
    [InlineData(Genres.Scheme, "县纪委监委机关党建实施方案")]
    [InlineData(Genres.Rules, "县纪委监委机关党建制度")]
    [InlineData(Genres.DutyReport, "县纪委监委机关党建述职报告")]
    [InlineData(Genres.Lecture, "县纪委监委机关党建学习材料")]
    [InlineData(Genres.News, "抓好学习")]
    public void A_paper_that_opens_with_a_heading_is_named_by_its_unit_its_subject_and_its_genre(string genre, string title)
    {
        Infers(title, "抓好学习\n县纪委抓党建。", genre, headings: Heading("抓好学习"));
        Infers(title, "抓好学习\n县纪委抓机关党建。", genre, headings: Heading("抓好学习"));
    }

    [Theory]
    [InlineData("县财政局抓机关党建。", "县财政局机关党建工作要点")]
    [InlineData("县财政局抓落实。", "县财政局工作要点")]
    [InlineData("大家抓机关党建。", "机关党建工作要点")]
    [InlineData("大家抓落实。", "抓好学习")]
    [InlineData("县财政局抓落实，县税务局抓落实，县税务局抓学习。", "县税务局工作要点")]
    [InlineData("县财政局，县人社局，县委组织部，县卫健委。", "县委组织部工作要点")]
    [InlineData("县委组织部，县卫健委。", "县委组织部工作要点")]
    [InlineData("《县财政局办法》《县财政局细则》，县税务局。", "县税务局工作要点")]
    [InlineData("省委直属机关。", "省直机关工作要点")]
    [InlineData("市直机关。", "市直机关工作要点")]
    [InlineData("区直属机关。", "区直机关工作要点")]
    [InlineData("镇委宣传部。", "镇委宣传部工作要点")]
    [InlineData("乡委统战部。", "乡委统战部工作要点")]
    [InlineData("县人社局。", "县人社局工作要点")]
    [InlineData("县卫健委。", "县卫健委工作要点")]
    [InlineData("县教育局。", "县教育局工作要点")]
    [InlineData("县纪委监委。", "县纪委监委机关工作要点")]
    [InlineData("村财政局。", "抓好学习")]
    public void The_unit_of_a_paper_is_the_one_that_it_names_most_outside_of_titles(string body, string title) =>
        Infers(title, "抓好学习\n" + body, Genres.Plan, headings: Heading("抓好学习"));

    [Fact]
    public void A_unit_is_named_in_the_first_6000_units()
    {
        Infers("县财政局工作要点", "抓好学习" + Hills(5992) + "县财政局", Genres.Plan, headings: Heading("抓好学习"));
        Infers("抓好学习", "抓好学习" + Hills(5993) + "县财政局", Genres.Plan, headings: Heading("抓好学习"));
    }

    [Theory]
    [InlineData("！", "石桥镇的事")]
    [InlineData("", "石桥镇的事")]
    public void What_holds_no_word_is_named_by_its_file(string text, string title) => Infers(title, text, name: "/果乡/石桥镇的事.txt");

    [Theory]
    [InlineData("大家好！今天我们召开全县推进会，总结经验。", Genres.Speech, "在全县推进会上的讲话")]
    [InlineData("同志们，大家上午好。\n石桥镇抓果园。", Genres.Other, "石桥镇抓果园")]
    [InlineData("在丰收的日子即将到来之际，我们怀着喜悦的心情，在这里隆重召开全县果农代表大会，这是一件大事。", Genres.Speech, "在全县果农代表大会上的讲话")]
    [InlineData("6月3日，全县果园工作推进会召开，各乡镇的果农代表和果业合作社的负责人参加会议，会上总结了上半年的工作，安排了下半年的任务。",
        Genres.News, "全县果园工作推进会召开")]
    [InlineData("过去一年，在县委的领导下，石桥镇认真贯彻部署。现将全年果园工作总结如下：", Genres.Report, "石桥镇全年果园工作总结")]
    [InlineData("过去一年，石桥镇认真贯彻部署。现将2023年果园工作情况汇报如下：", Genres.Report, "石桥镇2023年果园工作情况汇报")]
    [InlineData("现将我镇抓果园工作情况汇报如下，请批评指正。", Genres.Report, "我镇抓果园工作情况汇报")]
    [InlineData("2024年，石桥镇党委锚定果业强镇的目标，持续深化拓展“果农夜校”工作，推动各村果园深化技术联学、销路联办，引导广大果农学技术、闯市场。",
        Genres.Experience, "石桥镇党委持续深化拓展“果农夜校”工作")]
    [InlineData("石桥镇始终坚持质量优先，改良全镇老果园的品种结构，建立果农技术档案，不断提高果品的产量，切实增加果农的收入，有力带动乡村发展。",
        Genres.Experience, "石桥镇建立果农技术档案")]
    public void A_title_is_made_of_who_and_what_and_not_of_when_under_whom_and_to_which_end(string text, string genre, string title) =>
        Infers(title, text, genre);

    [Fact]
    public void A_lecture_is_called_after_its_parts() =>
        Infers(
            "党课：果园的由来、果园的前景",
            "大家好！很高兴给大家讲课。\n果园的由来\n山。\n果园的前景\n山。",
            Genres.Lecture,
            headings: [new(1, HeadingKind.Plain, "果园的由来", 15, 20), new(1, HeadingKind.Plain, "果园的前景", 24, 29)]);

    private static void Infers(
        string title,
        string text,
        string genre = Genres.Other,
        TitleBlock? lines = null,
        string name = "m.txt",
        params Heading[] headings) =>
        Assert.Equal(title, TitleInference.Infer(text, BareOutline.Of(text, lines, headings), new Fact<string>(genre, 1, ""), name));

    private static Heading Heading(string text) => new(1, HeadingKind.Plain, text, 0, text.Length);

    private static string Hills(int count) => new('山', count);
}
