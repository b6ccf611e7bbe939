namespace KnowledgeBase.Materials;

/// <summary>A chain of places as it stands in a text (江苏常州经开区, *县, 全市).</summary>
/// <param name="Start">UTF-16 offset of the chain.</param>
/// <param name="End">Behind it.</param>
/// <param name="Tier">The tier of the deepest place.</param>
/// <param name="IsNamed">False for 全市, 我县 and the like, which name no place.</param>
internal readonly record struct PlaceChain(int Start, int End, string Tier, bool IsNamed);

/// <summary>
/// Reads places by their suffixes (省市县区乡镇村…) and by the names of provinces. Knows no gazetteer: invented and masked names (**县,
/// 某区) are places like any other.
/// </summary>
internal static class PlaceNames
{
    /// <summary>The units of the first tier without their suffix.</summary>
    internal static readonly string[] Provinces =
    [
        "北京", "天津", "河北", "山西", "内蒙古", "辽宁", "吉林", "黑龙江", "上海", "江苏", "浙江", "安徽", "福建", "江西", "山东", "河南", "湖北", "湖南", "广东", "广西", "海南", "重庆", "四川", "贵州", "云南", "西藏",
        "陕西", "甘肃", "青海", "宁夏", "新疆", "香港", "澳门", "台湾",
    ];

    private const int LongestName = 6;

    /// <summary>Characters that no place name holds: what stands before them isn't part of one.</summary>
    private const string Breakers = "，。、；：“”（）()《》的在和与对为是把向从到以各全本该等由及有了将被让使就并中内外个名条次项批多加强抓推进党建设工作进一步驻第各每帮扶包联示范试点重点贫困行政农们";

    /// <summary>Reads the chain of places that starts within the first <paramref name="within"/> units; false when there is none.</summary>
    public static bool TryFind(ReadOnlySpan<char> text, int within, out PlaceChain chain)
    {
        for (var at = 0; at < text.Length && at < within; at++)
        {
            if (Glyphs.IsBlank(text[at]) || EndsOtherWord(text, at)) continue;
            if (text[at..].StartsWith("自治", StringComparison.Ordinal) || text[at..].StartsWith("直辖市", StringComparison.Ordinal) || text[at..].StartsWith("单列市", StringComparison.Ordinal))
            {
                at += 2; // 各省、自治区、直辖市、计划单列市 name no place
                continue;
            }

            if (text[at..].StartsWith("中共", StringComparison.Ordinal))
            {
                at++; // the loop steps over the second character
                continue;
            }

            if (TryReadChain(text, at, out chain)) return true;
        }

        chain = default;
        return false;
    }

    /// <summary>The 年 of 2025年 and the 国 of 全国 open no place.</summary>
    private static bool EndsOtherWord(ReadOnlySpan<char> text, int at) =>
        at > 0 && ((text[at] == '年' && Glyphs.IsDigit(text[at - 1])) || (text[at] == '国' && text[at - 1] is '全' or '我'));

    private static bool TryReadChain(ReadOnlySpan<char> text, int start, out PlaceChain chain)
    {
        chain = default;
        var at = start;
        string? tier = null;
        var named = false;
        if (text[start] is '全' or '我' or '本' && start + 1 < text.Length && TierOf(text, start + 1, out var length) is { } own && !OpensOtherWord(text, start + 1 + length))
        {
            chain = new PlaceChain(start, start + 1 + length, own, false);
            return own is not Tiers.Village;
        }

        foreach (var province in Provinces)
        {
            if (!text[start..].StartsWith(province, StringComparison.Ordinal)) continue;
            at += province.Length;
            tier = Tiers.Province;
            named = true;
            var suffix = SuffixOfProvince(text, at);
            at += suffix;
            break;
        }

        while (TryReadPlace(text, at, tier is not null, out var end, out var deeper))
        {
            if (tier is not null && Rank(deeper) <= Rank(tier)) break;
            (at, tier, named) = (end, deeper, true);
        }

        if (tier is null) return false;
        chain = new PlaceChain(start, at, tier, named);
        return true;
    }

