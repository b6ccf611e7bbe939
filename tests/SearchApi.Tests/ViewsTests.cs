using System.Net;
using System.Text.Json;

namespace KnowledgeBase.SearchApi.Tests;

/// <summary>Passages, practices, headings and outlines over HTTP: what can be asked, and what is said of what cannot.</summary>
public sealed class ViewsTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private const string BadRequest = "invalid-value";

    public static TheoryData<string> Views => ["passages", "practices", "headings"];

    [Theory]
    [MemberData(nameof(Views))]
    public async Task Every_entry_is_reached_once_by_paging_and_cites_its_material(string view)
    {
        var whole = await Get($"/api/{view}?q=党建");
        var total = whole.GetProperty("totalHits").GetInt32();
        var seen = new List<string>();
        for (var page = 1; page <= (total + 19) / 20; page++)
        {
            var hits = (await Get($"/api/{view}?q=党建&size=20&page={page}")).GetProperty("hits").EnumerateArray().ToList();
            seen.AddRange(hits.Select(h => h.GetProperty("material").GetProperty("id").GetString() + PlaceOf(h)));
            Assert.All(hits, h => Assert.Contains('》', h.GetProperty("material").GetProperty("citation").GetString()!));
        }

        Assert.InRange(total, 1, whole.GetProperty("total").GetInt32());
        var each = await Get($"/api/{view}?q=党建&copies=each");
        Assert.Equal(each.GetProperty("total").GetInt32(), each.GetProperty("totalHits").GetInt32());
        Assert.Equal(whole.GetProperty("total").GetInt32(), each.GetProperty("total").GetInt32());
        Assert.Equal(total, seen.Count);
        Assert.Equal(total, seen.Distinct().Count());

        static string PlaceOf(JsonElement hit) => hit.TryGetProperty("number", out var number)
            ? $" {number}"
            : $" {hit.GetProperty("passage").GetProperty("ordinal")}";
    }

    [Theory]
    [InlineData("search")]
    [InlineData("passages")]
    [InlineData("practices")]
    [InlineData("headings")]
    public async Task The_count_of_a_facet_is_the_total_when_its_value_is_chosen(string view)
    {
        var facets = (await Get($"/api/{view}?q=党建")).GetProperty("facets");
        foreach (var facet in facets.EnumerateObject())
        {
            foreach (var value in facet.Value.EnumerateArray().Take(2))
            {
                var chosen = Uri.EscapeDataString(value.GetProperty("value").GetString()!);
                var total = (await Get($"/api/{view}?q=党建&{facet.Name}={chosen}")).GetProperty("total").GetInt32();

                Assert.Equal(value.GetProperty("count").GetInt32(), total);
            }
        }
    }

    [Theory]
    [InlineData("/api/passages?sort=best", "sort")]
    [InlineData("/api/passages?sort=copyable", "sort")]
    [InlineData("/api/practices?sort=best", "sort")]
    [InlineData("/api/headings?sort=copyable", "sort")]
    [InlineData("/api/practices?page=0", "page")]
    [InlineData("/api/practices?page=10001", "page")]
    [InlineData("/api/practices?page=101&size=100", "page")]
    [InlineData("/api/practices?size=0", "size")]
    [InlineData("/api/practices?size=101", "size")]
    [InlineData("/api/practices?year=23", "year")]
    [InlineData("/api/practices?grade=4", "grade")]
    [InlineData("/api/practices?figures=many", "figures")]
    [InlineData("/api/outlines", "id")]
    [InlineData("/api/passages?since=yesterday", "since")]
    [InlineData("/api/search?since=2026-13-01", "since")]
    public async Task A_value_that_cannot_be_used_is_a_problem_with_a_code_that_names_its_field(string path, string field)
    {
        var response = await api.Client.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(BadRequest, problem.GetProperty("code").GetString());
        Assert.Contains(
            problem.GetProperty("errors").EnumerateObject(), e => string.Equals(e.Name, field, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("search")]
    [InlineData("passages")]
    [InlineData("practices")]
    [InlineData("headings")]
    public async Task What_came_since_is_asked_for_alike_everywhere(string view)
    {
        var all = (await Get($"/api/{view}?q=党建")).GetProperty("total").GetInt32();

        Assert.Equal(all, (await Get($"/api/{view}?q=党建&since=2000-01-01")).GetProperty("total").GetInt32());
        Assert.Equal(0, (await Get($"/api/{view}?q=党建&since=2999-01-01T08:00:00Z")).GetProperty("total").GetInt32());
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task A_slip_is_searched_for_what_it_was_meant_to_be_on_every_page(string view)
    {
        var meant = (await Get($"/api/{view}?q=机关党建")).GetProperty("total").GetInt32();
        var first = await Get($"/api/{view}?q=机官党建&size=1");
        var second = await Get($"/api/{view}?q=机官党建&size=1&page=2");

        Assert.Equal("机关党建", first.GetProperty("didYouMean")[0].GetProperty("suggestion").GetString());
        Assert.Equal((meant, meant), (first.GetProperty("total").GetInt32(), second.GetProperty("total").GetInt32()));
        Assert.Contains("机官党建", first.GetProperty("warnings")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal("机关党建", first.GetProperty("understood")[0].GetProperty("text").GetString());
    }

    [Fact]
    public async Task A_question_or_filters_that_are_too_long_are_refused()
    {
        string[] paths =
        [
            "/api/passages?q=" + new string('a', 1001),
            "/api/practices?unit=" + string.Join(',', Enumerable.Range(0, 101)),
            "/api/search?region=" + string.Join(',', Enumerable.Range(0, 101)),
            "/api/headings?pattern=" + new string('a', 201),
            "/api/outlines?" + string.Join('&', Enumerable.Range(0, 21).Select(i => $"id={i}")),
        ];
        foreach (var path in paths)
        {
            Assert.Equal(HttpStatusCode.BadRequest, (await api.Client.GetAsync(new Uri(path, UriKind.Relative))).StatusCode);
        }
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task A_theme_that_does_not_exist_is_left_out_and_said(string view)
    {
        var all = await Get($"/api/{view}?q=党建");
        var found = await Get($"/api/{view}?q=党建&theme=nonsense");

        Assert.Equal(all.GetProperty("total").GetInt32(), found.GetProperty("total").GetInt32());
        Assert.Contains(found.GetProperty("warnings").EnumerateArray(), w => w.GetString()!.Contains("nonsense", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Outlines_are_laid_side_by_side_and_what_is_missing_is_named()
    {
        var ids = (await Get("/api/headings?q=党建&size=100")).GetProperty("hits").EnumerateArray()
            .Select(h => h.GetProperty("material").GetProperty("id").GetString()!)
            .Distinct()
            .Take(2)
            .ToArray();
        var found = await Get($"/api/outlines?id={Uri.EscapeDataString(ids[0])}&id=没有&id={Uri.EscapeDataString(ids[1])}");

        Assert.Equal(
            ids, found.GetProperty("outlines").EnumerateArray().Select(o => o.GetProperty("material").GetProperty("id").GetString()!));
        Assert.All(found.GetProperty("outlines").EnumerateArray(), o => Assert.NotEmpty(o.GetProperty("headings").EnumerateArray()));
        Assert.Equal("没有", Assert.Single(found.GetProperty("missing").EnumerateArray()).GetString());

        var none = await api.Client.GetAsync(new Uri("/api/outlines?id=没有", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
        Assert.Equal(
            "no-such-material", JsonDocument.Parse(await none.Content.ReadAsStringAsync()).RootElement.GetProperty("code").GetString());
    }

    private async Task<JsonElement> Get(string path) =>
        JsonDocument.Parse(await api.Client.GetStringAsync(new Uri(path, UriKind.Relative))).RootElement;
}
