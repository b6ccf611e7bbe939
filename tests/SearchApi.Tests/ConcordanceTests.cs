using System.Net;
using System.Text.Json;

namespace KnowledgeBase.SearchApi.Tests;

public sealed class ConcordanceTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task Lines_can_be_paged_through_to_the_last_and_are_as_many_as_were_counted()
    {
        var seen = new List<string>();
        for (var page = 1; ; page++)
        {
            var kwic = await Get($"/api/kwic?q=党员&sort=left&size=100&page={page}");
            var lines = kwic.GetProperty("lines").EnumerateArray().ToList();
            seen.AddRange(lines.Select(l => $"{l.GetProperty("material").GetProperty("id").GetString()}:{l.GetProperty("start").GetInt32()}"));
            if (lines.Count == 0)
            {
                Assert.Equal(kwic.GetProperty("total").GetInt32(), seen.Count);
                break;
            }
        }

        Assert.Equal(seen.Distinct(StringComparer.Ordinal), seen);
        Assert.True(seen.Count > 100);
    }

    [Fact]
    public async Task A_filter_leaves_the_lines_of_its_materials()
    {
        var all = await Get("/api/kwic?q=党员");
        var some = await Get("/api/kwic?q=党员&year=2023,2022");

        Assert.InRange(some.GetProperty("total").GetInt32(), 1, all.GetProperty("total").GetInt32() - 1);
        Assert.All(some.GetProperty("lines").EnumerateArray(), line =>
            Assert.InRange(line.GetProperty("material").GetProperty("year").GetInt32(), 2022, 2023));
    }

    [Theory]
    [InlineData("kwic", "q")]
    [InlineData("kwic?q=%20", "q")]
    [InlineData("kwic?q=党员&sort=up", "sort")]
    [InlineData("kwic?q=党员&context=0", "context")]
    [InlineData("kwic?q=党员&size=501", "size")]
    [InlineData("kwic?q=党员&page=0", "page")]
    [InlineData("kwic?q=党员&genre=小说", "genre")]
    [InlineData("kwic?q=党员&year=20x3", "year")]
    [InlineData("collocates", "q")]
    [InlineData("collocates?q=党员&words=11", "words")]
    [InlineData("collocates?q=党员&size=0", "size")]
    [InlineData("compare", "q")]
    [InlineData("compare?q=一&q=二&q=三&q=四&q=五", "q")]
    [InlineData("compare?q=一&q=", "q")]
    public async Task What_cannot_be_asked_is_told_by_the_parameter(string address, string parameter)
    {
        using var answer = await api.Client.GetAsync(new Uri($"/api/{address}", UriKind.Relative));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.Contains(
            problem.GetProperty("errors").EnumerateObject(),
            error => string.Equals(error.Name, parameter, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task The_place_to_cite_is_told_when_it_is_asked_for()
    {
        var without = await Get("/api/kwic?q=双报到&size=1");
        Assert.Equal(JsonValueKind.Null, without.GetProperty("authority").ValueKind);

        var kwic = await Get("/api/kwic?q=双报到&size=1&authority=true");
        var wording = await Get("/api/wording?q=双报到");
        Assert.Equal(
            wording.GetProperty("authority").GetProperty("material").GetString(),
            kwic.GetProperty("authority").GetProperty("material").GetString());
        Assert.Contains("双报到", kwic.GetProperty("authoritySentence").GetString());
        Assert.NotEmpty(kwic.GetProperty("authorityReasons").EnumerateArray());
    }

    private async Task<JsonElement> Get(string address) =>
        JsonDocument.Parse(await api.Client.GetStringAsync(new Uri(address, UriKind.Relative))).RootElement;
}
