using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using KnowledgeBase.Materials;

namespace KnowledgeBase.Readers;

/// <summary>
/// What a page says of itself: its title, day and source. Taken before page furniture is removed, because it stands there too.
/// </summary>
internal sealed partial class HtmlFacts
{
    private static readonly HashSet<string> TitleNames = new(StringComparer.Ordinal)
    {
        "tit", "title", "bt", "biaoti", "wzbt", "headline", "arti", "bigtitle", "maintitle",
    };

    private static readonly HashSet<string> DayNames = new(StringComparer.Ordinal)
    {
        "publish", "time", "date", "pubtime", "pubdate", "riqi", "shijian",
    };

    private readonly IDocument _document;
    private readonly Dictionary<string, string> _meta = new(StringComparer.OrdinalIgnoreCase);
    private readonly string _byline;

    public HtmlFacts(IDocument document, HtmlWeights weights)
    {
        _document = document;
        foreach (var meta in document.Head?.QuerySelectorAll("meta") ?? Enumerable.Empty<IElement>())
        {
            var name = meta.GetAttribute("name") ?? meta.GetAttribute("property") ?? meta.GetAttribute("itemprop");
            var content = meta.GetAttribute("content");
            if (name is not null && !string.IsNullOrWhiteSpace(content))
            {
                _meta.TryAdd(name.Trim(), content.Trim());
            }
        }

        _byline = Byline(document.Body, weights);
    }

    public FrontMatter FrontMatter()
    {
        var date = default(DateOnly);
        var dated = DateText.TryParse(
            Meta("PubDate", "publishdate", "article:published_time", "pubdate", "publish-date", "datePublished", "DC.Date"), out date)
            || (PublishedAt().Match(_byline) is { Success: true } match && DateText.TryParse(match.Groups["when"].Value, out date));
        if (!dated)
        {
            dated = DateText.TryParse(_byline, out date);
        }

        dated = dated || MarkedDay(out date);
        var source = Meta("ContentSource", "source", "article:author", "DC.Source")
            ?? (SourceIs().Match(_byline) is { Success: true } named ? named.Groups["who"].Value : null)
            ?? (_byline.Length > 0 ? _byline : null);
        var link = (_document.Head?.QuerySelector("link[rel=canonical]") as IHtmlLinkElement)?.Href ?? Meta("og:url");
        var isLink = link is not null && link.StartsWith("http", StringComparison.OrdinalIgnoreCase);
        return KnowledgeBase.Materials.FrontMatter.None with
        {
            Date = dated ? date : null,
            Access = Meta("access"),
            Source = (source, isLink) switch
            {
                (null, true) => link,
                (not null, true) => $"{source} {link}",
                _ => source,
            },
        };
    }

    /// <summary>
    /// The title: a single h1, else what the page's meta says, else what is marked as title near the article, else the window's title
    /// without the site's name. Null when there is none.
    /// </summary>
    /// <param name="weights">Weights of everything in the body.</param>
    /// <param name="suspects">What looks like furniture; no title is looked for in it.</param>
    public string? Title(HtmlWeights weights, IReadOnlySet<IElement> suspects)
    {
        var window = Clean(_document.Title);
        if (Single("h1", suspects) is { } h1)
        {
            return h1;
        }

        if (MarkedTitle(weights, suspects) is { } marked)
        {
            return marked;
        }

        if (Clean(Meta("ArticleTitle", "og:title", "twitter:title", "DC.Title")) is { Length: > 0 } meta)
        {
            return WithoutSite(meta);
        }

        if (Single("h2", suspects) is { } h2)
        {
            return h2;
        }

        return window is null ? null : WithoutSite(window);
    }

    private string? Single(string name, IReadOnlySet<IElement> suspects)
    {
        var found = _document.Body!.QuerySelectorAll(name)
            .Where(h => !IsWithin(h, suspects))
            .Select(h => Clean(LinesToSpaces(h)))
            .Where(t => t is { Length: >= 4 })
            .Take(2)
            .ToList();
        return found.Count == 1 && found[0]!.Length <= 200 ? found[0] : null;
    }

    /// <summary>
    /// A heading or block whose class or id says title; among several, the one that the window's title or meta repeats, else the only one.
    /// </summary>
    private string? MarkedTitle(HtmlWeights weights, IReadOnlySet<IElement> suspects)
    {
        var window = Bare(_document.Title);
        var known = window + "\n" + Bare(Meta("ArticleTitle", "og:title"));
        var candidates = new List<(string Text, bool Confirmed, bool Heading)>();
        foreach (var element in _document.Body!.QuerySelectorAll("h1,h2,h3,h4,div,p,span,td,strong"))
        {
            var heading = element.LocalName[0] == 'h';
            var named = HtmlNames.Parts(element).Any(TitleNames.Contains);
            if ((!heading && (!named || weights.Of(element).Links > 0)) || element.TextContent.Length > 1000)
            {
                continue;
            }

            if (!named && (Bare(element.TextContent) is not { Length: >= 4 } words || !window.StartsWith(words, StringComparison.Ordinal)))
            {
                continue;
            }

            var text = Clean(LinesToSpaces(element));
            if (text is { Length: >= 4 and <= 200 } && !IsWithin(element, suspects))
            {
                candidates.Add((text, known.Contains(Bare(text), StringComparison.Ordinal), heading));
            }
        }

        var best = candidates.OrderByDescending(c => c.Confirmed).ThenByDescending(c => c.Heading).ToList();
        return best.Count == 0 || (!best[0].Confirmed && best.Count(c => c.Heading == best[0].Heading) > 1) ? null : best[0].Text;
    }

