using KnowledgeBase.Materials;
using KnowledgeBase.Understanding.Practices;

namespace KnowledgeBase.Understanding.Tests.Practices;

public class PracticeFinderTests
{
    private static IReadOnlyList<Practice> Find(string text, string genre = Genres.Experience, string? issuer = "云岭县直机关工委") =>
        PracticeFinder.Default.Find(
            text,
            [],
            [new Passage(0, text.Length, [], [])],
            new MaterialFacts
            {
                Title = "云岭县机关党建工作经验材料",
                Genre = new Fact<string>(genre, 1, ""),
                Issuer = issuer is null ? null : new Fact<string>(issuer, 1, ""),
            });

    [Fact]
    public void A_card_has_name_actor_act_figures_and_recognition_each_exactly_as_it_stands()
    {
        const string Text = "南桥社区党支部创新“板凳会”议事制度，每周五组织党员和居民面对面议事，累计收集意见建议326条，推动解决问题280余个，群众满意率达98%，被云岭日报报道。";

        var practice = Assert.Single(Find(Text));

        Assert.Equal("板凳会", practice.Name);
        Assert.Equal("南桥社区党支部", practice.Actor);
        Assert.Equal(Text, practice.Act);
        Assert.Equal(
            [
                ("收集意见建议326条", 326d, "条", "收集意见建议", false),
                ("推动解决问题280余个", 280d, "个", "推动解决问题", true),
                ("群众满意率达98%", 98d, "%", "群众满意率", false),
            ],
            practice.Results.Select(r => (r.Text, r.Value!.Value, r.Unit, r.What, r.Approximate)));
        Assert.Equal(["被云岭日报报道"], practice.Recognitions.Select(r => r.Text));
        Assert.Equal(3, practice.Grade);
        Assert.Equal("可照着做：有名称、做法具体、有3项数据、获得认可", practice.GradeReason);
    }

    [Fact]
    public void Sentences_that_tell_what_came_of_it_join_the_card()
    {
        const string Text = "建立机关支部联系村支部制度，选派42名党务骨干到村帮带。截至目前，已联合开展主题党日86次，帮助软弱涣散党组织整改问题53个。";

        var practice = Assert.Single(Find(Text));

        Assert.Equal(Text, practice.Act);
        Assert.Equal([42d, 86, 53], practice.Results.Select(r => r.Value!.Value));
        Assert.Equal("云岭县直机关工委", practice.Actor);
    }

    [Theory]
    [InlineData("要建立党建联席会议制度，组织机关党员到社区报到，每月开展一次志愿服务。")]
    [InlineData("各支部应当成立党员突击队，划分党员责任区，制定工作清单。")]
    [InlineData("下一步，我们将打造三个党建品牌，组建五支志愿服务队。")]
    [InlineData("坚持党建引领，牢固树立宗旨意识，不断增强基层党组织的凝聚力和战斗力。")]
    [InlineData("会议指出，基层党建工作是一项长期任务。")]
    [InlineData("调研组提出建议：推行订单种植，建立溯源平台，建设烘干中心，成立服务队。")]
    [InlineData("建成通车后，村民到县城仅需20分钟，可带动120户增收。")]
    [InlineData("教育开展以来，各地区各部门不断创新学习方式，推动学习走深走实。")]
    [InlineData("这样的变化，得益于云岭县推行的院落议事制度。")]
    public void Demands_plans_and_slogans_make_no_card(string text) => Assert.Empty(Find(text));

    [Theory]
    [InlineData("这种议事办法打通了堵点，组织党员走访，建立了台账。")]
    [InlineData("通过设立“板凳会”，不仅建立了台账，还组织了走访，化解了纠纷。")]
    [InlineData("组建“板凳会”专班是为了走访群众、建立台账、化解纠纷。")]
    [InlineData("《云岭县果园指引》要求建立台账，组织党员走访，设立服务岗。")]
    [InlineData("问卷共发放320份，受访党员210人，走访了12个村，组织座谈6场。")]
    [InlineData("全村现有活动室1处，新建水柜2个，卫生室1个，教师6名，学生53名。")]
    [InlineData("中共中央办公厅印发通知，组织开展检查，建立清单，设立热线。")]
    public void Summing_up_explaining_surveys_and_inventories_make_no_card(string text) => Assert.Empty(Find(text));

