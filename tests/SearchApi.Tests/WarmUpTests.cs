using System.Collections.Concurrent;
using KnowledgeBase.SearchApi.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace KnowledgeBase.SearchApi.Tests;

/// <summary>A server answers its first pages to itself before it says that it runs.</summary>
public sealed class WarmUpTests
{
    [Theory]
    [InlineData("/a?q=党 /b /c", "/a?q=党 /b /c")]
    [InlineData("/a /missing /c", "/a /missing")]
    [InlineData("", "")]
    public async Task It_asks_for_each_page_until_one_is_not_answered(string paths, string asked)
    {
        var seen = new ConcurrentQueue<string>();
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.Run(context =>
        {
            seen.Enqueue(context.Request.Path + Uri.UnescapeDataString(context.Request.QueryString.Value!));
            var isMissing = context.Request.Path == "/missing";
            context.Response.StatusCode = isMissing ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
            return Task.CompletedTask;
        });
        await app.StartAsync();

        await WarmUp.RunAsync(app.Urls, paths.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(asked, string.Join(' ', seen));
    }

    [Theory]
    [InlineData("http://127.0.0.1:1")]
    [InlineData("https://127.0.0.1:1")]
    [InlineData("http://192.0.2.1:80")]
    [InlineData("no address")]
    public async Task It_ends_quietly_where_nobody_answers(string address) =>
        Assert.Null(await Record.ExceptionAsync(() => WarmUp.RunAsync([address], ["/"])));

    [Theory]
    [InlineData("http://0.0.0.0:")]
    [InlineData("http://localhost:")]
    public async Task It_finds_a_server_that_listens_for_other_machines(string address)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        var asked = 0;
        app.Urls.Add("http://0.0.0.0:0");
        app.Run(_ =>
        {
            Interlocked.Increment(ref asked);
            return Task.CompletedTask;
        });
        await app.StartAsync();

        await WarmUp.RunAsync([address + new Uri(app.Urls.Single()).Port], ["/"]);

        Assert.Equal(1, asked);
    }
}
