namespace KnowledgeBase.Text.Tests;

public sealed class NumberFormsTests
{
    [Theory]
    [InlineData("一百二十三", "123")]
    [InlineData("十", "10")]
    [InlineData("二十", "20")]
    [InlineData("一千零五", "1005")]
    [InlineData("一亿三千万", "130000000")]
    [InlineData("三万亿", "3000000000000")]
    [InlineData("二〇二三年", "2023年")]
    [InlineData("百分之三十", "30%")]
    [InlineData("百分之30", "30%")]
    [InlineData("第三十", "第30")]
    [InlineData("1,234", "1234")]
    [InlineData("3.5万", "35000")]
    [InlineData("1.2亿", "120000000")]
    [InlineData("三四百", "三四百")]
    [InlineData("5g", "5g")]
    [InlineData("ab", "ab")]
    public void Writes_a_figure_in_one_way(string text, string canonical) => Assert.Equal(canonical, NumberForms.Canonical(text));
}
