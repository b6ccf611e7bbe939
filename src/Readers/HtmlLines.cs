using System.Globalization;
using System.Text;
using AngleSharp.Dom;
using KnowledgeBase.Materials;

namespace KnowledgeBase.Readers;

/// <summary>Writes the text of an element, a block a line.</summary>
/// <param name="text">What it is written to.</param>
/// <param name="title">The title that stands above the text already; null when none does.</param>
/// <param name="sieve">Tells what is left out; null when nothing is.</param>
/// <param name="budget">What the file may cost.</param>
internal sealed class HtmlLines(RawTextBuilder text, string? title, HtmlSieve? sieve, ReadBudget budget)
{
    private static readonly HashSet<string> BylineNames = new(StringComparer.Ordinal)
    {
        "info", "meta", "source", "date", "time", "byline", "property", "subinfo", "pubinfo",
    };

    private readonly StringBuilder _line = new();
    private readonly List<string> _broken = [];
    private readonly Dictionary<IElement, int> _numbers = [];
    private bool _preformatted;
    private bool _any;
    private bool _body;
    private bool _boldBlock;
    private bool _titleSeen;

    /// <summary>Lines that go elsewhere than into the text: those of a heading or of a cell.</summary>
    private List<string>? _collected;

    public void Write(IElement root)
    {
        Walk(root);
        Flush();
    }

    private void Walk(INode parent)
    {
        foreach (var node in parent.ChildNodes)
        {
            if (sieve?.KindOf(node) is { } kind)
            {
                LeaveOut(kind, node);
                continue;
            }

            switch (node)
            {
                case IText words:
                    _line.Append(words.Data);
                    break;
                case IElement element when element == sieve?.Heading:
                    Flush();
                    TitleElement(element);
                    break;
                case IElement element:
                    Element(element);
                    break;
            }
        }
    }

    /// <summary>The element that the title is taken from; who wrote the text may stand in it, too.</summary>
    private void TitleElement(IElement element)
    {
        var (words, authors) = HtmlFacts.TitleAndAuthors(element);
        _titleSeen = true;
        text.Unsupply(words);
        foreach (var author in authors)
        {
            text.LeaveOut(LeftOutKind.Byline, author);
        }
    }

    /// <summary>Leaves a node out; only a block of its own ends the line that it stands in.</summary>
    private void LeaveOut(LeftOutKind kind, INode node)
    {
        if (node is IElement element && HtmlNames.IsBlock(element))
        {
            Flush();
        }

        text.LeaveOut(kind, Tidy(HtmlText.Of(node)));
    }

    private void Element(IElement element)
    {
        budget.Cancellation.ThrowIfCancellationRequested();
        var name = element.LocalName;
        switch (name)
        {
            case "br":
                EndLine();
                break;
            case "rp" or "rt":
                text.LeaveOut(LeftOutKind.Pronunciation, HtmlText.Of(element));
                break;
            case "select" or "option" or "textarea" or "datalist":
            case "button" when TextAccount.Count(HtmlText.Of(element)) <= 20:
                LeaveOut(LeftOutKind.Control, element);
                break;
            case "noscript" or "object" or "embed" or "applet" or "svg" or "canvas" or "audio" or "video" or "map":
                LeaveOut(LeftOutKind.Substitute, element);
                break;
            case "h1" or "h2" or "h3" or "h4" or "h5" or "h6" when _collected is null:
                Flush();
                Heading(element, name[1] - '0');
                break;
            case "table" when _collected is null && HtmlTables.IsData(element):
                Flush();
                Table(element);
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
                if (HtmlNames.IsCode(element))
                {
                    break;
                }

                if (HtmlNames.IsBlock(element))
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
                    if (name is "span" or "em" or "a" or "i" && _line.Length > 0 && !_body && element.ParentElement is { } parent
                        && HtmlNames.Parts(parent).Any(BylineNames.Contains))
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

        var words = string.Join(' ', Collect(element));
        if (words.Length == 0 || SaidAgain(words))
        {
            return;
        }

        if (!_body && sieve is not null && title is not null && HtmlFurniture.IsByline(words))
        {
            text.LeaveOut(LeftOutKind.Byline, words);
            return;
        }

        _any = true;
        text.Line(words, HintKind.Heading, level);
    }

    private void Table(IElement table)
    {
        foreach (var child in table.Children.Where(c => c.LocalName is "caption"))
        {
            Walk(child);
            Flush();
        }

        _any = true;
        text.Table([.. HtmlTables.Rows(table, cell => string.Join(' ', Collect(cell)), words => text.Supply(words))]);
    }

    /// <summary>The lines of an element that are no lines of the text.</summary>
    private List<string> Collect(IElement element)
    {
        var lines = _collected = [];
        Walk(element);
        Flush();
        _collected = null;
        return lines;
    }

    /// <summary>Ends a line inside of a paragraph.</summary>
    private void EndLine()
    {
        _broken.Add(_line.ToString());
        _line.Clear();
    }

    private void Flush()
    {
        if (_line.Length == 0 && _broken.Count == 0)
        {
            return;
        }

        EndLine();
        var lines = _broken.ToArray();
        _broken.Clear();
        if (_preformatted && _collected is null)
        {
            text.Line(string.Join('\n', lines));
            return;
        }

        foreach (var words in SoftBreaks.Join([.. lines.Select(l => (InlineText.Collapse(l), SoftBreaks.IsIndented(l)))]))
        {
            Line(words);
        }
    }

    private void Line(string words)
    {
        if (_collected is not null)
        {
            _collected.Add(words);
            return;
        }

        if (SaidAgain(words))
        {
            return;
        }

        if (sieve is not null && (HtmlFurniture.IsAid(words) || (title is not null && !_body && HtmlFurniture.IsByline(words))))
        {
            text.LeaveOut(HtmlFurniture.IsByline(words) ? LeftOutKind.Byline : LeftOutKind.Furniture, words);
            return;
        }

        _any |= _titleSeen || title is null;
        _body |= words.Contains('。', StringComparison.Ordinal);
        _any |= _body;
        if (_boldBlock && BoldLine.CanBeHeading(words))
        {
            text.Line(words, HintKind.Emphasis, BoldLine.Level);
        }
        else
        {
            text.Line(words);
        }
    }

    private static string Tidy(string words)
    {
        var lines = words.Split('\n').Select(l => InlineText.Collapse(l)).Where(l => l.Length > 0);
        return string.Join('\n', lines);
    }

    /// <summary>The title stands above the text already; where the article opens with it, it is not said twice.</summary>
    private bool SaidAgain(string words)
    {
        if (_any || title is null || !string.Equals(Bare(words), Bare(title), StringComparison.Ordinal))
        {
            return false;
        }

        if (_titleSeen)
        {
            text.LeaveOut(LeftOutKind.Repeated, words);
        }
        else
        {
            // This is where the title came from.
            _titleSeen = true;
            text.Unsupply(words);
        }

        return true;
    }

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
        var mark = string.Create(CultureInfo.InvariantCulture, $"{number}. ");
        text.Supply(mark);
        return mark;
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
}
