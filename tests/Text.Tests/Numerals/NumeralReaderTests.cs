using KnowledgeBase.Text.Numerals;

namespace KnowledgeBase.Text.Tests.Numerals;

public class NumeralReaderTests
{
    [Theory]
    [InlineData("走访群众1251户", "1251", 1251d, NumeralBound.Exact)]
    [InlineData("走访群众１２户", "１２", 12d, NumeralBound.Exact)]
    [InlineData("走访群众1,251户", "1,251", 1251d, NumeralBound.Exact)]
    [InlineData("走访400多户", "400多", 400d, NumeralBound.AtLeast)]
    [InlineData("走访四百余户", "四百余", 400d, NumeralBound.AtLeast)]
    [InlineData("走访近三千户", "近三千", 3000d, NumeralBound.About)]
    [InlineData("走访三千二百零五户", "三千二百零五", 3205d, NumeralBound.Exact)]
    [InlineData("筹资3亿元", "3亿", 3e8, NumeralBound.Exact)]
    [InlineData("培训1.2万人次", "1.2万", 12000d, NumeralBound.Exact)]
    [InlineData("筹资86万余元", "86万余", 860000d, NumeralBound.AtLeast)]
    [InlineData("筹资超过十万元", "超过十万", 1e5, NumeralBound.AtLeast)]
    [InlineData("年税收过3亿元", "过3亿", 3e8, NumeralBound.AtLeast)]
    [InlineData("表决通过3项", "3", 3d, NumeralBound.Exact)]
    [InlineData("来了上千人", "上千", 1000d, NumeralBound.AtLeast)]
    [InlineData("来了数百人", "数百", 100d, NumeralBound.AtLeast)]
    [InlineData("仅用两天", "两", 2d, NumeralBound.Exact)]
    [InlineData("二〇二三年", "二〇二三", 2023d, NumeralBound.Exact)]
    [InlineData("约200左右", "约200左右", 200d, NumeralBound.About)]
    [InlineData("修渠二点五公里", "二点五", 2.5, NumeralBound.Exact)]
    [InlineData("奖励100—260元", "100—260", null, NumeralBound.Exact)]
    [InlineData("新建**个", "**", null, NumeralBound.Exact)]
    [InlineData("走访**余户", "**余", null, NumeralBound.AtLeast)]
    public void Numbers_are_read_with_what_qualifies_them(string text, string expected, double? value, NumeralBound bound)
    {
        Assert.True(NumeralReader.TryFind(text, 0, out var numeral));
        Assert.Equal((expected, value, bound), (text[numeral.Start..numeral.End], numeral.Value, numeral.Bound));
        Assert.False(numeral.IsPercentage);
    }

    [Theory]
    [InlineData("满意率98.5%", "98.5%", 98.5)]
    [InlineData("满意率达百分之九十八", "百分之九十八", 98d)]
    [InlineData("覆盖率90％以上", "90％以上", 90d)]
    [InlineData("下降逾八成", "逾八成", 80d)]
    [InlineData("下降两成半", "两成半", 25d)]
    [InlineData("参与率**%", "**%", null)]
    public void Shares_are_percentages(string text, string expected, double? value)
    {
        Assert.True(NumeralReader.TryFind(text, 0, out var numeral));
        Assert.Equal((expected, value, true), (text[numeral.Start..numeral.End], numeral.Value, numeral.IsPercentage));
    }

    [Theory]
    [InlineData("三成立支部", "三")]
    [InlineData("第3次，第12次", "3")]
    public void What_follows_is_not_swallowed(string text, string expected)
    {
        Assert.True(NumeralReader.TryFind(text, 0, out var numeral));
        Assert.Equal(expected, text[numeral.Start..numeral.End]);
    }

    [Fact]
    public void A_text_without_numbers_has_none() => Assert.False(NumeralReader.TryFind("多次走访，余量充足", 0, out _));
}
