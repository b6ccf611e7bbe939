namespace KnowledgeBase.Text;

/// <summary>
/// The words of the built-in lexicon by their pinyin: 引领 by yinling, and, as what is nearly alike, by 引林. Made when they are first asked
/// for, in some tenths of a second and 24 bytes a word; for any number of threads.
/// </summary>
public static class WordSounds
{
    private const int ShortestWord = 2;
    private const int LongestWord = 4;

    private static readonly Lazy<SoundTable> Exact = new(() => new SoundTable(syllables => KeyOf(string.Concat(syllables))));
    private static readonly Lazy<SoundTable> Near = new(() => new SoundTable(syllables => Pinyin.NearSound(syllables, 0, syllables.Count)));

    /// <summary>The words of two to four characters that are spelled so, without tones and blanks.</summary>
    /// <param name="letters">Whole syllables in one piece.</param>
    public static IReadOnlyList<string> SpelledBy(string letters)
    {
        ArgumentNullException.ThrowIfNull(letters);
        return [.. Exact.Value.Find(KeyOf(letters)).Where(word => Pinyin.Of(word) == letters)];
    }

    /// <summary>
    /// The words that sound as a text does, or nearly (ing as in, zh as z), of as many characters; without the text itself.
    /// </summary>
    /// <param name="text">Folded, of Chinese characters alone.</param>
    public static IReadOnlyList<string> Alike(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return
        [
            .. Near.Value.Find(Pinyin.NearSound(Pinyin.Syllables(text), 0, text.Length))
                .Where(word => word.Length == text.Length && word != text),
        ];
    }

    // FNV-1a
    private static ulong KeyOf(string letters)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in letters)
        {
            hash = (hash ^ c) * 1099511628211UL;
        }

        return hash;
    }

    /// <summary>Words in the order of what their syllables give.</summary>
    private sealed class SoundTable
    {
        private readonly ulong[] _keys;
        private readonly int[] _ids;

        public SoundTable(Func<IReadOnlyList<string>, ulong> keyOf)
        {
            var lexicon = Lexicon.Default;
            var keys = new List<ulong>();
            var ids = new List<int>();
            for (var id = 0; id < lexicon.WordCount; id++)
            {
                var word = lexicon.Spelling(id);
                if (word.Length is >= ShortestWord and <= LongestWord && word.ToArray().All(Signs.IsHan))
                {
                    keys.Add(keyOf(Pinyin.Syllables(word.ToString())));
                    ids.Add(id);
                }
            }

            (_keys, _ids) = ([.. keys], [.. ids]);
            Array.Sort(_keys, _ids);
        }

        public IEnumerable<string> Find(ulong key)
        {
            var at = Array.BinarySearch(_keys, key);
            while (at > 0 && _keys[at - 1] == key)
            {
                at--;
            }

            for (; at >= 0 && at < _keys.Length && _keys[at] == key; at++)
            {
                yield return Lexicon.Default.Spelling(_ids[at]).ToString();
            }
        }
    }
}
