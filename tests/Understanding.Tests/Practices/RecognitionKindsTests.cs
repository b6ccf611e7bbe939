using KnowledgeBase.Understanding.Practices;

namespace KnowledgeBase.Understanding.Tests.Practices;

public class RecognitionKindsTests
{
    [Theory]
    [InlineData("荣获全国先进基层党组织称号", "荣誉称号")]
    [InlineData("被评为五星级支部", "荣誉称号")]
    [InlineData("得到省委主要领导批示肯定", "批示肯定")]
    [InlineData("入选全省党建典型案例", "推广交流")]
    [InlineData("经验被省委组织部转发推广", "推广交流")]
    [InlineData("被人民日报报道", "媒体报道")]
    [InlineData("做法被新华社刊发", "媒体报道")]
    public void A_recognition_is_of_one_kind(string words, string kind)
    {
        Assert.Equal(kind, RecognitionKinds.Of(words));
        Assert.Contains(kind, RecognitionKinds.All);
    }
}
