using System.Buffers;
using KnowledgeBase.Materials;
using KnowledgeBase.Understanding.Outline;
using KnowledgeBase.Understanding.Vocabulary;

namespace KnowledgeBase.Understanding.Facts;

/// <summary>Finds the day and the year that a material is of.</summary>
internal static class DateFinder
{
    private static readonly FactConfidence Confidence = FactConfidence.Default;

    /// <summary>The signature stands in the last paragraphs.</summary>
    private const int TailParagraphs = 8;

    /// <summary>Days after what a page tells of within which it is published.</summary>
    private const int PublishedWithin = 10;

    private static readonly SearchValues<string> PageFurniture = WordList.AnyOf("titles", "page-furniture");

    private static readonly SearchValues<string> CaptureLines = WordList.AnyOf("facts", "capture-lines");

    private static readonly IReadOnlyList<string> YearLeads = WordList.Words("facts", "year-leads");

    private static readonly IReadOnlyList<string> YearTold = WordList.Words("facts", "year-told");

    private static readonly WordTrie YearTails = WordList.Trie("facts", "year-tails");

    /// <summary>Years that are only mentioned are looked for in this much of the text.</summary>
    private const int MentionsWithin = 4000;

    /// <summary>A first sentence of a year has it in its first units …</summary>
    private const int OpeningYearWithin = 4;

    /// <summary>… and is shown with this many units behind it.</summary>
    private const int ShownBehindYear = 12;

    /// <returns>
    /// The day, the year, and the day that the file's name tells where the text tells another: the text is believed, and the name is shown.
    /// </returns>
    public static (Fact<DateOnly>? Date, Fact<int>? Year, Fact<DateOnly>? FileDate) Find(
        RawMaterial raw, DocumentOutline outline, string title, bool hasTitle, string? path)
    {
        var text = raw.Text;
        var front = raw.FrontMatter;
        if (front.Date is { } day)
        {
            return (
                new Fact<DateOnly>(day, 1, FactFinder.FrontMatterEvidence),
                new Fact<int>(day.Year, 1, FactFinder.FrontMatterEvidence),
                null);
        }

        var year = front.Year is { } stated ? new Fact<int>(stated, 1, FactFinder.FrontMatterEvidence) : null;
        var (date, textYear) = FindInText(text, outline);
        var otherYear = textYear;
        var (above, isOfPage, nameAbove) = date is null ? DateAboveBody(text, outline, ref otherYear) : default;
        date ??= above;
        (date, var fileDate) = Believed(date, textYear, FileNameDate(path) ?? nameAbove, isOfPage);
        year ??= date is { } d ? new Fact<int>(d.Value.Year, d.Confidence, d.Evidence) : null;
        if (year is not null && date is { } found && found.Value.Year != year.Value)
        {
            date = null;
        }

        year ??= YearOfTitle(title, hasTitle)
            ?? otherYear ?? YearOfNumber(text, outline) ?? YearOfOpening(text, outline) ?? YearMentioned(text);
        return (date, year, fileDate);
    }

    /// <summary>The day that is believed, and that of the file's name where the text tells another.</summary>
    private static (Fact<DateOnly>? Date, Fact<DateOnly>? FileDate) Believed(
        Fact<DateOnly>? read, Fact<int>? textYear, Fact<DateOnly>? named, bool isOfPage)
    {
        if (named is null)
        {
            return (read, null);
        }

        if (read is null)
        {
            // Where the text tells a year alone, any day of it agrees.
            return textYear is null || textYear.Value == named.Value.Year ? (named, null) : (null, named);
        }

        // Pages are published some days after what they tell of.
        return (read.Value.DayNumber - named.Value.DayNumber) switch
        {
            0 => (read, null),
            > 0 and <= PublishedWithin when isOfPage => (named, null),
            _ => (read, named),
        };
    }

