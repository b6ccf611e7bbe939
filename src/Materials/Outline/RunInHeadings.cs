namespace KnowledgeBase.Materials;

/// <summary>
/// Finds headings that are a short clause closed by 。 in running text: at the head of paragraphs, as a paragraph of their own, behind a
/// bullet, or several within one paragraph. Form alone doesn't tell them from short sentences; what does is that they come as a
/// series, built alike, each with text of its own.
/// </summary>
internal static class RunInHeadings
{
    /// <summary>The stretch below a label is at least this long.</summary>
    private const int ShortestStretch = 24;

    /// <summary>Inside a paragraph, the stretch below a label is on average at least this long.</summary>
    private const int ShortestInnerStretch = 30;

    /// <summary>Labels of one series stand among so many candidates on either side.</summary>
    private const int SeriesReach = 40;

    /// <summary>Labels at the head of a paragraph that open with a verb may be longer than others.</summary>
    private const int LongestWithVerb = 30;

    /// <summary>Labels inside a paragraph are shorter than those at its head.</summary>
    private const int LongestInner = 20;

    /// <summary>The first sentence below a label inside a paragraph is at least this long, and twice as long as the label.</summary>
    private const int ShortestFollower = 18;

    /// <summary>Labels of exactly one build stand out among so many other short sentences each.</summary>
    private const int OthersPerEqual = 3;

    /// <summary>Labels of one paragraph that aren't built alike differ in length by so much at most …</summary>
    private const int WidestRange = 6;

    /// <summary>… and by so much when there are only two.</summary>
    private const int WidestRangeOfTwo = 4;

    /// <summary>Labels of neighbouring paragraphs are a series of their own from so many on, …</summary>
    private const int FewestNeighbours = 3;

    /// <summary>… and of one length when they differ by so much at most.</summary>
    private const int NeighbourRange = 1;

    public static void Add(ReadOnlySpan<char> text, List<TextParagraph> paragraphs, int first, List<HeadingCandidate> found)
    {
        var scan = new Scan(paragraphs, found);
        var additions = new List<HeadingCandidate>();
        if (!scan.HasPlainLines) AddOwnLines(text, paragraphs, first, scan, additions);
        var at = first;
        var next = 0;
        while (at < paragraphs.Count)
        {
            // A section runs from one heading that opens a paragraph to the next.
            while (next < found.Count && (found[next].Paragraph <= at || !found[next].OpensParagraph)) next++;
            var end = next < found.Count ? found[next].Paragraph : paragraphs.Count;
            AddSection(text, paragraphs, at, end, scan, LostFirst(found, next), additions);
            at = Math.Max(end, at + 1);
        }

        found.AddRange(additions);
    }

    /// <summary>Labels at the head of the paragraphs of one section, and inside them.</summary>
    private static void AddSection(ReadOnlySpan<char> text, List<TextParagraph> paragraphs, int from, int to, Scan scan, bool lostFirst, List<HeadingCandidate> additions)
    {
        var bodies = 0;
        var firstBody = -1;
        var heads = new List<HeadingCandidate>();
        var bulleted = new List<HeadingCandidate>();
        for (var i = from; i < to; i++)
        {
            var p = paragraphs[i];
            if (p.Kind != ParagraphKind.Body || scan.IsHeadingLine(i)) continue;
            if (firstBody < 0) firstBody = i;
            var isMarked = Marker.TryRead(text, p.Start, p.End, out var marker);
            if (isMarked && marker.Style == MarkerStyle.Bullet)
            {
                if (TryHead(text, i, p.Start, p.Start + marker.Length, p.End, marker, out var head)) bulleted.Add(head);
                continue;
            }

            if (isMarked || scan.HasHeading(i)) continue;
            if (p.Length >= ShortestStretch) bodies++;
            if (TryHead(text, i, p.Start, p.Start, p.End, default, out var label)) heads.Add(label);
        }

        if (bulleted.Count >= 2) additions.AddRange(bulleted);
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

        var next = 0;
        for (var i = from; i < to; i++)
        {
            while (next < heads.Count && heads[next].Paragraph < i) next++;
            if (paragraphs[i].Kind != ParagraphKind.Body || scan.IsHeadingLine(i)) continue;
            AddInner(text, paragraphs[i], i, next < heads.Count && heads[next].Paragraph == i ? heads[next] : null, scan, additions);
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
            for (var likeness = 0; likeness < 3; likeness++)
            {
                var run = i + 1;
                while (run < heads.Count && heads[run].Paragraph == heads[run - 1].Paragraph + 1 && AreOfOneKind(text, heads, i, run, likeness)) run++;
                if (run - i < FewestNeighbours) continue;
                kept.AddRange(heads[i..run]);
                end = run;
                break;
            }
        }

        return kept;
    }

