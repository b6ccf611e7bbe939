using KnowledgeBase.Materials;
using KnowledgeBase.Understanding.Vocabulary;

namespace KnowledgeBase.Understanding.Outline;

/// <summary>
/// Finds headings that are a short clause closed by 。 in running text: at the head of paragraphs, as a paragraph of their own, behind a
/// bullet, or several within one paragraph (<see cref="InnerLabels"/>). Form alone doesn't tell them from short sentences; what does is
/// that they come as a series, built alike, each with text of its own.
/// </summary>
internal static class RunInHeadings
{
    /// <summary>The stretch below a label is at least this long.</summary>
    private const int ShortestStretch = 24;

    /// <summary>Labels of one series are looked for among this many candidates on either side.</summary>
    private const int SeriesReach = 40;

    /// <summary>Labels at the head of a paragraph that open with a verb may be longer than others.</summary>
    private const int LongestWithVerb = 30;

    /// <summary>Labels of neighbouring paragraphs are a series of their own from this many on, …</summary>
    private const int FewestNeighbours = 3;

    /// <summary>… and of one length when they differ by this much at most.</summary>
    private const int NeighbourRange = 1;

    public static void Add(ReadOnlySpan<char> text, List<TextParagraph> paragraphs, int first, List<HeadingCandidate> found)
    {
        var scan = new Scan(paragraphs, found);
        var additions = new List<HeadingCandidate>();
        if (!scan.HasPlainLines)
        {
            AddOwnLines(text, paragraphs, first, scan, additions);
        }

        var at = first;
        var next = 0;
        while (at < paragraphs.Count)
        {
            // A section runs from one heading that opens a paragraph to the next.
            while (next < found.Count && (found[next].Paragraph <= at || !found[next].OpensParagraph))
            {
                next++;
            }

            var end = next < found.Count ? found[next].Paragraph : paragraphs.Count;
            AddSection(text, paragraphs, at, end, scan, LostFirst(found, next), additions);
            at = Math.Max(end, at + 1);
        }

        found.AddRange(additions);
    }

    /// <summary>Labels at the head of the paragraphs of one section, and inside them.</summary>
    private static void AddSection(
        ReadOnlySpan<char> text,
        List<TextParagraph> paragraphs,
        int from,
        int to,
        Scan scan,
        bool lostFirst,
        List<HeadingCandidate> additions)
    {
        var (heads, bulleted, bodies, firstBody) = Heads(text, paragraphs, from, to, scan);
        if (bulleted.Count >= 2)
        {
            additions.AddRange(bulleted);
        }

        DropIntroduction(text, heads);
        if (IsSeries(text, heads, bodies))
        {
            DropOutliers(text, heads);
            FillGaps(text, paragraphs, heads);
            additions.AddRange(heads);
        }
        else if (lostFirst && heads.Count > 0 && heads[0].Paragraph == firstBody && Label.OpensWithVerb(text[heads[0].Start..heads[0].End]))
        {
            heads.RemoveRange(1, heads.Count - 1);
            additions.AddRange(heads);
        }
        else
        {
            heads = Neighbours(text, heads);
            additions.AddRange(heads);
        }

        AddInner(text, paragraphs, from, to, scan, heads, additions);
    }

    /// <summary>
    /// What may be labels at the head of the section's paragraphs, plain and behind bullets; how many paragraphs are long enough to have
    /// one, and which is the first of all.
    /// </summary>
    private static (List<HeadingCandidate> Plain, List<HeadingCandidate> Bulleted, int Bodies, int FirstBody) Heads(
        ReadOnlySpan<char> text, List<TextParagraph> paragraphs, int from, int to, Scan scan)
    {
        var (bodies, firstBody) = (0, -1);
        var plain = new List<HeadingCandidate>();
        var bulleted = new List<HeadingCandidate>();
        for (var i = from; i < to; i++)
        {
            var p = paragraphs[i];
            if (p.Kind != ParagraphKind.Body || scan.IsHeadingLine(i))
            {
                continue;
            }

            firstBody = firstBody < 0 ? i : firstBody;
            var isMarked = Marker.TryRead(text, p.Start, p.End, out var marker);
            if (isMarked && marker.Style == MarkerStyle.Bullet)
            {
                if (TryHead(text, i, p.Start, p.Start + marker.Length, p.End, marker, out var head))
                {
                    bulleted.Add(head);
                }

                continue;
            }

            if (isMarked || scan.HasHeading(i))
            {
                continue;
            }

            bodies += p.Length >= ShortestStretch ? 1 : 0;
            if (TryHead(text, i, p.Start, p.Start, p.End, default, out var label))
            {
                plain.Add(label);
            }
        }

        return (plain, bulleted, bodies, firstBody);
    }

