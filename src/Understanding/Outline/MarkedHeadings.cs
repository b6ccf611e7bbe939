using System.Buffers;
using System.Runtime.InteropServices;
using KnowledgeBase.Materials;
using KnowledgeBase.Understanding.Vocabulary;

namespace KnowledgeBase.Understanding.Outline;

/// <summary>
/// Finds headings that carry a mark: numbers at the head of a paragraph (一、（一）1．①), and ordinals (第一，一是) there or behind any
/// sentence. A mark alone makes no heading: the words behind it must be a label, and something must stand below it.
/// </summary>
internal static class MarkedHeadings
{
    /// <summary>A label that has its line to itself has at most this many units.</summary>
    private const int LongestOnOwnLine = 60;

    /// <summary>A label with text behind it in its paragraph has at most this many units.</summary>
    private const int LongestInLine = 48;

    /// <summary>（一）指导思想：坚持……: a label closed by a colon is a name, not a clause.</summary>
    private const int LongestBeforeColon = 8;

    /// <summary>Labels longer than this and of many limbs are sentences.</summary>
    private const int LongestOfManyLimbs = 26;

    /// <summary>The same for labels of three limbs.</summary>
    private const int LongestOfTwoLimbs = 32;

    /// <summary>A clause of a series of clauses built alike has at most this many units.</summary>
    private const int LongestOfSeries = 64;

    /// <summary>Clauses in a row that make such a series.</summary>
    private const int FewestOfSeries = 3;

    /// <summary>A name closed by a colon has at most this many units.</summary>
    private const int LongestName = 14;

    /// <summary>The next number of a series stands within this many paragraphs.</summary>
    private const int ReachOfSeries = 4;

    private static readonly SearchValues<char> NameEnds = SearchValues.Create("：:，,。；;、？！");

    public static List<HeadingCandidate> Collect(ReadOnlySpan<char> text, List<TextParagraph> paragraphs, int first)
    {
        var found = new List<HeadingCandidate>();
        var clauses = new List<HeadingCandidate>();
        var names = new List<HeadingCandidate>();
        var items = new Dictionary<int, Marker>();
        var belowArticle = false;
        var attached = 0;
        for (var i = first; i < paragraphs.Count; i++)
        {
            var p = paragraphs[i];
            if (p.Kind is not ParagraphKind.Body)
            {
                continue;
            }

            if (Marker.TryRead(text, p.Start, p.End, out var marker) && marker.Style is not (MarkerStyle.Bullet or MarkerStyle.Letter)
                && !IsOrdinal(marker.Style))
            {
                // What an article counts are its cases, unless it is a heading itself or they are names on lines of their own; what
                // follows 附件：1. are the other things attached.
                if (marker.Style <= MarkerStyle.Chinese)
                {
                    belowArticle = false;
                }

                attached = marker.Style == MarkerStyle.Attachment
                    ? FirstAttached(text, p, marker)
                    : marker.Number == attached + 1 && attached > 0 ? attached + 1 : 0;
                if ((belowArticle && IsLeaf(marker.Style) && !IsName(text[p.Start..p.End]))
                    || (attached > 0 && marker.Style == MarkerStyle.Arabic))
                {
                    items[i] = marker;
                    continue;
                }

                var before = found.Count;
                AddNumbered(text, paragraphs, i, marker, found, clauses);
                if (found.Count == before)
                {
                    items[i] = marker;
                }

                AddName(text, p, i, marker, names);

                if (marker.Style == MarkerStyle.Article)
                {
                    belowArticle = found.Count == before;
                }
            }
            else
            {
                attached = 0;
            }

            AddInline(text, paragraphs, i, found, clauses);
        }

        AddClauses(text, clauses, found, items);
        AddNames(text, names, found, items);
        DropCommaMarks(text, found);
        return DropListItems(text, paragraphs, found, items);
    }

    /// <summary>The end of the words without the stop, colon or dash that closes them.</summary>
    public static int TrimClosing(ReadOnlySpan<char> text, int start, int end)
    {
        while (end > start
            && (Glyphs.IsBlank(text[end - 1]) || text[end - 1] is '。' or '：' or ':' or '；' or '，' or '、'
                || (text[end - 1] is '.' && !Glyphs.IsDigit(text[Math.Max(start, end - 2)]))))
        {
            end--;
        }

        return end;
    }

    public static bool IsOrdinal(MarkerStyle style) =>
        style is MarkerStyle.OrdinalFirst or MarkerStyle.OrdinalOfThese or MarkerStyle.OrdinalOfOrder or MarkerStyle.OrdinalIs
            or MarkerStyle.OrdinalMust;

