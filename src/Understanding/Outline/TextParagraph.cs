using KnowledgeBase.Materials;
using KnowledgeBase.Understanding.Vocabulary;

namespace KnowledgeBase.Understanding.Outline;

/// <summary>What a paragraph is, as far as its form tells.</summary>
internal enum ParagraphKind
{
    /// <summary>Running text or a heading.</summary>
    Body,

    /// <summary>A page number between two pages of a converted file.</summary>
    PageNumber,

    /// <summary>A line of a table of contents (dots that lead to a page number).</summary>
    Contents,

    /// <summary>A row of a table.</summary>
    TableRow,

    /// <summary>A footnote.</summary>
    Footnote,
}

/// <summary>
/// A paragraph without the white space around it. Usually a line of the text; several lines where a file breaks its lines at a
/// fixed width.
/// </summary>
internal readonly record struct TextParagraph(int Start, int End, ParagraphKind Kind)
{
    public int Length => End - Start;
}

/// <summary>Cuts a text into paragraphs.</summary>
internal static class Paragraphs
{
    /// <summary>Lines shorter than this (in full-width characters) say nothing about the width at which a file breaks its lines.</summary>
    private const int NarrowestPage = 18;

    /// <summary>The same where a file has a few lines only, and more is asked of them.</summary>
    private const int NarrowestShortPage = 16;

    /// <summary>Lines wider than this aren't broken at a page's width.</summary>
    private const int WidestPage = 60;

    /// <summary>Lines fall short of the page's width by this much at most, for marks that open no line and half-width characters.</summary>
    private const int Slack = 3;

    /// <summary>A file is taken for one with broken lines from this many lines on.</summary>
    private const int FewestBrokenLines = 12;

    /// <summary>A mark has at most this many units: （十二）, 第二十一章.</summary>
    private const int LongestBareMark = 6;

    /// <summary>What is named below such a mark has at most this many units.</summary>
    private const int LongestBelowBareMark = 46;

    /// <summary>A line shorter than this holds no title with a whole text behind it.</summary>
    private const int ShortestGlued = 120;

    public static List<TextParagraph> Of(RawMaterial raw)
    {
        var text = raw.Text.AsSpan();
        var lines = new List<TextParagraph>(Math.Min(4096, 16 + (text.Length / 40)));
        for (var at = 0; at < text.Length;)
        {
            var length = text[at..].IndexOf('\n');
            var lineEnd = length < 0 ? text.Length : at + length;
            var start = Glyphs.SkipBlanks(text, at, lineEnd);
            var end = Glyphs.TrimEnd(text, start, lineEnd);
            if (start < end)
            {
                lines.Add(new TextParagraph(start, end, KindOf(text[start..end])));
            }

            at = lineEnd + 1;
        }

        MarkHinted(raw.Hints, lines);
        DissolvedTables.Mark(text, lines);
        JoinBareMarks(text, lines);
        SplitGluedTitle(text, lines);
        if (PageWidth(text, lines) is > 0 and var width)
        {
            return JoinBroken(text, lines, width, indentsOpen: false);
        }

        return ShortPageWidth(text, lines) is > 0 and var narrow ? JoinBroken(text, lines, narrow, indentsOpen: true) : lines;
    }

    /// <summary>
    /// A mark on a line of its own (第一章, （一）) belongs to the name below it; above running text it only parts what comes from what
    /// was. A mark that a conversion broke in two ((一 above )) is put together.
    /// </summary>
    private static void JoinBareMarks(ReadOnlySpan<char> text, List<TextParagraph> lines)
    {
        var kept = 0;
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            if (i + 1 < lines.Count && IsBareMark(text, line, lines[i + 1]))
            {
                line = line with { End = lines[++i].End };
            }

            lines[kept++] = line;
        }