    /// <summary>True when a label goes on like those from <paramref name="first"/>: by verb, by length, or by echo.</summary>
    private static bool AreOfOneKind(ReadOnlySpan<char> text, List<HeadingCandidate> heads, int first, int next, int likeness)
    {
        var one = text[heads[first].Start..heads[first].End];
        var other = text[heads[next].Start..heads[next].End];
        return likeness switch
        {
            0 => Label.OpensWithVerb(one) && Label.OpensWithVerb(other),
            1 => Math.Abs(Label.SolidLength(one) - Label.SolidLength(other)) <= NeighbourRange && one.Count('，') == other.Count('，'),
            _ => one[0] == other[0] && one[^2..].SequenceEqual(other[^2..]) || (one.StartsWith("关于", StringComparison.Ordinal) && other.StartsWith("关于", StringComparison.Ordinal)),
        };
    }

    /// <summary>
    /// True when the section that ends before a heading opens a part whose count starts with （二）: a conversion lost the first mark,
    /// and the label at the head of the section is that heading.
    /// </summary>
    private static bool LostFirst(List<HeadingCandidate> found, int next)
    {
        var opener = next - 1;
        while (opener >= 0 && !found[opener].OpensParagraph) opener--;
        if (opener < 0 || !found[opener].OwnLine || found[opener].Marker.Style is not (MarkerStyle.Chapter or MarkerStyle.Section or MarkerStyle.Chinese)) return false;
        for (var i = next; i < found.Count && i < next + SeriesReach; i++)
        {
            if (found[i].Marker.Style is MarkerStyle.None or MarkerStyle.Bullet || found[i].Marker.Style > MarkerStyle.ChineseBracket) continue;
            return found[i].Marker is { Style: MarkerStyle.ChineseBracket, Number: 2 };
        }

        return false;
    }

    /// <summary>A sentence introduces a series when it opens with no verb and has commas, but none of the labels behind it has.</summary>
    private static void DropIntroduction(ReadOnlySpan<char> text, List<HeadingCandidate> heads)
    {
        if (heads.Count <= FewestNeighbours || Commas(text, heads[0]) == 0 || Label.OpensWithVerb(text[heads[0].Start..heads[0].End])) return;
        for (var i = 1; i < heads.Count; i++)
        {
            if (Commas(text, heads[i]) > 0) return;
        }

        heads.RemoveAt(0);
    }

