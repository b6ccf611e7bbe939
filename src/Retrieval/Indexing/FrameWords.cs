using KnowledgeBase.Text;

namespace KnowledgeBase.Retrieval.Indexing;

/// <summary>
/// Single characters that frames are made with (以…为…, 从…到…). Words of one character are no terms of the word field otherwise; these are,
/// as inner words, where a text is cut so, that a frame may ask where they stand.
/// </summary>
internal static class FrameWords
{
    private const string Characters = "以为把将在从到向用靠由让使对与和同跟比像如因于而则若虽且或即便越边先再既又不要才就更也都是有被按经过当自凭借";

    /// <summary>True for such a character.</summary>
    public static bool Contains(ReadOnlySpan<char> word) => word.Length == 1 && Characters.Contains(word[0], StringComparison.Ordinal);

    /// <summary>Puts the tokens of a text and those that frames need into one buffer.</summary>
    /// <param name="text">The text.</param>
    /// <param name="words">Its words, in order.</param>
    /// <param name="tokens">Its tokens, by ascending position.</param>
    /// <param name="all">Receives both; cleared first.</param>
    public static void Join(FoldedText text, List<Word> words, TokenBuffer tokens, TokenBuffer all)
    {
        all.Clear();
        var next = 0;
        foreach (var word in words)
        {
            var written = text.Text.Slice(word.Start, word.Length);
            if (!Contains(written))
            {
                continue;
            }

            var isThere = false; // other analyzers have terms of one character
            for (; next < tokens.Count && tokens.Tokens[next].Position <= word.Start; next++)
            {
                isThere |= tokens.Tokens[next] is { Length: 1 } token && token.Position == word.Start;
                Add(next);
            }

            if (!isThere)
            {
                all.Add(word.Start, 1, written, isInner: true);
            }
        }

        for (; next < tokens.Count; next++)
        {
            Add(next);
        }

        void Add(int index) =>
            all.AddTerm(tokens.Tokens[index].Position, tokens.Tokens[index].Length, tokens.Term(index), tokens.Tokens[index].IsInner);
    }
}
