using System.Text;
using KnowledgeBase.Text;

namespace KnowledgeBase.Understanding.Vocabulary;

/// <summary>What a single UTF-16 unit is to the outline: white space, the end of a sentence, a closing quote, a numeral.</summary>
internal static class Glyphs
{
    private const byte Blank = 1;
    private const byte Stop = 2;
    private const byte Closer = 4;
    private const byte Pause = 8;
    private const byte ChineseNumeral = 16;
    private const byte Han = 32;

    private static readonly byte[] Classes = Classify();

    /// <summary>White space of any kind, and the invisible units that files carry along (byte order mark, zero-width space).</summary>
    public static bool IsBlank(char c) => (Classes[c] & Blank) != 0;

    /// <summary>。！？ and their half-width forms (not the half-width full stop, which also stands in numbers).</summary>
    public static bool IsStop(char c) => (Classes[c] & Stop) != 0;

    /// <summary>A quote or bracket that closes.</summary>
    public static bool IsCloser(char c) => (Classes[c] & Closer) != 0;

    /// <summary>，；：、 and their half-width forms.</summary>
    public static bool IsPause(char c) => (Classes[c] & Pause) != 0;

    /// <summary>一 to 十, 百, 零, 〇.</summary>
    public static bool IsChineseNumeral(char c) => (Classes[c] & ChineseNumeral) != 0;

    /// <summary>A unit of the CJK ideographs in the basic plane, or of a surrogate pair.</summary>
    public static bool IsHan(char c) => (Classes[c] & Han) != 0;

    /// <summary>A decimal digit, half-width or full-width.</summary>
    public static bool IsDigit(char c) => c is >= '0' and <= '9' or >= '０' and <= '９';

    /// <summary>The value of a half-width or full-width digit.</summary>
    public static int DigitValue(char c) => c <= '9' ? c - '0' : c - '０';

    /// <summary>First position at or behind <paramref name="at"/> that isn't white space.</summary>
    public static int SkipBlanks(ReadOnlySpan<char> text, int at, int end)
    {
        while (at < end && IsBlank(text[at]))
        {
            at++;
        }

        return at;
    }

    /// <summary>The end of the stretch without the white space behind it.</summary>
    public static int TrimEnd(ReadOnlySpan<char> text, int start, int end)
    {
        while (end > start && IsBlank(text[end - 1]))
        {
            end--;
        }

        return end;
    }

    /// <summary>
    /// True when the stretch holds a letter, an ideograph or a digit of any plane: something that a person could read out as a title or
    /// a name. Signs, variation selectors and half characters are none.
    /// </summary>
    public static bool HoldsWord(ReadOnlySpan<char> stretch)
    {
        foreach (var rune in stretch.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>How many units of the stretch aren't white space.</summary>
    public static int CountSolid(ReadOnlySpan<char> stretch)
    {
        var count = 0;
        foreach (var c in stretch)
        {
            if (!IsBlank(c))
            {
                count++;
            }
        }

        return count;
    }

    private static byte[] Classify()
    {
        var classes = new byte[char.MaxValue + 1];
        for (var i = 0; i <= char.MaxValue; i++)
        {
            var c = (char)i;
            if (char.IsWhiteSpace(c) || char.IsControl(c))
            {
                classes[i] |= Blank;
            }

            if (c is >= '\u3400' and <= '\u9FFF' or >= '\uF900' and <= '\uFAFF' || char.IsSurrogate(c))
            {
                classes[i] |= Han;
            }
        }

        foreach (var c in "\uFEFF\u200B\u200C\u200D\u2060\u00AD")
        {
            classes[c] |= Blank;
        }

        foreach (var c in SentenceMarks.Ends)
        {
            classes[c] |= Stop;
        }

        foreach (var c in "”’」』）)】》〉〕］]\"")
        {
            classes[c] |= Closer;
        }

        foreach (var c in "，；：、,;:")
        {
            classes[c] |= Pause;
        }

        foreach (var c in "一二三四五六七八九十百零〇")
        {
            classes[c] |= ChineseNumeral;
        }

        return classes;
    }
}