    /// <summary>Labels inside of the section's paragraphs.</summary>
    private static void AddInner(
        ReadOnlySpan<char> text,
        List<TextParagraph> paragraphs,
        int from,
        int to,
        Scan scan,
        List<HeadingCandidate> heads,
        List<HeadingCandidate> additions)
    {
        var next = 0;
        for (var i = from; i < to; i++)
        {
            while (next < heads.Count && heads[next].Paragraph < i)
            {
                next++;
            }

            if (paragraphs[i].Kind != ParagraphKind.Body || scan.IsHeadingLine(i) || scan.HasInlineHeading(i))
            {
                continue;
            }

            var head = next < heads.Count && heads[next].Paragraph == i ? heads[next] : null;
            var opening = head is not null
                ? InnerLabels.Opening.Label
                : scan.HasHeading(i) ? InnerLabels.Opening.Heading : InnerLabels.Opening.Text;
            InnerLabels.Add(text, paragraphs[i], i, head?.BodyStart ?? scan.BodyStartOf(i, paragraphs[i].Start), opening, additions);
        }
    }

    /// <summary>
    /// Labels at the head of paragraphs that follow one another are headings whatever else stands in the section when they all open with
    /// a verb, when they are of one length, or when they echo one another: 在教育方面。… 在卫生方面。… 在就业方面。…
    /// </summary>
    private static List<HeadingCandidate> Neighbours(ReadOnlySpan<char> text, List<HeadingCandidate> heads)
    {
        var kept = new List<HeadingCandidate>();
        for (int i = 0, end; i < heads.Count; i = end)
        {
            end = i + 1;
            foreach (var likeness in (ReadOnlySpan<Likeness>)[Likeness.Verb, Likeness.Length, Likeness.Echo])
            {
                var run = i + 1;
                while (run < heads.Count && heads[run].Paragraph == heads[run - 1].Paragraph + 1
                    && AreAlike(text, heads[i], heads[run], likeness))
                {
                    run++;
                }

                if (run - i < FewestNeighbours)
                {
                    continue;
                }

                kept.AddRange(heads[i..run]);
                end = run;
                break;
            }
        }

        return kept;
    }

    private enum Likeness
    {
        Verb,
        Length,
        Echo,
    }

    private static bool AreAlike(ReadOnlySpan<char> text, HeadingCandidate first, HeadingCandidate next, Likeness likeness)
    {
        var one = text[first.Start..first.End];
        var other = text[next.Start..next.End];
        return likeness switch
        {
            Likeness.Verb => Label.OpensWithVerb(one) && Label.OpensWithVerb(other),
            Likeness.Length => Math.Abs(Label.SolidLength(one) - Label.SolidLength(other)) <= NeighbourRange
                && one.Count('，') == other.Count('，'),
            _ => (one[0] == other[0] && one[^2..].SequenceEqual(other[^2..]))
                || (one.StartsWith("关于", StringComparison.Ordinal) && other.StartsWith("关于", StringComparison.Ordinal)),
        };
    }

    /// <summary>
    /// True when the section that ends before a heading opens a part whose count starts with （二）: a conversion lost the first mark,
    /// and the label at the head of the section is that heading.
    /// </summary>
    private static bool LostFirst(List<HeadingCandidate> found, int next)
    {
        var opener = next - 1;
        while (opener >= 0 && !found[opener].OpensParagraph)
        {
            opener--;
        }

        if (opener < 0 || !found[opener].OwnLine
            || found[opener].Marker.Style is not (MarkerStyle.Chapter or MarkerStyle.Section or MarkerStyle.Chinese))
        {
            return false;
        }

        for (var i = next; i < found.Count && i < next + SeriesReach; i++)
        {
            if (found[i].Marker.Style is MarkerStyle.None or MarkerStyle.Bullet || found[i].Marker.Style > MarkerStyle.ChineseBracket)
            {
                continue;
            }

            return found[i].Marker is { Style: MarkerStyle.ChineseBracket, Number: 2 };
        }

        return false;
    }

    /// <summary>A sentence introduces a series when it opens with no verb and has commas, but none of the labels behind it has.</summary>
    private static void DropIntroduction(ReadOnlySpan<char> text, List<HeadingCandidate> heads)
    {
        if (heads.Count <= FewestNeighbours || Label.Commas(text, heads[0]) == 0 || Label.OpensWithVerb(text[heads[0].Start..heads[0].End]))
        {
            return;
        }

        for (var i = 1; i < heads.Count; i++)
        {
            if (Label.Commas(text, heads[i]) > 0)
            {
                return;
            }
        }

        heads.RemoveAt(0);
    }

