using System.Collections.Frozen;
using KnowledgeBase.Materials;
using KnowledgeBase.Understanding.Vocabulary;

namespace KnowledgeBase.Understanding.Outline;

/// <summary>Gives headings their level: the depth of nesting in this document, whatever marks it uses.</summary>
internal static class HeadingLevels
{
    // Ranks order what may nest in what; between the styles of marks, which keep the order of their enumeration, stand the rest.
    private const int RankOfAttachment = 1;
    private const int RankOfMarks = 100;
    private const int RankOfOuterLine = 50;
    private const int RankOfInnerLine = RankOfMarks + ((int)MarkerStyle.Letter * 10) + 5;
    private const int DeepestHint = 6;

    /// <summary>前　　言 has blanks inside.</summary>
    private const int LongestPreface = 8;

    private static readonly FrozenSet<string> WordsOfPreface = WordList.Words("outline", "prefaces").ToFrozenSet(StringComparer.Ordinal);

    private const int RankOfRunIn = RankOfMarks + ((int)MarkerStyle.Bullet * 10) + 50;

    public static List<Heading> Assign(string text, List<HeadingCandidate> candidates)
    {
        var headings = new List<Heading>(candidates.Count);
        var state = new Nesting();
        var ranks = Ranks(text, candidates);
        var lost = RankOfLostParent(candidates, out var until);
        for (var i = 0; i < candidates.Count; i++)
        {
            var c = candidates[i];
            var rank = ranks[i];
            if (!Resume(state, rank, c))
            {
                Close(state, rank, c);
            }

            if (i < until && state.Open.Count == 0 && IsMarked(c) && Opens(c) && rank > lost)
            {
                state.Open.Add((lost, null));
            }

            if (IsMarked(c) && Opens(c))
            {
                state.Series[rank] = (c.Marker.Number, [.. state.Open]);
            }

            state.Open.Add((rank, c));
            state.Seen.Add(rank);
            headings.Add(
                new Heading(state.Open.Count, c.Kind, text[c.Start..c.End], c.Start, c.End, text[c.MarkerStart..c.Start].TrimEnd())
                {
                    MarkerStart = c.MarkerStart,
                });
        }

        return headings;
    }

    /// <summary>
    /// The rank of the outer number whose first heading wasn't found (the text knows 二、 and no 一、), so that what stands below it keeps its
    /// depth; <paramref name="until"/> is the index of the first that was found, 0 when none is lost.
    /// </summary>
    private static int RankOfLostParent(List<HeadingCandidate> candidates, out int until)
    {
        until = candidates.FindIndex(
            static c => Opens(c) && c.Marker.Style is MarkerStyle.Part or MarkerStyle.Chapter or MarkerStyle.Chinese);
        if (until >= 0 && candidates[until].Marker.Number == 2)
        {
            return RankOfMark(candidates[until].Marker.Style);
        }

        until = 0;
        return 0;
    }

    /// <summary>
    /// 三、 goes on where 二、 stood, whatever line without a mark stands between (a box, a caption, a name): true when the headings above
    /// 二、 are open again.
    /// </summary>
    private static bool Resume(Nesting state, int rank, HeadingCandidate c)
    {
        if (!IsMarked(c) || !Opens(c) || !state.Series.TryGetValue(rank, out var series) || c.Marker.Number != series.Number + 1
            || state.Open.Exists(o => o.Rank == rank) || series.Above.Exists(static o => o.Candidate is { } above && IsLine(above)))
        {
            return false;
        }

        foreach (var open in state.Open)
        {
            if (!series.Above.Contains(open) && !(open.Candidate is { } line && (IsLine(line) || open.Rank > rank)))
            {
                return false;
            }
        }

        state.Open.Clear();
        state.Open.AddRange(series.Above);
        return true;
    }

