using System.Text;
using KnowledgeBase.Retrieval.Engines;
using KnowledgeBase.Retrieval.Engines.OpenSearch;

namespace KnowledgeBase.Engines.Tests.OpenSearch;

/// <summary>Terms travel to the server as text, and no two of them as the same.</summary>
public sealed class OpenSearchTermsTests
{
    [Fact]
    public void A_word_is_itself_unless_something_in_it_would_part_it()
    {
        Assert.Equal("党建", Word("党建"));
        Assert.Equal("gb/t-2023", Word("gb/t-2023"));
        Assert.Equal("𠮷", Word("𠮷"));
        Assert.Equal("a\U000F0020b\U000F007Cc\U000F005Fd\U000F3000", Word("a b|c_d\u3000"));
    }

    [Fact]
    public void No_two_terms_are_the_same_text_whatever_their_bytes()
    {
        string[] words =
        [
            "_", "|", " ", "\t", "\n", "\u00A0", "\u2028", "\u200B", "\uFEFF", "\uFFFE", "\uFFFF", "\U000F0020", "\U000F005F", "\U00100020",
            "\U000FD800", "\U0010FFFF", "𠮷", "a_b", "a|b", "a b", "ab",
        ];
        byte[][] broken = [[0x20], [0xFF], [0xC3], [0xC3, 0xC3], [0xE5, 0x85], [0xED, 0xA0, 0x80], [0x5F, 0xFF]];
        byte[][] terms = [.. words.Select(EngineTerms.OfWord).Concat(broken).DistinctBy(Convert.ToHexString)];

        var texts = terms.Select(term => OpenSearchTerms.Of(PassageField.Words, term)).ToList();

        Assert.Equal(terms.Length, texts.Distinct(StringComparer.Ordinal).Count());
        Assert.All(texts, text => Assert.DoesNotContain(text, c => c is '_' or '|' || char.IsWhiteSpace(c) || char.IsControl(c)));
    }

    [Fact]
    public void A_text_has_a_code_point_for_each_unit_and_no_two_units_the_same()
    {
        var all = string.Concat(Enumerable.Range(0, 0x10000).Select(unit => (char)unit));
        var text = new StringBuilder();
        OpenSearchTerms.AppendText(text, all);

        var runes = text.ToString().EnumerateRunes().ToList();
        Assert.Equal(all.Length, runes.Count);
        Assert.Equal(all.Length, runes.Distinct().Count());
        Assert.DoesNotContain(new Rune(OpenSearchTerms.PairSeparator), runes);
        Assert.DoesNotContain(Rune.ReplacementChar, runes.Where((_, unit) => unit != Rune.ReplacementChar.Value));
    }

    [Fact]
    public void A_phrase_has_a_slot_for_each_position()
    {
        Assert.Equal("党建 _ 引领", OpenSearchTerms.OfPhrase(PassageField.Words, [Bytes("党建"), Bytes("引领")], [0, 2]));
        Assert.Equal("a b", OpenSearchTerms.OfPhrase(PassageField.Words, [Bytes("a"), Bytes("b")], [1, 2]));
        var literal = (PhraseQuery)EngineTerms.Literal("党建引领好");
        Assert.Equal("党建\uFFFF_\uFFFF引领\uFFFF领好", OpenSearchTerms.OfPhrase(literal.Field, literal.Terms, literal.Offsets));

        static byte[] Bytes(string word) => EngineTerms.OfWord(word);
    }

    private static string Word(string word) => OpenSearchTerms.Of(PassageField.Words, EngineTerms.OfWord(word));
}
