using System.Text;
using KnowledgeBase.Retrieval.Engines;
using static KnowledgeBase.Engines.Tests.Samples;

namespace KnowledgeBase.Engines.Tests;

/// <summary>What every engine does where scores are equal and where nothing is counted.</summary>
public sealed class TiesAndFacetsTests
{
    [Theory]
    [MemberData(nameof(EngineUnderTest.All), MemberType = typeof(EngineUnderTest))]
    public void Equal_passages_of_a_material_come_in_their_order_there(string name)
    {
        using var engine = new EngineUnderTest(name);
        Put(engine, "甲", 2020, "讲话", ["a x", "a y", "b z", "a z", "a w"]);
        engine.Writer.Commit(NoData);

        using var reader = engine.OpenReader();
        foreach (var sort in Enum.GetValues<EngineSort>())
        {
            var found = Assert.Single(reader.Search(new EngineSearch { Query = Word("a"), Sort = sort }).Page);

            Assert.Equal(["a x", "a y", "a z"], found.Best.Select(b => Encoding.UTF8.GetString(b.Stored)));
            Assert.Equal((4, found.Best[0].Score), (found.Matching, found.Score));
        }
    }

    [Theory]
    [MemberData(nameof(EngineUnderTest.All), MemberType = typeof(EngineUnderTest))]
    public void A_facet_names_no_value_that_nothing_matches_and_counts_over_all_commits(string name)
    {
        using var engine = new EngineUnderTest(name);
        Put(engine, "甲", 2020, "讲话", ["a", "a"], ["t1", "t2"]);
        Put(engine, "乙", 2021, "新闻", ["b"], ["t3"]);
        engine.Writer.Commit(NoData);
        Put(engine, "丙", 2020, "讲话", ["a b"], ["t2"]);
        Put(engine, "丁", null, "通知", ["a"]);
        engine.Writer.Commit(NoData);

        using var reader = engine.OpenReader();
        var facets = reader.Search(new EngineSearch
        {
            Query = Word("a"),
            Facets = [PassageField.Genre, PassageField.Year, PassageField.Theme],
        }).Facets;

        Assert.Equal([new EngineFacetValue("讲话", 2, 3), new EngineFacetValue("通知", 1, 1)], facets[PassageField.Genre]);
        Assert.Equal([new EngineFacetValue("2020", 2, 3)], facets[PassageField.Year].Where(v => v.Value.Length > 0));
        Assert.Equal([new EngineFacetValue("t1", 1, 2), new EngineFacetValue("t2", 2, 3)], facets[PassageField.Theme]);
    }
}