        lines.RemoveRange(kept, lines.Count - kept);
    }

    private static bool IsBareMark(ReadOnlySpan<char> text, TextParagraph line, TextParagraph next)
    {
        if (line.Length > LongestBareMark || line.Kind != ParagraphKind.Body || next.Kind != ParagraphKind.Body)
        {
            return false;
        }

        if (Marker.TryRead(text, line.Start, line.End, out var mark) && mark.Length == line.Length && IsJoinable(mark.Style))
        {
            return next.Length <= LongestBelowBareMark && !Glyphs.IsStop(text[next.End - 1])
                && !Marker.TryRead(text, next.Start, next.End, out _);
        }

        return text[line.Start] is '（' or '(' && text[next.Start] is '）' or ')' && Marker.TryRead(text, line.Start, next.End, out mark)
            && IsJoinable(mark.Style);
    }

    private static bool IsJoinable(MarkerStyle style) => style is >= MarkerStyle.Part and <= MarkerStyle.Circled;

    /// <summary>A text without line breaks opens with its title and its first heading on one line: ……工作总结一、强化政治引领。</summary>
    private static void SplitGluedTitle(ReadOnlySpan<char> text, List<TextParagraph> lines)
    {
        if (lines.Count == 0 || lines[0].Length < ShortestGlued || lines[0].Kind != ParagraphKind.Body)
        {
            return;
        }

        var first = lines[0];
        var at = text[first.Start..Math.Min(first.End, first.Start + TitleFinder.LongestTitle)].IndexOf("一、", StringComparison.Ordinal);
        if (at < 0)
        {
            return;
        }

        var title = text.Slice(first.Start, at);
        if (title.ContainsAny('。', '；', '：') || !TitleFinder.EndsLikeGenre(title)
            || !text[(first.Start + at)..first.End].Contains("。二、", StringComparison.Ordinal))
        {
            return;
        }

        lines[0] = first with { End = Glyphs.TrimEnd(text, first.Start, first.Start + at) };
        lines.Insert(1, first with { Start = first.Start + at });
    }

    private static ParagraphKind KindOf(ReadOnlySpan<char> line)
    {
        if (line.Length <= 12 && IsPageNumber(line))
        {
            return ParagraphKind.PageNumber;
        }

        return IsContentsLine(line) ? ParagraphKind.Contents : ParagraphKind.Body;
    }

    private static bool IsPageNumber(ReadOnlySpan<char> line)
    {
        var digits = 0;
        foreach (var c in line)
        {
            if (Glyphs.IsDigit(c))
            {
                digits++;
            }
            else if (!Glyphs.IsBlank(c) && c is not ('—' or '-' or '－' or '–' or '─' or '第' or '页' or '·'))
            {
                return false;
            }
        }

        return digits is > 0 and <= 4;
    }

    private static bool IsContentsLine(ReadOnlySpan<char> line)
    {
        if (line.Length < 8)
        {
            return false;
        }

        var i = line.Length - 1;
        while (i >= 0 && (Glyphs.IsDigit(line[i]) || Glyphs.IsBlank(line[i]) || line[i] is '-' or '—' or '）' or '（' or ')' or '('))
        {
            i--;
        }

        var leaders = 0;
        while (i >= 0 && line[i] is '.' or '…' or '·' or '．' or '⋯' or '\u3000' or ' ')
        {
            if (line[i] is not ('\u3000' or ' '))
            {
                leaders += line[i] is '…' or '⋯' ? 3 : 1;
            }

            i--;
            if (i < 0)
            {
                return leaders >= 5;
            }
        }

        return leaders >= 5 && i > 0;
    }

    private static void MarkHinted(IReadOnlyList<StructureHint> hints, List<TextParagraph> lines)
    {
        var i = 0;
        foreach (var hint in hints)
        {
            if (hint.Kind is not (HintKind.Table or HintKind.Footnote))
            {
                continue;
            }

            var kind = hint.Kind == HintKind.Table ? ParagraphKind.TableRow : ParagraphKind.Footnote;
            while (i > 0 && lines[i - 1].End > hint.Start)
            {
                i--;
            }

            while (i < lines.Count && lines[i].End <= hint.Start)
            {
                i++;
            }

            for (; i < lines.Count && lines[i].Start < hint.End; i++)
            {
                lines[i] = lines[i] with { Kind = kind };
            }
        }
    }

    /// <summary>
    /// The width at which the file breaks its lines, 0 when every line is a paragraph. Broken lines are recognised by being many, of
    /// nearly one width, and mostly ending within a sentence.
    /// </summary>
    private static int PageWidth(ReadOnlySpan<char> text, List<TextParagraph> lines)
    {
        Span<int> counts = stackalloc int[WidestPage + 2];
        var considered = 0;
        var open = 0;
        foreach (var line in lines)
        {
            if (line.Kind != ParagraphKind.Body)
            {
                continue;
            }

            considered++;
            if (line.Length > WidestPage * 2)
            {
                continue;
            }

            var width = WidthOf(text[line.Start..line.End]);
            if (width is < NarrowestPage or > WidestPage || EndsSentence(text[line.End - 1]))
            {
                continue;
            }

            counts[width]++;
            open++;
        }

        var best = 0;
        var bestCount = 0;
        for (var w = NarrowestPage; w <= WidestPage; w++)
        {
            var near = 0;
            for (var n = w - Slack; n <= w + 1; n++)
            {
                near += counts[n];
            }

            if (near > bestCount)
            {
                (best, bestCount) = (w, near);
            }
        }

        // Of the widths that these lines have, the page's is the commonest.
        var page = best;
        for (var w = best - Slack; best > 0 && w <= best + 1; w++)
        {
            if (counts[w] > counts[page])
            {
                page = w;
            }
        }

        return bestCount >= FewestBrokenLines && bestCount * 4 >= considered && bestCount * 5 >= open * 3 ? page : 0;
    }

    /// <summary>
    /// The same for a file of a few lines, where more is asked of each: none is wider than the full ones, and what these go on in comes to
    /// the end of a sentence. 0 when the lines aren't broken.
    /// </summary>
    private static int ShortPageWidth(ReadOnlySpan<char> text, List<TextParagraph> lines)
    {
        var width = 0;
        foreach (var line in lines)
        {
            if (line.Kind == ParagraphKind.Body)
            {
                width = line.Length > WidestPage * 2 ? WidestPage + 1 : Math.Max(width, WidthWithIndent(text, line));
            }

            if (width > WidestPage)
            {
                return 0;
            }
        }

        var broken = 0;
        for (var i = 0; width >= NarrowestShortPage && i < lines.Count; i++)
        {
            var last = i;
            while (IsBroken(text, lines, last, width))
            {
                last++;
            }

            if (last == i)
            {
                continue;
            }

            // Titles below one another are of one width, too, and a heading can be as wide as its paragraph; a half sentence has marks
            // inside, and comes to its end.
            var half = last - i == 1 ? text[lines[i].Start..lines[i].End] : text[lines[i].Start..(lines[last].End - 1)];
            if (!EndsSentence(text[lines[last].End - 1]) || !half.ContainsAny("，、；。") || EndsWithHeading(text, lines[i]))
            {
                return 0;
            }

            broken += last - i > 1 || !OpensParagraph(text, lines[i]) ? last - i : 0;
            i = last;
        }

        return broken > 0 ? width : 0;
    }

    /// <summary>True for a full line that doesn't end a sentence, above one that doesn't open a paragraph.</summary>
    private static bool IsBroken(ReadOnlySpan<char> text, List<TextParagraph> lines, int at, int width) =>
        at + 1 < lines.Count && lines[at].Kind == ParagraphKind.Body && lines[at + 1].Kind == ParagraphKind.Body
            && WidthWithIndent(text, lines[at]) >= width - 2 && !EndsSentence(text[lines[at].End - 1])
            && !OpensParagraph(text, lines[at + 1]) && !IsApart(text, lines[at], lines[at + 1]);

    /// <summary>True for a line that is set in, or has an empty one above it.</summary>
    private static bool IsApart(ReadOnlySpan<char> text, TextParagraph above, TextParagraph line) =>
        IndentOf(text, line) >= 2 || text[above.End..line.Start].Count('\n') > 1;

    private static int WidthWithIndent(ReadOnlySpan<char> text, TextParagraph line) =>
        WidthOf(text[line.Start..line.End]) + (IndentOf(text, line) / 2);

    /// <summary>Half-width columns of white space in front of a line.</summary>
    private static int IndentOf(ReadOnlySpan<char> text, TextParagraph line)
    {
        var columns = 0;
        for (var at = line.Start - 1; at >= 0 && text[at] != '\n'; at--)
        {
            columns += text[at] < '\u2000' ? 1 : 2;
        }

        return columns;
    }

    private static List<TextParagraph> JoinBroken(ReadOnlySpan<char> text, List<TextParagraph> lines, int width, bool indentsOpen)
    {
        var joined = new List<TextParagraph>(lines.Count);
        for (var i = 0; i < lines.Count; i++)
        {
            var paragraph = lines[i];
            var last = i;
            while (paragraph.Kind == ParagraphKind.Body && Continues(text, lines[last], width))
            {
                var next = last + 1;
                while (next < lines.Count && lines[next].Kind == ParagraphKind.PageNumber)
                {
                    next++;
                }

                if (next >= lines.Count || lines[next].Kind != ParagraphKind.Body || OpensParagraph(text, lines[next])
                    || (indentsOpen && IsApart(text, lines[last], lines[next])))
                {
                    break;
                }

                last = next;
                paragraph = paragraph with { End = lines[last].End };
            }

            joined.Add(paragraph);
            i = last;
        }

        return joined;
    }

    private static bool Continues(ReadOnlySpan<char> text, TextParagraph line, int width)
    {
        if (EndsSentence(text[line.End - 1]))
        {
            return false;
        }

        var own = WidthOf(text[line.Start..Math.Min(line.End, line.Start + (WidestPage * 2))]);
        return own >= width - Slack && (Math.Abs(own - width) <= 1 || !EndsWithHeading(text, line));
    }

    /// <summary>
    /// ……当天采摘当天入库。（三）品牌推广: a conversion lost the line break in front of a heading, so the line isn't of the page's width.
    /// </summary>
    private static bool EndsWithHeading(ReadOnlySpan<char> text, TextParagraph line)
    {
        var stop = text[line.Start..line.End].LastIndexOf('。');
        if (stop < 0 || !Marker.TryRead(text, line.Start + stop + 1, line.End, out var marker))
        {
            return false;
        }

        return marker.Style is MarkerStyle.Chinese or MarkerStyle.ChineseBracket
            && !text[(line.Start + stop + 1 + marker.Length)..line.End].ContainsAny("，、：；");
    }

    /// <summary>A line that opens with a mark opens a paragraph, unless the mark could as well be within a sentence (……之一，必须……).</summary>
    private static bool OpensParagraph(ReadOnlySpan<char> text, TextParagraph line) =>
        Marker.TryRead(text, line.Start, line.End, out var marker)
        && marker.Style is not (MarkerStyle.OrdinalIs or MarkerStyle.OrdinalMust or MarkerStyle.OrdinalOfOrder or MarkerStyle.Letter)
        && !(marker.Style == MarkerStyle.Chinese && text.Slice(line.Start, marker.Length).ContainsAny('，', ','));

    private static bool EndsSentence(char c) => Glyphs.IsStop(c) || c is '：' or '；' or ';' or ':';

    /// <summary>Width in full-width characters: two half-width ones count as one.</summary>
    private static int WidthOf(ReadOnlySpan<char> line)
    {
        var halves = 0;
        foreach (var c in line)
        {
            halves += c < '\u2000' ? 1 : 2;
        }

        return halves / 2;
    }
}
