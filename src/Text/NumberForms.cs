using System.Globalization;
using System.Text;

namespace KnowledgeBase.Text;

/// <summary>Chinese and Arabic numerals: what they are worth, and one spelling for all of them.</summary>
internal static class NumberForms
{
    private const string Digits = "〇一二三四五六七八九";

    /// <summary>What is more than this (1亿亿亿, or a run of one numeral) counts nothing: it stays as it is written.</summary>
    private const long Largest = 1_000_000_000_000_000_000;

    /// <summary>True for the characters that Chinese numerals are written with (〇零一二两三四五六七八九十百千万亿, 廿 and 卅 not).</summary>
    public static bool IsChineseNumeral(char c) => DigitOf(c) >= 0 || MultiplierOf(c) > 0;

    /// <summary>
    /// Reads a Chinese integer: by places (一百二十三, 三千五百万, 十) or digit by digit (二〇二三); false when it is neither.
    /// </summary>
    /// <param name="text">Folded numerals.</param>
    /// <param name="value">The value, 0 when there is none.</param>
    public static bool TryParse(ReadOnlySpan<char> text, out long value)
    {
        value = 0;
        if (text.IsEmpty || text.Length > 18)
        {
            return false;
        }

        var places = false;
        foreach (var c in text)
        {
            if (!IsChineseNumeral(c))
            {
                return false;
            }

            places |= MultiplierOf(c) > 0;
        }

        if (!places)
        {
            foreach (var c in text)
            {
                value = (value * 10) + DigitOf(c);
            }

            return true;
        }

        return TryParsePlaces(text, out value);
    }

    /// <summary>
    /// The text with every Chinese integer in Arabic digits: 三会一课 → 3会1课, 二十大 → 20大, 第一百二十三条 → 第123条. Numerals that
    /// make no integer stay.
    /// </summary>
    public static string WithDigits(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        StringBuilder? builder = null;
        for (var i = 0; i < text.Length;)
        {
            var end = i;
            while (end < text.Length && IsChineseNumeral(text[end]))
            {
                end++;
            }

            if (end > i && TryParse(text.AsSpan(i, end - i), out var value))
            {
                builder ??= new StringBuilder(text, 0, i, text.Length + 8);
                builder.Append(value.ToString(CultureInfo.InvariantCulture));
            }
            else
            {
                end = Math.Max(end, i + 1);
                builder?.Append(text, i, end - i);
            }

            i = end;
        }

        return builder?.ToString() ?? text;
    }

    /// <summary>
    /// One spelling for all ways to write a figure or date: 百分之三十 → 30%, 一百二十三 → 123, 1,234 → 1234, 3.5万 → 35000, 二〇二三年 → 2023年,
    /// 第三十 → 第30. Letters and whatever makes no number stay, as do days that are called by their figures: 七一, 五四, 一二九.
    /// </summary>
    /// <param name="text">One folded word.</param>
    public static string Canonical(ReadOnlySpan<char> text)
    {
        if (IsNameOfDay(text))
        {
            return text.ToString();
        }

        var percent = text.StartsWith("百分之");
        var word = WithDigits((percent ? text[3..] : text).ToString()).Replace(",", "", StringComparison.Ordinal);
        if (word.Length > 0 && char.IsAsciiDigit(word[0]))
        {
            word = Multiplied(word);
        }

        return percent ? word + "%" : word;
    }

