using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace KnowledgeBase.Readers;

/// <summary>Elements by their names, and what the names say that a site's templates give them.</summary>
internal static partial class HtmlNames
{
    /// <summary>Elements that stand on lines of their own.</summary>
    public static readonly HashSet<string> Blocks = new(StringComparer.Ordinal)
    {
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt",
        "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "legend", "li",
        "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    };

    private static readonly HashSet<string> Code = new(StringComparer.Ordinal)
    {
        "script", "style", "template", "iframe", "noframes", "frameset", "head", "title", "noembed",
    };

    private static readonly HashSet<string> FurnitureParts = new(StringComparer.Ordinal)
    {
        "nav", "navi", "navbar", "navigation", "menu", "breadcrumb", "breadcrumbs", "crumb", "crumbs", "location", "position", "weizhi",
        "dqwz", "share", "bdshare", "bdsharebuttonbox", "social", "foot", "footer", "bottom", "header", "top", "toolbar", "tools",
        "sidebar", "side", "aside", "related", "relate", "recommend", "recommends", "tuijian", "xgyd", "hot", "rank", "ranking",
        "comment", "comments", "pinglun", "page", "pager", "pages", "pagination", "qrcode", "ewm", "erweima", "copyright", "banquan",
        "login", "search", "sousuo", "banner", "advert", "ad", "ads", "guanggao", "print", "prev", "next", "fontsize", "zihao",
        "friendlink", "links", "link", "logo", "popup", "modal", "cookie", "subscribe", "wechat", "weixin", "weibo",
    };

    private static readonly HashSet<string> AttachmentParts = new(StringComparer.Ordinal)
    {
        "fj", "fujian", "attach", "attachment", "attachments", "annex", "file", "files", "download", "downloads",
    };

    /// <summary>True for an element whose content is no text of the page.</summary>
    public static bool IsCode(IElement element) => Code.Contains(element.LocalName);

    /// <summary>True for an element that stands on lines of its own.</summary>
    public static bool IsBlock(IElement element) => Blocks.Contains(element.LocalName);

    /// <summary>True when class, id or role have a word for furniture: a hint, and never a reason by itself.</summary>
    public static bool IsNamedFurniture(IElement element) => Parts(element).Any(FurnitureParts.Contains) && !IsNamedAttachments(element);

    /// <summary>True when class or id have a word for attachments.</summary>
    public static bool IsNamedAttachments(IElement element) => Parts(element).Any(AttachmentParts.Contains);

    /// <summary>The words that class, id and role are made of: <c>other_Location</c> has other and location.</summary>
    public static IEnumerable<string> Parts(IElement element)
    {
        foreach (var name in (string?[])[element.Id, element.ClassName, element.GetAttribute("role")])
        {
            if (string.IsNullOrEmpty(name))
            {
                continue;
            }

            foreach (Match part in Part().Matches(name))
            {
                yield return part.Value.ToLowerInvariant();
            }
        }
    }

    [GeneratedRegex("[A-Z]?[a-z]+|[A-Z]+(?![a-z])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Part();
}
