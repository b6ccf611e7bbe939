using KnowledgeBase.Materials;

namespace KnowledgeBase.Duplicates;

/// <summary>A stretch that two texts share.</summary>
/// <param name="First">Where it stands in the first text.</param>
/// <param name="Second">Where it stands in the second.</param>
/// <param name="Same">Characters (ideographs and letters) that are the same on both sides, in the same order.</param>
/// <param name="IsVerbatim">True when the two sides are the same but for white space, width, letter case and script variant.</param>
public sealed record SharedStretch(TextSpan First, TextSpan Second, int Same, bool IsVerbatim);

/// <summary>
/// Marks what two texts share, exactly on both sides: a stretch begins and ends with characters that are the same, and may hold small
/// differences (a masked name, another figure, a word changed) in between.
/// </summary>
public static class SharedPassages
{
    /// <summary>Characters below which a shared stretch is a matter of chance or formula.</summary>
    public const int DefaultLeast = 24;

    /// <summary>Characters that may differ on either side between two runs of a stretch.</summary>
    private const int MaxGap = 8;

    /// <summary>Places of one stretch of <see cref="Shingles.Width"/> characters in the second text that are tried.</summary>
    private const int MaxPlaces = 16;

    /// <summary>Finds the shared stretches, in the order of the first text. They do not overlap in the first text.</summary>
    /// <param name="first">A text.</param>
    /// <param name="second">Another text.</param>
    /// <param name="least">Ideographs and letters that a stretch must share, at least 8.</param>
    public static IReadOnlyList<SharedStretch> Between(string first, string second, int least = DefaultLeast)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        ArgumentOutOfRangeException.ThrowIfLessThan(least, Shingles.Width);
        var a = new Skeleton();
        var b = new Skeleton();
        a.Reset(first);
        b.Reset(second);
        return Between(a, b, least);
    }

    internal static List<SharedStretch> Between(Skeleton a, Skeleton b, int least)
    {
        var places = Places(b);
        var hashes = new ulong[Math.Max(0, a.Length)];
        var count = Shingles.Hash(a.Units, hashes);
        var stretches = new List<SharedStretch>();
        for (var i = 0; i < count;)
        {
            var best = default(Stretch);
            if (places.TryGetValue(hashes[i], out var list))
            {
                foreach (var j in list)
                {
                    var stretch = Extend(a, b, i, j);
                    best = stretch.Same > best.Same ? stretch : best;
                }
            }

            if (best.Same >= least)
            {
                stretches.Add(Cut(a, b, best));
                i = best.EndA;
            }
            else
            {
                i++;
            }
        }

        return stretches;
    }

    private static Dictionary<ulong, List<int>> Places(Skeleton b)
    {
        var hashes = new ulong[b.Length];
        var count = Shingles.Hash(b.Units, hashes);
        var places = new Dictionary<ulong, List<int>>();
        for (var j = 0; j < count; j++)
        {
            ref var list = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(places, hashes[j], out _);
            list ??= [];
            if (list.Count < MaxPlaces)
            {
                list.Add(j);
            }
        }

        return places;
    }

    /// <summary>
    /// Follows two skeletons from where they meet, over gaps that are small on both sides and have a run of their own behind them.
    /// </summary>
    private static Stretch Extend(Skeleton a, Skeleton b, int startA, int startB)
    {
        var ua = a.Units;
        var ub = b.Units;
        var (i, j) = (startA, startB);
        var same = 0;
        var (endA, endB) = (i, j);
        while (true)
        {
            var run = ua[i..].CommonPrefixLength(ub[j..]);
            if (run == 0 && same == 0)
            {
                return default;
            }

            same += run;
            (i, j) = (i + run, j + run);
            (endA, endB) = (i, j);
            if (!Bridge(ua, ub, ref i, ref j))
            {
                return new Stretch(startA, endA, startB, endB, same);
            }
        }
    }

    /// <summary>Moves to the nearest place where both go on alike for at least <see cref="Shingles.Width"/> characters.</summary>
    private static bool Bridge(ReadOnlySpan<char> a, ReadOnlySpan<char> b, ref int i, ref int j)
    {
        for (var total = 1; total <= 2 * MaxGap; total++)
        {
            for (var skipA = Math.Max(0, total - MaxGap); skipA <= Math.Min(total, MaxGap); skipA++)
            {
                var (x, y) = (i + skipA, j + total - skipA);
                if (x + Shingles.Width <= a.Length && y + Shingles.Width <= b.Length
                    && a.Slice(x, Shingles.Width).SequenceEqual(b.Slice(y, Shingles.Width)))
                {
                    (i, j) = (x, y);
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>From skeletons to the texts: figures and punctuation that are the same at both ends belong to the stretch.</summary>
    private static SharedStretch Cut(Skeleton a, Skeleton b, Stretch stretch)
    {
        var fa = a.Folded.Text;
        var fb = b.Folded.Text;
        var (startA, startB) = (a.Position(stretch.StartA), b.Position(stretch.StartB));
        var (endA, endB) = (a.Position(stretch.EndA - 1) + 1, b.Position(stretch.EndB - 1) + 1);
        while (startA > 0 && startB > 0 && fa[startA - 1] == fb[startB - 1])
        {
            (startA, startB) = (startA - 1, startB - 1);
        }

        while (endA < fa.Length && endB < fb.Length && fa[endA] == fb[endB])
        {
            (endA, endB) = (endA + 1, endB + 1);
        }

        var first = a.Folded.Original(startA, endA - startA);
        var second = b.Folded.Original(startB, endB - startB);
        return new SharedStretch(
            new TextSpan(first.Start, first.End),
            new TextSpan(second.Start, second.End),
            stretch.Same,
            fa[startA..endA].SequenceEqual(fb[startB..endB]));
    }

    private readonly record struct Stretch(int StartA, int EndA, int StartB, int EndB, int Same);
}
