using System.Buffers;
using System.Collections.Frozen;
using KnowledgeBase.Materials;

namespace KnowledgeBase.Understanding.Vocabulary;

/// <summary>A chain of places as it stands in a text (江苏常州经开区, *县, 全市).</summary>
/// <param name="Start">UTF-16 offset of the chain.</param>
/// <param name="End">Behind it.</param>
/// <param name="Tier">The tier of the deepest place.</param>
/// <param name="IsNamed">False for 全市, 我县 and the like, which name no place.</param>
/// <param name="Deepest">UTF-16 offset of the deepest place (常州经开区 of 江苏常州经开区).</param>
internal readonly record struct PlaceChain(int Start, int End, string Tier, bool IsNamed, int Deepest);

/// <summary>
/// Reads places by their suffixes (省市县区乡镇村…) and by the names of provinces. Knows no gazetteer: invented and masked names (**县,
/// 某区) are places like any other.
/// </summary>
internal static class PlaceNames
{
    /// <summary>The units of the first tier without their suffix.</summary>
    internal static readonly IReadOnlyList<string> Provinces = WordList.Words("places", "provinces");

    /// <summary>Suffixes of more than one character.</summary>
    private static readonly (string Suffix, string Tier)[] LongSuffixes =
    [
        ("自治区", Tiers.Province), ("自治州", Tiers.City), ("自治县", Tiers.County), ("自治旗", Tiers.County), ("经济技术开发区", Tiers.County),
        ("经济开发区", Tiers.County),
        ("高新技术产业开发区", Tiers.County), ("高新技术开发区", Tiers.County), ("开发区", Tiers.County), ("经开区", Tiers.County), ("高新区", Tiers.County),
        ("新城区", Tiers.County),
        ("民族乡", Tiers.Township), ("街道", Tiers.Township), ("社区", Tiers.Village),
    ];

    private const int LongestName = 6;

    /// <summary>Characters that no place name holds: what stands before them isn't part of one.</summary>
    private static readonly SearchValues<char> Breakers = WordList.Characters("places", "breakers");

    /// <summary>Characters that places open with (和田, 中山, 内江, 包头), but running text far more often does.</summary>
    private static readonly SearchValues<char> RarelyFirst = WordList.Characters("places", "rarely-first");

    /// <summary>
    /// Words that no place is named with: what such papers do (召开市), how they praise (优秀县), and what is called a 区, 市 or 村 without
    /// being one (灌区, 城市, 乡村).
    /// </summary>
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> OtherWords = WordList.Set("places", "other-words");

    private static readonly SearchValues<char> Masks = SearchValues.Create("*＊×某Xx");

    /// <summary>The characters that with 县 make the whole name of a county (滑县).</summary>
    private static readonly SearchValues<char> OneCharacterCounties = WordList.Characters("places", "one-character-counties");

    private static readonly IReadOnlyList<string> CitiesLikeTownships = WordList.Words("places", "cities-like-townships");

    private static readonly IReadOnlyList<string> Municipalities = WordList.Words("places", "municipalities");

    private static readonly IReadOnlyList<string> ProvinceSuffixes = WordList.Words("places", "province-suffixes");

    /// <summary>Reads the chain of places that starts within the first <paramref name="within"/> units; false when there is none.</summary>
    public static bool TryFind(ReadOnlySpan<char> text, int within, out PlaceChain chain)
    {
        for (var at = 0; at < text.Length && at < within; at++)
        {
            // What stands in quotes is called after a place (“上海精神”), 中共 opens a unit's name.
            if (text[at] == '“' && text[at..].IndexOf('”') is > 0 and var close)
            {
                at += close;
                continue;
            }

            if (Glyphs.IsBlank(text[at]) || EndsOtherWord(text, at))
            {
                continue;
            }

            if (IsOtherWord(text, at) || text[at..].StartsWith("中共", StringComparison.Ordinal))
            {
                at++; // the loop steps over the second character
                continue;
            }

            if (TryReadChain(text, at, out chain))
            {
                return true;
            }
        }

        chain = default;
        return false;
    }

    /// <summary>True when no name that stands at <paramref name="at"/> can have begun further left.</summary>
    public static bool IsParted(ReadOnlySpan<char> text, int at) =>
        at == 0 || !Glyphs.IsHan(text[at - 1]) || text[at - 1] is '共' || Breakers.Contains(text[at - 1])
            || (at >= 2 && IsOtherWord(text, at - 2));

