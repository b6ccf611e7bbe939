using KnowledgeBase.Understanding.Practices;

namespace KnowledgeBase.Understanding.Tests.Practices;

/// <summary>Which clause of an act is its title, where the practice has no name.</summary>
public sealed class PracticeTitleTests
{
    [Theory]
    [InlineData("组建果园服务队，推行代办。", "组建果园服务队")]
    [InlineData("去年初，石桥镇组建服务队，推行代办。", "石桥镇组建服务队")]
    [InlineData("为方便果农，石桥镇组建服务队。", "石桥镇组建服务队")]
    [InlineData("陈某某介绍，石桥镇组建服务队。", "石桥镇组建服务队")]
    [InlineData("石桥镇聚焦果农难题，坚持上下联动，组建果园服务队。", "组建果园服务队")]
    [InlineData("在小区广场建立议事室，山山山山山山。", "在小区广场建立议事室")]
    [InlineData("推行“亮身份、亮职责，做好一件事”行动，设立热线。", "推行“亮身份、亮职责，做好一件事”行动")]
    [InlineData("“我们组建果园服务队，推行代办。", "我们组建果园服务队")]
    [InlineData("山山山山山山山，水水水水水水水。", "山山山山山山山")]
    [InlineData("山山。", "山山")]
    [InlineData("", "")]
    public void The_first_clause_that_tells_an_act_is_the_title(string act, string title) =>
        Assert.Equal(title, PracticeTitle.Of(act, 32));

    [Fact]
    public void A_long_clause_is_cut_between_characters()
    {
        Assert.Equal("组建果园……", PracticeTitle.Of("组建果园服务队和突击队，推行代办。", 4));
        Assert.Equal("组建𠀀……", PracticeTitle.Of("组建𠀀𠀀服务队，推行代办。", 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => PracticeTitle.Of("组建", 0));
    }
}
