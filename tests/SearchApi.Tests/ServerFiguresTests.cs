using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.SearchApi.Hosting;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace KnowledgeBase.SearchApi.Tests;

/// <summary>What a server tells of itself: figures for Prometheus, and a line a request where that is wanted.</summary>
public sealed class ServerFiguresTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private const string Secret = "无人知晓的问题";

    [Theory]
    [InlineData("192.0.2.1", null)]
    [InlineData("2001:db8::1", null)]
    [InlineData(null, null)]
    [InlineData("127.0.0.1", "X-Forwarded-For")]
    [InlineData("127.0.0.1", "Forwarded")]
    public async Task Figures_are_for_this_machine_alone(string? address, string? header)
    {
        await using var host = ApiFixture.Host(api.Index);

        var (status, text) = await Ask(host, address, "/metrics", header);

        Assert.Equal(404, status);
        Assert.DoesNotContain("kb_", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("none", 0, false)]
    [InlineData("paths", 2, false)]
    [InlineData("queries", 2, true)]
    public async Task A_request_is_a_line_of_the_log_where_that_is_wanted(string wanted, int lines, bool tells)
    {
        var log = new Lines();
        var logged = Enum.Parse<LoggedRequests>(wanted, ignoreCase: true);
        await using var host = ApiFixture.Host(api.Index).WithWebHostBuilder(b => b
            .ConfigureTestServices(s => s.PostConfigure<SearchApiOptions>(o => o.LogRequests = logged))
            .ConfigureLogging(l => l.AddProvider(log)));
        await Ask(host, "127.0.0.1", $"/api/search?q={Secret}&size=1");
        await Ask(host, "127.0.0.1", "/api/nothing");

        var told = log.Written.Where(l => l.Event == 100).Select(l => l.Text).ToList();
        Assert.Equal(lines, told.Count);
        Assert.Equal(tells, log.Written.Any(l => l.Text.Contains(Secret, StringComparison.Ordinal)
            || l.Text.Contains(Uri.EscapeDataString(Secret), StringComparison.Ordinal)));
        if (lines > 0)
        {
            Assert.Matches(@"^GET /api/search\S* 200 [\d.]+ ms$", told[0]);
            Assert.Matches(@"^GET /api/nothing 404 [\d.]+ ms$", told[1]);
        }
    }

    [Fact]
    public async Task Spans_tell_of_requests_and_parts_of_searches_and_not_of_what_was_asked()
    {
        var spans = new ConcurrentBag<Activity>();
        var sanitizer = new Traces.WithoutQuestions();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is SearchTimings.MeterName or ServerFigures.MeterName or "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                sanitizer.OnEnd(span);
                spans.Add(span);
            },
        };
        ActivitySource.AddActivityListener(listener);
        await using var host = ApiFixture.Host(api.Index);
        await Ask(host, "127.0.0.1", $"/api/search?q={Secret}&size=1");

        Assert.Superset(
            new HashSet<string>(StringComparer.Ordinal) { "kb.parse", "kb.plan", "kb.search", "kb.meaning", "kb.highlight" },
            spans.Select(s => s.OperationName).ToHashSet(StringComparer.Ordinal));
        Assert.Contains(spans, s => s.Source.Name == "Microsoft.AspNetCore" && s.DisplayName == "GET api/search"
            && s.GetTagItem("http.request.method") is "GET" && s.GetTagItem("http.response.status_code") is 200);
        Assert.All(spans, s => Assert.True(s.Duration >= TimeSpan.Zero));
        Assert.DoesNotContain(spans, s => s.TagObjects.Append(new("name", s.DisplayName)).Any(t =>
            $"{t.Value}" is var value && (value.Contains(Secret, StringComparison.Ordinal)
                || value.Contains(Uri.EscapeDataString(Secret), StringComparison.OrdinalIgnoreCase))));
    }

    [Fact]
    public void What_stands_behind_the_question_mark_is_taken_out_of_a_span()
    {
        using var span = new Activity("x").SetTag("url.query", "?q=" + Secret).SetTag("url.full", "http://a/?q=" + Secret).SetTag("url.path", "/a");

        new Traces.WithoutQuestions().OnEnd(span);

        Assert.Equal(["url.path"], span.TagObjects.Select(t => t.Key));
    }

    [Fact]
    public void Requests_are_counted_by_how_they_ended_and_how_long_they_took()
    {
        using var host = ApiFixture.Host(api.Index);
        var figures = host.Services.GetRequiredService<ServerFigures>();
        Assert.Equal(new RequestFigures(0, 0, 0, 0, 0), figures.Requests);

        for (var i = 1; i <= 100; i++)
        {
            figures.CountRequest(i <= 3 ? 404 : i == 4 ? 503 : 200, TimeSpan.FromMilliseconds(i));
        }

        Assert.Equal(new RequestFigures(100, 3, 1, 0.051, 0.096), figures.Requests);
        for (var i = 0; i < 1000; i++)
        {
            figures.CountRequest(200, TimeSpan.FromMilliseconds(1));
        }

        Assert.Equal(new RequestFigures(1100, 3, 1, 0.001, 0.001), figures.Requests);
    }

    private static async Task<(int Status, string Text)> Ask(
        WebApplicationFactory<Program> host, string? address, string path, string? header = null)
    {
        var question = path.Split('?');
        var answer = await host.Server.SendAsync(context =>
        {
            context.Request.Method = HttpMethods.Get;
            context.Request.Path = question[0];
            context.Request.QueryString = new QueryString(question.Length > 1 ? $"?{question[1]}" : "");
            context.Request.Host = new HostString("localhost");
            context.Connection.RemoteIpAddress = address is null ? null : IPAddress.Parse(address);
            if (header is not null)
            {
                context.Request.Headers[header] = "192.0.2.9";
            }
        });
        using var reader = new StreamReader(answer.Response.Body);
        return (answer.Response.StatusCode, await reader.ReadToEndAsync());
    }

    private sealed class Lines : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<(int Event, string Text)> Written { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Written.Enqueue((eventId.Id, formatter(state, exception)));

        public void Dispose()
        {
            // Nothing is held.
        }
    }
}
