using System.Buffers;
using KnowledgeBase.Materials;
using KnowledgeBase.Text;

namespace KnowledgeBase.Retrieval.Search;

/// <summary>
/// The sentence of a passage that answers for it where only its meaning was found: the one that shares most characters with the question,
/// of equal ones the first. To embed each sentence while somebody waits would take longer than the search.
/// </summary>
internal static class NearestSentence
{
    private static readonly SearchValues<char> Ends = SearchValues.Create(SentenceMarks.Ends + SentenceMarks.Semicolons + "\n");

    /// <summary>Characters that tell nothing of what a sentence is about.</summary>
    private const string Empty = "的了和与及在是有对为等这那个不也都就而或把被从到以其";

    /// <summary>Where the sentence stands in a text; the whole text where it has no end of a sentence.</summary>
    public static TextSpan In(string text, string question)
    {
        var asked = FoldedText.Fold(question)
            .Where(c => char.IsLetterOrDigit(c) && !Empty.Contains(c, StringComparison.Ordinal))
            .ToHashSet();
        var (best, most) = (new TextSpan(0, text.Length), -1.0);
        foreach (var sentence in Sentences(text))
        {
            var folded = FoldedText.Fold(sentence.In(text));
            var shared = folded.Where(asked.Contains).Distinct().Count() / Math.Sqrt(folded.Length + 10.0);
            if (shared > most)
            {
                (best, most) = (sentence, shared);
            }
        }

        return best;
    }

    private static IEnumerable<TextSpan> Sentences(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = text.AsSpan(start).IndexOfAny(Ends);
            end = end < 0 ? text.Length : start + end + 1;
            var (from, to) = (start, end);
            while (from < to && char.IsWhiteSpace(text[from]))
            {
                from++;
            }

            while (to > from && char.IsWhiteSpace(text[to - 1]))
            {
                to--;
            }

            if (to - from > 1)
            {
                yield return new TextSpan(from, to);
            }

            start = end;
        }
    }
}
