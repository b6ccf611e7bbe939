using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace KnowledgeBase.SearchApi.Tests;

public sealed class ComparableTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task Comparable_materials_come_with_reasons_the_most_comparable_first()
    {
        var id = await AnyMaterial();

        var result = await Get($"/api/comparable/{Uri.EscapeDataString(id).Replace("%2F", "/", StringComparison.Ordinal)}?size=8");

        Assert.Equal(id, result.GetProperty("of").GetProperty("id").GetString());
        var materials = result.GetProperty("materials").EnumerateArray().ToList();
        Assert.InRange(materials.Count, 1, 8);
        Assert.All(materials, m =>
        {
            Assert.NotEqual(id, m.GetProperty("material").GetProperty("id").GetString());
            Assert.NotEqual(0, m.GetProperty("reasons").GetArrayLength());
            Assert.NotEqual("", m.GetProperty("passage").GetProperty("text").GetString());
        });
        var scores = materials.ConvertAll(m => m.GetProperty("score").GetDouble());
        Assert.Equal(scores.OrderDescending(), scores);
    }

    [Fact]
    public async Task A_passage_and_a_practice_can_be_compared_alone()
    {
        var practices = await Get("/api/practices?size=1");
        var practice = practices.GetProperty("hits")[0];
        var id = practice.GetProperty("material").GetProperty("id").GetString()!;
        var address = $"/api/comparable/{Uri.EscapeDataString(id).Replace("%2F", "/", StringComparison.Ordinal)}";

        Assert.NotEqual(0, (await Get($"{address}?practice={practice.GetProperty("number").GetInt32()}")).GetProperty("materials").GetArrayLength());
        Assert.NotEqual(0, (await Get($"{address}?passage=0")).GetProperty("materials").GetArrayLength());
        using var none = await api.Client.GetAsync(new Uri($"{address}?practice=999", UriKind.Relative));
        using var both = await api.Client.GetAsync(new Uri($"{address}?practice=0&passage=0", UriKind.Relative));
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.BadRequest), (none.StatusCode, both.StatusCode));
    }

    [Fact]
    public async Task What_a_pasted_text_shares_with_a_material_is_shown_in_both()
    {
        var id = await AnyMaterial();
        var text = (await Get($"/api/materials/{Uri.EscapeDataString(id).Replace("%2F", "/", StringComparison.Ordinal)}")).GetProperty("text").GetString()!;
        var pasted = $"我们镇的做法如下。\n{text}\n以上供参考。";

        using var answer = await api.Client.PostAsJsonAsync("/api/comparable", new { text = pasted, size = 3 });
        var first = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("materials")[0];

        Assert.Equal(id, first.GetProperty("material").GetProperty("id").GetString());
        var stretch = first.GetProperty("stretches")[0];
        var (start, end) = (stretch.GetProperty("first").GetProperty("start").GetInt32(), stretch.GetProperty("first").GetProperty("end").GetInt32());
        Assert.Equal(stretch.GetProperty("text").GetString(), pasted[start..end]);
        Assert.True(end - start > 100);
    }

    [Theory]
    [InlineData("""{"text":""}""", HttpStatusCode.BadRequest)]
    [InlineData("""{}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"text":"党建","size":0}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"text":"囎囏囐"}""", HttpStatusCode.OK)]
    [InlineData("""{"text":"！！！"}""", HttpStatusCode.OK)]
    public async Task A_text_without_anything_to_compare_is_answered(string body, HttpStatusCode status)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await api.Client.PostAsync(new Uri("/api/comparable", UriKind.Relative), content);

        Assert.Equal(status, answer.StatusCode);
        if (status == HttpStatusCode.OK)
        {
            var result = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
            Assert.Equal(0, result.GetProperty("materials").GetArrayLength());
        }
    }

    [Fact]
    public async Task A_material_that_is_not_there_is_told()
    {
        using var answer = await api.Client.GetAsync(new Uri("/api/comparable/there-is-none", UriKind.Relative));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private async Task<string> AnyMaterial() =>
        (await Get("/api/search?q=双报到&size=1")).GetProperty("hits")[0].GetProperty("material").GetString()!;

    private async Task<JsonElement> Get(string address) =>
        JsonDocument.Parse(await api.Client.GetStringAsync(new Uri(address, UriKind.Relative))).RootElement;
}
