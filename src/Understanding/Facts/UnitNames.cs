using KnowledgeBase.Understanding.Vocabulary;

namespace KnowledgeBase.Understanding.Facts;

/// <summary>
/// The one name that a unit is listed by, however it is written: a place that speaks for itself by the name of the place (江苏 for 江苏省),
/// a committee of the party without the party in front (江苏省委 for 中共江苏省委 and 中国共产党江苏省委员会), any other as it stands.
/// </summary>
public static class UnitNames
{
    private const string Committee = "委员会";

    private static readonly string[] Openings = ["中国共产党", "中共"];

    /// <summary>The name of a unit, without white space at its ends.</summary>
    public static string NameOf(string unit)
    {
        ArgumentNullException.ThrowIfNull(unit);
        var name = unit.Trim();
        foreach (var opening in Openings)
        {
            if (name.StartsWith(opening, StringComparison.Ordinal) && PlaceLength(name.AsSpan(opening.Length)) is > 0 and var placed)
            {
                var rest = name[opening.Length..];
                return rest.AsSpan(placed).SequenceEqual(Committee) ? $"{rest[..placed]}委" : rest.Length > placed ? rest : name;
            }
        }

        return name.Length > 0 && PlaceLength(name) == name.Length ? RegionNames.NameOf(name) : name;
    }

    /// <summary>How much of the beginning of a name is places that have names; 0 when it begins otherwise.</summary>
    private static int PlaceLength(ReadOnlySpan<char> name) =>
        PlaceNames.TryFind(name, 1, out var chain) && chain is { Start: 0, IsNamed: true } ? chain.End : 0;
}
