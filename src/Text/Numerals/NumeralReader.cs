using System.Globalization;

namespace KnowledgeBase.Text.Numerals;

/// <summary>
/// Reads numbers as they stand in Chinese texts: <c>1251</c>, <c>１２</c>, <c>1,200</c>, <c>1.5万</c>, <c>86万余</c>, <c>400多</c>,
/// <c>近三千</c>, <c>百分之九十八</c>, <c>两成</c>, <c>二〇二三</c>, and masked ones (<c>**</c>). It takes no position on what is counted: a
/// unit behind the number is the caller's business.
/// </summary>
public static class NumeralReader
{
    private static readonly (string Word, NumeralBound Bound)[] Prefixes =
    [
        ("不低于", NumeralBound.AtLeast), ("不少于", NumeralBound.AtLeast), ("超过", NumeralBound.AtLeast), ("至少", NumeralBound.AtLeast),
        ("将近", NumeralBound.About), ("接近", NumeralBound.About), ("大约", NumeralBound.About),
        ("超", NumeralBound.AtLeast), ("逾", NumeralBound.AtLeast), ("过", NumeralBound.AtLeast), ("上", NumeralBound.AtLeast),
        ("近", NumeralBound.About), ("约", NumeralBound.About), ("数", NumeralBound.AtLeast), ("几", NumeralBound.AtLeast),
    ];

    /// <summary>Reads the first number at or behind a place.</summary>
    /// <param name="text">Text.</param>
    /// <param name="from">UTF-16 offset to begin at.</param>
    /// <param name="numeral">The number.</param>
    /// <returns>False when there is none.</returns>
    public static bool TryFind(ReadOnlySpan<char> text, int from, out Numeral numeral)
    {
        for (var i = from; i < text.Length; i++)
        {
            if (MayBegin(text[i]) && TryRead(text, i, out numeral))
            {
                numeral = WithPrefix(text, from, numeral);
                return true;
            }
        }

        numeral = default;
        return false;
    }

    /// <summary>Reads the number that begins exactly at a place, without looking for qualifying words in front of it.</summary>
    /// <param name="text">Text.</param>
    /// <param name="start">UTF-16 offset.</param>
    /// <param name="numeral">The number, as long as it goes.</param>
    /// <returns>False when no number begins there.</returns>
    public static bool TryRead(ReadOnlySpan<char> text, int start, out Numeral numeral)
    {
        numeral = default;
        if (text[start..].StartsWith("百分之", StringComparison.Ordinal))
        {
            if (start + 3 >= text.Length || !TryReadPlain(text, start + 3, out var inner) || inner.IsPercentage)
                return false;
            numeral = inner with { Start = start, IsPercentage = true };
            return true;
        }

        if (!TryReadPlain(text, start, out numeral))
            return false;

        var end = numeral.End;
        if (end < text.Length && text[end] is '%' or '％')
        {
            numeral = numeral with { End = end + 1, IsPercentage = true };
        }
        else if (end < text.Length && text[end] == '成' && numeral.IsChinese && numeral.Value is >= 1 and <= 10)
        {
            var half = end + 1 < text.Length && text[end + 1] == '半';
            var more = end + 1 < text.Length && text[end + 1] is '多' or '余';
            if (end + 1 == text.Length || IsBehindTenths(text[end + 1]) || half || more)
            {
                numeral = numeral with
                {
                    End = end + (half || more ? 2 : 1),
                    Value = (numeral.Value * 10) + (half ? 5 : 0),
                    Bound = more ? NumeralBound.AtLeast : numeral.Bound,
                    IsPercentage = true,
                };
            }
        }

        // 90%以上, 200个左右: the word behind the number itself.
        var rest = text[numeral.End..];
        if (rest.StartsWith("以上", StringComparison.Ordinal))
            numeral = numeral with { End = numeral.End + 2, Bound = NumeralBound.AtLeast };
        else if (rest.StartsWith("左右", StringComparison.Ordinal))
            numeral = numeral with { End = numeral.End + 2, Bound = NumeralBound.About };
        return true;
    }

