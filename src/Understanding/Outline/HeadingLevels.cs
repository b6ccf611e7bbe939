using KnowledgeBase.Materials;

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
    private const int RankOfRunIn = RankOfMarks + ((int)MarkerStyle.Bullet * 10) + 50;

    public static List<Heading> Assign(string text, List<HeadingCandidate> candidates)
    {
        var headings = new List<Heading>(candidates.Count);
        var open = new List<(int Rank, HeadingCandidate Candidate)>();
        var seen = new HashSet<int>();
        var ranks = Ranks(text, candidates);
        for (var i = 0; i < candidates.Count; i++)
        {
            var c = candidates[i];
            var rank = ranks[i];
            Close(open, rank, c, seen);
            open.Add((rank, c));
            seen.Add(rank);
            headings.Add(new Heading(open.Count, c.Kind, text[c.Start..c.End], c.Start, c.End, text[c.MarkerStart..c.Start].TrimEnd())
            {
                MarkerStart = c.MarkerStart,
            });
        }

        return headings;
    }

    /// <summary>Closes the headings that this one doesn't stand below.</summary>
    private static void Close(List<(int Rank, HeadingCandidate Candidate)> open, int rank, HeadingCandidate c, HashSet<int> seen)
    {
        var same = open.FindIndex(o => o.Rank == rank);
        if (same >= 0)
        {
            open.RemoveRange(same, open.Count - same);
            return;
        }

        // Headings inside earlier paragraphs end with their paragraph when a new one opens with a mark or as a line.
        while (open.Count > 0 && open[^1].Rank > rank)
        {
            var top = open[^1].Candidate;
            var nests = c.Marker.Number == 1 && !seen.Contains(rank) && c.Marker.Style >= MarkerStyle.Chinese
                && (top.Paragraph == c.Paragraph
                    || (top.Kind != HeadingKind.RunIn && top.Marker.Style >= MarkerStyle.Article && top.OpensParagraph && c.OpensParagraph
                        && top.HintLevel == 0));
            if (nests && !IsOuterOrdinal(c.Marker.Style, top.Marker.Style))
            {
                break;
            }

            if (!c.OpensParagraph && top.Paragraph == c.Paragraph && c.Kind == HeadingKind.Ordinal)
            {
                break;
            }

            open.RemoveAt(open.Count - 1);
        }
    }

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
        for (var i = 0; i < ranks.Length; i++)
        {
            var c = candidates[i];
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
            else if (IsAppendix(text[c.Start..c.End]))
            {
                ranks[i] = RankOfOuterLine;
            }
            else
            {
                ranks[i] = RankOfLine(
                    before < 0 ? null : candidates[before].Marker, following[i] < 0 ? null : candidates[following[i]].Marker);
            }

            if (IsOuter(c))
            {
                before = i;
            }
        }

        return ranks;
    }

    /// <summary>Lines that open what stands behind the body.</summary>
    private static bool IsAppendix(string words) => words is "名词解释" or "注释" or "附录" or "附注" or "参考文献" or "结束语" or "结语";

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
    /// them when they count on.
    /// </summary>
    private static int RankOfLine(Marker? before, Marker? after)
    {
        if (before is not { } one)
        {
            return RankOfOuterLine;
        }

        if (after is not { } other)
        {
            return RankOfInnerLine;
        }

        if (other.Number == 1 && one.Style >= other.Style)
        {
            return RankOfOuterLine;
        }

        return one.Style == other.Style && other.Number == one.Number + 2 ? RankOfMark(one.Style) : RankOfInnerLine;
    }

    /// <summary>What is attached starts anew, whatever stands above it.</summary>
    private static int RankOfMark(MarkerStyle style) =>
        style == MarkerStyle.Attachment ? RankOfAttachment : RankOfMarks + ((int)style * 10);

    private static bool IsMarked(HeadingCandidate c) => c.Marker.Style is not (MarkerStyle.None or MarkerStyle.Bullet);

    private static bool IsOuter(HeadingCandidate c) =>
        c.OpensParagraph && c.Marker.Style is >= MarkerStyle.Attachment and <= MarkerStyle.ChineseBracket and not MarkerStyle.Article;
}
