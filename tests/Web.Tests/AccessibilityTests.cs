using Microsoft.Playwright;

namespace KnowledgeBase.Web.Tests;

/// <summary>
/// What of WCAG 2.2 AA a program can tell of a page: controls have names and are large enough to hit, headings make an outline, parts of
/// the page are landmarks, links within a page lead somewhere, text stands out from its ground. It is measured as the browser has laid it
/// out.
/// </summary>
[Collection(SiteCollection.Name)]
public class AccessibilityTests(SiteFixture site)
{
    private const string Draft = "打铁还需自身硬，增强“二个维护”的自觉，执行《石榴恳谈规则》。全年发展党员12名。会上通报，全年发展党员15名。";

    private static readonly string[] More = ["/search?q=党员&theme=organisation&page=2", "/search?page=0", "/themes/nonsense", "/wordings?kind=slogan", "/wording?q=打铁还需自身硬"];

    /// <summary>Every fault of the page that is shown, one line each. Links within sentences may be as low as their line (2.5.8).</summary>
    private const string Faults = """
        () => {
          const faults = [];
          const told = e => `<${e.tagName.toLowerCase()} class="${e.className}"> ${e.textContent.trim().slice(0, 20)}`;
          const seen = e => e.getClientRects().length > 0;

          if (!document.documentElement.lang) faults.push('the page has no language');
          if (!document.title) faults.push('the page has no title');
          for (const part of ['header', 'main', 'footer'])
            if (document.querySelectorAll(part === 'main' ? 'main' : `body > ${part}`).length !== 1) faults.push(`not one ${part}`);
          for (const nav of document.querySelectorAll('nav'))
            if (!nav.getAttribute('aria-label')) faults.push('a nav without a name');

          let level = 0;
          for (const heading of [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].filter(h => !h.closest('article.sheet'))) {
            const next = Number(heading.tagName[1]);
            if (next > level + 1) faults.push(`h${level} is followed by h${next}: ${told(heading)}`);
            if (!heading.textContent.trim()) faults.push(`an empty h${next}`);
            level = next;
          }
          if (document.querySelectorAll('h1').length !== 1) faults.push('not one h1');

          const ids = [...document.querySelectorAll('[id]')].map(e => e.id);
          for (const id of ids.filter((id, i) => ids.indexOf(id) !== i)) faults.push(`the id ${id} is given twice`);
          for (const link of document.querySelectorAll('a[href^="#"]'))
            if (!document.getElementById(link.getAttribute('href').slice(1))) faults.push(`it leads nowhere: ${told(link)}`);

          for (const control of [...document.querySelectorAll('a, button, input:not([type=hidden]), select, textarea, summary')].filter(seen)) {
            const label = control.labels?.[0]?.textContent ?? control.getAttribute('aria-label') ?? control.textContent;
            if (!label.trim()) faults.push(`no name: ${control.outerHTML.slice(0, 90)}`);
            const box = control.getBoundingClientRect();
            const inSentence = getComputedStyle(control).display === 'inline';
            if (!inSentence && (box.width < 24 || box.height < 24)) faults.push(`${box.width}×${box.height} is too small: ${told(control)}`);
          }

          for (const table of document.querySelectorAll('main table'))
            if (!table.querySelector('th[scope]') && !table.closest('article.sheet')) faults.push(`a table without headings: ${told(table)}`);

          const parts = colour => colour.match(/[\d.]+/g).map(Number);
          const luminance = colour => parts(colour).slice(0, 3).map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
            .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
          const ground = e => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor; if ((parts(c)[3] ?? 1) === 1) return c; } return 'rgb(255, 255, 255)'; };
          const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (texts.nextNode()) {
            const e = texts.currentNode.parentElement;
            if (!texts.currentNode.textContent.trim() || !seen(e)) continue;
            const style = getComputedStyle(e);
            const [low, high] = [luminance(style.color), luminance(ground(e))].sort((a, b) => a - b);
            const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && Number(style.fontWeight) >= 700);
            const ratio = (high + 0.05) / (low + 0.05);
            if (ratio < (large ? 3 : 4.5)) faults.push(`contrast ${ratio.toFixed(2)}: ${told(e)}`);
          }
          return [...new Set(faults)];
        }
        """;

    [ChromiumFact]
    public async Task Pages_have_names_landmarks_an_outline_contrast_and_controls_of_a_size_to_hit()
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(BrowserTests.Launch);
        var faults = new List<string>();
        foreach (var (width, scheme) in new[] { (390, ColorScheme.Dark), (1440, ColorScheme.Light) })
        {
            await using var context = await browser.NewContextAsync(
                new() { ViewportSize = new() { Width = width, Height = 900 }, ColorScheme = scheme });
            var page = await context.NewPageAsync();
            foreach (var path in BrowserTests.Paths.Concat(More).Append($"/materials/{SiteFixture.Copy}?q=群众"))
            {
                await page.GotoAsync(new Uri(site.Address, path).ToString());
                faults.AddRange(await Find(page, path));
            }

            await page.GotoAsync(new Uri(site.Address, "/check").ToString());
            await page.FillAsync("#text", Draft);
            await page.ClickAsync(".draft-form button:not(.quiet)");
            await page.WaitForSelectorAsync(".finding");
            await page.WaitForFunctionAsync("document.readyState === 'complete'"); // until then its style may be missing
            faults.AddRange(await Find(page, "a checked draft"));
        }

        Assert.Empty(faults);
    }

    [ChromiumFact]
    public async Task What_has_the_focus_is_seen_and_the_first_stop_leads_to_the_text()
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(BrowserTests.Launch);
        var page = await browser.NewPageAsync();
        await page.GotoAsync(new Uri(site.Address, "/check").ToString());

        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("#main", await page.EvaluateAsync<string>("() => document.activeElement.getAttribute('href')"));
        for (var stop = 0; stop < 10; stop++)
        {
            Assert.True(await page.EvaluateAsync<bool>(
                "() => { const e = document.activeElement, s = getComputedStyle(e), b = e.getBoundingClientRect(); return b.left >= 0 && b.top >= 0 && s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2; }"));
            await page.Keyboard.PressAsync("Tab");
        }
    }

    private static async Task<IEnumerable<string>> Find(IPage page, string what) =>
        (await page.EvaluateAsync<string[]>(Faults)).Select(fault => $"{what}: {fault}");
}
