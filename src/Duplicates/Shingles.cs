namespace KnowledgeBase.Duplicates;

/// <summary>
/// Hashes of all stretches of <see cref="Width"/> units of a skeleton. Width 8 is the shortest at which two Chinese texts hardly share a
/// stretch but by quoting the same words: party-building texts are full of standing formulas, but a formula of 30 characters has only 23
/// of the hundreds of stretches of a material.
/// </summary>
internal static class Shingles
{
    /// <summary>Units of a stretch.</summary>
    public const int Width = 8;

    /// <summary>Base of the rolling hash, an odd number without pattern.</summary>
    private const ulong Base = 0x9E3779B97F4A7C15;

    private static readonly ulong Outgoing = Power(Base, Width - 1);

    /// <summary>Writes the hash of the stretch that begins at each unit.</summary>
    /// <param name="units">The skeleton.</param>
    /// <param name="hashes">Room for <c>units.Length - Width + 1</c>, when that is positive.</param>
    /// <returns>How many were written.</returns>
    public static int Hash(ReadOnlySpan<char> units, Span<ulong> hashes)
    {
        var count = units.Length - Width + 1;
        if (count <= 0)
        {
            return 0;
        }

        ulong rolling = 0;
        for (var i = 0; i < units.Length; i++)
        {
            if (i >= Width)
            {
                rolling -= units[i - Width] * Outgoing;
            }

            rolling = (rolling * Base) + units[i];
            if (i >= Width - 1)
            {
                hashes[i - Width + 1] = Mix(rolling);
            }
        }

        return count;
    }

    /// <summary>Spreads the rolling hash over all bits: the finisher of MurmurHash3 (public domain, Austin Appleby).</summary>
    private static ulong Mix(ulong hash)
    {
        hash ^= hash >> 33;
        hash *= 0xFF51AFD7ED558CCD;
        hash ^= hash >> 33;
        hash *= 0xC4CEB9FE1A85EC53;
        return hash ^ (hash >> 33);
    }

    private static ulong Power(ulong number, int exponent)
    {
        ulong power = 1;
        for (var i = 0; i < exponent; i++)
        {
            power *= number;
        }

        return power;
    }
}