    /// <summary>In a series of labels that open with a verb, one that doesn't and is built like none of them is a sentence.</summary>
    private static void DropOutliers(ReadOnlySpan<char> text, List<HeadingCandidate> heads)
    {
        var verbs = 0;
        foreach (var head in heads)
        {
            if (Label.OpensWithVerb(text[head.Start..head.End])) verbs++;
        }

        if (verbs < 2 || verbs * 2 < heads.Count) return;
        var kept = new List<HeadingCandidate>(heads.Count);
        for (var i = 0; i < heads.Count; i++)
        {
            var words = text[heads[i].Start..heads[i].End];
            if (Label.OpensWithVerb(words)
                || (i > 0 && Label.AreParallel(text[heads[i - 1].Start..heads[i - 1].End], words))
                || (i + 1 < heads.Count && Label.AreParallel(text[heads[i + 1].Start..heads[i + 1].End], words))) kept.Add(heads[i]);
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
            if (heads[i].Paragraph != heads[i - 1].Paragraph + 2 || !opening.SequenceEqual(text.Slice(heads[i - 1].Start, 2)) || !Label.OpensWithVerb(text[heads[i].Start..heads[i].End])) continue;
            var index = heads[i].Paragraph - 1;
            var p = paragraphs[index];
            var stop = text[p.Start..Math.Min(p.End, p.Start + Label.Longest)].IndexOf('。');
            if (p.Kind != ParagraphKind.Body || stop < Label.Shortest || !text[p.Start..].StartsWith(opening) || p.Length - stop < ShortestStretch) continue;
            heads.Insert(i, new HeadingCandidate(HeadingKind.RunIn, default, p.Start, p.Start, p.Start + stop, p.Start + stop + 1, index) { OpensParagraph = true });
        }
    }

    /// <summary>Reads a label with text behind it in the same paragraph.</summary>
    private static bool TryHead(ReadOnlySpan<char> text, int paragraph, int markerStart, int start, int end, Marker marker, out HeadingCandidate head)
    {
        head = null!;
        if (end - start < ShortestStretch + Label.Shortest) return false;
        var stop = text[start..Math.Min(end, start + Label.Longest + 12)].IndexOf('。');
        if (stop < Label.Shortest) return false;
        var labelEnd = start + stop;
        var bodyStart = Glyphs.SkipBlanks(text, labelEnd + 1, end);
        var words = text[start..labelEnd];
        if (end - bodyStart < Math.Max(ShortestStretch, stop) || !Label.HasShape(words, Label.OpensWithVerb(words) ? LongestWithVerb : Label.Longest)) return false;
        if (text[bodyStart] is '”' or '）') return false;
        head = new HeadingCandidate(HeadingKind.RunIn, marker, markerStart, start, labelEnd, labelEnd + 1, paragraph) { OpensParagraph = true };
        return true;
    }

    /// <summary>
    /// Labels at the head of paragraphs are headings when most paragraphs of the section have one, or when those that do are built
    /// alike and open with a verb.
    /// </summary>
    private static bool IsSeries(ReadOnlySpan<char> text, List<HeadingCandidate> heads, int paragraphs)
    {
        if (heads.Count < 2) return false;
        var verbs = 0;
        var parallel = 0;
        for (var i = 0; i < heads.Count; i++)
        {
            var words = text[heads[i].Start..heads[i].End];
            if (Label.OpensWithVerb(words)) verbs++;
            if (i > 0 && Label.AreParallel(text[heads[i - 1].Start..heads[i - 1].End], words)) parallel++;
        }

        if (verbs * 3 >= heads.Count * 2) return heads.Count * 3 >= paragraphs || (parallel * 2 >= heads.Count && heads.Count * 4 >= paragraphs);
        if (heads.Count >= 3) return heads.Count * 3 >= paragraphs * 2;
        return heads.Count >= paragraphs && parallel > 0;
    }

    /// <summary>Labels inside one paragraph: 把牢政治方向。…扛起政治责任。…严肃政治生活。…</summary>
    /// <param name="text">The text.</param>
    /// <param name="p">The paragraph.</param>
    /// <param name="index">Its index.</param>
    /// <param name="head">The run-in heading that opens it; labels below that one must follow it at once, else they are its sentences.</param>
    /// <param name="scan">The headings known before.</param>
    /// <param name="additions">Where run-in headings go.</param>
    private static void AddInner(
        ReadOnlySpan<char> text, TextParagraph p, int index, HeadingCandidate? head, Scan scan, List<HeadingCandidate> additions)
    {
        if (p.Length < 2 * (ShortestInnerStretch + Label.Shortest) || scan.HasInlineHeading(index)) return;
        var body = head?.BodyStart ?? scan.BodyStartOf(index, p.Start);
        var sentences = ShortSentences.Read(text, body, p.End, index);
        if (sentences.Labels.Count < 2 && sentences.Loose.Count < 2) return;
        var above = head is null && !scan.HasHeading(index) ? Above(text, p, index) : null;
        if (above is not null && InnerSeries(text, sentences, above.BodyStart, p.End, mustOpen: true) is { } headed)
        {
            additions.Add(above);
            foreach (var label in headed) additions.Add(label with { Depth = 1 });
        }
        else if (InnerSeries(text, sentences, body, p.End, mustOpen: head is not null) is { } series)
        {
            foreach (var label in series) additions.Add(label with { Depth = head is null ? 0 : 1, OpensParagraph = label.Start == p.Start });
        }
    }

