using System.Text;

namespace KnowledgeBase.Readers;

/// <summary>Titles that are set with wide gaps between their characters, which stand on a page as if each were a line of its own.</summary>
internal static class LetterSpacing
{
    /// <summary>Gaps up to this many heights of a line are spacing; cells of a table stand farther apart.</summary>
    private const double WidestGap = 2.6;

    /// <summary>The gaps of one line differ by this share of its height at most.</summary>
    private const double Tolerance = 0.35;

    /// <summary>True when single ideographs with gaps of one width between them make a word.</summary>
    /// <param name="pieces">Pieces of a line from the left.</param>
    public static bool IsSpaced(IReadOnlyList<PageLine> pieces)
    {
        if (pieces.Count < 2 || !pieces.All(p => p.Text.Length == 1 && char.IsLetter(p.Text[0]) && InlineText.IsWide(p.Text[0])))
        {
            return false;
        }

        var height = pieces[0].Height;
        double least = double.MaxValue, most = double.MinValue;
        for (var i = 1; i < pieces.Count; i++)
        {
            var gap = pieces[i].Left - pieces[i - 1].Right;
            least = Math.Min(least, gap);
            most = Math.Max(most, gap);
        }

        return least > -0.2 * height && most <= WidestGap * height && most - least <= Tolerance * height;
    }

    /// <summary>Puts the lines of a page together that are the characters of one; the others stay as they are.</summary>
    public static List<PageLine> Join(IReadOnlyList<PageLine> lines)
    {
        var joined = new List<PageLine>(lines.Count);
        for (var i = 0; i < lines.Count;)
        {
            var end = i + 1;
            while (end < lines.Count && lines[i].Text.Length == 1 && lines[end].Text.Length == 1 && IsBeside(lines[end - 1], lines[end]))
            {
                end++;
            }

            var run = lines.Skip(i).Take(end - i).ToList();
            if (IsSpaced(run) && !lines.Except(run).Any(l => IsOnRow(l, run[0])))
            {
                joined.Add(Together(run));
            }
            else
            {
                joined.AddRange(run);
            }

            i = end;
        }

        return joined;
    }

    /// <summary>One line of several pieces.</summary>
    public static PageLine Together(IReadOnlyList<PageLine> pieces)
    {
        var words = new StringBuilder();
        foreach (var piece in pieces)
        {
            words.Append(piece.Text);
        }

        return new PageLine(
            words.ToString(), pieces[0].Left, pieces.Min(p => p.Top), pieces.Max(p => p.Right), pieces.Max(p => p.Bottom));
    }

    private static bool IsBeside(PageLine a, PageLine b) => b.Left >= a.Right - (0.2 * a.Height) && IsOnRow(a, b);

    private static bool IsOnRow(PageLine a, PageLine b) =>
        Math.Min(a.Bottom, b.Bottom) - Math.Max(a.Top, b.Top) > 0.7 * Math.Min(a.Height, b.Height);
}
