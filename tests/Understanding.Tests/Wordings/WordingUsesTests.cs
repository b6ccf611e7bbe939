using KnowledgeBase.Understanding.Wordings;

namespace KnowledgeBase.Understanding.Tests.Wordings;

public sealed class WordingUsesTests
{
    [Theory]
    [InlineData("所谓[巡山制]，村里都懂。", WordingUse.Defined)]
    [InlineData("“[巡山制]”是指每天有人巡山。", WordingUse.Defined)]
    [InlineData("[巡山制]是护林的根本。", WordingUse.Defined)]
    [InlineData("[巡山制]是否有用，村里在问。", WordingUse.Mentioned)]
    [InlineData("各村必须实行[巡山制]。", WordingUse.Required)]
    [InlineData("要把“[巡山制]”办好。", WordingUse.Required)]
    [InlineData("必须说清，[巡山制]没有花多少钱。", WordingUse.Mentioned)]
    [InlineData("主要谈了[巡山制]。", WordingUse.Mentioned)]
    [InlineData("印发《关于推行[巡山制]的通知》。", WordingUse.Cited)]
    [InlineData("学习《林业法》，推行[巡山制]，修订《村规》。", WordingUse.Required)]
    [InlineData("[巡山制]", WordingUse.Mentioned)]
    public void A_sentence_defines_demands_mentions_or_cites(string marked, WordingUse use)
    {
        var start = marked.IndexOf('[');
        var end = marked.IndexOf(']') - 1;

        Assert.Equal(use, WordingUses.Of(marked.Replace("[", "").Replace("]", ""), start, end));
    }
}