    /// <summary>A clause too long for a label is one all the same when a series of labels follows it at once.</summary>
    private static HeadingCandidate? Above(ReadOnlySpan<char> text, TextParagraph p, int index)
    {
        var stop = Sentences.EndOf(text, p.Start, p.End);
        var words = text[p.Start..(stop - 1)];
        return text[stop - 1] == '。' && Label.SolidLength(words) > LongestInner && Label.OpensWithVerb(words) && Label.HasShape(words, Label.LongestAboveSeries)
            ? new HeadingCandidate(HeadingKind.RunIn, default, p.Start, p.Start, stop - 1, stop, index) { OpensParagraph = true }
            : null;
    }

    /// <summary>The labels among the short sentences of a paragraph, null when they make no series.</summary>
    private static List<HeadingCandidate>? InnerSeries(ReadOnlySpan<char> text, ShortSentences sentences, int body, int end, bool mustOpen)
    {
        var first = Glyphs.SkipBlanks(text, body, end);
        if (Series(text, sentences.Labels, sentences.Others, first, end, mustOpen) is { } series) return WithParallels(text, series, sentences.Loose);

        // Labels that don't open with a verb must echo one another: 办法跟着困难走。…岗位跟着贫困户走。…
        return Echo(text, sentences.Loose) ? Series(text, sentences.Loose, sentences.Others, first, end, mustOpen: true) : null;
    }

    /// <summary>
    /// Labels of one build are a series even among other short sentences; labels of different lengths only where there are no others,
    /// because a paragraph of short demands (government reports have many) isn't headed by any of them.
    /// </summary>
    private static List<HeadingCandidate>? Series(ReadOnlySpan<char> text, List<HeadingCandidate> labels, int others, int first, int end, bool mustOpen)
    {
        if (labels.Count < 2) return null;
        var opens = labels[0].Start == first;
        if (!opens && (mustOpen || labels.Count < 3)) return null;
        var build = Build.Of(text, labels);
        var most = labels.Count == 2 ? 0 : build.IsEqual ? OthersPerEqual * labels.Count : build.IsAlike ? labels.Count : 0;
        var widest = build.IsAlike ? int.MaxValue : labels.Count == 2 ? WidestRangeOfTwo : WidestRange;
        if (others <= most && build.Range <= widest) return IsRoomy(labels, end) ? labels : null;
        if (!opens) return null;

        // Failing that, those that are built like the one that opens the paragraph, the more exactly the more others there are.
        for (var likeness = Likeness.SameWords; likeness <= Likeness.NearLength; likeness++)
        {
            var alike = Like(text, labels, likeness);
            var mostElse = likeness == Likeness.NearLength ? alike.Count : OthersPerEqual * alike.Count;
            if (alike.Count >= 3 && others + labels.Count - alike.Count <= mostElse) return IsRoomy(alike, end) ? alike : null;
        }

        return null;
    }

    private enum Likeness
    {
        /// <summary>They open and close with the same words: 深化教育综合改革, 深化科技体制改革.</summary>
        SameWords,

        SameLength,

        NearLength,
    }

