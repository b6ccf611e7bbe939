using System.Net;
using System.Text.Json;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using KnowledgeBase.Tests;
using KnowledgeBase.Web.Rendering;

namespace KnowledgeBase.Web.Tests;

[Collection(SiteCollection.Name)]
public class PagesTests(SiteFixture site)
{
    [Theory]
    [InlineData("党支部标准化")]
    [InlineData("“双报到”")]
    [InlineData("形式主义")]
    public async Task A_search_from_the_front_page_leads_to_marked_passages(string query)
    {
        var front = await Page("/");
        var form = front.QuerySelector<IHtmlFormElement>("form[role=search]")!;
        var action = form.GetAttribute("action");

        var results = await Page($"{action}?q={Uri.EscapeDataString(query)}");

        Assert.NotEmpty(results.QuerySelectorAll("article.hit"));
        Assert.All(results.QuerySelectorAll("article.hit"), hit => Assert.NotEmpty(hit.QuerySelectorAll("mark")));
        Assert.Equal(query, results.QuerySelector<IHtmlInputElement>("input[name=q]")!.Value);
    }

    [Fact]
    public async Task Every_link_of_a_result_leads_to_the_passage_that_it_showed()
    {
        var results = await Page($"/search?q={Uri.EscapeDataString("“三会一课”")}");

        foreach (var clip in results.QuerySelectorAll(".clip"))
        {
            var link = clip.QuerySelector("a")!.GetAttribute("href")!;
            var material = await Page(link);
            var passage = material.GetElementById(link.Split('#')[1]);
            Assert.NotNull(passage);
            Assert.Contains("三会一课", passage.TextContent, StringComparison.Ordinal);
            Assert.Contains(passage.QuerySelectorAll("mark"), m => m.TextContent == "三会一课");
        }
    }

    [Theory]
    [InlineData("/search", "hits")]
    [InlineData("/search/passages", "hits")]
    [InlineData("/practices", "hits")]
    [InlineData("/headings", "hits")]
    [InlineData("/kwic", "lines")]
    public async Task A_list_is_taken_away_as_a_file_with_its_question_its_filters_and_its_order(string address, string list)
    {
        var page = await Page($"{address}?q={Uri.EscapeDataString("党员")}&tier={Uri.EscapeDataString("县")}&page=2&size=2");
        var link = page.QuerySelectorAll(".take-away a").Single(a => a.TextContent.StartsWith("表格", StringComparison.Ordinal));
        var file = await site.Client.GetStringAsync(new Uri(link.GetAttribute("href")!, UriKind.Relative));
        var asJson = link.GetAttribute("href")!.Replace("format=csv", "format=json", StringComparison.Ordinal);
        var entries = JsonDocument.Parse(await site.Client.GetStringAsync(new Uri(
            asJson.Replace("size=10000", "size=500", StringComparison.Ordinal).Replace("size=1000", "size=100", StringComparison.Ordinal),
            UriKind.Relative))).RootElement.GetProperty(list);

        Assert.True(entries.GetArrayLength() > 2);
        Assert.All(entries.EnumerateArray(), entry => Assert.Contains(IdOf(entry), file, StringComparison.Ordinal));
        Assert.Contains(page.QuerySelector(".take-away")!.TextContent.Trim(), t => char.IsAsciiDigit(t));

        static string IdOf(JsonElement entry) =>
            entry.TryGetProperty("id", out var id) ? id.GetString()!
            : entry.TryGetProperty("passage", out var passage) ? passage.GetProperty("id").GetString()!
            : entry.GetProperty("material").GetString()!;
    }

    [Fact]
    public async Task A_facet_narrows_the_results_to_what_it_counted()
    {
        var results = await Page($"/search?q={Uri.EscapeDataString("党员")}");
        var link = results.QuerySelector(".facet li a")!;
        var count = int.Parse(link.QuerySelector(".count")!.TextContent);

        var narrowed = await Page(link.GetAttribute("href")!);

        Assert.Equal(count, int.Parse(narrowed.QuerySelector(".total strong")!.TextContent));
        Assert.NotEmpty(narrowed.QuerySelectorAll(".chosen .tag.on"));
    }

