using KnowledgeBase.Materials;
using KnowledgeBase.Understanding.Outline;

namespace KnowledgeBase.Understanding.Tests.Outline;

public sealed class OutlineFinderTests
{
    [Fact]
    public void Every_style_of_numbers_nests_in_its_order()
    {
        const string text = """
            青山县机关党建制度汇编
            第一章 总则
            一、目的
            （一）长远目的
            1．建强支部
            （1）选好书记
            ①公开推荐
            支部书记由党员公开推荐产生，任期与支部委员会相同。
            第二章 附则
            本汇编由县直机关工委负责解释。
            """;

        Assert.Equal(
            """
            Numbered 第一章|总则
              Numbered 一、|目的
                Numbered （一）|长远目的
                  Numbered 1．|建强支部
                    Numbered （1）|选好书记
                      Numbered ①|公开推荐
            Numbered 第二章|附则
            """,
            OutlineText.Of(text));
    }

    [Fact]
    public void A_plan_numbers_straight_through_its_parts()
    {
        const string text = """
            一、抓学习
            1．办好读书班。每月办一期，请专家辅导一次。
            2．讲活微党课。党员轮流上讲台，一人讲一刻钟。
            二、抓队伍
            3．配强书记。从业务骨干中选配支部书记。
            4．教好新人。为新党员配一名老师傅。
            """;

        Assert.Equal(
            """
            Numbered 一、|抓学习
              Numbered 1．|办好读书班
              Numbered 2．|讲活微党课
            Numbered 二、|抓队伍
              Numbered 3．|配强书记
              Numbered 4．|教好新人
            """,
            OutlineText.Of(text));
    }

    [Fact]
    public void A_part_in_one_paragraph_holds_several_run_in_headings()
    {
        const string text = "一、坚持严字当头，锻造过硬机关。夯实支部堡垒。对照标准逐个支部过筛子，列出问题清单七十二条，明确专人限期整改销号。"
            + "擦亮服务窗口。推行首问负责和一次告知，把办事指南印成口袋书，群众排队时间缩短一半以上。"
            + "拧紧责任链条。书记抓、抓书记，每季度听一次汇报、点一次评，述职结果与评先评优挂钩。\n";

        Assert.Equal(
            """
            Numbered 一、|坚持严字当头，锻造过硬机关
              RunIn |夯实支部堡垒
              RunIn |擦亮服务窗口
              RunIn |拧紧责任链条
            """,
            OutlineText.Of(text));
    }

    [Fact]
    public void Run_in_headings_that_open_no_verb_must_echo_one_another()
    {
        const string text = "一、把力量沉下去\n干部跟着项目走。从机关抽调三十名党员骨干进驻工地，现场办公解决用地、用电难题二十余个。"
            + "服务跟着企业走。为每家企业配一名党员专员，从开工到投产全程代办，省去跑腿之苦。\n";

        Assert.Equal("Numbered 一、|把力量沉下去\n  RunIn |干部跟着项目走\n  RunIn |服务跟着企业走", OutlineText.Of(text));
    }

    [Fact]
    public void An_ordinal_is_a_heading_when_its_topic_is_closed_and_sentences_follow()
    {
        const string text = """
            一、明确任务
            第一，要把支部建在网格上。全区划分网格二百个，网格里有三名党员的就建党小组。
            第二，要把服务送到家门口。每周四下午党员干部到网格报到，一件一件办实事。
            工作中要做到：一是强化培训，二是强化督导，三是强化考核。
            """;

        Assert.Equal(
            """
            Numbered 一、|明确任务
              Ordinal 第一，|要把支部建在网格上
              Ordinal 第二，|要把服务送到家门口
            """,
            OutlineText.Of(text));
    }

    [Fact]
    public void Ordinals_nest_below_the_ordinal_that_opens_their_paragraph()
    {
        const string text = "一、建强支部\n第一，抓住关键。一是选好书记。从业务骨干中选配，任前集中培训三天。二是用好考核。每季度评一次星，结果在大厅公示。\n"
            + "第二，守住底线。组织生活按月安排，工委随机列席旁听。\n";

        Assert.Equal(
            """
            Numbered 一、|建强支部
              Ordinal 第一，|抓住关键
                Ordinal 一是|选好书记
                Ordinal 二是|用好考核
              Ordinal 第二，|守住底线
            """,
            OutlineText.Of(text));
    }

