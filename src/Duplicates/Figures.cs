using System.Runtime.InteropServices;

namespace KnowledgeBase.Duplicates;

/// <summary>
/// The figures of a text with the words around them. A skeleton has none, so that a masked figure doesn't part a copy from its original;
/// but the reports of two years, and two records on one form, have one skeleton and other figures throughout. A copy keeps a figure or
/// masks it.
/// </summary>
internal static class Figures
{
    /// <summary>Skeleton units on either side that say which figure it is.</summary>
    private const int Context = 3;

    /// <summary>Figures kept of one text, the first ones.</summary>
    private const int Most = 500;

    /// <summary>Figures that must differ before two texts are told apart by them: more than another date of issue changes.</summary>
    private const int LeastConflicts = 4;

    /// <summary>
    /// The figures of a text: the hash of the words around it in the upper half, of the figure in the lower; sorted, every context once.
    /// </summary>
    /// <param name="skeleton">The skeleton of the text.</param>
    public static ulong[] Of(Skeleton skeleton)
    {
        var folded = skeleton.Folded.Text;
        var units = skeleton.Units;
        var found = new List<ulong>();
        for (var i = Context - 1; i + Context < units.Length && found.Count < Most; i++)
        {
            var gap = folded[(skeleton.Position(i) + 1)..skeleton.Position(i + 1)];
            if (gap.Length > 0 && ValueOf(gap) is { } value)
            {
                found.Add((Hash(units.Slice(i + 1 - Context, 2 * Context)) << 32) | value);
            }
        }

        found.Sort();

        // Words that stand around several figures of one text tell none of them.
        var kept = new List<ulong>(found.Count);
        for (var i = 0; i < found.Count;)
        {
            var end = i + 1;
            while (end < found.Count && found[end] >> 32 == found[i] >> 32)
            {
                end++;
            }

            if (found[end - 1] == found[i])
            {
                kept.Add(found[i]);
            }

            i = end;
        }

        return [.. kept];
    }

    /// <summary>True when most of the figures that both texts give for the same thing differ.</summary>
    public static bool Conflict(ReadOnlySpan<ulong> first, ReadOnlySpan<ulong> second)
    {
        var same = 0;
        var other = 0;
        for (int i = 0, j = 0; i < first.Length && j < second.Length;)
        {
            var order = (first[i] >> 32).CompareTo(second[j] >> 32);
            if (order == 0)
            {
                _ = first[i++] == second[j++] ? same++ : other++;
            }
            else if (order < 0)
            {
                i++;
            }
            else
            {
                j++;
            }
        }

        return other >= LeastConflicts && other > same;
    }

    /// <summary>
    /// The figure between two units of a skeleton; null when there is none, when it is masked, and when it numbers an item.
    /// </summary>
    private static uint? ValueOf(ReadOnlySpan<char> gap)
    {
        var hash = 2166136261u; // FNV-1a
        var digits = 0;
        var last = -1;
        for (var i = 0; i < gap.Length; i++)
        {
            if (gap[i] is '*' or 'x' or '○' or '某')
            {
                return null;
            }

            if (char.IsAsciiDigit(gap[i]) || (gap[i] == '.' && i + 1 < gap.Length && char.IsAsciiDigit(gap[i + 1]) && digits > 0))
            {
                hash = (hash ^ gap[i]) * 16777619u;
                digits++;
                last = i;
            }
        }

        var numbers = digits is 1 or 2 && last + 1 < gap.Length && gap[last + 1] is '.' or '、' or ')';
        return digits == 0 || numbers ? null : hash;
    }

    private static ulong Hash(ReadOnlySpan<char> units)
    {
        var hash = 14695981039346656037ul;
        foreach (var unit in MemoryMarshal.Cast<char, ushort>(units))
        {
            hash = (hash ^ unit) * 1099511628211ul;
        }

        return (hash ^ (hash >> 32)) & uint.MaxValue;
    }
}