    private static int SuffixOfProvince(ReadOnlySpan<char> text, int at)
    {
        foreach (var suffix in (ReadOnlySpan<string>)["维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "特别行政区", "省", "市"])
        {
            if (text[at..].StartsWith(suffix, StringComparison.Ordinal)) return suffix.Length;
        }

        return 0;
    }

    /// <summary>Reads one place: up to six characters and a suffix.</summary>
    private static bool TryReadPlace(ReadOnlySpan<char> text, int start, bool within, out int end, out string tier)
    {
        (end, tier) = (start, "");
        for (var i = start; i < text.Length && i - start <= LongestName; i++)
        {
            var c = text[i];
            if (i > start && TierOf(text, i, out var length) is { } found && !OpensOtherWord(text, i + length) && (i - start >= 2 || text[start] is '*' or '某' or 'X' or 'x' or '×' || within))
            {
                (end, tier) = (i + length, found);
                return true;
            }

            if (Breakers.Contains(c, StringComparison.Ordinal) || Glyphs.IsBlank(c) || Glyphs.IsDigit(c)) return false;
            if (!Glyphs.IsHan(c) && c is not ('*' or 'X' or 'x' or '×')) return false;
        }

        return false;
    }

    /// <summary>The tier of the suffix at a position.</summary>
    private static string? TierOf(ReadOnlySpan<char> text, int at, out int length)
    {
        length = 1;
        var rest = text[at..];
        if (rest.StartsWith("自治区", StringComparison.Ordinal)) return Result(3, Tiers.Province, out length);
        if (rest.StartsWith("自治州", StringComparison.Ordinal)) return Result(3, Tiers.City, out length);
        if (rest.StartsWith("自治县", StringComparison.Ordinal)) return Result(3, Tiers.County, out length);
        if (rest.StartsWith("开发区", StringComparison.Ordinal) || rest.StartsWith("经开区", StringComparison.Ordinal) || rest.StartsWith("高新区", StringComparison.Ordinal) || rest.StartsWith("新城区", StringComparison.Ordinal)) return Result(3, Tiers.County, out length);
        if (rest.StartsWith("街道", StringComparison.Ordinal)) return Result(2, Tiers.Township, out length);
        if (rest.StartsWith("社区", StringComparison.Ordinal)) return Result(2, Tiers.Village, out length);
        if (rest.StartsWith("民族乡", StringComparison.Ordinal)) return Result(3, Tiers.Township, out length);
        return text[at] switch
        {
            '省' => Tiers.Province,
            '市' or '州' or '盟' => Tiers.City,
            '县' or '区' or '旗' => Tiers.County,
            '乡' or '镇' => Tiers.Township,
            '村' => Tiers.Village,
            _ => null,
        };
    }

    private static string Result(int units, string tier, out int length)
    {
        length = units;
        return tier;
    }

    /// <summary>市场, 区域, 乡村, 村民 and the like aren't places.</summary>
    private static bool OpensOtherWord(ReadOnlySpan<char> text, int behind)
    {
        if (behind >= text.Length) return false;
        var last = text[behind - 1];
        var next = text[behind];
        return last switch
        {
            '市' => next is '场' or '民' or '值' or '容',
            '区' => next is '域' or '别' or '分' or '块' or '间' or '划',
            '乡' => next is '村' or '亲' or '镇' or '土' or '愁' or '风',
            '村' => next is '民' or '庄' or '级' or '集' or '落' or '里',
            '县' => next is '域' or '级' or '城',
            '镇' => next is '守' or '痛',
            '省' => next is '级' or '份' or '心' or '力',
            '州' or '旗' or '盟' => next is '帜' or '舰' or '友' or '约',
            _ => false,
        };
    }

    private static int Rank(string tier) => tier switch
    {
        Tiers.Province => 1,
        Tiers.City => 2,
        Tiers.County => 3,
        Tiers.Township => 4,
        Tiers.Village => 5,
        _ => 0,
    };
}
