using KnowledgeBase.Retrieval.Contract;

namespace KnowledgeBase.Retrieval.Tests.Contract;

public class CitationTests
{
    [Theory]
    [InlineData("云溪县委", "年度总结", "2023-05-07", 2023, "云溪县委《年度总结》（2023年5月7日）")]
    [InlineData("云溪县委", "年度总结", null, 2023, "云溪县委《年度总结》（2023年）")]
    [InlineData("云溪县委", "年度总结", null, null, "云溪县委《年度总结》")]
    [InlineData(null, "年度总结", null, null, "《年度总结》")]
    [InlineData(" 云溪县委 ", "学习《条例》\n的体会 ", null, null, "云溪县委《学习〈条例〉 的体会》")]
    public void A_material_is_cited_by_unit_title_and_date(string? issuer, string title, string? date, int? year, string citation) =>
        Assert.Equal(citation, Citation.Of(issuer, title, date is null ? null : DateOnly.Parse(date), year));
}