    private static void AddNumbered(
        ReadOnlySpan<char> text,
        List<TextParagraph> paragraphs,
        int index,
        Marker marker,
        List<HeadingCandidate> found,
        List<HeadingCandidate> clauses)
    {
        var p = paragraphs[index];
        var start = p.Start + marker.Length;
        if (marker.Style == MarkerStyle.Attachment)
        {
            AddAttachment(text, paragraphs, index, marker, found);
            return;
        }

        if (start >= p.End)
        {
            return;
        }

        var stop = ClauseEnd(text, start, p.End, marker.Style);
        var end = TrimClosing(text, start, stop);
        var ownLine = stop >= p.End;
        var length = end - start;

        // An article's first sentence states a rule; only a name in brackets or on a line of its own heads it.
        if (marker.Style == MarkerStyle.Article
            && (ownLine ? Glyphs.IsStop(text[p.End - 1]) || text[p.End - 1] is '：' : !IsBracketed(text[start..stop])))
        {
            return;
        }

        var last = text[p.End - 1];
        if (length < 2 || (ownLine && (length > LongestOnOwnLine || last is '；' or ';' or '，' or ',' or '、')))
        {
            return;
        }

        var candidate = new HeadingCandidate(
            HeadingKind.Numbered, marker, p.Start, start, end, stop, index)
        { OpensParagraph = true, OwnLine = ownLine };
        if (length <= (ownLine ? LongestOnOwnLine : LongestInLine) && IsLabel(text[start..end], ownLine))
        {
            found.Add(candidate);
        }
        else if (!ownLine && length <= LongestOfSeries && p.End - stop >= length && text[stop - 1] == '。'
            && !text[start..end].ContainsAny('；', '：'))
        {
            clauses.Add(candidate);
        }
    }

    /// <summary>
    /// Clauses too long for labels are labels in a series of at least three that are built alike: （一）坚持…，着力…，实现…。（二）坚持…，着力…，实现…。
    /// </summary>
    private static void AddClauses(
        ReadOnlySpan<char> text, List<HeadingCandidate> clauses, List<HeadingCandidate> found, Dictionary<int, Marker> items)
    {
        if (clauses.Count == 0)
        {
            return;
        }

        var isClause = new HashSet<int>();
        foreach (var clause in clauses)
        {
            isClause.Add(clause.MarkerStart);
        }

        var numbered = new List<HeadingCandidate>(clauses);
        foreach (var c in found)
        {
            if (c is { OpensParagraph: true, OwnLine: false })
            {
                numbered.Add(c);
            }
        }

        // Series by series: the numbers of one style that count on.
        numbered.Sort(static (a, b) =>
            a.Marker.Style != b.Marker.Style ? a.Marker.Style.CompareTo(b.Marker.Style) : a.MarkerStart.CompareTo(b.MarkerStart));
        for (int i = 0, end; i < numbered.Count; i = end)
        {
            var commas = text[numbered[i].Start..numbered[i].End].Count('，');
            var verbs = 0;
            var echoes = 0;
            for (end = i; end < numbered.Count; end++)
            {
                var words = text[numbered[end].Start..numbered[end].End];
                if (end > i
                    && (numbered[end].Marker.Style != numbered[i].Marker.Style
                        || numbered[end].Marker.Number != numbered[end - 1].Marker.Number + 1 || words.Count('，') != commas))
                {
                    break;
                }

                if (Label.OpensWithVerb(words))
                {
                    verbs++;
                }

                if (words[..2].SequenceEqual(text.Slice(numbered[i].Start, 2)))
                {
                    echoes++;
                }
            }

            if (end - i < FewestOfSeries || Math.Max(verbs, echoes) * 3 < (end - i) * 2)
            {
                continue;
            }

            foreach (var c in numbered[i..end])
            {
                if (!isClause.Contains(c.MarkerStart))
                {
                    continue;
                }

                found.Add(c);
                items.Remove(c.Paragraph);
            }
        }

        found.Sort(static (a, b) => a.MarkerStart.CompareTo(b.MarkerStart));
    }

