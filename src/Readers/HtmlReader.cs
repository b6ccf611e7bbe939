using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using KnowledgeBase.Materials;

namespace KnowledgeBase.Readers;

/// <summary>
/// Web pages: the article with its title, without menus, footers, scripts and recommended links, a paragraph a line. Which part is the
/// article is decided by where the sentences are, not by the names of any site's templates.
/// </summary>
internal static partial class HtmlReader
{
    /// <summary>Web pages.</summary>
    public static FileFormat Format { get; } = new("web page", ".html", ".htm", ".xhtml", ".shtml")
    {
        HasOpening = opening => opening.StartsWith("<!DOCTYPE html", StringComparison.OrdinalIgnoreCase)
            || opening.StartsWith("<html", StringComparison.OrdinalIgnoreCase)
            || (opening.StartsWith("<?xml", StringComparison.Ordinal) && opening.Contains("<html", StringComparison.OrdinalIgnoreCase)),
        ReadOne = file => Read(file.Bytes, file.Budget),
        OrdinaryBytes = _ => FileFormats.OrdinaryMarkup,
    };

    /// <summary>
    /// Of the markup's first bytes, those in which a charset is looked for. The standard says 1024; real pages put it later.
    /// </summary>
    private const int CharsetWithin = 4096;

    /// <summary>A child that holds this share of its parent's sentences is gone into.</summary>
    private const double Dominant = 0.9;

    /// <summary>What is named like a menu is taken for one only while it holds less than this share of the page's sentences.</summary>
    private const double JunkShare = 0.2;

    private static readonly HashSet<string> NeverText = new(StringComparer.OrdinalIgnoreCase)
    {
        "script", "style", "noscript", "template", "iframe", "frame", "frameset", "object", "embed", "applet", "svg", "canvas", "audio",
        "video", "nav", "footer", "form", "button", "select", "input", "textarea", "head", "title", "map", "dialog", "menu",
    };

    private static readonly HashSet<string> JunkNames = new(StringComparer.Ordinal)
    {
        "nav", "navi", "navbar", "navigation", "menu", "breadcrumb", "breadcrumbs", "crumb", "crumbs", "location", "position", "weizhi",
        "dqwz", "share", "bdshare", "bdsharebuttonbox", "social", "foot", "footer", "bottom", "header", "top", "toolbar", "tools",
        "sidebar", "side", "aside", "related", "relate", "recommend", "recommends", "tuijian", "xgyd", "hot", "rank", "ranking",
        "comment", "comments", "pinglun", "page", "pager", "pages", "pagination", "qrcode", "ewm", "erweima", "copyright", "banquan",
        "login", "search", "sousuo", "banner", "advert", "ad", "ads", "guanggao", "print", "prev", "next", "fontsize", "zihao",
        "friendlink", "links", "link", "logo", "popup", "modal", "cookie", "subscribe", "wechat", "weixin", "weibo",
    };

    private static readonly HashSet<string> Blocks = new(StringComparer.OrdinalIgnoreCase)
    {
        "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset",
        "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "legend", "li", "main", "ol",
        "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "caption",
    };

    public static RawMaterial Read(byte[] content, ReadBudget budget, string? declaredCharset = null)
    {
        budget.CheckMarkupBytes(content.Length);
        var decoded = TextDecoder.Decode(content, declaredCharset ?? DeclaredCharset(content));
        return Read(decoded.Text, decoded.Warnings, budget);
    }

    public static RawMaterial Read(string html, IReadOnlyList<string> warnings, ReadBudget budget)
    {
        budget.CheckMarkupLength(html.Length);
        HtmlNesting.Check(html, budget);
        using var document = new HtmlParser().ParseDocument(html);
        budget.Cancellation.ThrowIfCancellationRequested();
        var text = new RawTextBuilder(budget);
        foreach (var warning in warnings)
        {
            text.Warn(warning);
        }

        if (document.Body is null)
        {
            throw new RefusedException("The page has no body.");
        }

        var weights = new HtmlWeights(document.Body);
        var facts = new HtmlFacts(document, weights);
        RemoveJunk(document.Body, weights);
        weights = new HtmlWeights(document.Body);
        var title = facts.Title(weights);
        var article = FindArticle(document.Body, weights);
        if (title is not null)
        {
            text.Line(title, HintKind.Title);
        }

        var lines = new HtmlLines(text, title, budget);
        foreach (var between in BetweenTitleAndArticle(document.Body, title, article))
        {
            lines.WriteBefore(between);
        }

        lines.Write(article);
        return text.Build(facts.FrontMatter());
    }

    /// <summary>Text of a piece of HTML inside another format, lines as blocks make them.</summary>
    public static string PlainText(string html, ReadBudget budget)
    {
        HtmlNesting.Check(html, budget);
        using var document = new HtmlParser().ParseDocument(html);
        var text = new RawTextBuilder(budget);
        if (document.Body is not null)
        {
            new HtmlLines(text, null, budget).Write(document.Body);
        }

        return text.Length == 0 ? "" : text.Build().Text;
    }

    private static string? DeclaredCharset(byte[] content)
    {
        var head = Encoding.Latin1.GetString(content, 0, Math.Min(content.Length, CharsetWithin));
        return Charset().Match(head) is { Success: true } match ? match.Groups["name"].Value : null;
    }

