namespace KnowledgeBase.Text.Tests;

public sealed class WordSoundsTests
{
    [Theory]
    [InlineData("yinling", "引领")]
    [InlineData("jiaoyu", "教育")]
    [InlineData("chongqing", "重庆")]
    [InlineData("dangyuan", "党员")]
    public void Words_are_known_by_their_pinyin(string letters, string word) => Assert.Contains(word, WordSounds.SpelledBy(letters));

    [Theory]
    [InlineData("")]
    [InlineData("yinlin")]
    [InlineData("xqzt")]
    public void What_spells_no_word_gives_none_that_is_spelled_otherwise(string letters) =>
        Assert.All(WordSounds.SpelledBy(letters), word => Assert.Equal(letters, Pinyin.Of(word)));
}
