using Microsoft.Playwright;

// Pictures of a running site, for docs/screenshots and for looking at a page while one works on it; see README.md.
if (args is not [var address, var folder, .. var paths])
{
    Console.Error.WriteLine("Screenshots ADDRESS FOLDER [PATH …]: for example http://localhost:5080 docs/screenshots");
    return 2;
}

(string Name, string Path)[] pages = paths.Length > 0
    ? [.. paths.Select((path, i) => ($"page{i}", path))]
    :
    [
        ("home", "/"),
        ("results", "/search?q=“双报到”"),
        ("practices", "/practices?q=楼道&sort=copyable"),
        ("material", "/materials/experience/2022-柳桥街道楼道红管家.txt?q=党员"),
        ("wording", "/wording?q=三会一课"),
        ("library", "/library"),
    ];
(string Name, int Width, int Height, ColorScheme Scheme)[] looks = paths.Length > 0
    ? [("wide", 1440, 1000, ColorScheme.Light), ("phone", 390, 844, ColorScheme.Light), ("dark", 1440, 1000, ColorScheme.Dark)]
    : [("1440", 1440, 1000, ColorScheme.Light)];
(string Page, string Name, int Width, int Height, ColorScheme Scheme)[] more = paths.Length > 0
    ? []
    :
    [
        ("home", "390", 390, 844, ColorScheme.Light), ("results", "390", 390, 844, ColorScheme.Light),
        ("material", "390-dark", 390, 844, ColorScheme.Dark), ("results", "1024", 1024, 768, ColorScheme.Light),
        ("material", "1024-dark", 1024, 768, ColorScheme.Dark), ("home", "1440-dark", 1440, 1000, ColorScheme.Dark),
    ];

Directory.CreateDirectory(folder);
using var playwright = await Playwright.CreateAsync();
await using var browser = await playwright.Chromium.LaunchAsync(new()
{
    ExecutablePath = "/usr/bin/chromium",
    Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
foreach (var (name, path) in pages)
{
    foreach (var look in looks.Concat(more.Where(m => m.Page == name).Select(m => (m.Name, m.Width, m.Height, m.Scheme))))
    {
        await TakeAsync(path, Path.Combine(folder, $"{name}-{look.Name}{(paths.Length > 0 ? ".png" : ".jpg")}"), look.Width, look.Height, look.Scheme);
    }
}

return 0;

async Task TakeAsync(string path, string file, int width, int height, ColorScheme scheme)
{
    await using var context = await browser.NewContextAsync(new()
    {
        ViewportSize = new() { Width = width, Height = height },
        ColorScheme = scheme,
    });
    var page = await context.NewPageAsync();
    await page.GotoAsync(new Uri(new Uri(address), path).ToString());
    await page.ScreenshotAsync(file.EndsWith(".jpg", StringComparison.Ordinal)
        ? new() { Path = file, Type = ScreenshotType.Jpeg, Quality = 72 }
        : new() { Path = file, Type = ScreenshotType.Png });
    Console.WriteLine(file);
}
