using KnowledgeBase.Materials;
using KnowledgeBase.Understanding.Facts;
using KnowledgeBase.Understanding.Outline;

namespace KnowledgeBase.Understanding.Tests.Facts;

public sealed class FactFinderTests
{
    private static MaterialFacts Find(string text, string? path = null, FrontMatter? front = null)
    {
        var raw = new RawMaterial { Text = text, FrontMatter = front ?? FrontMatter.None };
        return FactFinder.Find(raw, OutlineFinder.Find(raw), "m", path);
    }

    [Theory]
    [InlineData("县直机关2023年党建工作总结\n一年来，县直机关工委抓学习、强堡垒，取得新进步。\n", Genres.Report)]
    [InlineData("各位领导：\n现将我镇抓党建工作情况汇报如下，请批评指正。全镇现有支部三十个，去年以来新建五个。\n", Genres.Report)]
    [InlineData("今天我们召开全县组织工作会议，主要任务是总结经验、部署工作。下面，我讲几点意见。\n一、提高站位\n要学深悟透。\n二、狠抓落实\n要见行见效。\n", Genres.Speech)]
    [InlineData("县直机关2024年党建工作要点\n一、抓学习\n1．办好读书班。每月一期。\n", Genres.Plan)]
    [InlineData("关于在全县开展支部结对活动的实施方案\n为推动机关支部与村支部共建，制定本方案。\n一、指导思想\n坚持党建引领。\n二、组织领导\n成立专班。\n", Genres.Scheme)]
    [InlineData("2023年度抓基层党建工作述职报告\n一年来，我履行第一责任人职责，现将有关情况报告如下，请予评议。\n", Genres.DutyReport)]
    [InlineData("党员积分管理办法\n第一条 为激励党员，制定本办法。\n第二条 积分由支部登记。\n第三条 本办法自印发之日起施行。\n", Genres.Rules)]
    [InlineData("以实干立身（党建论坛）\n实干是最响亮的语言。只有沉下去，才能看得清；只有干在前，才能带好头。\n（作者为青山县委党校教师）\n", Genres.Essay)]
    [InlineData("守住底线——纪律教育专题党课讲稿\n同志们，今天给大家讲一堂党课，和大家一起学习党的纪律。\n思考题：纪律为什么是底线？\n", Genres.Lecture)]
    [InlineData("青山县上线“云支部”\n本报讯（记者张三）近日，青山县为流动党员建起云上支部。“再远也有家。”党员李四说。\n", Genres.News)]
    [InlineData("致全县党员的倡议书\n全县党员同志们：\n我们倡议如下：带头移风易俗，带头勤俭节约。\n", Genres.Other)]
    [InlineData("*县推行“红色管家”，把支部建到楼栋，破解小区治理难题。\n一、选好管家\n去年以来选派管家120名，解决难题300个。\n二、用好管家\n累计召开议事会200次，办结实事150件。\n三、管好管家\n先后表彰先进30名，调整5名。\n",
        Genres.Experience)]
    public void Genres_are_told_by_their_formulas(string text, string genre)
    {
        var fact = Find(text).Genre;

        Assert.Equal(genre, fact.Value);
        Assert.InRange(fact.Confidence, 0.05, 1);
        Assert.NotEmpty(fact.Evidence);
    }