    /// <summary>
    /// The places that a chain is made of, the largest first, as stretches of it: 江苏省, 常州市 and 武进区 of 江苏省常州市武进区. Empty when the words
    /// don't open with a place that is told as one.
    /// </summary>
    public static IReadOnlyList<TextSpan> PlacesOf(ReadOnlySpan<char> chain)
    {
        var places = new List<TextSpan>();
        var at = 0;
        if (ProvinceAt(chain, 0) is { } province)
        {
            at = province.Length + SuffixOfProvince(chain, province.Length);
            places.Add(new TextSpan(0, at));
        }

        while (TryReadPlace(chain, at, places.Count > 0, out var end, out _))
        {
            places.Add(new TextSpan(at, end));
            at = end;
        }

        return places;
    }

    /// <summary>The province that is named by all of the words, with its suffix or without; null for any other words.</summary>
    public static string? ProvinceOf(ReadOnlySpan<char> words) =>
        ProvinceAt(words, 0) is { } province && province.Length + SuffixOfProvince(words, province.Length) == words.Length
            ? province
            : null;

    /// <summary>True for 开发区, 街道 and the like: what kind of place it is and not which.</summary>
    public static bool IsKindOnly(string place) => place.Length == 1 || LongSuffixes.Any(s => s.Suffix == place) || place == "新区";

    /// <summary>True for **县, 某区 and the like, which name no place.</summary>
    public static bool IsMasked(ReadOnlySpan<char> place) => place.ContainsAny(Masks);

    /// <summary>
    /// The tier that words open with the suffix of (县 of 县委组织部, 社区 of 社区党委); null when they don't, or go on as another word.
    /// </summary>
    public static string? TierOf(ReadOnlySpan<char> words) =>
        !words.IsEmpty && TierOf(words, 0, out var length) is { } tier && !OpensOtherWord(words, length) ? tier : null;

    /// <summary>The 年 of 2025年 and the 国 of 全国 open no place.</summary>
    private static bool EndsOtherWord(ReadOnlySpan<char> text, int at) =>
        at > 0 && ((text[at] == '年' && Glyphs.IsDigit(text[at - 1])) || (text[at] == '国' && text[at - 1] is '全' or '我'));

    private static bool IsOtherWord(ReadOnlySpan<char> text, int at) => at + 1 < text.Length && OtherWords.Contains(text.Slice(at, 2));

    private static bool TryReadChain(ReadOnlySpan<char> text, int start, out PlaceChain chain)
    {
        chain = default;
        if (text[start] is '全' or '我' or '本' && start + 1 < text.Length && TierOf(text, start + 1, out var length) is { } own
            && !OpensOtherWord(text, start + 1 + length))
        {
            chain = new PlaceChain(start, start + 1 + length, own, IsNamed: false, start);
            return own is not Tiers.Village;
        }

        var at = start;
        var deepest = start;
        string? tier = null;
        if (ProvinceAt(text, start) is { } province)
        {
            at += province.Length;
            tier = Tiers.Province;
            at += SuffixOfProvince(text, at);
        }

        while (TryReadPlace(text, at, tier is not null, out var end, out var deeper))
        {
            if (tier is not null && Rank(deeper) <= Rank(tier))
            {
                break;
            }

            (deepest, at, tier) = (at, end, deeper);
        }

        if (tier is null)
        {
            return false;
        }

        chain = new PlaceChain(start, at, tier, IsNamed: true, deepest);
        return true;
    }

    private static string? ProvinceAt(ReadOnlySpan<char> text, int at)
    {
        foreach (var province in Provinces)
        {
            if (text[at..].StartsWith(province, StringComparison.Ordinal))
            {
                return IsCalledLikeProvince(text[at..], province) ? null : province;
            }
        }

        return null;
    }

    /// <summary>吉林市 is a city of the province 吉林, and 河北区 a district of another.</summary>
    private static bool IsCalledLikeProvince(ReadOnlySpan<char> text, string province)
    {
        var end = province.Length;
        return end < text.Length && !OpensOtherWord(text, end + 1)
            && (text[end] == '区' || (text[end] == '市' && !Municipalities.Contains(province, StringComparer.Ordinal)));
    }

    private static int SuffixOfProvince(ReadOnlySpan<char> text, int at)
    {
        foreach (var suffix in ProvinceSuffixes)
        {
            if (text[at..].StartsWith(suffix, StringComparison.Ordinal))
            {
                return suffix.Length;
            }
        }

        return 0;
    }

