using KnowledgeBase.Text;

namespace KnowledgeBase.LiteralGuarantee;

/// <summary>What a plain scan finds: the oracle. It knows the fold of whole strings and nothing of indexes or offset maps.</summary>
internal static class Scan
{
    /// <summary>The passages that hold the folded string.</summary>
    public static List<IndexedPassage> For(string folded, IEnumerable<IndexedPassage> passages) =>
        [.. passages.Where(p => p.Folded.Contains(folded, StringComparison.Ordinal))];

    /// <summary>Where the folded string stands in a text, in the original's offsets; overlapping occurrences are one.</summary>
    public static List<(int Start, int End)> Spans(string text, string folded)
    {
        // How much is folded of each beginning of the text, cut where no surrogate pair is parted.
        var beginnings = new List<(int Original, int Folded)> { (0, 0) };
        var piece = new FoldedText();
        for (var i = 1; i <= text.Length; i++)
        {
            if (i == text.Length || !char.IsSurrogatePair(text[i - 1], text[i]))
            {
                piece.Reset(text.AsSpan(beginnings[^1].Original, i - beginnings[^1].Original));
                beginnings.Add((i, beginnings[^1].Folded + piece.Length));
            }
        }

        var whole = FoldedText.Fold(text);
        var spans = new List<(int Start, int End)>();
        for (var at = whole.IndexOf(folded, StringComparison.Ordinal);
            at >= 0;
            at = whole.IndexOf(folded, at + 1, StringComparison.Ordinal))
        {
            var first = beginnings.FindLastIndex(b => b.Folded <= at);
            var last = beginnings.FindIndex(b => b.Folded >= at + folded.Length);

            // Marks that fold to nothing belong to the character in front; white space doesn't.
            while (last + 1 < beginnings.Count && beginnings[last + 1].Folded == beginnings[last].Folded
                && !FoldedText.IsWhiteSpace(text[beginnings[last].Original]))
            {
                last++;
            }

            var span = (Start: beginnings[first].Original, End: beginnings[last].Original);
            if (spans.Count > 0 && span.Start < spans[^1].End)
            {
                spans[^1] = (spans[^1].Start, Math.Max(span.End, spans[^1].End));
            }
            else
            {
                spans.Add(span);
            }
        }

        return spans;
    }
}
