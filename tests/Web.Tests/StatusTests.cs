using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Deque.AxeCore.Playwright;
using KnowledgeBase.Access;
using Microsoft.Playwright;

namespace KnowledgeBase.Web.Tests;

/// <summary>The page that tells administrators how the server is.</summary>
[Collection(SiteCollection.Name)]
public sealed class StatusTests(SiteFixture site) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kb-status-").FullName;

    private string State => Path.Combine(_folder, "state");

    private KeyRing Keys => new(new StateFolder(State), TimeProvider.System);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Administrators_see_how_the_server_is_and_nobody_else_does()
    {
        using var server = await OwnServer.StartAsync(site.Index, State);
        Assert.Equal(HttpStatusCode.Found, (await server.Client.GetAsync(new Uri("/status", UriKind.Relative))).StatusCode);
        await server.SignInAsync(Keys.Create("资料员", AccessRole.Librarian, null, out var librarian), "/");
        Assert.Equal(HttpStatusCode.Forbidden, (await server.Client.GetAsync(new Uri("/status", UriKind.Relative))).StatusCode);
        Assert.Empty((await server.PageAsync("/")).QuerySelectorAll("a[href='/status']"));

        // Revoked behind the second sign-in: a form that was made for somebody who is nobody by the time it is sent counts as outdated.
        var key = Keys.Create("管理员", AccessRole.Administrator, null, out var administrator);
        Assert.Equal(HttpStatusCode.Found, (await server.SignInAsync(key, "/")).StatusCode);
        Keys.Revoke("资料员");
        var link = (await server.PageAsync("/")).QuerySelector<IHtmlAnchorElement>("a[href='/status']")!;
        var page = await server.PageAsync(link.GetAttribute("href")!);

        var text = page.QuerySelector("main")!.TextContent;
        string[] wanted =
        [
            "版本", ".NET", "MB", "第几次提交", site.Index, "请求", "服务器启动以来没有建过", librarian.Id, administrator.Id, "吊销", "拒绝访问",
        ];
        foreach (var told in wanted)
        {
            Assert.Contains(told, text, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(key[^20..], page.DocumentElement.OuterHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Figures_tell_of_requests_parts_of_searches_and_the_index_and_not_of_what_was_asked()
    {
        const string Asked = "无人知晓的问题";
        (await site.Client.GetAsync(new Uri($"/api/search?q={Asked}&size=1", UriKind.Relative))).EnsureSuccessStatusCode();

        var text = await site.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative));

        foreach (var part in new[] { "parse", "plan", "search", "meaning", "highlight" })
        {
            Assert.True(Value(text, $"kb_search_part_duration_seconds_count{{[^}}]*part=\"{part}\"[^}}]*}}") >= 1, part);
        }

        Assert.True(Value(text, "kb_index_materials{[^}]*}") >= 45);
        Assert.True(Value(text, "kb_index_generation{[^}]*}") >= 1);
        Assert.True(Value(text, "kb_index_age_seconds{[^}]*}") >= 0);
        Assert.True(Value(text, "http_server_request_duration_seconds_count{[^}]*http_route=\"api/search\"[^}]*}") >= 1);
        Assert.DoesNotContain(Asked, text, StringComparison.Ordinal);
        Assert.DoesNotContain(Uri.EscapeDataString(Asked), text, StringComparison.Ordinal);
    }

    [ChromiumFact]
    public async Task Axe_finds_nothing_on_it()
    {
        using var server = await OwnServer.StartAsync(site.Index, State);
        var key = Keys.Create("管理员", AccessRole.Administrator, null, out _);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(BrowserTests.Launch);
        await using var context = await browser.NewContextAsync(new() { BaseURL = server.Address.ToString() });
        var page = await context.NewPageAsync();
        await page.GotoAsync("/sign-in?to=/status");
        await page.FillAsync("#key", key);
        await page.ClickAsync("main button[type=submit]");
        await page.WaitForSelectorAsync("#builds");

        var found = await page.RunAxe();

        Assert.Empty(found.Violations.SelectMany(v => v.Nodes.Select(n => $"{v.Id}: {n.Html}")));
    }

    private static double Value(string text, string pattern) =>
        Regex.Match(text, $@"^{pattern} ([\d.eE+]+)", RegexOptions.Multiline, TimeSpan.FromSeconds(5)) is { Success: true } match
            ? double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : -1;
}
