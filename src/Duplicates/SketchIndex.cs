using System.Numerics;

namespace KnowledgeBase.Duplicates;

/// <summary>
/// Sketches and their inversion: which materials hold a hash. Hashes that only one material holds are left out of the inversion.
/// </summary>
/// <remarks>
/// Inverted are the hashes of one range after another, so that sorting needs a small part of the memory that the sketches take
/// themselves. Memory: at most 12 bytes for each hash, of which 4 are the sketches' own.
/// </remarks>
internal sealed class SketchIndex
{
    private const int RangeBits = 5;
    private const int Ranges = 1 << RangeBits;
    private const int ShiftToRange = 32 - RangeBits;

    /// <summary>Digits of the radix sort; three of them are what a hash has below its range.</summary>
    private const int RadixBits = ShiftToRange / 3;

    private readonly uint[][] _sketches;
    private readonly Range[] _ranges = new Range[Ranges];
    private readonly int[] _ownStarts;
    private readonly int[] _own;

    /// <summary>Inverts the sketches.</summary>
    /// <param name="sketches">Each material's hashes, by rank; those of one material rise, each stands once.</param>
    public SketchIndex(uint[][] sketches)
    {
        _sketches = sketches;
        var next = new int[sketches.Length];
        var shared = new int[sketches.Length];
        var sorter = new Sorter();
        for (var range = 0; range < Ranges; range++)
        {
            sorter.Take((uint)range, sketches, next);
            _ranges[range] = sorter.Invert(shared);
        }

        _ownStarts = new int[sketches.Length + 1];
        for (var rank = 0; rank < sketches.Length; rank++)
        {
            _ownStarts[rank + 1] = _ownStarts[rank] + shared[rank];
        }

        _own = new int[_ownStarts[^1]];
        _ownStarts.AsSpan(0, sketches.Length).CopyTo(next);
        for (var range = 0; range < Ranges; range++)
        {
            for (var local = 0; local < _ranges[range].Count; local++)
            {
                foreach (var holder in _ranges[range].Holders(local))
                {
                    _own[next[holder]++] = (range << ShiftToRange) | local;
                }
            }
        }
    }

    /// <summary>Number of distinct hashes in the material's sketch.</summary>
    public int Size(int rank) => _sketches[rank].Length;

    /// <summary>The hashes of a material that others hold too.</summary>
    public ReadOnlySpan<int> Groups(int rank) => _own.AsSpan(_ownStarts[rank], _ownStarts[rank + 1] - _ownStarts[rank]);

    /// <summary>The ranks of the materials that hold a hash, rising.</summary>
    public ReadOnlySpan<int> Holders(int group) => _ranges[group >>> ShiftToRange].Holders(group & ((1 << ShiftToRange) - 1));

    /// <summary>The hashes of one range that several materials hold, numbered from 0.</summary>
    private readonly record struct Range(int[] Starts, int[] Ranks)
    {
        public int Count => Starts.Length - 1;

        public ReadOnlySpan<int> Holders(int local) => Ranks.AsSpan(Starts[local], Starts[local + 1] - Starts[local]);
    }

    /// <summary>Sorts the hashes of one range; its buffers serve them all.</summary>
    private sealed class Sorter
    {
        private readonly int[] _offsets = new int[1 << RadixBits];
        private readonly List<int> _starts = [];
        private uint[] _keys = [];
        private uint[] _otherKeys = [];
        private int[] _ranks = [];
        private int[] _otherRanks = [];
        private int _count;

        /// <summary>Gathers the hashes of a range and sorts them.</summary>
        /// <param name="range">The range.</param>
        /// <param name="sketches">All sketches.</param>
        /// <param name="next">For each, where its hashes of this range begin; moved behind them.</param>
        public void Take(uint range, uint[][] sketches, int[] next)
        {
            _count = 0;
            for (var rank = 0; rank < sketches.Length; rank++)
            {
                var sketch = sketches[rank];
                var start = next[rank];
                var end = start;
                while (end < sketch.Length && sketch[end] >>> ShiftToRange == range)
                {
                    end++;
                }

                Grow(_count + end - start);
                sketch.AsSpan(start, end - start).CopyTo(_keys.AsSpan(_count));
                _ranks.AsSpan(_count, end - start).Fill(rank);
                _count += end - start;
                next[rank] = end;
            }

            for (var shift = 0; shift < ShiftToRange; shift += RadixBits)
            {
                Sort(shift);
            }
        }

        /// <summary>The hashes that several hold; how many of them each material holds is added to <paramref name="shared"/>.</summary>
        public Range Invert(int[] shared)
        {
            // Ranks come in rising order within a hash, because the sort is stable. Singletons are squeezed out in place.
            _starts.Clear();
            var kept = 0;
            for (var i = 0; i < _count;)
            {
                var end = i + 1;
                while (end < _count && _keys[end] == _keys[i])
                {
                    end++;
                }

                if (end - i > 1)
                {
                    _starts.Add(kept);
                    for (; i < end; i++)
                    {
                        _ranks[kept++] = _ranks[i];
                        shared[_ranks[i]]++;
                    }
                }

                i = end;
            }

            _starts.Add(kept);
            return new Range([.. _starts], _ranks[..kept]);
        }

        private void Grow(int needed)
        {
            if (needed > _keys.Length)
            {
                var size = (int)Math.Min(BitOperations.RoundUpToPowerOf2((uint)needed), (uint)Array.MaxLength);
                Array.Resize(ref _keys, size);
                Array.Resize(ref _ranks, size);
                _otherKeys = new uint[size];
                _otherRanks = new int[size];
            }
        }

        /// <summary>One pass of a stable radix sort.</summary>
        private void Sort(int shift)
        {
            Array.Clear(_offsets);
            for (var i = 0; i < _count; i++)
            {
                _offsets[Digit(_keys[i], shift)]++;
            }

            var sum = 0;
            for (var i = 0; i < _offsets.Length; i++)
            {
                (_offsets[i], sum) = (sum, sum + _offsets[i]);
            }

            for (var i = 0; i < _count; i++)
            {
                var to = _offsets[Digit(_keys[i], shift)]++;
                _otherKeys[to] = _keys[i];
                _otherRanks[to] = _ranks[i];
            }

            (_keys, _otherKeys) = (_otherKeys, _keys);
            (_ranks, _otherRanks) = (_otherRanks, _ranks);
        }

        private static int Digit(uint key, int shift) => (int)(key >> shift) & ((1 << RadixBits) - 1);
    }
}