    /// <summary>Closes the headings that this one doesn't stand below.</summary>
    private static void Close(Nesting state, int rank, HeadingCandidate c)
    {
        var open = state.Open;
        var same = open.FindIndex(o => o.Rank == rank);
        if (same >= 0)
        {
            open.RemoveRange(same, open.Count - same);
            return;
        }

        // Headings inside earlier paragraphs end with their paragraph when a new one opens with a mark or as a line.
        while (open.Count > 0 && open[^1].Rank > rank)
        {
            if (open[^1].Candidate is { } top && NestsIn(state, rank, c, open[^1].Rank, top))
            {
                break;
            }

            open.RemoveAt(open.Count - 1);
        }
    }

    /// <summary>
    /// True when a mark stands below one that it stands above elsewhere: （一） below 1. in a paper that has it there when it counts for
    /// the first time, and then wherever it starts anew.
    /// </summary>
    private static bool NestsIn(Nesting state, int rank, HeadingCandidate c, int rankOfTop, HeadingCandidate top)
    {
        var isNew = !state.Seen.Contains(rank);
        var nests = c.Marker.Number == 1 && c.Marker.Style >= MarkerStyle.Chinese
            && (isNew || state.Learnt.Contains((rank, rankOfTop)))
            && (top.Paragraph == c.Paragraph
                || (top.Kind != HeadingKind.RunIn && top.Marker.Style >= MarkerStyle.Article && top.OpensParagraph && c.OpensParagraph
                    && top.HintLevel == 0));
        if (nests && !IsOuterOrdinal(c.Marker.Style, top.Marker.Style))
        {
            state.Learnt.Add((rank, rankOfTop));
            return true;
        }

        return !c.OpensParagraph && top.Paragraph == c.Paragraph && c.Kind == HeadingKind.Ordinal;
    }

    /// <summary>True for a line that neither a mark nor the format makes a heading.</summary>
    private static bool IsLine(HeadingCandidate c) => c.Kind == HeadingKind.Plain && !IsMarked(c) && c.HintLevel == 0;

    /// <summary>一是 stands below 第一， but never the other way round.</summary>
    private static bool IsOuterOrdinal(MarkerStyle style, MarkerStyle other) =>
        MarkedHeadings.IsOrdinal(style) && MarkedHeadings.IsOrdinal(other) && style < other;

    private static int[] Ranks(string text, List<HeadingCandidate> candidates)
    {
        var ranks = new int[candidates.Count];
        var hinted = RanksOfHints(candidates);
        var following = new int[candidates.Count];
        var after = -1;
        for (var i = candidates.Count - 1; i >= 0; i--)
        {
            following[i] = after;
            if (IsOuter(candidates[i]))
            {
                after = i;
            }
        }

        var before = -1;
        var outerLine = false;
        for (var i = 0; i < ranks.Length; i++)
        {
            var c = candidates[i];
            Marker? above = before < 0 ? null : candidates[before].Marker;
            Marker? below = following[i] < 0 ? null : candidates[following[i]].Marker;
            if (c.Kind == HeadingKind.RunIn)
            {
                ranks[i] = RankOfRunIn + c.Depth;
            }
            else if (IsMarked(c))
            {
                ranks[i] = RankOfMark(c.Marker.Style);
            }
            else if (c.HintLevel > 0)
            {
                ranks[i] = hinted[c.HintLevel];
            }
            else if (c.Marker.Style == MarkerStyle.Bullet)
            {
                ranks[i] = RankOfInnerLine;
            }
            else if (RankOfWords(text[c.Start..c.End], below) is var known && known > 0)
            {
                ranks[i] = known;
            }
            else
            {
                var isAbove = outerLine && following[i] == i + 1 && candidates[i + 1].Paragraph == c.Paragraph + 1;
                ranks[i] = RankOfLine(above, below, isAbove);
                outerLine |= ranks[i] == RankOfOuterLine;
            }

            if (IsOuter(c))
            {
                before = i;
            }
        }

        return ranks;
    }

    /// <summary>The rank of lines that stand in front of the body or behind it by their words; 0 for all others.</summary>
    private static int RankOfWords(string words, Marker? below)
    {
        if (IsAppendix(words))
        {
            return RankOfOuterLine;
        }

        return below is { } number && IsPreface(words) ? RankOfMark(number.Style) : 0;
    }

