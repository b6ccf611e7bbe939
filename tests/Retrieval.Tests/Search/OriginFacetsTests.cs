using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.Views;
using KnowledgeBase.Tests;

namespace KnowledgeBase.Retrieval.Tests.Search;

/// <summary>Materials by the sector, place and unit that they are of: filtered and counted under one name of each.</summary>
public class OriginFacetsTests : IDisposable
{
    private readonly TemporaryLibrary _temporary;

    public OriginFacetsTests()
        : this(engine: null)
    {
    }

    protected OriginFacetsTests(string? engine) => _temporary = new TemporaryLibrary(
        [
            (Of("1", "江苏省委组织部"), "1.txt"),
            (Of("2", "中共江苏省委组织部"), "2.txt"),
            (Of("3", "江苏省"), "3.txt"),
            (Of("4", "江苏"), "4.txt"),
            (Of("5", "江苏省云溪县委"), "5.txt"),
            (Of("6", "白石大学党委"), "6.txt"),
            (Of("7", null), "7.txt"),
        ],
        engine);

    private Library Library => _temporary.Library;

    public void Dispose()
    {
        _temporary.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void Each_value_is_counted_under_its_one_name()
    {
        var found = Library.Search(new SearchRequest { Query = "银杏" });

        Assert.Equal(7, found.Total);
        Assert.Equal("江苏:2 江苏省委组织部:2 江苏省云溪县委:1 白石大学党委:1", Counts(found, "unit"));
        Assert.Equal("江苏:5 云溪县:1", Counts(found, "region"));
        Assert.Equal("机关:3 学校:1", Counts(found, "sector"));
    }

    [Theory]
    [InlineData("江苏", 2)]
    [InlineData("江苏省", 2)]
    [InlineData("江苏省委组织部", 2)]
    [InlineData("中共江苏省委组织部", 2)]
    [InlineData("组织部", 2)]
    [InlineData("江苏省委", 2)]
    [InlineData("江苏省云溪", 1)]
    [InlineData("大学", 1)]
    public void A_unit_is_chosen_by_any_of_its_names_or_else_by_a_part(string unit, int materials)
    {
        var found = Library.Search(new SearchRequest { Query = "银杏", Units = [unit] });
        var passages = Library.Passages(new ViewRequest { Query = "银杏", Units = [unit] });

        Assert.Equal(materials, found.Total);
        Assert.Equal(materials, passages.Total);
        Assert.Equal(materials, found.Facets.Single(f => f.Field == "unit").Values.Single(v => v.Selected).Count);
        Assert.Equal(materials, passages.Facets.Single(f => f.Field == "unit").Values.Single(v => v.Selected).Count);
        Assert.Empty(found.Warnings);
    }

    [Theory]
    [InlineData("江苏", 5)]
    [InlineData("江苏省", 5)]
    [InlineData("云溪县", 1)]
    public void A_place_is_chosen_in_any_form(string region, int materials) =>
        Assert.Equal(materials, Library.Search(new SearchRequest { Query = "银杏", Regions = [region] }).Total);

    [Theory]
    [InlineData("学校")]
    [InlineData("高校")]
    public void A_sector_is_chosen_by_any_of_its_names(string sector) =>
        Assert.Equal("6", Assert.Single(Library.Search(new SearchRequest { Query = "银杏", Sectors = [sector] }).Hits).Material);

    [Fact]
    public void Every_value_of_an_answer_leads_to_as_many_materials_as_it_says()
    {
        foreach (var facet in Library.Search(new SearchRequest { Query = "银杏" }).Facets)
        {
            foreach (var value in facet.Values)
            {
                var request = new SearchRequest { Query = "银杏" };
                request = facet.Field switch
                {
                    "unit" => request with { Units = [value.Value] },
                    "region" => request with { Regions = [value.Value] },
                    "sector" => request with { Sectors = [value.Value] },
                    _ => request with { Genres = [value.Value] },
                };
                Assert.Equal(value.Count, Library.Search(request).Total);
            }
        }
    }

    [Fact]
    public void Several_values_of_one_property_are_any_of_them_and_leave_its_counts_as_they_were()
    {
        var found = Library.Search(new SearchRequest { Query = "银杏", Units = ["江苏", "白石大学党委"], Regions = ["江苏省"] });

        Assert.Equal(["3", "4"], found.Hits.Select(h => h.Material).Order(StringComparer.Ordinal));
        Assert.Equal("江苏:2* 白石大学党委:0* 江苏省委组织部:2 江苏省云溪县委:1", Counts(found, "unit"));
        Assert.Equal("江苏:2*", Counts(found, "region"));
    }

    [Fact]
    public void What_there_is_not_is_left_out_and_said()
    {
        var found = Library.Search(new SearchRequest { Query = "银杏", Units = ["月球"], Regions = ["火星"], Sectors = ["深海"] });

        Assert.Equal(7, found.Total);
        Assert.Equal(
            ["没有领域“深海”，这一条件未计入。", "没有地区“火星”，这一条件未计入。", "没有单位“月球”，这一条件未计入。"], found.Warnings);
    }

    [Fact]
    public void Formulations_are_filtered_alike() =>
        Assert.Equal(1, Library.WordingsIn(new ViewRequest { Query = "银杏", Sectors = ["高校"] }).Materials);

    [Fact]
    public void Views_tell_how_a_question_was_understood_and_what_nothing_has()
    {
        Assert.Equal("银杏", Assert.Single(Library.Passages(new ViewRequest { Query = "银杏" }).Understood).Text);
        Assert.Contains("没有单位含“月球”的材料", string.Join("", Library.Passages(new ViewRequest { Query = "单位:月球" }).Warnings),
            StringComparison.Ordinal);
    }

    private static Material Of(string id, string? issuer) => SampleMaterial.Of(
        "银杏树下学习三会一课。", new Passage(0, 11, [], [])) with
    {
        Id = id,
        Facts = new MaterialFacts
        {
            Title = "题目" + id,
            Genre = new Fact<string>(Genres.Report, 1, ""),
            Issuer = issuer is null ? null : new Fact<string>(issuer, 1, ""),
        },
    };

    private static string Counts(SearchResponse found, string field) => string.Join(
        ' ', found.Facets.Single(f => f.Field == field).Values.Select(v => $"{v.Value}:{v.Count}{(v.Selected ? "*" : "")}"));
}

/// <summary>The same with Lucene.Net.</summary>
public sealed class LuceneOriginFacetsTests() : OriginFacetsTests("lucene");