    /// <summary>In a series of labels that open with a verb, one that doesn't and is built like none of them is a sentence.</summary>
    private static void DropOutliers(ReadOnlySpan<char> text, List<HeadingCandidate> heads)
    {
        var verbs = 0;
        foreach (var head in heads)
        {
            if (Label.OpensWithVerb(text[head.Start..head.End]))
            {
                verbs++;
            }
        }

        if (verbs < 2 || verbs * 2 < heads.Count)
        {
            return;
        }

        var kept = new List<HeadingCandidate>(heads.Count);
        for (var i = 0; i < heads.Count; i++)
        {
            var words = text[heads[i].Start..heads[i].End];
            if (Label.OpensWithVerb(words)
                || (i > 0 && Label.AreParallel(text[heads[i - 1].Start..heads[i - 1].End], words))
                || (i + 1 < heads.Count && Label.AreParallel(text[heads[i + 1].Start..heads[i + 1].End], words)))
            {
                kept.Add(heads[i]);
            }
        }

        heads.Clear();
        heads.AddRange(kept);
    }

    /// <summary>
    /// Between two labels a paragraph that opens with the verb that both open with has a label, too, whatever words that holds:
    /// 坚持党建引领。… 坚持果农就是主人。… 坚持科技兴果。…
    /// </summary>
    private static void FillGaps(ReadOnlySpan<char> text, List<TextParagraph> paragraphs, List<HeadingCandidate> heads)
    {
        for (var i = heads.Count - 1; i > 0; i--)
        {
            var opening = text.Slice(heads[i].Start, 2);
            if (heads[i].Paragraph != heads[i - 1].Paragraph + 2 || !opening.SequenceEqual(text.Slice(heads[i - 1].Start, 2))
                || !Label.OpensWithVerb(text[heads[i].Start..heads[i].End]))
            {
                continue;
            }

            var index = heads[i].Paragraph - 1;
            var p = paragraphs[index];
            var stop = text[p.Start..Math.Min(p.End, p.Start + Label.Longest)].IndexOf('。');
            if (p.Kind != ParagraphKind.Body || stop < Label.Shortest || !text[p.Start..].StartsWith(opening)
                || p.Length - stop < ShortestStretch)
            {
                continue;
            }

            heads.Insert(
                i,
                new HeadingCandidate(
                    HeadingKind.RunIn, default, p.Start, p.Start, p.Start + stop, p.Start + stop + 1, index)
                { OpensParagraph = true });
        }
    }

    /// <summary>Reads a label with text behind it in the same paragraph.</summary>
    private static bool TryHead(
        ReadOnlySpan<char> text, int paragraph, int markerStart, int start, int end, Marker marker, out HeadingCandidate head)
    {
        head = null!;
        if (end - start < ShortestStretch + Label.Shortest)
        {
            return false;
        }

        var stop = text[start..Math.Min(end, start + Label.Longest + 12)].IndexOf('。');
        if (stop < Label.Shortest)
        {
            return false;
        }

        var labelEnd = start + stop;
        var bodyStart = Glyphs.SkipBlanks(text, labelEnd + 1, end);
        var words = text[start..labelEnd];
        if (end - bodyStart < Math.Max(ShortestStretch, stop)
            || !Label.HasShape(words, Label.OpensWithVerb(words) ? LongestWithVerb : Label.Longest))
        {
            return false;
        }

        if (text[bodyStart] is '”' or '）')
        {
            return false;
        }

        head = new HeadingCandidate(
            HeadingKind.RunIn, marker, markerStart, start, labelEnd, labelEnd + 1, paragraph)
        { OpensParagraph = true };
        return true;
    }

    /// <summary>
    /// Labels at the head of paragraphs are headings when most paragraphs of the section have one, or when those that do are built
    /// alike and open with a verb.
    /// </summary>
    private static bool IsSeries(ReadOnlySpan<char> text, List<HeadingCandidate> heads, int paragraphs)
    {
        if (heads.Count < 2)
        {
            return false;
        }

        var verbs = 0;
        var parallel = 0;
        for (var i = 0; i < heads.Count; i++)
        {
            var words = text[heads[i].Start..heads[i].End];
            if (Label.OpensWithVerb(words))
            {
                verbs++;
            }

            if (i > 0 && Label.AreParallel(text[heads[i - 1].Start..heads[i - 1].End], words))
            {
                parallel++;
            }
        }

        if (verbs * 3 >= heads.Count * 2)
        {
            return heads.Count * 3 >= paragraphs || (parallel * 2 >= heads.Count && heads.Count * 4 >= paragraphs);
        }

        if (heads.Count >= 3)
        {
            return heads.Count * 3 >= paragraphs * 2;
        }

        return heads.Count >= paragraphs && parallel > 0;
    }

