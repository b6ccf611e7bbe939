namespace KnowledgeBase.Duplicates;

/// <summary>
/// Sketches and their inversion: which materials hold a hash. Hashes that only one material holds are left out of the inversion.
/// </summary>
internal sealed class SketchIndex
{
    private const int RadixBits = 11;

    private readonly int[] _sizes;
    private readonly int[] _groupStarts;
    private readonly int[] _holders;
    private readonly int[] _ownStarts;
    private readonly int[] _own;

    /// <summary>Inverts the sketches.</summary>
    /// <param name="sketches">Start and length of each material's hashes, by rank; the hashes of one material are distinct.</param>
    /// <param name="hashes">All hashes.</param>
    public SketchIndex((int Start, int Count)[] sketches, ReadOnlySpan<uint> hashes)
    {
        _sizes = [.. sketches.Select(s => s.Count)];
        var total = _sizes.Sum();
        var keys = new uint[total];
        var ranks = new int[total];
        var at = 0;
        for (var rank = 0; rank < sketches.Length; rank++)
        {
            var own = hashes.Slice(sketches[rank].Start, sketches[rank].Count);
            own.CopyTo(keys.AsSpan(at));
            ranks.AsSpan(at, own.Length).Fill(rank);
            at += own.Length;
        }

        Sort(ref keys, ref ranks);

        // Ranks come in rising order within a hash, because the sort is stable. Singletons are squeezed out in place.
        var starts = new List<int>();
        var counts = new int[sketches.Length + 1];
        var kept = 0;
        for (var i = 0; i < total;)
        {
            var end = i + 1;
            while (end < total && keys[end] == keys[i])
            {
                end++;
            }

            if (end - i > 1)
            {
                starts.Add(kept);
                for (; i < end; i++)
                {
                    ranks[kept++] = ranks[i];
                    counts[ranks[i]]++;
                }
            }

            i = end;
        }

        starts.Add(kept);
        _groupStarts = [.. starts];
        _holders = ranks[..kept];
        _ownStarts = new int[sketches.Length + 1];
        for (var rank = 0; rank < sketches.Length; rank++)
        {
            _ownStarts[rank + 1] = _ownStarts[rank] + counts[rank];
        }

        _own = new int[kept];
        var next = _ownStarts.AsSpan(0, sketches.Length).ToArray();
        for (var group = 0; group + 1 < _groupStarts.Length; group++)
        {
            for (var i = _groupStarts[group]; i < _groupStarts[group + 1]; i++)
            {
                _own[next[_holders[i]]++] = group;
            }
        }
    }

    /// <summary>Number of distinct hashes in the material's sketch.</summary>
    public int Size(int rank) => _sizes[rank];

    /// <summary>The hashes of a material that others hold too.</summary>
    public ReadOnlySpan<int> Groups(int rank) => _own.AsSpan(_ownStarts[rank], _ownStarts[rank + 1] - _ownStarts[rank]);

    /// <summary>The ranks of the materials that hold a hash, rising.</summary>
    public ReadOnlySpan<int> Holders(int group) => _holders.AsSpan(_groupStarts[group], _groupStarts[group + 1] - _groupStarts[group]);

    /// <summary>Stable radix sort by key, least significant digit first, three passes.</summary>
    private static void Sort(ref uint[] keys, ref int[] values)
    {
        var otherKeys = new uint[keys.Length];
        var otherValues = new int[values.Length];
        var offsets = new int[1 << RadixBits];
        for (var shift = 0; shift < 32; shift += RadixBits)
        {
            Array.Clear(offsets);
            foreach (var key in keys)
            {
                offsets[(key >> shift) & (offsets.Length - 1)]++;
            }

            var sum = 0;
            for (var i = 0; i < offsets.Length; i++)
            {
                (offsets[i], sum) = (sum, sum + offsets[i]);
            }

            for (var i = 0; i < keys.Length; i++)
            {
                var to = offsets[(keys[i] >> shift) & (offsets.Length - 1)]++;
                otherKeys[to] = keys[i];
                otherValues[to] = values[i];
            }

            (keys, otherKeys) = (otherKeys, keys);
            (values, otherValues) = (otherValues, values);
        }
    }
}
