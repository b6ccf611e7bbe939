namespace KnowledgeBase.Text.Tests;

public sealed class WordHitsTests
{
    private static readonly LexiconFile File = Lexicon.Default.File;

    [Theory]
    [InlineData(0, 1)]
    [InlineData(7, 70)]
    [InlineData(0, 128)]
    [InlineData(63, 300)]
    public unsafe void Holds_every_word_of_the_lexicon_that_begins_between_two_places_and_nothing_else(int from, int to)
    {
        var text = FoldedText.Fold(string.Concat(Enumerable.Repeat(
            "各党支部严格落实三会一课制度，学习20大精神abc；党员王某某带头，发展党员1,234名。", 10)));
        var hits = new WordHits();
        hits.Find(File, text, 0, text.Length); // what was found before is forgotten

        hits.Find(File, text, from, to);

        for (var place = from; place < to; place++)
        {
            var found = hits.At(place).ToArray();
            Assert.Equal(Words(text, place), found.Select(hit => (hit.End, hit.Value)));
            Assert.All(found, hit =>
            {
                var word = File.Words[hit.Value & ~LexiconFile.SpellingBit];
                Assert.Equal((word.Unit, word.Emission, word.Flat, word.Kind), (hit.Unit, hit.Emission, hit.Flat, hit.Kind));
            });
        }
    }

    [Fact]
    public void A_text_of_many_pieces_is_cut_as_its_sentences_are()
    {
        string[] sentences = ["各党支部严格落实三会一课制度。", "２０２３年发展党员1,234名；", "王小明同志在会上发言！", "学习20大精神，开好3会1课。"];
        var random = new Random(17);
        var many = Enumerable.Range(0, 300).Select(_ => sentences[random.Next(sentences.Length)]).ToList();
        var segmenter = new Segmenter(Lexicon.Default);

        Assert.Equal(string.Join(' ', many.Select(segmenter.Segment)), segmenter.Segment(string.Concat(many)));
    }

    [Fact]
    public void The_words_of_a_long_text_are_those_of_its_sentences()
    {
        const string Sentence = "严格落实三会一课制度，发展党员一百二十名。";
        const int Times = 200;
        var analyzer = new WordAnalyzer(new Segmenter(Lexicon.Default));
        var one = Tokens(analyzer, Sentence);
        var length = FoldedText.Fold(Sentence).Length;

        var all = Tokens(analyzer, string.Concat(Enumerable.Repeat(Sentence, Times)));

        Assert.Equal(
            Enumerable.Range(0, Times).SelectMany(n => one.Select(t => (t.Position + (n * length), t.Term, t.IsInner))),
            all.Select(t => (t.Position, t.Term, t.IsInner)));
    }

    private static List<(int Position, string Term, bool IsInner)> Tokens(WordAnalyzer analyzer, string text)
    {
        var tokens = new TokenBuffer();
        analyzer.Analyze(new FoldedText(text), [], tokens);
        var all = new List<(int, string, bool)>();
        foreach (var token in tokens.Tokens)
        {
            all.Add((token.Position, System.Text.Encoding.UTF8.GetString(tokens.Term(token)), token.IsInner));
        }

        return all;
    }

    private static IEnumerable<(int End, int Value)> Words(string text, int place)
    {
        for (var end = place + 1; end <= text.Length; end++)
        {
            var value = File.Find(text.AsSpan(place, end - place));
            if (value >= 0)
            {
                yield return (end, value);
            }
        }
    }
}
