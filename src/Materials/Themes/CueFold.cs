using System.Buffers;

namespace KnowledgeBase.Materials.Themes;

/// <summary>
/// How a text is seen when cues are looked up in it: white space and quotation marks are passed over (<c>“四个 意识”</c> is 四个意识),
/// full-width letters and digits are narrow, letters small. Each kept unit stays one unit.
/// </summary>
internal static class CueFold
{
    private static readonly char[] Map = BuildMap();

    /// <summary>Folds a text and notes where each unit came from.</summary>
    /// <param name="text">Original.</param>
    /// <param name="folded">Room for as many units as the text has.</param>
    /// <param name="origins">Room for as many; receives the original offset of each folded unit.</param>
    /// <returns>Number of folded units.</returns>
    public static int Fold(ReadOnlySpan<char> text, Span<char> folded, Span<int> origins)
    {
        var map = Map;
        var n = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = map[text[i]];
            folded[n] = c;
            origins[n] = i;
            n += c == '\0' ? 0 : 1;
        }

        return n;
    }

    /// <summary>Folds a cue.</summary>
    public static string Fold(string text) =>
        string.Concat(text.Select(c => Map[c]).Where(c => c != '\0'));

    private static char[] BuildMap()
    {
        var quotes = SearchValues.Create("“”‘’\"'「」『』〝〞");
        var map = new char[char.MaxValue + 1];
        for (var i = 0; i < map.Length; i++)
        {
            var c = (char)i;
            if (c is >= '！' and <= '～' && char.IsAsciiLetterOrDigit((char)(c - '！' + '!')))
                c = (char)(c - '！' + '!');
            map[i] = c switch
            {
                '\n' => '\n', // parts sentences
                _ when char.IsWhiteSpace(c) || quotes.Contains(c) => '\0',
                >= 'A' and <= 'Z' => (char)(c | 0x20),
                _ => c,
            };
        }

        return map;
    }
}
