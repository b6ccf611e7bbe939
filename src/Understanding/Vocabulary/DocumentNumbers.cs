using System.Buffers;

namespace KnowledgeBase.Understanding.Vocabulary;

/// <summary>Reads 文号: an issuer's short name, a year in brackets, a number (青机工发〔2023〕5号).</summary>
internal static class DocumentNumbers
{
    private const int LongestIssuer = 14;

    private static readonly SearchValues<char> Openers = SearchValues.Create("〔[［（【(");

    /// <summary>Finds the first 文号 of the stretch.</summary>
    public static bool TryFind(ReadOnlySpan<char> text, out int at, out int length)
    {
        (at, length) = (0, 0);
        for (var from = 0; from < text.Length;)
        {
            var open = text[from..].IndexOfAny(Openers);
            if (open < 0)
            {
                return false;
            }

            open += from;
            from = open + 1;
            var year = EndOfYear(text, open);
            var end = year < 0 ? -1 : EndOfNumber(text, year);
            var start = end < 0 ? open : StartOfIssuer(text, open);
            if (start < open)
            {
                (at, length) = (start, end - start);
                return true;
            }
        }

        return false;
    }

    /// <summary>Behind 〔2023〕, whose bracket opens at a place; -1 when no year stands there.</summary>
    private static int EndOfYear(ReadOnlySpan<char> text, int open)
    {
        var i = open + 1;
        while (i < text.Length && IsDigit(text[i]))
        {
            i++;
        }

        var isYear = i - open - 1 is >= 2 and <= 4 && i < text.Length && text[i] is '〕' or ']' or '］' or '）' or '】' or ')';
        return isYear ? i + 1 : -1;
    }

    /// <summary>Behind 5号 or 第5号; -1 when no number stands there.</summary>
    private static int EndOfNumber(ReadOnlySpan<char> text, int at)
    {
        var digits = at < text.Length && text[at] == '第' ? at + 1 : at;
        var i = digits;
        while (i < text.Length && (IsDigit(text[i]) || text[i] == ' '))
        {
            i++;
        }

        return i > digits && i < text.Length && text[i] == '号' ? i + 1 : -1;
    }

    private static int StartOfIssuer(ReadOnlySpan<char> text, int open)
    {
        var start = open;
        while (start > 0 && open - start < LongestIssuer && IsIssuer(text[start - 1]))
        {
            start--;
        }

        return start;
    }

    private static bool IsDigit(char c) => Glyphs.IsDigit(c) || IsMask(c);

    private static bool IsIssuer(char c) => Glyphs.IsHan(c) || IsMask(c);

    private static bool IsMask(char c) => c is '*' or 'X' or '×';
}
