using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace KnowledgeBase.Readers;

/// <summary>Signs that a block of a page is no part of its article. None is a reason alone: <see cref="HtmlSieve"/> weighs them.</summary>
internal static partial class HtmlFurniture
{
    /// <summary>Furniture that speaks in sentences (who owns the site, who may reprint) is no longer than this.</summary>
    private const int LongestNotice = 400;

    /// <summary>A line that leads to other pages is no longer than this.</summary>
    private const int LongestPointer = 120;

    /// <summary>Some sites hide the article itself until their script shows it; hence the caller looks at how much is hidden.</summary>
    public static bool IsHidden(IElement element)
    {
        var style = element.GetAttribute("style");
        return element.HasAttribute("hidden") || (style is not null && HiddenStyle().IsMatch(style));
    }

    /// <summary>True for elements that the standard has for what stands around an article.</summary>
    public static bool IsTagged(IElement element) => element.LocalName is "nav" or "footer" or "aside" or "menu" or "dialog";

    /// <summary>A block of several links with hardly any text of its own; lists of attachments are not meant.</summary>
    public static bool IsLinkList(IElement element, HtmlWeights weights)
    {
        var weight = weights.Of(element);
        return weight.Links >= 8 && weight.Links > 3 * weight.Mass && weight.Sentences * 4 < weight.Words
            && HtmlNames.IsBlock(element) && element.LocalName is not ("p" or "h1" or "h2" or "h3")
            && element.QuerySelectorAll("a[href]").Length >= 2 && !HoldsAttachments(element);
    }

    /// <summary>True for links to files, and for what calls itself attachments.</summary>
    public static bool HoldsAttachments(IElement element) =>
        element.TextContent.Contains("附件", StringComparison.Ordinal) || HtmlNames.IsNamedAttachments(element)
            || element.QuerySelectorAll("a[href]").Any(
                a => FileLink().IsMatch(a.GetAttribute("href") ?? "") || FileLink().IsMatch(a.TextContent.Trim())
                    || HtmlNames.IsNamedAttachments(a));

    /// <summary>True when the first words are those of furniture.</summary>
    public static bool Opens(IElement element) => Opening().IsMatch(element.TextContent.AsSpan().Trim());

    /// <summary>How many different phrases of a site's foot a short block has.</summary>
    public static int Phrases(IElement element)
    {
        var words = element.TextContent;
        return words.Length > 4 * LongestNotice || InlineText.Collapse(words) is not { Length: <= LongestNotice } line
            ? 0
            : Phrase().Matches(line).Select(m => m.Value).Distinct(StringComparer.OrdinalIgnoreCase).Count();
    }

    /// <summary>上一篇：…… and the like: a line that does nothing but lead to other pages.</summary>
    public static bool IsPointer(IElement element, HtmlWeights weights) =>
        weights.Of(element) is { Sentences: 0, Words: > 0 and <= LongestPointer }
            && Pointer().Match(InlineText.Collapse(element.TextContent)) is { Success: true } match
            && (element.QuerySelector("a") is not null || match.Groups["none"].Success);

    /// <summary>True for a line that consists of what a page offers its reader: type size, printing, sharing, closing.</summary>
    public static bool IsAid(string line) => line.Length < 80 && AidSign().IsMatch(line) && Rest(Aid().Replace(line, "")) == 0;

    /// <summary>True for a line that tells day, source, author, counters or reading aids and nothing else.</summary>
    public static bool IsByline(string line)
    {
        if (line.Length > 200 || line.Contains('。', StringComparison.Ordinal) || !BylineSign().IsMatch(line))
        {
            return false;
        }

        var rest = Aid().Replace(Said().Replace(Moment().Replace(line, " "), " "), " ");
        return Rest(rest) <= 4;
    }

    private static int Rest(string line) => line.Count(char.IsLetterOrDigit);

