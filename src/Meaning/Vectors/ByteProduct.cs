using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace KnowledgeBase.Meaning.Vectors;

/// <summary>The product of a question and a vector of signed bytes, exact but for the question's rounding to 15 bits.</summary>
internal static class ByteProduct
{
    /// <summary>
    /// The largest component of a question. 8192 components of it and of 127 would overflow; a vector of length 1 that has so many has none
    /// but small ones, and sums stay far below.
    /// </summary>
    private const int Largest = 16_383;

    /// <summary>Rounds a question.</summary>
    /// <returns>What a product must be multiplied by.</returns>
    public static float Round(ReadOnlySpan<float> question, Span<short> rounded)
    {
        var largest = 0f;
        foreach (var component in question)
        {
            largest = Math.Max(largest, Math.Abs(component));
        }

        if (!(largest > 0) || !float.IsFinite(largest))
        {
            rounded.Clear();
            return 0;
        }

        for (var i = 0; i < question.Length; i++)
        {
            rounded[i] = (short)Math.Round(question[i] / largest * Largest);
        }

        return largest / Largest;
    }

    public static int Of(ReadOnlySpan<short> question, ReadOnlySpan<sbyte> vector)
    {
        var at = 0;
        var sum = 0;
        if (Avx2.IsSupported)
        {
            ref var q = ref MemoryMarshal.GetReference(question);
            ref var v = ref MemoryMarshal.GetReference(vector);
            var (even, odd) = (Vector256<int>.Zero, Vector256<int>.Zero);
            for (; at + 32 <= vector.Length; at += 32)
            {
                even += Avx2.MultiplyAddAdjacent(
                    Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref v, (nuint)at)), Vector256.LoadUnsafe(ref q, (nuint)at));
                odd += Avx2.MultiplyAddAdjacent(
                    Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref v, (nuint)at + 16)), Vector256.LoadUnsafe(ref q, (nuint)at + 16));
            }

            sum = Vector256.Sum(even + odd);
        }
        else
        {
            var sums = Vector<int>.Zero;
            for (; at + Vector<sbyte>.Count <= vector.Length; at += Vector<sbyte>.Count)
            {
                Vector.Widen(new Vector<sbyte>(vector[at..]), out var first, out var second);
                sums += Products(first, new Vector<short>(question[at..]));
                sums += Products(second, new Vector<short>(question[(at + Vector<short>.Count)..]));
            }

            sum = Vector.Sum(sums);
        }

        for (; at < vector.Length; at++)
        {
            sum += question[at] * vector[at];
        }

        return sum;
    }

    private static Vector<int> Products(Vector<short> one, Vector<short> other)
    {
        Vector.Widen(one, out var low, out var high);
        Vector.Widen(other, out var otherLow, out var otherHigh);
        return (low * otherLow) + (high * otherHigh);
    }
}
