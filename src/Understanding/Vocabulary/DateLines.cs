namespace KnowledgeBase.Understanding.Vocabulary;

/// <summary>Reads dates as they stand in Chinese documents.</summary>
internal static class DateLines
{
    private const int EarliestYear = 1900;
    private const int LatestYear = 2100;

    /// <summary>True when a line is nothing but a date, bare or in brackets, with at most a place or an hour beside it.</summary>
    public static bool IsDate(ReadOnlySpan<char> line)
    {
        if (line.Length is < 5 or > 40)
        {
            return false;
        }

        if (!TryFind(line, out var at, out var length, out _, out _, out _))
        {
            return false;
        }

        var rest = 0;
        for (var i = 0; i < line.Length; i++)
        {
            if (i >= at && i < at + length)
            {
                continue;
            }

            var c = line[i];
            if (!Glyphs.IsBlank(c) && !Glyphs.IsDigit(c)
                && c is not ('（' or '）' or '(' or ')' or ':' or '：' or '，' or '[' or ']' or '-' or '—'))
            {
                rest++;
            }
        }

        return rest <= 4;
    }

    /// <summary>
    /// Finds the first date of the stretch: 2023年5月6日, 2023年5月, 2023年, ２０２３年, 二〇二三年五月六日, 2023-05-06, 2023.5.6. Month and day
    /// are 0 when the stretch doesn't tell them.
    /// </summary>
    public static bool TryFind(ReadOnlySpan<char> text, out int at, out int length, out int year, out int month, out int day)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is not ('1' or '2' or '１' or '２' or '二' or '一'))
            {
                continue;
            }

            if (i > 0 && (Glyphs.IsDigit(text[i - 1]) || text[i - 1] is '一' or '二'))
            {
                continue;
            }

            if (!TryReadAt(text, i, out length, out year, out month, out day))
            {
                continue;
            }

            at = i;
            return true;
        }

        (at, length, year, month, day) = (0, 0, 0, 0, 0);
        return false;
    }

    private static bool TryReadAt(ReadOnlySpan<char> text, int at, out int length, out int year, out int month, out int day)
    {
        (length, year, month, day) = (0, 0, 0, 0);
        var i = at;
        for (; i < text.Length && i < at + 4; i++)
        {
            var digit = DigitOf(text[i]);
            if (digit < 0)
            {
                return false;
            }

            year = (year * 10) + digit;
        }

        if (i != at + 4 || year is < EarliestYear or > LatestYear)
        {
            return false;
        }

        var yearEnd = i;
        i = Glyphs.SkipBlanks(text, i, text.Length);
        if (i >= text.Length)
        {
            return false;
        }

        if (text[i] == '年')
        {
            length = i + 1 - at;
            var j = Glyphs.SkipBlanks(text, i + 1, text.Length);
            if (!TryReadSmall(text, ref j, 12, out month))
            {
                return true;
            }

            j = Glyphs.SkipBlanks(text, j, text.Length);
            if (j >= text.Length || text[j] != '月')
            {
                return (month = 0) == 0;
            }

            length = j + 1 - at;
            j = Glyphs.SkipBlanks(text, j + 1, text.Length);
            if (!TryReadSmall(text, ref j, 31, out day))
            {
                return true;
            }

            j = Glyphs.SkipBlanks(text, j, text.Length);
            if (j >= text.Length || text[j] is not ('日' or '号'))
            {
                return (day = 0) == 0;
            }

            length = j + 1 - at;
            return true;
        }

        if (text[yearEnd] is '-' or '.' or '/' or '．' or '－')
        {
            var separator = text[yearEnd];
            var j = yearEnd + 1;
            if (!TryReadSmall(text, ref j, 12, out month))
            {
                return false;
            }

            if (j >= text.Length || text[j] != separator)
            {
                return false;
            }

            j++;
            if (!TryReadSmall(text, ref j, 31, out day))
            {
                return false;
            }

            if (j < text.Length && Glyphs.IsDigit(text[j]))
            {
                return false;
            }

            length = j - at;
            return true;
        }

        return false;
    }

    private static int DigitOf(char c)
    {
        if (Glyphs.IsDigit(c))
        {
            return Glyphs.DigitValue(c);
        }

        return c switch
        {
            '〇' or '○' or 'Ｏ' or 'O' or '零' => 0,
            _ => "一二三四五六七八九".IndexOf(c, StringComparison.Ordinal) is >= 0 and var d ? d + 1 : -1,
        };
    }

    private static bool TryReadSmall(ReadOnlySpan<char> text, ref int at, int highest, out int value)
    {
        value = 0;
        if (at >= text.Length || !(Glyphs.IsDigit(text[at]) || Glyphs.IsChineseNumeral(text[at])))
        {
            return false;
        }

        var i = at;
        while (i < text.Length && Glyphs.IsDigit(text[i]) && text[i] is '0' or '０')
        {
            i++;
        }

        if (!SmallNumbers.TryRead(text, ref i, text.Length, out value) || value > highest)
        {
            value = 0;
            return false;
        }

        at = i;
        return true;
    }
}