    /// <summary>The labels that are like the first of them.</summary>
    private static List<HeadingCandidate> Like(ReadOnlySpan<char> text, List<HeadingCandidate> labels, Likeness likeness)
    {
        var alike = new List<HeadingCandidate>(labels.Count);
        foreach (var label in labels)
        {
            if (likeness == Likeness.SameWords ? Echoes(text, label, labels[0])
                : Commas(text, label) == Commas(text, labels[0])
                    && Math.Abs(Label.SolidLength(text, label) - Label.SolidLength(text, labels[0])) <= (likeness == Likeness.SameLength ? 0 : 1)) alike.Add(label);
        }

        return alike;
    }

    /// <summary>True when two labels open with the same two characters and close with the same two.</summary>
    private static bool Echoes(ReadOnlySpan<char> text, HeadingCandidate one, HeadingCandidate other)
    {
        var words = text[one.Start..one.End];
        var first = text[other.Start..other.End];
        return words[..2].SequenceEqual(first[..2]) && words[^2..].SequenceEqual(first[^2..]);
    }

    /// <summary>Below labels stands more than between short sentences.</summary>
    private static bool IsRoomy(List<HeadingCandidate> labels, int end)
    {
        var longest = 0;
        foreach (var label in labels) longest = Math.Max(longest, label.End - label.Start);
        return (end - labels[0].Start) / labels.Count >= ShortestInnerStretch + longest;
    }

    /// <summary>Adds labels that open with no known verb (永葆政治本色) but are built exactly like all the others.</summary>
    private static List<HeadingCandidate> WithParallels(ReadOnlySpan<char> text, List<HeadingCandidate> series, List<HeadingCandidate> loose)
    {
        if (loose.Count == series.Count || !Build.Of(text, series).IsEqual) return series;
        var all = new List<HeadingCandidate>(loose.Count);
        var next = 0;
        foreach (var label in loose)
        {
            var isOfSeries = next < series.Count && series[next].Start == label.Start;
            if (isOfSeries) next++;
            if (isOfSeries || (Label.SolidLength(text, label) == Label.SolidLength(text, series[0]) && Commas(text, label) == Commas(text, series[0]))) all.Add(label);
        }

        return all;
    }

    private static int Commas(ReadOnlySpan<char> text, HeadingCandidate label) => text[label.Start..label.End].Count('，');

    /// <summary>Labels that are of about one length and share their first or their last character.</summary>
    private static bool Echo(ReadOnlySpan<char> text, List<HeadingCandidate> labels)
    {
        for (var i = 1; i < labels.Count; i++)
        {
            var one = text[labels[i - 1].Start..labels[i - 1].End];
            var other = text[labels[i].Start..labels[i].End];
            if ((one[^1] != other[^1] && one[0] != other[0]) || Math.Abs(one.Length - other.Length) > 3) return false;
        }

        return labels.Count > 1;
    }

    /// <summary>How much the labels of a series are alike.</summary>
    /// <param name="Range">The difference in length between the longest and the shortest.</param>
    /// <param name="IsAlike">They are of nearly one length, with as many commas, or open and close with the same words.</param>
    /// <param name="IsEqual">They are of one length, or open and close with the same words.</param>
    private readonly record struct Build(int Range, bool IsAlike, bool IsEqual)
    {
        private const int Slack = 2;

        public static Build Of(ReadOnlySpan<char> text, List<HeadingCandidate> labels)
        {
            int shortest = int.MaxValue, longest = 0;
            var echoes = true;
            var commas = true;
            foreach (var label in labels)
            {
                var words = text[label.Start..label.End];
                shortest = Math.Min(shortest, Label.SolidLength(words));
                longest = Math.Max(longest, Label.SolidLength(words));
                echoes &= Echoes(text, label, labels[0]);
                commas &= Commas(text, label) == Commas(text, labels[0]);
            }

            var range = longest - shortest;
            return new Build(range, (range <= Slack && commas) || echoes, (range == 0 && commas) || echoes);
        }
    }

