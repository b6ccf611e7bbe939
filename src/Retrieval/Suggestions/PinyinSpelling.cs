using KnowledgeBase.Text;

namespace KnowledgeBase.Retrieval.Suggestions;

/// <summary>Texts by their sound: syllables in ASCII, parted by blanks.</summary>
internal static class PinyinSpelling
{
    /// <summary>The syllables of the first characters of a text.</summary>
    public static string Of(string text, int characters) => string.Join(' ', Pinyin.Syllables(text).Take(characters));

    /// <summary>True for letters that may be pinyin.</summary>
    public static bool IsTyped(string folded) => folded.Length > 0 && folded.All(c => c is >= 'a' and <= 'z' or '\'');

    /// <summary>
    /// How letters fit syllables, each typed as a whole or by its initial (d, zh or z), the last perhaps unfinished: null where they don't,
    /// true where they are for all of them.
    /// </summary>
    public static bool? Fits(ReadOnlySpan<byte> typed, ReadOnlySpan<byte> syllables)
    {
        if (typed.IsEmpty)
        {
            return syllables.IsEmpty;
        }

        if (syllables.IsEmpty)
        {
            return null;
        }

        var blank = syllables.IndexOf((byte)' ');
        var syllable = blank < 0 ? syllables : syllables[..blank];
        var rest = blank < 0 ? [] : syllables[(blank + 1)..];
        var isWhole = typed.StartsWith(syllable) ? Fits(typed[syllable.Length..], rest) : null;
        if (isWhole == true)
        {
            return true;
        }

        var isInitial = typed[0] == syllable[0] ? Fits(typed[1..], rest) : null;
        if (syllable.Length > 2 && syllable[1] == 'h' && typed.StartsWith(syllable[..2]) && Fits(typed[2..], rest) is { } both)
        {
            isInitial = both || isInitial == true;
        }

        return isInitial == true
            ? true
            : isWhole ?? isInitial ?? (typed.Length <= syllable.Length && syllable.StartsWith(typed) ? rest.IsEmpty : null);
    }
}
