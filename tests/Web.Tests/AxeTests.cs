using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace KnowledgeBase.Web.Tests;

/// <summary>
/// axe-core finds nothing on any page of a desk in the light, hostile contents among them, and nothing on a phone in the dark of what
/// differs there.
/// </summary>
[Collection(SiteCollection.Name)]
public class AxeTests(SiteFixture site)
{
    [ChromiumTheory]
    [InlineData(390, ColorScheme.Dark, "color-contrast", "scrollable-region-focusable", "target-size", "label", "link-name", "button-name")]
    [InlineData(1440, ColorScheme.Light)]
    public async Task No_page_has_a_violation(int width, ColorScheme scheme, params string[] rules)
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(BrowserTests.Launch);
        await using var context = await browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = 900 },
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce,
        });
        var page = await context.NewPageAsync();
        var violations = new List<string>();
        // What passes is as much as the page itself, and nobody reads it.
        var options = new AxeRunOptions
        {
            RunOnly = rules is [] ? null : RunOnlyOptions.Rules(rules),
            ResultTypes = new HashSet<ResultType> { ResultType.Violations },
        };
        var paths = rules is [] ? BrowserTests.Paths.Concat(BrowserTests.HostilePaths.Take(2)) : BrowserTests.Paths;
        foreach (var path in paths.Append($"/materials/{SiteFixture.Copy}?q=群众"))
        {
            await page.GotoAsync(new Uri(site.Address, path).ToString());
            var found = await page.RunAxe(options);
            violations.AddRange(found.Violations.SelectMany(v => v.Nodes.Select(n => Told(path, v, n))));
        }

        Assert.Empty(violations);
    }

    private static string Told(string path, AxeResultItem violation, AxeResultNode node)
    {
        var html = node.Html ?? "";
        return $"{path}: {violation.Id}: {html[..Math.Min(160, html.Length)]} {node.Any.FirstOrDefault()?.Message}";
    }
}
