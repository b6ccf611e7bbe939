using System.Text;

namespace KnowledgeBase.Text.Tests;

public sealed class WordAnalyzerTests
{
    private static readonly WordAnalyzer Analyzer = new(new Segmenter(Lexicon.Default));

    [Fact]
    public void Gives_words_with_their_inner_words_at_their_places() => Assert.Equal(
        ["三会一课 0+4", "制度 4+2"],
        Tokens("三会一课制度"));

    [Fact]
    public void Positions_count_folded_characters() => Assert.Equal(
        ["基层 0+2", "基层治理 0+4 inner", "治理 2+2", "党建 5+2"],
        Tokens("基层\n治理， 黨建"));

    [Fact]
    public void Figures_and_dates_have_one_form()
    {
        string[] figures = ["2023年", "30%", "123", "35000"];
        Assert.Equal(figures, Terms("2023年增长30%，共123件，投入35000元").Intersect(figures));
        Assert.Equal(figures, Terms("二〇二三年增长百分之三十，共一百二十三件，投入3.5万元").Intersect(figures));
        Assert.Equal(figures, Analyzer.AnalyzeQuery("二〇二三年，百分之三十，一百二十三，3.5万").Select(w => w.Term.Term));
    }

    [Fact]
    public void Spellings_of_a_term_are_one_term() => Assert.Contains("二十大", Terms("20大"));

    [Fact]
    public void A_query_word_meets_the_text_whatever_stands_around_it()
    {
        foreach (var word in (string[])["党建", "发展党员", "群众", "三会一课", "主题党日", "作风"])
        {
            var term = Assert.Single(Analyzer.AnalyzeQuery(word)).Term;
            Assert.Equal(QueryLookup.Word, term.Lookup);
            foreach (var around in (string[])["{0}", "抓{0}促发展", "的{0}工", "中{0}部", "不{0}和", "大{0}会", "，{0}。"])
            {
                Assert.Contains(term.Term, Terms(string.Format(around, word)));
            }
        }
    }

    [Fact]
    public void A_word_that_the_lexicon_lacks_is_looked_up_literally()
    {
        var word = Assert.Single(Analyzer.AnalyzeQuery("王晓雯"));
        Assert.Equal(new QueryTerm("王晓雯", QueryLookup.Literal, 0, 3), word.Term);
    }

    [Fact]
    public void A_term_in_quotation_marks_is_that_term() =>
        Assert.Equal(new QueryTerm("三会一课", QueryLookup.Word, 1, 4), Assert.Single(Analyzer.AnalyzeQuery("“三会一课”")).Term);

    [Fact]
    public void Who_looks_for_some_terms_finds_every_token_that_has_one()
    {
        const int seed = 20261127;
        var random = new Random(seed);
        string[] usual = ["党建", "二十大", "治理", "三会一课", "基层", "三十", "2023年", "月5日", "123", "xyz", "不知道的词", "百分之三十"];
        for (var round = 0; round < 2_000; round++)
        {
            var text = RandomText.Next(random, 200);
            var all = Terms(text);
            var wanted = usual.Where(_ => random.Next(4) == 0).Concat(all.Where(_ => random.Next(8) == 0))
                .ToHashSet(StringComparer.Ordinal);
            var plain = wanted.Where(t => t.All(c => c is >= '一' and <= '龥')).ToHashSet(StringComparer.Ordinal);
            var free = plain.Where(t => !"第一二三四五六七八九十百千万亿零两".Contains(t[0])).ToHashSet(StringComparer.Ordinal);
            foreach (var terms in (HashSet<string>[])[wanted, plain, free])
            {
                var places = new List<(int Position, int Length)>();
                Analyzer.FinderOf(terms).Find(new FoldedText(text), places);
                var whole = new TokenBuffer();
                Analyzer.Analyze(new FoldedText(text), [], whole);
                var expected = whole.Tokens.ToArray().Where(t => whole.IsOneOf(t, terms)).Select(t => (t.Position, t.Length));
                Assert.True(
                    expected.SequenceEqual(places),
                    $"seed {seed}, round {round}: {string.Join(' ', terms)} in {text}");
            }
        }
    }

    [Fact]
    public void Function_words_are_marked() => Assert.Equal(
        ["党", "的*", "建设"],
        Analyzer.AnalyzeQuery("党的建设").Select(w => w.Text + (w.IsFunctionWord ? "*" : "")));

    [Fact]
    public void Synonyms_come_with_the_query_and_say_what_they_are()
    {
        var word = Assert.Single(Analyzer.AnalyzeQuery("二十大"));
        Assert.Contains("中国共产党第二十次全国代表大会", word.Synonyms.Select(s => s.Term));
        Assert.DoesNotContain("二十大", word.Synonyms.Select(s => s.Term));
    }

    [Fact]
    public void Every_analysed_string_finds_itself()
    {
        var random = new Random(5);
        for (var n = 0; n < 3_000; n++)
        {
            var query = RandomText.Next(random, 12);
            var text = RandomText.Next(random, 20) + "。\n" + query + "\n。" + RandomText.Next(random, 20);
            var terms = Terms(text);
            var folded = FoldedText.Fold(text);
            foreach (var word in Analyzer.AnalyzeQuery(query))
            {
                if (word.Term.Lookup == QueryLookup.Word)
                {
                    Assert.Contains(word.Term.Term, terms);
                }
                else
                {
                    Assert.Contains(word.Term.Term, folded, StringComparison.Ordinal);
                }
            }
        }
    }

    [Fact]
    public void Words_of_the_owner_are_cut_and_found()
    {
        var lexicon = Lexicon.Default.WithUserWords(["# 本单位的说法", "红石榴驿站\t5\t品牌\t石榴籽驿站|红石榴服务站", "坏行\t零"]);
        var analyzer = new WordAnalyzer(new Segmenter(lexicon));
        Assert.Equal("建成 红石榴驿站 三 个", analyzer.Segmenter.Segment("建成红石榴驿站三个"));
        var word = Assert.Single(analyzer.AnalyzeQuery("红石榴驿站"));
        Assert.Equal(WordKind.UserWord, word.Kind);
        Assert.Equal(["石榴籽驿站", "红石榴服务站"], word.Synonyms.Select(s => s.Term));
        Assert.Equal(
            ["红石榴服务站", "红石榴驿站"],
            Assert.Single(analyzer.AnalyzeQuery("石榴籽驿站")).Synonyms.Select(s => s.Term).Order(StringComparer.Ordinal));
        Assert.Equal(["Line 3: the weight “零” of “坏行” is not a number above 0; leave it empty for 1."], lexicon.Problems);
        Assert.NotEqual(Lexicon.Default.Fingerprint, lexicon.Fingerprint);
        Assert.Equal(16, lexicon.Fingerprint.Length);
    }

    private static List<string> Terms(string text) => Analyze(text, (token, term) => term);

    private static List<string> Tokens(string text) =>
        Analyze(text, (token, term) => $"{term} {token.Position}+{token.Length}{(token.IsInner ? " inner" : "")}");

    private static List<string> Analyze(string text, Func<Token, string, string> show)
    {
        var tokens = new TokenBuffer();
        Analyzer.Analyze(new FoldedText(text), [], tokens);
        var shown = new List<string>();
        foreach (var token in tokens.Tokens)
        {
            shown.Add(show(token, Encoding.UTF8.GetString(tokens.Term(token))));
        }

        return shown;
    }
}
