using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace KnowledgeBase.Readers;

/// <summary>
/// Recognises the text of pages that are pictures: poppler's pdftoppm draws them, tesseract with its data for Chinese reads them. Several
/// pages are read at a time.
/// </summary>
internal static class PdfScans
{
    /// <summary>Pixels of a page's height for recognition: some 250 dots an inch on A4, where chi_sim reads best.</summary>
    private const string Height = "2900";

    /// <summary>Pages at a time: each takes a processor and 150 MB.</summary>
    private const int AtOnce = 4;

    /// <summary>Confidence, of 100, below which a page is named: every tenth character or more of such pages is wrong.</summary>
    private const int Doubtful = 70;

    private const string Purpose = "Its pages are scanned pictures, and recognising their text";

    /// <summary>The pages, those that are pictures as they were recognised.</summary>
    /// <exception cref="RefusedException">There is no other text, and a program is missing or no page could be read.</exception>
    public static List<TextPage> Recognise(
        byte[] content, List<TextPage> pages, HelperPrograms helpers, RawTextBuilder text, ReadBudget budget)
    {
        var pictures = pages.Where(p => p.IsPicture).Select(p => p.Number).ToList();
        var hasText = pages.Where(p => !p.IsPicture).Sum(p => p.Lines.Sum(l => l.Text.Length)) >= PdfReader.ScanBelow;
        using var folder = new ScratchFolder();
        string render, recognise;
        try
        {
            (render, recognise) = Programs(helpers, folder, budget);
        }
        catch (RefusedException e) when (hasText)
        {
            text.Warn($"The text of pictures is missing here: {Pages(pictures)}. {e.Message}");
            return pages;
        }

        var source = folder.Put("source.pdf", content);
        var tried = pictures.Take(budget.Limits.MaxOcrPages).ToList();
        var read = new ConcurrentDictionary<int, RecognisedPage>();
        var failures = new ConcurrentDictionary<int, string>();
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = Math.Min(AtOnce, Environment.ProcessorCount),
            CancellationToken = budget.Cancellation,
        };
        Parallel.ForEach(tried, options, number =>
        {
            try
            {
                read[number] = Read(number, source, render, recognise, folder, budget);
            }
            catch (RefusedException e)
            {
                failures[number] = e.Message;
            }
        });

        var unread = tried.Where(n => !read.TryGetValue(n, out var page) || page.Page.Lines.Count == 0).ToList();
        if (unread.Count == pictures.Count && !hasText)
        {
            throw new RefusedException(!failures.IsEmpty
                ? $"Its pages are scanned pictures that could not be recognised: {failures.MinBy(f => f.Key).Value}"
                : "Its pages are pictures, and no text was recognised in them.");
        }