    [Fact]
    public async Task The_page_of_a_material_shows_its_outline_its_whole_text_and_its_facts()
    {
        var results = await Page($"/search?q={Uri.EscapeDataString("经验")}&genre={Uri.EscapeDataString("经验材料")}");
        var material = await Page(results.QuerySelector("article.hit h2 a")!.GetAttribute("href")!);

        Assert.NotEmpty(material.QuerySelectorAll(".outline a"));
        Assert.All(material.QuerySelectorAll(".outline a"), a => Assert.NotNull(material.GetElementById(a.GetAttribute("href")![1..])));
        Assert.Contains("经验材料", material.QuerySelector(".material-head .meta")!.TextContent, StringComparison.Ordinal);
        Assert.True(material.QuerySelector(".sheet")!.TextContent.Length > 500);
    }

    [Fact]
    public async Task Every_theme_has_a_page_with_materials()
    {
        var themes = await Page("/themes");
        var links = themes.QuerySelectorAll("a.tile").Select(a => a.GetAttribute("href")!).ToList();

        Assert.Equal(19, links.Count);
        foreach (var link in links)
        {
            var theme = await Page(link);
            Assert.NotEmpty(theme.QuerySelectorAll(".line a"));
        }
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/search?q=%E5%85%9A%E5%91%98")]
    [InlineData("/themes")]
    [InlineData("/help")]
    [InlineData("/no-such-page")]
    [InlineData("/search?size=0")]
    [InlineData("/api/themes")]
    public async Task Every_answer_forbids_inline_scripts_and_other_hosts(string path)
    {
        var response = await site.Client.GetAsync(new Uri(path, UriKind.Relative));

        var policy = string.Join(';', response.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", string.Join(';', response.Headers.GetValues("X-Content-Type-Options")));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/search?q=%E5%85%9A%E5%91%98")]
    [InlineData("/themes")]
    [InlineData("/help")]
    [InlineData("/wordings")]
    [InlineData("/wording?q=%E4%B8%89%E4%BC%9A%E4%B8%80%E8%AF%BE")]
    [InlineData("/check")]
    [InlineData("/practices")]
    [InlineData("/headings")]
    [InlineData("/outlines")]
    [InlineData("/kwic?q=%E4%B8%89%E4%BC%9A%E4%B8%80%E8%AF%BE")]
    [InlineData("/compare?q=%E4%B8%89%E4%BC%9A%E4%B8%80%E8%AF%BE")]
    [InlineData("/study?theme=organisation")]
    [InlineData("/library")]
    [InlineData("/clips")]
    public async Task No_page_holds_an_inline_script_or_style_or_an_address_of_another_host(string path)
    {
        var page = await Page(path);

        Assert.Empty(page.QuerySelectorAll("style, [style], iframe, object, embed"));
        Assert.All(page.QuerySelectorAll("script"), s => Assert.StartsWith("/js/", s.GetAttribute("src"), StringComparison.Ordinal));
        Assert.All(page.QuerySelectorAll("script"), s => Assert.Empty(s.TextContent));
        Assert.DoesNotContain(
            page.All.SelectMany(e => new[] { e.GetAttribute("src"), e.GetAttribute("href"), e.GetAttribute("action") }),
            a => a is not null && (a.Contains("://", StringComparison.Ordinal) || a.StartsWith("//", StringComparison.Ordinal)));
        Assert.DoesNotContain(page.All, e => e.Attributes.Any(a => a.Name.StartsWith("on", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Formulations_lead_to_pages_whose_counts_are_those_of_the_search()
    {
        var list = await Page("/wordings?kind=numeral&status=current&min=3");
        var links = list.QuerySelectorAll("table.wordings tbody a").Select(a => a.GetAttribute("href")!).Take(5).ToList();

        Assert.NotEmpty(links);
        foreach (var link in links)
        {
            var wording = await Page(link);
            var results = await Page(wording.QuerySelectorAll("a").Single(a => a.TextContent == "查看全部原文").GetAttribute("href")!);
            Assert.Equal(results.QuerySelector(".total strong")!.TextContent, wording.QuerySelector(".big")!.TextContent);
            Assert.NotEmpty(wording.QuerySelectorAll("article.hit mark"));
        }
    }

    [Fact]
    public async Task A_superseded_formulation_names_what_is_said_today()
    {
        var wording = await Page($"/wording?q={Uri.EscapeDataString("打铁还需自身硬")}");

        Assert.Contains("2017年起改为“打铁必须自身硬”", wording.QuerySelector(".notice")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_draft_is_shown_with_its_findings_and_each_leads_to_its_place()
    {
        const string draft = "打铁还需自身硬，增强“二个维护”的自觉。\r\n执行《石榴恳谈规则》<script>。全年发展党员12名。会上通报，全年发展党员15名。";
        using var form = new FormUrlEncodedContent([new("text", draft)]);

        var response = await site.Client.PostAsync(new Uri("/check", UriKind.Relative), form);

        var page = await BrowsingContext.New().OpenAsync(r => r.Content(response.Content.ReadAsStringAsync().GetAwaiter().GetResult()));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(["已更新", "有出入", "文件名未收录", "数据不一致"], page.QuerySelectorAll(".finding .badge").Select(b => b.TextContent));
        Assert.All(page.QuerySelectorAll("a.ref"), a => Assert.NotNull(page.GetElementById(a.GetAttribute("href")![1..])));
        Assert.Equal(("二", "两"), (Changed("del"), Changed("ins")));
        Assert.Contains("<script>", page.QuerySelector("textarea")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("script:not([src])"));

        string Changed(string element) => page.QuerySelector($".words {element}")!.TextContent[^1..];
    }

    [Fact]
    public async Task A_passage_of_a_draft_that_stands_in_the_library_leads_there()
    {
        using var form = new FormUrlEncodedContent(
            [new("text", "我们把全村有劳动能力的农户按地块相邻、人情相近的原则，每五户编成一个联创组，组长由党员或能人担任。")]);

        var response = await site.Client.PostAsync(new Uri("/check", UriKind.Relative), form);

        var page = await BrowsingContext.New().OpenAsync(r => r.Content(response.Content.ReadAsStringAsync().GetAwaiter().GetResult()));
        var source = await Page(page.QuerySelector(".finding.is-copy p a:not(.ref)")!.GetAttribute("href")!);
        Assert.NotEmpty(source.QuerySelectorAll("mark"));
    }

    [Theory]
    [InlineData(0, "还没有文稿")]
    [InlineData(50_001, "文稿太长")]
    public async Task A_draft_that_cannot_be_checked_is_refused_with_the_reason(int length, string words)
    {
        using var form = new FormUrlEncodedContent([new("text", new string('a', length))]);

        var response = await site.Client.PostAsync(new Uri("/check", UriKind.Relative), form);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(words, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Materials_of_one_text_are_one_result_that_names_the_others_and_can_be_listed_one_by_one()
    {
        var page = await Page($"/search?q={Uri.EscapeDataString("机关党建 OR 堵点清单")}");

        var hit = page.QuerySelectorAll(".hit").Single(h => h.QuerySelector(".copies") is not null);
        Assert.Equal("另有 1 份相同或近似的材料", hit.QuerySelector(".copies summary")!.TextContent);
        Assert.StartsWith(Links.Material(SiteFixture.Copy), hit.QuerySelector(".copies a")!.GetAttribute("href"), StringComparison.Ordinal);
        var each = page.QuerySelector(".summary-line a[href*='copies=each']")!.GetAttribute("href")!;
        Assert.Empty((await Page(each)).QuerySelectorAll(".copies"));
    }

    [Fact]
    public async Task The_page_of_a_copy_names_the_other_versions_with_date_and_source()
    {
        var versions = (await Page(Links.Material(SiteFixture.Copy))).QuerySelector("#versions")!;

        Assert.Contains("文字近似", versions.TextContent, StringComparison.Ordinal);
        Assert.Contains("2023年11月16日", versions.TextContent, StringComparison.Ordinal);
        Assert.Equal(Links.Material(SiteFixture.Original), versions.QuerySelector("a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task The_page_of_a_material_leads_to_others_about_the_same_but_not_to_its_copies()
    {
        var similar = (await Page(Links.Material(SiteFixture.Original))).QuerySelectorAll("#similar ~ .line a").Select(a => a.GetAttribute("href")!).ToList();

        Assert.NotEmpty(similar);
        Assert.DoesNotContain(Links.Material(SiteFixture.Copy), similar);
        await Page(similar[0]);
    }

    [Fact]
    public async Task The_file_of_a_material_is_saved_and_never_shown()
    {
        var link = (await Page(Links.Material(SiteFixture.Original))).QuerySelector("a[href^='/originals/']")!.GetAttribute("href")!;

        var response = await site.Client.GetAsync(new Uri(link, UriKind.Relative));

        Assert.Equal("application/octet-stream", response.Content.Headers.ContentType!.ToString());
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal(
            await File.ReadAllBytesAsync(Path.Combine(RepositoryRoot.Path, "corpus", SiteFixture.Original)),
            await response.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("/originals/no/such.txt")]
    [InlineData("/originals/..%2F..%2Fetc%2Fpasswd")]
    [InlineData("/originals/%2Fetc%2Fpasswd")]
    [InlineData("/comparable/no/such.txt")]
    [InlineData("/why?q=党员&id=no")]
    public async Task What_the_library_does_not_have_is_not_found(string path)
    {
        var response = await site.Client.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("It is protected with a password; save it without one.", "密码")]
    [InlineData("The Word file is damaged or cut short (End of Central Directory).", "损坏")]
    [InlineData("The file is empty.", "空")]
    [InlineData("It is a picture (PNG); put it into a PDF to have its text recognised.", "图片")]
    [InlineData("It is a RAR archive; unpack it, or pack it as .zip.", "压缩包")]
    [InlineData("It is a program.", "程序")]
    [InlineData("It is a database.", "数据库")]
    [InlineData("Something that nobody has thought of.", "构建报告")]
    public void Reasons_why_a_file_is_left_out_are_told_in_Chinese(string reason, string words) =>
        Assert.Contains(words, LeftOutReason.Of(reason), StringComparison.Ordinal);

    [Fact]
    public async Task A_question_that_looks_like_markup_is_shown_as_text()
    {
        var page = await Page($"/search?q={Uri.EscapeDataString("<script>alert(1)</script>\"'><img src=x>")}");

        Assert.Empty(page.QuerySelectorAll("script:not([src])"));
        Assert.DoesNotContain(page.QuerySelectorAll("img"), i => i.GetAttribute("src") == "x");
    }

    [Fact]
    public async Task What_turns_the_direction_of_writing_is_shown_by_its_number_and_turns_nothing()
    {
        var html = await site.Client.GetStringAsync(new Uri($"/search?q={Uri.EscapeDataString("党员\u202Egnp.\u2066")}", UriKind.Relative));

        Assert.DoesNotContain(html, c => c is '\u202E' or '\u2066');
        Assert.Contains("党员[U+202E]gnp.[U+2066]", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_draft_comes_back_in_its_form_as_it_was_sent()
    {
        const string draft = "\n第一行\u202E<b>\n  第二行";
        using var form = new FormUrlEncodedContent([new("text", draft)]);

        var response = await site.Client.PostAsync(new Uri("/check", UriKind.Relative), form);

        var page = await BrowsingContext.New().OpenAsync(r => r.Content(response.Content.ReadAsStringAsync().GetAwaiter().GetResult()));
        Assert.Equal(draft, page.QuerySelector("textarea")!.TextContent);
    }

    [Theory]
    [InlineData("/no-such-page", HttpStatusCode.NotFound, "没有这个页面")]
    [InlineData("/materials/no/such.txt", HttpStatusCode.NotFound, "没有这个页面")]
    [InlineData("/themes/nonsense", HttpStatusCode.NotFound, "没有这个页面")]
    [InlineData("/search?page=0", HttpStatusCode.BadRequest, "页码")]
    [InlineData("/search?year=abc", HttpStatusCode.BadRequest, "年份")]
    [InlineData("/wordings?kind=slogan", HttpStatusCode.BadRequest, "筛选条件")]
    public async Task Errors_are_pages_in_Chinese(string path, HttpStatusCode status, string words)
    {
        var response = await site.Client.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(status, response.StatusCode);
        Assert.Contains(words, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_in_the_name_of_another_host_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/", UriKind.Relative)) { Headers = { Host = "other.example" } };

        var response = await site.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    private async Task<IDocument> Page(string path)
    {
        var response = await site.Client.GetAsync(new Uri(path, UriKind.Relative));
        var html = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{path}: {response.StatusCode}");
        return await BrowsingContext.New().OpenAsync(r => r.Content(html).Address("http://localhost/"));
    }
}
