using System.Numerics;
using System.Numerics.Tensors;

namespace KnowledgeBase.Meaning.Vectors;

/// <summary>
/// Finds the vectors nearest to a question. Up to <see cref="MostScanned"/> vectors each is compared; of more, those are compared of which
/// the signs of the components agree most with the question's, where the mean of all vectors is the zero: one bit a component, 48 bytes for
/// 384. Safe for any number of threads.
/// <para>
/// Part of the mean is taken from every question. Some texts lie near the middle of all and so near to whatever is asked; a question
/// without that part finds them less often. It costs nothing, for it changes the question and no vector.
/// </para>
/// </summary>
public sealed class VectorSearch
{
    /// <summary>Up to so many vectors are all compared.</summary>
    public const int MostScanned = 200_000;

    /// <summary>Of more, one in so many is compared …</summary>
    private const int OneIn = 16;

    /// <summary>… and so many times what is asked for, at least.</summary>
    private const int TimesTaken = 60;

    /// <summary>Vectors that the mean is taken of.</summary>
    private const int Sampled = 10_000;

    /// <summary>Vectors between two looks at whether the search was cancelled.</summary>
    private const int BetweenLooks = 16_384;

    private readonly VectorFile _file;
    private readonly SlotSet _among;
    private readonly int _words;
    private readonly float[] _mean;
    private readonly float _common;
    private readonly ulong[]? _signs;

    /// <summary>Prepares the search.</summary>
    /// <param name="file">The vectors. Whoever searches keeps it open.</param>
    /// <param name="among">Those that can be found.</param>
    /// <param name="common">How much of the mean is taken from every question, 0 to 1.</param>
    /// <param name="mostScanned">Up to so many are all compared.</param>
    /// <param name="typical">Those that the mean is taken of; null for all that can be found.</param>
    public VectorSearch(VectorFile file, SlotSet among, float common = 0, int mostScanned = MostScanned, SlotSet? typical = null)
    {
        (_file, _among, _common) = (file, among, common);
        _words = (file.Dimensions + 63) / 64;
        _mean = Mean(file, typical ?? among);
        if (among.Count > mostScanned)
        {
            _signs = new ulong[(long)file.Count * _words];
            FillSigns(_signs);
        }
    }

    /// <summary>
    /// How alike two vectors are in what they don't have in common with all: the cosine of what is left of them without the mean. Of texts
    /// about different things it is near 0, whatever the model.
    /// </summary>
    public float Alike(ReadOnlySpan<float> one, ReadOnlySpan<float> other) => Product(Own(one), Own(other));

    /// <summary>What a vector doesn't have in common with all, made as long as 1; zeros where nothing is left of it.</summary>
    public float[] Own(ReadOnlySpan<float> vector)
    {
        var own = new float[_mean.Length];
        TensorPrimitives.Subtract(vector, _mean, own);
        if (TensorPrimitives.Norm<float>(own) is > 0 and var length)
        {
            TensorPrimitives.Divide(own, length, own);
        }

        return own;
    }

    /// <summary>The product of two vectors; of two from <see cref="Own"/> how alike they are.</summary>
    public static float Product(ReadOnlySpan<float> one, ReadOnlySpan<float> other) => TensorPrimitives.Dot(one, other);

    /// <summary>The nearest vectors.</summary>
    /// <param name="question">A vector of length 1.</param>
    /// <param name="take">How many at most.</param>
    /// <param name="permitted">Whether a slot may be found; null permits all. Asked before anything is cut off.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The nearest first.</returns>
    public NearSlot[] Nearest(
        ReadOnlySpan<float> question, int take, SlotSet? permitted = null, CancellationToken cancellationToken = default)
    {
        var telling = new float[question.Length];
        for (var i = 0; i < telling.Length; i++)
        {
            telling[i] = question[i] - (_common * _mean[i]);
        }

        var rounded = new short[question.Length];
        var scale = ByteProduct.Round(telling, rounded);
        var nearest = _signs is null || permitted is { Count: <= MostScanned }
            ? Scan(rounded, scale, take, permitted, cancellationToken)
            : Rescored(rounded, scale, take, Candidates(question, _signs, take, permitted, cancellationToken));
        if (_common != 0)
        {
            scale = ByteProduct.Round(question, rounded);
            for (var i = 0; i < nearest.Length; i++)
            {
                nearest[i] = nearest[i] with { Cosine = Product(rounded, scale, nearest[i].Slot) };
            }
        }

        return nearest;
    }

