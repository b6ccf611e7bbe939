using System.Net;
using System.Text.Json;
using KnowledgeBase.SearchApi.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.SearchApi.Tests;

/// <summary>How many requests a program elsewhere may make of the API in a second.</summary>
public sealed class ClientLimitsTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private const int Rate = 2;
    private const int Burst = 8;

    [Fact]
    public async Task Who_asks_more_than_its_share_is_told_when_to_come_again()
    {
        await using var host = Host(Rate);
        var statuses = new List<int>();
        for (var i = 0; i <= Burst; i++)
        {
            statuses.Add((await Ask(host, "192.0.2.1")).Response.StatusCode);
        }

        var refused = await Ask(host, "192.0.2.1");
        for (var i = 0; refused.Response.StatusCode != 429 && i < Burst; i++)
        {
            refused = await Ask(host, "192.0.2.1");
        }

        Assert.All(statuses[..Burst], status => Assert.Equal(200, status));
        Assert.Equal(429, refused.Response.StatusCode);
        Assert.InRange(int.Parse($"{refused.Response.Headers.RetryAfter}"), 1, 60);
        Assert.StartsWith("application/problem+json", refused.Response.ContentType, StringComparison.Ordinal);
        var problem = await JsonDocument.ParseAsync(refused.Response.Body);
        Assert.Equal("too-many-requests", problem.RootElement.GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("198.51.100.7", "/api/themes")]
    [InlineData("2001:db8:1::1", "/feeds/search.atom?q=党建")]
    public async Task Others_go_on(string address, string path)
    {
        await using var host = Host(Rate);
        await Exhaust(host, "192.0.2.1");

        Assert.Equal(200, (await Ask(host, address, path)).Response.StatusCode);
    }

    [Theory]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1")]
    [InlineData("2001:db8:1::1", "2001:db8:1::2")]
    public async Task Two_addresses_of_one_client_have_one_share(string address, string other)
    {
        await using var host = Host(Rate);
        await Exhaust(host, address);

        Assert.Equal(429, (await Ask(host, other)).Response.StatusCode);
    }

    [Theory]
    [InlineData(Rate, "127.0.0.1", "/api/themes")]
    [InlineData(Rate, "::1", "/api/themes")]
    [InlineData(0, "192.0.2.1", "/api/themes")]
    [InlineData(Rate, "192.0.2.1", "/healthz")]
    public async Task This_machine_and_the_question_whether_it_is_well_are_not_limited(int rate, string address, string path)
    {
        await using var host = Host(rate);
        for (var i = 0; i < 3 * Burst; i++)
        {
            Assert.Equal(200, (await Ask(host, address, path)).Response.StatusCode);
        }
    }

    private static async Task Exhaust(WebApplicationFactory<Program> host, string address)
    {
        for (var i = 0; i < 100; i++)
        {
            if ((await Ask(host, address)).Response.StatusCode == 429)
            {
                return;
            }
        }

        Assert.Fail($"{address} was never refused.");
    }

    private static Task<HttpContext> Ask(WebApplicationFactory<Program> host, string address, string path = "/api/themes") =>
        host.Server.SendAsync(context =>
        {
            context.Connection.RemoteIpAddress = IPAddress.Parse(address);
            context.Request.Method = HttpMethods.Get;
            context.Request.Host = new HostString("localhost");
            var (pathOnly, query) = path.Split('?') is [var before, var behind] ? (before, "?" + behind) : (path, "");
            context.Request.Path = pathOnly;
            context.Request.QueryString = new QueryString(query);
        });

    private WebApplicationFactory<Program> Host(int rate) =>
        ApiFixture.Host(api.Index).WithWebHostBuilder(
            b => b.ConfigureTestServices(services => services.PostConfigure<SearchApiOptions>(o => o.Rate = rate)));
}
