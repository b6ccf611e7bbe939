using System.Text;
using KnowledgeBase.Retrieval.Engines;
using KnowledgeBase.Text;

namespace KnowledgeBase.Engines.Tests;

public class EngineTermsTests
{
    [Fact]
    public void A_text_gives_every_pair_and_every_character_with_its_place()
    {
        var given = new Terms();

        given.AddText(new FoldedText("党 建，Ａ").Text);

        Assert.Equal(["党建 0", "建, 1", ",a 2"], given.Of(PassageField.Bigrams));
        Assert.Equal(["党 0", "建 1", ", 2", "a 3"], given.Of(PassageField.Characters));
    }

    [Theory]
    [InlineData("党", "党 0")]
    [InlineData("党建", "党建 0")]
    [InlineData("三会一课", "三会 0|一课 2")]
    [InlineData("一岗双责制", "一岗 0|双责 2|责制 3")]
    public void A_string_is_a_phrase_of_pairs(string text, string terms) => Assert.Equal(
        terms,
        string.Join('|', EngineTerms.Literal(FoldedText.Fold(text)) switch
        {
            PhraseQuery { Field: PassageField.Bigrams } phrase => phrase.Terms.Zip(phrase.Offsets, Show),
            TermQuery term when term.Field == (text.Length == 1 ? PassageField.Characters : PassageField.Bigrams) => [Show(term.Term, 0)],
            var other => [$"{other}"],
        }));

    private static string Show(byte[] term, int place) => $"{Encoding.BigEndianUnicode.GetString(term)} {place}";

    private sealed class Terms : TermBlock
    {
        private readonly List<(PassageField Field, string Term)> _terms = [];

        public IEnumerable<string> Of(PassageField field) => _terms.Where(t => t.Field == field).Select(t => t.Term);

        public override void Clear() => throw new NotSupportedException();

        public override void NextDocument() => throw new NotSupportedException();

        public override void AddKeyword(PassageField field, string value) => throw new NotSupportedException();

        public override void SetNumber(PassageField field, long value) => throw new NotSupportedException();

        public override void Store(StoredField field, ReadOnlySpan<byte> value) => throw new NotSupportedException();

        protected override void AddTerm(PassageField field, ReadOnlySpan<byte> term, int position) =>
            _terms.Add((field, Show(term.ToArray(), position)));

        protected override void SetLength(PassageField field, int tokens) => throw new NotSupportedException();
    }
}
