using System.Globalization;
using System.Text;
using System.Xml;
using KnowledgeBase.Materials;

namespace KnowledgeBase.Readers;

/// <summary>
/// PDF, through poppler's pdftotext, with paragraphs put together again from the lines' places on the page. Pages without a text layer are
/// pictures; they go through tesseract, and the material says so.
/// </summary>
internal static class PdfReader
{
    /// <summary>PDF; a few bytes may stand in front of its signature.</summary>
    public static FileFormat Format { get; } = new("PDF", ".pdf")
    {
        HasSignature = head => head.AsSpan(0, Math.Min(head.Length, 1024)).IndexOf("%PDF-"u8) >= 0,
        NameTells = NameTells.Damage,
        ReadOne = file => Read(file.Bytes, file.Helpers, file.Budget),
        Needs = ["poppler-utils", "tesseract-ocr", "tesseract-ocr-chi-sim"],
    };

    /// <summary>
    /// Fewer characters than this on a page on average, and the document is a scan (stamps and page numbers are often text).
    /// </summary>
    private const int ScanBelow = 16;

    /// <summary>Bytes of laid-out text for one character of it: every word comes with its box.</summary>
    private const int LayoutBytes = 8;

    /// <summary>
    /// Address space of pdftotext, which takes 15 MB for hundreds of pages of text, and as much as it is given for a page that expands.
    /// </summary>
    private const long TextAddressSpace = 256L << 20;

    /// <summary>Gaps between words, in heights of the line, from which on a space stood there: beside Chinese, and in Latin text.</summary>
    private const double WideGap = 0.3;

    private const double LatinGap = 0.12;

    /// <summary>The same, from which on the two may be cells of a table.</summary>
    private const double CellGap = 0.45;

    /// <summary>Pixels of a page's height for recognition: some 250 dots an inch on A4, where chi_sim reads best.</summary>
    private const string OcrHeight = "2900";

