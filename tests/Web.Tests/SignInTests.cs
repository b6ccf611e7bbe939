using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using KnowledgeBase.Access;
using KnowledgeBase.Tests;

namespace KnowledgeBase.Web.Tests;

/// <summary>Signing in with a key, on a server of its own over the index of the site.</summary>
[Collection(SiteCollection.Name)]
public sealed class SignInTests(SiteFixture site) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kb-sign-in-").FullName;

    private KeyRing Keys => new(new StateFolder(State), TimeProvider.System);

    private string State => Path.Combine(_folder, "state");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Without_keys_the_site_has_no_sign_in_and_keeps_nothing()
    {
        using var server = await StartAsync("everyone");

        Assert.DoesNotContain("/sign-in", await server.Client.GetStringAsync(Uri("/")), StringComparison.Ordinal);
        var page = await server.PageAsync("/sign-in");
        Assert.Null(page.QuerySelector("main form"));
        Assert.Contains("kb key create", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await server.PostAsync("/sign-in", ("key", "kb-x"))).StatusCode);
        Assert.False(Directory.Exists(State));
        Assert.Empty(server.Cookies);
    }

    [Fact]
    public async Task A_person_signs_in_with_a_key_is_known_and_signs_out()
    {
        var key = Keys.Create("林小满", AccessRole.Librarian, null, out _);
        using var server = await StartAsync("everyone");
        Assert.Contains("/sign-in", (await server.PageAsync("/")).QuerySelector("footer")!.InnerHtml, StringComparison.Ordinal);

        var answer = await server.SignInAsync(key, "/themes");

        Assert.Equal((HttpStatusCode.Found, "/themes"), (answer.StatusCode, answer.Headers.Location!.ToString()));
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("kb-session=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.Ordinal);
        Assert.Contains("samesite=strict", cookie, StringComparison.Ordinal);
        Assert.DoesNotContain("expires", cookie, StringComparison.Ordinal);
        Assert.DoesNotContain(key, cookie, StringComparison.Ordinal);
        Assert.Contains("已登录：林小满", (await server.PageAsync("/")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("林小满（资料员）", (await server.PageAsync("/sign-in")).Body!.TextContent, StringComparison.Ordinal);

        // Only the form of the site's own page signs out.
        Assert.Equal(HttpStatusCode.BadRequest, (await server.PostAsync("/sign-out")).StatusCode);
        var form = (await server.PageAsync("/sign-in")).QuerySelector<IHtmlFormElement>("main form")!;
        Assert.Equal(HttpStatusCode.Found, (await server.PostAsync("/sign-out", OwnServer.Token(form))).StatusCode);
        Assert.DoesNotContain("林小满", (await server.PageAsync("/")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_only_holders_of_keys_may_read_pages_lead_to_signing_in_and_back()
    {
        var key = Keys.Create("林小满", AccessRole.Reader, null, out _);
        using var server = await StartAsync("keys");

        var refused = await server.Client.GetAsync(Uri("/search?q=%E5%85%9A%E5%91%98&page=2"));
        Assert.Equal(HttpStatusCode.Found, refused.StatusCode);
        Assert.Equal("/sign-in?to=%2Fsearch%3Fq%3D%25E5%2585%259A%25E5%2591%2598%26page%3D2", refused.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Client.GetAsync(Uri("/api/themes"))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.PostAsync("/check", ("text", "党员"))).StatusCode);

        // The page of signing in looks as the others do.
        var page = await server.PageAsync(refused.Headers.Location.OriginalString);
        var style = page.QuerySelector<IHtmlLinkElement>("link[rel=stylesheet]")!.GetAttribute("href")!;
        Assert.Equal(HttpStatusCode.OK, (await server.Client.GetAsync(Uri(style))).StatusCode);
        var to = page.QuerySelector<IHtmlInputElement>("main form input[name=to]")!.Value;

        var answer = await server.SignInAsync(key, to);
        Assert.Equal("/search?q=%E5%85%9A%E5%91%98&page=2", answer.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.OK, (await server.Client.GetAsync(Uri(answer.Headers.Location.OriginalString))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await server.Client.GetAsync(Uri("/api/suggest?q=dj"))).StatusCode);

        Keys.Revoke("林小满");
        await Task.Delay(TimeSpan.FromSeconds(1.5));
        Assert.Equal(HttpStatusCode.Found, (await server.Client.GetAsync(Uri("/"))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Client.GetAsync(Uri("/api/suggest?q=dj"))).StatusCode);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("")]
    public async Task Nobody_is_led_to_another_site(string to)
    {
        var key = Keys.Create("林小满", AccessRole.Reader, null, out _);
        using var server = await StartAsync("everyone");

        Assert.Equal("/", (await server.SignInAsync(key, to)).Headers.Location!.ToString());
        Assert.DoesNotContain("evil", await server.Client.GetStringAsync(Uri($"/sign-in?to={System.Uri.EscapeDataString(to)}")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_keys_are_told_and_slowed_down_and_forms_of_elsewhere_are_refused()
    {
        var key = Keys.Create("林小满", AccessRole.Reader, null, out _);
        using var server = await StartAsync("everyone");

        var wrong = await server.SignInAsync("kb-wrong", "/");
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        Assert.Contains("密钥无效", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await server.PostAsync("/sign-in", ("key", key))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await server.PostAsync("/sign-in", ("key", key), ("form-token", "x"))).StatusCode);

        var last = wrong;
        for (var i = 0; i < 10; i++)
        {
            last = await server.SignInAsync("kb-wrong", "/");
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, last.StatusCode);
        Assert.NotNull(last.Headers.RetryAfter);
        Assert.Contains("秒再试", await last.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(server.Cookies, c => c.Name == "kb-session");
    }

    [Fact]
    public async Task A_session_outlives_a_restart_and_no_session_of_another_library_is_taken()
    {
        var key = Keys.Create("林小满", AccessRole.Reader, null, out _);
        Cookie[] cookies;
        using (var server = await StartAsync("keys"))
        {
            await server.SignInAsync(key, "/");
            cookies = [.. server.Cookies];
        }

        using (var again = await StartAsync("keys"))
        {
            again.Take(cookies);
            Assert.Equal(HttpStatusCode.OK, (await again.Client.GetAsync(Uri("/"))).StatusCode);
        }

        Directory.Move(State, State + "-old");
        Keys.Create("林小满", AccessRole.Administrator, null, out _);
        using var other = await StartAsync("keys");
        other.Take(cookies);
        Assert.Equal(HttpStatusCode.Found, (await other.Client.GetAsync(Uri("/"))).StatusCode);
    }

    private static Uri Uri(string path) => new(path, UriKind.Relative);

    private Task<OwnServer> StartAsync(string readers) => OwnServer.StartAsync(site.Index, State, readers);
}
