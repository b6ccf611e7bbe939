using KnowledgeBase.Understanding.Wordings;
using Xunit;

namespace KnowledgeBase.Understanding.Tests.Wordings;

public class SlogansTests
{
    private static readonly Slogans Slogans = new(WordingFinder.Default);

    [Theory]
    [InlineData("以习近平新时代中国特色社会主义思想为指导")]
    [InlineData("坚持以习近平新时代中国特色社会主义思想为指导")]
    [InlineData("深入学习贯彻习近平新时代中国特色社会主义思想")]
    [InlineData("全面贯彻党的二十大和二十届二中、三中全会精神")]
    [InlineData("在县委的坚强领导下")]
    [InlineData("我代表清河县人民政府向大会报告工作")]
    [InlineData("请予审议")]
    [InlineData("并请各位列席人员提出意见")]
    [InlineData("让我们更加紧密地团结在以习近平同志为核心的党中央周围")]
    [InlineData("“两个维护”")]
    [InlineData("坚决做到“两个维护”")]
    public void What_everybody_writes_is_a_slogan(string clause) => Assert.True(Slogans.Is(clause));

    [Theory]
    [InlineData("把“三会一课”开到田间地头，由老支书用土话讲")]
    [InlineData("清河县把积分换成菜票")]
    [InlineData("每月初八晚上在村口听群众说事")]
    [InlineData("实施重点行业就业支持计划")]
    [InlineData("我代表乡亲们谢谢你们修的这座桥")]
    public void What_somebody_did_is_none(string clause) => Assert.False(Slogans.Is(clause));
}
