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
            var i = open + 1;
            while (i < text.Length && (Glyphs.IsDigit(text[i]) || text[i] is '*' or 'X' or '×'))
            {
                i++;
            }

            if (i - open - 1 is < 2 or > 4 || i >= text.Length || text[i] is not ('〕' or ']' or '］' or '）' or '】' or ')'))
            {
                continue;
            }

            i++;
            if (i < text.Length && text[i] == '第')
            {
                i++;
            }

            var digits = i;
            while (i < text.Length && (Glyphs.IsDigit(text[i]) || text[i] is '*' or 'X' or '×' or ' '))
            {
                i++;
            }

            if (i == digits || i >= text.Length || text[i] != '号')
            {
                continue;
            }

            var start = open;
            while (start > 0 && open - start < LongestIssuer && IsIssuer(text[start - 1]))
            {
                start--;
            }

            if (start == open)
            {
                continue;
            }

            (at, length) = (start, i + 1 - start);
            return true;
        }

        return false;
    }

    private static bool IsIssuer(char c) => Glyphs.IsHan(c) || c is '*' or 'X' or '×';
}
