using KnowledgeBase.Materials;
using KnowledgeBase.Understanding.Vocabulary;

namespace KnowledgeBase.Understanding.Outline;

/// <summary>
/// Cuts a material into passages. Every unit that isn't white space belongs to exactly one of them, headings and title lines
/// included: a passage starts with the headings that it opens, so that nothing that stands in a material can be lost to search.
/// </summary>
internal static class PassageCutter
{
    /// <summary>Passages longer than this are cut, inside a sentence only when the sentence alone is longer.</summary>
    public const int Longest = 600;

    /// <summary>Paragraphs shorter than this join their neighbour under the same heading: alone they aren't a thought.</summary>
    public const int Shortest = 60;

    /// <summary>The length aimed at when a long paragraph is cut.</summary>
    private const int Aim = 320;

    /// <summary>Paragraphs longer than this that enumerate (一是…二是…) are cut at their items.</summary>
    private const int LongList = 300;

    public static List<Passage> Cut(string text, DocumentOutline outline)
    {
        var passages = new List<Passage>();
        var path = new List<string>();
        var headings = outline.Headings;
        var pieces = new List<TextSpan>();

        // A stretch runs from one group of adjacent headings to the next; what stands before the first heading is a stretch too.
        var paragraph = 0;
        var next = 0;
        for (var at = 0; at < text.Length;)
        {
            // Headings nest as they follow each other; one of the same level, with nothing between, opens a passage of its own.
            var body = at;
            var level = 0;
            while (next < headings.Count && headings[next].Level > level
                && (headings[next].MarkerStart <= body || IsBare(text, body, headings[next].MarkerStart)))
            {
                var heading = headings[next++];
                level = heading.Level;
                if (path.Count >= heading.Level)
                {
                    path.RemoveRange(heading.Level - 1, path.Count - heading.Level + 1);
                }

                path.Add(heading.Text);
                body = BehindStop(text, heading.End);
            }

            var end = next < headings.Count ? headings[next].MarkerStart : text.Length;
            pieces.Clear();
            CutStretch(text, outline.Paragraphs, ref paragraph, at, Math.Min(body, end), end, pieces);
            string[] here = [.. path];
            foreach (var piece in pieces)
            {
                passages.Add(new Passage(piece.Start, piece.End, here, []));
            }

            at = end;
        }

        return passages;
    }

    /// <summary>
    /// Cuts one stretch: <paramref name="start"/> is where its headings start, <paramref name="body"/> where its text does.
    /// </summary>
    private static void CutStretch(
        string text, List<TextParagraph> paragraphs, ref int paragraph, int start, int body, int end, List<TextSpan> pieces)
    {
        var span = text.AsSpan();
        var first = pieces.Count;
        var open = Glyphs.SkipBlanks(span, start, end);
        if (open >= end)
        {
            return;
        }

        var pieceStart = open;
        var pieceEnd = Glyphs.TrimEnd(span, open, Math.Max(open, Math.Min(body, end)));
        while (paragraph < paragraphs.Count && paragraphs[paragraph].End <= body)
        {
            paragraph++;
        }

        for (; paragraph < paragraphs.Count && paragraphs[paragraph].Start < end; paragraph++)
        {
            var from = Glyphs.SkipBlanks(span, Math.Max(paragraphs[paragraph].Start, body), end);
            var to = Glyphs.TrimEnd(span, from, Math.Min(paragraphs[paragraph].End, end));
            if (from >= to)
            {
                if (paragraphs[paragraph].End > end)
                {
                    break;
                }

                continue;
            }

            var headOnly = pieceEnd <= body && pieceStart < body;
            var fits = to - pieceStart <= Longest
                && (headOnly || pieceEnd <= pieceStart || pieceEnd - pieceStart < Shortest || to - from < Shortest);
            if (!fits && pieceEnd > pieceStart && !headOnly)
            {
                pieces.Add(new TextSpan(pieceStart, pieceEnd));
                pieceStart = from;
            }
            else if (pieceEnd <= pieceStart)
            {
                pieceStart = from;
            }

            pieceEnd = to;
            if (to - pieceStart > LongList || pieceEnd - pieceStart > Longest)
            {
                pieceStart = CutParagraph(span, pieceStart, from, to, pieces);
            }

            if (paragraphs[paragraph].End > end)
            {
                break;
            }
        }

        if (pieceEnd > pieceStart)
        {
            pieces.Add(new TextSpan(pieceStart, pieceEnd));
        }

        MergeShortTail(span, pieces, first);
    }

