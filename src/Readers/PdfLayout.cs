using System.Globalization;
using System.Text;
using System.Xml;

namespace KnowledgeBase.Readers;

/// <summary>
/// Reads what pdftotext tells of the layout of a document (<c>-bbox-layout</c>): its pages, their lines, and where they stand.
/// </summary>
internal sealed class PdfLayout
{
    /// <summary>Gaps between words, in heights of the line, from which on a space stood there: beside Chinese, and in Latin text.</summary>
    private const double WideGap = 0.3;

    private const double LatinGap = 0.12;

    /// <summary>The same, from which on the two may be cells of a table.</summary>
    private const double CellGap = 0.45;

    private readonly List<TextPage> _pages = [];
    private readonly StringBuilder _words = new();
    private readonly List<PageLine> _pieces = [];

    /// <summary>The lines of the page that we are on; null in front of the first.</summary>
    private List<PageLine>? _lines;

    private (double Width, double Height) _page;
    private (double Left, double Top, double Right, double Bottom) _box;

    /// <summary>Where the last word ended, and how far from it the next begins, in heights of the line.</summary>
    private (double Right, double Gap) _last;

    /// <summary>Where the piece of the line that we are in begins: in its words, and on the page.</summary>
    private (int Start, double Left) _piece;

    private PdfLayout()
    {
    }

    /// <summary>The pages of a layout.</summary>
    public static List<TextPage> Read(byte[] layout, ReadBudget budget)
    {
        // The document type in front is pdftotext's own, without any entities; it is passed over, not processed.
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, CheckCharacters = false };
        using var reader = XmlReader.Create(new MemoryStream(layout), settings);
        var read = new PdfLayout();
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    budget.Cancellation.ThrowIfCancellationRequested();
                    read.Open(reader);
                    break;
                case XmlNodeType.Text or XmlNodeType.SignificantWhitespace when read._lines is not null && reader.Depth > 4:
                    read.AddText(reader.Value);
                    break;
                case XmlNodeType.EndElement when read._lines is not null:
                    read.Close(reader.LocalName, read._lines);
                    break;
            }
        }

        return read._pages;
    }

    private void Open(XmlReader element)
    {
        switch (element.LocalName)
        {
            case "page":
                _lines = [];
                _page = (Number(element, "width"), Number(element, "height"));
                if (element.IsEmptyElement)
                {
                    _pages.Add(new TextPage(_page.Width, _page.Height, _lines));
                }

                break;
            case "line":
                _box = (Number(element, "xMin"), Number(element, "yMin"), Number(element, "xMax"), Number(element, "yMax"));
                _words.Clear();
                _pieces.Clear();
                _last.Gap = 0;
                _piece = (0, _box.Left);
                break;
            case "word":
                OpenWord(Number(element, "xMin"), Number(element, "xMax"));
                break;
        }
    }

    private void OpenWord(double left, double right)
    {
        if (_words.Length > 0)
        {
            // Judged when the word itself is known: Chinese beside a figure is set apart by a quarter of an em.
            _last.Gap = (left - _last.Right) / Math.Max(1, _box.Bottom - _box.Top);
            if (_last.Gap > CellGap)
            {
                AddPiece(_last.Right);
                _piece = (_words.Length, left);
            }
        }

        _last.Right = right;
    }

    private void AddText(string text)
    {
        if (_words.Length > 0 && text.Length > 0
            && _last.Gap > (InlineText.IsWide(_words[^1]) || InlineText.IsWide(text[0]) ? WideGap : LatinGap))
        {
            _words.Append(' ');
        }

        _last.Gap = 0;
        _words.Append(text);
    }

    private void Close(string element, List<PageLine> lines)
    {
        if (element == "page")
        {
            _pages.Add(new TextPage(_page.Width, _page.Height, lines));
        }
        else if (element == "line")
        {
            if (_pieces.Count > 0)
            {
                AddPiece(_box.Right);
            }

            if (LetterSpacing.IsSpaced(_pieces))
            {
                lines.Add(LetterSpacing.Together(_pieces));
                return;
            }

            var words = _words.ToString().Replace("\0", "", StringComparison.Ordinal).Trim();
            lines.Add(new PageLine(words, _box.Left, _box.Top, _box.Right, _box.Bottom)
            {
                Pieces = _pieces.Count > 0 ? [.. _pieces] : null,
            });
        }
    }

    private void AddPiece(double right)
    {
        var words = _words.ToString(_piece.Start, _words.Length - _piece.Start).Trim();
        _pieces.Add(new PageLine(words, _piece.Left, _box.Top, right, _box.Bottom));
    }

    private static double Number(XmlReader reader, string name) =>
        double.TryParse(reader.GetAttribute(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