    /// <summary>Two or three digits side by side, of which none is a zero: as a number one would write them by places.</summary>
    private static bool IsNameOfDay(ReadOnlySpan<char> text)
    {
        if (text.Length is not (2 or 3))
        {
            return false;
        }

        foreach (var c in text)
        {
            if (DigitOf(c) <= 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A number by places: 18 → 十八, 1184 → 一千一百八十四, 20005 → 二万零五.</summary>
    internal static string InChinese(long value)
    {
        if (value == 0)
        {
            return "零";
        }

        var written = new StringBuilder();
        foreach (var (unit, size) in (ReadOnlySpan<(string, long)>)[("亿", 100_000_000), ("万", 10_000), ("", 1)])
        {
            var section = value / size;
            value %= size;
            if (section == 0)
            {
                continue;
            }

            if (written.Length > 0 && section < 1_000)
            {
                written.Append('零');
            }

            written.Append(section >= 10_000 ? InChinese(section) : Section((int)section)).Append(unit);
        }

        var all = written.ToString();
        return all.StartsWith("一十", StringComparison.Ordinal) ? all[1..] : all;
    }

    /// <summary>1 to 9,999 by places.</summary>
    private static string Section(int value)
    {
        var written = new StringBuilder();
        var skipped = false;
        foreach (var (unit, size) in (ReadOnlySpan<(string, int)>)[("千", 1_000), ("百", 100), ("十", 10), ("", 1)])
        {
            var digit = value / size % 10;
            if (digit == 0)
            {
                skipped = written.Length > 0;
                continue;
            }

            written.Append(skipped ? "零" : "").Append(Digits[digit]).Append(unit);
            skipped = false;
        }

        return written.ToString();
    }

    /// <summary>3.5万 → 35000; anything else stays.</summary>
    private static string Multiplied(string word)
    {
        var digits = 0;
        while (digits < word.Length && (char.IsAsciiDigit(word[digits]) || word[digits] == '.'))
        {
            digits++;
        }

        if (digits == word.Length
            || !decimal.TryParse(word.AsSpan(0, digits), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            || value > 1_000_000_000)
        {
            return word;
        }

        var end = digits;
        while (end < word.Length && MultiplierOf(word[end]) is > 0 and var multiplier)
        {
            if (value > (decimal)Largest / multiplier)
            {
                return word;
            }

            value *= multiplier;
            end++;
        }

        return end == digits ? word : value.ToString("0.######", CultureInfo.InvariantCulture) + word[end..];
    }

    /// <summary>0 to 9 for a Chinese digit (〇, 零 and 两 included), −1 otherwise.</summary>
    internal static int DigitOf(char c) => c switch
    {
        '零' => 0,
        '两' => 2,
        _ => Digits.IndexOf(c, StringComparison.Ordinal),
    };

    /// <summary>10, 100, 1 000, 10 000 or 100 000 000 for 十百千万亿, 0 otherwise.</summary>
    internal static long MultiplierOf(char c) => c switch
    {
        '十' => 10,
        '百' => 100,
        '千' => 1_000,
        '万' => 10_000,
        '亿' => 100_000_000,
        _ => 0,
    };

    private static bool TryParsePlaces(ReadOnlySpan<char> text, out long value)
    {
        value = 0;
        long section = 0;
        var digit = -1;
        var last = long.MaxValue;
        foreach (var c in text)
        {
            var multiplier = MultiplierOf(c);
            if (multiplier == 0)
            {
                // Two digits in a row (三四百) are an estimate, not a number; 零 fills an empty place.
                if (digit > 0)
                {
                    return Fail(out value);
                }

                digit = DigitOf(c);
            }
            else if (multiplier < 10_000)
            {
                if (multiplier >= last || (digit <= 0 && multiplier != 10))
                {
                    return Fail(out value);
                }

                section += (digit <= 0 ? 1 : digit) * multiplier;
                last = multiplier;
                digit = -1;
            }
            else
            {
                section += Math.Max(digit, 0);
                if (section == 0 && value == 0)
                {
                    return Fail(out value);
                }

                if (value > (Largest / multiplier) - section)
                {
                    return Fail(out value);
                }

                value = multiplier == 10_000 ? value + (section * multiplier) : (value + section) * multiplier;
                section = 0;
                digit = -1;
                last = long.MaxValue;
            }
        }

        value += section + Math.Max(digit, 0);
        return true;
    }

    private static bool Fail(out long value)
    {
        value = 0;
        return false;
    }
}
