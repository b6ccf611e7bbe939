using KnowledgeBase.Text;

namespace KnowledgeBase.Understanding.Vocabulary;

/// <summary>
/// Tells whether words of a list stand in a text as words: 县委 in 县委书记 and 我县县委, 区党委 not in 社区党委. The sentence around is cut by the
/// built-in lexicon, whatever words the owner adds, so that what a text is doesn't change with them.
/// </summary>
internal static class WordBorders
{
    /// <summary>UTF-16 units on each side of a stretch that are cut with it: no word that matters reaches further.</summary>
    private const int Beside = 12;

    private static readonly Segmenter Segmenter = new(Lexicon.Default);

    [ThreadStatic]
    private static FoldedText? _folded;

    [ThreadStatic]
    private static List<Word>? _words;

    /// <summary>True when a word begins at the offset.</summary>
    public static bool Begins(ReadOnlySpan<char> text, int at) => Borders(text, at, 0).Begins;

    /// <summary>True when words begin and end where the stretch does.</summary>
    public static bool Covers(ReadOnlySpan<char> text, int at, int length) => Borders(text, at, length) is { Begins: true, Ends: true };

    /// <summary>How often words stand in a text where a word begins, and the offset of the first; -1 when they don't.</summary>
    /// <param name="text">The text.</param>
    /// <param name="words">The words.</param>
    /// <param name="most">More than these are not counted.</param>
    public static (int Count, int First) CountBeginning(ReadOnlySpan<char> text, string words, int most)
    {
        var (count, first) = (0, -1);
        for (var at = 0; at < text.Length && count < most;)
        {
            var next = text[at..].IndexOf(words, StringComparison.Ordinal);
            if (next < 0)
            {
                break;
            }

            at += next;
            if (Begins(text, at))
            {
                first = count == 0 ? at : first;
                count++;
            }

            at += words.Length;
        }

        return (count, first);
    }

    /// <summary>The offset of words that stand in a text and begin and end as words do; -1 when they don't.</summary>
    public static int IndexOf(ReadOnlySpan<char> text, string words)
    {
        for (var at = 0; at < text.Length; at++)
        {
            var next = text[at..].IndexOf(words, StringComparison.Ordinal);
            if (next < 0)
            {
                return -1;
            }

            at += next;
            if (Covers(text, at, words.Length))
            {
                return at;
            }
        }

        return -1;
    }

    private static (bool Begins, bool Ends) Borders(ReadOnlySpan<char> text, int at, int length)
    {
        var from = at;
        while (from > 0 && at - from < Beside && Glyphs.IsHan(text[from - 1]))
        {
            from--;
        }

        var end = at + length;
        var to = Math.Min(text.Length, end + Beside);
        var folded = _folded ??= new FoldedText();
        var words = _words ??= [];
        folded.Reset(text[from..to]);
        Segmenter.Segment(folded, words);
        var (begins, ends) = (at == from, length == 0 || end == text.Length);
        foreach (var word in words)
        {
            begins |= folded.OriginalStart(word.Start) == at - from;
            ends |= folded.OriginalStart(word.Start) == end - from;
        }

        return (begins, ends);
    }
}