    /// <summary>1.建强支部：… with text behind it, which is a heading when the numbers beside it are.</summary>
    private static void AddName(ReadOnlySpan<char> text, TextParagraph p, int index, Marker marker, List<HeadingCandidate> names)
    {
        var start = p.Start + marker.Length;
        var stop = start + text[start..Math.Min(p.End, start + LongestName)].IndexOfAny(NameEnds);
        if (!IsLeaf(marker.Style) || stop < start + 2 || text[stop] is not ('：' or ':') || p.End - stop < LongestName)
        {
            return;
        }

        // 3．物联网：是指… explains a word.
        if (text[p.End - 1] != '。' || text[(stop + 1)..p.End].TrimStart() is ['指' or '即', ..] or ['是', '指', ..])
        {
            return;
        }

        names.Add(new HeadingCandidate(HeadingKind.Numbered, marker, p.Start, start, stop, stop + 1, index) { OpensParagraph = true });
    }

    /// <summary>Names closed by a colon are headings when the number beside them is one and no longer.</summary>
    private static void AddNames(
        ReadOnlySpan<char> text, List<HeadingCandidate> names, List<HeadingCandidate> found, Dictionary<int, Marker> items)
    {
        if (names.Count == 0)
        {
            return;
        }

        var added = new List<HeadingCandidate>();
        var from = 0;
        foreach (var name in names)
        {
            while (from < found.Count && found[from].Paragraph < name.Paragraph - ReachOfSeries)
            {
                from++;
            }

            for (var i = from; i < found.Count && found[i].Paragraph <= name.Paragraph + ReachOfSeries; i++)
            {
                var c = found[i];
                if (c.OpensParagraph && c.Marker.Style == name.Marker.Style && c.End - c.Start <= LongestName
                    && !text[c.Start..c.End].Contains('：')
                    && c.Marker.Number == name.Marker.Number + (c.Paragraph > name.Paragraph ? 1 : -1))
                {
                    added.Add(name);
                    items.Remove(name.Paragraph);
                    break;
                }
            }
        }

        if (added.Count > 0)
        {
            var starts = added.Select(static c => c.MarkerStart).ToHashSet();
            found.RemoveAll(c => starts.Contains(c.MarkerStart)); // 1.建强支部：… of one sentence was one heading
            found.AddRange(added);
            found.Sort(static (a, b) => a.MarkerStart.CompareTo(b.MarkerStart));
        }
    }

    /// <summary>A number with a comma behind it (三，…) is a mark only beside the number before or behind it.</summary>
    private static void DropCommaMarks(ReadOnlySpan<char> text, List<HeadingCandidate> found)
    {
        var numbers = new HashSet<int>();
        foreach (var c in found)
        {
            if (c is { OpensParagraph: true, Marker.Style: MarkerStyle.Chinese })
            {
                numbers.Add(c.Marker.Number);
            }
        }

        for (var i = found.Count - 1; i >= 0; i--)
        {
            var c = found[i];
            if (c.Marker.Style != MarkerStyle.Chinese || !text[c.MarkerStart..c.Start].ContainsAny('，', ','))
            {
                continue;
            }

            if (!c.OpensParagraph || !(numbers.Contains(c.Marker.Number - 1) || numbers.Contains(c.Marker.Number + 1)))
            {
                found.RemoveAt(i);
            }
        }
    }

    /// <summary>
    /// End of the clause behind a mark: its first sentence, or, where a bracketed name stands for the label (第五条【适用】), that name.
    /// </summary>
    private static int ClauseEnd(ReadOnlySpan<char> text, int start, int end, MarkerStyle style)
    {
        if (style == MarkerStyle.Article && text[start] is '【' or '（' or '(')
        {
            var close = text[start..end].IndexOfAny('】', '）', ')');
            if (close > 0)
            {
                return start + close + 1;
            }
        }

        var stop = Sentences.EndOf(text, start, end);
        if (stop - start <= Label.Longest)
        {
            return stop;
        }

        // （一）指导思想：坚持… and 一、总体要求　坚持… close the label with a colon or a wide gap.
        var limit = Math.Min(stop, start + 18);
        for (var i = start + 2; i < limit; i++)
        {
            if (text[i] is '：' or ':')
            {
                return style is MarkerStyle.Chinese or MarkerStyle.ChineseBracket && i - start <= LongestBeforeColon && text[end - 1] == '。'
                    ? i + 1
                    : stop;
            }

            if (Glyphs.IsPause(text[i]))
            {
                break;
            }

            if (text[i] is '\u3000' && i > start + 3)
            {
                return i + 1;
            }
        }

        return stop;
    }

    private static bool IsBracketed(ReadOnlySpan<char> words) => words[0] is '【' or '（' or '(';

