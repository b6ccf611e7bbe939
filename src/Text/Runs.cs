namespace KnowledgeBase.Text;

/// <summary>Stretches that are told by their characters alone: letters, figures, numerals, dates.</summary>
internal static class Runs
{
    /// <summary>
    /// The end of the run of letters or digits, or of the single sign, that starts here; at a Chinese character the character alone.
    /// </summary>
    /// <param name="text">Folded text.</param>
    /// <param name="start">Where the run starts.</param>
    /// <param name="wall">What no word may cross.</param>
    /// <param name="kind">Number, Letters or Sign.</param>
    public static int End(ReadOnlySpan<char> text, int start, int wall, out WordKind kind)
    {
        var c = text[start];
        if (Signs.IsDigit(c))
        {
            var end = FigureEnd(text, start, wall);
            if (end < wall && Signs.IsLetter(text[end]))
            {
                kind = WordKind.Letters;
                return LettersEnd(text, end, wall);
            }

            kind = WordKind.Number;
            return end;
        }

        if (Signs.IsLetter(c))
        {
            kind = WordKind.Letters;
            return LettersEnd(text, start, wall);
        }

        kind = WordKind.Sign;
        if (char.IsHighSurrogate(c) && start + 1 < wall && char.IsLowSurrogate(text[start + 1]))
            return start + 2;

        // ...... and ---- are one sign.
        var next = start + 1;
        if (c is '.' or '-')
        {
            while (next < wall && text[next] == c)
                next++;
        }

        return next;
    }

    /// <summary>True for a character that a Chinese number may start with.</summary>
    public static bool StartsNumber(char c) => NumberForms.DigitOf(c) >= 0 || c is '十' or '百' or '第';

    /// <summary>The end of the Chinese number that starts here, start when none does: 一百二十三, 第三十, 百分之三十, 三点五.</summary>
    public static int ChineseEnd(ReadOnlySpan<char> text, int start, int wall)
    {
        var from = start;
        if (text[start] == '第')
        {
            from++;
            if (from < wall && Signs.IsDigit(text[from]))
                return FigureEnd(text, from, wall);
        }
        else if (text[start..wall].StartsWith("百分之"))
        {
            from += 3;
            if (from < wall && Signs.IsDigit(text[from]))
                return FigureEnd(text, from, wall);
        }

        var end = from;
        while (end < wall && NumberForms.IsChineseNumeral(text[end]))
            end++;
        if (end == from)
            return start;
        if (end + 1 < wall && text[end] == '点' && NumberForms.DigitOf(text[end + 1]) >= 0)
        {
            end++;
            while (end < wall && NumberForms.IsChineseNumeral(text[end]))
                end++;
        }

        return end;
    }

    /// <summary>The end of the date or time that a number makes with the character behind it (2023年, 十月, 5日, 8时), or the number's end.</summary>
    public static int TimeEnd(ReadOnlySpan<char> text, int start, int end, int wall)
    {
        if (end >= wall)
            return end;
        long value = 0;
        var digits = end - start;
        foreach (var c in text[start..end])
        {
            if (!Signs.IsDigit(c))
            {
                if (!NumberForms.TryParse(text[start..end], out value))
                    return end;
                break;
            }

            value = Math.Min((value * 10) + (c - '0'), 1_000_000);
        }

        var fits = text[end] switch
        {
            '年' => (digits == 4 && value is >= 1000 and < 3000) || (digits == 2 && Signs.IsDigit(text[start]) && value is >= 50 and < 100),
            '月' => value is >= 1 and <= 12,
            '日' => value is >= 1 and <= 31,
            '时' => value <= 24,
            _ => false,
        };
        return fits ? end + 1 : end;
    }

    private static int FigureEnd(ReadOnlySpan<char> text, int start, int wall)
    {
        var end = start;
        while (end < wall)
        {
            if (Signs.IsDigit(text[end]))
                end++;
            else if (text[end] is '.' or '/' && end + 1 < wall && Signs.IsDigit(text[end + 1]))
                end += 2;
            else if (text[end] == ',' && IsThousands(text, start, end, wall))
                end += 4;
            else
                break;
        }

        while (end < wall && NumberForms.MultiplierOf(text[end]) > 0)
            end++;
        if (end < wall && text[end] is '%' or '‰')
            end++;
        return end;
    }

    /// <summary>True for the comma of 1,234: one to three digits in front of it, three and no more behind it.</summary>
    private static bool IsThousands(ReadOnlySpan<char> text, int start, int comma, int wall)
    {
        if (comma - start > 3 && text[comma - 4] != ',')
            return false;
        var digits = 0;
        while (comma + 1 + digits < wall && Signs.IsDigit(text[comma + 1 + digits]))
            digits++;
        return digits == 3;
    }

    private static int LettersEnd(ReadOnlySpan<char> text, int start, int wall)
    {
        var end = start;
        while (end < wall)
        {
            if (Signs.IsLetter(text[end]) || Signs.IsDigit(text[end]))
                end++;
            else if (text[end] is '.' or '-' or '_' or '@' or '&' && end + 1 < wall && (Signs.IsLetter(text[end + 1]) || Signs.IsDigit(text[end + 1])))
                end += 2;
            else
                break;
        }

        return end;
    }
}
