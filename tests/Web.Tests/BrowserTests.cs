using Microsoft.Playwright;

namespace KnowledgeBase.Web.Tests;

/// <summary>What only a browser can tell: nothing is refused by the policy, nothing sticks out of a narrow page.</summary>
[Collection(SiteCollection.Name)]
public class BrowserTests(SiteFixture site)
{
    internal static readonly string[] Paths =
    [
        "/", "/search?q=党支部标准化", "/themes", "/themes/organisation", "/help", "/wordings", "/wording?q=三会一课", "/check", "/search?q=“没有这样的文字串”",
        "/search/passages?q=党员", "/practices?theme=governance", "/headings?q=党建", "/search/wordings?q=党员", "/outlines?id=experience/2022-柳桥街道楼道红管家.txt",
        "/kwic?q=三会一课&sort=left", "/compare?q=三会一课&q=主题党日", "/study?theme=organisation&minutes=30", "/library", "/clips",
        "/why?q=党员&id=experience/2022-柳桥街道楼道红管家.txt", "/comparable/experience/2022-柳桥街道楼道红管家.txt?practice=0",
        "/practices?q=没有这样的做法", "/no-such-page",
    ];

    /// <summary>Pages that show a hostile material, or a hostile question.</summary>
    internal static readonly string[] HostilePaths =
    [
        $"/materials/{SiteFixture.Hostile}?q=借刀谣", "/search?q=借刀谣", "/practices?q=借刀谣", "/headings?q=以恶促善", "/search/wordings?q=借刀谣",
        $"/outlines?id={SiteFixture.Hostile}", "/kwic?q=借刀谣", "/wording?q=借刀谣<svg onload=alert(5)>", $"/why?q=借刀谣&id={SiteFixture.Hostile}",
        $"/comparable/{SiteFixture.Hostile}", "/compare?q=<script>alert(1)</script>", "/study?q=借刀谣",
    ];

    /// <summary>Of a desk enlarged to 400 %, a phone and a desk, in CSS pixels.</summary>
    private static readonly int[] Widths = [320, 390, 1440];

    internal static readonly BrowserTypeLaunchOptions Launch = new()
    {
        ExecutablePath = ChromiumFactAttribute.Executable,
        Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    };

    [ChromiumTheory]
    [InlineData(320, 256)] // 1280 by 1024, enlarged to 400 %
    [InlineData(390, 844)]
    [InlineData(1440, 900)]
    public async Task Nothing_moves_while_a_page_opens_and_what_a_link_leads_to_is_not_covered(int width, int height)
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(Launch);
        await using var context = await browser.NewContextAsync(
            new() { ViewportSize = new() { Width = width, Height = height }, ReducedMotion = ReducedMotion.Reduce });
        var page = await context.NewPageAsync();
        await page.AddInitScriptAsync("""
            window.moved = 0;
            new PerformanceObserver(list => { for (const shift of list.getEntries()) window.moved += shift.value; })
              .observe({ type: "layout-shift", buffered: true });
            """);
        var material = (await FirstMaterial(page)).Split('#')[0];
        var problems = new List<string>();

        // Scripts that come late, as over a slow line: what they put into a page must not push aside what is read already.
        await page.RouteAsync("**/*.js", async route =>
        {
            await Task.Delay(200);
            await route.ContinueAsync();
        });
        foreach (var path in new[] { material, "/search?q=党员", "/practices?q=党员", "/study?q=党员", "/clips", "/check" })
        {
            await page.GotoAsync(new Uri(site.Address, path).ToString());
            await page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 50)))");
            if (await page.EvaluateAsync<double>("() => window.moved") is > 0.05 and var moved)
            {
                problems.Add($"{path}: moved by {moved:0.000}");
            }
        }

        foreach (var id in await page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('mark[id]')].map(mark => mark.id)"))
        {
            await page.EvaluateAsync("id => { location.hash = ''; location.hash = id; }", id);
            if (!await page.EvaluateAsync<bool>(
                """
                id => {
                  const mark = document.getElementById(id), place = mark.getClientRects()[0];
                  return mark.contains(document.elementFromPoint(place.left + place.width / 2, place.top + place.height / 2));
                }
                """,
                id))
            {
                problems.Add($"{material}#{id} is covered");
            }
        }

        Assert.True(problems.Count == 0, string.Join('\n', problems));
    }

    [ChromiumFact]
    public async Task Pages_fit_a_phone_and_a_desk_without_an_error_or_a_request_to_another_host()
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(Launch);
        await using var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = Widths[0], Height = 900 } });
        var page = await context.NewPageAsync();
        var problems = new List<string>();
        page.Console += (_, message) =>
        {
            // A page of errors answers with its status, which the browser writes down.
            if (!message.Text.Contains("status of 404", StringComparison.Ordinal))
            {
                problems.Add($"{message.Type}: {message.Text}");
            }
        };
        page.PageError += (_, error) => problems.Add(error);
        page.Request += (_, request) =>
        {
            if (new Uri(request.Url).Host != site.Address.Host)
            {
                problems.Add($"request to {request.Url}");
            }
        };

        var first = await FirstMaterial(page);
        foreach (var (path, i) in Paths.Concat(HostilePaths).Append(first).Select((p, i) => (p, i)))
        {
            // Pages open in turn at each width, and are drawn out or in to the others as when a phone is turned.
            for (var turn = 0; turn < Widths.Length; turn++)
            {
                var width = Widths[(i + turn) % Widths.Length];
                await page.SetViewportSizeAsync(width, 900);
                if (turn == 0)
                {
                    await page.GotoAsync(new Uri(site.Address, path).ToString());
                }

                var overflow = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
                if (overflow > 0)
                {
                    problems.Add($"{path} is {overflow} pixels wider than a page of {width}");
                }
            }
        }

        Assert.Empty(problems);
    }

    [ChromiumFact]
    public async Task Searching_works_with_scripts_switched_off()
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(Launch);
        await using var context = await browser.NewContextAsync(new() { JavaScriptEnabled = false });
        var page = await context.NewPageAsync();

        await page.GotoAsync(site.Address.ToString());
        await page.FillAsync("#q", "“双报到”");
        await page.ClickAsync("button[type=submit]");
        await page.ClickAsync("article.hit h2 a");

        Assert.True(await page.Locator("mark").CountAsync() > 0);
    }

    private async Task<string> FirstMaterial(IPage page)
    {
        await page.GotoAsync(new Uri(site.Address, "/search?q=三会一课").ToString());
        return (await page.Locator("article.hit h2 a").First.GetAttributeAsync("href"))!;
    }
}