    private static bool IsLabel(ReadOnlySpan<char> words, bool ownLine)
    {
        if (words.Contains('；') || words.Contains(';') || words.Contains("：是指", StringComparison.Ordinal))
        {
            return false;
        }

        var commas = 0;
        foreach (var c in words)
        {
            if (c is '，' or ',')
            {
                commas++;
            }
        }

        return commas <= 1 || (words.Length <= LongestOfManyLimbs && commas <= 3) || (ownLine && commas <= 3)
            || (words.Length <= LongestOfTwoLimbs && commas <= 2);
    }

    /// <summary>附件1 on a line of its own is marked and named by the line below it; 附件：1．… is a list of what is attached.</summary>
    private static void AddAttachment(
        ReadOnlySpan<char> text, List<TextParagraph> paragraphs, int index, Marker marker, List<HeadingCandidate> found)
    {
        var p = paragraphs[index];
        var start = p.Start + marker.Length;
        if (start < p.End)
        {
            // 附件：… names what is attached; only 附件1：… with text below it opens an attachment.
            if (marker.Number == 0 || p.End - start > LongestOnOwnLine || Glyphs.IsStop(text[p.End - 1]))
            {
                return;
            }

            if (index + 1 >= paragraphs.Count || StartsLikeListOfAttachments(text, paragraphs[index + 1]))
            {
                return;
            }

            found.Add(new HeadingCandidate(
                HeadingKind.Numbered, marker, p.Start, start, TrimClosing(text, start, p.End), p.End, index)
            {
                OpensParagraph = true,
                OwnLine = true
            });
            return;
        }

        if (index + 1 >= paragraphs.Count)
        {
            return;
        }

        var name = paragraphs[index + 1];
        if (name.Length > LongestOnOwnLine || Glyphs.IsStop(text[name.End - 1]) || Marker.TryRead(text, name.Start, name.End, out _))
        {
            return;
        }

        found.Add(new HeadingCandidate(
            HeadingKind.Numbered, marker with { Length = name.Start - p.Start }, p.Start, name.Start, name.End, name.End, index + 1)
        {
            OpensParagraph = true,
            OwnLine = true,
        });
    }

    /// <summary>1 when the line opens a list of what is attached (附件：1．…), else 0.</summary>
    private static int FirstAttached(ReadOnlySpan<char> text, TextParagraph p, Marker marker) =>
        Marker.TryRead(text, p.Start + marker.Length, p.End, out var item) && item is { Style: MarkerStyle.Arabic, Number: 1 } ? 1 : 0;

    private static bool StartsLikeListOfAttachments(ReadOnlySpan<char> text, TextParagraph p) =>
        Marker.TryRead(text, p.Start, p.End, out var marker) && marker.Style is MarkerStyle.Attachment or MarkerStyle.Arabic;

    /// <summary>Adds ordinals (and bracketed numbers) that stand at the head of the paragraph or behind one of its sentences.</summary>
    private static void AddInline(
        ReadOnlySpan<char> text, List<TextParagraph> paragraphs, int index, List<HeadingCandidate> found, List<HeadingCandidate> clauses)
    {
        var p = paragraphs[index];
        var stop = p.Start;
        for (var at = p.Start; at < p.End;)
        {
            if (stop <= at)
            {
                stop = Sentences.EndOf(text, at, p.End);
            }

            var opens = at == p.Start;
            if (Marker.TryRead(text, at, p.End, out var marker) && (IsOrdinal(marker.Style) || (!opens && IsInlineNumber(marker.Style))))
            {
                AddOrdinal(text, paragraphs, index, at, stop, marker, found, clauses);
            }
            else if (!opens || marker.Style == MarkerStyle.None)
            {
                // 重点抓三件事：一是强化培训。… opens its list behind a colon, now and then behind a comma.
                var colon = text[at..stop].LastIndexOfAny('：', '，');
                if (colon > 0 && Marker.TryRead(text, Glyphs.SkipBlanks(text, at + colon + 1, stop), stop, out marker)
                    && IsOrdinal(marker.Style) && marker.Number == 1)
                {
                    AddOrdinal(text, paragraphs, index, Glyphs.SkipBlanks(text, at + colon + 1, stop), stop, marker, found, clauses);
                }
            }

            at = Glyphs.SkipBlanks(text, stop, p.End);
        }
    }

    private static bool IsInlineNumber(MarkerStyle style) =>
        style is MarkerStyle.Chinese or MarkerStyle.ChineseBracket or MarkerStyle.Arabic or MarkerStyle.ArabicBracket
            or MarkerStyle.Circled;

