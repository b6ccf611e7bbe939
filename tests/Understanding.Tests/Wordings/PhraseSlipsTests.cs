using KnowledgeBase.Understanding.Wordings;

namespace KnowledgeBase.Understanding.Tests.Wordings;

public sealed class PhraseSlipsTests
{
    [Theory]
    [InlineData("抓作风建设要持之以横，不能松劲。", "持之以横", "持之以恒")]
    [InlineData("书记要学会举一返三，找到共性问题。", "举一返三", "举一反三")] // holds numerals
    [InlineData("干部要言行一至，说到做到。", "言行一至", "言行一致")]
    [InlineData("村支书办事公正无思，大家都服他。", "公正无思", "公正无私")]
    [InlineData("支部每月坚持不谢开展活动。", "坚持不谢", "坚持不懈")]
    [InlineData("好制度不能半途而费。", "半途而费", "半途而废")]
    [InlineData("要让警钟长呜，防止问题反弹。", "警钟长呜", "警钟长鸣")] // looks alike
    [InlineData("对村里的情况心中有素。", "心中有素", "心中有数")] // sounds nearly alike
    [InlineData("培训要有的放失，缺什么补什么。", "有的放失", "有的放矢")]
    public void A_phrase_with_one_wrong_character_is_told_with_the_right_one(string text, string written, string expected)
    {
        var slip = Assert.Single(PhraseSlips.Find(new WeighedText(text)));

        Assert.Equal((written, expected), (text[slip.Span.Start..slip.Span.End], slip.Expected));
    }

    [Theory]
    [InlineData("抓作风建设要持之以恒，干部要言行一致。")]
    [InlineData("窗口推出便民利企措施，方便群众办事。")] // a phrase of its own beside 便民利民
    [InlineData("全镇推进宜居村庄整治建设。")]
    [InlineData("支持创新型业态发展。")]
    [InlineData("装备的精准运维水平提高了。")]
    [InlineData("支部打造“言行一至”品牌。")] // in quotes on purpose
    [InlineData("健全一网四联机制。")]
    [InlineData("")]
    public void What_is_right_or_another_phrase_is_no_slip(string text) => Assert.Empty(PhraseSlips.Find(new WeighedText(text)));
}