    private static (Fact<DateOnly>? Date, Fact<int>? Year) FindInText(string text, DocumentOutline outline)
    {
        Fact<int>? year = null;
        if (outline.Title.DateLine is { } line && TryRead(text, line, Confidence.DateLine, out var date, ref year))
        {
            return (date, year);
        }

        if (outline.Title.Subtitle is { } subtitle && TryRead(text, subtitle, Confidence.DateInSubtitle, out date, ref year))
        {
            return (date, year);
        }

        if (Signature.Find(text, outline) is { Day: { } signed } && TryRead(text, signed, Confidence.DateOfSignature, out date, ref year))
        {
            return (date, year);
        }

        for (var i = outline.Paragraphs.Count - 1;
            i >= Math.Max(outline.Title.BodyParagraph, outline.Paragraphs.Count - TailParagraphs);
            i--)
        {
            var p = outline.Paragraphs[i];
            if (DateLines.IsDate(text.AsSpan(p.Start, p.Length))
                && TryRead(text, new TextSpan(p.Start, p.End), Confidence.DateOfSignature, out date, ref year))
            {
                return (date, year);
            }
        }

        return (null, year);
    }

    /// <summary>
    /// A day in the lines in front of the body; whether a portal set it there (发表时间), and the day of a line that is a file's name.
    /// </summary>
    private static (Fact<DateOnly>? Date, bool IsOfPage, Fact<DateOnly>? OfName) DateAboveBody(
        string text, DocumentOutline outline, ref Fact<int>? year)
    {
        Fact<DateOnly>? ofName = null;
        for (var i = 0; i < outline.Title.BodyParagraph && i < outline.Paragraphs.Count; i++)
        {
            var p = outline.Paragraphs[i];
            var line = text.AsSpan(p.Start, p.Length);
            if (DateLines.TryFind(line, out var at, out var length, out _, out _, out _)
                && at == 0 && length < line.Length && line[length] == '_')
            {
                ofName ??= DayOfName(line, line[..length].ToString());
                continue;
            }

            if (line.ContainsAny(CaptureLines))
            {
                continue;
            }

            var isOfPage = line.ContainsAny(PageFurniture);
            var confidence = isOfPage ? Confidence.DateOfPage : Confidence.DateAboveBody;
            if (TryRead(text, new TextSpan(p.Start, p.End), confidence, out var date, ref year))
            {
                return (isOfPage ? SaidByPage(date!, line) : date, isOfPage, ofName);
            }
        }

        return (null, false, ofName);
    }

    /// <summary>The day of a page with the words that say so in front of it: 发布时间：2023-05-06.</summary>
    private static Fact<DateOnly> SaidByPage(Fact<DateOnly> date, ReadOnlySpan<char> line)
    {
        var at = line.IndexOf(date.Evidence, StringComparison.Ordinal);
        var from = at;
        while (from > 0 && Glyphs.IsBlank(line[from - 1]))
        {
            from--;
        }

        while (from > 0 && !Glyphs.IsBlank(line[from - 1]))
        {
            from--;
        }

        return date with { Evidence = line[from..(at + date.Evidence.Length)].ToString() };
    }

    private static bool TryRead(string text, TextSpan span, double confidence, out Fact<DateOnly>? date, ref Fact<int>? year)
    {
        date = null;
        var words = text.AsSpan(span.Start, span.Length);
        if (!DateLines.TryFind(words, out var at, out var length, out var y, out var month, out var day))
        {
            return false;
        }

        var evidence = words.Slice(at, length).ToString();
        if (month > 0 && day > 0 && day <= DateTime.DaysInMonth(y, month))
        {
            date = new Fact<DateOnly>(new DateOnly(y, month, day), confidence, evidence);
            return true;
        }

        year ??= new Fact<int>(y, confidence - Confidence.YearWithoutDay, evidence);
        return false;
    }

    /// <summary>2013-06-18_…, 20230707-01-04, t20220507_190989.</summary>
    private static Fact<DateOnly>? FileNameDate(string? path)
    {
        if (path is null)
        {
            return null;
        }

        var name = Path.GetFileName(path).AsSpan();
        return DayOfName(name, null);
    }

