using System.Text.RegularExpressions;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Microsoft.Playwright;

namespace KnowledgeBase.Web.Tests;

/// <summary>What people come for, from start to finish, in a real browser.</summary>
[Collection(SiteCollection.Name)]
public sealed class JobsTests(SiteFixture site) : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private IBrowserContext? _context;
    private IPage? _page;

    private IPage Page => _page!;

    public async Task InitializeAsync()
    {
        if (!File.Exists(ChromiumFactAttribute.Executable))
        {
            return;
        }

        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(BrowserTests.Launch);
        _context = await _browser.NewContextAsync(new() { ViewportSize = new() { Width = 1280, Height = 900 } });
        await _context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        _page = await _context.NewPageAsync();
        _page.SetDefaultTimeout(20_000);
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    [ChromiumFact]
    public async Task A_writer_collects_practices_by_keyboard_alone_and_takes_them_to_Word_with_their_citations()
    {
        await Go("/");
        await Page.Keyboard.PressAsync("Tab");
        await Page.FocusAsync("#q");
        await Page.Keyboard.TypeAsync("党员");
        await Page.Keyboard.PressAsync("Enter");
        await ArrivesAt("/search?q=");
        await Page.ClickAsync(".tabs a:has-text('做法')");
        await Page.WaitForSelectorAsync(".clip-here button");

        await Page.Keyboard.PressAsync("j");
        await Page.Keyboard.PressAsync("c");
        await Page.Keyboard.PressAsync("j");
        await Page.Keyboard.PressAsync("c");
        var first = await Page.Locator("article.card blockquote").First.InnerTextAsync();
        await Assertions.Expect(Page.Locator("#clip-count")).ToHaveTextAsync("2");

        await Go("/clips");
        await Assertions.Expect(Page.Locator(".basket .words").First).ToHaveTextAsync(first);
        await Page.ClickAsync(".basket >> text=下移");
        await Assertions.Expect(Page.Locator(".basket .words").Nth(1)).ToHaveTextAsync(first);
        await Page.FocusAsync(".basket [aria-label=分组] >> nth=1");
        await Page.Keyboard.TypeAsync("群众工作");
        await Page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(Page.Locator(".basket [aria-label=批注] >> nth=1")).ToBeFocusedAsync();
        await Page.Keyboard.TypeAsync("可用于第三部分");
        await Page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(Page.Locator(".basket h2")).ToHaveTextAsync("群众工作");
        var download = await Page.RunAndWaitForDownloadAsync(() => Page.ClickAsync("[data-format=docx]"));

        using var word = WordprocessingDocument.Open(await download.PathAsync(), isEditable: false);
        var text = word.MainDocumentPart!.Document!.Body!.InnerText;
        Assert.Contains(first.Trim(), text, StringComparison.Ordinal);
        Assert.Contains("《", text, StringComparison.Ordinal);
        Assert.Contains("批注：可用于第三部分", text, StringComparison.Ordinal);
        Assert.Contains("群众工作", text, StringComparison.Ordinal);
    }

    [ChromiumFact]
    public async Task A_basket_survives_a_library_whose_passages_have_other_numbers()
    {
        await Go("/search?q=“双报到”");
        await Page.WaitForSelectorAsync(".clip .clip-here button");
        await Page.ClickAsync(".clip .clip-here button");
        await Page.EvaluateAsync("() => localStorage.setItem('kb-clips', localStorage.getItem('kb-clips').replace(/#p\\d+/, '#p999'))");

        await Go("/clips");
        await Assertions.Expect(Page.Locator(".basket .words").First).ToContainTextAsync("双报到");
        var download = await Page.RunAndWaitForDownloadAsync(() => Page.ClickAsync("[data-format=md]"));

        Assert.Contains("双报到", await File.ReadAllTextAsync((await download.PathAsync())!), StringComparison.Ordinal);
    }

    [ChromiumFact]
    public async Task A_question_is_helped_along_by_suggestions_that_the_keyboard_chooses()
    {
        await Go("/");
        await Page.Locator("#q").PressSequentiallyAsync("双报");
        await Assertions.Expect(Page.Locator("#q-suggestions li").First).ToBeVisibleAsync();
        await Page.Keyboard.PressAsync("ArrowDown");
        var chosen = await Page.InputValueAsync("#q");
        Assert.Equal("true", await Page.Locator("#q-suggestions li").First.GetAttributeAsync("aria-selected"));

        await Page.Keyboard.PressAsync("Enter");
        await ArrivesAt("/search?q=");

        Assert.Equal(chosen, await Page.InputValueAsync("#q"));
        Assert.Contains("双报到", chosen, StringComparison.Ordinal);
    }

    [ChromiumFact]
    public async Task A_material_leads_from_hit_to_hit_and_what_is_copied_names_its_source_and_nothing_of_the_margin()
    {
        await Go($"/materials/{SiteFixture.Original}?q=机关");
        await Page.ClickAsync("#hit-next");
        await Page.Keyboard.PressAsync("j");
        await Assertions.Expect(Page.Locator("#hit-at")).ToHaveTextAsync("第 2 处");

        await Page.EvaluateAsync("() => getSelection().selectAllChildren(document.querySelector('.sheet'))");
        await Page.Keyboard.PressAsync("Control+c");
        var copied = await Page.EvaluateAsync<string>("() => navigator.clipboard.readText()");

        Assert.EndsWith("（2023年11月16日）", copied.Trim(), StringComparison.Ordinal);
        Assert.DoesNotContain("收入素材篮", copied, StringComparison.Ordinal);
        Assert.DoesNotContain("做法 ", copied, StringComparison.Ordinal);
    }

    [ChromiumFact]
    public async Task An_organiser_puts_together_a_study_pack_and_takes_it_to_Word()
    {
        await Go("/study");
        await Page.SelectOptionAsync("#theme", "organisation");
        await Page.SelectOptionAsync("#minutes", "30");
        await Page.ClickAsync("text=配学习包 >> visible=true >> nth=-1");
        await Assertions.Expect(Page.Locator(".questions li").First).ToBeVisibleAsync();

        var download = await Page.RunAndWaitForDownloadAsync(() => Page.ClickAsync("text=下载 Word"));

        using var word = WordprocessingDocument.Open(await download.PathAsync(), isEditable: false);
        Assert.Contains("讨论题", word.MainDocumentPart!.Document!.Body!.InnerText, StringComparison.Ordinal);
    }

    [ChromiumFact]
    public async Task A_draft_in_Word_is_checked_corrected_taken_back_with_comments_and_not_lost_on_the_way_back()
    {
        await Go("/check");
        await Page.SetInputFilesAsync("#file", new FilePayload
        {
            Name = "汇报.docx",
            MimeType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Buffer = Word("关于作风建设的汇报", "增强“二个维护”的自觉，打铁还需自身硬。"),
        });
        await Page.ClickAsync(".draft-form >> text=核对 >> nth=-1");
        await Assertions.Expect(Page.Locator(".finding.is-wrong")).ToContainTextAsync("第 2 段");

        await Page.ClickAsync("text=改为“两个维护”");
        await Assertions.Expect(Page.Locator("#text")).ToHaveValueAsync(new Regex("增强“两个维护”的自觉"));
        var download = await Page.RunAndWaitForDownloadAsync(() => Page.ClickAsync("text=下载带批注的 Word"));
        using (var word = WordprocessingDocument.Open(await download.PathAsync(), isEditable: false))
        {
            Assert.Contains(
                "打铁必须自身硬", word.MainDocumentPart!.WordprocessingCommentsPart!.Comments!.InnerText, StringComparison.Ordinal);
        }

        await Page.ClickAsync(".finding.is-old .small a");
        await ArrivesAt("/wording?q=");
        await Page.GoBackAsync();
        await Assertions.Expect(Page.Locator("#text")).ToHaveValueAsync(new Regex("增强“两个维护”的自觉"));
    }

    [ChromiumFact]
    public async Task Without_script_facets_unfold_on_a_phone_hits_have_their_numbers_and_the_basket_says_what_it_needs()
    {
        await using var context = await _browser!.NewContextAsync(new()
        {
            JavaScriptEnabled = false,
            ViewportSize = new() { Width = 390, Height = 844 },
        });
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(site.Address, "/search?q=党员").ToString());
        Assert.False(await page.Locator(".facet > ul a").First.IsVisibleAsync());
        await page.ClickAsync(".facets > summary");
        await page.Locator(".facet > ul a").First.ClickAsync();
        Assert.True(await page.Locator(".chosen .tag.on").IsVisibleAsync());

        await page.ClickAsync("article.hit h2 a");
        await page.ClickAsync(".hit-bar .places a");
        Assert.EndsWith("#m0", page.Url, StringComparison.Ordinal);

        await page.GotoAsync(new Uri(site.Address, "/clips").ToString());
        Assert.True(await page.Locator(".without-script").IsVisibleAsync());
        Assert.False(await page.Locator("#basket").IsVisibleAsync());
    }

    private Task<IResponse?> Go(string path) => Page.GotoAsync(new Uri(site.Address, path).ToString());

    /// <summary>
    /// Waits for another page. The address is looked at again and again: whoever waits for the event of a navigation waits for ever where
    /// that came between looking at the address and listening.
    /// </summary>
    private async Task ArrivesAt(string beginning)
    {
        await Assertions.Expect(Page).ToHaveURLAsync(new Regex(Regex.Escape(new Uri(site.Address, beginning).ToString())));
        await Page.WaitForLoadStateAsync();
    }

    private static byte[] Word(params string[] paragraphs)
    {
        using var output = new MemoryStream();
        using (var word = WordprocessingDocument.Create(output, DocumentFormat.OpenXml.WordprocessingDocumentType.Document))
        {
            word.AddMainDocumentPart().Document =
                new Document(new Body(paragraphs.Select(p => new Paragraph(new Run(new DocumentFormat.OpenXml.Wordprocessing.Text(p))))));
        }

        return output.ToArray();
    }
}
