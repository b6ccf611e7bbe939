using KnowledgeBase.Understanding.Wordings;

namespace KnowledgeBase.Understanding.Tests.Wordings;

public class WordSlipsTests
{
    [Theory]
    [InlineData("全体党员发挥先锋模泛作用。", "模泛→模范")]
    [InlineData("持续优化营商环镜，服务企业。", "环镜→环境")]
    [InlineData("防范化解重大风验，守住底线。", "风验→风险")]
    [InlineData("民主评义党员，开好组织生活会。", "评义→评议")]
    [InlineData("把各项任务落到实出。", "落到实出→落到实处")]
    public void A_common_word_with_a_wrong_character_is_found(string text, string expected) =>
        Assert.Equal([expected], WordSlips.Find(new WeighedText(text)).Select(s => $"{s.Span.In(text)}→{s.Expected}"));

    [Theory]
    [InlineData("推进集体林权制度改革，提高运维水平，完善普惠政策。")]
    [InlineData("合砚镇与岱溪乡的同志走访了芷垅村。")]
    [InlineData("产业含新量、含智量、含绿量不断提高。")]
    [InlineData("“童心圆”小站周末开门。")]
    [InlineData("使干部心有所畏、言有所戒、行有所止。")]
    [InlineData("党员张桂岚、李岫和王萌睿分头走访。")]
    [InlineData("")]
    public void What_is_merely_rare_is_left_alone(string text) => Assert.Empty(WordSlips.Find(new WeighedText(text)));

    [Fact]
    public void What_stands_again_and_again_is_a_name()
    {
        const string Text = "推广环镜做法。环镜经验好。大家都学环镜。";

        Assert.Empty(WordSlips.Find(new WeighedText(Text)));
    }

    [Fact]
    public void A_text_made_of_nothing_but_fragments_takes_no_longer_than_others()
    {
        var text = string.Concat(Enumerable.Range(0, 100_000).Select(i => (char)('一' + (i * 7919 % 20_000))));

        var time = System.Diagnostics.Stopwatch.StartNew();
        WordSlips.Find(new WeighedText(text));

        Assert.True(time.Elapsed < TimeSpan.FromSeconds(20), $"took {time.Elapsed}");
    }
}