    /// <summary>The value of a string of Chinese numerals: <c>三千二百</c> is 3200, <c>二〇二三</c> is 2023.</summary>
    /// <returns>Null when it is not one.</returns>
    public static double? ValueOfChinese(ReadOnlySpan<char> digits)
    {
        if (digits.IsEmpty)
            return null;
        if (digits.Length > 1 && digits.IndexOfAny("十百千万亿") < 0)
        {
            // Digit by digit, as in years.
            double number = 0;
            foreach (var c in digits)
            {
                var digit = Digit(c);
                if (digit < 0)
                    return null;
                number = (number * 10) + digit;
            }

            return number;
        }

        double total = 0, section = 0, current = -1;
        foreach (var c in digits)
        {
            switch (c)
            {
                case '十' or '百' or '千':
                    section += (current < 0 ? 1 : current) * (c == '十' ? 10 : c == '百' ? 100 : 1000);
                    current = -1;
                    break;
                case '万' or '亿':
                    section += Math.Max(current, 0);
                    total = (total + (section == 0 ? 1 : section)) * (c == '万' ? 1e4 : 1e8);
                    section = 0;
                    current = -1;
                    break;
                default:
                    var digit = Digit(c);
                    if (digit < 0)
                        return null;
                    current = digit;
                    break;
            }
        }

        return total + section + Math.Max(current, 0);
    }

    private static Numeral WithPrefix(ReadOnlySpan<char> text, int from, Numeral numeral)
    {
        var before = text[from..numeral.Start];
        foreach (var (word, bound) in Prefixes)
        {
            if (!before.EndsWith(word, StringComparison.Ordinal))
                continue;
            // 数 and 几 (数百, 几十), 上 (上千) qualify only a bare order of magnitude.
            if (word is "数" or "几" or "上" && (!numeral.IsChinese || text[numeral.Start] is not ('十' or '百' or '千' or '万' or '亿')))
                continue;
            // 通过3次, 经过5年, 不过, 开过2次: 过 qualifies only in front of an amount of money or a share, or behind 已.
            if (word == "过" && !QualifiesBehindNoun(before, text, numeral))
                continue;
            return numeral with { Start = numeral.Start - word.Length, Bound = bound };
        }

        return numeral;
    }

    private static bool QualifiesBehindNoun(ReadOnlySpan<char> before, ReadOnlySpan<char> text, Numeral numeral)
    {
        if (before.Length >= 2 && "通经不超开去来见到办搞做听看用".Contains(before[^2], StringComparison.Ordinal))
            return false;
        return numeral.IsPercentage || (numeral.End < text.Length && text[numeral.End] == '元') || text[numeral.End - 1] is '万' or '亿' or '半';
    }

    private static bool TryReadPlain(ReadOnlySpan<char> text, int start, out Numeral numeral)
    {
        numeral = default;
        var c = text[start];
        if (IsDigit(c))
            return TryReadDigits(text, start, out numeral);
        if (c is '*' or '＊' or '×')
        {
            var end = start + 1;
            while (end < text.Length && text[end] is '*' or '＊' or '×')
                end++;
            var bound = SkipMore(text, ref end);
            if (end < text.Length && text[end] is '万' or '亿')
                end++;
            if (SkipMore(text, ref end) is NumeralBound.AtLeast)
                bound = NumeralBound.AtLeast;
            numeral = new Numeral(start, end, null, bound, false, false);
            return true;
        }

        return IsChineseDigit(c) && TryReadChinese(text, start, out numeral);
    }

