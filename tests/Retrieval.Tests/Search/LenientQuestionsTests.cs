using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Tests;
using KnowledgeBase.Understanding;

namespace KnowledgeBase.Retrieval.Tests.Search;

/// <summary>Questions that say more, less or something else than what is looked for.</summary>
public sealed class LenientQuestionsTests
{
    [Theory]
    [InlineData("护林员夜间值守的做法")]
    [InlineData("护林员夜间值守的经验做法")]
    [InlineData("护林员夜间值守有哪些好做法？")]
    [InlineData("夜间值守经验做法")]
    public void Who_asks_for_practices_of_something_asks_about_that(string query)
    {
        using var library = Of(
            ("别的做法", "各地围绕果园管理形成了一批做法，典型做法、经验做法、好做法都要总结，做法要推广。"),
            ("值守", "护林员分成四组，夜间值守由组长带班，每两小时走一圈。"),
            ("无关", "果园里种了梨树。"));

        Assert.Equal(["值守"], Found(library, query));
    }

    [Fact]
    public void Of_what_is_asked_about_a_text_that_tells_a_practice_comes_first()
    {
        using var library = Of(("规定", "值守点每天有人。"), ("做法", "值守点每天有人，这一做法管用。"));

        Assert.Equal("做法", Found(library, "值守点的做法")[0]);
    }

    [Theory]
    [InlineData("国有企业党建与生产经营深度融合的做法", "的材料不多", "全说 两样")]
    [InlineData("国有企业党建与生产经营深度融合", "的材料不多", "全说 两样")]
    [InlineData("国有企业党建与生产经营深度融合 -车间", "没有段落含有", "两样")]
    public void A_rare_long_word_in_a_compound_hides_nothing_that_the_other_words_find(string query, string said, string first)
    {
        using var library = Of(
        [
            .. Enumerable.Range(0, 20).Select(i => ($"企业{i}", $"第{i}家国有企业把账算清，国有企业生产不停，党建也抓。")),
            .. Enumerable.Range(0, 20).Select(i => ($"融合{i}", $"文旅第{i}次走到一起，深度融合，经营越来越好。")),
            ("两样", "国有企业和院校深度融合。"),
            ("全说", "车间党支部管经营也管生产，党建带着走。"),
            ("无关", "河边的柳树绿了。"),
        ]);

        var answer = library.Library.Search(new SearchRequest { Query = query, Size = 100 });

        string[] titles = first.Split(' ');
        Assert.Equal(titles, answer.Hits.Take(titles.Length).Select(h => h.Title));
        Assert.Equal(40 + titles.Length, answer.Total);
        Assert.DoesNotContain(answer.Hits, h => h.Title == "无关");
        Assert.Contains(answer.Warnings, w => w.Contains(said, StringComparison.Ordinal));
    }

    [Fact]
    public void A_common_word_in_a_compound_finds_nothing_by_itself()
    {
        using var library = Of(
            [("网格", "网格员的工作职责有三条。"), .. Enumerable.Range(0, 20).Select(i => ($"工作{i}", $"第{i}项工作有人做。"))]);

        Assert.Equal(["网格"], Found(library, "网格员工作职责"));
    }

    [Theory]
    [InlineData("《")]
    [InlineData("“”")]
    [InlineData("\"")]
    [InlineData("『』 ——")]
    [InlineData("（）")]
    public void Signs_alone_find_nothing_and_it_is_said(string query)
    {
        using var library = Of(("值守", "护林员“夜间”值守（轮班）。"));

        var answer = library.Library.Search(new SearchRequest { Query = query });

        Assert.Equal(0, answer.Total);
        Assert.Contains("只有标点或符号", Assert.Single(answer.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("发展对象", true)]
    [InlineData("发展对象 果园", true)]
    [InlineData("帮扶对象", false)] // stands there
    public void A_term_that_is_met_by_its_parts_alone_is_said_to_be(string query, bool isByParts)
    {
        using var library = Of(("果园", "果园的发展靠大家，帮扶对象也种了梨树。"), ("无关", "护林员夜间值守。"));

        var answer = library.Library.Search(new SearchRequest { Query = query });

        Assert.Equal("果园", answer.Hits[0].Title);
        Assert.Equal(isByParts, answer.Warnings.Contains("库中没有“发展对象”，已按其中的“发展”、“对象”查找。"));
        Assert.Equal(isByParts, answer.Warnings.Any(w => w.Contains("已按其中的", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("“山还是那座山，可是沟边干净了，我们看着也欢喜")]
    [InlineData("《山还是那座山，可是沟边干净了，我们看着也欢喜")]
    [InlineData("村里人说“山还是那座山，可是沟边干净了，我们看着也欢喜")]
    public void A_sentence_that_was_cut_out_of_a_quotation_is_found_though_it_was_changed(string query)
    {
        using var library = Of(
            ("原话", "“山还是那座山，但是沟边干净了，我们看着也高兴。”村里人说。"), ("无关", "果园里种了梨树。"));

        var answer = library.Library.Search(new SearchRequest { Query = query });

        Assert.Equal("原话", Assert.Single(answer.Hits).Title);
        Assert.Contains(answer.Warnings, w => w.Contains("已按其中的词查找", StringComparison.Ordinal));
    }

    [Fact]
    public void What_stands_as_it_was_quoted_is_wanted_to_the_letter_though_the_mark_was_not_closed()
    {
        using var library = Of(("一", "护林员夜间值守。"), ("二", "夜间有护林员值守。"));

        Assert.Equal(["一"], Found(library, "“护林员夜间"));
    }

    [Fact]
    public void A_theme_goes_by_its_name_and_one_that_there_is_not_is_left_out_and_said()
    {
        using var library = Of(("值守", "护林员夜间值守。"), ("社区", "网格员走访居民，调解邻里矛盾，社区治理更加有效，基层治理水平提高。"));
        var names = library.Library.ThemeNames();
        var theme = library.Library.Themes().First(t => t.Materials > 0).Id;

        var byId = library.Library.Search(new SearchRequest { Themes = [theme] });
        var byName = library.Library.Search(new SearchRequest { Themes = [names[theme]] });
        var unknown = library.Library.Search(new SearchRequest { Themes = ["没有的主题"] });

        Assert.Equal(byId.Hits.Select(h => h.Material), byName.Hits.Select(h => h.Material));
        Assert.Contains(byName.Facets.Single(f => f.Field == "theme").Values, v => v.Value == theme && v.Selected);
        Assert.Equal(2, unknown.Total);
        Assert.StartsWith("没有名为“没有的主题”的主题，这一条件未计入", Assert.Single(unknown.Warnings), StringComparison.Ordinal);
        Assert.DoesNotContain(unknown.Facets.Single(f => f.Field == "theme").Values, v => v.Selected);
    }

    private static string[] Found(TemporaryLibrary library, string query) =>
        [.. library.Library.Search(new SearchRequest { Query = query }).Hits.Select(h => h.Title)];

    private static TemporaryLibrary Of(params (string Title, string Text)[] papers) => new(papers.Select((p, i) => (
        new MaterialUnderstanding().Understand(
            new RawMaterial { Text = p.Text, FrontMatter = new FrontMatter { Title = p.Title, Year = 2020 } }, $"{i}.txt"),
        $"{i}.txt")));
}