    [Theory]
    [InlineData("工作总结\n\n正文说明了工作情况，内容完整。\n青山县委办公室\n2023年12月28日\n", null, 2023, "2023-12-28")]
    [InlineData("讲话\n（2019年3月8日）\n\n同志们，今天的会议很重要。\n", null, 2019, "2019-03-08")]
    [InlineData("讲话\n二〇二一年七月一日\n\n同志们，今天的会议很重要。\n", null, 2021, "2021-07-01")]
    [InlineData("某镇换届情况\n换届平稳有序，选出新班子。\n", "/corpus/20230707-01-04.txt", 2023, "2023-07-07")]
    [InlineData("2022年机关党建工作要点\n坚持服务中心、建设队伍。\n", null, 2022, null)]
    [InlineData("机关党建经验材料\n2022年，某区直机关工委以规范提升为抓手，推动党建提质。\n", null, 2022, null)]
    [InlineData("*县扎实开展党建工作，今年以来取得明显成效。\n", null, null, null)]
    public void Dates_come_from_title_lines_signature_and_file_name(string text, string? path, int? year, string? date)
    {
        var facts = Find(text, path);

        Assert.Equal(year, facts.Year?.Value);
        Assert.Equal(date, facts.Date?.Value.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("江苏青山经开区推动网格治理\n小网格有大作为  老党员发新热\n\n居民们都说好，小区越来越干净。\n", Tiers.County, "江苏青山经开区")]
    [InlineData("*县扎实推进机关党建，支部建设全面过硬。\n", Tiers.County, "*县")]
    [InlineData("白石镇党建工作总结\n白石镇有支部三十个，党员九百名。\n", Tiers.Township, "白石镇")]
    [InlineData("临江港务集团党委工作总结\n集团有党员八百名，分布在码头一线。\n", Tiers.Unit, null)]
    [InlineData("党建工作要点\n全市各级党组织要抓好落实，市委将开展督查，全市一盘棋。\n", Tiers.City, null)]
    public void Tier_and_region_come_from_the_chain_of_places(string text, string tier, string? region)
    {
        var facts = Find(text);

        Assert.Equal(tier, facts.Tier?.Value);
        Assert.Equal(region, facts.Region?.Value);
    }

    [Theory]
    [InlineData("20230707-01-04.txt", "2023-07-07")]
    [InlineData("20230707.txt", "2023-07-07")]
    [InlineData("t20230707.html", "2023-07-07")]
    [InlineData("tx20230707.html", null)]
    [InlineData("202307071.txt", null)]
    [InlineData("2023070.txt", null)]
    [InlineData("稿20230707.txt", null)]
    [InlineData("2023070a.txt", null)]
    [InlineData("20231231.txt", "2023-12-31")]
    [InlineData("20231301.txt", null)]
    [InlineData("20230101.txt", "2023-01-01")]
    [InlineData("20230001.txt", null)]
    [InlineData("20230100.txt", null)]
    [InlineData("20230229.txt", null)]
    [InlineData("20240229.txt", "2024-02-29")]
    [InlineData("19490101.txt", "1949-01-01")]
    [InlineData("19481231.txt", null)]
    [InlineData("21001231.txt", "2100-12-31")]
    [InlineData("21010101.txt", null)]
    public void A_file_name_tells_a_date_when_it_begins_with_a_whole_one(string name, string? date) =>
        Assert.Equal(
            date,
            Find("某镇换届情况\n换届平稳有序，选出新班子。\n", "/corpus/" + name)
                .Date?.Value.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public void Number_issuer_and_audience_are_read_as_they_stand()
    {
        var facts = Find("关于开展支部结对的通知\n青机工发〔2023〕15号\n各机关党委、党总支：\n现就支部结对有关事项通知如下。\n一、结对方式\n一对一结对。\n中共青山县委直属机关工作委员会\n2023年5月6日\n");

        Assert.Equal("青机工发〔2023〕15号", facts.DocumentNumber?.Value);
        Assert.Equal("中共青山县委直属机关工作委员会", facts.Issuer?.Value);
        Assert.Equal("青山县", facts.Region?.Value);
        Assert.Equal("各机关党委、党总支", facts.Audience?.Value);
        Assert.Equal(new DateOnly(2023, 5, 6), facts.Date?.Value);
    }

    [Theory]
    [InlineData("*县紧扣中心任务抓党建，把队伍建设摆在首位，把作风建设贯穿始终，把制度建设作为保障，通过“五抓五促”推动机关党建走在前列、作出表率、当好示范。\n", "*县通过“五抓五促”推动机关党建走在前列、作出表率、当好示范")]
    [InlineData("今天我们召开全县机关党建推进会，主要任务是总结经验、分析形势。\n一、提高站位\n要学深悟透。\n", "在全县机关党建推进会上的讲话")]
    [InlineData("现将《青山县党费使用管理办法》印发给你们，请结合实际认真贯彻执行，执行中的问题及时报告。\n第一条 为规范党费使用。\n第二条 专款专用。\n第三条 按年公开。\n", "青山县党费使用管理办法")]
    [InlineData("果业是青山县的当家产业。为贯彻上级要求，推动果业高质量发展，带动果农增收，制定本三年行动计划。\n一、总体要求\n果业高质量发展要靠品种。\n二、保障措施\n成立专班。\n", "关于推动果业高质量发展的三年行动计划")]
    [InlineData("各乡镇党委，县直各单位：\n为规范果业补助资金管理，根据有关规定，制定本办法。\n第一条 补助资金专款专用。\n第二条 补助资金管理公开。\n第三条 按年结算。\n", "关于规范果业补助资金管理的办法")]
    [InlineData("第一章 总则\n第一条 为加强果品市场管理，保障果农权益，制定本细则。\n第二条 果品市场管理由镇里负责。\n第三条 本细则自印发之日起施行。\n", "关于加强果品市场管理的细则")]
    [InlineData("果业振兴实施意见为认真贯彻县委部署，现提出如下意见。\n一、总体要求\n补齐短板。\n二、组织领导\n成立专班。\n", "果业振兴实施意见")]
    public void A_material_without_title_is_named_by_its_first_sentence(string text, string title)
    {
        var facts = Find(text);

        Assert.Equal(title, facts.Title);
        Assert.True(facts.TitleInferred);
        Assert.Null(facts.TitleSpan);
    }

    [Fact]
    public void What_the_owner_states_overrules_the_text()
    {
        var front = new FrontMatter
        {
            Title = "窗口经验",
            Genre = Genres.Experience,
            Date = new DateOnly(2020, 2, 3),
            Issuer = "青山县税务局",
            Tier = Tiers.Unit,
            Source = "内部交流"
        };

        var facts = Find("2023年工作总结\n今年以来，白石镇成绩明显。\n2023年12月1日\n", front: front);

        Assert.Equal(("窗口经验", false), (facts.Title, facts.TitleInferred));
        Assert.Equal((Genres.Experience, 1.0), (facts.Genre.Value, facts.Genre.Confidence));
        Assert.Equal((new DateOnly(2020, 2, 3), 2020), (facts.Date!.Value, facts.Year!.Value));
        Assert.Equal(("青山县税务局", Tiers.Unit, "内部交流"), (facts.Issuer!.Value, facts.Tier!.Value, facts.Source));
    }

    [Theory]
    [InlineData("2025年青山县政府工作报告\n各位代表：\n现在，我向大会报告工作，请予审议。\n", "青山县", Tiers.County)]
    [InlineData("各省、自治区、直辖市邮政管理局：\n为推广果品寄递，现将有关事项通知如下。\n一、总体要求\n各地要认真落实。\n", null, Tiers.Central)]
    [InlineData("全国社区工作会议召开\n会议总结了社区工作的经验，安排了下一步的任务。\n", null, null)]
    public void Years_tiers_in_general_and_the_whole_country_are_no_places(string text, string? region, string? tier)
    {
        var facts = Find(text);

        Assert.Equal(region, facts.Region?.Value);
        Assert.Equal(tier, facts.Tier?.Value);
    }

    [Fact]
    public void A_title_has_a_place_in_the_text_unless_its_owner_calls_it_otherwise()
    {
        const string Text = "石桥镇工作总结\n一年来，石桥镇抓果园。\n";

        Assert.Equal("石桥镇工作总结", Find(Text).TitleSpan?.In(Text));
        Assert.Equal("石桥镇工作总结", Find(Text, front: new FrontMatter { Title = "石桥镇工作总结" }).TitleSpan?.In(Text));
        Assert.Null(Find(Text, front: new FrontMatter { Title = "石桥镇的一年" }).TitleSpan);
    }

    [Fact]
    public void The_year_by_which_something_is_to_be_reached_is_not_the_year_of_the_paper() =>
        Assert.Null(Find("为推动果业发展，制定本规划。\n一、目标\n到2035年，果园全部用上滴灌。到2035年，果农收入翻番。\n").Year);

    [Theory]
    [InlineData("林下谈丨别让台账压弯了腰\n台账是工作的记录，不是工作本身。\n")]
    [InlineData("今日锐评 | 台账不能当饭吃\n台账是工作的记录，不是工作本身。\n")]
    public void A_column_of_opinion_makes_an_essay(string text) => Assert.Equal(Genres.Essay, Find(text).Genre.Value);

    [Theory]
    [InlineData("在全市优秀县委书记座谈会上的讲话\n\n同志们：\n今天请大家来，谈谈怎样当好书记。\n")]
    [InlineData("智慧社区建设指南\n智慧社区要让居民少跑路。\n")]
    [InlineData("关于统筹城乡基层党建的意见\n各省、自治区、直辖市及计划单列市、新疆生产建设兵团党委组织部：\n现就有关工作提出如下意见。\n")]
    [InlineData("党员冲锋在前\n本报北京8月23日电（记者张三）今年以来，各地党员带头抗洪。\n")]
    [InlineData("作风建设永远在路上\n青山县纪检干部在食堂查看账目。图为检查现场。李四 摄\n锲而不舍，才能久久为功。\n")]
    [InlineData("弘扬“延安县精神”\n这种精神代代相传，历久弥新。\n")]
    public void Words_that_end_like_places_quotations_datelines_and_captions_name_no_region(string text) =>
        Assert.Null(Find(text).Region);

    [Theory]
    [InlineData("贵州青山描绘乡村新图景\n小村庄有了新模样。\n", "贵州")]
    [InlineData("中央督导组公开通报青海省三起案例\n典型案例值得警醒。\n", "青海省")]
    [InlineData("供景湖社区党员使用的学习方案\n每月一次，每次一小时。\n", "景湖社区")]
    [InlineData("临山市松山区机关党建工作总结\n一年来，机关党建有了新进步。\n", "临山市松山区")]
    [InlineData("“这条河我们守着”\n\n8月2日夜里，石门县青口镇突降大雨，堤坝告急，河水很快漫上了街道。\n青口镇的党员全部上了堤。\n", "石门县青口镇")]
    public void Regions_are_cut_out_of_what_stands_around_them(string text, string region) =>
        Assert.Equal(region, Find(text).Region?.Value);

    [Fact]
    public void A_place_that_the_opening_only_mentions_in_passing_is_not_what_the_text_is_about() =>
        Assert.Null(Find("让监督更有力量\n\n前不久，石门县青口镇通报了一起案件，引起不少干部的思考。\n监督不能等，也不能靠。\n").Region);

    [Theory]
    [InlineData("在市直机关推进会上的讲话\n\n今天我们召开市直机关党委书记会议，任务是部署工作。\n一、提高站位\n要学深悟透。\n", null)]
    [InlineData("发挥好党校的阵地作用\n党校姓党，这是根本。\n", null)]
    [InlineData("让每个党支部都强起来\n支部强，事业才能强。\n", null)]
    [InlineData("青山县激励基层党组织——\n干部有干劲  群众有奔头\n\n本报记者  张三\n村里变了样，老李感慨地说：“日子好了。”\n", null)]
    [InlineData("2025年青山县政府工作报告\n县长  张三\n各位代表：\n现在，我代表县人民政府，向大会报告工作，请予审议。\n一、工作回顾\n一年来成效明显。\n三、努力建设人民满意政府\n我们将依法行政。\n", "青山县政府")]
    [InlineData("张明远：在果农大会上的讲话\n\n同志们：\n今天是果农的节日，谢谢大家。\n", "张明远")]
    [InlineData("张明远书记在果农大会上的讲话\n\n同志们：\n今天是果农的节日，谢谢大家。\n", "张明远")]
    [InlineData("青山县税务局党委2023年工作总结\n一年来，局党委抓学习、强堡垒。\n", "青山县税务局党委")]
    public void A_unit_that_a_sentence_only_tells_of_does_not_issue_the_paper(string text, string? issuer) =>
        Assert.Equal(issuer, Find(text).Issuer?.Value);

    [Fact]
    public void A_paper_that_passes_another_on_is_signed_and_dated_by_who_passes_it_on()
    {
        var facts = Find(
            "关于转发支部结对通知的通知\n各区县党委组织部：\n现将通知转发给你们，请认真执行。\n临山市委组织部\n临山市委直属机关工委\n2023年5月6日\n附件\n关于开展支部结对的通知\n各市党委组织部：\n现就结对工作通知如下。\n岚江省委组织部\n2023年4月1日\n");

        Assert.Equal("临山市委组织部", facts.Issuer?.Value);
        Assert.Equal("临山市", facts.Region?.Value);
        Assert.Equal(new DateOnly(2023, 5, 6), facts.Date?.Value);
    }

    [Fact]
    public void A_text_that_names_many_provinces_is_of_no_single_tier_below_the_centre() =>
        Assert.NotEqual(Tiers.County, Find("节前通报释放信号\n\n中央纪委公开通报典型案例。河北、山西、江苏各地行动起来，县委带头，全县动员，县直机关跟进。\n").Tier?.Value);

    [Theory]
    [InlineData("致全县果农的公开信（今日关注）\n\n本报青山6月1日电  （记者张三）果农朋友们：天气转热，请注意防旱。“把水浇透。”技术员李四说。\n", Genres.Other)]
    [InlineData("关于《青山县果业发展规划（草案）》的说明\n\n同志们：\n我就起草情况作个说明。起草组先后走访了四十个村。\n", Genres.Speech)]
    public void Open_letters_and_explanations_are_told_wherever_they_are_printed(string text, string genre) =>
        Assert.Equal(genre, Find(text).Genre.Value);

    [Theory]
    [InlineData("县委主题教育领导小组：\n现将我局主题教育情况报告如下。\n", "县委主题教育领导小组")]
    [InlineData("关于防旱的通知\n各乡镇党委，县直各主要果品企业、合作社：\n天气转热，请做好防旱工作。\n", "各乡镇党委，县直各主要果品企业、合作社")]
    [InlineData("防旱工作要点\n各村，都要抓好以下几点：\n一、查水源\n查清水源。\n", null)]
    public void Units_may_be_addressed(string text, string? audience) => Assert.Equal(audience, Find(text).Audience?.Value);

    [Fact]
    public void What_a_unit_makes_public_belongs_to_the_title() =>
        Assert.Equal("青山县委宣传部公布2023年果乡文明户名单", Find("青山县委宣传部公布\n2023年果乡文明户名单\n经过评选，决定将三十户列入名单，现予公布。\n").Title);
}
