using KnowledgeBase.Materials;
using KnowledgeBase.Understanding.Vocabulary;

namespace KnowledgeBase.Understanding.Outline;

/// <summary>
/// Finds the labels inside a paragraph among its short sentences. A series of them must be roomy, and the less its members are alike,
/// the fewer other short sentences there may be.
/// </summary>
internal static class InnerLabels
{
    /// <summary>Inside a paragraph, the stretch below a label is on average at least this long.</summary>
    private const int ShortestStretch = 30;

    /// <summary>Labels inside a paragraph are shorter than those at its head.</summary>
    private const int Longest = 20;

    /// <summary>The first sentence below a label inside a paragraph is at least this long, and twice as long as the label.</summary>
    private const int ShortestFollower = 18;

    /// <summary>Labels of exactly one build stand out among this many other short sentences for each.</summary>
    private const int OthersPerEqual = 3;

    /// <summary>Labels of one paragraph that aren't built alike differ in length by this much at most …</summary>
    private const int WidestRange = 6;

    /// <summary>… and by this much when there are only two.</summary>
    private const int WidestRangeOfTwo = 4;

    /// <summary>What a paragraph opens with.</summary>
    public enum Opening
    {
        /// <summary>Running text.</summary>
        Text,

        /// <summary>A heading with a mark.</summary>
        Heading,

        /// <summary>A run-in heading; labels below that one must follow it at once, else they are its sentences.</summary>
        Label,
    }

    /// <summary>Adds the labels of one paragraph: 把牢政治方向。…扛起政治责任。…严肃政治生活。…</summary>
    /// <param name="text">The text.</param>
    /// <param name="p">The paragraph.</param>
    /// <param name="index">Its index.</param>
    /// <param name="body">Behind the heading that opens the paragraph, or its start.</param>
    /// <param name="above">What opens the paragraph.</param>
    /// <param name="additions">Where run-in headings go.</param>
    public static void Add(ReadOnlySpan<char> text, TextParagraph p, int index, int body, Opening above, List<HeadingCandidate> additions)
    {
        if (p.Length < 2 * (ShortestStretch + Label.Shortest))
        {
            return;
        }

        var sentences = ShortSentences.Read(text, body, p.End, index);
        if (sentences.Labels.Count < 2 && sentences.Loose.Count < 2)
        {
            return;
        }

        var clause = above == Opening.Text ? Above(text, p, index) : null;
        if (clause is not null && Series(text, sentences, clause.BodyStart, p.End, mustOpen: true) is { } headed)
        {
            additions.Add(clause);
            foreach (var label in headed)
            {
                additions.Add(label with { Depth = 1 });
            }
        }
        else if (Series(text, sentences, body, p.End, mustOpen: above == Opening.Label) is { } series)
        {
            foreach (var label in series)
            {
                additions.Add(label with { Depth = above == Opening.Label ? 1 : 0, OpensParagraph = label.Start == p.Start });
            }
        }
    }

    /// <summary>A clause too long for a label is one all the same when a series of labels follows it at once.</summary>
    private static HeadingCandidate? Above(ReadOnlySpan<char> text, TextParagraph p, int index)
    {
        var stop = Sentences.EndOf(text, p.Start, p.End);
        var words = text[p.Start..(stop - 1)];
        return text[stop - 1] == '。' && Label.SolidLength(words) > Longest && Label.OpensWithVerb(words)
            && Label.HasShape(words, Label.LongestAboveSeries)
            ? new HeadingCandidate(HeadingKind.RunIn, default, p.Start, p.Start, stop - 1, stop, index) { OpensParagraph = true }
            : null;
    }

    /// <summary>The labels among the short sentences of a paragraph, null when they make no series.</summary>
    private static List<HeadingCandidate>? Series(ReadOnlySpan<char> text, ShortSentences sentences, int body, int end, bool mustOpen)
    {
        var first = Glyphs.SkipBlanks(text, body, end);
        if (Series(text, sentences.Labels, sentences.Others, first, end, mustOpen) is { } series)
        {
            return WithParallels(text, series, sentences.Loose);
        }

        // Labels that don't open with a verb must echo one another: 办法跟着困难走。…岗位跟着贫困户走。…
        return Echo(text, sentences.Loose) ? Series(text, sentences.Loose, sentences.Others, first, end, mustOpen: true) : null;
    }