    [GeneratedRegex(@"display\s*:\s*none|visibility\s*:\s*hidden", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex HiddenStyle();

    [GeneratedRegex(@"\.(?:docx?|wps|pdf|ofd|xlsx?|et|zip|rar|pptx?|txt|ceb)(?:$|[?#])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex FileLink();

    [GeneratedRegex(
        "^(?:热点|热门|相关(?:阅读|链接|新闻|文章|推荐|报道|解读|文件|政策|稿件|专题|附件下载)|政策解读|推荐阅读|延伸阅读|精彩推荐|"
        + "最新(?:文章|新闻)|网友评论|我来说两句|(?:您|你)?(?:现在|当前)?(?:的|所在)?位置\\s*[:：]|"
        + "版权所有|Copyright|©|分享到|上一篇|下一篇|打印|【?关闭|返回顶部|跳到正文|扫一扫|友情链接|主办单位\\s*[:：])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000)]
    private static partial Regex Opening();

    [GeneratedRegex(
        "版权所有|Copyright|©|ICP备|公网安备|网站标识码|技术支持|网站地图|联系我们|关于我们|友情链接|返回顶部|打印本页|关闭窗口|主办单位|承办单位|"
        + "建议使用|浏览器|未经(?:授权|许可)|不得转载|All Rights Reserved|邮编|分享到|扫一扫",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Phrase();

    [GeneratedRegex(
        "^(?:[【\\[]?(?:上|下)一(?:篇|条|页)[】\\]]?\\s*[:：]?\\s*(?<none>(?:没有了|无|已经?是最[前后]一[篇条])?)|(?:相关|推荐|延伸|更多)阅读\\s*[:：]|"
        + "(?:您|你)(?:现在|当前)?(?:的|所在)(?:的)?位置\\s*[:：])",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Pointer();

    [GeneratedRegex(
        "打印本[页文稿]|打印(?=[】\\]])|关闭(?:窗口|本[页文])|关闭(?=[】\\]])|返回顶部|分享(?:到|至)|扫一扫|【?\\s*(?:字体|字号|文字大小)|大\\s*中\\s*小|我要纠错|朗读本?",
        RegexOptions.CultureInvariant, 1000)]
    private static partial Regex AidSign();

    [GeneratedRegex(
        "(?:打印|关闭|收藏|保存|复制|转发)(?:本[页文稿]|窗口|链接|文章)?|返回(?:顶部|上一?页|首页)|分享(?:到|至)?|扫一扫|在?手机(?:上?打开|上?查看|阅读)(?:当前页|本页)?|"
        + "(?:字体|字号|文字大小)|大|中|小|默认|特大|超大|我要纠错|纠错|朗读(?:本页|全文)?|语音播报|"
        + "微信(?:好友|朋友圈)?|朋友圈|新浪|腾讯|微博|QQ(?:空间|好友)?|二维码|视力保护色|[:：【】\\[\\]|·+\\-\\s]",
        RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Aid();

    [GeneratedRegex(
        "(?:来源|稿源|出处|发布(?:时间|日期|机构|单位|者)?|发表(?:时间|日期)|(?:时间|日期|浏览(?:次数|量)?|点击(?:次数|率|量|数)?|阅读(?:次数|量)?|访问量|字号|字体|作者|编辑|责编)\\s*[:：]|字号|【字)",
        RegexOptions.CultureInvariant, 1000)]
    private static partial Regex BylineSign();

    [GeneratedRegex(
        "(?:(?:文章|信息|稿件|新闻|内容)?(?:来源|稿源|出处)|作者|责任?编辑|责编|编辑|编审|审核|审校|校对|录入|供稿|通讯员|记者|"
        + "发布(?:时间|日期|机构|单位|者|人|于)?|发表(?:时间|日期)|成文日期|"
        + "更新(?:时间|日期)|时间|日期|浏览(?:次数|量)?|点击(?:次数|率|量|数)?|阅读(?:次数|量)?|访问量?|人气)\\s*[:：]\\s*[^\\s，。；:：|【]{0,30}"
        + "|(?:本报|本网|本刊)?(?:记者|通讯员)\\s+[^\\s，。；:：]{2,4}|共?\\d*\\s*(?:人|次)(?:浏览|阅读|点击)?",
        RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Said();

    [GeneratedRegex(
        @"(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?(?:\s*(?:星期|周)[一二三四五六日天])?"
        + @"(?:\s*\d{1,2}\s*[:：时]\s*\d{1,2}(?:\s*[:：分]\s*\d{1,2})?\s*[分秒]?)?",
        RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Moment();
}