    [Theory]
    [InlineData("加强纪律建设，一是要健全制度，扎紧笼子。二是要深入教育，筑牢防线。三是要严格执纪，决不手软。\n")]
    [InlineData("有的干部官气十足，老子天下第一，一切自己说了算。这种作风要不得，群众看在眼里、记在心里。\n")]
    [InlineData("群众的眼睛是雪亮的。干部干得好不好，大家心里都有一杆秤，年终测评的票数骗不了人。\n")]
    [InlineData("什么是好作风？好作风就是说了算、定了干，就是一件事情接着一件事情办，一年接着一年干。\n")]
    [InlineData("要开好组织生活会。会前谈心要谈透，会上批评要见筋见骨，会后整改要一项一项销号，不能一开了之。\n")]
    [InlineData("7、8月份进入主汛期。各支部要组织党员突击队上堤值守，确保群众生命财产安全，确保安全度汛。\n")]
    [InlineData("全年投入1.5亿元。其中党费补助三百万元，主要用于老旧阵地改造和困难党员帮扶，做到专款专用。\n")]
    public void Sentences_that_only_look_like_headings_are_none(string text) => Assert.Equal("", OutlineText.Of(text));

    [Fact]
    public void Items_of_a_list_are_no_headings()
    {
        const string text = """
            县直机关党支部工作提示
            一、本月重点
            1.开展一次集中学习；
            2.组织一次志愿服务；
            3.报送一篇工作信息。
            二、有关要求
            各支部于月底前完成，工委将随机抽查，结果纳入年度考核。
            附件：1.学习篇目
            2.服务菜单
            """;

        Assert.Equal("Numbered 一、|本月重点\nNumbered 二、|有关要求", OutlineText.Of(text));
    }

    [Fact]
    public void A_lone_label_among_items_is_an_item_too()
    {
        const string text = """
            一、守牢底线
            1、组织党员学习党规党纪，全年不少于十二次，做到人人参加、人人笔记、人人交流，学一次考一次，成绩张榜公布。
            2、严防“灯下黑”。全年抽查四次，发现问题当场指出，一周之内整改到位。
            3、建立廉洁家访制度，班子成员每年家访不少于六户，同家属算清政治账、经济账、亲情账，并把家访记录交支部存档。
            """;

        Assert.Equal("Numbered 一、|守牢底线", OutlineText.Of(text));
    }

    [Fact]
    public void Articles_of_rules_are_headings_only_by_their_names()
    {
        const string text = """
            白石镇党员积分管理办法
            第一章 总则
            第一条 为激励党员发挥作用，制定本办法。
            第二条 本办法适用于全镇党员。流动党员参照执行，由流出地支部负责登记。
            第二章 管理
            第三条【登记】积分由支部每月登记一次，公示三天后存档。
            """;

        Assert.Equal("Numbered 第一章|总则\nNumbered 第二章|管理\n  Numbered 第三条|【登记】", OutlineText.Of(text));
    }

    [Fact]
    public void Two_plain_lines_are_one_heading_and_a_byline_is_none()
    {
        const string text = """
            清河县推动党建引领老旧小区改造
            老街换新颜  邻里一家亲

            　　走进清河县城关镇，昔日的背街小巷变了模样，墙面刷新了，线缆入了地，老人们坐在廊下拉家常。
            　　支部建到楼上
            　　难题议在桌上
            　　每周五晚上，楼栋党小组都会把居民请到一起，大家你一言我一语，把难题摆到桌面上。
            　　众人拾柴火焰高
            　　清河县住房和城乡建设局局长　　王　立
            　　改造的钱从哪里来？县里整合资金，企业让利一点，居民自筹一点，账目全部上墙公开。
            """;

        Assert.Equal("Plain |支部建到楼上/　　难题议在桌上\nPlain |众人拾柴火焰高", OutlineText.Of(text));
    }

    [Fact]
    public void Short_sentences_on_their_own_lines_are_headings_when_they_come_as_a_series_built_alike()
    {
        const string body = "\n　　镇党委把主题教育作为头等大事来抓，成立专班、建立台账，一月一调度，一季一小结，推动各项任务落地见效。\n";
        const string text = "扬帆记\n\n　　开春以来，白石镇的干部们忙得脚不沾地，田间地头常常看到他们的身影，村民们都说变化真大。\n"
            + "　　建专班、立规矩，聚焦学习练内功。" + body + "　　沉一线、察民情，聚焦问题解难事。" + body + "　　补短板、强弱项，聚焦发展争上游。" + body;

        Assert.Equal(
            "RunIn |建专班、立规矩，聚焦学习练内功\nRunIn |沉一线、察民情，聚焦问题解难事\nRunIn |补短板、强弱项，聚焦发展争上游",
            OutlineText.Of(text));
    }

