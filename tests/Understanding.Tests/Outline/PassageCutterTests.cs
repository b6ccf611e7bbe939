using KnowledgeBase.Materials;
using KnowledgeBase.Understanding.Outline;
using KnowledgeBase.Understanding.Vocabulary;

namespace KnowledgeBase.Understanding.Tests.Outline;

public sealed class PassageCutterTests
{
    private static Material Understand(string text) => new MaterialUnderstanding().Understand(new RawMaterial { Text = text }, "m");

    [Fact]
    public void A_passage_starts_with_the_headings_that_it_opens()
    {
        const string text = "青山县机关党建工作情况\n一、抓学习\n（一）办好读书班\n每月集中学习一次，班子成员轮流领学。\n（二）讲好党课\n支部书记到联系点讲课。\n";

        var material = Understand(text);

        Assert.Equal(
            ["青山县机关党建工作情况", "一、抓学习\n（一）办好读书班\n每月集中学习一次，班子成员轮流领学。", "（二）讲好党课\n支部书记到联系点讲课。"],
            material.Passages.Select(p => text[p.Start..p.End]));
        Assert.Equal(["", "抓学习/办好读书班", "抓学习/讲好党课"], material.Passages.Select(p => string.Join('/', p.HeadingPath)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Passages_hold_every_solid_character_once_and_in_order(int seed)
    {
        string[] pieces =
        [
            "一、抓好学习", "（二）", "第三，压实责任。", "一是强化督查。", "党员干部下沉社区。", "，", "；", "。", "！", "“", "”", "\n", "\n\n", "　　", " ", "\t", "𠮷", "（",
            "）",
            "1．", "2.", "①", "附件", "——", "严格落实“三会一课”制度", new string('长', 700), "2023年5月", "同志们：", "\uFEFF", "《", "》", "abc",
        ];
        var random = new Random(seed);
        for (var round = 0; round < 400; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 120)).Select(_ => pieces[random.Next(pieces.Length)]));
            var passages = PassageCutter.Cut(text, OutlineFinder.Find(new RawMaterial { Text = text }));
            var covered = 0;
            foreach (var passage in passages)
            {
                Assert.True(passage.Start >= covered && passage.End > passage.Start, text);
                Assert.True(text[covered..passage.Start].All(Glyphs.IsBlank), text);
                Assert.InRange(passage.End - passage.Start, 1, PassageCutter.Longest);
                Assert.False(char.IsLowSurrogate(text[passage.Start]) || char.IsHighSurrogate(text[passage.End - 1]), text);
                covered = passage.End;
            }

            Assert.True(text[covered..].All(Glyphs.IsBlank), text);
        }
    }
}
