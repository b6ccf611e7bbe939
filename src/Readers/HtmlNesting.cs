namespace KnowledgeBase.Readers;

/// <summary>
/// Looks over HTML before it is parsed, in one pass and constant memory, and refuses what would make the parser's tree explode: elements
/// nested without end, and formatting tags left open, which the standard makes the parser repeat in every later paragraph.
/// </summary>
internal static class HtmlNesting
{
    /// <summary>Repeated formatting elements that a page may cause.</summary>
    private const long MaxRepeated = 2_000_000;

    private static readonly HashSet<string> Void = new(StringComparer.OrdinalIgnoreCase)
    {
        "area", "base", "br", "col", "embed", "frame", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "!doctype",
    };

    private static readonly HashSet<string> ClosedByItsLike = new(StringComparer.OrdinalIgnoreCase)
    {
        "p", "li", "td", "th", "tr", "dt", "dd", "option",
    };

    private static readonly HashSet<string> Formatting = new(StringComparer.OrdinalIgnoreCase)
    {
        "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
    };

    private static readonly HashSet<string> Block = new(StringComparer.OrdinalIgnoreCase)
    {
        "p", "div", "li", "td", "th", "dd", "h1", "h2", "h3", "h4", "h5", "h6",
    };

    private static readonly HashSet<string> Container = new(StringComparer.OrdinalIgnoreCase)
    {
        "table", "ul", "ol", "dl", "div", "section", "blockquote", "select",
    };

    /// <exception cref="RefusedException">It goes beyond the limit.</exception>
    public static void Check(string html, ReadBudget budget)
    {
        var limit = budget.Limits.MaxMarkupDepth;
        var open = new List<string>();
        var openFormatting = 0;
        var repeated = 0L;
        for (var at = 0; (at = html.IndexOf('<', at)) >= 0;)
        {
            var rest = html.AsSpan(at + 1);
            if (rest.StartsWith("!--", StringComparison.Ordinal))
            {
                var end = html.IndexOf("-->", at + 1, StringComparison.Ordinal);
                at = end < 0 ? html.Length : end + 3;
                continue;
            }

            var closing = rest.StartsWith("/", StringComparison.Ordinal);
            var name = Name(closing ? rest[1..] : rest);
            at++;
            if (name.Length == 0 || Void.Contains(name))
            {
                continue;
            }

            if (closing)
            {
                var index = open.FindLastIndex(o => o.Equals(name, StringComparison.OrdinalIgnoreCase));
                if (index >= 0)
                {
                    open.RemoveRange(index, open.Count - index);
                }

                openFormatting -= openFormatting > 0 && Formatting.Contains(name) ? 1 : 0;
                continue;
            }

            if (name.Equals("script", StringComparison.OrdinalIgnoreCase) || name.Equals("style", StringComparison.OrdinalIgnoreCase))
            {
                var end = html.IndexOf("</" + name, at, StringComparison.OrdinalIgnoreCase);
                at = end < 0 ? html.Length : end;
                continue;
            }

            var tagEnd = html.IndexOf('>', at);
            if (tagEnd > 0 && html[tagEnd - 1] == '/' && !Formatting.Contains(name) && !Block.Contains(name))
            {
                at = tagEnd;
                continue;
            }

            if (ClosedByItsLike.Contains(name))
            {
                var index = open.FindLastIndex(o => o.Equals(name, StringComparison.OrdinalIgnoreCase) || Container.Contains(o));
                if (index >= 0 && !Container.Contains(open[index]))
                {
                    open.RemoveRange(index, open.Count - index);
                }
            }

            repeated += Block.Contains(name) ? openFormatting : 0;
            openFormatting += Formatting.Contains(name) ? 1 : 0;
            open.Add(name);
            if (open.Count > limit || repeated > MaxRepeated)
            {
                throw new RefusedException(
                    $"Its HTML is nested more than {limit} elements deep, or never closes its formatting, "
                    + "beyond what a browser would write.");
            }
        }

        budget.Cancellation.ThrowIfCancellationRequested();
    }

    private static string Name(ReadOnlySpan<char> tag)
    {
        if (tag.IsEmpty || !(char.IsAsciiLetter(tag[0]) || tag[0] == '!'))
        {
            return "";
        }

        var length = 1;
        while (length < tag.Length && length < 32 && (char.IsAsciiLetterOrDigit(tag[length]) || tag[length] is ':' or '-'))
        {
            length++;
        }

        return tag[..length].ToString();
    }
}
