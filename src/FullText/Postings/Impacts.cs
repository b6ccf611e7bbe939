using System.Runtime.CompilerServices;
using KnowledgeBase.FullText.Similarities;

namespace KnowledgeBase.FullText.Postings;

/// <summary>
/// The best (frequency, norm) pairs of a stretch of postings: no posting in it scores higher than the best of the pairs. Four
/// pairs at most; where the Pareto front is longer, neighbours are joined into one that dominates both.
/// <code>Impacts := (freq:u8 norm:u8)*      freq 0: unused; freq 255: 255 or more, taken as infinite</code>
/// </summary>
internal static unsafe class Impacts
{
    public const int Pairs = 4;
    public const int Length = Pairs * 2;

    /// <summary>The highest score that the pairs allow.</summary>
    public static float MaxScore(byte* impacts, int pairs, float weight, float* normInverse)
    {
        var best = 0f;
        for (var i = 0; i < pairs; i++)
        {
            int freq = impacts[i * 2];
            if (freq == 0)
            {
                break;
            }

            var score = freq == byte.MaxValue ? weight : Bm25.Score(weight, freq, normInverse[impacts[(i * 2) + 1]]);
            best = Math.Max(best, score);
        }

        return best;
    }
}

/// <summary>Gathers the pairs of <see cref="Impacts"/> while postings are written.</summary>
internal struct ImpactsBuilder
{
    private readonly byte[] _bestFreq = new byte[256]; // by norm
    private int _lowest = 256;
    private int _highest = -1;

    public ImpactsBuilder()
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int freq, byte norm)
    {
        var capped = (byte)Math.Min(freq, byte.MaxValue);
        if (capped > _bestFreq[norm])
        {
            _bestFreq[norm] = capped;
            _lowest = Math.Min(_lowest, norm);
            _highest = Math.Max(_highest, norm);
        }
    }

    public void AddAll(ReadOnlySpan<byte> impacts)
    {
        for (var i = 0; i < impacts.Length && impacts[i] != 0; i += 2)
        {
            Add(impacts[i], impacts[i + 1]);
        }
    }

    /// <summary>Writes the pairs and begins anew.</summary>
    public void Finish(Span<byte> destination)
    {
        destination.Clear();
        Span<byte> freqs = stackalloc byte[256];
        Span<byte> norms = stackalloc byte[256];
        var count = 0;
        var best = 0;
        for (var norm = _lowest; norm <= _highest; norm++)
        {
            // A longer document only matters if its frequency is higher.
            if (_bestFreq[norm] > best)
            {
                best = _bestFreq[norm];
                freqs[count] = (byte)best;
                norms[count++] = (byte)norm;
            }

            _bestFreq[norm] = 0;
        }

        _lowest = 256;
        _highest = -1;

        // Join the two neighbours that lose least: those with the smallest growth of frequency × norm.
        while (count > Impacts.Pairs)
        {
            var at = 0;
            var least = int.MaxValue;
            for (var i = 0; i + 1 < count; i++)
            {
                var loss = (freqs[i + 1] - freqs[i]) * 16 / (freqs[i + 1] + 1) + (norms[i + 1] - norms[i]);
                if (loss < least)
                {
                    least = loss;
                    at = i;
                }
            }

            // The joined pair keeps the lower norm and the higher frequency.
            freqs[at] = freqs[at + 1];
            for (var i = at + 1; i + 1 < count; i++)
            {
                freqs[i] = freqs[i + 1];
                norms[i] = norms[i + 1];
            }

            count--;
        }

        for (var i = 0; i < count; i++)
        {
            destination[i * 2] = freqs[i];
            destination[(i * 2) + 1] = norms[i];
        }
    }
}