    /// <summary>Lines that open what stands behind the body.</summary>
    private static bool IsAppendix(string words) => words is "名词解释" or "注释" or "附录" or "附注" or "参考文献" or "结束语" or "结语";

    /// <summary>前 言, 引言: lines that open what stands in front of the body, beside its parts.</summary>
    private static bool IsPreface(string words) =>
        words.Length <= LongestPreface && WordsOfPreface.Contains(string.Concat(words.Where(static c => !Glyphs.IsBlank(c))));

    /// <summary>A line that the format calls a heading ranks with marked ones of the same hinted level, else by its level.</summary>
    private static int[] RanksOfHints(List<HeadingCandidate> candidates)
    {
        var marked = new int[DeepestHint + 1];
        foreach (var c in candidates)
        {
            if (c.HintLevel is > 0 and <= DeepestHint && IsMarked(c) && marked[c.HintLevel] == 0)
            {
                marked[c.HintLevel] = RankOfMark(c.Marker.Style);
            }
        }

        var ranks = new int[DeepestHint + 1];
        var above = 0;
        for (var level = 1; level <= DeepestHint; level++)
        {
            if (marked[level] > 0)
            {
                above = marked[level];
            }
            else if (above > 0)
            {
                above++;
            }

            ranks[level] = above > 0 ? above : level;
        }

        return ranks;
    }

    /// <summary>
    /// A plain line stands above the numbering that starts anew below it, beside the numbers when one is missing there, and below
    /// them when they count on, unless there is nothing between it and the number (<paramref name="isAbove"/>).
    /// </summary>
    private static int RankOfLine(Marker? before, Marker? after, bool isAbove)
    {
        if (before is not { } one)
        {
            return RankOfOuterLine;
        }

        if (after is not { } other)
        {
            return RankOfInnerLine;
        }

        if (other.Number == 1 ? one.Style >= other.Style : isAbove && one.Style == other.Style && other.Number == one.Number + 1)
        {
            return RankOfOuterLine;
        }

        return one.Style == other.Style && other.Number == one.Number + 2 ? RankOfMark(one.Style) : RankOfInnerLine;
    }

    /// <summary>What is attached starts anew, whatever stands above it.</summary>
    private static int RankOfMark(MarkerStyle style) =>
        style == MarkerStyle.Attachment ? RankOfAttachment : RankOfMarks + ((int)style * 10);

    private static bool IsMarked(HeadingCandidate c) => c.Marker.Style is not (MarkerStyle.None or MarkerStyle.Bullet);

    /// <summary>True at the head of a paragraph, and for 一、 and （一） that lost the line break in front of them.</summary>
    private static bool Opens(HeadingCandidate c) =>
        c.OpensParagraph || (c.Kind == HeadingKind.Numbered && c.Marker.Style is MarkerStyle.Chinese or MarkerStyle.ChineseBracket);

    private static bool IsOuter(HeadingCandidate c) =>
        Opens(c) && c.Marker.Style is >= MarkerStyle.Attachment and <= MarkerStyle.ChineseBracket and not MarkerStyle.Article;

    /// <summary>What is known of the nesting while the headings are gone through.</summary>
    private sealed class Nesting
    {
        /// <summary>The headings that the next one may stand below, outermost first; without candidate where one wasn't found.</summary>
        public List<(int Rank, HeadingCandidate? Candidate)> Open { get; } = [];

        /// <summary>The ranks that have occurred.</summary>
        public HashSet<int> Seen { get; } = [];

        /// <summary>Ranks that stand below others against the order of the styles.</summary>
        public HashSet<(int Rank, int Below)> Learnt { get; } = [];

        /// <summary>Of each rank of numbers the last one, and what stood above it.</summary>
        public Dictionary<int, (int Number, List<(int Rank, HeadingCandidate? Candidate)> Above)> Series { get; } = [];
    }
}
