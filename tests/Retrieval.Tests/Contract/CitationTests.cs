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
    [InlineData("云溪县委", "年度总结", null, 2023, "【内部】云溪县委《年度总结》（2023年）", "internal")]
    [InlineData(null, "年度总结", null, null, "【限党委、纪委】《年度总结》", "党委,纪委")]
    [InlineData(null, "年度总结", null, null, "【限资料员】《年度总结》", "closed")]
    [InlineData(null, "年度总结", null, null, "《年度总结》", "public")]
    public void A_material_is_cited_by_unit_title_and_date_and_carries_its_level(
        string? issuer, string title, string? date, int? year, string citation, string? access = null) =>
        Assert.Equal(citation, Citation.Of(issuer, title, date is null ? null : DateOnly.Parse(date), year, access));
}
