using System.Numerics;

namespace KnowledgeBase.FullText.Similarities;

/// <summary>
/// BM25 as Lucene's BM25Similarity computes it (k1 = 1.2, b = 0.75, lengths rounded to a byte), so that scores equal Lucene's to
/// within float rounding:
/// <code>
/// idf   = ln(1 + (N − df + 0.5) / (df + 0.5))           N: documents that have the field; df: documents that have the term
/// score = boost · idf · (1 − 1 / (1 + tf / (k1 · (1 − b + b · length / averageLength))))
/// </code>
/// The last factor is tf / (tf + k1 · …), written so that rounding can never make a score fall when tf grows or the length
/// shrinks: upper bounds of blocks rely on that.
/// </summary>
internal static class Bm25
{
    public const float K1 = 1.2f;
    public const float B = 0.75f;

    private static readonly float[] Lengths = CreateLengths();

    public static float Idf(long docsWithField, long docFreq) =>
        (float)Math.Log(1 + ((docsWithField - docFreq + 0.5) / (docFreq + 0.5)));

    /// <summary>For each norm byte, 1 / (k1 · (1 − b + b · length / average)).</summary>
    public static void FillNormCache(float averageLength, Span<float> cache)
    {
        for (var i = 0; i < 256; i++)
        {
            cache[i] = 1f / (K1 * (1 - B + (B * Lengths[i] / averageLength)));
        }
    }

    public static float Score(float weight, float freq, float normInverse) => weight - (weight / (1f + (freq * normInverse)));

    /// <summary>
    /// A field length as one byte: lengths up to 39 exactly, longer ones with four significant bits, rounded down. The encoding
    /// of Lucene's SmallFloat.intToByte4; it keeps order.
    /// </summary>
    public static byte EncodeLength(int length)
    {
        const int FreeValues = 24;
        return length < FreeValues ? (byte)length : (byte)(FreeValues + Compress(length - FreeValues));
    }

    /// <summary>The length that a norm byte stands for.</summary>
    public static int DecodeLength(byte norm)
    {
        const int FreeValues = 24;
        return norm < FreeValues ? norm : FreeValues + (int)Expand(norm - FreeValues);
    }

    private static int Compress(int value)
    {
        var bits = 32 - BitOperations.LeadingZeroCount((uint)value);
        if (bits < 4)
        {
            return value;
        }

        var shift = bits - 4;
        return ((value >> shift) & 0x07) | ((shift + 1) << 3);
    }

    private static long Expand(int code)
    {
        var mantissa = (long)(code & 0x07);
        var shift = (code >> 3) - 1;
        return shift < 0 ? mantissa : (mantissa | 0x08) << shift;
    }

    private static float[] CreateLengths()
    {
        var lengths = new float[256];
        for (var i = 0; i < 256; i++)
        {
            lengths[i] = DecodeLength((byte)i);
        }

        return lengths;
    }
}