    /// <summary>The short sentences of a paragraph that could be labels.</summary>
    /// <param name="Labels">Those with text below that open with a verb.</param>
    /// <param name="Loose">Those with text below, whatever they open with.</param>
    /// <param name="Others">How many open with a verb, but are followed by a sentence that is short, too.</param>
    private sealed record ShortSentences(List<HeadingCandidate> Labels, List<HeadingCandidate> Loose, int Others)
    {
        public static ShortSentences Read(ReadOnlySpan<char> text, int body, int end, int paragraph)
        {
            var labels = new List<HeadingCandidate>();
            var loose = new List<HeadingCandidate>();
            var others = 0;
            var stop = body;
            for (var at = Glyphs.SkipBlanks(text, body, end); at < end; at = Glyphs.SkipBlanks(text, stop, end))
            {
                stop = Sentences.EndOf(text, at, end);
                var words = stop - 1;
                if (text[words] != '。' || words - at is < Label.Shortest or > LongestInner + 4) continue;
                var label = text[at..words];
                if (Label.SolidLength(label) > LongestInner || !Label.HasShape(label) || Label.HoldsFigure(label)) continue;
                var opensWithVerb = Label.OpensWithVerb(label);
                if (Sentences.EndOf(text, stop, end) - stop < Math.Max(ShortestFollower, (words - at) * 2))
                {
                    if (opensWithVerb) others++;
                    continue;
                }

                var candidate = new HeadingCandidate(HeadingKind.RunIn, default, at, at, words, stop, paragraph);
                if (opensWithVerb) labels.Add(candidate);
                loose.Add(candidate);
            }

            return new ShortSentences(labels, loose, others);
        }
    }

    /// <summary>Labels that are a paragraph of their own, closed by 。, with longer paragraphs below each and built alike.</summary>
    private static void AddOwnLines(ReadOnlySpan<char> text, List<TextParagraph> paragraphs, int first, Scan scan, List<HeadingCandidate> additions)
    {
        var lines = new List<HeadingCandidate>();
        for (var i = first; i < paragraphs.Count - 1; i++)
        {
            var p = paragraphs[i];
            if (p.Kind != ParagraphKind.Body || p.Length is < Label.Shortest + 1 or > Label.Longest + 14 || text[p.End - 1] != '。' || scan.IsHeadingLine(i)) continue;
            var isMarked = Marker.TryRead(text, p.Start, p.End, out var marker);
            if (isMarked && marker.Style != MarkerStyle.Bullet) continue;
            var start = p.Start + marker.Length;
            if (paragraphs[i + 1].Length < Math.Max(40, p.Length) || !Label.HasShape(text[start..(p.End - 1)])) continue;
            lines.Add(new HeadingCandidate(HeadingKind.RunIn, marker, p.Start, start, p.End - 1, p.End, i) { OpensParagraph = true, OwnLine = true });
        }

        var series = new List<HeadingCandidate>();
        for (var i = 0; i < lines.Count; i++)
        {
            var words = text[lines[i].Start..lines[i].End];
            var alike = 0;
            for (var j = Math.Max(0, i - SeriesReach); j < Math.Min(lines.Count, i + SeriesReach) && alike < 2; j++)
            {
                if (Math.Abs(lines[i].Paragraph - lines[j].Paragraph) > 1 && lines[i].Marker.Style == lines[j].Marker.Style
                    && Label.AreParallel(words, text[lines[j].Start..lines[j].End])) alike++;
            }

            if (alike >= 2 || (alike == 1 && lines.Count == 2 && Label.OpensWithVerb(words))) series.Add(lines[i]);
        }

        if (series.Count >= 3 || series.Count == lines.Count) additions.AddRange(series);
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
                if (c.Kind == HeadingKind.Plain) plain++;
                if (c.OpensParagraph) _opening.TryAdd(c.Paragraph, c);
                else _inline.Add(c.Paragraph);
                if (!c.OwnLine) continue;
                for (var i = c.Paragraph; i < paragraphs.Count && paragraphs[i].Start < c.BodyStart; i++) _lines.Add(i);
            }

            HasPlainLines = plain >= 2;
        }

        /// <summary>True when the text sets its headings as lines without punctuation; then a short sentence on a line is a sentence.</summary>
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
