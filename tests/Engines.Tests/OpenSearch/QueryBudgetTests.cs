using KnowledgeBase.Retrieval.Engines;
using KnowledgeBase.Retrieval.Engines.OpenSearch;
using static KnowledgeBase.Engines.Tests.Samples;

namespace KnowledgeBase.Engines.Tests.OpenSearch;

/// <summary>A question of any length is asked within what a node takes, and one that fits is asked as it is.</summary>
public sealed class QueryBudgetTests
{
    [Fact]
    public void A_query_that_fits_is_asked_as_it_is()
    {
        var query = new BooleanQuery { Should = Words(QueryBudget.Clauses) };

        Assert.Same(query, QueryBudget.Fit(query, out var isCut));
        Assert.False(isCut);
    }

    [Fact]
    public void Of_too_many_alternatives_the_first_are_asked_for_and_what_must_match_stays()
    {
        var enough = new BooleanQuery { Should = Words(3000), MinimumShouldMatch = 2 };
        var query = new BooleanQuery
        {
            Must = [Word("a"), Word("b")],
            Filter = [enough],
            MustNot = [Word("c")],
            Should = [.. Enumerable.Range(0, 2000).Select(i => new DisjunctionMaxQuery(Words(3)))],
        };

        var cut = Assert.IsType<BooleanQuery>(QueryBudget.Fit(query, out var isCut));

        Assert.True(isCut);
        Assert.InRange(QueryBudget.CountOf(cut), QueryBudget.Clauses / 2, QueryBudget.Clauses);
        Assert.Equal((2, 1), (cut.Must.Count, cut.MustNot.Count));
        Assert.Equal(query.Should.Take(cut.Should.Count), cut.Should);
        var kept = Assert.IsType<BooleanQuery>(Assert.Single(cut.Filter));
        Assert.Equal(enough.Should.Take(kept.Should.Count), kept.Should);
        Assert.Equal(2, kept.MinimumShouldMatch);
    }

    [OpenSearchUnderTest.Fact]
    public void A_question_of_thousands_of_words_is_answered_and_said_to_be_in_part()
    {
        using var engine = new EngineUnderTest("opensearch");
        Put(engine, "甲", 2020, "讲话", ["w1 w2"]);
        engine.Writer.Commit(NoData);
        using var reader = engine.OpenReader();
        var query = new BooleanQuery { Should = Words(5000) };

        var found = reader.Search(new EngineSearch { Query = query, Facets = [PassageField.Genre] });
        var best = new ScoredMaterial[1];

        Assert.Equal(("甲", true), (Assert.Single(found.Page).Id, found.Partial));
        Assert.Equal(1, reader.Top(query, best));
    }

    private static EngineQuery[] Words(int count) => [.. Enumerable.Range(0, count).Select(i => Word($"w{i}"))];
}
