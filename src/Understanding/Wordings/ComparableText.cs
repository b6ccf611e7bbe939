using System.Buffers;
using KnowledgeBase.Materials;
using KnowledgeBase.Text;

namespace KnowledgeBase.Understanding.Wordings;

/// <summary>
/// A text as formulations are compared: without white space and quotation marks, ASCII in half width, one form of brackets and
/// dashes. Line ends stay, since no formulation crosses them. Knows where each unit came from. Rents its memory: dispose of it.
/// <para>
/// This is not the fold of the index (<see cref="FoldedText"/>) with other options: it keeps apart what a draft check has to point out and
/// a search must not mind (upper and lower case, traditional and simplified characters, variants of one character), and passes over the
/// quotation marks that a search for a string wants exactly. Yet it never makes alike what the index keeps apart but for these marks, so
/// that what is counted here is found there; a test goes through all characters.
/// </para>
/// </summary>
internal sealed class ComparableText : IDisposable
{
    private char[] _units;
    private int[] _origins;

    public ComparableText(string text)
    {
        _units = ArrayPool<char>.Shared.Rent(text.Length + 1);
        _origins = ArrayPool<int>.Shared.Rent(text.Length + 1);
        var n = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = FoldUnit(text[i]);
            _units[n] = c;
            _origins[n] = i;
            if (c != '\0')
            {
                n++;
            }
        }

        _origins[n] = text.Length;
        Length = n;
    }

    /// <summary>Number of units that are left.</summary>
    public int Length { get; }

    public ReadOnlySpan<char> Units => _units.AsSpan(0, Length);

    /// <summary>Offset in the original of the unit at a place; at the end, the original's length.</summary>
    public int Origin(int place) => _origins[place];

    /// <summary>The stretch of the original that a stretch here came from: from its first unit to behind its last.</summary>
    public TextSpan Original(int start, int end) => new(_origins[start], _origins[end - 1] + 1);

    public static string Fold(string text)
    {
        using var folded = new ComparableText(text);
        return new string(folded.Units);
    }

    public static bool IsQuote(char c) => c is '“' or '”' or '‘' or '’' or '"' or '\'' or '「' or '」' or '『' or '』' or '＂';

    public void Dispose()
    {
        ArrayPool<char>.Shared.Return(_units);
        ArrayPool<int>.Shared.Return(_origins);
        _units = [];
        _origins = [];
    }

    /// <summary>The unit that stands for this one in comparisons, or U+0000 when it doesn't count.</summary>
    private static char FoldUnit(char c) => c switch
    {
        >= '㐀' and <= '鿿' => c,
        '\n' => c,
        '(' => '（',
        ')' => '）',
        ',' => '，',
        '–' or '—' or '－' or '‐' or '―' => '-',
        _ when IsQuote(c) || char.IsWhiteSpace(c) || c is '\u200B' or '\u200D' or '\uFEFF' or '\u00AD' or '\0' => '\0',
        '（' or '）' or '，' or '：' or '；' or '！' or '？' => c,
        >= '！' and <= '～' => (char)(c - 0xFEE0),
        _ => c,
    };
}
