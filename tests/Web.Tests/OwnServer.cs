using System.Diagnostics;
using System.Net;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace KnowledgeBase.Web.Tests;

/// <summary>A server of a test's own, as a process, with the cookies of one browser.</summary>
internal sealed class OwnServer : IDisposable
{
    /// <summary>How long what changes the library may take: it waits for a build, which gives way to all other tests.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(11);

    private readonly CookieContainer _cookies = new();
    private readonly Process _process;
    private readonly HttpClientHandler _handler;

    private OwnServer(Process process, Uri address)
    {
        _process = process;
        _handler = new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = _cookies };
        Client = new HttpClient(_handler) { BaseAddress = address, Timeout = Patience };
    }

    public HttpClient Client { get; }

    public Uri Address => Client.BaseAddress!;

    public IEnumerable<Cookie> Cookies => _cookies.GetAllCookies().Where(c => !c.Expired);

    public static async Task<OwnServer> StartAsync(string index, string state, string readers = "everyone", params string[] arguments)
    {
        var (process, address) = await SiteFixture.StartAsync(
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["Access__Readers"] = readers,
                ["Meaning__Threads"] = "0",
                ["Decisions__Wait"] = "600", // answers come when the library has followed
            },
            ["--index", index, "--state", state, .. arguments]);
        return new OwnServer(process, address);
    }

    public static Task<IDocument> ReadAsync(string html) =>
        BrowsingContext.New(Configuration.Default).OpenAsync(r => r.Content(html));

    /// <summary>The field by which a form is known to be the site's own.</summary>
    public static (string Name, string Value) Token(IParentNode form) =>
        ("form-token", form.QuerySelector<IHtmlInputElement>("input[name=form-token]")!.Value);

    public void Take(IEnumerable<Cookie> cookies)
    {
        foreach (var cookie in cookies)
        {
            _cookies.Add(Client.BaseAddress!, new Cookie(cookie.Name, cookie.Value));
        }
    }

    public async Task<IDocument> PageAsync(string path)
    {
        var html = await Client.GetStringAsync(new Uri(path, UriKind.Relative));
        return await ReadAsync(html);
    }

    public async Task<HttpResponseMessage> SignInAsync(string key, string to)
    {
        var form = (await PageAsync("/sign-in")).QuerySelector<IHtmlFormElement>("main form")!;
        return await PostAsync("/sign-in", ("key", key), ("to", to), Token(form));
    }

    public async Task<HttpResponseMessage> PostAsync(string path, params (string Name, string Value)[] fields)
    {
        using var content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        return await Client.PostAsync(new Uri(path, UriKind.Relative), content);
    }

    public void Dispose()
    {
        Client.Dispose();
        _handler.Dispose();
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
