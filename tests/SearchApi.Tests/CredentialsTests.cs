using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using KnowledgeBase.Access;
using KnowledgeBase.SearchApi.Hosting;
using KnowledgeBase.Tests;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.SearchApi.Tests;

/// <summary>Keys, roles and what is refused.</summary>
public sealed class CredentialsTests(ApiFixture api) : IClassFixture<ApiFixture>, IDisposable
{
    /// <summary>What takes a body and keeps nothing of it.</summary>
    private static readonly string[] Asking = ["POST api/check", "POST api/comparable", "POST api/export"];

    private readonly TemporaryFolder _folder = new();

    private string StatePath => _folder.At("state");

    private KeyRing Keys => new(new StateFolder(StatePath), TimeProvider.System);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Without_keys_nothing_needs_one_and_nothing_is_kept()
    {
        await using var host = Host();
        using var client = host.CreateClient();

        Assert.Equal(HttpStatusCode.OK, (await Get(client, "/api/themes")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Get(client, "/api/key")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Get(client, "/api/themes", "Bearer kb-aaaaaaaa-" + new string('b', 32))).StatusCode);
        Assert.False(Directory.Exists(StatePath));
    }

    [Fact]
    public async Task A_good_key_is_known_with_its_name_and_role()
    {
        var text = Keys.Create("林小满", AccessRole.Librarian, DateTimeOffset.UtcNow.AddDays(3), out var key);
        await using var host = Host();
        using var client = host.CreateClient();

        foreach (var scheme in new[] { "Bearer ", "bearer ", "BEARER  " })
        {
            var answer = await Get(client, "/api/key", scheme + text);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            var told = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
            Assert.Equal((key.Id, "林小满", "librarian"), ((string?)told["id"], (string?)told["name"], (string?)told["role"]));
            Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
        }

        // What a proxy in front was shown is not ours.
        Assert.Equal(HttpStatusCode.OK, (await Get(client, "/api/themes", "Basic eDp5")).StatusCode);
    }

