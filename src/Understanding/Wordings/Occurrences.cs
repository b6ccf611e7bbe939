using KnowledgeBase.Understanding.Vocabulary;

namespace KnowledgeBase.Understanding.Wordings;

/// <summary>Counts every occurrence of many words in a text.</summary>
internal static class Occurrences
{
    /// <summary>Above this many characters to compare, one walk through a trie costs less than a search per word.</summary>
    private const long TrieFrom = 1 << 22;

    /// <summary>The starts of each word's occurrences, ascending and without overlap.</summary>
    public static IReadOnlyList<int>[] Of(string text, IReadOnlyList<string> words)
    {
        var starts = new List<int>[words.Count];
        for (var i = 0; i < starts.Length; i++)
        {
            starts[i] = [];
        }

        if ((long)text.Length * words.Count < TrieFrom)
        {
            for (var i = 0; i < starts.Length; i++)
            {
                for (var at = text.IndexOf(words[i], StringComparison.Ordinal);
                    at >= 0;
                    at = text.IndexOf(words[i], at + words[i].Length, StringComparison.Ordinal))
                {
                    starts[i].Add(at);
                }
            }

            return starts;
        }

        var found = new List<WordTrie.Occurrence>();
        new WordTrie(words).FindAll(text, found);
        foreach (var (word, start, _) in found)
        {
            var list = starts[word];
            if (list.Count == 0 || list[^1] + words[word].Length <= start)
            {
                list.Add(start);
            }
        }

        return starts;
    }
}