    /// <summary>
    /// Labels of one build are a series even among other short sentences; labels of different lengths only where there are no others,
    /// because a paragraph of short demands (government reports have many) isn't headed by any of them.
    /// </summary>
    private static List<HeadingCandidate>? Series(
        ReadOnlySpan<char> text, List<HeadingCandidate> labels, int others, int first, int end, bool mustOpen)
    {
        if (labels.Count < 2)
        {
            return null;
        }

        var opens = labels[0].Start == first;
        if (!opens && (mustOpen || labels.Count < 3))
        {
            return null;
        }

        var build = Build.Of(text, labels);
        var most = labels.Count == 2 ? 0 : build.IsEqual ? OthersPerEqual * labels.Count : build.IsAlike ? labels.Count : 0;
        var widest = build.IsAlike ? int.MaxValue : labels.Count == 2 ? WidestRangeOfTwo : WidestRange;
        if (others <= most && build.Range <= widest)
        {
            return IsRoomy(labels, end) ? labels : null;
        }

        if (!opens)
        {
            return null;
        }

        // Failing that, those that are built like the one that opens the paragraph, the more exactly the more others there are.
        for (var likeness = Likeness.SameWords; likeness <= Likeness.NearLength; likeness++)
        {
            var alike = Like(text, labels, likeness);
            var mostElse = likeness == Likeness.NearLength ? alike.Count : OthersPerEqual * alike.Count;
            if (alike.Count >= 3 && others + labels.Count - alike.Count <= mostElse)
            {
                return IsRoomy(alike, end) ? alike : null;
            }
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
                : Label.Commas(text, label) == Label.Commas(text, labels[0])
                    && Math.Abs(
                        Label.SolidLength(text, label) - Label.SolidLength(text, labels[0])) <= (likeness == Likeness.SameLength ? 0 : 1))
            {
                alike.Add(label);
            }
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
        foreach (var label in labels)
        {
            longest = Math.Max(longest, label.End - label.Start);
        }

        return (end - labels[0].Start) / labels.Count >= ShortestStretch + longest;
    }

    /// <summary>Adds labels that open with no known verb (永葆政治本色) but are built exactly like all the others.</summary>
    private static List<HeadingCandidate> WithParallels(
        ReadOnlySpan<char> text, List<HeadingCandidate> series, List<HeadingCandidate> loose)
    {
        if (loose.Count == series.Count || !Build.Of(text, series).IsEqual)
        {
            return series;
        }

        var all = new List<HeadingCandidate>(loose.Count);
        var next = 0;
        foreach (var label in loose)
        {
            var isOfSeries = next < series.Count && series[next].Start == label.Start;
            if (isOfSeries)
            {
                next++;
            }

            if (isOfSeries
                || (Label.SolidLength(text, label) == Label.SolidLength(text, series[0])
                    && Label.Commas(text, label) == Label.Commas(text, series[0])))
            {
                all.Add(label);
            }
        }

        return all;
    }

    /// <summary>Labels that are of about one length and share their first or their last character.</summary>
    private static bool Echo(ReadOnlySpan<char> text, List<HeadingCandidate> labels)
    {
        for (var i = 1; i < labels.Count; i++)
        {
            var one = text[labels[i - 1].Start..labels[i - 1].End];
            var other = text[labels[i].Start..labels[i].End];
            if ((one[^1] != other[^1] && one[0] != other[0]) || Math.Abs(one.Length - other.Length) > 3)
            {
                return false;
            }
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
                commas &= Label.Commas(text, label) == Label.Commas(text, labels[0]);
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
                if (text[words] != '。' || words - at is < Label.Shortest or > Longest + 4)
                {
                    continue;
                }

                var label = text[at..words];
                if (Label.SolidLength(label) > Longest || !Label.HasShape(label) || Label.HoldsFigure(label))
                {
                    continue;
                }

                var opensWithVerb = Label.OpensWithVerb(label);
                if (Sentences.EndOf(text, stop, end) - stop < Math.Max(ShortestFollower, (words - at) * 2))
                {
                    if (opensWithVerb)
                    {
                        others++;
                    }

                    continue;
                }

                var candidate = new HeadingCandidate(HeadingKind.RunIn, default, at, at, words, stop, paragraph);
                if (opensWithVerb)
                {
                    labels.Add(candidate);
                }

                loose.Add(candidate);
            }

            return new ShortSentences(labels, loose, others);
        }
    }
}
