using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Deque.AxeCore.Playwright;
using KnowledgeBase.Access;
using KnowledgeBase.Tests;
using Microsoft.Playwright;

namespace KnowledgeBase.Web.Tests;

/// <summary>The pages on which librarians decide, over a library of the test's own.</summary>
public sealed class DecisionPageTests : IAsyncLifetime
{
    private const string Id = "经验/南桥社区.txt";

    private const string Text = """
        南桥社区党支部的做法

        （2022年3月5日）

        南桥社区党支部创新“板凳会”议事制度，每周五组织党员和居民面对面议事，累计收集意见建议326条，推动解决问题280余个，群众满意率达98%，被云岭日报报道。
        """;

    private readonly TemporaryFolder _folder = new();
    private OwnServer _server = null!;
    private string _key = "";

    private KeyRing Keys => new(new StateFolder(_folder.At("state")), TimeProvider.System);

    public async Task InitializeAsync()
    {
        _folder.Write($"corpus/{Id}", Text);
        _folder.Write("corpus/石桥村.txt", "石桥村的做法\n\n（2022年4月6日）\n\n村里修起水渠，大家轮流看水。\n");
        var (code, _, errors) = SampleLibrary.Indexer("build", "--corpus", _folder.At("corpus"), "--index", _folder.At("index"), "--meaning", "off");
        Assert.True(code == 0, errors);
        _key = Keys.Create("林小满", AccessRole.Librarian, null, out _);
        _server = await OwnServer.StartAsync(_folder.At("index"), _folder.At("state"));
    }