        Report(pictures, tried, unread, read, text);
        return pages.ConvertAll(p => p.IsPicture && read.TryGetValue(p.Number, out var page) && page.Page.Lines.Count > 0
            ? Instead(p, page.Page, text)
            : p);
    }

    /// <summary>Pages as people name them: pages 2, 5–7.</summary>
    private static string Pages(List<int> numbers)
    {
        var parts = new List<string>();
        for (var i = 0; i < numbers.Count;)
        {
            var end = i;
            while (end + 1 < numbers.Count && numbers[end + 1] == numbers[end] + 1)
            {
                end++;
            }

            parts.Add(end == i ? $"{numbers[i]}" : $"{numbers[i]}–{numbers[end]}");
            i = end + 1;
        }

        return (numbers.Count == 1 ? "page " : "pages ") + string.Join(", ", parts);
    }

    /// <summary>What is recognised holds the few letters of a page too: a stamp, its number.</summary>
    private static TextPage Instead(TextPage page, TextPage recognised, RawTextBuilder text)
    {
        text.LeaveOut(Materials.LeftOutKind.Repeated, string.Join('\n', page.Lines.Select(l => l.Text)));
        foreach (var line in recognised.Lines)
        {
            text.Hold(line.Text);
        }

        return recognised with { Number = page.Number };
    }

    private static (string Render, string Recognise) Programs(HelperPrograms helpers, ScratchFolder folder, ReadBudget budget)
    {
        var render = helpers.Find("pdftoppm", "poppler-utils", Purpose);
        var recognise = helpers.Find("tesseract", "tesseract-ocr with tesseract-ocr-chi-sim", Purpose);
        var languages = Encoding.UTF8.GetString(HelperPrograms.Run(recognise, ["--list-langs"], folder.Path, 1 << 16, budget));
        if (!languages.Split('\n').Any(l => l.Trim() == "chi_sim"))
        {
            throw new RefusedException(
                $"{Purpose} needs tesseract's data for Chinese, which is not installed: "
                + "install the package tesseract-ocr-chi-sim and read the file again.");
        }

        return (render, recognise);
    }

    private static void Report(
        List<int> pictures, List<int> tried, List<int> unread, ConcurrentDictionary<int, RecognisedPage> read, RawTextBuilder text)
    {
        var letters = read.Values.Sum(p => p.Letters);
        var confidence = letters == 0 ? 0 : read.Values.Sum(p => p.Confidence * p.Letters) / letters;
        text.Warn(string.Create(
            CultureInfo.InvariantCulture,
            $"Text was recognised from pictures (OCR, confidence {confidence:N0} of 100) and may hold wrong characters: "
            + $"{Pages(tried.Except(unread).ToList())}."));
        var doubtful = read.Where(p => p.Value.Letters > 0 && p.Value.Confidence < Doubtful).Select(p => p.Key).Order().ToList();
        if (doubtful.Count > 0)
        {
            text.Warn($"Recognised with difficulty, so that the text is doubtful: {Pages(doubtful)}.");
        }

        if (unread.Count > 0)
        {
            text.Warn($"No text could be recognised: {Pages(unread)}.");
        }

        if (tried.Count < pictures.Count)
        {
            text.Warn(string.Create(
                CultureInfo.InvariantCulture,
                $"Not recognised, because {tried.Count} pages are the limit for one file: {Pages(pictures.Skip(tried.Count).ToList())}."));
        }
    }

    private static RecognisedPage Read(
        int page, string source, string render, string recognise, ScratchFolder folder, ReadBudget budget)
    {
        var number = page.ToString(CultureInfo.InvariantCulture);
        var picture = Path.Combine(folder.Path, "page" + number);
        HelperPrograms.Run(
            render,
            [
                "-q", "-gray", "-scale-to-x", "-1", "-scale-to-y", Height,
                "-f", number, "-l", number, "-singlefile", "-png", source, picture,
            ],
            folder.Path,
            1 << 16,
            budget);
        var table = HelperPrograms.Run(
            recognise, [picture + ".png", "stdout", "-l", "chi_sim", "--psm", "3", "tsv"], folder.Path, 64 << 20, budget);
        File.Delete(picture + ".png");
        return Recognised(Encoding.UTF8.GetString(table));
    }

    /// <summary>Tesseract's table: level, page, block, paragraph, line, word, left, top, width, height, confidence, text.</summary>
    private static RecognisedPage Recognised(string table)
    {
        double width = 0, height = 0, confidence = 0;
        var letters = 0;
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
                    var word = cells[11].AsSpan().Trim();
                    InlineText.AppendWrapped(words, word);
                    letters += word.Length;
                    confidence += Math.Max(0, Cell(10)) * word.Length;
                    break;
            }
        }

        EndLine();
        return new RecognisedPage(new TextPage(width, height, lines), letters == 0 ? 0 : confidence / letters, letters);
    }

    /// <summary>A page as it was recognised.</summary>
    /// <param name="Page">Its lines.</param>
    /// <param name="Confidence">How sure tesseract is of its characters on average, 0 to 100.</param>
    /// <param name="Letters">How many it has.</param>
    private sealed record RecognisedPage(TextPage Page, double Confidence, int Letters);
}
