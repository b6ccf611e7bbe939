using System.Globalization;

namespace KnowledgeBase.Text.Numerals;

/// <summary>
/// Reads numbers as they stand in Chinese texts: <c>1251</c>, <c>１２</c>, <c>1,200</c>, <c>1.5万</c>, <c>3亿5000万</c>, <c>86万余</c>,
/// <c>400多</c>, <c>近三千</c>, <c>十几</c>, <c>百分之九十八</c>, <c>五分之一</c>, <c>两成</c>, <c>二〇二三</c>, <c>壹佰</c>, ranges
/// (<c>3至5</c>) and masked ones (<c>**</c>). It takes no position on what is counted: a unit behind the number is the caller's business.
/// </summary>
public static class NumeralReader
{
    /// <summary>More digits than these make a telephone number, an account or a code.</summary>
    internal const int MostDigits = 15;

    /// <summary>Reads the first number at or behind a place.</summary>
    /// <param name="text">Text.</param>
    /// <param name="from">UTF-16 offset to begin at.</param>
    /// <param name="numeral">The number.</param>
    /// <returns>False when there is none.</returns>
    public static bool TryFind(ReadOnlySpan<char> text, int from, out Numeral numeral)
    {
        for (var i = from; i < text.Length; i++)
        {
            if (!MayBegin(text[i]))
            {
                continue;
            }

            if (TryRead(text, i, out numeral))
            {
                numeral = Qualifiers.InFront(text, from, numeral);
                return true;
            }

            // What is no number as a whole has none inside.
            while (i + 1 < text.Length && AreOneKind(text[i], text[i + 1]))
            {
                i++;
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
        if (!TryReadShare(text, start, out numeral))
        {
            return false;
        }

        // 100—260, 3至5, 10%—20%: of a range only the ends are known.
        var sign = RangeSign(text[numeral.End..]);
        if (sign > 0 && TryReadShare(text, numeral.End + sign, out var upper))
        {
            numeral = numeral with
            {
                End = upper.End,
                Value = null,
                Bound = upper.Bound,
                IsPercentage = numeral.IsPercentage || upper.IsPercentage,
                IsChinese = numeral.IsChinese && upper.IsChinese,
            };
        }

        numeral = Qualifiers.Behind(text, numeral);
        return true;
    }

    // A number that may be a share: 98%, 三分之二, 两成半.
    private static bool TryReadShare(ReadOnlySpan<char> text, int start, out Numeral numeral)
    {
        numeral = default;
        if (start >= text.Length || !TryReadPlain(text, start, out numeral))
        {
            return false;
        }

        var rest = text[numeral.End..];
        if (rest.StartsWith("分之", StringComparison.Ordinal))
        {
            if (numeral.Value is not > 0 || !TryReadPlain(text, numeral.End + 2, out var part))
            {
                return false;
            }

            var share = part.Value is { } p ? Math.Round(p * 100 / numeral.Value.Value, 2) : (double?)null;
            numeral = numeral with { End = part.End, Value = share, Bound = part.Bound, IsPercentage = true };
        }
        else if (rest is ['%' or '％', ..])
        {
            numeral = numeral with { End = numeral.End + 1, IsPercentage = true };
        }
        else if (rest is ['成', ..] && numeral.Value is >= 1 and <= 10)
        {
            ReadTenths(rest, ref numeral);
        }

        return true;
    }

    // 两成, 三成半, 八成多; but 三成立….
    private static void ReadTenths(ReadOnlySpan<char> rest, ref Numeral numeral)
    {
        var half = rest is [_, '半', ..];
        var more = rest is [_, '多' or '余', ..];
        if (!half && !more && rest.Length > 1 && !"以左的，。；、）)是为人党".Contains(rest[1], StringComparison.Ordinal))
        {
            return;
        }

        numeral = numeral with
        {
            End = numeral.End + (half || more ? 2 : 1),
            Value = (numeral.Value * 10) + (half ? 5 : 0),
            Bound = more ? NumeralBound.AtLeast : numeral.Bound,
            IsPercentage = true,
        };
    }

    private static bool TryReadPlain(ReadOnlySpan<char> text, int start, out Numeral numeral)
    {
        numeral = default;
        if (start >= text.Length)
        {
            return false;
        }

        var c = text[start];
        return IsDigit(c) ? TryReadDigits(text, start, out numeral)
            : IsMask(c) ? ReadMasked(text, start, out numeral)
            : (ChineseNumerals.IsNumeral(c) || ChineseNumerals.IsAccounting(c)) && TryReadChinese(text, start, out numeral);
    }

    private static bool ReadMasked(ReadOnlySpan<char> text, int start, out Numeral numeral)
    {
        var end = start;
        while (end < text.Length && (IsMask(text[end]) || IsDigit(text[end])))
        {
            end++;
        }

        var bound = Qualifiers.SkipMore(text, ref end);
        SkipMagnitude(text, ref end);
        bound = Qualifiers.SkipMore(text, ref end) ?? bound;
        numeral = new Numeral(start, end, null, bound ?? NumeralBound.Exact, false, false);
        return true;
    }

    private static bool TryReadDigits(ReadOnlySpan<char> text, int start, out Numeral numeral)
    {
        numeral = default;
        Span<char> digits = stackalloc char[MostDigits + 1];
        int end = start, length = 0, sinceComma = 0;
        bool hasPoint = false, hasComma = false;
        for (; end < text.Length; end++, sinceComma++)
        {
            var c = text[end];
            if (IsDigit(c) && length == digits.Length)
            {
                return false;
            }

            if (IsDigit(c))
            {
                digits[length++] = c >= '０' ? (char)(c - '０' + '0') : c;
            }
            else if (c is '.' or '．' && !hasPoint && end + 1 < text.Length && IsDigit(text[end + 1]) && length < digits.Length)
            {
                (digits[length++], hasPoint) = ('.', true);
            }
            else if (!hasPoint && IsThousandsComma(text, end) && (hasComma ? sinceComma == 3 : sinceComma <= 3))
            {
                (hasComma, sinceComma) = (true, -1);
            }
            else
            {
                break;
            }
        }

        // 1*: its tens are known, it is not
        if (end < text.Length && IsMask(text[end]))
        {
            return ReadMasked(text, start, out numeral);
        }

        // Decimal digits times a power of ten: 1.2万 has to become 12000 exactly, not 11999.999….
        var value = decimal.Parse(digits[..length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        var bound = Qualifiers.SkipMore(text, ref end);
        var factor = SkipMagnitude(text, ref end);
        value *= factor;
        if (factor >= 10_000 && end < text.Length && IsDigit(text[end]))
        {
            value += SkipRemainder(text, ref end, factor);
        }

        bound = Qualifiers.SkipMore(text, ref end) ?? bound;
        numeral = new Numeral(start, end, (double)value, bound ?? NumeralBound.Exact, false, false);
        return true;
    }

    // 3亿[5000万], 1万[2千]: smaller magnitudes go on with the number; 3亿2023年 does not.
    private static decimal SkipRemainder(ReadOnlySpan<char> text, ref int end, long factor)
    {
        var at = end;
        while (at < text.Length && at - end < 5 && IsDigit(text[at]))
        {
            at++;
        }

        var value = decimal.Parse(Ascii(text[end..at]), NumberStyles.None, CultureInfo.InvariantCulture);
        var four = at - end == 4;
        var lesser = SkipMagnitude(text, ref at);
        if ((lesser == 1 && (!four || (at < text.Length && text[at] == '年'))) || value * lesser >= factor)
        {
            return 0;
        }

        end = at;
        return value * lesser;
    }

    private static string Ascii(ReadOnlySpan<char> digits) =>
        string.Create(digits.Length, digits, (ascii, source) =>
        {
            for (var i = 0; i < ascii.Length; i++)
            {
                ascii[i] = source[i] >= '０' ? (char)(source[i] - '０' + '0') : source[i];
            }
        });

    // 1,200; a full-width comma parts two numbers unless these are full-width themselves.
    private static bool IsThousandsComma(ReadOnlySpan<char> text, int comma)
    {
        if (comma + 3 >= text.Length || (comma + 4 < text.Length && IsDigit(text[comma + 4])))
        {
            return false;
        }

        var (first, last) = text[comma] switch { ',' => ('0', '9'), '，' => ('０', '９'), _ => ('1', '0') };
        foreach (var c in text.Slice(comma + 1, 3))
        {
            if (c < first || c > last)
            {
                return false;
            }
        }

        return true;
    }

    private static bool TryReadChinese(ReadOnlySpan<char> text, int start, out Numeral numeral)
    {
        numeral = default;
        var end = start;
        double? value;
        if (ChineseNumerals.IsAccounting(text[start]))
        {
            while (end < text.Length && end - start < MostDigits
                && (ChineseNumerals.IsAccounting(text[end]) || text[end] is '零' or '万' or '亿' or '萬' or '億'))
            {
                end++;
            }

            if (ChineseNumerals.Plain(text[start..end]) is not { } plain || !ChineseNumerals.TryValue(plain, out value))
            {
                return false;
            }
        }
        else
        {
            while (end < text.Length && ChineseNumerals.IsNumeral(text[end]))
            {
                end++;
            }

            if (!ChineseNumerals.TryValue(text[start..end], out value))
            {
                return false;
            }
        }

        // 二点五
        if (value is not null && end + 1 < text.Length && text[end] == '点' && ChineseNumerals.Digit(text[end + 1]) >= 0)
        {
            var (fraction, scale) = (0d, 1d);
            for (end++; end < text.Length && scale < 1e9 && ChineseNumerals.Digit(text[end]) is >= 0 and var digit; end++)
            {
                (fraction, scale) = ((fraction * 10) + digit, scale * 10);
            }

            value += fraction / scale;
        }

        var bound = Qualifiers.SkipMore(text, ref end);
        value *= SkipMagnitude(text, ref end);
        bound = Qualifiers.SkipMore(text, ref end) ?? bound;
        numeral = new Numeral(start, end, value, bound ?? (value is null ? NumeralBound.About : NumeralBound.Exact), false, true);
        return true;
    }

    private static long SkipMagnitude(ReadOnlySpan<char> text, ref int end)
    {
        if (end >= text.Length)
        {
            return 1;
        }

        if (text[end..].StartsWith("万亿", StringComparison.Ordinal))
        {
            end += 2;
            return 1_000_000_000_000;
        }

        var factor = text[end] switch { '百' => 100, '千' => 1000, '万' or '萬' => 10_000, '亿' or '億' => 100_000_000, _ => 1 };
        // 千米, 千克, 千瓦 and 百分点 are units.
        if (factor is 100 or 1000 && end + 1 < text.Length && text[end + 1] is '米' or '克' or '瓦' or '分')
        {
            return 1;
        }

        end += factor > 1 ? 1 : 0;
        return factor;
    }

    private static int RangeSign(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < Math.Min(2, text.Length) && text[length] is '—' or '-' or '－' or '–' or '～' or '~')
        {
            length++;
        }

        return length > 0 ? length : text is ['至' or '到', ..] ? 1 : 0;
    }

    private static bool MayBegin(char c) => IsDigit(c) || IsMask(c) || ChineseNumerals.IsNumeral(c) || ChineseNumerals.IsAccounting(c);

    private static bool AreOneKind(char a, char b) =>
        (IsDigit(a) && IsDigit(b))
        || (ChineseNumerals.IsNumeral(a) && ChineseNumerals.IsNumeral(b))
        || (ChineseNumerals.IsAccounting(a) && ChineseNumerals.IsAccounting(b));

    private static bool IsDigit(char c) => c is >= '0' and <= '9' or >= '０' and <= '９';

    private static bool IsMask(char c) => c is '*' or '＊' or '×';
}
