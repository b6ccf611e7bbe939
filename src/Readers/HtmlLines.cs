using System.Globalization;
using System.Text;
using AngleSharp.Dom;
using KnowledgeBase.Materials;

namespace KnowledgeBase.Readers;

/// <summary>Writes the text of an element, a block a line.</summary>
internal sealed class HtmlLines(RawTextBuilder text, string? title, ReadBudget budget)
{
    private static readonly HashSet<string> Blocks = new(StringComparer.Ordinal)
    {
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dir", "div", "dl", "dt",
        "fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "hr", "legend", "li", "main", "ol", "p", "pre",
        "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    };

    private static readonly HashSet<string> BylineNames = new(StringComparer.Ordinal)
    {
        "info", "meta", "source", "date", "time", "byline", "property", "subinfo", "pubinfo",
    };

    private readonly StringBuilder _line = new();
    private readonly Dictionary<IElement, int> _numbers = [];
    private bool _preformatted;
    private bool _any;
    private bool _before;
    private bool _body;
    private bool _boldBlock;

    public void Write(IElement root)
    {
        Walk(root);
        Flush();
    }

    /// <summary>Writes what stands between title and article, but for bylines and reading aids.</summary>
    public void WriteBefore(IElement element)
    {
        _before = true;
        Write(element);
        _before = false;
    }

    private void Walk(INode parent)
    {
        foreach (var node in parent.ChildNodes)
        {
            switch (node)
            {
                case IText words:
                    _line.Append(words.Data);
                    break;
                case IElement element:
                    Element(element);
                    break;
            }
        }
    }

    private void Element(IElement element)
    {
        budget.Cancellation.ThrowIfCancellationRequested();
        var name = element.LocalName;
        switch (name)
        {
            case "br":
                Flush();
                break;
            case "script" or "style" or "template" or "head" or "title" or "noscript" or "rp" or "rt":
                break;
            case "h1" or "h2" or "h3" or "h4" or "h5" or "h6":
                Flush();
                Heading(element, name[1] - '0');
                break;
            case "table" when IsData(element):
                Flush();
                _any = true;
                text.Table(Rows(element));
                break;
            case "li":
                Flush();
                _line.Append(Marker(element));
                Walk(element);
                Flush();
                break;
            case "pre":
                Flush();
                _preformatted = true;
                Walk(element);
                Flush();
                _preformatted = false;
                break;
            default:
                if (Blocks.Contains(name))
                {
                    Flush();
                    _boldBlock = name == "p" && _body && IsBold(element);
                    Walk(element);
                    Flush();
                    _boldBlock = false;
                }
                else
                {
                    // The pieces of a byline stand apart by style only.
                    if (name is "span" or "em" or "a" or "i" && _line.Length > 0 && element.ParentElement is { } parent
                        && HtmlReader.NameParts(parent).Any(BylineNames.Contains))
                    {
                        _line.Append(' ');
                    }

                    Walk(element);
                }

                break;
        }
    }

    private void Heading(IElement element, int level)
    {
        // A heading that holds blocks is a template's abuse of it.
        if (element.Children.Any(c => c.LocalName is "div" or "table" or "ul") && element.TextContent.Length > 200)
        {
            Walk(element);
            Flush();
            return;
        }

        var words = InlineText.Collapse(element.TextContent);
        if (words.Length == 0 || IsTitleAgain(words))
        {
            return;
        }

        _any = true;
        text.Line(words, HintKind.Heading, level);
    }

    private void Flush()
    {
        if (_line.Length == 0)
        {
            return;
        }

        var words = _line.ToString();
        _line.Clear();
        if (_preformatted)
        {
            text.Line(words);
            return;
        }

        words = InlineText.Collapse(words);
        var furniture = (_before && HtmlFacts.IsReadingAid(words)) || (title is not null && !_body && HtmlFacts.IsByline(words));
        if (words.Length > 0 && !IsTitleAgain(words) && !furniture)
        {
            _any |= !_before;
            _body |= words.Contains('。', StringComparison.Ordinal);
            if (_boldBlock && BoldLine.CanBeHeading(words))
            {
                text.Line(words, HintKind.Emphasis, BoldLine.Level);
            }
            else
            {
                text.Line(words);
            }
        }
    }

    /// <summary>The title stands above the text already; where the article opens with it, it is not said twice.</summary>
    private bool IsTitleAgain(string words) =>
        !_any && title is not null && string.Equals(Bare(words), Bare(title), StringComparison.Ordinal);

    private static string Bare(string words) => string.Concat(words.Where(c => !char.IsWhiteSpace(c)));

    /// <summary>Numbers of an ordered list are part of what a reader sees.</summary>
    private string Marker(IElement item)
    {
        if (item.ParentElement is not { LocalName: "ol" } list
            || (list.GetAttribute("style") ?? "").Contains("none", StringComparison.OrdinalIgnoreCase))
        {
            return "";
        }

        if (!_numbers.TryGetValue(list, out var number))
        {
            number = int.TryParse(list.GetAttribute("start"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var start)
                ? start
                : 1;
        }

        _numbers[list] = number + 1;
        return string.Create(CultureInfo.InvariantCulture, $"{number}. ");
    }

    /// <summary>True when all words of a paragraph are bold and it is not centred, as titles and names are.</summary>
    private static bool IsBold(IElement paragraph)
    {
        var any = false;
        if (paragraph.TextContent.Length > 4 * BoldLine.Longest
            || (paragraph.GetAttribute("style") + paragraph.GetAttribute("align")).Contains("center", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        foreach (var words in paragraph.Descendants<IText>())
        {
            if (string.IsNullOrWhiteSpace(words.Data))
            {
                continue;
            }

            any = true;
            if (words.ParentElement?.Closest("strong,b") is not { } bold || !paragraph.Contains(bold))
            {
                return false;
            }
        }

        return any;
    }

    /// <summary>A table of data has several rows of several cells, most of them short; anything else is there for layout.</summary>
    private static bool IsData(IElement table)
    {
        if (table.QuerySelector("table") is not null)
        {
            return false;
        }

        int rows = 0, cells = 0, longCells = 0;
        foreach (var row in table.QuerySelectorAll("tr"))
        {
            var inRow = row.Children.Count(c => c.LocalName is "td" or "th");
            rows += inRow > 1 ? 1 : 0;
            cells += inRow;
            longCells += row.Children.Count(c => c.TextContent.Length > 300);
        }

        return rows >= 2 && longCells * 4 <= cells;
    }

    private static IEnumerable<IReadOnlyList<string>> Rows(IElement table)
    {
        foreach (var row in table.QuerySelectorAll("tr"))
        {
            yield return [.. row.Children.Where(c => c.LocalName is "td" or "th").Select(c => c.TextContent)];
        }
    }
}