    private string WithoutSite(string title)
    {
        var site = Bare(Meta("SiteName", "og:site_name"));
        var parts = SiteSeparator().Split(title).Where(p => p.Length > 0).ToList();
        if (parts.Count < 2)
        {
            return title;
        }

        var keep = parts.Count;
        while (keep > 1 && ((site.Length > 0 && Bare(parts[keep - 1]) == site) || SiteWord().IsMatch(parts[keep - 1])))
        {
            keep--;
        }

        if (keep == parts.Count)
        {
            return title;
        }

        // Behind the title stands the column, then the site: 标题——要闻——某某网.
        var column = Bare(Meta("ColumnName"));
        if (keep > 1 && (Bare(parts[keep - 1]) == column || parts[keep - 1].Length <= 4))
        {
            keep--;
        }

        var end = title.IndexOf(parts[keep - 1], StringComparison.Ordinal) + parts[keep - 1].Length;
        return title[..end].Trim();
    }

    private string? Meta(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (_meta.TryGetValue(name, out var content))
            {
                return content;
            }
        }

        return null;
    }

    /// <summary>The day in an element whose class or id calls it a time, and which holds nothing else.</summary>
    private bool MarkedDay(out DateOnly date)
    {
        foreach (var element in _document.Body!.QuerySelectorAll("time,em,span,i,p,div,td"))
        {
            if ((element.LocalName == "time" || HtmlNames.Parts(element).Any(DayNames.Contains))
                && element.TextContent.Trim() is { Length: >= 8 and <= 40 } words && char.IsAsciiDigit(words[0])
                && DateText.TryParse(words, out date))
            {
                return true;
            }
        }

        date = default;
        return false;
    }

    /// <summary>Short lines that speak of day and source.</summary>
    private static string Byline(IElement? body, HtmlWeights weights)
    {
        if (body is null)
        {
            return "";
        }

        foreach (var element in body.QuerySelectorAll("h3,h4,div,p,span,td,em,ul,center"))
        {
            if (weights.Of(element) is var weight && weight.Mass + weight.Links > 300)
            {
                continue;
            }

            var text = element.TextContent;
            if (text.Length < 2000 && InlineText.Collapse(text) is { Length: < 160 } line && !line.Contains('。', StringComparison.Ordinal)
                && (PublishedAt().IsMatch(line) || (BylineWord().IsMatch(line) && DateText.TryParse(line, out _))))
            {
                return line;
            }
        }

        return "";
    }

    /// <summary>The lines of a heading, joined by spaces, without one that names who wrote it.</summary>
    private static string LinesToSpaces(IElement element) => TitleAndAuthors(element).Title;

    /// <summary>What an element says as a title, and the lines in it that name who wrote the text.</summary>
    public static (string Title, IReadOnlyList<string> Authors) TitleAndAuthors(IElement element)
    {
        var words = new StringBuilder();
        foreach (var node in element.Descendants())
        {
            switch (node)
            {
                case IText text when !text.Ancestors<IElement>().TakeWhile(a => a != element).Any(HtmlNames.IsCode):
                    words.Append(text.Data.Replace('\n', ' '));
                    break;
                case IElement { LocalName: "br" or "p" or "div" or "li" or "h1" or "h2" or "h3" }:
                    words.Append('\n');
                    break;
            }
        }

        var lines = words.ToString().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return (
            string.Join(' ', lines.Where((line, i) => i == 0 || !Author().IsMatch(line))),
            [.. lines.Where((line, i) => i > 0 && Author().IsMatch(line))]);
    }

    private static bool IsWithin(IElement element, IReadOnlySet<IElement> suspects) =>
        suspects.Count > 0 && (suspects.Contains(element) || element.Ancestors<IElement>().Any(suspects.Contains));

    /// <summary>True for an element that holds the title and nothing else.</summary>
    public static bool IsTitle(IElement element, string title) =>
        string.Equals(Bare(LinesToSpaces(element)), Bare(title), StringComparison.Ordinal);

    private static string? Clean(string? text)
    {
        if (text is null)
        {
            return null;
        }

        if (text.Contains('<', StringComparison.Ordinal))
        {
            text = Tag().Replace(text, "");
        }

        text = InlineText.Collapse(text);
        return text.Length == 0 ? null : text;
    }

    private static string Bare(string? text) => text is null ? "" : string.Concat((Clean(text) ?? "").Where(char.IsLetterOrDigit));

    [GeneratedRegex("^(?:本刊|本报|本网)?(?:记者|通讯员|作者|编辑|来源)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Author();

    [GeneratedRegex("来源|稿源|发布|记者|通讯员|作者|编辑|时间|日期|印发", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex BylineWord();

    [GeneratedRegex("<[^>]{0,500}>", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s*(?:——+|--+|[_|｜丨]|\s[-–—]\s|(?<=[\u4e00-\u9fff”》）])[-–](?=[\u4e00-\u9fff]))\s*", RegexOptions.CultureInvariant,
        1000)]
    private static partial Regex SiteSeparator();

    [GeneratedRegex("(网|网站|频道|在线|门户|客户端|日报|晚报|新闻|政府|博客|公众号|平台|论坛|\\.com|\\.cn)$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SiteWord();

    [GeneratedRegex(@"(?:发布时间|发布日期|发表时间|时间|日期|发布于)\s*[:：]?\s*(?<when>(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2})",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex PublishedAt();

    [GeneratedRegex(@"(?:来源|文章来源|稿源)\s*[:：]\s*(?<who>[^\s:：|]{2,40})", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SourceIs();
}
