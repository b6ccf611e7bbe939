using KnowledgeBase.Understanding.Wordings;

namespace KnowledgeBase.Understanding.Tests.Wordings;

/// <summary>When an enumeration lacks a member, and when it only looks so.</summary>
public sealed class SeriesFaultsTests
{
    [Theory]
    [InlineData("一是抓学习。二是抓整改。三是抓落实。", "")]
    [InlineData("一是抓学习。三是抓整改。", "三是：“一是”之后缺少二")]
    [InlineData("一是抓学习，二是抓整改，四是抓落实，五是抓考核。", "四是：“二是”之后缺少三")]
    [InlineData("一要抓学习。二要抓整改。二要抓落实。", "二要：序号“二要”重复")]
    [InlineData("第一，统一思想。第二，压实责任。第四，严肃纪律。", "第四：“第二”之后缺少三")]
    [InlineData("其一，账目不清。其三，公示不全。", "其三：“其一”之后缺少二")]
    [InlineData("三是抓落实。", "")] // an excerpt
    [InlineData("一是抓学习。五是抓落实。", "")] // of another text
    [InlineData("党员一是一、二是二地说。三是抓落实。", "")]
    [InlineData("第一产业稳步增长，第三产业加快发展。", "")]
    [InlineData("他说：“一是抓学习。”二是抓整改。", "")]
    public void Marks_follow_one_another(string text, string faults) => Finds(faults, text);

    [Theory]
    [InlineData("一是抓学习：一是集中学，二是自己学。二是抓整改。三是抓落实。")]
    [InlineData("一是抓学习：一是集中学，二是自己学，三是交流学。二是抓整改。")]
    [InlineData("一是抓学习。二是抓整改。\n一是建台账。二是销号。三是回访。")]
    [InlineData("第一，抓学习。一是集中学。二是自己学。\n第二，抓整改。一是建台账。二是销号。")]
    public void A_series_within_another_and_one_behind_another_are_their_own(string text) => Finds("", text);

    [Theory]
    [InlineData("重点抓好三件事：首先，建强组织。最后，强化保障。", "三件事：只列出2项")]
    [InlineData("重点抓好三件事：首先，建强组织。其次，抓好队伍。最后，强化保障。", "")]
    [InlineData("重点抓好两件事：首先，建强组织。最后，强化保障。", "")]
    [InlineData("首先，建强组织。最后，强化保障。", "")]
    [InlineData("提三点要求：首先，建强组织。其次，抓好队伍。", "")] // may go on in words of its own
    [InlineData("抓好三项重点任务：一是建强组织，二是抓好队伍。", "三项重点任务：只列出2项")]
    [InlineData("抓好三项重点任务：一是建强组织，二是抓好队伍，三是强化保障。", "")]
    [InlineData("从两个方面入手。一是建强组织。", "")]
    [InlineData("从三个方面入手。\n一是建强组织。\n二是抓好队伍。", "三个方面：只列出2项")]
    [InlineData("查处问题13个，整改问题3个。一是建强组织。二是抓好队伍。", "")]
    [InlineData("落实“三项任务”：一是建强组织，二是抓好队伍。", "")]
    [InlineData("抓好三项任务：一是建强组织：一是选，二是育。二是抓好队伍。", "")] // nobody knows whose they are
    [InlineData("抓好三项任务。\n一是建强组织。\n二是抓好队伍。\n抓两件事：一是选。二是育。\n三是强化保障。", "")]
    public void What_is_announced_is_told(string text, string faults) => Finds(faults, text);

    [Fact]
    public void A_fault_points_at_the_mark_before()
    {
        const string Text = "一是抓学习。三是抓整改。";

        var fault = Assert.Single(SeriesFaults.Find(Text));

        Assert.Equal("一是", fault.Other.In(Text));
    }

    private static void Finds(string faults, string text) =>
        Assert.Equal(faults, string.Join('|', SeriesFaults.Find(text).Select(f => $"{text[f.Start..f.End]}：{f.What}")));
}
