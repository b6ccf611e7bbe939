namespace KnowledgeBase.Text.Tests;

public class SentenceMarksTests
{
    [Theory]
    [InlineData('。', true)]
    [InlineData('！', true)]
    [InlineData('?', true)]
    [InlineData('｡', true)]
    [InlineData('.', false)]
    [InlineData('；', false)]
    [InlineData('，', false)]
    [InlineData('党', false)]
    public void A_full_stop_ends_a_sentence_in_Chinese_and_not_in_numbers(char mark, bool ends) =>
        Assert.Equal(ends, SentenceMarks.IsEnd(mark));

    [Fact]
    public void No_mark_is_of_two_kinds()
    {
        const string All = SentenceMarks.Ends + SentenceMarks.Semicolons + SentenceMarks.Colons;

        Assert.Equal(All.Length, All.Distinct().Count());
    }
}
