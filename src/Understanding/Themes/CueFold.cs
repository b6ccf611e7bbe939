using System.Buffers;
using KnowledgeBase.Text;

namespace KnowledgeBase.Understanding.Themes;

/// <summary>
/// How a text is seen when cues are looked up in it: folded as everywhere (<see cref="FoldedText"/>: full width, capitals, traditional
/// characters), with quotation marks passed over (<c>“四个 意识”</c> is 四个意识), and with line ends kept because they part sentences.
/// Each kept unit stays one unit.
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
        var fold = new FoldedText();
        for (var i = 0; i < map.Length; i++)
        {
            var c = (char)i;
            fold.Reset([c]);
            map[i] = c switch
            {
                '\n' => '\n',
                _ when quotes.Contains(c) || fold.Length == 0 || quotes.Contains(fold.Text[0]) => '\0',
                _ when fold.Length == 1 => fold.Text[0],
                _ => c, // ㈱ and its like stay; no cue has them
            };
        }

        return map;
    }
}