    private static bool TryReadDigits(ReadOnlySpan<char> text, int start, out Numeral numeral)
    {
        Span<char> digits = stackalloc char[32];
        int end = start, n = 0;
        var point = false;
        for (; end < text.Length && n < digits.Length; end++)
        {
            var c = text[end];
            if (IsDigit(c))
                digits[n++] = c >= '０' ? (char)(c - '０' + '0') : c;
            else if (c is '.' or '．' && !point && end + 1 < text.Length && IsDigit(text[end + 1]))
                (digits[n++], point) = ('.', true);
            else if (c is ',' or '，' && !point && IsThousandsGroup(text, end) && end - start <= 3 + ((end - start) / 4 * 4))
                continue;
            else
                break;
        }

        var value = double.Parse(digits[..n], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        double? result = value;
        if (IsRange(text, end, out var rangeEnd))
            (end, result) = (rangeEnd, null);
        var bound = SkipMore(text, ref end);
        var factor = SkipMagnitude(text, ref end);
        if (SkipMore(text, ref end) is NumeralBound.AtLeast)
            bound = NumeralBound.AtLeast;
        // 1.2 has to become 12000 exactly, not 11999.999…: decimal digits times a power of ten.
        numeral = new Numeral(start, end, result is null ? null : (double)((decimal)value * factor), bound, false, false);
        return true;
    }

    private static bool IsThousandsGroup(ReadOnlySpan<char> text, int comma) =>
        comma + 3 < text.Length && IsDigit(text[comma + 1]) && IsDigit(text[comma + 2]) && IsDigit(text[comma + 3])
        && (comma + 4 == text.Length || !IsDigit(text[comma + 4]));

    // 100—260, 3-5, 20～30%
    private static bool IsRange(ReadOnlySpan<char> text, int end, out int rangeEnd)
    {
        var i = end;
        while (i < text.Length && text[i] is '—' or '-' or '－' or '～' or '~' or '至' or '–')
            i++;
        rangeEnd = i;
        if (i == end || i >= text.Length || !IsDigit(text[i]))
            return false;
        while (rangeEnd < text.Length && (IsDigit(text[rangeEnd]) || text[rangeEnd] == '.'))
            rangeEnd++;
        return true;
    }

    private static bool TryReadChinese(ReadOnlySpan<char> text, int start, out Numeral numeral)
    {
        var end = start;
        while (end < text.Length && IsChineseDigit(text[end]))
            end++;
        // 二点五
        double fraction = 0;
        var whole = end;
        if (end + 1 < text.Length && text[end] == '点' && Digit(text[end + 1]) >= 0)
        {
            var scale = 0.1;
            for (end++; end < text.Length && Digit(text[end]) >= 0; end++, scale /= 10)
                fraction += Digit(text[end]) * scale;
        }

        var value = ValueOfChinese(text[start..whole]);
        if (value is null)
        {
            numeral = default;
            return false;
        }

        var bound = SkipMore(text, ref end);
        var factor = SkipMagnitude(text, ref end);
        if (SkipMore(text, ref end) is NumeralBound.AtLeast)
            bound = NumeralBound.AtLeast;
        numeral = new Numeral(start, end, (value + fraction) * factor, bound, false, true);
        return true;
    }

    // 多, 余 directly behind the number; 多 as a word of its own (多次, 多家 without number) never gets here.
    private static NumeralBound SkipMore(ReadOnlySpan<char> text, ref int end)
    {
        if (end < text.Length && text[end] is '多' or '余' or '来')
        {
            end++;
            return NumeralBound.AtLeast;
        }

        return NumeralBound.Exact;
    }

    private static int SkipMagnitude(ReadOnlySpan<char> text, ref int end)
    {
        if (end + 1 < text.Length && text[end] == '万' && text[end + 1] == '亿')
            return 1; // beyond int; no material counts in it
        var factor = end < text.Length ? text[end] switch { '百' => 100, '千' => 1000, '万' => 10_000, '亿' => 100_000_000, _ => 1 } : 1;
        // 百 and 千 behind digits are magnitudes only in front of a unit, and 千 of 千米, 百 of 百分 never.
        if (factor > 1 && end + 1 < text.Length && text[end + 1] is '米' or '克' or '瓦' or '分' && text[end] is '千' or '百')
            return 1;
        end += factor > 1 ? 1 : 0;
        return factor;
    }

    private static bool MayBegin(char c) => IsDigit(c) || IsChineseDigit(c) || c is '*' or '＊' or '×';

    private static bool IsDigit(char c) => c is >= '0' and <= '9' or >= '０' and <= '９';

    private static bool IsBehindTenths(char c) => "以左的，。；、）)是为人党".Contains(c, StringComparison.Ordinal);

    private static bool IsChineseDigit(char c) => c is '十' or '百' or '千' or '万' or '亿' || Digit(c) >= 0;

    private static int Digit(char c) => c switch
    {
        '零' or '〇' => 0,
        '一' => 1,
        '二' or '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => -1,
    };
}
