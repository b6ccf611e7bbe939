using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Tests;
using KnowledgeBase.Understanding;

namespace KnowledgeBase.Retrieval.Tests.Search;

/// <summary>What is looked at once more when words have found their best, and how it is told.</summary>
public sealed class SecondLookTests
{
    [Theory]
    [InlineData("第一章 总则……1\n第二章 巡山……3\n第三章 值守……7\n附则……9", nameof(PassageShape.List))]
    [InlineData("巡山队\n青石林场\n白石林场\n红石林场\n值守点", nameof(PassageShape.List))]
    [InlineData("参加单位：青石、白石、红石、黑石、黄石、绿石、蓝石、紫石、灰石、大石、小石、老石、新石。", nameof(PassageShape.List))]
    [InlineData("一、巡山值守\n（一）值守怎样排班", nameof(PassageShape.Headings))]
    [InlineData("（一）夜里不值守的；\n（二）见了烟火不报告的；", nameof(PassageShape.Prose))]
    [InlineData("一、巡山值守\n每天有两个人上山，天黑才回来。", nameof(PassageShape.Prose))]
    [InlineData("这一行被页面折断了，因为它比一页宽得多，所以没有标点就到了头\n下一行接着说，也是一样长，一样没有标点，也还没有到句子的末尾\n再下一行还是这样，只是最后终于有了句号，一句话到这里才算说完\n完了。", nameof(PassageShape.Prose))]
    [InlineData("学习、宣传、巡山、值守，样样都要有人管。", nameof(PassageShape.Prose))]
    [InlineData("", nameof(PassageShape.Headings))]
    public void A_passage_says_something_or_lists(string text, string shape) =>
        Assert.Equal(shape, $"{PassageShapes.Of(text)}");

    [Fact]
    public void A_passage_that_says_something_stands_before_a_list_that_names_it_more_often()
    {
        using var library = Of(
            ("名单", "巡山值守点\n青石巡山\n白石巡山\n红石巡山\n黑石巡山"),
            ("说明", "林场每天安排两个人巡山，沿着防火道走一圈，发现烟火马上报告。"));

        Assert.Equal(["说明", "名单"], Found(library, "巡山"));
    }

    [Fact]
    public void A_passage_that_holds_more_of_the_words_stands_before_one_that_repeats_the_rarest()
    {
        using var library = Of(
            ("雷达", "雷达标准，雷达接口，雷达安装，雷达验收，雷达维护。"),
            ("党员", "林场党员轮流值守，党员带班值守，夜里也有人。"),
            ("别处一", "林场党员开会学习。"),
            ("别处二", "值守点修好了。"));

        Assert.Equal("党员", Found(library, "党员 值守 雷达")[0]);
    }

    [Fact]
    public void Of_those_with_the_name_that_is_asked_for_the_one_with_the_other_words_stands_first()
    {
        const string Query = "怎么发挥第一书记的作用";
        using var library = Of(
        [
            ("生平", "他到青石县任第一书记，后来又到白石县任第一书记，过了好几年才回来。"),
            ("做法", "驻村的第一书记怎样把作用发挥出来，林场想了三个办法，村里的人都看在眼里。"),
            .. Enumerable.Range(0, 8).Select(i => ($"别的{i}", $"第{i}个支部发挥作用。")),
        ]);

        Assert.Equal("做法", Found(library, Query)[0]);
    }

    [Fact]
    public void Of_a_question_that_asks_a_name_of_the_field_is_missed_more_than_other_words_are()
    {
        using var library = Of(("人", "第一书记住在村里，帮着修路。"), ("别的", "书记的作用，第一要看平时发挥得好不好。"));

        Assert.Contains(Factors("人"), text => text.StartsWith("除名称外，所查的 2 个词有 0 个", StringComparison.Ordinal));
        Assert.DoesNotContain(Factors("人"), text => text.StartsWith("所查的", StringComparison.Ordinal));
        Assert.Contains(Factors("别的"), text => text.StartsWith("所查的 1 个词有 0 个", StringComparison.Ordinal));

        IEnumerable<string> Factors(string title)
        {
            const string Query = "第一书记的作用怎么发挥出来";
            var hit = library.Library.Search(new SearchRequest { Query = Query }).Hits.Single(h => h.Title == title);
            return library.Library.Explain(Query, SearchMode.Best, hit.Material)![0].Score.Details.Select(d => d.Description);
        }
    }

    [Fact]
    public void A_name_of_the_field_is_wanted_in_the_first_hit()
    {
        const string Query = "第一书记的作用如何发挥？";
        using var library = Of(
        [
            ("榜样", "发挥榜样的作用。第一，书记的作用怎么发挥要看平时。"),
            ("路", "派来的第一书记住在村里，去年修了路，今年通了水，村里人都记得他，说他办成了好几件难事。"),
            .. Enumerable.Range(0, 8).Select(i => ($"别的{i}", $"第{i}个支部的书记发挥作用。")),
        ]);

        Assert.Equal("路", Found(library, Query)[0]);
        Assert.True(Score("榜样") / SecondLookWeights.UncoveredNames > Score("路"), "By its words the other is ahead.");

        double Score(string title)
        {
            var hit = library.Library.Search(new SearchRequest { Query = Query }).Hits.Single(h => h.Title == title);
            return library.Library.Explain(Query, SearchMode.Best, hit.Material)![0].Score.Value;
        }
    }

