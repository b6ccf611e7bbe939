namespace KnowledgeBase.Readers;

/// <summary>
/// Looks over HTML before it is parsed, in one pass and constant memory, and refuses what would make the parser's tree explode: elements
/// nested without end, and formatting tags left open, which the standard makes the parser repeat in every later paragraph.
/// </summary>
internal sealed class HtmlNesting
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

    private readonly List<string> _open = [];
    private int _openFormatting;
    private long _repeated;

    private HtmlNesting()
    {
    }

    /// <exception cref="RefusedException">It goes beyond the limit.</exception>
    public static void Check(string html, ReadBudget budget)
    {
        var nesting = new HtmlNesting();
        for (var at = 0; (at = html.IndexOf('<', at)) >= 0;)
        {
            at = nesting.Pass(html, at);
            if (nesting._open.Count > budget.Limits.MaxMarkupDepth || nesting._repeated > MaxRepeated)
            {
                throw new RefusedException(
                    $"Its HTML is nested more than {budget.Limits.MaxMarkupDepth} elements deep, or never closes its formatting, "
                    + "beyond what a browser would write.");
            }
        }

        budget.Cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>Takes in what stands behind a “&lt;”, and says where to look for the next.</summary>
    private int Pass(string html, int at)
    {
        var rest = html.AsSpan(at + 1);
        if (rest.StartsWith("!--", StringComparison.Ordinal))
        {
            return Behind(html, "-->", at + 1, 3);
        }

        var isClosing = rest.StartsWith("/", StringComparison.Ordinal);
        var name = Name(isClosing ? rest[1..] : rest);
        at++;
        if (name.Length == 0 || Void.Contains(name))
        {
            return at;
        }

        if (isClosing)
        {
            Close(name);
            return at;
        }

        if (name.Equals("script", StringComparison.OrdinalIgnoreCase) || name.Equals("style", StringComparison.OrdinalIgnoreCase))
        {
            return Behind(html, "</" + name, at, 0);
        }

        var end = html.IndexOf('>', at);
        if (end > 0 && html[end - 1] == '/' && !Formatting.Contains(name) && !Block.Contains(name))
        {
            return end;
        }

        Open(name);
        return at;
    }

    private static int Behind(string html, string mark, int from, int length)
    {
        var at = html.IndexOf(mark, from, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? html.Length : at + length;
    }

    private void Open(string name)
    {
        if (ClosedByItsLike.Contains(name))
        {
            var index = _open.FindLastIndex(o => o.Equals(name, StringComparison.OrdinalIgnoreCase) || Container.Contains(o));
            if (index >= 0 && !Container.Contains(_open[index]))
            {
                _open.RemoveRange(index, _open.Count - index);
            }
        }

        _repeated += Block.Contains(name) ? _openFormatting : 0;
        _openFormatting += Formatting.Contains(name) ? 1 : 0;
        _open.Add(name);
    }

    private void Close(string name)
    {
        var index = _open.FindLastIndex(o => o.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (index >= 0)
        {
            _open.RemoveRange(index, _open.Count - index);
        }

        _openFormatting -= _openFormatting > 0 && Formatting.Contains(name) ? 1 : 0;
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