    [Fact]
    public void Labels_behind_dashes_are_headings_when_there_are_several()
    {
        const string text = "一、工作回顾\n——组织体系更加严密。新建党支部十二个，撤并九个，实现应建尽建、应换尽换。\n——党员队伍更加过硬。发展党员六十名，开展轮训三期，合格率达到百分之百。\n";

        Assert.Equal("Numbered 一、|工作回顾\n  RunIn ——|组织体系更加严密\n  RunIn ——|党员队伍更加过硬", OutlineText.Of(text));
    }

    [Fact]
    public void An_attachment_starts_anew_at_the_first_level()
    {
        const string text = """
            关于开展支部结对的通知
            一、结对方式
            机关支部与村支部一对一结对，每季度共同过一次主题党日。
            附件1
            结对安排说明
            一、结对名单
            名单由县直机关工委统一确定，一定三年，中途不作调整。
            """;

        Assert.Equal("Numbered 一、|结对方式\nNumbered 附件1|结对安排说明\n  Numbered 一、|结对名单", OutlineText.Of(text));
    }

    [Fact]
    public void Lines_broken_at_the_page_are_put_together_and_contents_are_no_headings()
    {
        const string line = "各级党组织要把支部建设作为最重要的基本建设切实抓";
        var body = string.Concat(Enumerable.Repeat(line + "\n", 6)) + "好。\n";
        var text = "目录\n一、总体要求..............1\n二、主要任务..............2\n一、总体要求\n" + body + "1\n" + body + "二、主要任务\n" + body;

        Assert.Equal("Numbered 一、|总体要求\nNumbered 二、|主要任务", OutlineText.Of(text));
    }

    [Theory]
    [InlineData(
        "关于开好院坝会的实施方案\n　　为了让群众说话有地方、办事有回音，推动全乡\n院坝会越开越实，现就开好院坝会的有关事情写明\n如下。\n　　一、总体要求\n　　坚持把会议桌搬到田埂上，把答复写进台账，年内\n"
        + "开会60场，评出好会场12处，培训主持人和记录员30\n0名。\n　　二、有关事项\n　　各村定好时间。\n",
        "Numbered 一、|总体要求\nNumbered 二、|有关事项")]
    [InlineData(
        "院坝会实施方案\n\n为了让群众说话有地方、办事有回音，推动全乡院坝会越\n开越实，现就开好院坝会的有关事情写明如下。\n一、总体要求\n坚持把会议桌搬到田埂上。\n",
        "Numbered 一、|总体要求")]
    [InlineData(
        "院坝会实施方案\n坚持把会议桌搬到田埂上开到群众家门口去\n各村定好时间地点，提前三天告知群众。\n把答复写进台账逐条销号年底请群众打分\n每条答复都有经办人，群众不满意的重办。\n",
        "Plain |把答复写进台账逐条销号年底请群众打分")]
    public void Short_files_with_broken_lines_have_no_half_sentences_for_headings(string text, string outline) =>
        Assert.Equal(outline, OutlineText.Of(text));

    [Fact]
    public void What_the_format_calls_a_heading_is_one()
    {
        const string text = "社区的一天\n早晨\n书记先到网格转一圈。\n一、傍晚\n党员在广场碰头，商量停车的事。\n";
        StructureHint[] hints = [
            new(HintKind.Heading, 1, 0, 5), new(HintKind.Heading, 2, 6, 8),
            new(HintKind.Heading, 2, text.IndexOf("一、", StringComparison.Ordinal), text.IndexOf("傍晚", StringComparison.Ordinal) + 2)
        ];

        Assert.Equal("Plain |早晨\nNumbered 一、|傍晚", OutlineText.Of(text, hints));
        Assert.Equal("社区的一天", OutlineText.TitleOf(text, hints).Text);
    }

    [Theory]
    [InlineData("严格落实制度")]
    [InlineData("抓落实，")]
    [InlineData("。")]
    [InlineData("一、抓好学习\n")]
    [InlineData("1．抓学习。认真学习有关规定要求。\n")]
    [InlineData("党建引领\n走进这个地方，人们都在忙着自己的事情，非常热闹。\n")]
    [InlineData("抓好学习教育。认真组织集中学习，每月开展一次专题研讨，班子成员带头领学，支部书记讲党课。\n")]
    [InlineData("一是抓好学习。认真组织。")]
    [InlineData("一是抓好学习；")]
    [InlineData("“好。")]
    [InlineData("（")]
    [InlineData("提高站位——\n认真学习，扎实工作，做好各项任务。这是正文。\n")]
    [InlineData("附件1\n")]
    [InlineData("（一\n）\n")]
    [InlineData("一、\n抓好学习\n")]
    [InlineData("首先，要抓好学习。认真组织。")]
    [InlineData("【抓好学习】\n")]
    [InlineData("深化改革创新。认真组织各项改革，推动制度创新，党员带头先行先试。推广经验。")]
    public void Hostile_repetition_is_read_in_one_pass(string piece)
    {
        // A quadratic step would take minutes here.
        var text = string.Concat(Enumerable.Repeat(piece, 60_000));

        var outline = OutlineFinder.Find(new RawMaterial { Text = text });
        var passages = PassageCutter.Cut(text, outline);

        Assert.All(passages, p => Assert.InRange(p.End - p.Start, 1, PassageCutter.Longest));
    }