    private static void AddOrdinal(
        ReadOnlySpan<char> text,
        List<TextParagraph> paragraphs,
        int index,
        int at,
        int stop,
        Marker marker,
        List<HeadingCandidate> found,
        List<HeadingCandidate> clauses)
    {
        var p = paragraphs[index];
        var start = at + marker.Length;
        var end = TrimClosing(text, start, stop);
        if (end - start < 2 || end - start > LongestOfSeries)
        {
            return;
        }

        if (text[stop - 1] is not '。' and not '.' && stop < p.End)
        {
            return;
        }

        var opens = at == p.Start;
        var ownLine = stop >= p.End;
        if (ownLine && !opens && !IsGlued(text, paragraphs, index, marker, start))
        {
            return;
        }

        if (text[p.End - 1] is '；' or ';' && ownLine)
        {
            return;
        }

        var candidate = new HeadingCandidate(
            IsOrdinal(marker.Style) ? HeadingKind.Ordinal : HeadingKind.Numbered, marker, at, start, end, stop, index)
        {
            OpensParagraph = opens,
            OwnLine = ownLine && opens
        };
        if (end - start <= LongestInLine && IsLabel(text[start..end], ownLine: false))
        {
            found.Add(candidate);
        }
        else if (opens && !ownLine && p.End - stop >= end - start && !text[start..end].ContainsAny('；', '：'))
        {
            clauses.Add(candidate);
        }
    }

    /// <summary>A conversion that lost a line break glues a heading to the paragraph above: ……由合作社统一供苗。（二）冷链建设工程.</summary>
    private static bool IsGlued(ReadOnlySpan<char> text, List<TextParagraph> paragraphs, int index, Marker marker, int start)
    {
        var p = paragraphs[index];
        return marker.Style is MarkerStyle.Chinese or MarkerStyle.ChineseBracket && IsName(text[start..p.End])
            && index + 1 < paragraphs.Count && paragraphs[index + 1].Length > p.End - start;
    }

    /// <summary>
    /// Drops what is numbered but heads nothing: items of a list, whose next item follows at once. Chapters and 一、 keep their headings
    /// even when empty, because only an outline of bare headings uses them so.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="paragraphs">Its paragraphs.</param>
    /// <param name="found">What may be a heading.</param>
    /// <param name="items">Paragraphs that carry a mark and can't be headings, by index.</param>
    private static List<HeadingCandidate> DropListItems(
        ReadOnlySpan<char> text, List<TextParagraph> paragraphs, List<HeadingCandidate> found, Dictionary<int, Marker> items)
    {
        var kept = new List<HeadingCandidate>(found.Count);
        var candidates = CollectionsMarshal.AsSpan(found);
        HeadingCandidate? dropped = null;
        for (var i = 0; i < candidates.Length; i++)
        {
            var c = candidates[i];
            var endsList = c.OwnLine && c.OpensParagraph && items.TryGetValue(c.Paragraph - 1, out var before)
                && before.Style == c.Marker.Style && before.Number == c.Marker.Number - 1;
            var next = i + 1 < candidates.Length ? candidates[i + 1] : null;

            // 一是…。二是…。三是…。用心办好每一件。: the last item of a list inside a paragraph is one, whatever stands behind it.
            var endsInlineList = dropped is not null && Follows(c, dropped) && (next is null || !Follows(next, c));
            if (endsList || endsInlineList || IsHeadingless(text, paragraphs, c, next))
            {
                if (c.OpensParagraph)
                {
                    items[c.Paragraph] = c.Marker;
                }

                dropped = c;
                continue;
            }

            kept.Add(c);
        }

        DropOddOnes(kept, items);
        DropLoneOrder(text, kept);
        return kept;
    }

    /// <summary>A line without final punctuation.</summary>
    private static bool IsName(ReadOnlySpan<char> line) =>
        line.Length <= LongestOnOwnLine && !Glyphs.IsStop(line[^1]) && !Glyphs.IsPause(line[^1]);

    private static bool Follows(HeadingCandidate c, HeadingCandidate before) =>
        c.Paragraph == before.Paragraph && c.Marker.Style == before.Marker.Style && c.Marker.Number == before.Marker.Number + 1;

