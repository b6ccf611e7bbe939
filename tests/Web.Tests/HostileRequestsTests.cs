using System.Collections.Concurrent;
using System.Net;
using System.Text;
using KnowledgeBase.Attack;

namespace KnowledgeBase.Web.Tests;

/// <summary>
/// What strangers send, over sockets of their own: every request has an answer, its faults are told as the client's, and the server goes
/// on.
/// </summary>
[Collection(SiteCollection.Name)]
public class HostileRequestsTests(SiteFixture site)
{
    private const string Json = "Content-Type: application/json\r\n";
    private const string Form = "Content-Type: application/x-www-form-urlencoded\r\n";

    [Fact]
    public async Task Every_generated_request_has_an_answer_and_none_of_them_is_a_fault_of_the_server()
    {
        await site.Client.GetStringAsync(new Uri("/search?q=a", UriKind.Relative));
        var bad = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(
            new HostileRequests(seed: 11).All(slowShare: 0.01).Take(300),
            new ParallelOptions { MaxDegreeOfParallelism = 30 },
            async (request, stop) =>
            {
                var conversation = await RawConversation.RunAsync(site.Address, request, stop);
                if (conversation.Status is 0 or (>= 500 and not 505))
                {
                    bad.Add($"{conversation.Status} {request.Kind}: {request.Shown}");
                }
            });

        Assert.Empty(bad);
    }