    /// <summary>
    /// Cuts what stands from <paramref name="start"/> to <paramref name="end"/>, whose sentences start at <paramref name="from"/>, at
    /// list items and at sentence ends; adds all pieces but the last, whose start it returns.
    /// </summary>
    private static int CutParagraph(ReadOnlySpan<char> text, int start, int from, int end, List<TextSpan> pieces)
    {
        var isLong = end - start > Longest;
        var parts = isLong ? ((end - start) + Aim - 1) / Aim : 1;
        var aim = (end - start) / parts;
        var stop = from;
        for (var at = from; at < end;)
        {
            if (stop <= at)
            {
                stop = Sentences.EndOf(text, at, end);
            }

            var sentenceEnd = ItemEnd(text, at, stop);
            var opensItem = at > from && IsItem(text, at, end);
            if (at > start && opensItem && at - start >= Shortest && end - at >= Shortest)
            {
                start = Emit(text, start, at, pieces);
            }
            else if (isLong && at > start && at - start >= Shortest && (sentenceEnd - start > Longest || at - start >= aim))
            {
                start = Emit(text, start, at, pieces);
            }

            while (sentenceEnd - start > Longest)
            {
                var cut = at - start >= Shortest ? at : BreakInside(text, Math.Max(at, start), start + Longest);
                start = Emit(text, start, cut, pieces);
                if (cut > at)
                {
                    at = cut;
                }
            }

            at = Math.Max(sentenceEnd, at);
        }

        return start;
    }

    private static int Emit(ReadOnlySpan<char> text, int start, int end, List<TextSpan> pieces)
    {
        var trimmed = Glyphs.TrimEnd(text, start, end);
        if (trimmed > start)
        {
            pieces.Add(new TextSpan(start, trimmed));
        }

        return Glyphs.SkipBlanks(text, end, text.Length);
    }

    /// <summary>一是…；二是…；三是…。 is one sentence of several items: the end of the item at hand, or of the sentence.</summary>
    private static int ItemEnd(ReadOnlySpan<char> text, int at, int stop)
    {
        for (var i = at; i < stop; i++)
        {
            if (text[i] is '；' or ';' && IsItem(text, i + 1, stop))
            {
                return i + 1;
            }
        }

        return stop;
    }

    private static bool IsItem(ReadOnlySpan<char> text, int at, int end) =>
        Marker.TryRead(text, Glyphs.SkipBlanks(text, at, end), end, out var marker)
            && marker.Style is not (MarkerStyle.Letter or MarkerStyle.Attachment);

    /// <summary>
    /// The best place to break a sentence that is too long: behind ；, else behind ，、, else anywhere but inside a surrogate pair.
    /// </summary>
    private static int BreakInside(ReadOnlySpan<char> text, int from, int limit)
    {
        var lowest = Math.Max(from + 1, limit - (Longest / 2));
        for (var i = limit - 1; i >= lowest; i--)
        {
            if (text[i] is '；' or ';')
            {
                return i + 1;
            }
        }

        for (var i = limit - 1; i >= lowest; i--)
        {
            if (Glyphs.IsPause(text[i]))
            {
                return i + 1;
            }
        }

        return char.IsLowSurrogate(text[limit]) && char.IsHighSurrogate(text[limit - 1]) ? limit - 1 : limit;
    }

    private static void MergeShortTail(ReadOnlySpan<char> text, List<TextSpan> pieces, int first)
    {
        if (pieces.Count - first < 2)
        {
            return;
        }

        var last = pieces[^1];
        var before = pieces[^2];
        if (last.Length >= Shortest || last.End - before.Start > Longest)
        {
            return;
        }

        pieces.RemoveAt(pieces.Count - 1);
        pieces[^1] = new TextSpan(before.Start, last.End);
    }

    private static bool IsBare(string text, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            if (!Glyphs.IsBlank(text[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static int BehindStop(string text, int at)
    {
        while (at < text.Length && (Glyphs.IsStop(text[at]) || Glyphs.IsCloser(text[at]) || text[at] is '：' or ':'))
        {
            at++;
        }

        return at;
    }
}
