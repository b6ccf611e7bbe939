using System.Text;

namespace KnowledgeBase.Text;

/// <summary>
/// Pinyin without tones (ü as v), for suggestions while somebody types: danzhibu and dzb lead to 党支部. Characters with several
/// readings read as their word does (重庆 chongqing, 银行 yinhang), else as they do most often. For any number of threads.
/// </summary>
public static class Pinyin
{
    private static readonly Lazy<Table> Readings = new(Table.Load);

    /// <summary>The syllable of each character of the folded text; what isn't Chinese stands for itself, character by character.</summary>
    public static IReadOnlyList<string> Syllables(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var folded = FoldedText.Fold(text);
        var table = Readings.Value;
        var syllables = new List<string>(folded.Length);
        for (var i = 0; i < folded.Length;)
        {
            var word = table.WordAt(folded, i);
            if (word is not null)
            {
                syllables.AddRange(word);
                i += word.Length;
            }
            else
            {
                syllables.Add(table.Character(folded[i]));
                i++;
            }
        }

        return syllables;
    }

    /// <summary>How a character reads most often, whatever word it stands in; null for what isn't a Chinese character.</summary>
    public static string? SyllableOf(char character) => Readings.Value.Find(character);

    /// <summary>True when two Chinese characters read alike, each as it does most often.</summary>
    public static bool SoundAlike(char one, char other) => SyllableOf(one) is { } syllable && syllable == SyllableOf(other);

    /// <summary>The same number for syllables that are alike, or nearly: zh as z, ing as in, and so on.</summary>
    /// <param name="syllables">What <see cref="Syllables"/> gives.</param>
    /// <param name="start">The first that counts.</param>
    /// <param name="length">How many count.</param>
    public static ulong NearSound(IReadOnlyList<string> syllables, int start, int length)
    {
        ArgumentNullException.ThrowIfNull(syllables);
        var hash = 14695981039346656037UL; // FNV-1a
        for (var i = start; i < start + length; i++)
        {
            var syllable = syllables[i].AsSpan();
            if (syllable.EndsWith("ng"))
            {
                syllable = syllable[..^1];
            }

            for (var c = 0; c < syllable.Length; c++)
            {
                if (c != 1 || syllable[c] != 'h')
                {
                    hash = (hash ^ syllable[c]) * 1099511628211UL;
                }
            }

            hash = (hash ^ ' ') * 1099511628211UL;
        }

        return hash;
    }

    /// <summary>All syllables in one piece: 党支部 → dangzhibu.</summary>
    public static string Of(string text) => string.Concat(Syllables(text));

    /// <summary>The first letters: 党支部 → dzb.</summary>
    public static string Initials(string text)
    {
        var initials = new StringBuilder();
        foreach (var syllable in Syllables(text))
        {
            initials.Append(syllable[0]);
        }

        return initials.ToString();
    }

    /// <summary>
    /// True when somebody who types this may mean the text: each character typed as its syllable or by its initial (d, zh or z), the
    /// last one perhaps not finished, and characters at the end not typed yet. Blanks and apostrophes in what is typed don't count.
    /// </summary>
    public static bool Matches(string typed, string text)
    {
        ArgumentNullException.ThrowIfNull(typed);
        var letters = FoldedText.Fold(typed).Replace("'", "", StringComparison.Ordinal);
        return letters.Length > 0 && Matches(letters, Syllables(text), 0);
    }

    private static bool Matches(ReadOnlySpan<char> typed, IReadOnlyList<string> syllables, int at)
    {
        if (typed.IsEmpty)
        {
            return true;
        }

        if (at == syllables.Count)
        {
            return false;
        }

        var syllable = syllables[at];
        if (typed.Length <= syllable.Length && syllable.AsSpan().StartsWith(typed))
        {
            return true;
        }

        return (typed.StartsWith(syllable) && Matches(typed[syllable.Length..], syllables, at + 1))
            || (syllable.Length > 2 && syllable[1] == 'h' && typed.StartsWith(syllable.AsSpan(0, 2))
                && Matches(typed[2..], syllables, at + 1))
            || (typed[0] == syllable[0] && Matches(typed[1..], syllables, at + 1));
    }

    private sealed class Table
    {
        private const int LongestWord = 4;

        private readonly Dictionary<char, string> _characters = [];
        private readonly Dictionary<string, string[]> _words = new(StringComparer.Ordinal);

        public static Table Load()
        {
            using var stream = typeof(Pinyin).Assembly.GetManifestResourceStream("pinyin.txt")
                ?? throw new InvalidOperationException("The resource pinyin.txt is missing from the assembly: build the project anew.");
            using var reader = new StreamReader(stream);
            var table = new Table();
            while (reader.ReadLine() is { } line)
            {
                if (line.StartsWith('#'))
                {
                    continue;
                }

                var tab = line.IndexOf('\t', StringComparison.Ordinal);
                var readings = line[(tab + 1)..].Split(' ');
                if (tab == 1)
                {
                    table._characters[line[0]] = readings[0];
                }
                else
                {
                    table._words[line[..tab]] = readings;
                }
            }

            return table;
        }

        public string? Find(char c) => _characters.GetValueOrDefault(c);

        public string Character(char c) => Find(c) ?? c.ToString();

        /// <summary>The reading of the longest listed word that starts here, or null.</summary>
        public string[]? WordAt(string text, int start)
        {
            for (var length = Math.Min(LongestWord, text.Length - start); length >= 2; length--)
            {
                if (_words.TryGetValue(text.Substring(start, length), out var readings))
                {
                    return readings;
                }
            }

            return null;
        }
    }
}
