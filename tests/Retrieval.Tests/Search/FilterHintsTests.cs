using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.Views;
using KnowledgeBase.Tests;

namespace KnowledgeBase.Retrieval.Tests.Search;

/// <summary>Where filters empty an answer, it is told which of them do.</summary>
public sealed class FilterHintsTests : IDisposable
{
    private readonly TemporaryLibrary _temporary = new(
        [
            (Of("湖边夜谈", 2021, Genres.Speech, "湖边的夜谈从七点说到九点。"), "甲.txt"),
            (Of("夜谈记事", 2022, Genres.Speech, "夜谈说完，谁也不提散会。"), "乙.txt"),
            (Of("夜谈经验", 2023, Genres.Experience, "夜谈有三条经验。"), "丙.txt"),
        ],
        engine: null);

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void Each_filter_is_dropped_alone_and_counted()
    {
        var found = _temporary.Library.Search(new SearchRequest { Query = "夜谈", Years = [2023], Genres = [Genres.Speech] });

        Assert.Equal(0, found.Total);
        Assert.Equal(["year 年份 2023 2", "genre 文种 讲话 1"], found.WithoutFilters.Select(Told));
        Assert.All(found.WithoutFilters, f => Assert.Equal(f.Total, _temporary.Library.Search((SearchRequest)f.Without).Total));
        Assert.Equal(
            "是筛选条件使结果为空，只去掉其中一项就有：年份“2023”（2 条），文种“讲话”（1 条）。", FilterHint.Told(found.WithoutFilters));
    }

    [Fact]
    public void Where_none_alone_helps_all_together_are_told()
    {
        var found = _temporary.Library.Search(new SearchRequest { Query = "夜谈", Years = [1999], Tiers = [Tiers.Village] });

        Assert.Equal("all 全部筛选 1999、村 3", Told(found.WithoutFilters[0]));
        Assert.Equal([0, 0], found.WithoutFilters.Skip(1).Select(f => f.Total));
    }

    [Fact]
    public void A_filter_in_the_question_is_dropped_with_its_words_left()
    {
        var found = _temporary.Library.Search(new SearchRequest { Query = "夜谈 年份:2019" });

        var hint = Assert.Single(found.WithoutFilters);
        Assert.Equal(("query", 3, "夜谈"), (hint.Filter, hint.Total, hint.Without.Query));
    }

    [Fact]
    public void Views_tell_it_too_and_an_answer_that_has_hits_tells_nothing()
    {
        var passages = _temporary.Library.Passages(new ViewRequest { Query = "夜谈", Years = [2023], Genres = [Genres.Speech] });
        Assert.Equal(["year 2", "genre 1"], passages.WithoutFilters.Select(f => $"{f.Filter} {f.Total}"));

        Assert.Empty(_temporary.Library.Search(new SearchRequest { Query = "夜谈", Years = [2023] }).WithoutFilters);
        Assert.Empty(_temporary.Library.Search(new SearchRequest { Query = "没有人写过的话" }).WithoutFilters);
        Assert.Null(FilterHint.Told([]));
    }

    private static string Told(FilterHint hint) => $"{hint.Filter} {hint.Name} {string.Join('、', hint.Values)} {hint.Total}";

    private static Material Of(string title, int year, string genre, string text)
    {
        var material = SampleMaterial.Of(text);
        return material with
        {
            Id = title,
            Facts = material.Facts with { Title = title, Year = new(year, 1, ""), Genre = new(genre, 1, "") },
        };
    }
}
