namespace KnowledgeBase.Text.Tests;

public sealed class FoldedTextTests
{
    [Theory]
    [InlineData("二０２３年，ＡＢ角", "二023年,ab角")]
    [InlineData("黨員乾部瞭解網絡", "党员干部了解网络")]
    [InlineData("“三会一课”與『主題黨日』", "\"三会一课\"与\"主题党日\"")]
    [InlineData("《通知》〔2023〕5号", "《通知》(2023)5号")]
    [InlineData("一——二－三…", "一--二-三...")]
    [InlineData("Dǎng Zhībù", "dangzhibu")]
    [InlineData("㎡ ㈠ № ﬁ", "m2(一)nofi")]
    [InlineData("① ⒉", "①⒉")]
    [InlineData("２０２３ 年\t10　月\n", "2023年10月")]
    [InlineData("金山", "金山")]
    [InlineData("二○二三年", "二〇二三年")]
    [InlineData("⼈⺠⻓期⻘年⻢上⻋⻔", "人民长期青年马上车门")]
    [InlineData("\uE863湖", "䶮湖")]
    [InlineData("", "")]
    [InlineData(" \u200B\u3000", "")]
    public void Folds_what_means_the_same_to_one_form(string text, string folded) => Assert.Equal(folded, FoldedText.Fold(text));

    [Fact]
    public void Leads_back_to_the_original_unit_by_unit()
    {
        var text = new FoldedText("a ㎡“党”");
        Assert.Equal("am2\"党\"", text.ToString());
        Assert.Equal(
            [(0, 1), (2, 3), (2, 3), (3, 4), (4, 5), (5, 6)],
            Enumerable.Range(0, text.Length).Select(i => text.Original(i, 1)));
        Assert.Equal([false, true, false, false, false, false], Enumerable.Range(0, text.Length).Select(text.BreakBefore));
        Assert.Equal((0, 6), text.Original(0, text.Length));
    }

    [Fact]
    public void Lets_marks_that_it_drops_belong_to_the_character_in_front()
    {
        // 葛 with an ideographic variation selector (a pair), e with a combining acute, 党 with a standard variation selector.
        var text = new FoldedText("葛\U000E0100e\u0301 党\uFE00");
        Assert.Equal("葛e党", text.ToString());
        Assert.Equal([(0, 3), (3, 5), (6, 8)], Enumerable.Range(0, 3).Select(i => text.Original(i, 1)));
    }

    [Fact]
    public void Keeps_surrogate_pairs_and_lone_surrogates()
    {
        var text = new FoldedText("𠮷\uD842党\uDFB7");
        Assert.Equal("𠮷\uD842党\uDFB7", text.ToString());
        Assert.Equal([(0, 2), (0, 2), (2, 3), (3, 4), (4, 5)], Enumerable.Range(0, 5).Select(i => text.Original(i, 1)));
    }

    [Fact]
    public void Finds_the_folded_unit_of_an_offset()
    {
        var text = new FoldedText("一 二\n三");
        Assert.Equal([0, 1, 1, 2, 2, 3], Enumerable.Range(0, 6).Select(text.IndexOf));
    }

    [Fact]
    public void An_empty_stretch_leads_to_an_empty_stretch()
    {
        var text = new FoldedText(" 党建");
        Assert.Equal((1, 1), text.Original(0, 0));
        Assert.Equal((3, 3), text.Original(2, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => text.Original(1, 2));
    }

    [Fact]
    public void Can_be_filled_again()
    {
        var text = new FoldedText("很长的一段文字");
        text.Reset("短");
        Assert.Equal("短", text.ToString());
        Assert.Equal(1, text.OriginalLength);
    }

    [Fact]
    public void The_fold_of_two_texts_is_the_two_folds()
    {
        var random = new Random(7);
        for (var n = 0; n < 20_000; n++)
        {
            var text = RandomText.Next(random, 40);
            var cut = random.Next(text.Length + 1);
            if (cut > 0 && cut < text.Length && char.IsSurrogatePair(text[cut - 1], text[cut]))
            {
                continue;
            }

            Assert.Equal(FoldedText.Fold(text.AsSpan(0, cut)) + FoldedText.Fold(text.AsSpan(cut)), FoldedText.Fold(text));
        }
    }

    [Fact]
    public void Folding_twice_is_folding_once()
    {
        for (var c = 0; c < 0x30000; c++)
        {
            if (c is >= 0xD800 and < 0xE000)
            {
                continue;
            }

            var once = FoldedText.Fold(char.ConvertFromUtf32(c));
            Assert.Equal(once, FoldedText.Fold(once));
        }
    }

    [Fact]
    public void Every_offset_map_is_in_order_and_covers_its_character()
    {
        var random = new Random(8);
        for (var n = 0; n < 5_000; n++)
        {
            var original = RandomText.Next(random, 60);
            var text = new FoldedText(original);
            for (var i = 0; i < text.Length; i++)
            {
                var (start, end) = text.Original(i, 1);
                Assert.InRange(start, i == 0 ? 0 : text.OriginalStart(i - 1), end - 1);
                Assert.InRange(end, start + 1, original.Length);
                Assert.Contains(text.Text[i].ToString(), FoldedText.Fold(original.AsSpan(start, end - start)), StringComparison.Ordinal);
            }
        }
    }
}
