using KnowledgeBase.Text;
using KnowledgeBase.Understanding.Wordings;

namespace KnowledgeBase.Understanding.Tests.Wordings;

/// <summary>How formulations are compared, beside the fold of the index.</summary>
public class ComparableTextTests
{
    [Fact]
    public void What_is_alike_here_is_alike_in_the_index_whatever_the_character()
    {
        var apart = Enumerable.Range(1, char.MaxValue)
            .Select(c => (char)c)
            .Where(c => !ComparableText.IsQuote(c) && FoldedText.Fold(ComparableText.Fold($"{c}")) != FoldedText.Fold($"{c}"))
            .Select(c => $"U+{(int)c:X4}");

        Assert.Equal("", string.Join(' ', apart));
    }

    [Theory]
    [InlineData("“三会一课”", "三会一课")]
    [InlineData("三会 一课", "三会一课")]
    [InlineData("一、二，三", "一、二,三")]
    [InlineData("１＋１＋Ｎ", "1+1+N")]
    [InlineData("前——后", "前--后")]
    public void Quotation_marks_white_space_width_and_the_form_of_dashes_do_not_count(string one, string other)
    {
        Assert.Equal(ComparableText.Fold(other), ComparableText.Fold(one));
    }

    [Theory]
    [InlineData("網格", "网格")]
    [InlineData("N", "n")]
    [InlineData("上\n下", "上下")]
    public void Traditional_characters_case_and_line_ends_count_though_the_index_passes_over_them(string one, string other)
    {
        Assert.NotEqual(ComparableText.Fold(other), ComparableText.Fold(one));
        Assert.Equal(FoldedText.Fold(other), FoldedText.Fold(one));
    }
}