    private static Fact<DateOnly>? DayOfName(ReadOnlySpan<char> name, string? evidence)
    {
        if (name.Length > 1 && name[0] == 't' && char.IsAsciiDigit(name[1]))
        {
            name = name[1..];
        }

        if (DateLines.TryFind(name[..Math.Min(name.Length, 10)], out var at, out var length, out var year, out var month, out var day)
            && at == 0 && month > 0 && day > 0)
        {
            return new Fact<DateOnly>(
                new DateOnly(year, month, Math.Min(day, DateTime.DaysInMonth(year, month))),
                Confidence.DateInFileName,
                evidence ?? "文件名 " + name[..length].ToString());
        }

        if (name.Length < 8)
        {
            return null;
        }

        for (var i = 0; i < 8; i++)
        {
            if (!char.IsAsciiDigit(name[i]))
            {
                return null;
            }
        }

        if (name.Length > 8 && char.IsAsciiDigit(name[8]))
        {
            return null;
        }

        year = int.Parse(name[..4], System.Globalization.CultureInfo.InvariantCulture);
        month = int.Parse(name[4..6], System.Globalization.CultureInfo.InvariantCulture);
        day = int.Parse(name[6..8], System.Globalization.CultureInfo.InvariantCulture);
        return year is >= 1949 and <= 2100 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new Fact<DateOnly>(new DateOnly(year, month, day), Confidence.DateInFileName, "文件名 " + name[..8].ToString())
            : null;
    }

    private static Fact<int>? YearOfTitle(string title, bool hasTitle) =>
        hasTitle && DateLines.TryFind(title, out var at, out var length, out var year, out _, out _) && IsOfWriting(title, at, at + length)
            ? new Fact<int>(year, Confidence.YearInTitle, $"标题 {title[at..(at + length)]}")
            : null;

    private static Fact<int>? YearOfNumber(string text, DocumentOutline outline)
    {
        var number = outline.Title.DocumentNumber is { } n ? n.In(text) : null;
        if (number is null)
        {
            return null;
        }

        foreach (var open in "〔[［（【(")
        {
            var at = number.IndexOf(open, StringComparison.Ordinal);
            if (at >= 0 && at + 5 < number.Length && int.TryParse(number.AsSpan(at + 1, 4), out var year) && year is > 1949 and < 2100)
            {
                return new Fact<int>(year, Confidence.YearOfNumber, number);
            }
        }

        return null;
    }

    /// <summary>A first sentence that opens with a year (2022年，某区直机关工委以……) is of that year.</summary>
    private static Fact<int>? YearOfOpening(string text, DocumentOutline outline)
    {
        if (outline.Title.BodyParagraph >= outline.Paragraphs.Count)
        {
            return null;
        }

        var p = outline.Paragraphs[outline.Title.BodyParagraph];
        var opening = text.AsSpan(p.Start, p.Length);
        if (!DateLines.TryFind(opening, out var at, out var length, out var year, out _, out _) || at > OpeningYearWithin
            || !IsOfWriting(opening, at, at + length))
        {
            return null;
        }

        var shown = opening.Slice(at, Math.Min(opening.Length - at, length + ShownBehindYear)).ToString();
        return new Fact<int>(year, Confidence.YearOfOpening, shown);
    }

    /// <summary>Failing all else, the latest year that the text names at least twice.</summary>
    private static Fact<int>? YearMentioned(string text)
    {
        var counts = new SortedDictionary<int, (int Count, string Words)>();
        var stretch = text.AsSpan(0, Math.Min(text.Length, MentionsWithin));
        for (var from = 0; from < stretch.Length;)
        {
            if (!DateLines.TryFind(stretch[from..], out var at, out var length, out var year, out _, out _))
            {
                break;
            }

            if (IsOfWriting(stretch, from + at, from + at + length))
            {
                var known = counts.GetValueOrDefault(year);
                counts[year] = (known.Count + 1, known.Words ?? stretch.Slice(from + at, length).ToString());
            }

            from += at + length;
        }

        Fact<int>? latest = null;
        foreach (var (year, (count, words)) in counts)
        {
            if (count >= 2)
            {
                latest = new Fact<int>(year, Confidence.YearMentioned, words);
            }
        }

        return latest;
    }

    /// <summary>False for a year that things are measured from (从2014年底的30.7%) or that they are to be reached in (到2035年).</summary>
    private static bool IsOfWriting(ReadOnlySpan<char> text, int start, int end)
    {
        var before = text[..start];
        return (WordList.EndsWithAny(before, YearTold) || !WordList.EndsWithAny(before, YearLeads))
            && YearTails.LongestPrefix(text[end..]) == 0;
    }
}
