namespace KnowledgeBase.Text.Tests;

public sealed class PinyinTests
{
    [Theory]
    [InlineData("党支部", "dangzhibu", "dzb")]
    [InlineData("重庆", "chongqing", "cq")]
    [InlineData("长治", "changzhi", "cz")]
    [InlineData("行政", "xingzheng", "xz")]
    [InlineData("银行党委", "yinhangdangwei", "yhdw")]
    [InlineData("绿水青山", "lvshuiqingshan", "lsqs")]
    [InlineData("調研", "diaoyan", "dy")]
    [InlineData("AB角", "abjiao", "abj")]
    public void Reads_characters_as_their_word_does(string text, string pinyin, string initials)
    {
        Assert.Equal(pinyin, Pinyin.Of(text));
        Assert.Equal(initials, Pinyin.Initials(text));
    }

    [Theory]
    [InlineData("dangzhibu", true)]
    [InlineData("dzb", true)]
    [InlineData("dzhb", true)]
    [InlineData("dangzh", true)]
    [InlineData("dang zhi", true)]
    [InlineData("DZ", true)]
    [InlineData("dangzhibus", false)]
    [InlineData("dbz", false)]
    [InlineData("", false)]
    public void Knows_what_somebody_may_be_typing(string typed, bool matches) => Assert.Equal(matches, Pinyin.Matches(typed, "党支部"));

    [Theory]
    [InlineData('党', "dang")]
    [InlineData('行', "xing")]
    [InlineData('绿', "lv")]
    [InlineData('a', null)]
    [InlineData('。', null)]
    public void Reads_a_character_as_it_reads_most_often(char character, string? syllable) =>
        Assert.Equal(syllable, Pinyin.SyllableOf(character));
}