    /// <summary>Labels that are a paragraph of their own, closed by 。, with longer paragraphs below each and built alike.</summary>
    private static void AddOwnLines(
        ReadOnlySpan<char> text, List<TextParagraph> paragraphs, int first, Scan scan, List<HeadingCandidate> additions)
    {
        var lines = new List<HeadingCandidate>();
        for (var i = first; i < paragraphs.Count - 1; i++)
        {
            var p = paragraphs[i];
            if (p.Kind != ParagraphKind.Body || p.Length is < Label.Shortest + 1 or > Label.Longest + 14 || text[p.End - 1] != '。'
                || scan.IsHeadingLine(i))
            {
                continue;
            }

            var isMarked = Marker.TryRead(text, p.Start, p.End, out var marker);
            if (isMarked && marker.Style != MarkerStyle.Bullet)
            {
                continue;
            }

            var start = p.Start + marker.Length;
            if (paragraphs[i + 1].Length < Math.Max(40, p.Length) || !Label.HasShape(text[start..(p.End - 1)]))
            {
                continue;
            }

            lines.Add(new HeadingCandidate(
                HeadingKind.RunIn, marker, p.Start, start, p.End - 1, p.End, i)
            { OpensParagraph = true, OwnLine = true });
        }

        var series = new List<HeadingCandidate>();
        for (var i = 0; i < lines.Count; i++)
        {
            var words = text[lines[i].Start..lines[i].End];
            var alike = 0;
            for (var j = Math.Max(0, i - SeriesReach); j < Math.Min(lines.Count, i + SeriesReach) && alike < 2; j++)
            {
                if (Math.Abs(lines[i].Paragraph - lines[j].Paragraph) > 1 && lines[i].Marker.Style == lines[j].Marker.Style
                    && Label.AreParallel(words, text[lines[j].Start..lines[j].End]))
                {
                    alike++;
                }
            }

            if (alike >= 2 || (alike == 1 && lines.Count == 2 && Label.OpensWithVerb(words)))
            {
                series.Add(lines[i]);
            }
        }

        if (series.Count >= 3 || series.Count == lines.Count)
        {
            additions.AddRange(series);
        }
    }

    /// <summary>What is known of the headings of each paragraph before run-in headings are looked for.</summary>
    private readonly ref struct Scan
    {
        private readonly Dictionary<int, HeadingCandidate> _opening = [];
        private readonly HashSet<int> _inline = [];
        private readonly HashSet<int> _lines = [];

        public Scan(List<TextParagraph> paragraphs, List<HeadingCandidate> found)
        {
            var plain = 0;
            foreach (var c in found)
            {
                if (c.Kind == HeadingKind.Plain)
                {
                    plain++;
                }

                if (c.OpensParagraph)
                {
                    _opening.TryAdd(c.Paragraph, c);
                }
                else
                {
                    _inline.Add(c.Paragraph);
                }

                if (!c.OwnLine)
                {
                    continue;
                }

                for (var i = c.Paragraph; i < paragraphs.Count && paragraphs[i].Start < c.BodyStart; i++)
                {
                    _lines.Add(i);
                }
            }

            HasPlainLines = plain >= 2;
        }

        /// <summary>
        /// True when the text sets its headings as lines without punctuation; then a short sentence on a line is a sentence.
        /// </summary>
        public bool HasPlainLines { get; }

        /// <summary>True when the paragraph is nothing but a heading.</summary>
        public bool IsHeadingLine(int paragraph) => _lines.Contains(paragraph);

        /// <summary>True when the paragraph opens with a heading.</summary>
        public bool HasHeading(int paragraph) => _opening.ContainsKey(paragraph);

        /// <summary>True when there is a heading inside the paragraph.</summary>
        public bool HasInlineHeading(int paragraph) => _inline.Contains(paragraph);

        /// <summary>Behind the heading that opens the paragraph, or its start.</summary>
        public int BodyStartOf(int paragraph, int start) => _opening.TryGetValue(paragraph, out var c) ? c.BodyStart : start;
    }
}