    public Task DisposeAsync()
    {
        _server.Dispose();
        _folder.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Only_librarians_see_that_anything_can_be_decided()
    {
        string[] pages = ["/correct?id=石桥村.txt", "/settings", "/settings/file?kind=lexicon&name=own.txt", "/changes"];
        Assert.Equal("/sign-in", (await _server.Client.GetAsync(Address(pages[1]))).Headers.Location!.OriginalString.Split('?')[0]);
        await _server.SignInAsync(Keys.Create("读者", AccessRole.Reader, null, out _), "/");
        foreach (var page in pages)
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await _server.Client.GetAsync(Address(page))).StatusCode);
        }

        foreach (var path in new[] { "/correct", "/settings/file", "/changes/undo" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await _server.PostAsync(path, ("id", "石桥村.txt"), ("act", "save"))).StatusCode);
        }

        Assert.Empty((await _server.PageAsync("/materials/石桥村.txt")).QuerySelectorAll("a[href^='/correct'], a[href='/settings'], a[href='/changes']"));

        await _server.SignInAsync(_key, "/");
        Assert.Equal(3, (await _server.PageAsync("/materials/石桥村.txt")).QuerySelectorAll("a[href^='/correct'], a[href='/settings'], a[href='/changes']").Length);
        Assert.Equal(HttpStatusCode.NotFound, (await _server.Client.GetAsync(Address("/correct?id=没有.txt"))).StatusCode);

        // A form of another site has no token.
        Assert.Equal(HttpStatusCode.BadRequest, (await _server.PostAsync("/correct", ("id", "石桥村.txt"), ("act", "save"))).StatusCode);
        Assert.False(Directory.Exists(_folder.At("corpus/corrections")));
    }

    [Fact]
    public async Task A_correction_is_seen_in_advance_saved_listed_and_taken_back()
    {
        await _server.SignInAsync(_key, "/");
        var form = await FormAsync($"/correct?id={Uri.EscapeDataString(Id)}");
        Set(form, "date", "2019-05-01");
        Set(form, "title", "南桥板凳会");

        var preview = await SubmitAsync(form, "preview");
        Assert.Contains("1 篇材料 1 段", preview.QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.At("corpus/corrections")));

        var saved = await SubmitAsync(preview.QuerySelector<IHtmlFormElement>("main form")!, "save");
        Assert.Contains("已保存，检索结果已经更新", saved.QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("南桥板凳会", (await _server.PageAsync($"/materials/{Id}")).QuerySelector("h1")!.TextContent);
        Assert.Single((await _server.PageAsync("/search?q=年份:2019")).QuerySelectorAll("a[href^='/materials/']").Select(a => a.TextContent.Trim()).Where(t => t == "南桥板凳会").Distinct());

        var history = await _server.PageAsync("/changes");
        var change = Assert.Single(history.QuerySelectorAll(".change"));
        Assert.Contains("林小满", change.TextContent, StringComparison.Ordinal);
        Assert.Contains("date: 2019-05-01", change.TextContent, StringComparison.Ordinal);
        var undone = await SubmitAsync(change.QuerySelector<IHtmlFormElement>("form")!);
        Assert.Contains("已撤销第 1 项修改", undone.QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(2, undone.QuerySelectorAll(".change").Length);
        Assert.Equal("南桥社区党支部的做法", (await _server.PageAsync($"/materials/{Id}")).QuerySelector("h1")!.TextContent);
        Assert.Empty(Directory.GetFiles(_folder.At("corpus/corrections")));
    }

    [Fact]
    public async Task What_is_no_practice_and_what_is_one_is_said_and_a_second_save_keeps_the_first()
    {
        await _server.SignInAsync(_key, "/");
        var form = await FormAsync($"/correct?id={Uri.EscapeDataString(Id)}");
        Assert.Equal("板凳会", form.QuerySelector<IHtmlInputElement>("[name=practice-0-name]")!.Value);
        Set(form, "practice-0-name", "南桥板凳会");
        Set(form, "theme.rural", "add");
        await SubmitAsync(form, "save");
        Assert.Contains("南桥板凳会", (await _server.PageAsync($"/materials/{Id}")).QuerySelector(".sheet")!.TextContent, StringComparison.Ordinal);

        form = await FormAsync($"/correct?id={Uri.EscapeDataString(Id)}");
        Set(form, "practice-0-is", "no");
        await SubmitAsync(form, "save");

        var written = await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(_folder.At("corpus/corrections"))));
        Assert.Contains("add: [rural]", written, StringComparison.Ordinal);
        Assert.Contains("practice: false", written, StringComparison.Ordinal);
        Assert.DoesNotContain("name:", written, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_second_of_two_sees_what_the_first_did_and_what_cannot_be_used_is_told()
    {
        await _server.SignInAsync(_key, "/");
        var (first, second) = (await FormAsync("/correct?id=石桥村.txt"), await FormAsync("/correct?id=石桥村.txt"));
        Set(first, "issuer", "石桥村党支部");
        await SubmitAsync(first, "save");

        Set(second, "title", "看水");
        var told = await SubmitAsync(second, "save", HttpStatusCode.Conflict);
        Assert.Contains("别人改过", told.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("issuer: 石桥村党支部", told.QuerySelector("pre")!.TextContent, StringComparison.Ordinal);
        var form = told.QuerySelector<IHtmlFormElement>("main form")!;
        Assert.Equal("看水", form.QuerySelector<IHtmlInputElement>("[name=title]")!.Value);

        Set(form, "date", "前年");
        told = await SubmitAsync(form, "save", HttpStatusCode.UnprocessableEntity);
        Assert.Contains("date:", told.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_word_list_is_made_on_a_page()
    {
        await _server.SignInAsync(_key, "/");
        Assert.Contains("词表", (await _server.PageAsync("/settings")).Body!.TextContent, StringComparison.Ordinal);
        var form = await FormAsync("/settings/file?kind=lexicon&name=本单位");
        form.QuerySelector<IHtmlTextAreaElement>("textarea")!.Value = "轮流看水\n";

        var preview = await SubmitAsync(form, "preview");
        Assert.Contains("1 篇材料 1 段", preview.QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
        var saved = await SubmitAsync(preview.QuerySelector<IHtmlFormElement>("main form")!, "save");

        Assert.Contains("已保存", saved.QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("轮流看水\n", await File.ReadAllTextAsync(_folder.At("corpus/lexicon/本单位.txt")));
        Assert.Single((await _server.PageAsync("/settings")).QuerySelectorAll("a[href^='/settings/file']"));
        Assert.Equal(HttpStatusCode.NotFound, (await _server.Client.GetAsync(Address("/settings/file?kind=lexicon&name=../本单位"))).StatusCode);
    }

    [ChromiumTheory]
    [InlineData(1440)]
    [InlineData(390)]
    public async Task A_browser_without_scripts_decides_and_axe_finds_nothing(int width)
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(BrowserTests.Launch);
        await using var context = await browser.NewContextAsync(new()
        {
            BaseURL = _server.Address.ToString(),
            ViewportSize = new() { Width = width, Height = 900 },
        });
        context.SetDefaultTimeout((float)OwnServer.Patience.TotalMilliseconds);
        var page = await context.NewPageAsync();
        await page.GotoAsync($"/sign-in?to={Uri.EscapeDataString($"/correct?id={Uri.EscapeDataString(Id)}")}");
        await page.FillAsync("#key", _key);
        await page.ClickAsync("main button[type=submit]");
        await page.FillAsync("#date", "2019-05-01");
        await page.ClickAsync("button[value=preview]");
        await SoundAsync(page);
        await page.ClickAsync("button[value=save]");
        await page.WaitForSelectorAsync("[role=status]");
        foreach (var path in new[] { "/settings", "/settings/file?kind=lexicon&name=本单位", "/changes" })
        {
            await page.GotoAsync(path);
            await SoundAsync(page);
        }
    }

    private static async Task SoundAsync(IPage page)
    {
        var found = await page.RunAxe();
        Assert.Empty(found.Violations.SelectMany(v => v.Nodes.Select(n => $"{v.Id}: {n.Html}")));
        Assert.True(
            await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"),
            $"{page.Url} is wider than the window.");
    }

    private static Uri Address(string path) => new(path, UriKind.Relative);

    private static void Set(IHtmlFormElement form, string name, string value)
    {
        switch (form.QuerySelector($"[name='{name}']"))
        {
            case IHtmlInputElement input: input.Value = value; break;
            case IHtmlSelectElement select: select.Value = value; break;
            case var other: Assert.Fail($"{name} is {other?.TagName}"); break;
        }
    }

    private async Task<IHtmlFormElement> FormAsync(string path) =>
        (await _server.PageAsync(path)).QuerySelector<IHtmlFormElement>("main form")!;

    private async Task<IDocument> SubmitAsync(IHtmlFormElement form, string? act = null, HttpStatusCode expected = HttpStatusCode.OK)
    {
        (string, string)[] fields =
        [
            .. form.QuerySelectorAll<IHtmlInputElement>("input").Select(i => (i.Name!, i.Value)),
            .. form.QuerySelectorAll<IHtmlSelectElement>("select").Select(s => (s.Name!, s.Value!)),
            .. form.QuerySelectorAll<IHtmlTextAreaElement>("textarea").Select(t => (t.Name!, t.Value)),
            .. act is null ? Array.Empty<(string, string)>() : [("act", act)],
        ];
        var answer = await _server.PostAsync(form.GetAttribute("action")!, fields);
        var html = await answer.Content.ReadAsStringAsync();
        Assert.True(expected == answer.StatusCode, html);
        return await OwnServer.ReadAsync(html);
    }
}