    [Fact]
    public void A_passage_with_the_parts_of_a_long_word_holds_some_of_it()
    {
        var word = new AskedWord(["国有企业", "国企"], ["国有", "企业"], IsName: true);

        Assert.Equal(1, word.ShareIn("国企改革"));
        Assert.Equal(SecondLookWeights.InParts / 2, word.ShareIn("民营企业改革"), 6);
        Assert.Equal(0, word.ShareIn("林场改革"));
        Assert.Equal(0, new AskedWord(["改革"], [], IsName: false).ShareIn("林场"));
    }

    [Theory]
    [InlineData("怎样安排值班、夜间巡山护林", "关于夜间巡山护林的通知")]
    [InlineData("夜间巡山护林怎么安排", "夜间巡山护林")]
    [InlineData("夜间巡山护林", "关于夜间巡山护林的通知")]
    public void A_paper_whose_title_is_in_the_question_or_has_a_clause_of_it_comes_first(string query, string title)
    {
        using var library = Of(
            ("巡山记录", "林场安排夜间巡山护林，夜间巡山护林的人有两个。"), (title, "林场安排夜间巡山护林，要有两个人。"));
        var hits = library.Library.Search(new SearchRequest { Query = query }).Hits;

        Assert.Equal(title, hits[0].Title);
        Assert.Contains(
            library.Library.Explain(query, SearchMode.Best, hits[0].Material)![0].Score.Details,
            d => d.Description.StartsWith("标题中有“夜间巡山护林”，得分乘以", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_like_passages_that_of_the_weightier_paper_comes_first()
    {
        using var library = Of(("简讯", "林场建立巡山制度。"), ("条例", "林场建立巡山制度。"));

        Assert.Equal(["条例", "简讯"], Found(library, "巡山"));
    }

    [Fact]
    public void Pages_neither_repeat_nor_skip_a_hit_where_the_second_look_ends()
    {
        using var library = Of([.. Enumerable.Range(0, 50).Select(i => (
            $"林场{i}", i % 3 == 0 ? $"巡山\n点{i}\n点位\n站点\n值守" : $"第{i}林场每天巡山，共{new string('走', i % 7)}一圈。"))]);
        var all = Found(library, "巡山", 100);

        Assert.Equal(50, all.Distinct().Count());
        foreach (var size in (int[])[1, 3, 7, 10, 20, 30])
        {
            Assert.Equal(all, Enumerable.Range(1, (50 / size) + 1).SelectMany(page => Found(library, "巡山", size, page)));
        }
    }

    [Theory]
    [InlineData("巡山")]
    [InlineData("党员 值守")]
    [InlineData("怎样安排党员夜里值守和巡山")]
    [InlineData("“巡山” 值守")]
    public void A_score_is_told_in_Chinese_by_numbers_that_make_it(string query)
    {
        using var library = Of(
            ("一", "一、巡山\n林场安排党员夜里值守和巡山，发现烟火马上报告。"), ("二", "党员学习。"), ("三", "值守点修好了，巡山的人多了。"));
        foreach (var hit in library.Library.Search(new SearchRequest { Query = query }).Hits)
        {
            var told = library.Library.Explain(query, SearchMode.Best, hit.Material)![0].Score;
            var sum = told.Details.Where(d => d.Description.Contains("，加 ", StringComparison.Ordinal)).Sum(d => d.Value);
            var factors = told.Details.Where(d => d.Description.Contains("乘以", StringComparison.Ordinal))
                .Aggregate(1f, (product, d) => product * d.Value);

            Assert.Equal(hit.Score, told.Value, 3);
            Assert.Equal(told.Value, sum * factors, 3);
            Assert.All(told.Details.Prepend(told), d =>
            {
                Assert.EndsWith("。", d.Description, StringComparison.Ordinal);
                Assert.DoesNotContain(d.Description, char.IsAsciiLetter);
            });
        }
    }

    private static string[] Found(TemporaryLibrary library, string query, int size = 10, int page = 1) =>
        [.. library.Library.Search(new SearchRequest { Query = query, Size = size, Page = page }).Hits.Select(h => h.Title)];

    private static TemporaryLibrary Of(params (string Title, string Text)[] papers) => new(papers.Select((p, i) =>
    {
        var genre = p.Title == "条例" ? Genres.Rules : p.Title == "简讯" ? Genres.News : Genres.Report;
        var front = new FrontMatter { Title = p.Title, Genre = genre, Year = 2020 };
        return (new MaterialUnderstanding().Understand(new RawMaterial { Text = p.Text, FrontMatter = front }, $"{i}.txt"), $"{i}.txt");
    }));
}