    private unsafe NearSlot[] Scan(
        ReadOnlySpan<short> question, float scale, int take, SlotSet? permitted, CancellationToken cancellationToken)
    {
        var nearest = new NearestSlots(take);
        var untilLook = BetweenLooks;
        foreach (var portion in _file.Portions)
        {
            var scales = portion.Scales(_file.Bytes);
            var components = portion.Components(_file.Bytes, _file.Dimensions);
            for (var i = 0; i < portion.Count; i++)
            {
                if (--untilLook == 0)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    untilLook = BetweenLooks;
                }

                var slot = portion.First + i;
                if (_among.Contains(slot) && permitted?.Contains(slot) != false)
                {
                    var product = ByteProduct.Of(question, components.Slice(i * _file.Dimensions, _file.Dimensions));
                    nearest.Offer(slot, product * scale * scales[i]);
                }
            }
        }

        return nearest.Sorted();
    }

    private NearSlot[] Rescored(ReadOnlySpan<short> question, float scale, int take, IEnumerable<int> candidates)
    {
        var nearest = new NearestSlots(take);
        foreach (var slot in candidates)
        {
            nearest.Offer(slot, Product(question, scale, slot));
        }

        return nearest.Sorted();
    }

    private unsafe float Product(ReadOnlySpan<short> question, float scale, int slot)
    {
        var portion = _file.PortionOf(slot);
        var at = slot - portion.First;
        var components = portion.Components(_file.Bytes, _file.Dimensions).Slice(at * _file.Dimensions, _file.Dimensions);
        return ByteProduct.Of(question, components) * scale * portion.Scales(_file.Bytes)[at];
    }

    /// <summary>Slots whose signs differ least from the question's, in their order.</summary>
    private List<int> Candidates(
        ReadOnlySpan<float> question, ulong[] all, int take, SlotSet? permitted, CancellationToken cancellationToken)
    {
        var signs = new ulong[_words];
        Signs(question, _mean, signs);
        var distances = new ushort[_file.Count];
        var counts = new int[(_words * 64) + 1];
        for (var slot = 0; slot < distances.Length; slot++)
        {
            if (slot % BetweenLooks == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            if (!_among.Contains(slot) || permitted?.Contains(slot) == false)
            {
                distances[slot] = ushort.MaxValue;
                continue;
            }

            var distance = 0;
            var own = all.AsSpan(slot * _words, _words);
            for (var word = 0; word < own.Length; word++)
            {
                distance += BitOperations.PopCount(own[word] ^ signs[word]);
            }

            distances[slot] = (ushort)distance;
            counts[distance]++;
        }

        // The distance up to which as many are taken as are wanted; all of that distance are, so that none is preferred for its place.
        var wanted = Math.Max(_file.Count / OneIn, take * TimesTaken);
        var most = 0;
        for (var sum = 0; most < counts.Length - 1 && (sum += counts[most]) < wanted; most++)
        {
        }

        var candidates = new List<int>(wanted);
        for (var slot = 0; slot < distances.Length; slot++)
        {
            if (distances[slot] <= most)
            {
                candidates.Add(slot);
            }
        }

        return candidates;
    }

    private static float[] Mean(VectorFile file, SlotSet slots)
    {
        var mean = new float[file.Dimensions];
        var step = Math.Max(1, slots.Count / Sampled);
        var (seen, taken) = (0, 0);
        for (var slot = 0; slot < file.Count; slot++)
        {
            if (slots.Contains(slot) && seen++ % step == 0)
            {
                TensorPrimitives.Add(mean, file.Read(slot), mean);
                taken++;
            }
        }

        TensorPrimitives.Divide(mean, Math.Max(1, taken), mean);
        return mean;
    }

    private unsafe void FillSigns(ulong[] signs)
    {
        Span<float> vector = new float[_file.Dimensions];
        foreach (var portion in _file.Portions)
        {
            var scales = portion.Scales(_file.Bytes);
            var components = portion.Components(_file.Bytes, _file.Dimensions);
            for (var i = 0; i < portion.Count; i++)
            {
                for (var at = 0; at < vector.Length; at++)
                {
                    vector[at] = components[(i * vector.Length) + at] * scales[i];
                }

                Signs(vector, _mean, signs.AsSpan((portion.First + i) * _words, _words));
            }
        }
    }

    private static void Signs(ReadOnlySpan<float> vector, ReadOnlySpan<float> mean, Span<ulong> signs)
    {
        signs.Clear();
        for (var i = 0; i < vector.Length; i++)
        {
            if (vector[i] > mean[i])
            {
                signs[i >> 6] |= 1UL << (i & 63);
            }
        }
    }
}
