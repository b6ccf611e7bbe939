using System.Runtime.InteropServices;

namespace KnowledgeBase.Duplicates;

/// <summary>
/// Tells which passages, practices or headings of several versions of one text are versions of one stretch. Needs little: it is fed with
/// the versions of one text at a time.
/// </summary>
public static class StretchGroups
{
    /// <summary>Share of the smaller of two stretches that the other holds when they are one: as for copies of short texts.</summary>
    private const double One = 0.6;

    /// <summary>Finds for each stretch the first one that it is a version of.</summary>
    /// <param name="stretches">The stretches with the number of their version, those of the first version first.</param>
    /// <returns>For each the place of that stretch; its own where it is the first.</returns>
    public static int[] Of(IReadOnlyList<(int Version, string Text)> stretches)
    {
        ArgumentNullException.ThrowIfNull(stretches);
        var first = new int[stretches.Count];
        var sizes = new int[stretches.Count];
        var holders = new Dictionary<ulong, List<int>>();
        var skeleton = new Skeleton();
        var hashes = Array.Empty<ulong>();
        var votes = new Dictionary<int, int>();
        for (var i = 0; i < stretches.Count; i++)
        {
            skeleton.Reset(stretches[i].Text);
            if (hashes.Length < skeleton.Length + 1)
            {
                hashes = new ulong[skeleton.Length + 1];
            }

            var own = hashes.AsSpan(0, Hash(skeleton, hashes)).ToArray().Distinct().ToArray();
            (first[i], sizes[i]) = (i, own.Length);
            votes.Clear();
            foreach (var hash in own)
            {
                foreach (var holder in holders.GetValueOrDefault(hash, []))
                {
                    CollectionsMarshal.GetValueRefOrAddDefault(votes, holder, out _)++;
                }
            }

            var (best, most) = (-1, 0);
            foreach (var (holder, common) in votes)
            {
                if (stretches[holder].Version != stretches[i].Version && common >= One * Math.Min(sizes[holder], own.Length)
                    && (common > most || (common == most && holder < best)))
                {
                    (best, most) = (holder, common);
                }
            }

            if (best >= 0)
            {
                first[i] = best;
                continue;
            }

            foreach (var hash in own)
            {
                (CollectionsMarshal.GetValueRefOrAddDefault(holders, hash, out _) ??= []).Add(i);
            }
        }

        return first;
    }

    /// <summary>The hashes of its stretches; of a text shorter than one, a hash of all of it.</summary>
    private static int Hash(Skeleton skeleton, ulong[] hashes)
    {
        if (skeleton.Length >= Shingles.Width)
        {
            return Shingles.Hash(skeleton.Units, hashes);
        }

        // FNV-1a: shorter texts are one only when they are the same.
        var hash = 14695981039346656037;
        foreach (var unit in skeleton.Units)
        {
            hash = (hash ^ unit) * 1099511628211;
        }

        hashes[0] = hash;
        return skeleton.Length == 0 ? 0 : 1;
    }
}
