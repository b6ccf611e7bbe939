using System.Buffers;
using KnowledgeBase.Materials;
using KnowledgeBase.Understanding.Themes;

namespace KnowledgeBase.Understanding.Corrections;

/// <summary>Finds the words that a correction quotes in a text, as cues are found: however they are folded and quoted there.</summary>
internal static class QuotedWords
{
    /// <summary>What a person should know of words that a correction quotes and that stand nowhere in the material.</summary>
    public static IEnumerable<string> WordsNotIn(this Correction correction, string text) => correction.Passages.Select(p => p.Words)
        .Concat(correction.Practices.Select(p => p.Words))
        .Distinct(StringComparer.Ordinal)
        .Where(words => Find(text, words).Count == 0)
        .Select(words =>
            $"A correction quotes «{(words.Length <= 60 ? words : $"{words[..60]}…")}», which does not stand in the text; "
            + "it changes nothing.");

    /// <summary>Every place where the words stand, in order; places do not overlap.</summary>
    public static IReadOnlyList<TextSpan> Find(string text, string words)
    {
        var sought = CueFold.Fold(words);
        if (sought.Length == 0)
        {
            return [];
        }

        var folded = ArrayPool<char>.Shared.Rent(text.Length);
        var origins = ArrayPool<int>.Shared.Rent(text.Length);
        try
        {
            var spans = new List<TextSpan>();
            var length = CueFold.Fold(text, folded, origins);
            for (var at = 0; folded.AsSpan(at, length - at).IndexOf(sought) is >= 0 and var next; at += sought.Length)
            {
                at += next;
                spans.Add(new TextSpan(origins[at], origins[at + sought.Length - 1] + 1));
            }

            return spans;
        }
        finally
        {
            ArrayPool<char>.Shared.Return(folded);
            ArrayPool<int>.Shared.Return(origins);
        }
    }
}