    [Theory]
    [InlineData("成立果园联合党委、推行共富责任区，是云岭县开展共富活动的积极探索，目的是拓宽渠道，建立利益纽带。")]
    [InlineData("建立谈话制度，组织走访，是云岭县加强监督的有力抓手。")]
    [InlineData("这一重要思想从果农的角度，将发展作为核心，构建体系，打造平台。")]
    [InlineData("从建立台账、组织走访，到设立热线，再到组建专班，纪律建设取得了成效。")]
    [InlineData("通过建立会商机制，组建专班，整合各方力量，工作合力不断增强。")]
    [InlineData("云岭县登记在册果农党员共有7133人，大部分从事果业，占比85%。")]
    [InlineData("各级纪检监察机关组建专班，建立台账，查处问题，完善监管制度。")]
    [InlineData("近年来，习近平同志带头走访果农，组织座谈，建立台账。")]
    [InlineData("新修订的《中国共产党某某条例》建立台账，完善了规定，设立了专章。")]
    [InlineData("走进果园服务站，老人们在活动室里下棋，建立了友谊。")]
    [InlineData("他扎根果园，组建服务队，建立“果香”工作室，推行积分制。")]
    [InlineData("现决定组织开展果园评选活动，设立奖项，建立台账。")]
    [InlineData("云岭县将围绕果园建设，组建专班，建立台账，设立热线。")]
    public void Explaining_growing_praise_and_what_nobody_in_particular_did_make_no_card(string text) =>
        Assert.Empty(Find(text, Genres.News, issuer: null));

    [Fact]
    public void What_is_ruled_out_is_told_apart_from_deeds_that_look_like_it()
    {
        Assert.Single(Find("云岭县纪委监委组建专班，建立台账，查处问题36个，完善监管制度。", Genres.News));
        Assert.Single(Find("习近平总书记来信后，云岭县组建党员服务队，组织党员走访果农36户，建立台账。", Genres.News));
        Assert.Single(Find("云岭县建立党群服务站，老人走进活动室下棋，组建了12支党员服务队。", Genres.News));
        Assert.Single(Find("云岭县将党员纳入网格，组织党员走访果农，组建专班，建立台账。", Genres.News));
    }

    [Fact]
    public void A_routine_counts_less_the_more_of_it_is_told_unless_it_shows_figures()
    {
        Assert.Empty(Find("严格落实“三会一课”、主题党日、组织生活会等制度，组织集体学习。"));
        Assert.Empty(Find("根据学习要求，合理安排，每月至少组织开展2次集体学习。"));
        Assert.Single(Find("落实“三会一课”、主题党日、组织生活会等制度，组织集体学习，发展党员12名。"));
    }

    [Fact]
    public void A_bulletin_of_wrongs_holds_no_practices()
    {
        const string Deed = "云岭县组织党员走访果农，建立台账，设立服务岗，累计化解纠纷36件。\n";
        var passages = (string title) => new MaterialUnderstanding().Understand(
            new RawMaterial { Text = title + "\n" + Deed, FrontMatter = new FrontMatter { Title = title, Genre = Genres.News } }, "m").Practices;

        Assert.Empty(passages("云岭市纪委公开通报六起加重基层负担典型问题"));
        Assert.Single(passages("云岭市纪委通报果园整治情况"));
    }

    [Fact]
    public void A_paper_taken_for_a_scheme_is_a_report_when_it_says_of_some_deeds_that_they_were_done()
    {
        const string Deeds = "建立了“板凳会”机制，组织党员走访，设立热线。成立了服务队，建立台账，推行代办。打造“红色议事室”，组建专班，推行积分制。";
        const string ToDo = "建立“板凳会”机制，组织党员走访，设立热线。成立服务队，建立台账，推行代办。打造“红色议事室”，组建专班，推行积分制。";

        Assert.NotEmpty(FindUnsure(Deeds));
        Assert.Empty(FindUnsure(ToDo));
        Assert.Empty(FindUnsure("石桥镇党委" + ToDo));
    }

    [Fact]
    public void What_stands_under_the_name_of_somebody_who_advises_is_proposed()
    {
        const string Deed = "建立“板凳会”机制，组织党员走访果农，设立热线，组建专班，推行代办。\n";
        const string Reporter = "石桥镇党委书记　某某\n";
        const string Adviser = "农业大学教授　某某\n";

        Assert.Single(Find(Reporter + Deed, Genres.News, issuer: null));
        Assert.Empty(Find(Adviser + Deed, Genres.News, issuer: null));
        Assert.Single(Find(Adviser + Deed + Reporter + Deed, Genres.News, issuer: null));
    }

    [Fact]
    public void The_unit_that_a_sentence_introduced_or_opens_with_is_whose_deed_it_is()
    {
        var cards = Find("南桥社区是示范社区之一。该社区建立议事机制，组建服务队，设立热线。", Genres.News);
        Assert.Equal("南桥社区", Assert.Single(cards).Actor);

        const string Text = "云岭市建立台账，组织走访，设立热线。石桥镇党委组建专班，推行代办。"
            + "云岭市党建引领议事机制运行以来，组织党员走访调解，化解纠纷17400余件。";
        cards = new MaterialUnderstanding().Understand(new RawMaterial { Text = Text }, "m").Practices;
        Assert.Equal("云岭市", cards[^1].Actor);

        cards = Find("云岭市建立台账，组织走访，设立热线。云岭市石桥镇把果农纳入网格，组建专班，推行代办。", Genres.News);
        Assert.Equal("云岭市石桥镇", cards[^1].Actor);
    }

