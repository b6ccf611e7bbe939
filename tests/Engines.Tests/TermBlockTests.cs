using System.Text;
using KnowledgeBase.Retrieval.Engines;
using KnowledgeBase.Text;

namespace KnowledgeBase.Engines.Tests;

/// <summary>What a block tells an engine that takes terms one by one of a field's words and of its length.</summary>
public sealed class TermBlockTests
{
    [Theory]
    [InlineData(PassageField.Words, "党员@0 带头@2", 2)]
    [InlineData(PassageField.Heading, "党员@0 带头@2", 2)]
    [InlineData(PassageField.Title, "党员@0 带头@2", 2)]
    [InlineData(PassageField.Units, "党员@0 带头@2", null)]
    public void Words_stand_at_their_places_and_count_where_people_read_them(object field, string terms, int? length)
    {
        var words = new TokenBuffer();
        words.Add(0, 2, "党员", isInner: false);
        words.Add(2, 2, "带头", isInner: false);
        var block = new Recorded();
        block.AddWords((PassageField)field, words);

        Assert.Equal(terms, string.Join(' ', block.Terms));
        Assert.Equal(length, block.Length);
    }

    [Fact]
    public void Words_inside_of_words_are_terms_and_add_nothing_to_the_length()
    {
        var words = new TokenBuffer();
        words.Add(0, 4, "发展党员", isInner: false);
        words.Add(0, 2, "发展", isInner: true);
        words.Add(2, 2, "党员", isInner: true);
        var block = new Recorded();
        block.AddWords(PassageField.Words, words);

        Assert.Equal("发展党员@0 发展@0 党员@2", string.Join(' ', block.Terms));
        Assert.Equal(1, block.Length);
    }

    [Fact]
    public void A_field_with_a_term_is_one_long_at_least_and_one_without_has_no_length()
    {
        var inner = new TokenBuffer();
        inner.Add(0, 2, "党员", isInner: true);
        var block = new Recorded();
        block.AddWords(PassageField.Words, inner);
        var empty = new Recorded();
        empty.AddWords(PassageField.Words, new TokenBuffer());

        Assert.Equal(1, block.Length);
        Assert.Null(empty.Length);
    }

    private sealed class Recorded : TermBlock
    {
        public List<string> Terms { get; } = [];

        public int? Length { get; private set; }

        public override void Clear() => throw new NotSupportedException();

        public override void NextDocument() => throw new NotSupportedException();

        public override void AddKeyword(PassageField field, string value) => throw new NotSupportedException();

        public override void SetNumber(PassageField field, long value) => throw new NotSupportedException();

        public override void Store(StoredField field, ReadOnlySpan<byte> value) => throw new NotSupportedException();

        protected override void AddTerm(PassageField field, ReadOnlySpan<byte> term, int position) =>
            Terms.Add($"{Encoding.UTF8.GetString(term)}@{position}");

        protected override void SetLength(PassageField field, int tokens) => Length = tokens;
    }
}
