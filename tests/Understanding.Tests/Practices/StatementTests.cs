using KnowledgeBase.Materials;
using KnowledgeBase.Understanding.Practices;

namespace KnowledgeBase.Understanding.Tests.Practices;

/// <summary>What is read from a single sentence: who acts, how it is called, who honoured it.</summary>
public class StatementTests
{
    private static Statement Read(string text) =>
        StatementSplitter.Split(text, [], [new Passage(0, text.Length, [], [])])[0];

    [Theory]
    [InlineData("今年以来，北岭镇党委探索三色台账管理。", "北岭镇党委")]
    [InlineData("为了方便群众，云岭县政务服务中心设立帮办窗口。", "云岭县政务服务中心")]
    [InlineData("2022年**区直机关工委印发实施方案。", "**区直机关工委")]
    [InlineData("*县建立双向述职制度。", "*县")]
    [InlineData("成都市青溪区推行院落议事。", "成都市青溪区")]
    [InlineData("石桥镇党委一面清理台账，一面回访群众。", "石桥镇党委")]
    [InlineData("白河嘎查成立合作社。", "白河嘎查")]
    [InlineData("如今，镇里设立代办窗口。", "镇里")]
    [InlineData("党员带头执行、村级事务公开。", null)]
    [InlineData("返乡入乡对接平台上线。", null)]
    [InlineData("云岭县市场监管局9月8日印发工作指引。", "云岭县市场监管局")]
    [InlineData("石桥村两委班子成员创办养殖合作社。", "石桥村两委班子成员")]
    [InlineData("全国总工会某部党支部坚持轮值制度。", "全国总工会某部党支部")]
    [InlineData("石桥镇党委第一时间启动预案。", "石桥镇党委")]
    [InlineData("以周学为抓手，提升能力；以月评为抓手，压实责任……云岭县财政局党支部推行积分管理。", "云岭县财政局党支部")]
    [InlineData("深入农村、社区开展宣讲。", null)]
    [InlineData("坚持每月走访一次。", null)]
    public void The_unit_that_acts_is_named_at_the_head_of_a_clause(string text, string? actor) =>
        Assert.Equal(actor, ActorFinder.Find(text, Read(text))?.In(text));

    [Theory]
    [InlineData("北岭镇党委书记李某说，台账每月更新。", "北岭镇党委")]
    [InlineData("云岭县副县长、南桥街道党工委书记赵某说，窗口已经下沉。", "南桥街道党工委")]
    [InlineData("东湾社区党组织书记孙某带领党员入户。", "东湾社区党组织")]
    [InlineData("陈某回乡三年，成为村支书。", null)]
    public void A_person_speaks_for_the_unit_at_whose_head_he_stands(string text, string? unit) =>
        Assert.Equal(unit, ActorFinder.OfPerson(text, Read(text))?.In(text));

    [Theory]
    [InlineData("在云岭县石桥镇，群众办事不再跑远路。", "云岭县石桥镇")]
    [InlineData("走进南桥社区的党群服务中心，志愿者正在值班。", "南桥社区")]
    [InlineData("石桥镇，地处云岭北麓，果园连片。", "石桥镇")]
    [InlineData("在社区，居民自己议事。", null)]
    [InlineData("在大城市奋斗了十年，他回到家乡。", null)]
    public void A_place_is_a_unit_when_it_has_a_name_of_its_own(string text, string? unit) =>
        Assert.Equal(unit, ActorFinder.OfPlace(text, Read(text))?.In(text));

    [Theory]
    [InlineData("推行“田埂课堂”工作法。", "田埂课堂")]
    [InlineData("“我们推行‘一户一码’管理，让每笔积分查得到。", "一户一码")]
    [InlineData("线上平台“云岭办”帮助居民报修。", "云岭办")]
    [InlineData("“板凳夜校”办得红火，村民学政策。", "板凳夜校")]
    [InlineData("创建了六家以助老为特色的“银龄家园”。", "银龄家园")]
    [InlineData("通过“集中轮训、导师帮带、岗位练兵”提升能力。", "集中轮训、导师帮带、岗位练兵")]
    [InlineData("建立“问题清单”。", "问题清单")]
    [InlineData("开展“亮身份、亮承诺，办好身边事”行动。", "亮身份、亮承诺，办好身边事")]
    [InlineData("制定“院落议事八条”。", "院落议事八条")]
    [InlineData("划分党员带富责任区36个。", "党员带富责任区")]
    [InlineData("深化“千万工程”。", null)]
    [InlineData("建立办理诉求“五步法”、每周督办等办法。", "五步法")]
    [InlineData("坚持支委轮值负责制，每月轮换。", "支委轮值负责制")]
    [InlineData("坚持民主集中制和三会一课制度。", null)]
    [InlineData("打造集受理、分派、督办于一体的诉求办理平台。", "诉求办理平台")]
    [InlineData("建立起以退休党员为主力的邻里服务队。", "邻里服务队")]
    [InlineData("对照“五位一体”总体布局，推动落实。", null)]
    [InlineData("发挥“连心桥”作用。", null)]
    [InlineData("创新“周五夜谈”制度，开展“三走进”。", "周五夜谈")]
    [InlineData("出台《村级小微权力清单》。", "村级小微权力清单")]
    [InlineData("实行首接负责制，当日办结。", "首接负责制")]
    [InlineData("健全完善党员领导干部包联制度。", "党员领导干部包联制度")]
    [InlineData("建成32个楼道微驿站。", "楼道微驿站")]
    [InlineData("建立健全长效机制。", null)]
    [InlineData("开展“红窗口”“微课堂”“夜谈会”等活动。", "红窗口")]
    [InlineData("以“强支部、优服务”为主题开展学习。", "强支部、优服务")]
    [InlineData("构建“区—镇—村”三级体系。", null)]
    [InlineData("严格落实“三会一课”。", null)]
    [InlineData("大家说“办得快”。", null)]
    public void A_name_must_be_introduced_as_one(string text, string? name) =>
        Assert.Equal(name, NameFinder.Find(text, Read(text))?.In(text));

