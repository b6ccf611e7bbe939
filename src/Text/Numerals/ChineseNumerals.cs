using System.Buffers;

namespace KnowledgeBase.Text.Numerals;

/// <summary>Numbers written in Chinese numerals: plain, traditional (<c>兩萬</c>) or in the forms of accounts (<c>壹佰</c>).</summary>
internal static class ChineseNumerals
{
    private const string Accounting = "壹贰貳叁參肆伍陆陸柒捌玖拾佰仟";
    private const string AccountingPlain = "一二二三三四五六六七八九十百千";

    /// <summary>What is more than this (一亿亿亿, or a run of 亿, which would be infinite) counts nothing.</summary>
    private const double Largest = 1e18;

    private static readonly SearchValues<char> Magnitudes = SearchValues.Create("十百千万亿萬億");

    /// <summary>True for a unit that a number may begin or go on with.</summary>
    public static bool IsNumeral(char c) => c is '十' or '百' or '千' or '万' or '亿' or '萬' or '億' || Digit(c) >= 0;

    /// <summary>True for the forms of accounts. As words of their own they mean something else: 陆续, 队伍, 收拾.</summary>
    public static bool IsAccounting(char c) => Accounting.Contains(c, StringComparison.Ordinal);

    /// <summary>The value of a digit; -1 when it is none.</summary>
    public static int Digit(char c) => c switch
    {
        '零' or '〇' or '○' => 0,
        '一' => 1,
        '二' or '两' or '兩' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => -1,
    };

    /// <summary>The plain form of a number as accounts write it.</summary>
    /// <returns>Null unless it has a digit of accounts with a magnitude behind it: <c>壹佰</c>, not <c>伍</c> or <c>拾三</c>.</returns>
    public static string? Plain(ReadOnlySpan<char> accounting)
    {
        var (hasDigit, hasMagnitude) = (false, false);
        Span<char> plain = stackalloc char[accounting.Length];
        for (var i = 0; i < accounting.Length; i++)
        {
            var at = Accounting.IndexOf(accounting[i], StringComparison.Ordinal);
            if (at < 0 && accounting[i] is not ('零' or '万' or '亿' or '萬' or '億'))
            {
                return null;
            }

            plain[i] = at < 0 ? accounting[i] : AccountingPlain[at];
            hasMagnitude |= at >= 0 && hasDigit && plain[i] is '十' or '百' or '千';
            hasDigit |= at >= 0 && plain[i] is not ('十' or '百' or '千');
        }

        return hasMagnitude ? plain.ToString() : null;
    }

    /// <summary>Reads a string of plain numerals.</summary>
    /// <param name="numerals">Units for which <see cref="IsNumeral"/> holds; at least one.</param>
    /// <param name="value">Its value: <c>三千二百</c> is 3200, <c>两千五</c> 2500, <c>二〇二三</c> 2023; null when it names a range: <c>五六</c>,
    /// <c>三四十</c>.</param>
    /// <returns>False when it is no number: <c>千千万万</c>, <c>一亿亿亿</c>.</returns>
    public static bool TryValue(ReadOnlySpan<char> numerals, out double? value)
    {
        if (!numerals.ContainsAny(Magnitudes))
        {
            value = ValueOfDigits(numerals);
            return true;
        }

        value = null;
        double total = 0, section = 0, lowest = double.MaxValue, last = 1;
        var current = -1; // the digit that waits for its magnitude
        foreach (var c in numerals)
        {
            if (Magnitude(c) is not { } magnitude)
            {
                if (current > 0)
                {
                    return true; // two digits side by side: a range
                }

                current = Digit(c);
                last = current == 0 ? 1 : last;
                continue;
            }

            if (magnitude < 1e4)
            {
                if (magnitude >= lowest)
                {
                    return false;
                }

                section += Math.Abs(current) * magnitude; // a bare 十 is one ten
                lowest = magnitude;
            }
            else
            {
                section += Math.Max(current, 0);
                section = total + section == 0 ? 1 : section;
                total = magnitude > 1e4 ? (total + section) * magnitude : total + (section * magnitude);
                (section, lowest) = (0, double.MaxValue);
                if (total > Largest)
                {
                    return false;
                }
            }

            (last, current) = (magnitude, -1);
        }

        // 两千五 is 2500, 两千零五 is 2005
        value = total + section + (Math.Max(current, 0) * (last >= 100 ? last / 10 : 1));
        return true;
    }

    // Digit by digit, as in years; two or three side by side (五六, 三四五) are a range or no number at all.
    private static double? ValueOfDigits(ReadOnlySpan<char> digits)
    {
        if (digits.Length > 1 && digits.Length != 4 && digits.IndexOfAny("零〇○") < 0)
        {
            return null;
        }

        double number = 0;
        foreach (var c in digits[..Math.Min(digits.Length, NumeralReader.MostDigits)])
        {
            number = (number * 10) + Digit(c);
        }

        return number;
    }

    private static double? Magnitude(char c) => c switch
    {
        '十' => 10,
        '百' => 100,
        '千' => 1000,
        '万' or '萬' => 1e4,
        '亿' or '億' => 1e8,
        _ => null,
    };
}
