using KnowledgeBase.Materials;

namespace KnowledgeBase.Duplicates;

/// <summary>A stretch that two texts share.</summary>
/// <param name="First">Where it stands in the first text.</param>
/// <param name="Second">Where it stands in the second.</param>
/// <param name="Same">Characters (ideographs and letters) that are the same on both sides, in the same order.</param>
/// <param name="IsVerbatim">True when the two sides are the same but for white space, width, letter case and script variant.</param>
public sealed record SharedStretch(TextSpan First, TextSpan Second, int Same, bool IsVerbatim);

/// <summary>
/// Marks what two texts share, clause by clause: a stretch may hold small differences (a masked name, another figure, a word changed). It
/// begins and ends where clauses of either side do; a clause at its ends belongs to it when at least half of it is the same. Only where
/// less than a clause is shared does a stretch begin or end inside of one, and then between two words.
/// </summary>
public static class SharedPassages
{
    /// <summary>Characters below which a shared stretch is a matter of chance or formula.</summary>
    public const int DefaultLeast = 24;

    /// <summary>Characters that whole clauses must share which are left of such a stretch when it is cut.</summary>
    private const int LeastOfClauses = 2 * Shingles.Width;

    /// <summary>Characters that may differ on either side between two runs of a stretch.</summary>
    private const int MaxGap = 8;

    /// <summary>Places of one stretch of <see cref="Shingles.Width"/> characters in the second text that are tried.</summary>
    private const int MaxPlaces = 16;

    /// <summary>Characters that are given up at either end to reach a border of words.</summary>
    private const int MaxWord = 6;

    /// <summary>Finds the shared stretches, in the order of the first text. They do not overlap in the first text.</summary>
    /// <param name="first">A text.</param>
    /// <param name="second">Another text.</param>
    /// <param name="least">
    /// Ideographs and letters that must be shared at a stretch, at least 8. Whole clauses are told from 16 of them on, if that is less.
    /// </param>
    public static IReadOnlyList<SharedStretch> Between(string first, string second, int least = DefaultLeast)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        ArgumentOutOfRangeException.ThrowIfLessThan(least, Shingles.Width);
        var a = new Skeleton();
        var b = new Skeleton();
        a.Reset(first);
        b.Reset(second);
        return Between((a, first), (b, second), least);
    }

    internal static List<SharedStretch> Between((Skeleton Skeleton, string Text) first, (Skeleton Skeleton, string Text) second, int least)
    {
        var (a, b) = (first.Skeleton, second.Skeleton);
        var cutter = new StretchCutter(first, second, MaxWord);
        var places = Places(b);
        var hashes = new ulong[Math.Max(0, a.Length)];
        var count = Shingles.Hash(a.Units, hashes);
        var stretches = new List<SharedStretch>();
        var free = 0;
        for (var i = 0; i < count;)
        {
            var best = default(Stretch);
            if (places.TryGetValue(hashes[i], out var list))
            {
                foreach (var j in list)
                {
                    var stretch = Extend(a, b, i, j, runs: null);
                    best = stretch.Same > best.Same ? stretch : best;
                }
            }

            if (best.Same < least)
            {
                i++;
                continue;
            }

            var runs = new List<SharedRun>();
            Extend(a, b, best.StartA, best.StartB, runs);
            i = best.EndA;
            if (cutter.Cut(runs, free, Math.Min(least, LeastOfClauses)) is { } cut)
            {
                stretches.Add(cut.Stretch);
                free = cut.Behind;
                i = Math.Max(i, free);
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
    private static Stretch Extend(Skeleton a, Skeleton b, int startA, int startB, List<SharedRun>? runs)
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
            runs?.Add(new SharedRun(i, j, run));
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

    private readonly record struct Stretch(int StartA, int EndA, int StartB, int EndB, int Same);
}