    /// <summary>Takes out what is never article text, and what is named like page furniture and holds few of its sentences.</summary>
    private static void RemoveJunk(IElement body, HtmlWeights weights)
    {
        var all = weights.Of(body).Mass;
        foreach (var element in body.QuerySelectorAll("*").ToList())
        {
            if (element.Owner is null || !element.Ancestors().Contains(body))
            {
                continue;
            }

            var mass = weights.Of(element).Mass;
            if (NeverText.Contains(element.LocalName) && (element.LocalName != "form" || mass < all * 0.5)
                || (IsHidden(element) && mass < all * 0.5)
                || (mass <= all * JunkShare
                    && (element.LocalName is "aside" or "header" || IsNamedJunk(element) || IsLinkList(element, weights)
                        || OpensLikeJunk(element, weights))
                    && !HoldsHeading(element)))
            {
                element.Remove();
            }
        }
    }

    private static bool HoldsHeading(IElement element) => element.QuerySelector("h1") is { } h1 && h1.TextContent.Trim().Length >= 5;

    /// <summary>Some sites hide the article itself until their script shows it; hence the caller looks at how much is hidden.</summary>
    private static bool IsHidden(IElement element)
    {
        var style = element.GetAttribute("style");
        return element.HasAttribute("hidden") || (style is not null && HiddenStyle().IsMatch(style));
    }

    private static bool IsNamedJunk(IElement element) =>
        !Blocks.Contains(element.LocalName) && element.LocalName is not ("span" or "em" or "a" or "i")
            ? false
            : NameParts(element).Any(JunkNames.Contains);

    /// <summary>A block of several links with hardly any text of its own; lists of attachments are not meant.</summary>
    private static bool IsLinkList(IElement element, HtmlWeights weights)
    {
        var weight = weights.Of(element);
        return weight.Links >= 8 && weight.Links > 3 * weight.Mass && Blocks.Contains(element.LocalName)
            && element.LocalName is not ("h1" or "h2" or "h3")
            && element.QuerySelectorAll("a[href]").Length >= 2 && !element.TextContent.Contains("附件", StringComparison.Ordinal);
    }

    /// <summary>A short block whose first words are those of page furniture.</summary>
    private static bool OpensLikeJunk(IElement element, HtmlWeights weights)
    {
        if (!Blocks.Contains(element.LocalName) || (weights.Of(element) is var weight && weight.Mass + weight.Links > 300))
        {
            return false;
        }

        var words = element.TextContent.AsSpan().Trim();
        return words.Length is > 0 and <= 300 && JunkOpening().IsMatch(words);
    }

    /// <summary>The words that class and id are made of: <c>other_Location</c> has other and location.</summary>
    internal static IEnumerable<string> NameParts(IElement element)
    {
        foreach (var name in (string?[])[element.Id, element.ClassName, element.GetAttribute("role")])
        {
            if (string.IsNullOrEmpty(name))
            {
                continue;
            }

            foreach (Match part in NamePart().Matches(name))
            {
                yield return part.Value.ToLowerInvariant();
            }
        }
    }

    private static IElement FindArticle(IElement body, HtmlWeights weights)
    {
        var at = body;
        while (true)
        {
            IElement? heaviest = null;
            foreach (var child in at.Children)
            {
                if (heaviest is null || weights.Of(child).Mass > weights.Of(heaviest).Mass)
                {
                    heaviest = child;
                }
            }

            if (heaviest is null || !Blocks.Contains(heaviest.LocalName) || heaviest.LocalName is "p" or "li" or "ul" or "ol"
                || weights.Of(heaviest).Mass < weights.Of(at).Mass * Dominant)
            {
                // A table whose rows share the text is one of data; it is read whole, with what stands around it.
                return at.LocalName is "table" or "tbody" or "thead" or "tr" && at.Closest("table")?.ParentElement is { } around
                    ? around
                    : at;
            }

            at = heaviest;
        }
    }

    /// <summary>Subtitle, document number and the like stand between title and article, in boxes of their own.</summary>
    private static List<IElement> BetweenTitleAndArticle(IElement body, string? title, IElement article)
    {
        var between = new List<IElement>();
        var heading = title is null ? null : body.QuerySelectorAll("h1,h2,h3,h4,div,p,span,td,strong,center").LastOrDefault(
            e => !article.Contains(e) && !e.Contains(article) && e.TextContent.Length < 1000 && HtmlFacts.IsTitle(e, title)
                && (e.CompareDocumentPosition(article) & DocumentPositions.Following) == DocumentPositions.Following);
        for (var at = article; heading is not null && at.ParentElement is { } parent && !at.Contains(heading); at = parent)
        {
            var before = new List<IElement>();
            for (var sibling = at.PreviousElementSibling;
                sibling is not null && !sibling.Contains(heading);
                sibling = sibling.PreviousElementSibling)
            {
                before.Add(sibling);
            }

            before.Reverse();
            between.InsertRange(0, before);
        }

        return between;
    }

    [GeneratedRegex("""<meta[^>]+charset\s*=\s*["']?(?<name>[A-Za-z0-9_\-]+)""",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Charset();

    [GeneratedRegex(@"display\s*:\s*none|visibility\s*:\s*hidden", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex HiddenStyle();

    [GeneratedRegex(
        "^(?:热点|热门|相关(?:阅读|链接|新闻|文章|推荐|报道|解读|文件|政策|稿件|专题|附件下载)|政策解读|推荐阅读|延伸阅读|精彩推荐|"
        + "最新(?:文章|新闻)|网友评论|我来说两句|(?:您|你)?(?:现在|当前)?(?:的|所在)?位置\\s*[:：]|"
        + "版权所有|Copyright|©|分享到|上一篇|下一篇|打印|【?关闭|返回顶部|跳到正文|扫一扫|友情链接|主办单位\\s*[:：])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000)]
    private static partial Regex JunkOpening();

    [GeneratedRegex("[A-Z]?[a-z]+|[A-Z]+(?![a-z])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NamePart();
}
