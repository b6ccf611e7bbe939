using KnowledgeBase.Materials.Practices;

namespace KnowledgeBase.Materials.Tests.Practices;

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
    [InlineData("深入农村、社区开展宣讲。", null)]
    [InlineData("坚持每月走访一次。", null)]
    public void The_unit_that_acts_is_named_at_the_head_of_a_clause(string text, string? actor) =>
        Assert.Equal(actor, ActorFinder.Find(text, Read(text))?.In(text));

    [Theory]
    [InlineData("推行“田埂课堂”工作法。", "田埂课堂")]
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
    public void Speech_is_kept_apart_from_what_the_writer_tells()
    {
        const string Text = "“我们把积分换成服务，大家都愿意来。”支部书记说。社区建立积分台账。";

        var statements = StatementSplitter.Split(Text, [], [new Passage(0, Text.Length, [], [])]);

        Assert.Equal(
            [("“我们把积分换成服务，大家都愿意来。”", true), ("社区建立积分台账。", false)],
            statements.Select(s => (Text[s.Start..s.End], s.Spoken)));
    }
}
