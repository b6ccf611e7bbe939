using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace KnowledgeBase.SearchApi.Tests;

/// <summary>Who asks again is told in a word that nothing has changed, and who pages is told when something has.</summary>
public sealed class GenerationTagsTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Theory]
    [InlineData("/api/search?q=党员")]
    [InlineData("/api/themes")]
    [InlineData("/api/kwic?q=党员")]
    [InlineData("/feeds/search.atom?q=党员")]
    public async Task An_answer_that_is_still_so_is_not_sent_again(string address)
    {
        using var first = await Get(address);
        var tag = first.Headers.ETag!;
        using var again = await Get(address, r => r.Headers.IfNoneMatch.Add(tag));
        using var other = await Get(address, r => r.Headers.IfNoneMatch.Add(new EntityTagHeaderValue("\"of-another-index\"", isWeak: true)));

        Assert.True(tag.IsWeak);
        Assert.Equal("no-cache", $"{first.Headers.CacheControl}");
        Assert.Equal((HttpStatusCode.NotModified, 0), (again.StatusCode, (await again.Content.ReadAsByteArrayAsync()).Length));
        Assert.Equal(tag, again.Headers.ETag);
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    [Fact]
    public async Task What_was_not_found_or_not_understood_has_no_tag()
    {
        using var unknown = await Get("/api/materials/there-is-none");
        using var wrong = await Get("/api/search?size=0");

        Assert.Equal((HttpStatusCode.NotFound, null), (unknown.StatusCode, unknown.Headers.ETag));
        Assert.Equal((HttpStatusCode.BadRequest, null), (wrong.StatusCode, wrong.Headers.ETag));
    }

    [Fact]
    public async Task A_page_of_a_generation_that_is_gone_is_refused()
    {
        using var first = await Get("/api/search?q=党员&size=2");
        var generation = Assert.Single(first.Headers.GetValues("KB-Generation"));

        using var second = await Get($"/api/search?q=党员&size=2&page=2&generation={generation}");
        using var gone = await Get("/api/search?q=党员&size=2&page=2&generation=123456");
        using var wrong = await Get("/api/search?q=党员&generation=-1");

        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Equal((HttpStatusCode.Gone, "generation-gone"), (gone.StatusCode, await CodeOf(gone)));
        Assert.Equal(HttpStatusCode.Gone, wrong.StatusCode);
    }

    [Theory]
    [InlineData("/api/materials/there-is-none", "no-such-material")]
    [InlineData("/api/there-is-none", "not-found")]
    [InlineData("/api/search?size=0", "invalid-value")]
    public async Task Every_problem_has_a_code(string address, string code)
    {
        using var answer = await Get(address);

        Assert.Equal(code, await CodeOf(answer));
    }

    [Fact]
    public async Task A_wrong_method_and_a_wrong_body_have_their_codes()
    {
        using var method = await api.Client.DeleteAsync(new Uri("/api/search", UriKind.Relative));
        using var body = await api.Client.PostAsync(new Uri("/api/check", UriKind.Relative), new StringContent("text"));

        Assert.Equal("method-not-allowed", await CodeOf(method));
        Assert.Equal("unsupported-media-type", await CodeOf(body));
    }

    [Theory]
    [InlineData("/api/search?q=党员")]
    [InlineData("/feeds/search.atom")]
    public async Task An_answer_is_compressed_for_who_can_read_it(string address)
    {
        using var plain = await Get(address);
        using var compressed = await Get(address, r => r.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip")));

        Assert.Empty(plain.Content.Headers.ContentEncoding);
        Assert.Equal(["gzip"], compressed.Content.Headers.ContentEncoding);
        Assert.Contains("Accept-Encoding", compressed.Headers.Vary);
        var bytes = await compressed.Content.ReadAsByteArrayAsync();
        using var text = new StreamReader(new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress));
        Assert.True(bytes.Length < (await text.ReadToEndAsync()).Length);
    }

    private static async Task<string?> CodeOf(HttpResponseMessage answer) =>
        JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("code").GetString();

    private async Task<HttpResponseMessage> Get(string address, Action<HttpRequestMessage>? with = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, UriKind.Relative));
        with?.Invoke(request);
        return await api.Client.SendAsync(request);
    }
}