    [Fact]
    public void A_space_inside_a_mark_changes_nothing()
    {
        const string text = """
            一 、抓学习
            ( 一 ) 办好读书班。每月办一期，请专家辅导一次。
            二 、抓队伍
            1 ． 配强书记。从业务骨干中选配支部书记。
            """;

        Assert.Equal(
            """
            Numbered 一 、|抓学习
              Numbered ( 一 )|办好读书班
            Numbered 二 、|抓队伍
              Numbered 1 ．|配强书记
            """,
            OutlineText.Of(text));
    }

    [Fact]
    public void A_mark_on_a_line_of_its_own_belongs_to_the_name_below_it_but_not_to_running_text()
    {
        const string text = """
            银杏镇党建工作手册
            第一章
            组织设置
            全镇设党支部二十三个，党小组八十一个。
            （二
            ）配强班子。从致富能手中选配支部书记，每季度培训一次。
            （三）
            三月里，桃花开满了山坡，党员们又一次走进了村里的果园。
            """;

        Assert.Equal("Numbered 第一章|组织设置\n  Numbered （二/）|配强班子", OutlineText.Of(text).Replace("（二\n）", "（二/）", StringComparison.Ordinal));
    }

    [Fact]
    public void What_comes_first_and_next_counts_when_both_are_there()
    {
        const string text = """
            一、怎样抓好支部
            首先，要选好书记。书记是支部的带头人，要从群众信得过的党员中选。
            其次，要开好党课。党课要讲身边的人和事，每季度至少讲一次。
            二、几点希望
            首先，我代表镇党委向大家表示感谢。一年来大家都很辛苦。
            """;

        Assert.Equal(
            """
            Numbered 一、|怎样抓好支部
              Ordinal 首先，|要选好书记
              Ordinal 其次，|要开好党课
            Numbered 二、|几点希望
            """,
            OutlineText.Of(text));
    }

    [Fact]
    public void Parts_may_be_counted_by_name()
    {
        const string text = """
            一、主要做法
            做法一：小组建在果园里。十二个果园各设一个党小组，党员带着果农学修剪。
            做法二：课堂搬到地头上。农技站的党员每周三到地头讲课，一年讲了四十课。
            二、经验启示
            启示之一：党员要带头。党员先种先试，果农才跟着种。
            启示之二：机制要管用。每户一本账，年底当着大家的面算。
            """;

        Assert.Equal(
            """
            Numbered 一、|主要做法
              Numbered 做法一：|小组建在果园里
              Numbered 做法二：|课堂搬到地头上
            Numbered 二、|经验启示
              Numbered 启示之一：|党员要带头
              Numbered 启示之二：|机制要管用
            """,
            OutlineText.Of(text));
    }

    [Fact]
    public void Names_in_brackets_on_lines_of_their_own_are_headings_when_there_are_several()
    {
        const string text = """
            把支部建在市场里
            【摊位连着支部】
            市场里三百个摊位，党员摊主四十六名，每人联系七户。
            【难题当天办结】
            支部设了意见箱，摊主上午反映的难题，下午就有回音。
            """;

        Assert.Equal("Plain 【|摊位连着支部\nPlain 【|难题当天办结", OutlineText.Of(text));
        Assert.Equal("", OutlineText.Of("把支部建在市场里\n【摊位连着支部】\n市场里三百个摊位，党员摊主四十六名，每人联系七户。"));
    }

    [Fact]
    public void The_cases_of_an_article_and_the_list_of_what_is_attached_are_no_headings()
    {
        const string text = """
            青山县党员积分办法
            第一章　积分
            第一条　积分分为基础分和贡献分。
            （一）基础分。参加组织生活、按期交纳党费，每项记一分。
            （二）贡献分。参加志愿服务、承担急难任务，每次记两分。
            第二条　本办法由县委组织部负责解释。
            附件：1．积分登记表
            2．积分汇总表
            附件1
            积分登记表
            姓名、支部、分数逐项填写，每季度末报组织员。
            """;

        Assert.Equal("Numbered 第一章|积分\nNumbered 附件1|积分登记表", OutlineText.Of(text));
    }

