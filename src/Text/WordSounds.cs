namespace KnowledgeBase.Text;

/// <summary>
/// The words of the built-in lexicon by their pinyin: 引领 by yinling. Made when it is first asked for, in some tenths of a second and
/// twelve bytes a word; for any number of threads.
/// </summary>
public static class WordSounds
{
    private const int ShortestWord = 2;
    private const int LongestWord = 4;

    private static readonly Lazy<(ulong[] Keys, int[] Ids)> Sounds = new(Make);

    /// <summary>The words of two to four characters that are spelled so, without tones and blanks.</summary>
    /// <param name="letters">Whole syllables in one piece.</param>
    public static IReadOnlyList<string> SpelledBy(string letters)
    {
        ArgumentNullException.ThrowIfNull(letters);
        var (keys, ids) = Sounds.Value;
        var key = KeyOf(letters);
        var at = Array.BinarySearch(keys, key);
        while (at > 0 && keys[at - 1] == key)
        {
            at--;
        }

        var words = new List<string>();
        for (; at >= 0 && at < keys.Length && keys[at] == key; at++)
        {
            var word = Lexicon.Default.Spelling(ids[at]).ToString();
            if (Pinyin.Of(word) == letters)
            {
                words.Add(word);
            }
        }

        return words;
    }

    private static (ulong[] Keys, int[] Ids) Make()
    {
        var lexicon = Lexicon.Default;
        var keys = new List<ulong>();
        var ids = new List<int>();
        for (var id = 0; id < lexicon.WordCount; id++)
        {
            var word = lexicon.Spelling(id);
            if (word.Length is >= ShortestWord and <= LongestWord && word.ToArray().All(Signs.IsHan))
            {
                keys.Add(KeyOf(Pinyin.Of(word.ToString())));
                ids.Add(id);
            }
        }

        (ulong[] Keys, int[] Ids) sounds = ([.. keys], [.. ids]);
        Array.Sort(sounds.Keys, sounds.Ids);
        return sounds;
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
}