    private static IReadOnlyList<Practice> FindUnsure(string text) =>
        PracticeFinder.Default.Find(
            text,
            [],
            [new Passage(0, text.Length, [], [])],
            new MaterialFacts { Title = "方案", Genre = new Fact<string>(Genres.Scheme, 0.3, "") });

    [Theory]
    [InlineData("一、存在问题\n", 0)]
    [InlineData("一、下一步打算\n", 0)]
    [InlineData("一、主要做法\n", 1)]
    public void What_stands_under_what_is_lacking_or_to_come_makes_no_card(string heading, int cards)
    {
        const string Deed = "云岭县组织党员走访果农，建立台账，设立服务岗，累计化解纠纷36件。\n";
        var text = "云岭县果园工作总结\n现将果园工作情况汇报如下：\n" + heading + Deed;
        Assert.Equal(cards, new MaterialUnderstanding().Understand(new RawMaterial { Text = text }, "m").Practices.Count);
    }

    [Fact]
    public void Behind_a_sentence_that_turns_to_what_is_lacking_nothing_is_told_in_its_passage()
    {
        const string Deed = "云岭县组织党员走访果农，建立台账，设立服务岗，累计化解纠纷36件。";

        Assert.Single(Find(Deed));
        Assert.Empty(Find("存在的问题也不少。" + Deed));
        Assert.Empty(Find("下一步，工作还要加强。" + Deed));
    }

    [Fact]
    public void A_speech_that_reports_deeds_gives_practices_and_one_of_the_centre_none()
    {
        const string Deed = "云岭县组织党员走访果农，建立台账，设立服务岗，累计化解纠纷36件。";

        Assert.Single(Find(Deed, Genres.Speech));
        Assert.Empty(Find("云岭县组织党员走访果农，建立台账，设立服务岗。".Replace("云岭县", "", StringComparison.Ordinal), Genres.Speech));
    }

    [Fact]
    public void A_department_stays_what_it_is_and_a_semicolon_parts_units()
    {
        var cards = Find("云岭市聚焦果园，组织走访。市委组织部举办培训班，选派干部，建立台账，培训果农120名。", Genres.News);
        Assert.Equal("市委组织部", cards[^1].Actor);

        cards = Find("云岭县民政局建立“六心”台账，组织走访，设立专岗；县检察院设立“一墙一栏”，组织宣讲，开通热线。", Genres.News);
        Assert.Equal(["云岭县民政局", "县检察院"], cards.Select(c => c.Actor));
    }

    [Theory]
    [InlineData(Genres.Plan)]
    [InlineData(Genres.Scheme)]
    [InlineData(Genres.Rules)]
    public void What_only_says_what_is_to_be_done_holds_no_practices(string genre) =>
        Assert.Empty(Find("创新“板凳会”议事制度，组织党员和居民面对面议事，累计收集意见建议326条。", genre));

    [Fact]
    public void Masked_figures_stay_masked()
    {
        var practice = Assert.Single(Find("组织开展支部星级评定，评定**个五星级党支部，组建党员服务队**支，党员参与率100%。"));

        Assert.Equal([("五星级党支部", null), ("组建党员服务队", null), ("党员参与率", 100d)], practice.Results.Select(r => (r.What, r.Value)));
        Assert.Equal(["**个五星级党支部", "组建党员服务队**支", "党员参与率100%"], practice.Results.Select(r => r.Text));
    }