    [Fact]
    public void A_text_without_line_breaks_parts_its_title_from_its_first_heading()
    {
        const string text = "银杏社区2023年党建工作总结一、抓学习，强思想。（一）办好读书班。全年办读书班四期，党员参加二百六十人次，人人写了心得。"
            + "二、抓组织，强堡垒。（一）建强小组。新建党小组三个，把二十名流动党员编了进去，月月有活动。三、下一步打算。明年将把读书班办到楼栋里去，让老党员在家门口学习。";

        Assert.Equal(
            """
            Numbered 一、|抓学习，强思想
              Numbered （一）|办好读书班
            Numbered 二、|抓组织，强堡垒
              Numbered （一）|建强小组
            Numbered 三、|下一步打算
            """,
            OutlineText.Of(text));
        Assert.Equal("银杏社区2023年党建工作总结", OutlineText.TitleOf(text).Text);
    }

    [Fact]
    public void Labels_of_one_build_stand_out_among_short_demands()
    {
        const string text = """
            一、今年工作
            强化产业支撑。新建果品加工园一个，引进企业十二家，带动果农一千三百户就近就业。改造老旧果园。推广滴灌技术。完善交通网络。拓宽进村公路八十公里，打通果园与国道之间的最后一段路。修缮危桥。提升治理水平。推行院坝议事，三百件难题在村里办结，群众少跑了许多路。
            """;

        Assert.Equal(
            """
            Numbered 一、|今年工作
              RunIn |强化产业支撑
              RunIn |完善交通网络
              RunIn |提升治理水平
            """,
            OutlineText.Of(text));
    }

    [Fact]
    public void Short_demands_of_different_lengths_head_nothing()
    {
        const string text = """
            一、今年工作
            扩大果品销路。办好三月的果品展销会，请来外地客商二百名，签下订单一千二百万元。改造冷库。推广新品种。积极发展果园观光和农家住宿。开通周末旅游专线，游客比去年多了三成，农户增收八百万元。加强果农培训。请农技站的专家到村里讲课，每村每月至少两次，一年不断。
            """;

        Assert.Equal("Numbered 一、|今年工作", OutlineText.Of(text));
    }

    [Fact]
    public void A_long_clause_is_a_heading_when_labels_follow_it_at_once()
    {
        const string text = """
            一、今年工作
            统筹推进果品种植、加工、销售一体发展，提升全镇果业的竞争力。强化产业支撑。新建果品加工园一个，引进企业十二家，带动果农一千三百户在家门口就业。完善交通网络。拓宽进村公路八十公里，打通果园与国道之间的最后一段路。提升治理水平。推行院坝议事，三百件难题在村里办结，群众少跑了许多路，干部也少开了许多会。
            """;

        Assert.Equal(
            """
            Numbered 一、|今年工作
              RunIn |统筹推进果品种植、加工、销售一体发展，提升全镇果业的竞争力
                RunIn |强化产业支撑
                RunIn |完善交通网络
                RunIn |提升治理水平
            """,
            OutlineText.Of(text));
    }

    [Fact]
    public void The_last_item_of_a_list_is_an_item_whatever_stands_behind_it() =>
        Assert.Equal("Numbered 一、|民生实事", OutlineText.Of("一、民生实事\n今年办好三件实事。一是新建社区食堂两个。二是为老楼加装电梯六部。三是修缮敬老院一所。把群众身边的事一件一件办好，让大家看得见。"));

    [Fact]
    public void A_label_stands_for_the_first_number_that_was_lost()
    {
        const string text = """
            一、保障措施
            加强组织领导。镇党委每月听取一次果业工作汇报，班子成员分片包村。
            （二）加大资金投入。每年安排五百万元用于果园改造和果品保鲜。
            """;

        Assert.Equal("Numbered 一、|保障措施\n  RunIn |加强组织领导\n  Numbered （二）|加大资金投入", OutlineText.Of(text));
    }

    [Fact]
    public void What_stands_in_quotes_inside_a_label_states_nothing() =>
        Assert.Equal(
            "RunIn |回答好“为了谁”的问题\nRunIn |回答好“依靠谁”的问题\nRunIn |回答好“我是谁”的问题",
            OutlineText.Of("""
                果园里的三个问题
                回答好“为了谁”的问题。果农的笑脸就是答案，山路上的每一级台阶都通向他们的果园。
                回答好“依靠谁”的问题。果农最懂果园，好办法都是从他们中间来的，走遍全镇都一样。
                回答好“我是谁”的问题。党员先是果农，后是干部，卷起裤脚就能下地干活，放下锄头就能开会。
                """));

