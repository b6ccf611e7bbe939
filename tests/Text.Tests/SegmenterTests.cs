namespace KnowledgeBase.Text.Tests;

public sealed class SegmenterTests
{
    private static readonly Segmenter Segmenter = new(Lexicon.Default);

    [Theory]
    [InlineData("严格落实三会一课制度，开展主题党日活动。", "严格 落实 三会一课 制度 ， 开展 主题党日 活动 。")]
    [InlineData("坚决做到两个维护，落实一岗双责，推进双报到。", "坚决 做到 两个维护 ， 落实 一岗双责 ， 推进 双报到 。")]
    [InlineData("加强党风廉政建设", "加强 党风廉政建设")]
    [InlineData("严格落實三會一課制度", "严格 落實 三會一課 制度")]
    [InlineData("学习20大精神，开好3会1课", "学习 20大 精神 ， 开 好 3会1课")]
    public void Keeps_terms_whole(string text, string words) => Assert.Equal(words, Segmenter.Segment(text));

    [Theory]
    [InlineData("２０２３年１０月５日发展党员1,234名，占百分之三十", "２０２３年 １０月 ５日 发展党员 1,234 名 ， 占 百分之三十")]
    [InlineData("二〇二三年投入3.5亿元，增长12%", "二〇二三年 投入 3.5亿 元 ， 增长 12%")]
    [InlineData("3.2022年的重点", "3 . 2022年 的 重点")]
    [InlineData("用5G网络和1+3+N模式", "用 5G 网络 和 1+3+N 模式")]
    public void Knows_numbers_dates_and_letters(string text, string words) => Assert.Equal(words, Segmenter.Segment(text));

    [Theory]
    [InlineData("王小明同志在会上发言", "王小明 同志 在 会上 发言")]
    [InlineData("克林顿和内塔尼亚胡会谈", "克林顿 和 内塔尼亚胡 会谈")]
    [InlineData("比尔·盖茨来了", "比尔·盖茨 来 了")]
    public void Knows_names_that_the_lexicon_lacks(string text, string words) => Assert.Equal(words, Segmenter.Segment(text));

    [Theory]
    [InlineData("在X中X会上", "在 X中X会 上")]
    [InlineData("**县召开会议", "**县 召开 会议")]
    [InlineData("推行“五联六促”工作法", "推行 “ 五联六促 ” 工作 法")]
    public void Takes_masked_names_and_coinages_as_units(string text, string words) => Assert.Equal(words, Segmenter.Segment(text));

    [Fact]
    public void White_space_parts_words() => Assert.Equal("红色 链接 争优 创先", Segmenter.Segment("红色链接\u3000争优 创先"));

    [Theory]
    [InlineData("")]
    [InlineData(" \n")]
    public void Nothing_gives_nothing(string text) => Assert.Equal("", Segmenter.Segment(text));

    [Fact]
    public void Drops_nothing_but_white_space()
    {
        var random = new Random(3);
        for (var n = 0; n < 3_000; n++)
        {
            var text = RandomText.Next(random, 80);
            var wanted = string.Concat(text.Where(c => !FoldedText.IsWhiteSpace(c)));
            var cut = Segmenter.Segment(text).Replace(" ", "", StringComparison.Ordinal);

            // What folds to nothing and has nothing in front of it to belong to is the only thing that may be missing.
            Assert.Equal(FoldedText.Fold(wanted), FoldedText.Fold(cut));
        }
    }

    [Fact]
    public void Words_cover_the_text_one_behind_the_other()
    {
        var random = new Random(4);
        var words = new List<Word>();
        for (var n = 0; n < 3_000; n++)
        {
            var text = new FoldedText(RandomText.Next(random, 80));
            Segmenter.Segment(text, words);
            var end = 0;
            foreach (var word in words)
            {
                Assert.Equal(end, word.Start);
                Assert.True(word.Length > 0);
                end = word.End;
            }

            Assert.Equal(text.Length, end);
        }
    }

    [Fact]
    public void A_sentence_is_cut_alike_wherever_it_stands()
    {
        const string Sentence = "各级党组织要把发展党员工作抓紧抓实。";
        Assert.Equal(Segmenter.Segment("一是提高认识。") + " " + Segmenter.Segment(Sentence), Segmenter.Segment("一是提高认识。" + Sentence));
    }

    [Fact]
    public void Serves_many_threads_at_once()
    {
        const string Text = "坚持党建引领基层治理，推动双报到双报告制度落地见效，２０２３年为群众办实事1,234件。";
        var alone = Segmenter.Segment(Text);
        var together = new string[200];
        Parallel.For(0, together.Length, i => together[i] = Segmenter.Segment(Text));
        Assert.All(together, cut => Assert.Equal(alone, cut));
    }

    [Fact]
    public void Allocates_nothing_once_its_buffers_have_grown()
    {
        var text = new FoldedText("坚持党建引领基层治理，推动双报到双报告制度落地见效。");
        var words = new List<Word>();
        Segmenter.Segment(text, words);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var n = 0; n < 100; n++)
        {
            Segmenter.Segment(text, words);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Explains_each_word()
    {
        var text = new FoldedText("落实三会一课，王小明2023年到X区");
        Assert.Equal(
            ["落实", "三会一课 Term", ",", "王小明 NameRule", "2023年 NumberRule", "到", "x区 PlaceholderRule"],
            Segmenter.Explain(text).Select(e => text.Text.Slice(e.Word.Start, e.Word.Length).ToString()
                + (e.Reason is WordReason.Word or WordReason.Bigram or WordReason.Characters ? "" : " " + e.Reason)));
    }

    [Fact]
    public void A_sentence_costs_less_when_its_words_are_the_usual_ones() =>
        Assert.True(Segmenter.Cost(new FoldedText("深入学习贯彻会议精神")) + 10 < Segmenter.Cost(new FoldedText("深入学习贯砌会议精神")));

    [Fact]
    public void Common_words_have_their_length()
    {
        var words = Lexicon.Default.CommonWords(2, 13).ToHashSet(StringComparer.Ordinal);

        Assert.Contains("贯彻", words);
        Assert.DoesNotContain("砚池", words);
        Assert.All(words, w => Assert.Equal(2, w.Length));
        Assert.True(Lexicon.Default.CommonWords(2, 9).Count() < words.Count);
    }
}
