using KnowledgeBase.Retrieval.Queries;

namespace KnowledgeBase.Retrieval.Tests.Queries;

/// <summary>What a question ends with that only says which kind of text is wanted.</summary>
public sealed class RequestEndingTests
{
    [Theory]
    [InlineData("林场防火值守的做法", "林场防火值守", "做法")]
    [InlineData("林场防火值守的好做法好经验？", "林场防火值守", "好做法好经验")]
    [InlineData("护林员培训的典型案例", "护林员培训", "典型案例")]
    [InlineData("护林员培训有哪些有效举措？", "护林员培训有哪些", "有效举措")]
    [InlineData("护林联防经验做法", "护林联防", "经验做法")]
    [InlineData("护林联防 经验材料", "护林联防 ", "经验材料")]
    public void It_is_told_from_what_is_asked_about(string question, string about, string kind) =>
        Assert.Equal(new RequestEnding(about, kind), RequestEnding.In(question));

    [Theory]
    [InlineData("整改措施")]
    [InlineData("护林经验")]
    [InlineData("做法")]
    [InlineData("的做法")]
    [InlineData("做法的推广")]
    [InlineData("经验交流会")]
    [InlineData("护林防火")]
    public void What_is_asked_about_itself_stays(string question) => Assert.Null(RequestEnding.In(question));
}