    [Theory]
    [InlineData("GARBAGE\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: other.example\r\nConnection: close\r\n\r\n", 400)]
    [InlineData("GET /{long} HTTP/1.1\r\nHost: localhost\r\n\r\n", 414)]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost\r\nX: {long}{long}{long}{long}\r\n\r\n", 431)]
    [InlineData("POST /api/check HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + Json + "Content-Length: 9000000\r\n\r\n", 413)]
    [InlineData("POST /check HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + Form + "Content-Length: 9000000\r\n\r\n", 413)]
    [InlineData("POST /api/check HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + Json + "Content-Length: 100\r\n\r\n{", 408)]
    [InlineData("GET / HTTP/1.1\r\nHost: loc", 408)]
    public async Task What_cannot_be_read_as_a_request_is_answered_by_its_status_with_the_headers_of_every_answer(
        string request, int status)
    {
        var conversation = await Send(request.Replace("{long}", new string('a', 17_000), StringComparison.Ordinal));

        Assert.Equal(status, conversation.Status);
        var head = conversation.Answer.Split("\r\n\r\n")[0];
        Assert.Contains("Content-Security-Policy: default-src 'none'", head, StringComparison.Ordinal);
        Assert.Contains("X-Content-Type-Options: nosniff", head, StringComparison.Ordinal);
        Assert.DoesNotContain("Server:", head, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_that_looks_like_an_answer_of_the_server_is_not_changed_on_its_way()
    {
        var conversation = await Send(
            "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\nGET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\nGARBAGE\r\n\r\n");

        Assert.Equal(3, conversation.Answer.Split("HTTP/1.1 ").Length - 1);
        Assert.Equal(3, conversation.Answer.Split("Content-Security-Policy").Length - 1);
    }

    [Theory]
    [InlineData("POST /api/check HTTP/1.1\r\nHost: localhost\r\n" + Json + "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"te", 400)]
    [InlineData("POST /api/check HTTP/1.1\r\nHost: localhost\r\n" + Json + "Content-Length: 20\r\n\r\n{\"te", 400)]
    [InlineData("POST /check HTTP/1.1\r\nHost: localhost\r\n" + Form + "Transfer-Encoding: chunked\r\n\r\n5\r\ntext", 400)]
    [InlineData("POST /api/check HTTP/1.1\r\nHost: localhost\r\n" + Json + "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFF\r\n{}", 400)]
    [InlineData("POST /api/check HTTP/1.1\r\nHost: localhost\r\n" + Json + "Transfer-Encoding: chunked\r\n\r\n-1\r\n{}", 400)]
    [InlineData("POST /check HTTP/1.1\r\nHost: localhost\r\n" + Form + "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFF\r\ntext=a", 400)]
    [InlineData("POST /check HTTP/1.1\r\nHost: localhost\r\n" + Form + "Content-Length: 20\r\n\r\ntext", 400)]
    [InlineData("POST /wordings HTTP/1.1\r\nHost: localhost\r\nContent-Length: 20\r\n\r\n", 405)]
    [InlineData("GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 200)]
    public async Task A_client_that_closes_its_side_behind_the_request_is_answered(string request, int status) =>
        Assert.Equal(status, (await Send(request, halfClosed: true)).Status);

    [Theory]
    [InlineData("application/x-www-form-urlencoded; charset=utf-7", "text=a", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/x-www-form-urlencoded; charset=nothing", "text=a", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("multipart/form-data; boundary=x", "text=a", HttpStatusCode.BadRequest)]
    [InlineData("multipart/form-data", "text=a", HttpStatusCode.BadRequest)]
    [InlineData("text/plain", "text=a", HttpStatusCode.UnsupportedMediaType)]
    public async Task A_form_that_cannot_be_read_is_refused_with_a_page(string type, string body, HttpStatusCode status)
    {
        var response = await Post("/check", type, Encoding.UTF8.GetBytes(body));

        Assert.Equal(status, response.StatusCode);
        Assert.Contains("</html>", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/json; charset=utf-7")]
    [InlineData("text/plain")]
    public async Task A_draft_that_is_no_JSON_in_UTF8_is_refused_with_a_problem(string type)
    {
        var response = await Post("/api/check", type, [0xFF, 0xFE, 0x7B]);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_page_takes_no_notice_of_a_body_that_comes_with_the_request()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/search?q=a", UriKind.Relative))
        {
            Content = new ByteArrayContent(new byte[200_000]),
        };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=x");

        var response = await site.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("{\"text\":5}")]
    [InlineData("[1]")]
    [InlineData("{\"text\":\"\\ud800\"}")]
    [InlineData("nonsense")]
    public async Task What_is_wrong_with_a_body_is_told_without_names_of_the_program(string body)
    {
        var response = await Post("/api/check", "application/json", Encoding.UTF8.GetBytes(body));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.DoesNotContain("KnowledgeBase", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/search?q=a")]
    [InlineData("/check")]
    [InlineData("/healthz")]
    [InlineData("/api/search?q=a")]
    [InlineData("/api/themes")]
    [InlineData("/api/openapi.json")]
    [InlineData("/css/tokens.css")]
    [InlineData("/nothing")]
    [InlineData("/api/nothing")]
    public async Task HEAD_is_answered_as_GET_without_the_body(string path)
    {
        using var head = new HttpRequestMessage(HttpMethod.Head, new Uri(path, UriKind.Relative));

        var response = await site.Client.SendAsync(head);
        var get = await site.Client.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal((get.StatusCode, get.Content.Headers.ContentType), (response.StatusCode, response.Content.Headers.ContentType));
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("GET", "/api/check", "POST")]
    [InlineData("DELETE", "/api/search", "GET, HEAD")]
    [InlineData("POST", "/search", "GET, HEAD")]
    [InlineData("POST", "/healthz", "GET, HEAD")]
    public async Task A_method_that_an_address_does_not_have_is_405_and_names_those_that_it_has(string method, string path, string allowed)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));

        var response = await site.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(allowed, string.Join(", ", response.Content.Headers.Allow.Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("/error")]
    [InlineData("/error/500")]
    [InlineData("/error/200")]
    public async Task The_page_of_errors_cannot_be_asked_for(string path) =>
        Assert.Equal(HttpStatusCode.NotFound, (await site.Client.GetAsync(new Uri(path, UriKind.Relative))).StatusCode);

    private async Task<HttpResponseMessage> Post(string path, string type, byte[] body)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return await site.Client.PostAsync(new Uri(path, UriKind.Relative), content);
    }

    private Task<RawConversation> Send(string request, bool halfClosed = false) =>
        RawConversation.RunAsync(
            site.Address, new("test", [Encoding.UTF8.GetBytes(request)], TimeSpan.Zero, halfClosed), CancellationToken.None);
}
