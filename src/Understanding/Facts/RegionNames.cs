using KnowledgeBase.Understanding.Vocabulary;

namespace KnowledgeBase.Understanding.Facts;

/// <summary>
/// The one name that a place goes by, however it is written: provinces without their suffix (江苏 for 江苏省, 内蒙古 for 内蒙古自治区), cities
/// without 市 (常州 for 常州市; but 吉林市, since 吉林 is the province), anything smaller as it stands.
/// </summary>
public static class RegionNames
{
    /// <summary>
    /// The places of a chain, the largest first: 江苏, 常州, 武进区 of 江苏省常州市武进区; what has no name but its kind has that of the place
    /// around it (常州经开区). What is masked, and what lies in it, is left out.
    /// </summary>
    public static IReadOnlyList<string> Of(string chain)
    {
        ArgumentNullException.ThrowIfNull(chain);
        var names = new List<string>();
        foreach (var place in PlaceNames.PlacesOf(chain))
        {
            var written = place.In(chain);
            if (PlaceNames.IsMasked(written))
            {
                break;
            }

            names.Add(PlaceNames.IsKindOnly(written) && names.Count > 0 ? names[^1] + written : OneName(written));
        }

        return names;
    }

    /// <summary>The name of the place that a person means by a word, whether or not there is one: 江苏 by 江苏省, 常州 by 江苏省常州市.</summary>
    public static string NameOf(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        var trimmed = word.Trim();
        return Of(trimmed) is [.., var smallest] ? smallest : OneName(trimmed);
    }

    /// <summary>A text without the first place that it names, of whatever tiers: 年度党建工作报告 of 云溪县年度党建工作报告.</summary>
    public static string Without(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return PlaceNames.TryFind(text, text.Length, out var chain) && chain.IsNamed
            ? text.Remove(chain.Start, chain.End - chain.Start)
            : text;
    }

    /// <summary>Places with those of <paramref name="around"/> in front that are larger than the first of them.</summary>
    internal static IReadOnlyList<string> Within(IReadOnlyList<string> regions, IReadOnlyList<string> around) =>
        regions.Count == 0 ? around : [.. around.TakeWhile(place => Size(place) < Size(regions[0])), .. regions];

    /// <summary>Grows from province to village.</summary>
    private static int Size(string name) => PlaceNames.ProvinceOf(name) is not null ? 0 : name switch
    {
        [.., '县' or '区' or '旗'] when !name.EndsWith("社区", StringComparison.Ordinal) => 2,
        [.., '乡' or '镇'] => 3,
        [.., '街', '道'] => 3,
        [.., '村'] or [.., '社', '区'] => 4,
        _ => 1,
    };

    private static string OneName(string written)
    {
        if (PlaceNames.ProvinceOf(written) is { } province)
        {
            return province;
        }

        return written is [_, _, .., '市'] && PlaceNames.ProvinceOf(written.AsSpan(..^1)) is null ? written[..^1] : written;
    }
}