    [Fact]
    public async Task A_key_that_is_not_good_is_refused_alike_whatever_is_the_matter_with_it()
    {
        var clock = new SettableClock { Now = DateTimeOffset.UtcNow.AddDays(-3) };
        var expired = new KeyRing(new StateFolder(StatePath), clock).Create("甲", AccessRole.Reader, clock.Now.AddDays(1), out _);
        var revoked = Keys.Create("乙", AccessRole.Reader, null, out _);
        Keys.Revoke("乙");
        var good = Keys.Create("丙", AccessRole.Reader, null, out _);
        string[] bad = [expired, revoked, good[..^1] + (good[^1] == 'a' ? 'b' : 'a'), $"kb-aaaaaaaa-{good[12..]}", "", "党", new string('a', 5000)];
        await using var host = Host();
        using var client = host.CreateClient();

        var answers = new List<string>();
        foreach (var text in bad)
        {
            // The name of a header's value is of bytes; who sends others sends no key.
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/themes");
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + text);
            var answer = await client.SendAsync(request);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
            Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.Single().Scheme);
            var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject();
            problem.Remove("traceId");
            answers.Add(problem.ToJsonString());
        }

        Assert.Single(answers.Distinct(StringComparer.Ordinal));
        Assert.Contains("no-good-key", answers[0], StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await Get(client, "/api/themes", "Bearer " + good)).StatusCode);

        var entries = Audit();
        Assert.Equal(bad.Length, entries.Count);
        Assert.All(entries, e => Assert.Equal((AuditActions.AccessRefused, "GET /api/themes", ""), (e.Act.Action, e.Act.Subject, e.Act.Who)));
    }

    [Fact]
    public async Task Too_many_wrong_keys_are_slowed_down_and_those_who_are_known_go_on()
    {
        var good = Keys.Create("甲", AccessRole.Reader, null, out _);
        await using var host = Host();
        using var client = host.CreateClient();
        Assert.Equal(HttpStatusCode.OK, (await Get(client, "/api/key", "Bearer " + good)).StatusCode);

        var answers = new List<HttpResponseMessage>();
        for (var i = 0; i < WrongKeys.Most + 3; i++)
        {
            answers.Add(await Get(client, "/api/themes", "Bearer kb-wrong"));
        }

        Assert.Equal(
            [.. Enumerable.Repeat(HttpStatusCode.Unauthorized, WrongKeys.Most), .. Enumerable.Repeat(HttpStatusCode.TooManyRequests, 3)],
            answers.Select(a => a.StatusCode));
        Assert.InRange(answers[^1].Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 10);
        Assert.Contains("too-many-wrong-keys", await answers[^1].Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await Get(client, "/api/key", "Bearer " + good)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await Get(client, "/api/themes")).StatusCode);
        Assert.Equal(WrongKeys.Most, Audit().Count);
    }

    [Fact]
    public async Task Many_requests_at_once_with_a_good_key_are_all_let_in()
    {
        var text = Keys.Create("甲", AccessRole.Reader, null, out _);
        await using var host = Host();
        using var client = host.CreateClient();

        var answers = await Task.WhenAll(Enumerable.Range(0, 3 * WrongKeys.Most).Select(_ => Get(client, "/api/key", "Bearer " + text)));

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a.StatusCode));
    }

    [Fact]
    public async Task A_revoked_key_is_refused_by_a_running_server_within_two_seconds()
    {
        var text = Keys.Create("甲", AccessRole.Reader, null, out _);
        await using var host = Host();
        using var client = host.CreateClient();
        Assert.Equal(HttpStatusCode.OK, (await Get(client, "/api/key", "Bearer " + text)).StatusCode);

        Keys.Revoke("甲");
        var watch = Stopwatch.StartNew();
        while ((await Get(client, "/api/key", "Bearer " + text)).StatusCode == HttpStatusCode.OK)
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), "The key is still taken.");
            await Task.Delay(50);
        }
    }

    [Fact]
    public async Task Keys_that_cannot_be_read_let_nobody_in_and_keep_nobody_from_reading()
    {
        var text = Keys.Create("甲", AccessRole.Reader, null, out _);
        await File.WriteAllTextAsync(_folder.At("state/keys.json"), "{");
        await using var host = Host();
        using var client = host.CreateClient();

        var answer = await Get(client, "/api/key", "Bearer " + text);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        var told = await answer.Content.ReadAsStringAsync();
        Assert.Contains("no-keys", told, StringComparison.Ordinal);
        Assert.DoesNotContain(_folder.Path, told, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await Get(client, "/api/themes")).StatusCode);
    }

    [Fact]
    public async Task When_only_holders_of_keys_may_read_every_address_needs_one()
    {
        var text = Keys.Create("甲", AccessRole.Reader, null, out _);
        await using var host = Host(ReadersAllowed.Keys);
        using var client = host.CreateClient();

        var open = new List<string>();
        foreach (var (method, path) in Addresses(host))
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            var answer = await client.SendAsync(request);
            if (answer.StatusCode != HttpStatusCode.Unauthorized)
            {
                open.Add($"{method} {path}");
            }
        }

        Assert.Equal(["GET /healthz", "GET /metrics", "GET /readyz", "HEAD /healthz", "HEAD /metrics", "HEAD /readyz"],
            open.Order(StringComparer.Ordinal));
        Assert.Equal(HttpStatusCode.Unauthorized, (await Get(client, "/nowhere")).StatusCode);
        Assert.Equal("{\"status\":\"ok\"}", await client.GetStringAsync(new Uri("/healthz", UriKind.Relative)));

        var read = await Get(client, "/api/search?q=党员", "Bearer " + text);
        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        Assert.True(read.Headers.CacheControl!.Private);
        Assert.Contains("materials", await (await Get(client, "/healthz", "Bearer " + text)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whatever_changes_something_names_the_role_that_it_needs()
    {
        await using var host = Host();
        using var client = host.CreateClient();

        var unguarded = host.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .SelectMany(e => (e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["ANY"]).Select(m => (Method: m, Endpoint: e)))
            .Where(e => e.Method is not ("GET" or "HEAD"))
            .Where(e => e.Endpoint.Metadata.GetMetadata<IAuthorizeData>()?.Roles is not { Length: > 0 })
            .Select(e => $"{e.Method} {e.Endpoint.RoutePattern.RawText}")
            .Order(StringComparer.Ordinal);

        Assert.Equal(Asking, unguarded);
    }

    [Theory]
    [InlineData(AccessRole.Reader, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden)]
    [InlineData(AccessRole.Librarian, HttpStatusCode.OK, HttpStatusCode.Forbidden)]
    [InlineData(AccessRole.Administrator, HttpStatusCode.OK, HttpStatusCode.OK)]
    public async Task A_role_has_the_rights_of_those_before_it_and_no_others(
        AccessRole role, HttpStatusCode ofLibrarians, HttpStatusCode ofAdministrators)
    {
        var text = Keys.Create("甲", role, null, out var key);
        await using var host = Host().WithWebHostBuilder(b => b.ConfigureTestServices(
            services => services.AddControllers().AddApplicationPart(typeof(RolesController).Assembly)));
        using var client = host.CreateClient();

        var first = await Get(client, "/test/librarians", "Bearer " + text);
        var second = await Get(client, "/test/administrators", "Bearer " + text);

        Assert.Equal((ofLibrarians, ofAdministrators), (first.StatusCode, second.StatusCode));
        Assert.Equal(HttpStatusCode.Unauthorized, (await Get(client, "/test/librarians")).StatusCode);
        if (ofAdministrators == HttpStatusCode.Forbidden)
        {
            Assert.Contains("right-missing", await second.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            Assert.Equal(("甲", key.Id, "GET /test/administrators"), Audit()[^1].Act switch { var a => (a.Who, a.Key, a.Subject) });
        }
        else
        {
            Assert.Empty(Audit());
        }
    }

    [Theory]
    [InlineData(null, ReadersAllowed.Everyone)]
    [InlineData("", ReadersAllowed.Everyone)]
    [InlineData("Everyone", ReadersAllowed.Everyone)]
    [InlineData("keys", ReadersAllowed.Keys)]
    public void Who_may_read_is_set_by_name(string? setting, ReadersAllowed readers) => Assert.Equal(readers, ReadersOf(setting));

    [Theory]
    [InlineData("nobody")]
    [InlineData("1")]
    [InlineData("keys,everyone")]
    public async Task Readers_that_are_neither_of_two_let_no_server_start(string setting)
    {
        await using var host = Host(ReadersOf(setting));

        // The host is never built, which is all that a test learns.
        Assert.Throws<InvalidOperationException>(() => host.CreateClient());
    }

    private static ReadersAllowed ReadersOf(string? setting) => SearchApiOptions.ReadersOf(
        new ConfigurationBuilder().AddInMemoryCollection([new("Access:Readers", setting)]).Build());

    private WebApplicationFactory<Program> Host(ReadersAllowed readers = ReadersAllowed.Everyone) =>
        ApiFixture.Host(api.Index).WithWebHostBuilder(b => b.UseSetting("state", StatePath).ConfigureTestServices(
            services => services.Configure<SearchApiOptions>(o => o.Readers = readers)));

    private List<AuditEntry> Audit()
    {
        var entries = new List<AuditEntry>();
        Assert.Empty(new AuditLog(new StateFolder(StatePath), TimeProvider.System).Read(entries.Add).Faults);
        return entries;
    }

    /// <summary>Every address with every method that it has, with something in the place of each parameter.</summary>
    private static IEnumerable<(string Method, string Path)> Addresses(WebApplicationFactory<Program> host) =>
        from endpoint in host.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET", "POST", "PUT", "DELETE"]
        let parts = endpoint.RoutePattern.PathSegments.Select(s => string.Concat(s.Parts.Select(p =>
            p is Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal ? literal.Content
            : p is Microsoft.AspNetCore.Routing.Patterns.RoutePatternSeparatorPart separator ? separator.Content : "x")))
        select (method, "/" + string.Join('/', parts));

    private static async Task<HttpResponseMessage> Get(HttpClient client, string path, string? authorization = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        return await client.SendAsync(request);
    }

    private sealed class SettableClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
