namespace KnowledgeBase.Understanding.Vocabulary;

/// <summary>
/// Finds every occurrence of many words in one pass. A trie whose root is a table by unit and whose inner nodes share one open hash
/// table: Chinese words are short, so walking from every position costs about as much as an Aho–Corasick automaton and the
/// structure stays small. Most positions don't get that far: a bit for the pair of units that stands there says that no word begins.
/// </summary>
internal sealed class WordTrie
{
    private const int PairBits = 1 << 17;

    private readonly int[] _roots = new int[char.MaxValue + 1];
    private readonly ulong[] _pairs = new ulong[PairBits / 64];
    private readonly ulong[] _singles = new ulong[(char.MaxValue + 1) / 64];
    private readonly Entry[] _table;
    private readonly int[] _word;
    private readonly int _mask;

    /// <param name="words">The words; a word's number is its place in the list. Words must be distinct and not empty.</param>
    public WordTrie(IReadOnlyList<string> words)
    {
        var capacity = 256;
        while (capacity < words.Sum(w => w.Length) * 3)
        {
            capacity <<= 1;
        }

        _mask = capacity - 1;
        _table = new Entry[capacity];
        var word = new List<int> { -1 };
        for (var w = 0; w < words.Count; w++)
        {
            if (words[w].Length == 1)
            {
                _singles[words[w][0] >> 6] |= 1UL << (words[w][0] & 63);
            }
            else
            {
                _pairs[Pair(words[w][0], words[w][1]) >> 6] |= 1UL << (Pair(words[w][0], words[w][1]) & 63);
            }

            var node = 0;
            foreach (var c in words[w])
            {
                ref var next = ref (node == 0 ? ref _roots[c] : ref Slot(node, c).Next);
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
            if (!MayBegin(text, start))
            {
                continue;
            }

            var node = _roots[text[start]];
            var first = found.Count;
            for (var i = start + 1; node != 0; i++)
            {
                if (_word[node] >= 0)
                {
                    found.Add(new Occurrence(_word[node], start, i));
                }

                if (i == text.Length)
                {
                    break;
                }

                node = Next(node, text[i]);
            }

            if (found.Count - first > 1)
            {
                found.Reverse(first, found.Count - first);
            }
        }
    }

    /// <summary>Length of the longest word that the text begins with; 0 when there is none.</summary>
    public int LongestPrefix(ReadOnlySpan<char> text)
    {
        var longest = 0;
        var node = text.IsEmpty || !MayBegin(text, 0) ? 0 : _roots[text[0]];
        for (var i = 1; node != 0; i++)
        {
            if (_word[node] >= 0)
            {
                longest = i;
            }

            if (i == text.Length)
            {
                break;
            }

            node = Next(node, text[i]);
        }

        return longest;
    }

    private bool MayBegin(ReadOnlySpan<char> text, int at)
    {
        var c = text[at];
        if (at + 1 < text.Length)
        {
            var pair = Pair(c, text[at + 1]);
            if ((_pairs[pair >> 6] >> (pair & 63) & 1) != 0)
            {
                return true;
            }
        }

        return (_singles[c >> 6] >> (c & 63) & 1) != 0;
    }

    private static int Pair(char first, char second) => ((first * 0x2F35) ^ (second * 0x1D)) & (PairBits - 1);

    private static long Key(int node, char c) => ((long)node << 16) | c;

    private int Hash(long key) => (int)((ulong)(key * unchecked((long)0x9E3779B97F4A7C15)) >> 40) & _mask;

    private int Next(int node, char c)
    {
        var key = Key(node, c);
        for (var i = Hash(key); ; i = (i + 1) & _mask)
        {
            ref readonly var entry = ref _table[i];
            if (entry.Key == key)
            {
                return entry.Next;
            }

            if (entry.Key == 0)
            {
                return 0;
            }
        }
    }

    private ref Entry Slot(int node, char c)
    {
        var key = Key(node, c);
        for (var i = Hash(key); ; i = (i + 1) & _mask)
        {
            ref var entry = ref _table[i];
            if (entry.Key == 0)
            {
                entry.Key = key;
            }

            if (entry.Key == key)
            {
                return ref entry;
            }
        }
    }

    private struct Entry
    {
        public long Key;
        public int Next;
    }
}
