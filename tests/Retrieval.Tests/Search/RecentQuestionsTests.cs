using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Tests;

namespace KnowledgeBase.Retrieval.Tests.Search;

public class RecentQuestionsTests
{
    [Fact]
    public void A_question_is_planned_once_as_long_as_it_is_among_the_last()
    {
        using var library = new TemporaryLibrary([(SampleMaterial.Of("支部书记坐在田埂上听意见。"), "a.txt")]);
        library.Library.Using(snapshot =>
        {
            var first = snapshot.Question("支部书记", SearchMode.Best);

            Assert.Same(first, snapshot.Question("支部书记", SearchMode.Best));
            Assert.Same(first.First, first.First);
            Assert.Same(first.Whole(default), snapshot.Question("支部书记", SearchMode.Best).Whole(default));
            Assert.NotSame(first, snapshot.Question("支部书记", SearchMode.And));
            Assert.NotSame(first, snapshot.Question("支部", SearchMode.Best));
            for (var i = 0; i < 64; i++)
            {
                snapshot.Question($"问{i}", SearchMode.Best);
            }

            Assert.NotSame(first, snapshot.Question("支部书记", SearchMode.Best));
            return true;
        });
    }

    [Theory]
    [InlineData("支部书记", true)]
    [InlineData("高速铁路", false)]
    public void Whether_it_finds_anything_and_what_are_those_of_its_plan(string query, bool finds)
    {
        using var library = new TemporaryLibrary([(SampleMaterial.Of("支部书记坐在田埂上听意见。"), "a.txt")]);
        library.Library.Using(snapshot =>
        {
            var question = snapshot.Question(query, SearchMode.Best);
            for (var i = 0; i < 2; i++)
            {
                Assert.Equal(finds, question.Finds(default));
                Assert.Equal(finds ? 1 : 0, question.Matches(default).Materials.Count);
            }

            return true;
        });
    }
}
