using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.Storage;
using KnowledgeBase.Retrieval.Words;
using KnowledgeBase.Text;
using KnowledgeBase.Understanding;
using KnowledgeBase.Understanding.Themes;
using KnowledgeBase.Understanding.Wordings;

namespace KnowledgeBase.Retrieval.Tests.Search;

/// <summary>A library whose words SmartCn cuts: texts and queries alike, and strings in quotation marks are found all the same.</summary>
public sealed class SmartCnLibraryTests : IDisposable
{
    private static readonly SmartCnAnalyzer SmartCn = new();

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("党建引领基层治理", "党建 引 领 基层 治理")]
    [InlineData("三会一课  制度。", "三 会 一 课 制度 。")]
    [InlineData("2023年Ａi办好", "2023 年 Ａi 办 好")]
    [InlineData(" \u3000\n", "")]
    [InlineData("", "")]
    [InlineData("😀繁體", "😀 繁體")]
    public void A_text_is_cut_as_smartcn_cuts_it_and_nothing_but_white_space_is_lost(string text, string expected)
    {
        var folded = new FoldedText(text);
        var words = new List<Word>();

        SmartCn.Cut(folded, words);

        Assert.Equal(expected, Segmenter.Spaced(text, folded, words));
    }

    [Fact]
    public void Words_cover_every_unit_of_any_text_in_order()
    {
        var random = new Random(3);
        const string Signs = "党的二十大，三会一课。abcＡ１2 \n\t😀\ud83d繁體々ㄅéα㎡①“”";
        for (var i = 0; i < 300; i++)
        {
            var folded = new FoldedText(string.Concat(Enumerable.Range(0, random.Next(30)).Select(_ => Signs[random.Next(Signs.Length)])));
            var words = new List<Word>();
            SmartCn.Cut(folded, words);

            Assert.Equal(folded.Length, words.Sum(w => w.Length));
            Assert.All(words.Zip(words.Skip(1)), pair => Assert.Equal(pair.First.End, pair.Second.Start));
        }
    }

    [Theory]
    [InlineData("embedded")]
    [InlineData("lucene")]
    public void Queries_are_cut_as_the_index_was_and_strings_are_found_whatever_was_cut(string engine)
    {
        Build(engine, WordAnalyzers.Names[1], "银杏镇开展主题党日，落实三会一课制度。");
        using var library = LibraryFolder.Open(_folder.Path);

        Assert.Equal(1, Total(library, "制度"));
        Assert.Equal(1, Total(library, "三会一课"));
        Assert.Equal(1, Total(library, "“题党日”"));
        Assert.Equal(0, Total(library, "“课程”"));
        var hit = library.Search(new SearchRequest { Query = "制度" }).Hits[0].Passages[0];
        Assert.Equal("制度", hit.Text[hit.Highlights[0].Start..hit.Highlights[0].End]);
    }

    [Fact]
    public void An_index_keeps_what_cuts_its_words_until_another_is_asked_for()
    {
        var first = Build(null, "smartcn", "银杏镇修渠。");
        Assert.Equal(first, Build(null, null, "银杏镇修路。"));
        Assert.NotEqual(first, Build(null, "lexicon", "银杏镇修桥。"));
        Assert.Equal(Build(null, null, "银杏镇修塔。"), Build(null, "lexicon", "银杏镇修塔。"));
    }

    /// <returns>The fingerprint that the documents were made with.</returns>
    private string Build(string? engine, string? words, string text)
    {
        using var writer = LibraryFolder.OpenWriter(_folder.Path, Taxonomy.Default, Glossary.Default, [], engine: engine, words: words);
        writer.Put(writer.Prepare(new MaterialUnderstanding().Understand(new RawMaterial { Text = text }, text), text));
        writer.Commit(new Dictionary<string, string>(), TimeProvider.System);
        return writer.Fingerprint;
    }

    private static int Total(Library library, string query) => library.Search(new SearchRequest { Query = query }).Total;
}
