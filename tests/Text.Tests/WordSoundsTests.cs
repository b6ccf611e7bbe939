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

    [Theory]
    [InlineData("创兴", "创新")]
    [InlineData("积份", "积分")]
    [InlineData("治里", "治理")]
    public void Words_are_known_by_what_sounds_nearly_like_them(string text, string word) => Assert.Contains(word, WordSounds.Alike(text));

    [Theory]
    [InlineData("创新")]
    [InlineData("𬭳")]
    public void A_word_is_not_like_itself_and_what_has_no_sound_is_like_none(string text) =>
        Assert.DoesNotContain(WordSounds.Alike(text), word => word == text || word.Length != text.Length);

    [Fact]
    public void A_word_is_found_by_what_differs_from_it_in_one_character()
    {
        var words = Lexicon.Default.WithOneOther("建没").ToList();

        Assert.Contains("建设", words);
        Assert.Contains("沉没", words);
        Assert.DoesNotContain(words, word => word.Length != 2 || (word[0] != '建' && word[1] != '没'));
        Assert.DoesNotContain("建设", Lexicon.Default.WithOneOther("建设"));
    }
}