    /// <summary>Reads one place: up to six characters and a suffix.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where the place would start.</param>
    /// <param name="within">True behind a larger place: then one character will do (江苏常州), and a name may open with any.</param>
    /// <param name="end">Behind the place.</param>
    /// <param name="tier">Its tier.</param>
    private static bool TryReadPlace(ReadOnlySpan<char> text, int start, bool within, out int end, out string tier)
    {
        (end, tier) = (start, "");
        for (var i = start; i < text.Length && i - start <= LongestName; i++)
        {
            var c = text[i];
            if (i > start && TierOf(text, i, out var length) is { } found && !OpensOtherWord(text, i + length)
                && IsLongEnough(text, start, i, within))
            {
                if (IsCalledLikeTownship(text, start, i, length, out end))
                {
                    tier = Tiers.City;
                    return true;
                }

                if (end > i)
                {
                    continue; // 桐乡市, 宁乡县
                }

                if (i - start > (within ? 2 : 0) && RarelyFirst.Contains(text[start]))
                {
                    return false;
                }

                // 常州市 behind its province: 常州 alone would be one as well.
                end = i + length;
                (end, tier) = (end < text.Length && (c, text[end]) is ('州', '市') ? end + 1 : end, found);
                return true;
            }

            if (Breakers.Contains(c) || Glyphs.IsBlank(c) || Glyphs.IsDigit(c))
            {
                return false;
            }

            if (!Glyphs.IsHan(c) && !IsMask(c))
            {
                return false;
            }

            if (IsOtherWord(text, i) || (i > start && ProvinceAt(text, i) is not null))
            {
                return false;
            }
        }

        return false;
    }

    private static bool IsLongEnough(ReadOnlySpan<char> text, int start, int suffix, bool within) =>
        suffix - start >= 2 || IsMask(text[start]) || within || IsOneCharacterCounty(text, start);

    private static bool IsOneCharacterCounty(ReadOnlySpan<char> text, int at) =>
        text[at + 1] == '县' && OneCharacterCounties.Contains(text[at]) && IsParted(text, at) && WordBorders.Covers(text, at, 2);

    /// <summary>新乡 and 萍乡市 are cities, and 桐乡市 is no township with a 市 behind it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where the name starts.</param>
    /// <param name="suffix">The 乡 or 镇 that it would end in.</param>
    /// <param name="length">Its length.</param>
    /// <param name="end">Behind the city; behind the suffix when the name goes on to that of a larger place; 0 for any other name.</param>
    private static bool IsCalledLikeTownship(ReadOnlySpan<char> text, int start, int suffix, int length, out int end)
    {
        end = suffix + length;
        foreach (var city in CitiesLikeTownships)
        {
            if (text[start..end].SequenceEqual(city))
            {
                end += end < text.Length && text[end] == '市' ? 1 : 0;
                return true;
            }
        }

        var goesOn = length == 1 && text[suffix] is '乡' or '镇' && end < text.Length && text[end] is '市' or '县'
            && !OpensOtherWord(text, end + 1);
        end = goesOn ? end : 0;
        return false;
    }

    private static bool IsMask(char c) => c is '*' or '某' or 'X' or 'x' or '×';

    /// <summary>The tier of the suffix at a position.</summary>
    private static string? TierOf(ReadOnlySpan<char> text, int at, out int length)
    {
        length = 1;
        foreach (var (suffix, tier) in LongSuffixes)
        {
            if (suffix[0] != text[at] || !text[at..].StartsWith(suffix, StringComparison.Ordinal))
            {
                continue;
            }

            length = suffix.Length;
            return tier;
        }

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

    /// <summary>市场, 区域, 乡村, 村民 and the like aren't places.</summary>
    private static bool OpensOtherWord(ReadOnlySpan<char> text, int behind) =>
        behind < text.Length && SecondOfOtherWords(text[behind - 1]).Contains(text[behind], StringComparison.Ordinal);

    /// <summary>The characters that make another word with what would be the last of a place.</summary>
    private static string SecondOfOtherWords(char suffix) => suffix switch
    {
        '市' => "场民值容圈",
        '区' => "域别分块间划",
        '乡' => "村亲镇土愁风",
        '村' => "民庄级集落里",
        '县' => "域级",
        '镇' => "守痛",
        '省' => "级份心力",
        '州' or '旗' or '盟' => "帜舰友约下长",
        _ => "",
    };

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
