using System.Runtime.InteropServices;
using KnowledgeBase.Retrieval.Engines;
using KnowledgeBase.Text;

namespace KnowledgeBase.Retrieval.Search;

/// <summary>What a text is about: its most telling words, by how often they stand in it and how rare they are elsewhere.</summary>
/// <param name="Query">Finds passages that are about the same.</param>
/// <param name="Words">The words, the most telling first.</param>
internal sealed record Likeness(EngineQuery Query, IReadOnlyList<string> Words)
{
    /// <summary>How many words a likeness is made of.</summary>
    private const int MostWords = 30;

    /// <summary>The likeness of a text.</summary>
    /// <param name="reader">Tells how common a word is.</param>
    /// <param name="analyzer">Cuts the text as the index does.</param>
    /// <param name="passages">The text, passage by passage.</param>
    /// <param name="isOfLibrary">
    /// True for a text of the library: a word that stands in no passage but its own finds nothing else, and is left out.
    /// </param>
    /// <returns>Null when nothing is left.</returns>
    public static Likeness? Of(IPassageReader reader, IWordAnalyzer analyzer, IEnumerable<string> passages, bool isOfLibrary)
    {
        var words = new List<Word>();
        var folded = new FoldedText();
        var counts = new Dictionary<string, (int Times, int Passages, int Last)>(StringComparer.Ordinal);
        var lookup = counts.GetAlternateLookup<ReadOnlySpan<char>>();
        var number = 0;
        foreach (var passage in passages)
        {
            number++;
            folded.Reset(passage);
            analyzer.Cut(folded, words);
            foreach (var word in words)
            {
                if (word.Length > 1 && word.Kind != WordKind.Sign)
                {
                    ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(
                        lookup, folded.Text.Slice(word.Start, word.Length), out _);
                    count = (count.Times + 1, count.Passages + (count.Last == number ? 0 : 1), number);
                }
            }
        }

        double all = reader.PassageCount;
        var documents = reader.DocumentFrequencies(PassageField.Words, [.. counts.Select(c => EngineTerms.OfWord(c.Key))]);
        var telling = counts
            .Zip(documents, (count, found) => (Word: count.Key, Own: count.Value, Documents: found))
            .Where(c => c.Documents > (isOfLibrary ? c.Own.Passages : 0))
            .Select(c => (c.Word, Weight: Math.Sqrt(c.Own.Times) * Math.Log(1 + (all / c.Documents))))
            .OrderByDescending(c => c.Weight)
            .ThenBy(c => c.Word, StringComparer.Ordinal)
            .Take(MostWords)
            .ToArray();
        return telling.Length == 0
            ? null
            : new Likeness(
                new BooleanQuery
                {
                    Should = [.. telling.Select(t =>
                        new TermQuery(PassageField.Words, EngineTerms.OfWord(t.Word)) { Boost = (float)(t.Weight / telling[0].Weight) })],
                    MinimumShouldMatch = Math.Max(1, telling.Length / 10),
                },
                [.. telling.Select(t => t.Word)]);
    }
}
