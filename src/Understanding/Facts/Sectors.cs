using System.Collections.Frozen;
using KnowledgeBase.Understanding.Vocabulary;

namespace KnowledgeBase.Understanding.Facts;

/// <summary>The sectors (领域) of materials and units: those of <c>Data/sectors.txt</c>, in its order.</summary>
public static class Sectors
{
    /// <summary>Parts of a unit's name that say whose body it is in the unit, and not what the unit is (某医院|党委).</summary>
    private static readonly IReadOnlyList<string> InnerBodies = WordList.Words("units", "inner-bodies");

    private static readonly (string Sector, string Word)[] Words =
        [.. WordList.Of("unit-sectors").Sections.SelectMany(s => WordList.Words("unit-sectors", s).Select(w => (s, w)))];

    private static readonly FrozenDictionary<string, string> OtherNames =
        WordList.Of("sector-names").Sections.SelectMany(s => WordList.Words("sector-names", s).Append(s).Select(w => (Name: w, Sector: s)))
            .ToFrozenDictionary(n => n.Name, n => n.Sector, StringComparer.Ordinal);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [.. WordList.Of("sectors").Sections];

    /// <summary>The sector that people mean by a word: 国企 by 国有企业, 学校 by 高校. Null when they mean none.</summary>
    public static string? Resolve(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        return OtherNames.GetValueOrDefault(word.Trim());
    }

    /// <summary>
    /// The sector that the name of a unit tells: by the last of the words that tell one, once what is only a body in the unit is taken off.
    /// Null when none does.
    /// </summary>
    internal static string? OfUnit(ReadOnlySpan<char> name)
    {
        var unit = name;
        while (InnerBody(unit) is > 0 and var length)
        {
            unit = unit[..^length];
        }

        return Last(unit) ?? Last(name);
    }

    private static int InnerBody(ReadOnlySpan<char> name)
    {
        var longest = 0;
        foreach (var body in InnerBodies)
        {
            if (body.Length > longest && name.EndsWith(body, StringComparison.Ordinal))
            {
                longest = body.Length;
            }
        }

        return longest;
    }

    private static string? Last(ReadOnlySpan<char> name)
    {
        string? sector = null;
        var (last, longest) = (0, 0);
        foreach (var (found, word) in Words)
        {
            var at = name.LastIndexOf(word, StringComparison.Ordinal);
            var end = at + word.Length;
            if (at >= 0 && (end, word.Length).CompareTo((last, longest)) > 0 && (word.Length > 1 || end == name.Length))
            {
                (sector, last, longest) = (found, end, word.Length);
            }
        }

        return sector;
    }
}
