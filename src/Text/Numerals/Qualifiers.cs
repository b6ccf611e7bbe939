namespace KnowledgeBase.Text.Numerals;

/// <summary>The words around a number that say how exact it is: 近, 超过, 不到 in front; 多, 余 in it; 以上, 左右 behind it.</summary>
internal static class Qualifiers
{
    /// <param name="Word">Stands directly in front of a number.</param>
    /// <param name="Bound">What it says.</param>
    /// <param name="NotBehind">Behind these it is part of another word: 附近, 预约, 不超过.</param>
    private readonly record struct Qualifier(string Word, NumeralBound Bound, string NotBehind = "");

    private static readonly Qualifier[] Front =
    [
        new("不低于", NumeralBound.AtLeast), new("不少于", NumeralBound.AtLeast), new("不下于", NumeralBound.AtLeast),
        new("不超过", NumeralBound.AtMost), new("不高于", NumeralBound.AtMost), new("不多于", NumeralBound.AtMost),
        new("不到", NumeralBound.AtMost, "感得看听想料达"), new("不足", NumeralBound.AtMost), new("至多", NumeralBound.AtMost),
        new("最多", NumeralBound.AtMost),
        new("少于", NumeralBound.AtMost, "不"), new("低于", NumeralBound.AtMost, "不"),
        new("超过", NumeralBound.AtLeast, "不"), new("高于", NumeralBound.AtLeast, "不"), new("多于", NumeralBound.AtLeast, "不"),
        new("至少", NumeralBound.AtLeast), new("最少", NumeralBound.AtLeast),
        new("将近", NumeralBound.About), new("接近", NumeralBound.About), new("大约", NumeralBound.About),
        new("超", NumeralBound.AtLeast, "高赶反"), new("逾", NumeralBound.AtLeast), new("过", NumeralBound.AtLeast, "通经不超开去来见到办搞做听看用"),
        new("近", NumeralBound.About, "附最临靠邻就亲远"), new("约", NumeralBound.About, "预签公履节违邀合契条失赴制集特"),
        new("上", NumeralBound.AtLeast, "以线网加马路晚早身向桌地纸"), new("数", NumeralBound.AtLeast, "人总次件户少多倍基个指岁"), new("几", NumeralBound.AtLeast),
    ];

    /// <summary>Extends a number by the qualifying word in front of it.</summary>
    /// <param name="text">Text.</param>
    /// <param name="from">UTF-16 offset that the word must not begin before.</param>
    /// <param name="numeral">The number.</param>
    public static Numeral InFront(ReadOnlySpan<char> text, int from, Numeral numeral)
    {
        var before = text[from..numeral.Start];
        if (before.IsEmpty)
        {
            return numeral;
        }

        foreach (var (word, bound, notBehind) in Front)
        {
            if (!before.EndsWith(word, StringComparison.Ordinal))
            {
                continue;
            }

            var rest = before[..^word.Length];
            if ((!rest.IsEmpty && notBehind.Contains(rest[^1], StringComparison.Ordinal)) || !Qualifies(word, text, numeral))
            {
                continue;
            }

            return numeral with { Start = numeral.Start - word.Length, Bound = bound };
        }

        return numeral;
    }

    /// <summary>Extends a number by the qualifying word behind it: <c>90%以上</c>, <c>200左右</c>.</summary>
    public static Numeral Behind(ReadOnlySpan<char> text, Numeral numeral) =>
        At(text[numeral.End..]) is { } bound ? numeral with { End = numeral.End + 2, Bound = bound } : numeral;

    /// <summary>What the two units that a text begins with say of the number or its unit in front; null when nothing.</summary>
    public static NumeralBound? At(ReadOnlySpan<char> text) => text switch
    {
        ['以', '上', ..] => NumeralBound.AtLeast,
        ['以', '下' or '内', ..] => NumeralBound.AtMost,
        ['左', '右', ..] => NumeralBound.About,
        _ => null,
    };

    /// <summary>Moves behind 多, 余, 几 or 来 directly behind a number; null when none of them stands there.</summary>
    public static NumeralBound? SkipMore(ReadOnlySpan<char> text, ref int end)
    {
        if (end >= text.Length)
        {
            return null;
        }

        var isMore = text[end] switch
        {
            '多' or '余' or '餘' => true,
            // 十几, 二十来; but 20来访…
            '几' => text[end - 1] is '十' or '百' or '千' or '万' or '亿',
            '来' => text[end - 1] is '十' or '百' or '千' or '万'
                && !(end + 1 < text.Length && text[end + 1] is '访' or '自' or '到' or '信' or '电'),
            _ => false,
        };
        end += isMore ? 1 : 0;
        return isMore ? NumeralBound.AtLeast : null;
    }

    private static bool Qualifies(string word, ReadOnlySpan<char> text, Numeral numeral) => word switch
    {
        // 数百, 几十, 上千: only a bare order of magnitude
        "数" or "几" or "上" => numeral.IsChinese && text[numeral.Start] is '十' or '百' or '千' or '万' or '亿',
        // 过3亿元, 过半; 开过2次 has been told by what stands in front
        "过" => numeral.IsPercentage || (numeral.End < text.Length && text[numeral.End] == '元') || text[numeral.End - 1] is '万' or '亿',
        _ => true,
    };
}
