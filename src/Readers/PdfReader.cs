using System.Globalization;
using System.Text;
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

        var pages = PdfLayout.Read(layout, budget);
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