    [Fact]
    public void Parts_may_be_counted_with_a_classifier()
    {
        const string text = """
            在果农座谈会上的讲话

            今天请大家来，谈两个问题，讲完就去园子里看看。
            第一个问题：为什么要换品种
            老品种卖不上价，合作社去年压了三成的货。
            第二方面：怎样换品种
            先换一半，看看行情再换另一半，工钱由镇里补。
            """;

        Assert.Equal("Numbered 第一个问题：|为什么要换品种\nNumbered 第二方面：|怎样换品种", OutlineText.Of(text));
    }

    [Fact]
    public void A_comma_closes_a_mark_only_beside_other_numbers()
    {
        const string text = """
            一、把果园管好
            每棵树挂一块牌子，谁管护、谁签字，一年评比一次。
            二，把果子卖好
            镇里建了分拣线，一级果直接进超市，价钱高出两成。
            三、把果农留住
            十一，小长假那几天，园子里来了两千名游客，家家忙不过来。
            """;

        Assert.Equal("Numbered 一、|把果园管好\nNumbered 二，|把果子卖好\nNumbered 三、|把果农留住", OutlineText.Of(text));
    }

    [Fact]
    public void Clauses_too_long_for_labels_count_in_a_series_built_alike()
    {
        const string text = """
            一、全年工作
            （一）坚持把果业作为富民的第一产业，着力补齐储运加工的短板，全镇果农收入再上一个台阶。新建冷库六座，购置冷链车二十辆，损耗降了一半，八成的果子不等下树就有了买主，外地客商也常年驻在镇上收货。
            （二）坚持把果园作为党建的第一阵地，着力推行支部建在果园的办法，党员的作用越来越看得见。四十个果园都有党小组，党员带着果农学技术、跑市场、谈价钱，遇到难事先上，遇到好处后拿，大家心里都有一本账。
            （三）坚持把果农作为服务的第一对象，着力解决贷款难销路难的问题，果农的心气越来越足。发放贷款两千万元，帮助三百户果农渡过难关，还请农科院的专家每月来一次，在树底下讲课，听课的人一回比一回多。
            """;

        Assert.Equal(
            """
            Numbered 一、|全年工作
              Numbered （一）|坚持把果业作为富民的第一产业，着力补齐储运加工的短板，全镇果农收入再上一个台阶
              Numbered （二）|坚持把果园作为党建的第一阵地，着力推行支部建在果园的办法，党员的作用越来越看得见
              Numbered （三）|坚持把果农作为服务的第一对象，着力解决贷款难销路难的问题，果农的心气越来越足
            """,
            OutlineText.Of(text));
    }

    [Fact]
    public void A_heading_glued_to_the_paragraph_above_is_found()
    {
        const string text = """
            一、重点工程
            （一）果园改造工程
            三年改造老果园五千亩，每亩补助两千元，由合作社统一供苗。（二）冷链建设工程
            在三个集镇各建一座冷库，和果园之间修通水泥路，当天采摘当天入库。
            """;

        Assert.Equal("Numbered 一、|重点工程\n  Numbered （一）|果园改造工程\n  Numbered （二）|冷链建设工程", OutlineText.Of(text));
    }

    [Fact]
    public void A_heading_glued_to_a_line_of_a_broken_page_ends_that_line()
    {
        var lines = string.Join('\n', Enumerable.Range(0, 7).Select(i => $"这是转换自版式文件的第{i}行文字它在固定的宽度处换行\n而且句子还没有说完所以下一行要和上一行接起来读才对"));
        var text = $"一、重点工程\n{lines}\n到此为止。（二）冷链建设工程\n在三个集镇各建一座冷库，当天采摘当天入库。\n";

        Assert.Equal("Numbered 一、|重点工程\n  Numbered （二）|冷链建设工程", OutlineText.Of(text));
    }

    [Theory]
    [InlineData("果园面貌在精心管护中焕然一新", "果品销路在多方联动中越走越宽", "果农收入在产业兴旺中节节攀升")]
    [InlineData("在品种方面", "在储运方面", "在销售方面")]
    [InlineData("继续改造老果园", "千方百计拓宽销路", "更好满足果农的用工需求")]
    [InlineData("擦亮**镇果业品牌", "办好**村果品市集", "建强**乡果农队伍")]
    public void Labels_of_neighbouring_paragraphs_are_headings_whatever_else_the_section_holds(string one, string two, string three)
    {
        const string other = "去年的果子卖得不错，果农的劲头也就更足了，镇里趁热打铁开了几次会，大家都说好。";
        var text = $"一、果业发展\n{other}\n{other}\n"
            + $"{one}。四十个果园的老树都换了新枝，一年挂果、两年丰产，亩均增收三千元。\n"
            + $"{two}。和八家超市签了长约，网上还开了六个店铺，早晨下单晚上装车。\n"
            + $"{three}。户均多收两万元，七成的果农盖了新房，年轻人陆续回到了镇上。\n"
            + $"{other}\n{other}\n{other}\n{other}\n{other}\n";

        Assert.Equal($"Numbered 一、|果业发展\n  RunIn |{one}\n  RunIn |{two}\n  RunIn |{three}", OutlineText.Of(text));
    }