    /// <summary>首先，我代表… opens a speech; only 首先 and 其次 together, each with a label, count anything.</summary>
    private static void DropLoneOrder(ReadOnlySpan<char> text, List<HeadingCandidate> found)
    {
        var lone = new HashSet<int>();
        var last = -1;
        for (var i = 0; i < found.Count; i++)
        {
            if (found[i].Marker.Style != MarkerStyle.OrdinalOfOrder)
            {
                continue;
            }

            var number = found[i].Marker.Number;
            if (!Label.HasShape(text[found[i].Start..found[i].End], LongestInLine)
                || (number > 1 && (last < 0 || found[last].Marker.Number != number - 1)))
            {
                lone.Add(found[i].MarkerStart);
                continue;
            }

            if (last >= 0 && number == 1 && found[last].Marker.Number == 1)
            {
                lone.Add(found[last].MarkerStart);
            }

            last = i;
        }

        if (last >= 0 && found[last].Marker.Number == 1)
        {
            lone.Add(found[last].MarkerStart);
        }

        if (lone.Count > 0)
        {
            found.RemoveAll(c => lone.Contains(c.MarkerStart));
        }
    }

    /// <summary>
    /// Numbers that count on make a series. Where most of it are items that can't be headings, the few that could be are items too.
    /// </summary>
    private static void DropOddOnes(List<HeadingCandidate> found, Dictionary<int, Marker> items)
    {
        if (items.Count == 0)
        {
            return;
        }

        var all = new List<(int Paragraph, Marker Marker, bool IsItem)>(found.Count + items.Count);
        foreach (var c in found)
        {
            if (c.OpensParagraph && IsLeaf(c.Marker.Style))
            {
                all.Add((c.Paragraph, c.Marker, false));
            }
        }

        foreach (var (paragraph, marker) in items)
        {
            if (IsLeaf(marker.Style))
            {
                all.Add((paragraph, marker, true));
            }
        }

        all.Sort(static (a, b) => a.Paragraph.CompareTo(b.Paragraph));
        var series = new Dictionary<MarkerStyle, int>();
        var counts = new List<(int Items, int All, int Last)>();
        var seriesOf = new int[all.Count];
        for (var i = 0; i < all.Count; i++)
        {
            var (_, marker, isItem) = all[i];
            if (!series.TryGetValue(marker.Style, out var at) || counts[at].Last + 1 != marker.Number)
            {
                at = counts.Count;
                counts.Add((0, 0, 0));
                series[marker.Style] = at;
            }

            counts[at] = (counts[at].Items + (isItem ? 1 : 0), counts[at].All + 1, marker.Number);
            seriesOf[i] = at;
        }

        var odd = new HashSet<int>();
        for (var i = 0; i < all.Count; i++)
        {
            var (itemsOfSeries, size, _) = counts[seriesOf[i]];
            if (all[i].IsItem || size < 3 || itemsOfSeries * 2 <= size)
            {
                continue;
            }

            odd.Add(all[i].Paragraph);
            items[all[i].Paragraph] = all[i].Marker;
        }

        if (odd.Count > 0)
        {
            found.RemoveAll(c => c.OpensParagraph && odd.Contains(c.Paragraph));
        }
    }

    private static bool IsLeaf(MarkerStyle style) => style is >= MarkerStyle.ChineseBracket and <= MarkerStyle.Circled;

    private static bool IsHeadingless(ReadOnlySpan<char> text, List<TextParagraph> paragraphs, HeadingCandidate c, HeadingCandidate? next)
    {
        // The mark that stands where this one's text should: an item of the same list, whether or not it is a candidate itself.
        var p = paragraphs[c.Paragraph];
        Marker follower;
        if (!c.OwnLine)
        {
            var behind = Glyphs.SkipBlanks(text, c.BodyStart, p.End);
            return Marker.TryRead(text, behind, p.End, out follower) && follower.Style == c.Marker.Style
                && follower.Number == c.Marker.Number + 1;
        }

        var below = c.Paragraph + 1;
        while (below < paragraphs.Count && paragraphs[below].Kind is ParagraphKind.PageNumber)
        {
            below++;
        }

        if (below >= paragraphs.Count)
        {
            return !IsOutermost(c.Marker.Style);
        }

        var q = paragraphs[below];
        if (!Marker.TryRead(text, q.Start, q.End, out follower))
        {
            return false;
        }

        if (follower.Style != c.Marker.Style)
        {
            return IsOrdinal(c.Marker.Style) && next is not null && next.Paragraph == below && IsOutermost(follower.Style);
        }

        return !IsOutermost(c.Marker.Style);
    }

    private static bool IsOutermost(MarkerStyle style) =>
        style is MarkerStyle.Attachment or MarkerStyle.Part or MarkerStyle.Chapter or MarkerStyle.Section or MarkerStyle.Chinese;
}
