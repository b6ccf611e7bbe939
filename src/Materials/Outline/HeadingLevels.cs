namespace KnowledgeBase.Materials;

/// <summary>Gives headings their level: the depth of nesting in this document, whatever marks it uses.</summary>
internal static class HeadingLevels
{
    // Ranks order what may nest in what; between the styles of marks, which keep the order of their enumeration, stand the rest.
    private const int RankOfMarks = 100;
    private const int RankOfOuterLine = 50;
    private const int RankOfInnerLine = RankOfMarks + ((int)MarkerStyle.Letter * 10) + 5;
    private const int RankOfRunIn = RankOfMarks + ((int)MarkerStyle.Bullet * 10) + 50;

    public static List<Heading> Assign(string text, List<HeadingCandidate> candidates)
    {
        var headings = new List<Heading>(candidates.Count);
        var open = new List<(int Rank, HeadingCandidate Candidate)>();
        var seen = new HashSet<int>();
        for (var i = 0; i < candidates.Count; i++)
        {
            var c = candidates[i];
            var rank = RankOf(candidates, i);
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
                && (top.Paragraph == c.Paragraph || (top.Kind != HeadingKind.RunIn && top.Marker.Style >= MarkerStyle.Article && top.OpensParagraph && c.OpensParagraph && top.HintLevel == 0));
            if (nests) break;
            if (!c.OpensParagraph && top.Paragraph == c.Paragraph && c.Kind == HeadingKind.Ordinal) break;
            open.RemoveAt(open.Count - 1);
        }
    }

    private static int RankOf(List<HeadingCandidate> candidates, int index)
    {
        var c = candidates[index];
        if (c.Kind == HeadingKind.RunIn) return RankOfRunIn + c.Depth;
        if (c.Marker.Style is not (MarkerStyle.None or MarkerStyle.Bullet)) return RankOfMarks + ((int)c.Marker.Style * 10);
        if (c.HintLevel > 0) return RankOfHinted(candidates, c.HintLevel);
        return c.Marker.Style == MarkerStyle.Bullet ? RankOfInnerLine : RankOfLine(candidates, index);
    }

    /// <summary>A line that the format calls a heading ranks with marked ones of the same hinted level, else by its level.</summary>
    private static int RankOfHinted(List<HeadingCandidate> candidates, int level)
    {
        var above = 0;
        foreach (var c in candidates)
        {
            if (c.HintLevel == 0 || c.Marker.Style is MarkerStyle.None or MarkerStyle.Bullet) continue;
            var rank = RankOfMarks + ((int)c.Marker.Style * 10);
            if (c.HintLevel == level) return rank;
            if (c.HintLevel < level) above = Math.Max(above, rank + level - c.HintLevel);
        }

        return above > 0 ? above : level;
    }

    /// <summary>
    /// A plain line stands above the numbering that starts anew below it, beside the numbers when one is missing there, and below
    /// them when they count on.
    /// </summary>
    private static int RankOfLine(List<HeadingCandidate> candidates, int index)
    {
        var before = candidates.FindLastIndex(index, c => IsOuter(c.Marker.Style) && c.OpensParagraph);
        if (before < 0) return RankOfOuterLine;
        var after = candidates.FindIndex(index, c => IsOuter(c.Marker.Style) && c.OpensParagraph);
        if (after < 0) return RankOfInnerLine;
        var (one, other) = (candidates[before].Marker, candidates[after].Marker);
        if (other.Number == 1 && one.Style >= other.Style) return RankOfOuterLine;
        if (one.Style == other.Style && other.Number == one.Number + 2) return RankOfMarks + ((int)one.Style * 10);
        return RankOfInnerLine;
    }

    private static bool IsOuter(MarkerStyle style) => style is >= MarkerStyle.Attachment and <= MarkerStyle.ChineseBracket and not MarkerStyle.Article;
}