    [Fact]
    public void A_title_said_again_above_the_body_is_no_heading()
    {
        const string text = """
            深度关注 | 果园里的清风
            来源：青山县融媒体中心

            管好果园账 算清明白账
            果园里的清风
            青山县融媒体中心 张三

            果园的账本挂在村口的墙上，谁都可以看，谁都可以问。
            账本上墙
            一笔一笔写得明明白白，村民说这样的账看得懂、信得过。
            """;

        Assert.Equal("Plain |账本上墙", OutlineText.Of(text));
    }

    [Fact]
    public void Lines_between_a_report_and_the_speech_that_it_prints_are_no_headings()
    {
        const string text = """
            张三在果农大会上的讲话（全文）

            本报青山6月1日电  青山县果农大会今天召开，张三发表讲话，全文如下。

            张三

            果农们：

            今天是果农自己的节日，祝大家节日快乐，年年有个好收成。
            """;

        Assert.Equal("", OutlineText.Of(text));
    }

    [Fact]
    public void Who_writes_stands_below_a_heading_not_in_it()
    {
        const string text = """
            党员来信三则

            下面是几位党员写给报社的信，发表时略有删节。
            让支部热起来
            临山市青山县  张  三
            村里的活动室过去常年锁着门，如今天天有人来，灯一直亮到很晚。
            让党员忙起来
            临山市石桥镇  李  四
            每个党员领了一件事，修路的修路、送餐的送餐，谁也没有闲着。
            """;

        Assert.Equal("Plain |让支部热起来\nPlain |让党员忙起来", OutlineText.Of(text));
    }

    [Theory]
    [InlineData("以自我革命精神管好果园", true)]
    [InlineData("牢记果农至上，民呼我为", true)]
    [InlineData("我们一直惦记着果农", false)]
    [InlineData("十年来，果园换了新颜", false)]
    [InlineData("建成**个示范果园", false)]
    [InlineData("擦亮**县果业品牌", true)]
    [InlineData("抓好防霜冻这个头等大事", true)]
    [InlineData("这个办法大家都说好", false)]
    public void A_label_neither_states_nor_tells_how_much(string words, bool isLabel) => Assert.Equal(isLabel, Label.HasShape(words));

    [Fact]
    public void What_is_attached_starts_anew_below_plain_headings_too()
    {
        const string text = """
            果园防旱公告

            今年入夏以来雨水偏少，果园普遍缺水，镇里作出如下安排。
            先保幼树
            幼树根浅，每三天浇一次透水，合作社派车送水上山。
            再保挂果树
            挂果树根深，七天浇一次即可，早晚浇、中午歇。
            附件
            送水车排班表
            一、上午班
            六点出车，先去北坡。
            """;

        Assert.Equal("Plain |先保幼树\nPlain |再保挂果树\nNumbered 附件|送水车排班表\n  Numbered 一、|上午班", OutlineText.Of(text));
    }

    [Fact]
    public void Labels_behind_dashes_may_demand()
    {
        const string text = """
            一、几点经验
            ——必须尊重果农、依靠果农。办法都是果农想出来的，镇里只是把它们写下来、推开去。
            ——必须干部带头、以上率下。干部的果园先改，改好了再请果农来看，看好了再跟着改。
            """;

        Assert.Equal("Numbered 一、|几点经验\n  RunIn ——|必须尊重果农、依靠果农\n  RunIn ——|必须干部带头、以上率下", OutlineText.Of(text));
    }

    [Fact]
    public void A_label_that_states_counts_between_two_that_open_alike()
    {
        const string text = """
            一、果业之路
            坚持党建引领。支部建在果园里，党员走在果农前，四十个果园年年都是示范。
            坚持绿水青山就是金山银山。不打药、少施肥，鸟回来了，果子也卖上了好价钱。
            坚持科技兴果。农科院的专家常年住在镇上，手机一响就能到树下，随叫随到。
            """;

        Assert.Equal("Numbered 一、|果业之路\n  RunIn |坚持党建引领\n  RunIn |坚持绿水青山就是金山银山\n  RunIn |坚持科技兴果", OutlineText.Of(text));
    }

