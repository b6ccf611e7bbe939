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
    [InlineData("七一", "七一")]
    [InlineData("一二九", "一二九")]
    [InlineData("二〇", "20")]
    [InlineData("一九四九", "1949")]
    [InlineData("九八年", "98年")]
    [InlineData("5g", "5g")]
    [InlineData("ab", "ab")]
    [InlineData("1亿亿", "10000000000000000")]
    [InlineData("1亿亿亿亿", "1亿亿亿亿")]
    [InlineData("1000000000万亿亿", "1000000000万亿亿")]
    [InlineData("1.00000000000000000000000001亿亿亿", "1.00000000000000000000000001亿亿亿")]
    [InlineData("一亿亿亿亿", "一亿亿亿亿")]
    [InlineData("九千九百九十九亿亿亿", "九千九百九十九亿亿亿")]
    public void Writes_a_figure_in_one_way(string text, string canonical) => Assert.Equal(canonical, NumberForms.Canonical(text));

    [Theory]
    [InlineData("1", "亿")]
    [InlineData("9", "万")]
    [InlineData("0.1", "千")]
    [InlineData("", "亿")]
    [InlineData("一", "亿")]
    [InlineData("", "九")]
    [InlineData("0", "亿")]
    public void A_number_too_large_to_count_anything_stays_a_word(string start, string repeated)
    {
        for (var count = 1; count < 200; count++)
        {
            var canonical = NumberForms.Canonical(start + string.Concat(Enumerable.Repeat(repeated, count)));

            Assert.NotEmpty(canonical);
            Assert.DoesNotContain('-', canonical); // as it would be had it overflown
        }
    }
}
