using System.Buffers;
using KnowledgeBase.Understanding.Vocabulary;

namespace KnowledgeBase.Understanding.Outline;

/// <summary>Tells the name of a unit that stands on a line of its own, as authors, addressees and signatures do.</summary>
internal static class UnitLines
{
    /// <summary>A unit's name has at most this many UTF-16 units.</summary>
    public const int LongestUnit = 36;

    private static readonly SearchValues<char> NotInUnits = SearchValues.Create("，。：；！？“”《》");

    /// <summary>Particles that no name holds.</summary>
    private static readonly SearchValues<char> NotInNames = SearchValues.Create("的把以在为着了是");

    /// <summary>What the names of units end in.</summary>
    public static IReadOnlyList<string> Endings => UnitEndings;

    private static readonly IReadOnlyList<string> UnitEndings =
    WordList.Words("units", "endings");

    /// <summary>A unit's name on a line of its own: short, ending as units do, without a verb's object behind it.</summary>
    public static bool IsUnitLine(ReadOnlySpan<char> line)
    {
        var end = Glyphs.TrimEnd(line, 0, line.Length);
        if (end is < 4 or > LongestUnit || line[..end].ContainsAny(NotInUnits))
        {
            return false;
        }

        line = line[..end];
        if (line.ContainsAny(NotInNames) || Marker.TryRead(line, 0, end, out _))
        {
            return false;
        }

        if (Label.OpensWithVerb(line) && !line.StartsWith("中共", StringComparison.Ordinal))
        {
            return false;
        }

        foreach (var ending in UnitEndings)
        {
            if (ending.Length >= 2 && line.EndsWith(ending, StringComparison.Ordinal))
            {
                return line.Length > ending.Length + 1
                    && (line.StartsWith("中共", StringComparison.Ordinal) || HoldsPlaceOrMask(line) || line.Length <= 14);
            }
        }

        return (line.EndsWith("委", StringComparison.Ordinal) || line.EndsWith("局", StringComparison.Ordinal)
            || line.EndsWith("厅", StringComparison.Ordinal) || line.EndsWith("部", StringComparison.Ordinal))
            && HoldsPlaceOrMask(line);
    }

    private static bool HoldsPlaceOrMask(ReadOnlySpan<char> line) => PlaceNames.TryFind(line, 8, out _) || line.ContainsAny("*×某X");

    /// <summary>True when a stretch holds a particle, and therefore is no name.</summary>
    public static bool HoldsGrammar(ReadOnlySpan<char> words) => words.ContainsAny(NotInNames);
}
