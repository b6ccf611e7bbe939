namespace KnowledgeBase.Materials.Themes;

/// <summary>
/// Finds every occurrence of many words in one pass. A trie whose root is a table by unit and whose inner nodes share one open hash
/// table: Chinese words are short, so walking from every position costs about as much as an Aho–Corasick automaton and the
/// structure stays small enough for the cache.
/// </summary>
internal sealed class WordTrie
{
    private readonly int[] _roots = new int[char.MaxValue + 1];
    private readonly long[] _keys;
    private readonly int[] _next;
    private readonly int[] _word;
    private readonly int _mask;

    /// <param name="words">The words; a word's number is its place in the list. Words must be distinct and not empty.</param>
    public WordTrie(IReadOnlyList<string> words)
    {
        var capacity = 1024;
        while (capacity < words.Sum(w => w.Length) * 3)
            capacity <<= 1;
        _mask = capacity - 1;
        _keys = new long[capacity];
        _next = new int[capacity];
        var word = new List<int> { -1 };
        for (var w = 0; w < words.Count; w++)
        {
            var node = 0;
            foreach (var c in words[w])
            {
                ref var next = ref (node == 0 ? ref _roots[c] : ref Slot(node, c));
                if (next == 0)
                {
                    next = word.Count;
                    word.Add(-1);
                }

                node = next;
            }

            word[node] = w;
        }

        _word = [.. word];
    }

    /// <summary>An occurrence of a word.</summary>
    public readonly record struct Occurrence(int Word, int Start, int End);

    /// <summary>Adds all occurrences, by ascending start and, at one start, the longest first.</summary>
    public void FindAll(ReadOnlySpan<char> text, List<Occurrence> found)
    {
        for (var start = 0; start < text.Length; start++)
        {
            var node = _roots[text[start]];
            var first = found.Count;
            for (var i = start + 1; node != 0; i++)
            {
                if (_word[node] >= 0)
                    found.Add(new Occurrence(_word[node], start, i));
                if (i == text.Length)
                    break;
                node = Next(node, text[i]);
            }

            if (found.Count - first > 1)
                found.Reverse(first, found.Count - first);
        }
    }

    /// <summary>Length of the longest word that the text begins with; 0 when there is none.</summary>
    public int LongestPrefix(ReadOnlySpan<char> text)
    {
        var longest = 0;
        var node = text.IsEmpty ? 0 : _roots[text[0]];
        for (var i = 1; node != 0; i++)
        {
            if (_word[node] >= 0)
                longest = i;
            if (i == text.Length)
                break;
            node = Next(node, text[i]);
        }

        return longest;
    }

    private static long Key(int node, char c) => ((long)node << 16) | c;

    private int Hash(long key) => (int)((ulong)(key * unchecked((long)0x9E3779B97F4A7C15)) >> 40) & _mask;

    private int Next(int node, char c)
    {
        var key = Key(node, c);
        for (var i = Hash(key); ; i = (i + 1) & _mask)
        {
            if (_keys[i] == key)
                return _next[i];
            if (_keys[i] == 0)
                return 0;
        }
    }

    private ref int Slot(int node, char c)
    {
        var key = Key(node, c);
        for (var i = Hash(key); ; i = (i + 1) & _mask)
        {
            if (_keys[i] == key)
                return ref _next[i];
            if (_keys[i] == 0)
            {
                _keys[i] = key;
                return ref _next[i];
            }
        }
    }
}
