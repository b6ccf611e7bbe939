using KnowledgeBase.Materials;

namespace KnowledgeBase.Readers;

/// <summary>
/// PDF, by PdfPig, with paragraphs put together again from the places of the letters; where PdfPig cannot read a damaged file, poppler's
/// pdftotext tries when it is installed. Pages without letters are pictures; they go through tesseract, and the material says so.
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

    /// <summary>A page of fewer characters than this may be a picture (stamps and page numbers are often text).</summary>
    public const int ScanBelow = 16;

    /// <summary>Pages from which on PdfPig takes longer than a file may; pdftotext takes a tenth of it, where it is installed.</summary>
    private const int MostPages = 600;

    /// <summary>Bytes of laid-out text for one character of it: every word comes with its box.</summary>
    private const int LayoutBytes = 8;

    /// <summary>
    /// Address space of pdftotext, which takes 15 MB for hundreds of pages of text, and as much as it is given for a page that expands.
    /// </summary>
    private const long TextAddressSpace = 256L << 20;

    public static RawMaterial Read(byte[] content, HelperPrograms helpers, ReadBudget budget)
    {
        var text = new RawTextBuilder(budget);
        var damage = new PdfDamage();
        var pages = new List<TextPage>();
        DamagedPdfException? failure = null;
        try
        {
            var most = helpers.TryFind("pdftotext") is null ? int.MaxValue : MostPages;
            pages = PdfLetters.Read(content, text, damage, budget, most) ?? Held(Repaired(content, helpers, budget), text);
        }
        catch (DamagedPdfException e)
        {
            failure = e;
        }

        if (failure is not null || damage.First is not null)
        {
            (pages, text) = Best(content, pages, text, failure, helpers, budget);
            var met = InlineText.OneLine(damage.First ?? failure!.Message);
            text.Warn($"The PDF is damaged, text may be missing: {ReadBudget.Shorten(met)}");
        }

        if (pages.Count == 0)
        {
            throw new RefusedException("The PDF has no pages that can be read: it is damaged or cut short.");
        }

        if (pages.Exists(p => p.IsPicture))
        {
            pages = PdfScans.Recognise(content, pages, helpers, text, budget);
        }

        PageText.Write(pages, text, areHeld: true);
        return text.Build();
    }

    /// <summary>Of a damaged file what gives more: what was read here, or what pdftotext makes of it where it is installed.</summary>
    private static (List<TextPage> Pages, RawTextBuilder Text) Best(
        byte[] content, List<TextPage> pages, RawTextBuilder text, DamagedPdfException? failure, HelperPrograms helpers, ReadBudget budget)
    {
        if (helpers.TryFind("pdftotext") is null)
        {
            return failure is null ? (pages, text) : throw failure;
        }

        List<TextPage> repaired;
        try
        {
            repaired = Repaired(content, helpers, budget);
        }
        catch (RefusedException) when (failure is null)
        {
            return (pages, text);
        }

        if (failure is null && Letters(repaired) <= Letters(pages))
        {
            return (pages, text);
        }

        text = new RawTextBuilder(budget);
        return (Held(repaired, text), text);
    }

    private static List<TextPage> Held(List<TextPage> pages, RawTextBuilder text)
    {
        foreach (var line in pages.SelectMany(p => p.Lines))
        {
            text.Hold(line.Text);
        }

        return pages;
    }

    private static int Letters(List<TextPage> pages) => pages.Sum(p => p.Lines.Sum(l => TextAccount.Count(l.Text)));

    private static List<TextPage> Repaired(byte[] content, HelperPrograms helpers, ReadBudget budget)
    {
        using var folder = new ScratchFolder();
        var program = helpers.Find("pdftotext", "poppler-utils", "Repairing a PDF");
        try
        {
            var layout = HelperPrograms.Run(
                program,
                ["-q", "-enc", "UTF-8", "-bbox-layout", folder.Put("source.pdf", content), "-"],
                folder.Path,
                (long)budget.Limits.MaxTextLength * LayoutBytes,
                budget,
                TextAddressSpace);
            var pages = PdfLayout.Read(layout, budget);
            var isScan = Letters(pages) < ScanBelow * pages.Count;
            return [.. pages.Select((p, i) => p with
            {
                Number = i + 1,
                IsPicture = p.Lines.Count == 0 || (isScan && p.Lines.Sum(l => l.Text.Length) < ScanBelow),
            })];
        }
        catch (RefusedException e) when (e.Message.Contains("password", StringComparison.OrdinalIgnoreCase))
        {
            throw new RefusedException("It is protected with a password; save it without one.", e);
        }
    }
}
