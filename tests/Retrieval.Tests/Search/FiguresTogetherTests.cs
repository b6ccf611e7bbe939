using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Tests;

namespace KnowledgeBase.Retrieval.Tests.Search;

/// <summary>A figure among strings that stand together is one however it is written.</summary>
public sealed class FiguresTogetherTests : IDisposable
{
    private readonly TemporaryLibrary _embedded = new(Materials(), engine: "embedded");
    private readonly TemporaryLibrary _lucene = new(Materials(), engine: "lucene");

    public void Dispose()
    {
        _embedded.Dispose();
        _lucene.Dispose();
    }

    [Theory]
    [InlineData("同句(18场 党课)", "字 数 别")]
    [InlineData("同句(十八场 党课)", "字 数")]
    [InlineData("同句(党课 十八场)", "字 数")]
    [InlineData("近5:(18场 党课)", "字 别")]
    [InlineData("近5:(十八场 党课)", "字")]
    [InlineData("近12:(十八场 党课)", "字 数 远")]
    [InlineData("依次12:(党课 十八场)", "数")]
    [InlineData("依次12:(十八场 党课)", "字 远")]
    [InlineData("同段(十八场 党课)", "字 数 远")]
    [InlineData("近2:(18场 党课)", "")]
    [InlineData("同句(三亿元 资金)", "亿")]
    [InlineData("同句(3亿元 资金)", "亿")]
    [InlineData("同句(“十八场” 党课)", "字 数")]
    [InlineData("同句(19场 党课)", "")]
    public void However_it_is_written(string query, string expected)
    {
        foreach (var library in new[] { _embedded.Library, _lucene.Library })
        {
            var found = library.Search(new SearchRequest { Query = query }).Hits.Select(h => h.Material).Order(StringComparer.Ordinal);
            Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal), found);
        }
    }

    [Fact]
    public void Beside_a_string_that_is_no_word_it_is_found_as_it_was_typed_and_that_is_said()
    {
        var found = _embedded.Library.Search(new SearchRequest { Query = "同句(18场 送了出去)" });

        Assert.Equal(["数"], found.Hits.Select(h => h.Material));
        Assert.Contains(found.Warnings, w => w.Contains("18场", StringComparison.Ordinal) && w.Contains("原样", StringComparison.Ordinal));
    }

    [Fact]
    public void Strings_without_a_figure_are_looked_for_as_ever() =>
        Assert.Empty(_embedded.Library.Search(new SearchRequest { Query = "同句(党课 板凳)" }).Warnings);

    private static IEnumerable<(Material Material, string Path)> Materials() =>
    [
        Of("字", "去年冬天，老支书们在板凳上讲了十八场接地气的党课。"),
        Of("数", "流动宣讲队把党课送了出去，一共18场。"),
        Of("远", "宣讲队去了18场圩日。村里的党课却在祠堂里讲。"),
        Of("别", "党课讲了118场。"),
        Of("亿", "全县整合资金3亿元修渠。"),
    ];

    private static (Material, string) Of(string id, string text)
    {
        var material = SampleMaterial.Of(text);
        return (material with { Id = id, Facts = material.Facts with { Title = id } }, id);
    }
}
