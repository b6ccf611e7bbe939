using System.Net;
using System.Net.Http.Headers;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Deque.AxeCore.Playwright;
using KnowledgeBase.Access;
using KnowledgeBase.Tests;
using Microsoft.Playwright;

namespace KnowledgeBase.Web.Tests;

/// <summary>The page on which librarians bring materials in, over a library of the test's own.</summary>
public sealed class UploadTests : IAsyncLifetime
{
    private const string Text =
        "青禾县委组织部2025年工作总结\n\n今年以来，县委组织部抓党员教育管理，开展“银龄宣讲团”活动，组织宣讲36场，覆盖党员1200人次。\n\n2025年12月20日\n";

    private readonly TemporaryFolder _folder = new();
    private OwnServer _server = null!;
    private string _key = "";

    private KeyRing Keys => new(new StateFolder(_folder.At("state")), TimeProvider.System);

    public async Task InitializeAsync()
    {
        _folder.Write("corpus/旧材料.txt", "河湾村的做法\n\n村里开起“码头闲话”，支书坐在码头上听大家说修路的事。\n");
        _folder.Write("corpus/另一份.txt", "石桥村的做法\n\n村里修起水渠，大家轮流看水。\n");
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
    public async Task Only_librarians_are_led_to_the_page_and_come_in()
    {
        var led = await _server.Client.GetAsync(Address("/upload"));
        Assert.Equal((HttpStatusCode.Found, "/sign-in?to=%2Fupload"), (led.StatusCode, led.Headers.Location!.OriginalString));
        Assert.Empty((await _server.PageAsync("/library")).QuerySelectorAll("a[href='/upload']"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await Send(null, ("a.txt", Text))).StatusCode);

        await _server.SignInAsync(Keys.Create("读者", AccessRole.Reader, null, out _), "/");
        Assert.Equal(HttpStatusCode.Forbidden, (await _server.Client.GetAsync(Address("/upload"))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await Send(null, ("a.txt", Text))).StatusCode);
        Assert.Empty((await _server.PageAsync("/library")).QuerySelectorAll("a[href='/upload']"));
        Assert.False(Directory.Exists(_folder.At("corpus/inbox")));

        await _server.SignInAsync(_key, "/");
        Assert.Equal(2, (await _server.PageAsync("/library")).QuerySelectorAll("a[href='/upload']").Length);
        var page = await _server.PageAsync("/upload");
        foreach (var limit in new[] { "20 个文件", "50 MB", "200 MB" })
        {
            Assert.Contains(limit, page.QuerySelector("#limits")!.TextContent, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_answer_says_what_was_understood_of_each_file_and_what_was_wrong()
    {
        await _server.SignInAsync(_key, "/");
        var answer = await UploadAsync(replace: false, ("总结.txt", Text), ("图.png", "\u0089PNG\r\n\u001a\n"), ("空.txt", ""));

        Assert.Equal("收下 1 个，没有收 2 个。", answer.QuerySelector("main [role=status]")!.TextContent);
        var files = answer.QuerySelectorAll(".received > li").Select(f => f.Text().ReplaceLineEndings("")).ToList();
        Assert.Contains("已收下", files[0], StringComparison.Ordinal);
        foreach (var fact in new[] { "青禾县委组织部2025年工作总结", "2025年12月20日", "青禾县委组织部", "工作总结", "思想建设", "1 段" })
        {
            Assert.Contains(fact, files[0], StringComparison.Ordinal);
        }

        Assert.Contains("图.png", files[1], StringComparison.Ordinal);
        Assert.Contains("没有收", files[1], StringComparison.Ordinal);
        Assert.Contains("是图片", files[1], StringComparison.Ordinal);
        Assert.Contains("文件是空的", files[2], StringComparison.Ordinal);
        Assert.Contains("银龄宣讲团", await _server.Client.GetStringAsync(Address("/search?q=“银龄宣讲团”")), StringComparison.Ordinal);
        Assert.Equal(
            ("林小满", AuditActions.MaterialUploaded, "inbox/总结.txt"),
            Audit().Where(e => e.Act.Action.StartsWith("material.", StringComparison.Ordinal))
                .Select(e => (e.Act.Who, e.Act.Action, e.Act.Subject)).First());
        Assert.Contains("林小满", answer.QuerySelector("#recent")!.ParentElement!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_the_same_name_is_replaced_only_when_that_is_ticked()
    {
        await _server.SignInAsync(_key, "/");
        var other = Text.Replace("银龄宣讲团", "红色轻骑队", StringComparison.Ordinal);
        await UploadAsync(replace: false, ("总结.txt", Text));

        Assert.Contains("已有同一份", Statuses(await UploadAsync(replace: false, ("总结.txt", Text))), StringComparison.Ordinal);
        Assert.Contains("替换同名文件", Statuses(await UploadAsync(replace: false, ("总结.txt", other))), StringComparison.Ordinal);
        Assert.Equal(Text, await File.ReadAllTextAsync(_folder.At("corpus/inbox/总结.txt")));
        Assert.Contains("已替换", Statuses(await UploadAsync(replace: true, ("总结.txt", other))), StringComparison.Ordinal);
        Assert.Equal(other, await File.ReadAllTextAsync(_folder.At("corpus/inbox/总结.txt")));
    }

    [Fact]
    public async Task What_the_form_says_of_the_files_stands_in_front_of_them_and_holds()
    {
        Keys.Create("纪检", AccessRole.Reader, null, out _, ["纪委"]);
        await _server.SignInAsync(_key, "/");
        var form = (await _server.PageAsync("/upload")).QuerySelector("#upload")!;
        Assert.Equal("files", form.QuerySelectorAll("input, select")[^1].GetAttribute("name")); // it is sent in this order
        Assert.Equal(["", "public", "internal", "纪委"], form.QuerySelectorAll("select[name=access] option").Select(o => o.GetAttribute("value")));

        using var content = new MultipartFormDataContent
        {
            { new StringContent(OwnServer.Token(form).Value), "form-token" }, { new StringContent("纪委"), "access" },
        };
        Add(content, ("总结.txt", Text));
        var answer = await OwnServer.ReadAsync(await (await _server.Client.PostAsync(Address("/upload"), content)).Content.ReadAsStringAsync());

        Assert.Contains("纪委", answer.QuerySelector(".received .facts")!.TextContent, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder.At("corpus/inbox/纪委/总结.txt")));
        using var wrong = new MultipartFormDataContent
        {
            { new StringContent(OwnServer.Token(form).Value), "form-token" }, { new StringContent("仅限 内部"), "access" },
        };
        Add(wrong, ("另一份.txt", Text));
        var refused = await _server.Client.PostAsync(Address("/upload"), wrong);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("可阅读范围写得不对", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_does_not_come_from_the_form_of_the_page_is_not_taken()
    {
        await _server.SignInAsync(_key, "/");
        var token = OwnServer.Token((await _server.PageAsync("/upload")).QuerySelector("#upload")!);

        Assert.Equal(HttpStatusCode.BadRequest, (await Send(null, ("a.txt", Text))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await Send("x", ("a.txt", Text))).StatusCode);
        using var behind = new MultipartFormDataContent();
        Add(behind, ("a.txt", Text));
        behind.Add(new StringContent(token.Value), token.Name);
        Assert.Equal(HttpStatusCode.BadRequest, (await _server.Client.PostAsync(Address("/upload"), behind)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await _server.PostAsync("/upload", token)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await _server.PostAsync("/upload/withdraw", ("id", "旧材料.txt"))).StatusCode);
        Assert.False(Directory.Exists(_folder.At("corpus/inbox")));
        Assert.True(File.Exists(_folder.At("corpus/旧材料.txt")));

        var nothing = await Send(token.Value, ("", ""));
        Assert.Equal(HttpStatusCode.BadRequest, nothing.StatusCode);
        Assert.Contains("还没有选文件", await nothing.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_material_is_withdrawn_from_its_page_and_restored_from_the_list()
    {
        await _server.SignInAsync(_key, "/");
        var before = await File.ReadAllBytesAsync(_folder.At("corpus/旧材料.txt"));
        var material = await _server.PageAsync("/materials/旧材料.txt");
        var asked = await _server.PageAsync(material.QuerySelector<IHtmlAnchorElement>(".actions a[href^='/upload/withdraw']")!.GetAttribute("href")!);
        Assert.Contains("河湾村的做法", asked.QuerySelector("main")!.TextContent, StringComparison.Ordinal);

        var gone = await SubmitAsync(asked.QuerySelector("main form")!);
        Assert.Contains("已撤下《河湾村的做法》", gone.QuerySelector("main [role=status]")!.TextContent, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.At("corpus/旧材料.txt")));
        Assert.Equal(HttpStatusCode.NotFound, (await _server.Client.GetAsync(Address("/materials/旧材料.txt"))).StatusCode);

        var listed = gone.QuerySelector("form[action='/upload/restore']")!;
        Assert.Contains("河湾村的做法", listed.ParentElement!.TextContent, StringComparison.Ordinal);
        var back = await SubmitAsync(listed);
        Assert.Contains("已恢复 《河湾村的做法》", back.QuerySelector("main [role=status]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(_folder.At("corpus/旧材料.txt")));
        Assert.Empty(back.QuerySelectorAll("form[action='/upload/restore']"));

        // What is asked for twice is told, in words.
        var again = await _server.PostAsync("/upload/restore", ("id", "旧材料.txt"), OwnServer.Token(listed));
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
        Assert.Contains("没有可以恢复的文件", await again.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [ChromiumTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_browser_uploads_with_and_without_scripts_and_axe_finds_nothing(bool scripts)
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(BrowserTests.Launch);
        await using var context = await browser.NewContextAsync(
            new() { JavaScriptEnabled = scripts, BaseURL = _server.Address.ToString() });
        context.SetDefaultTimeout((float)OwnServer.Patience.TotalMilliseconds);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/sign-in?to=/upload");
        await page.FillAsync("#key", _key);
        await page.ClickAsync("main button[type=submit]");

        await page.SetInputFilesAsync("#files",
        [
            new FilePayload { Name = "总结.txt", MimeType = "text/plain", Buffer = Encoding.UTF8.GetBytes(Text) },
            new() { Name = "空.txt", MimeType = "text/plain", Buffer = [] },
        ]);
        await page.ClickAsync("#upload button");
        await page.WaitForSelectorAsync(".received");

        Assert.Equal(2, await page.Locator(".received > li").CountAsync());
        Assert.Equal("青禾县委组织部2025年工作总结", await page.Locator(".received .title").InnerTextAsync());
        if (scripts)
        {
            var found = await page.RunAxe();
            Assert.Empty(found.Violations.SelectMany(v => v.Nodes.Select(n => $"{v.Id}: {n.Html}")));

            var many = Enumerable.Range(0, 21).Select(i => new FilePayload { Name = $"{i}.txt", MimeType = "text/plain", Buffer = [65] });
            await page.SetInputFilesAsync("#files", many);
            Assert.Contains("一次最多 20 个", await page.Locator("#chosen").InnerTextAsync(), StringComparison.Ordinal);
        }
    }

    private static Uri Address(string path) => new(path, UriKind.Relative);

    private static string Statuses(IDocument page) => page.QuerySelector(".received")!.TextContent;

    private static void Add(MultipartFormDataContent form, (string Name, string Content) file)
    {
        // As browsers send it: one byte a character here, so that bytes of no text can be written too.
        var part = new ByteArrayContent(file.Name.EndsWith(".png", StringComparison.Ordinal)
            ? Encoding.Latin1.GetBytes(file.Content) : Encoding.UTF8.GetBytes(file.Content));
        part.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        part.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"files\"; filename*=UTF-8''{Uri.EscapeDataString(file.Name)}");
        if (file.Name.Length == 0)
        {
            part.Headers.Remove("Content-Disposition");
            part.Headers.TryAddWithoutValidation("Content-Disposition", "form-data; name=\"files\"; filename=\"\"");
        }

        form.Add(part);
    }

    private Task<HttpResponseMessage> Send(string? token, params (string Name, string Content)[] files) => SendAsync(token, false, files);

    private async Task<HttpResponseMessage> SendAsync(string? token, bool replace, params (string Name, string Content)[] files)
    {
        using var form = new MultipartFormDataContent();
        if (token is not null)
        {
            form.Add(new StringContent(token), "form-token");
        }

        if (replace)
        {
            form.Add(new StringContent("true"), "replace");
        }

        foreach (var file in files)
        {
            Add(form, file);
        }

        return await _server.Client.PostAsync(Address("/upload"), form);
    }

    private async Task<IDocument> UploadAsync(bool replace, params (string Name, string Content)[] files)
    {
        var form = (await _server.PageAsync("/upload")).QuerySelector("#upload")!;
        var answer = await SendAsync(OwnServer.Token(form).Value, replace, files);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await OwnServer.ReadAsync(await answer.Content.ReadAsStringAsync());
    }

    private async Task<IDocument> SubmitAsync(IElement form)
    {
        var answer = await _server.PostAsync(
            form.GetAttribute("action")!, [.. form.QuerySelectorAll<IHtmlInputElement>("input").Select(i => (i.Name!, i.Value))]);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await OwnServer.ReadAsync(await answer.Content.ReadAsStringAsync());
    }

    private List<AuditEntry> Audit()
    {
        var entries = new List<AuditEntry>();
        Assert.Empty(new AuditLog(new StateFolder(_folder.At("state")), TimeProvider.System).Read(entries.Add).Faults);
        return entries;
    }
}
