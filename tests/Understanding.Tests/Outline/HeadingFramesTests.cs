using KnowledgeBase.Understanding.Outline;

namespace KnowledgeBase.Understanding.Tests.Outline;

public class HeadingFramesTests
{
    [Theory]
    [InlineData("以党建促发展", "以……促……")]
    [InlineData("以学习促行动", "以……促……")]
    [InlineData("以上率下促发展", "以……促……")]
    [InlineData("聚焦中心，服务大局", "聚焦……，……")]
    [InlineData("聚焦主业  深化改革", "聚焦……，深化……")]
    [InlineData("强党建、抓治理、促发展", "强……、抓……、促……")]
    [InlineData("在一线中锤炼", "在……中……")]
    [InlineData("在学习中", "在……中")]
    [InlineData("把支部建在网格上", "把……建在……")]
    [InlineData("夯实基层基础", "夯实……基础")]
    [InlineData("夯实工作", "夯实……")]
    [InlineData("学深悟透，坚定信仰。", "……，坚定……")]
    [InlineData("主要做法", null)]
    [InlineData("聚焦", null)]
    [InlineData("", null)]
    [InlineData("，", null)]
    public void Headings_of_one_frame_differ_in_what_stands_in_its_gaps(string heading, string? frame) =>
        Assert.Equal(frame, HeadingFrames.Of(heading));

    [Theory]
    [InlineData("以……促……", true)]
    [InlineData("聚焦……，推动……", true)]
    [InlineData("加强……", false)]
    [InlineData("……，加强……", false)]
    [InlineData("聚焦……，……", false)]
    public void A_frame_of_several_words_says_more(string frame, bool isOfSeveral) =>
        Assert.Equal(isOfSeveral, HeadingFrames.IsOfSeveralWords(frame));
}