    [Theory]
    [InlineData("推进会后，经验做法被云岭日报报道，荣获全市创新案例一等奖。", "经验做法被云岭日报报道", "荣获全市创新案例一等奖")]
    [InlineData("南桥社区被评为全县文明单位。", "南桥社区被评为全县文明单位", null)]
    [InlineData("受到省委组织部通报表扬。", "受到省委组织部通报表扬", null)]
    [InlineData("对被评为优秀的支部予以表彰。", null, null)]
    [InlineData("群众获得感明显增强。", null, null)]
    public void Honours_are_taken_word_for_word(string text, string? first, string? second)
    {
        var statement = Read(text);
        RecognitionFinder.Find(text, statement);

        Assert.Equal(new[] { first, second }.Where(r => r is not null), statement.Recognitions.Select(r => r.Text));
        Assert.All(statement.Recognitions, r => Assert.Equal(r.Text, text[r.Start..r.End]));
    }

    [Fact]
    public void Units_parted_by_semicolons_are_told_of_each_for_itself()
    {
        const string Text = "云岭县财政局出台惠企清单，当日兑现；云岭县中医院推出周末门诊，延长服务时间。";

        var statements = StatementSplitter.Split(Text, [], [new Passage(0, Text.Length, [], [])]);

        Assert.Equal(
            ["云岭县财政局出台惠企清单，当日兑现", "云岭县中医院推出周末门诊，延长服务时间。"],
            statements.Select(s => Text[s.Start..s.End]));
    }

    [Theory]
    [InlineData("（作者为云岭县委书记）", "云岭县委")]
    [InlineData("（作者为中共某省委常委、青湾市委书记）", "青湾市委")]
    [InlineData("（作者为云岭大学教授）", null)]
    [InlineData("（作者为中央某部委书记）", null)]
    public void The_head_of_a_local_committee_writes_of_what_it_did(string note, string? unit) =>
        Assert.Equal(unit, ActorFinder.OfAuthor("我们建立台账，逐项销号。\n" + note));

    [Theory]
    [InlineData("我们将26名村党支部书记纳入专业化管理。", false)]
    [InlineData("我们将加快建设便民服务中心。", true)]
    public void What_is_moved_is_told_and_what_is_to_come_is_planned(string text, bool isPlan) =>
        Assert.Equal(isPlan, Read(text).Demands > 0);

    [Fact]
    public void What_is_told_is_parted_from_what_is_quoted_behind_it()
    {
        const string Text = "石桥镇党委书记吴某介绍，全镇受损的86户房屋已经全部修缮，34户租房安置，“下一步要帮助大家增收，让群众安心过冬，日子越过越好。”";

        var statements = StatementSplitter.Split(Text, [], [new Passage(0, Text.Length, [], [])]);

        Assert.Equal([(false, 0), (true, 1)], statements.Select(s => (s.Spoken, Math.Min(s.Demands, 1))));
        Assert.EndsWith("34户租房安置", Text[..statements[0].End], StringComparison.Ordinal);
    }

    [Fact]
    public void What_people_are_quoted_with_in_a_row_is_parted_from_what_was_done()
    {
        const string Text = "“希望楼道装灯”“盼着加装电梯”……南桥社区逐户登记诉求，召开恳谈会12次。";

        var statements = StatementSplitter.Split(Text, [], [new Passage(0, Text.Length, [], [])]);

        Assert.Equal([true, false], statements.Select(s => s.Spoken));
        Assert.Equal("南桥社区逐户登记诉求，召开恳谈会12次。", Text[statements[1].Start..statements[1].End]);
    }

    [Fact]
    public void An_editors_note_goes_on_to_the_empty_line()
    {
        const string Text = """
            编者按：云岭县开展调研。
            石桥镇成立工作队，推行院落议事。
            　　
            南桥社区成立志愿服务队，推行错时服务。
            """;
        var lines = Text.Split('\n');
        var passages = new List<Passage>();
        var at = 0;
        foreach (var line in lines)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                passages.Add(new Passage(at, at + line.Length, [], []));
            }

            at += line.Length + 1;
        }

        var statements = StatementSplitter.Split(Text, [], passages);

        Assert.Equal(["南桥社区成立志愿服务队，推行错时服务。"], statements.Select(s => Text[s.Start..s.End]));
    }

    [Fact]
    public void Speech_is_kept_apart_from_what_the_writer_tells()
    {
        const string Text = "“我们把积分换成服务，大家都愿意来。”支部书记说。社区建立积分台账。";

        var statements = StatementSplitter.Split(Text, [], [new Passage(0, Text.Length, [], [])]);

        Assert.Equal(
            [("“我们把积分换成服务，大家都愿意来。”", true), ("社区建立积分台账。", false)],
            statements.Select(s => (Text[s.Start..s.End], s.Spoken)));
    }
}
