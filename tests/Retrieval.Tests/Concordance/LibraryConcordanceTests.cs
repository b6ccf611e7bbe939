using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Concordance;
using KnowledgeBase.Retrieval.Engines;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.Storage;
using KnowledgeBase.Retrieval.Texts;
using KnowledgeBase.Text;
using KnowledgeBase.Understanding;
using KnowledgeBase.Understanding.Themes;
using KnowledgeBase.Understanding.Wordings;

namespace KnowledgeBase.Retrieval.Tests.Concordance;

public sealed class LibraryConcordanceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Library _library;

    public LibraryConcordanceTests()
    {
        var understanding = new MaterialUnderstanding(ThemeTagger.Default, WordingFinder.Default);
        using (var writer = LibraryFolder.OpenWriter(_folder.Path, Taxonomy.Default, Glossary.Default, []))
        {
            Put("甲", 2019, Genres.Report, "县", "我们推行银杏工作法，群众满意。\n各村学习银杏工作法，成效明显。");
            Put("乙", 2021, Genres.Speech, "市", "要推广银杏工作法！要总结银杏工作法，群众满意。");
            Put("丙", 2021, Genres.Report, "县", "全县没有银杏，只有工作法。哈哈哈哈笑了。");
            Put("丁", null, Genres.Report, null, "学习银杏工作法，成效显著。");
            Put("戊", 2018, Genres.Report, "市", "全市推行ＡＢ㎏银杏，\n工作法。");
            writer.Commit(new Dictionary<string, string>(), TimeProvider.System);

            void Put(string id, int? year, string genre, string? tier, string text)
            {
                var facts = new FrontMatter { Title = id, Year = year, Genre = genre, Tier = tier };
                var raw = new RawMaterial { Text = text, FrontMatter = facts };
                writer.Put(writer.Prepare(understanding.Understand(raw, id), id));
            }
        }

        _library = LibraryFolder.Open(_folder.Path);
    }

    public void Dispose()
    {
        _library.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Every_place_is_a_line_with_what_stands_around_it_and_counts_are_of_all()
    {
        var kwic = _library.Kwic(new KwicRequest { Text = "银杏工作法", Context = 3, Size = 2 });

        Assert.Equal((5, 3), (kwic.Total, kwic.Materials));
        Assert.Equal(2, kwic.Lines.Count);
        Assert.Equal(("甲", "们推行", "银杏工作法", "，群众"), Told(kwic.Lines[0]));
        Assert.Equal(("甲", "村学习", "银杏工作法", "，成效"), Told(kwic.Lines[1]));
        Assert.False(kwic.IsPartial);
    }

    [Fact]
    public void Pages_go_through_all_places_once_in_every_order()
    {
        foreach (var sort in Enum.GetValues<KwicSort>())
        {
            var whole = _library.Kwic(new KwicRequest { Text = "工作法", Sort = sort }).Lines;
            var paged = Enumerable.Range(1, 4).SelectMany(page =>
                _library.Kwic(new KwicRequest { Text = "工作法", Sort = sort, Size = 2, Page = page }).Lines);

            Assert.Equal(7, whole.Count);
            Assert.Equal(whole, paged);
        }
    }

    [Fact]
    public void Lines_come_by_day_with_those_without_one_last_or_by_what_stands_on_either_side()
    {
        Assert.Equal(["甲", "甲", "乙", "乙", "丁"], Materials(KwicSort.Date));

        // 习 学 … before 广 推 …, 结 总 … and 行 推 …: what ends alike comes together.
        Assert.Equal(["学习", "学习", "推广", "总结", "推行"], Lines(KwicSort.Left).Select(l => l.Left[^2..]));
        Assert.Equal(["！要", "，成效明", "，成效显", "，群众", "，群众"], Lines(KwicSort.Right).Select(l =>
            l.Right[..(l.Right.StartsWith("，成", StringComparison.Ordinal) ? 4 : Math.Min(l.Right.Length, l.Right[0] == '！' ? 2 : 3))])
            .Order(StringComparer.Ordinal));

        IReadOnlyList<KwicLine> Lines(KwicSort sort) => _library.Kwic(new KwicRequest { Text = "银杏工作法", Sort = sort }).Lines;

        IEnumerable<string> Materials(KwicSort sort) => Lines(sort).Select(l => l.Material.Id);
    }

    [Fact]
    public void Filters_leave_the_lines_of_some_genres_years_and_tiers()
    {
        Assert.Equal(2, Total(new KwicRequest { Text = "银杏工作法", Genres = [Genres.Speech] }));
        Assert.Equal(2, Total(new KwicRequest { Text = "银杏工作法", Years = [2019, 1999] }));
        Assert.Equal(3, Total(new KwicRequest { Text = "工作法", Tiers = ["县"] }));
        Assert.Equal(0, Total(new KwicRequest { Text = "银杏工作法", Tiers = ["县"], Years = [2021] }));

        int Total(KwicRequest request) => _library.Kwic(request).Total;
    }

    [Theory]
    [InlineData("银杏工作法", 5)]
    [InlineData("哈哈", 3)] // such as overlap each count
    [InlineData("ab", 1)] // width and case don't matter
    [InlineData("的的", 0)]
    [InlineData("。", 7)]
    [InlineData(" ", 0)]
    [InlineData("\uffff", 0)]
    public void Counts_are_those_of_a_plain_scan_and_of_the_index(string text, int expected)
    {
        var kwic = _library.Kwic(new KwicRequest { Text = text });
        var counted = _library.CountWording(text);

        Assert.Equal(expected, kwic.Total);
        Assert.Equal((counted.Occurrences, counted.Passages, counted.Materials), ((long)kwic.Total, kwic.Passages, kwic.Materials));
        Assert.All(kwic.Lines, line => Assert.Equal(FoldedText.Fold(text), FoldedText.Fold(line.Match)));
    }

    [Fact]
    public void A_line_tells_where_its_string_stands_in_the_material()
    {
        foreach (var line in _library.Kwic(new KwicRequest { Text = "工作法" }).Lines)
        {
            var text = _library.Find(line.Material.Id)!.Material.Text;
            Assert.Equal(line.Match, text[line.Start..line.End]);
        }
    }

    [Fact]
    public void Texts_read_for_one_string_are_those_that_are_held_of_it() => _library.Using(snapshot =>
    {
        var all = PassageTexts.Read(snapshot.Reader, new EveryPassageQuery(), long.MaxValue, CancellationToken.None);
        var some = PassageTexts.Read(snapshot.Reader, EngineTerms.Literal("学习"), long.MaxValue, CancellationToken.None);

        Assert.Equal(snapshot.Reader.PassageCount, all.Passages.Count);
        Assert.True(some.Passages.Count < all.Passages.Count);
        Assert.Equal(Places(all), Places(some));
        return true;

        static IEnumerable<(string, int, int)> Places(PassageTexts texts) => texts.Find("学习", CancellationToken.None)
            .Select(p => (texts.Passages[p.Passage].Material, texts.Passages[p.Passage].Ordinal, p.Position));
    });

    [Fact]
    public void What_is_more_than_may_be_held_is_left_out_and_said() => _library.Using(snapshot =>
    {
        var texts = PassageTexts.Read(snapshot.Reader, new EveryPassageQuery(), 30, CancellationToken.None);

        Assert.True(texts.IsCut);
        Assert.InRange(texts.Characters, 1, 30);
        return true;
    });

    [Fact]
    public void Words_that_keep_company_come_by_how_closely_they_are_bound()
    {
        var list = _library.Collocates(new CollocateRequest { Text = "银杏工作法", Fewest = 1 });

        Assert.Equal(5, list.Total);
        Assert.Equal(list.Passages, list.Sampled);
        var study = Assert.Single(list.Collocates, c => c.Word == "学习");
        Assert.Equal((2, 0, 2), (study.Left, study.Right, study.Passages));
        var pleased = Assert.Single(list.Collocates, c => c.Word == "满意");
        Assert.Equal((0, 2), (pleased.Left, pleased.Right)); // what stands in another sentence keeps no company
        Assert.DoesNotContain(list.Collocates, c => c.Word.Contains('，', StringComparison.Ordinal));
        Assert.Equal(list.Collocates.OrderByDescending(c => c.LogLikelihood), list.Collocates);
        Assert.All(list.Collocates, c => Assert.True(c.LogLikelihood > 0 && c.InLibrary >= c.Passages));
    }

    [Fact]
    public void A_word_farther_off_than_asked_for_keeps_no_company()
    {
        Assert.Contains("群众", Company(words: 5));
        Assert.DoesNotContain("群众", Company(words: 1));

        IEnumerable<string> Company(int words) =>
            _library.Collocates(new CollocateRequest { Text = "推行", Fewest = 1, Words = words }).Collocates.Select(c => c.Word);
    }

    [Fact]
    public void Strings_are_compared_by_year_against_how_much_the_library_has_of_each()
    {
        var comparison = _library.Compare(["银杏工作法", "群众满意", "从没写过"]);

        Assert.Equal([(2018, 1), (2019, 1), (2021, 2)], comparison.Years.Select(y => (y.Year, y.Materials)));
        var (first, second, none) = (comparison.Wordings[0], comparison.Wordings[1], comparison.Wordings[2]);
        Assert.Equal((3, 5), (first.Materials, first.Occurrences));
        Assert.Equal([(2019, 1, 1.0, 2), (2021, 1, 0.5, 2)], first.ByYear.Select(y => (y.Year, y.Materials, y.Share, y.Occurrences)));
        var of2021 = comparison.Years[^1];
        Assert.Equal(Math.Round(2_000_000.0 / of2021.Characters, 2), first.ByYear[^1].PerMillion);
        Assert.Equal(("甲", "乙"), (first.First!.Id, first.Last!.Id));
        Assert.Equal(2, second.Occurrences);
        Assert.Equal((0, 0, 0.0), (none.Materials, none.Occurrences, none.PerMillion));
        Assert.Null(none.First);
        Assert.Throws<ArgumentOutOfRangeException>(() => _library.Compare(["一", "二", "三", "四", "五"]));
    }

    [Fact]
    public void A_count_says_how_many_fall_on_a_million_characters()
    {
        var counted = _library.CountWording("银杏工作法");
        var characters = new[] { "甲", "乙" }.ToDictionary(id => id, id => (double)_library.Find(id)!.Material.Text.Length);

        Assert.Equal(Math.Round(2_000_000 / characters["甲"], 2), counted.ByYear.Single(y => y.Value == "2019").PerMillion);
        Assert.Equal(Math.Round(2_000_000 / characters["乙"], 2), counted.ByGenre.Single(g => g.Value == Genres.Speech).PerMillion);
        Assert.InRange(counted.PerMillion, 1, 1_000_000);
    }

    private static (string, string, string, string) Told(KwicLine line) => (line.Material.Id, line.Left, line.Match, line.Right);
}