    public static RawMaterial Read(byte[] content, HelperPrograms helpers, ReadBudget budget)
    {
        var program = helpers.Find("pdftotext", "poppler-utils", "Reading PDF files");
        using var folder = new ScratchFolder();
        var source = folder.Put("source.pdf", content);
        byte[] layout;
        try
        {
            layout = HelperPrograms.Run(
                program,
                ["-q", "-enc", "UTF-8", "-bbox-layout", source, "-"],
                folder.Path,
                (long)budget.Limits.MaxTextLength * LayoutBytes,
                budget,
                TextAddressSpace);
        }
        catch (RefusedException e) when (e.Message.Contains("password", StringComparison.OrdinalIgnoreCase))
        {
            throw new RefusedException("It is protected with a password; save it without one.", e);
        }

        var pages = Pages(layout, budget);
        if (pages.Count == 0)
        {
            throw new RefusedException("The PDF has no pages that can be read: it is damaged or cut short.");
        }

        var text = new RawTextBuilder(budget);
        if (pages.Sum(p => p.Lines.Sum(l => l.Text.Length)) < ScanBelow * pages.Count)
        {
            Recognise(source, pages.Count, folder, helpers, text, budget);
        }
        else
        {
            PageText.Write(pages, text);
            var empty = pages.Count(p => p.Lines.Count == 0);
            if (empty > 0)
            {
                text.Warn(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{empty} of its {pages.Count} pages hold no text; if they are scanned, their text is missing here."));
            }
        }

        return text.Build();
    }

    private static List<TextPage> Pages(byte[] layout, ReadBudget budget)
    {
        var pages = new List<TextPage>();

        // The document type in front is pdftotext's own, without any entities; it is passed over, not processed.
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, CheckCharacters = false };
        using var reader = XmlReader.Create(new MemoryStream(layout), settings);
        List<PageLine>? lines = null;
        double width = 0, height = 0;
        var words = new StringBuilder();
        (double Left, double Top, double Right, double Bottom) box = default;
        double lastRight = 0, gap = 0, pieceLeft = 0;
        var pieceStart = 0;
        var pieces = new List<PageLine>();
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                switch (reader.LocalName)
                {
                    case "page":
                        budget.Cancellation.ThrowIfCancellationRequested();
                        lines = [];
                        (width, height) = (Number(reader, "width"), Number(reader, "height"));
                        if (reader.IsEmptyElement)
                        {
                            pages.Add(new TextPage(width, height, lines));
                        }

                        break;
                    case "line":
                        box = (Number(reader, "xMin"), Number(reader, "yMin"), Number(reader, "xMax"), Number(reader, "yMax"));
                        words.Clear();
                        (gap, pieceStart, pieceLeft) = (0, 0, box.Left);
                        pieces.Clear();
                        break;
                    case "word":
                        var left = Number(reader, "xMin");
                        if (words.Length > 0)
                        {
                            // Judged when the word itself is known: Chinese beside a figure is set apart by a quarter of an em.
                            gap = (left - lastRight) / Math.Max(1, box.Bottom - box.Top);
                            if (gap > CellGap)
                            {
                                pieces.Add(new PageLine(
                                    words.ToString(pieceStart, words.Length - pieceStart).Trim(),
                                    pieceLeft,
                                    box.Top,
                                    lastRight,
                                    box.Bottom));
                                (pieceStart, pieceLeft) = (words.Length, left);
                            }
                        }

                        lastRight = Number(reader, "xMax");
                        break;
                }
            }
            else if (reader.NodeType is XmlNodeType.Text or XmlNodeType.SignificantWhitespace && lines is not null && reader.Depth > 4)
            {
                if (words.Length > 0 && reader.Value.Length > 0
                    && gap > (InlineText.IsWide(words[^1]) || InlineText.IsWide(reader.Value[0]) ? WideGap : LatinGap))
                {
                    words.Append(' ');
                }

                gap = 0;
                words.Append(reader.Value);
            }
            else if (reader.NodeType == XmlNodeType.EndElement)
            {
                if (reader.LocalName == "line" && lines is not null)
                {
                    if (pieces.Count > 0)
                    {
                        pieces.Add(new PageLine(
                            words.ToString(pieceStart, words.Length - pieceStart).Trim(), pieceLeft, box.Top, box.Right, box.Bottom));
                    }

                    lines.Add(new PageLine(
                        words.ToString().Replace("\0", "", StringComparison.Ordinal).Trim(), box.Left, box.Top, box.Right, box.Bottom)
                    {
                        Pieces = pieces.Count > 0 ? [.. pieces] : null,
                    });
                }
                else if (reader.LocalName == "page" && lines is not null)
                {
                    pages.Add(new TextPage(width, height, lines));
                }
            }
        }

        return pages;
    }

    private static double Number(XmlReader reader, string name) =>
        double.TryParse(reader.GetAttribute(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static void Recognise(
        string source, int pageCount, ScratchFolder folder, HelperPrograms helpers, RawTextBuilder text, ReadBudget budget)
    {
        const string Purpose = "Its pages are scanned pictures, and recognising their text";
        var render = helpers.Find("pdftoppm", "poppler-utils", Purpose);
        var recognise = helpers.Find("tesseract", "tesseract-ocr with tesseract-ocr-chi-sim", Purpose);
        var languages = Encoding.UTF8.GetString(HelperPrograms.Run(recognise, ["--list-langs"], folder.Path, 1 << 16, budget));
        if (!languages.Split('\n').Any(l => l.Trim() == "chi_sim"))
        {
            throw new RefusedException(
                $"{Purpose} needs tesseract's data for Chinese, which is not installed: "
                + "install the package tesseract-ocr-chi-sim and read the file again.");
        }

        text.Warn("Its text was recognised from pictures of its pages (OCR) and may hold wrong characters.");
        var pages = new List<TextPage>();
        var last = Math.Min(pageCount, budget.Limits.MaxOcrPages);
        for (var page = 1; page <= last; page++)
        {
            var number = page.ToString(CultureInfo.InvariantCulture);
            var picture = Path.Combine(folder.Path, "page");
            HelperPrograms.Run(
                render,
                [
                    "-q", "-gray", "-scale-to-x", "-1", "-scale-to-y", OcrHeight,
                    "-f", number, "-l", number, "-singlefile", "-png", source, picture,
                ],
                folder.Path,
                1 << 16,
                budget);
            var table = HelperPrograms.Run(
                recognise, [picture + ".png", "stdout", "-l", "chi_sim", "--psm", "3", "tsv"], folder.Path, 64 << 20, budget);
            pages.Add(Recognised(Encoding.UTF8.GetString(table)));
        }

        PageText.Write(pages, text);
        if (last < pageCount)
        {
            text.Warn(string.Create(
                CultureInfo.InvariantCulture,
                $"Only the first {last} of its {pageCount} scanned pages were recognised, the limit for one file."));
        }
    }

    /// <summary>Tesseract's table: level, page, block, paragraph, line, word, left, top, width, height, confidence, text.</summary>
    private static TextPage Recognised(string table)
    {
        double width = 0, height = 0;
        var lines = new List<PageLine>();
        var words = new StringBuilder();
        (double Left, double Top, double Right, double Bottom) box = default;

        void EndLine()
        {
            if (words.Length > 0)
            {
                lines.Add(new PageLine(words.ToString(), box.Left, box.Top, box.Right, box.Bottom));
                words.Clear();
            }
        }

        foreach (var row in table.Split('\n'))
        {
            var cells = row.Split('\t');
            if (cells.Length < 12 || !int.TryParse(cells[0], NumberStyles.None, CultureInfo.InvariantCulture, out var level))
            {
                continue;
            }

            double Cell(
                int index) => double.TryParse(cells[index], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : 0;
            switch (level)
            {
                case 1:
                    (width, height) = (Cell(8), Cell(9));
                    break;
                case 4:
                    EndLine();
                    box = (Cell(6), Cell(7), Cell(6) + Cell(8), Cell(7) + Cell(9));
                    break;
                case 5:
                    InlineText.AppendWrapped(words, cells[11].AsSpan().Trim());
                    break;
            }
        }

        EndLine();
        return new TextPage(width, height, lines);
    }
}