    [Fact]
    public void A_sentence_that_introduces_a_series_is_no_part_of_it()
    {
        const string text = """
            一、果乡新貌
            好山孕育好水，好水浇出好果。全镇上下走出了一条路，路的两边都是果树和人家。
            果园面貌焕然一新。老树换了新枝，新枝挂了新果，一亩地顶过去三亩地的收成。
            果品销路越走越宽。早晨下单晚上装车，第二天就摆上了省城的柜台，供不应求。
            果农日子越过越甜。户均多收两万元，七成人家盖了新房，年轻人也陆续回来了。
            """;

        Assert.Equal("Numbered 一、|果乡新貌\n  RunIn |果园面貌焕然一新\n  RunIn |果品销路越走越宽\n  RunIn |果农日子越过越甜", OutlineText.Of(text));
    }

    [Fact]
    public void Ordinals_of_the_first_kind_never_nest_below_those_of_the_second()
    {
        const string text = """
            一是果园变了样。老树换了新枝，一亩地顶过去三亩地的收成。
            二是果农变了样。家家盖了新房，年轻人也陆续回来了。
            下面讲两点要求。
            第一，要管好果园。每棵树挂一块牌子，谁管护谁签字。
            第二，要卖好果子。早晨下单晚上装车，不让一个果子烂在树下。
            """;

        Assert.Equal("Ordinal 一是|果园变了样\nOrdinal 二是|果农变了样\nOrdinal 第一，|要管好果园\nOrdinal 第二，|要卖好果子", OutlineText.Of(text));
    }

    [Fact]
    public void Labels_that_open_with_a_verb_may_be_long()
    {
        const string text = """
            一、产业布局
            推动走在全县前列的果业保持领先地位，抢占深加工的新高地。新上两条果汁生产线，果渣还能做饲料，一个果子吃干榨净，一年多收八百万元。
            推动刚刚起步的菌菇产业加快培育，争取早日成为富民的新门路。老果园的枝条粉碎了做菌棒，菌棒用过了又回到果园做肥料，一根枝条两头赚钱。
            """;

        Assert.Equal("Numbered 一、|产业布局\n  RunIn |推动走在全县前列的果业保持领先地位，抢占深加工的新高地\n  RunIn |推动刚刚起步的菌菇产业加快培育，争取早日成为富民的新门路", OutlineText.Of(text));
    }

    [Fact]
    public void Lines_of_a_page_may_differ_in_width_a_little()
    {
        var lines = string.Join('\n', Enumerable.Range(0, 8).Select(i => $"果园里第{i}行字在纸边换行而句子还没有说完要接着\n往下读才知道它说的是什么因为纸只有这么宽一行放不下它"));

        Assert.Equal("Numbered 一、|果园里的字\nNumbered 二、|纸边上的字", OutlineText.Of($"一、果园里的字\n{lines}\n到此为止。\n二、纸边上的字\n这里只有一行，说完就完了。\n"));
    }

    [Fact]
    public void Cells_of_a_table_on_lines_of_their_own_are_no_headings()
    {
        const string Rows = """
            一、育苗类（3家）
            序号
            单位名称
            联系方式
            1
            青山果业公司
            云上苗圃平台
            为果农提供苗木和技术，随时可以问。
            2
            柳桥合作社
            果园管家系统
            帮助果农管水管肥，一看手机就知道。
            3
            石桥农机站
            共享农机平台
            谁家要用农机，提前一天预约就行。
            二、销售类（1家）
            线上销售从今年开始做，果农都愿意参加。
            """;

        Assert.Equal("Numbered 一、|育苗类（3家）\nNumbered 二、|销售类（1家）", OutlineText.Of(Rows));
    }

    [Fact]
    public void Numbers_of_pages_make_no_table_of_what_stands_between_them()
    {
        var page = string.Join('\n', Enumerable.Range(0, 13).Select(_ => "果园里的事一件一件办，大家都看得见。"));

        Assert.Equal(
            "Plain |果园里的字\nPlain |纸边上的字",
            OutlineText.Of($"果园工作手册\n\n果园里的字\n{page}\n1\n{page}\n2\n纸边上的字\n{page}\n3\n{page}\n"));
    }

    [Fact]
    public void A_number_that_a_page_breaks_off_its_sentence_opens_no_paragraph()
    {
        var lines = string.Join('\n', Enumerable.Range(0, 8).Select(i => $"果园里第{i}行字在纸边换行而句子还没有说完它是原因之\n一，因为纸只有这么宽一行放不下它所以一直写到下一行去"));
        var outline = OutlineFinder.Find(new RawMaterial { Text = $"一、果园里的字\n{lines}\n到此为止。\n" });

        Assert.Equal(2, outline.Paragraphs.Count);
    }
}