    [Fact]
    public void Every_span_cuts_its_words_out_of_the_text()
    {
        const string Text = """
            近年来，北岭镇党委探索“三色台账”管理，为全镇28个党支部建立问题清单，实行红黄绿三色销号。
            今年以来，开展督查12次，整改问题近两百个，获全市基层党建创新案例二等奖。
            镇纪委出台《村级小微权力清单》，制作漫画手册3000余册，入户宣讲。
            """;

        var practices = Find(Text);

        Assert.NotEmpty(practices);
        foreach (var practice in practices)
        {
            Assert.Equal(practice.Act, practice.ActSpan.In(Text));
            Assert.All(practice.Results, r => Assert.Equal(r.Text, Text[r.Start..r.End]));
            Assert.All(practice.Recognitions, r => Assert.Equal(r.Text, Text[r.Start..r.End]));
            Assert.All(practice.Results, r => Assert.Contains(r.What, Text, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_unit_with_figures_has_a_card_whatever_the_subject()
    {
        const string Text = "为确保行洪安全，云岭县水务局组建260人的巡堤队，巡查堤防180公里，排除险情7处。";

        var practice = Assert.Single(FindUntitled(Text));

        Assert.Empty(practice.Themes);
        Assert.Equal("云岭县水务局", practice.Actor);
        Assert.Equal([260d, 180, 7], practice.Results.Select(r => r.Value!.Value));
    }

    [Fact]
    public void A_byline_tells_whose_practice_is_told_below_it()
    {
        const string Text = "南桥区委常委、宣传部部长  郑某\n建立党员通讯员台账，推行党支部选题会商机制，组织党课培训36场。\n石桥县融媒体中心主任  何某\n成立党员先锋编辑部，推出微党课栏目，制作党课短视频210条。";
        var ends = new[] { Text.IndexOf("。\n", StringComparison.Ordinal) + 1, Text.Length };
        var second = Text.IndexOf("石桥县", StringComparison.Ordinal);

        var practices = PracticeFinder.Default.Find(
            Text,
            [],
            [new Passage(0, ends[0], [], []), new Passage(second, ends[1], [], [])],
            new MaterialFacts { Title = "基层宣传谈", Genre = new Fact<string>(Genres.News, 1, "") });

        Assert.Equal(["南桥区委", "石桥县融媒体中心"], practices.Select(p => p.Actor));
    }

    [Fact]
    public void Without_a_theme_the_place_may_stand_for_the_unit() =>
        Assert.Equal("云岭县", Assert.Single(FindUntitled("在云岭县，党员干部开展巡查，组织转移群众3200人。")).Actor);

    [Fact]
    public void Without_a_theme_a_unit_must_be_named() =>
        Assert.Empty(FindUntitled("雨停以后，公司更换老旧水泵4台，清理沟渠3公里。"));

    [Fact]
    public void An_essay_by_the_head_of_a_local_committee_tells_what_we_did()
    {
        const string Act = "我们建立院落议事制度，组织党员联户走访，推行问题清单销号管理。";
        const string Asked = "新时代新征程，要健全长效机制。完善议事规则，组织更多居民参与，推行积分管理。";
        const string Signed = Act + "\n" + Asked + "\n（作者为云岭县委书记）";
        var passages = new[] { new Passage(0, Act.Length, [], []), new Passage(Act.Length + 1, Act.Length + 1 + Asked.Length, [], []) };
        var facts = new MaterialFacts { Title = "以党建引领基层治理", Genre = new Fact<string>(Genres.Essay, 1, "") };

        var practice = Assert.Single(PracticeFinder.Default.Find(Signed, [], passages, facts));

        Assert.Equal(Act, practice.Act);
        Assert.Equal("云岭县委", practice.Actor);
        Assert.Empty(PracticeFinder.Default.Find(Act + "\n" + Asked, [], passages, facts));
    }

    [Fact]
    public void Figures_that_a_speaker_goes_on_to_tell_join_the_card()
    {
        const string Text = "“镇党委与农技站合作成立‘田间工作站’，选育新苗，开展技术帮扶。现阶段，基地年产鲜果3500吨，带动务工120人。”石桥镇党委书记周某说。";

        var practice = Assert.Single(Find(Text, Genres.News, null));

        Assert.Equal("田间工作站", practice.Name);
        Assert.Equal([3500d, 120], practice.Results.Select(r => r.Value!.Value));
    }

    [Fact]
    public void What_goes_on_about_a_mechanism_bears_its_name()
    {
        const string Text = "云岭县建立“红黄蓝”分级销号机制，划分责任区，逐级督办。\n北岭镇召开推进会。\n该机制运行以来，全县累计化解纠纷1300件，建成调解室26个。";
        var line = Text.IndexOf('\n', StringComparison.Ordinal);
        var last = Text.LastIndexOf('\n');

        var practices = PracticeFinder.Default.Find(
            Text,
            [],
            [new Passage(0, line, [], []), new Passage(line + 1, last, [], []), new Passage(last + 1, Text.Length, [], [])],
            new MaterialFacts { Title = "云岭县机关党建工作经验材料", Genre = new Fact<string>(Genres.Experience, 1, "") });

        Assert.All(practices, p => Assert.Equal("红黄蓝", p.Name));
        Assert.Contains(practices, p => p.Results.Any(r => r.Value == 1300));
    }

    private static IReadOnlyList<Practice> FindUntitled(string text) =>
        PracticeFinder.Default.Find(
            text,
            [],
            [new Passage(0, text.Length, [], [])],
            new MaterialFacts { Title = "", Genre = new Fact<string>(Genres.News, 1, "") });

    [Fact]
    public void A_text_without_passages_has_none() =>
        Assert.Empty(
            PracticeFinder.Default.Find("", [], [], new MaterialFacts { Title = "", Genre = new Fact<string>(Genres.News, 1, "") }));
}
