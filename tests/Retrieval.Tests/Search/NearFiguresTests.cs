using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.Views;
using KnowledgeBase.Tests;

namespace KnowledgeBase.Retrieval.Tests.Search;

/// <summary>A figure that stands nowhere is answered with those near it.</summary>
public sealed class NearFiguresTests : IDisposable
{
    private readonly TemporaryLibrary _temporary = new(
    [
        Of("甲", "宣讲队讲了16场，又补了二十场。"), Of("乙", "村里讲了16场。"), Of("丙", "全市讲了3600场，每场18人。"), Of("丁", "修渠花了2.8万元。"),
    ]);

    public void Dispose() => _temporary.Dispose();

    [Theory]
    [InlineData("18场", "二十场 1 二十场, 16场 2 16场")]
    [InlineData("十八场", "二十场 1 二十场, 16场 2 16场")]
    [InlineData("宣讲队 18场", "二十场 1 宣讲队 二十场, 16场 2 宣讲队 16场")]
    [InlineData("30000元", "2.8万元 1 2.8万元")]
    [InlineData("18人", "")]
    [InlineData("16场", "")]
    [InlineData("“18场”", "")]
    [InlineData("7顿", "")]
    [InlineData("宣讲队", "")]
    public void Those_that_count_the_same_come_nearest_first(string query, string expected)
    {
        var found = _temporary.Library.Search(new SearchRequest { Query = query });

        Assert.Equal(expected, string.Join(", ", found.DidYouMean.Select(d => $"{d.Suggestion} {d.Materials} {d.Query}")));
        Assert.Equal(
            found.DidYouMean.Select(d => d.Suggestion),
            _temporary.Library.Passages(new ViewRequest { Query = query }).DidYouMean.Select(d => d.Suggestion));
    }

    [Fact]
    public void Nothing_is_searched_instead() => Assert.Equal(0, _temporary.Library.Search(new SearchRequest { Query = "18场" }).Total);

    private static (Material, string) Of(string id, string text)
    {
        var material = SampleMaterial.Of(text);
        return (material with { Id = id, Facts = material.Facts with { Title = id } }, id);
    }
}
