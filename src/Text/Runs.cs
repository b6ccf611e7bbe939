namespace KnowledgeBase.Text;

/// <summary>Stretches that are told by their characters alone: letters, figures, numerals, dates.</summary>
internal static class Runs
{
    /// <summary>What the names of villages, towns, counties and cities end in.</summary>
    public const string PlaceSuffixes = "村镇乡县市州旗屯庄寨";

    private const string MaskedSuffixes = "省市县区乡镇村州旗局厅委办科处部院校厂站所街路社%";

    private const string MeasureWords = "个名位人次年月日天周届种类件项条份张家户所座本篇期批段步点层级支只台辆元块万千百";

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
            if (end < wall && ((Signs.IsLetter(text[end]) && Signs.IsDigit(text[end - 1])) || JoinsByPlus(text, end, wall)))
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
        {
            return start + 2;
        }

        // “……” and “——” are one sign each; a drawn line is many.
        var next = start + 1;
        if (c == '.')
        {
            while (next < wall && text[next] == c)
            {
                next++;
            }
        }
        else if (c == '-')
        {
            while (next < wall && text[next] == c)
            {
                next++;
            }

            if (next != start + 2 || (start > 0 && text[start - 1] == c))
            {
                next = start + 1;
            }
        }

        return next;
    }

    /// <summary>The end of the Chinese number that starts here, start when none does: 一百二十三, 第三十, 百分之三十, 三点五.</summary>
    public static int ChineseEnd(ReadOnlySpan<char> text, int start, int wall)
    {
        var from = start;
        if (text[start] == '第')
        {
            from++;
            if (from < wall && Signs.IsDigit(text[from]))
            {
                return FigureEnd(text, from, wall);
            }
        }
        else if (text[start..wall].StartsWith("百分之"))
        {
            from += 3;
            if (from < wall && Signs.IsDigit(text[from]))
            {
                return FigureEnd(text, from, wall);
            }
        }

        var end = from;
        while (end < wall && NumberForms.IsChineseNumeral(text[end]))
        {
            end++;
        }

        if (end == from)
        {
            return start;
        }

        if (end + 1 < wall && text[end] == '点' && NumberForms.DigitOf(text[end + 1]) >= 0)
        {
            end++;
            while (end < wall && NumberForms.IsChineseNumeral(text[end]))
            {
                end++;
            }
        }

        return end;
    }

    /// <summary>
    /// The end of the date or time that a number makes with the character behind it (2023年, 十月, 5日, 8时), or the number's end.
    /// </summary>
    public static int TimeEnd(ReadOnlySpan<char> text, int start, int end, int wall)
    {
        if (end >= wall)
        {
            return end;
        }

        long value = 0;
        var digits = end - start;
        foreach (var c in text[start..end])
        {
            if (!Signs.IsDigit(c))
            {
                if (!NumberForms.TryParse(text[start..end], out value))
                {
                    return end;
                }

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

    /// <summary>
    /// The end of the masked name or figure that starts here (**县, X区, ××, X中X会, **%), start when none does.
    /// </summary>
    /// <param name="text">Folded text.</param>
    /// <param name="start">Where it starts.</param>
    /// <param name="wall">What no word may cross.</param>
    /// <param name="masked">The end of the mask alone, without 县, 区, %.</param>
    public static int PlaceholderEnd(ReadOnlySpan<char> text, int start, int wall, out int masked)
    {
        masked = MaskEnd(text, start, wall);
        if (masked == start || masked >= wall)
        {
            return masked;
        }

        if (text[masked] == '中')
        {
            var second = MaskEnd(text, masked + 1, wall);
            if (second > masked + 1 && second < wall && text[second] == '会')
            {
                return second + 1;
            }

            if (second > masked + 1 && second + 1 < wall && text[second] == '全' && text[second + 1] == '会')
            {
                return second + 2;
            }
        }

        return MaskedSuffixes.Contains(text[masked], StringComparison.Ordinal) ? masked + 1 : masked;
    }

    /// <summary>
    /// The end of a coinage built on numerals that starts here, start when none does: 四聚焦四强化, 五比一争, 1+3+N in quotation marks, and
    /// without them two parts of three characters with the same numeral.
    /// </summary>
    /// <param name="text">Folded text.</param>
    /// <param name="start">Where it starts.</param>
    /// <param name="wall">What no word may cross.</param>
    /// <param name="certain">True when it stands in quotation marks.</param>
    public static int CoinageEnd(ReadOnlySpan<char> text, int start, int wall, out bool certain)
    {
        certain = false;
        var c = text[start];
        if (start > 0 && text[start - 1] == '"')
        {
            var length = text[start..Math.Min(wall, start + 17)].IndexOf('"');
            if (length >= 4 && IsCoinage(text.Slice(start, length)))
            {
                certain = true;
                return start + length;
            }
        }

        if (IsNumeral(c) && start + 6 <= wall && text[start + 3] == c && !MeasureWords.Contains(text[start + 1], StringComparison.Ordinal)
            && AreBare(text.Slice(start + 1, 2)) && AreBare(text.Slice(start + 4, 2)))
        {
            return start + 6;
        }

        return start;
    }

    /// <summary>Numeral and one to four characters, twice or more; or words, letters and figures joined by +.</summary>
    private static bool IsCoinage(ReadOnlySpan<char> text)
    {
        var groups = 0;
        var bare = 0;
        var plus = false;
        foreach (var c in text)
        {
            if (IsNumeral(c))
            {
                if (bare == 0 && groups > 0)
                {
                    groups = -100;
                }

                groups++;
                bare = 0;
            }
            else if (c == '+')
            {
                plus = true;
            }
            else if (Signs.IsHan(c) || Signs.IsLetter(c))
            {
                bare++;
                if (groups == 0 || bare > 4)
                {
                    groups = -100;
                }
            }
            else
            {
                return false;
            }
        }

        return plus || (groups >= 2 && bare > 0);
    }

    private static bool IsNumeral(char c) => (Signs.ClassesOf(c) & CharacterClasses.Numeral) != CharacterClasses.None;

    private static bool AreBare(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!Signs.IsHan(c) || IsNumeral(c) || NumberForms.MultiplierOf(c) > 0)
            {
                return false;
            }
        }

        return true;
    }

    private static int MaskEnd(ReadOnlySpan<char> text, int start, int wall)
    {
        if (start >= wall)
        {
            return start;
        }

        var c = text[start];
        if (c is not ('*' or 'x' or '×' or '〇')
            || (c == 'x' && start > 0 && (Signs.IsLetter(text[start - 1]) || Signs.IsDigit(text[start - 1]))))
        {
            return start;
        }

        var end = start;
        while (end < wall && text[end] == c)
        {
            end++;
        }

        if (c == 'x' && end < wall && (Signs.IsLetter(text[end]) || Signs.IsDigit(text[end])))
        {
            return start;
        }

        return c == '〇' && (end - start < 2 || (end < wall && IsNumeral(text[end]))) ? start : end;
    }

    private static int FigureEnd(ReadOnlySpan<char> text, int start, int wall)
    {
        var end = start;
        while (end < wall)
        {
            if (Signs.IsDigit(text[end]))
            {
                end++;
            }
            else if (text[end] is '.' or '/' && end + 1 < wall && Signs.IsDigit(text[end + 1]) && !IsYear(text[(end + 1)..wall]))
            {
                end += 2;
            }
            else if (text[end] == ',' && IsThousands(text, start, end, wall))
            {
                end += 4;
            }
            else
            {
                break;
            }
        }

        while (end < wall && NumberForms.MultiplierOf(text[end]) > 0)
        {
            end++;
        }

        if (end < wall && text[end] is '%' or '‰')
        {
            end++;
        }

        return end;
    }

    /// <summary>True for the comma of 1,234: one to three digits in front of it, three and no more behind it.</summary>
    private static bool IsThousands(ReadOnlySpan<char> text, int start, int comma, int wall)
    {
        if (comma - start > 3 && text[comma - 4] != ',')
        {
            return false;
        }

        var digits = 0;
        while (comma + 1 + digits < wall && Signs.IsDigit(text[comma + 1 + digits]))
        {
            digits++;
        }

        return digits == 3;
    }

    /// <summary>True for 1992年…: behind 3. it is the year of item 3, not a decimal.</summary>
    private static bool IsYear(ReadOnlySpan<char> text) =>
        text.Length > 4 && text[4] == '年' && text[0] is '1' or '2' && Signs.IsDigit(text[1]) && Signs.IsDigit(text[2])
            && Signs.IsDigit(text[3]);

    /// <summary>True at the first + of 1+3+n.</summary>
    private static bool JoinsByPlus(ReadOnlySpan<char> text, int at, int wall) =>
        text[at] == '+' && at + 1 < wall && (Signs.IsLetter(text[at + 1]) || Signs.IsDigit(text[at + 1]));

    private static int LettersEnd(ReadOnlySpan<char> text, int start, int wall)
    {
        var end = start;
        while (end < wall)
        {
            if (Signs.IsLetter(text[end]) || Signs.IsDigit(text[end]))
            {
                end++;
            }
            else if (text[end] is '.' or '-' or '_' or '@' or '&' or '+' && end + 1 < wall
                && (Signs.IsLetter(text[end + 1]) || Signs.IsDigit(text[end + 1])))
            {
                end += 2;
            }
            else
            {
                break;
            }
        }

        return end;
    }
}
