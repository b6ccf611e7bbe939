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
    [InlineData("走访1*户", "1*", null, NumeralBound.Exact)]
    [InlineData("走访３，５００户", "３，５００", 3500d, NumeralBound.Exact)]
    [InlineData("走访120，200户受益", "120", 120d, NumeralBound.Exact)]
    [InlineData("走访1500,300户受益", "1500", 1500d, NumeralBound.Exact)]
    [InlineData("走访1,234,567户", "1,234,567", 1234567d, NumeralBound.Exact)]
    [InlineData("走访1.2.3户", "1.2", 1.2, NumeralBound.Exact)]
    [InlineData("走访3千多户", "3千多", 3000d, NumeralBound.AtLeast)]
    [InlineData("走访1万2千户", "1万2千", 12000d, NumeralBound.Exact)]
    [InlineData("筹资3亿5000万元", "3亿5000万", 3.5e8, NumeralBound.Exact)]
    [InlineData("筹资3亿2023年到账", "3亿", 3e8, NumeralBound.Exact)]
    [InlineData("规模3万亿元", "3万亿", 3e12, NumeralBound.Exact)]
    [InlineData("走访两千五百户", "两千五百", 2500d, NumeralBound.Exact)]
    [InlineData("走访两千五", "两千五", 2500d, NumeralBound.Exact)]
    [InlineData("走访两千零五户", "两千零五", 2005d, NumeralBound.Exact)]
    [InlineData("筹资一亿二千万元", "一亿二千万", 1.2e8, NumeralBound.Exact)]
    [InlineData("筹資兩萬元", "兩萬", 20000d, NumeralBound.Exact)]
    [InlineData("筹资壹佰贰拾万元", "壹佰贰拾万", 1.2e6, NumeralBound.Exact)]
    [InlineData("收拾三间屋", "三", 3d, NumeralBound.Exact)]
    [InlineData("队伍5支", "5", 5d, NumeralBound.Exact)]
    [InlineData("走访十几户", "十几", 10d, NumeralBound.AtLeast)]
    [InlineData("走访二十来户", "二十来", 20d, NumeralBound.AtLeast)]
    [InlineData("登记20来访者", "20", 20d, NumeralBound.Exact)]
    [InlineData("来了五六个人", "五六", null, NumeralBound.About)]
    [InlineData("来了三四十人", "三四十", null, NumeralBound.About)]
    [InlineData("来了十五六人", "十五六", null, NumeralBound.About)]
    [InlineData("来了二十至三十人", "二十至三十", null, NumeralBound.Exact)]
    [InlineData("来了3到5人", "3到5", null, NumeralBound.Exact)]
    [InlineData("面积不到20平方米", "不到20", 20d, NumeralBound.AtMost)]
    [InlineData("不超过30人", "不超过30", 30d, NumeralBound.AtMost)]
    [InlineData("不少于30人", "不少于30", 30d, NumeralBound.AtLeast)]
    [InlineData("限30以内", "30以内", 30d, NumeralBound.AtMost)]
    [InlineData("附近3个村", "3", 3d, NumeralBound.Exact)]
    [InlineData("预约3次", "3", 3d, NumeralBound.Exact)]
    [InlineData("节约5万元", "5万", 50000d, NumeralBound.Exact)]
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
    [InlineData("费用的五分之一", "五分之一", 20d)]
    [InlineData("占三分之二以上", "三分之二以上", 66.67)]
    [InlineData("差错千分之三", "千分之三", 0.3)]
    [InlineData("近3成", "近3成", 30d)]
    [InlineData("增长10%—20%", "10%—20%", null)]
    [InlineData("降低百分之五至百分之十", "百分之五至百分之十", null)]
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

    [Theory]
    [InlineData("多次走访，余量充足")]
    [InlineData("陆续走访，队伍壮大，收拾整齐")]
    [InlineData("千千万万")]
    [InlineData("编号110105199001011234567")]
    public void A_text_without_numbers_has_none(string text) => Assert.False(NumeralReader.TryFind(text, 0, out _));

    [Theory]
    [InlineData('9')]
    [InlineData('千')]
    [InlineData('一')]
    [InlineData('拾')]
    [InlineData('*')]
    public void Endless_runs_are_read_once(char unit)
    {
        var text = new string(unit, 200_000);

        for (var at = 0; NumeralReader.TryFind(text, at, out var numeral); at = numeral.End)
        {
            Assert.True(numeral.End > at);
        }
    }

    [Theory]
    [InlineData("一")]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("壹")]
    public void No_number_is_infinite(string start)
    {
        for (var count = 1; count < 100; count++)
        {
            var text = start + new string('亿', count) + "元";
            for (var at = 0; at < text.Length && NumeralReader.TryFind(text, at, out var numeral); at = numeral.End)
            {
                Assert.True(numeral.Value is null || double.IsFinite(numeral.Value.Value), text);
                Assert.InRange(numeral.End, numeral.Start + 1, text.Length);
            }
        }
    }
}
