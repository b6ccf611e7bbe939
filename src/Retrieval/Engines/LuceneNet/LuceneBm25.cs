using System.Collections.Concurrent;
using System.Numerics;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;
using Lucene.Net.Util;

namespace KnowledgeBase.Retrieval.Engines.LuceneNet;

/// <summary>
/// BM25 as Lucene computes it since version 8, with k1 = 1.2 and b = 0.75: what the BM25Similarity of Lucene.Net 4.8 has besides (the
/// factor k1 + 1, lengths of one significant digit) is left out.
/// <code>
/// idf   = ln(1 + (N − df + 0.5) / (df + 0.5))           N: documents that have the field; df: documents that have the term
/// score = boost · idf · (1 − 1 / (1 + tf / (k1 · (1 − b + b · length / averageLength))))
/// </code>
/// The length of a document is what its writer set as the boost of its field, for inner words do not count; it is kept as
/// SmallFloat.intToByte4 of Lucene 7 keeps it: up to 39 exactly, beyond with four significant bits. The average is of the lengths as they
/// were before, which stand beside the field as doc values; where lengths do not count, it is of the terms.
/// </summary>
/// <param name="reader">What is searched; null for a writer, which scores nothing.</param>
internal sealed class LuceneBm25(IndexReader? reader = null) : Similarity
{
    private const float K1 = 1.2f;
    private const float B = 0.75f;

    /// <summary>Lengths up to this number more are kept exactly.</summary>
    private const int FreeValues = 24;

    private readonly ConcurrentDictionary<string, float> _averages = new(StringComparer.Ordinal);

    public override long ComputeNorm(FieldInvertState state) => EncodeLength((int)state.Boost);

    public override SimWeight ComputeWeight(float queryBoost, CollectionStatistics collectionStats, params TermStatistics[] termStats)
    {
        var idf = termStats.Sum(term => Math.Log(1 + ((collectionStats.DocCount - term.DocFreq + 0.5) / (term.DocFreq + 0.5))));
        var average = _averages.GetOrAdd(collectionStats.Field, AverageLength, collectionStats);
        return new Weight(collectionStats.Field, (float)idf, queryBoost, NormCache(average));
    }

    public override SimScorer GetSimScorer(SimWeight weight, AtomicReaderContext context)
    {
        var bm25 = (Weight)weight;
        return new Scorer(bm25, context.AtomicReader.GetNormValues(bm25.Field));
    }

    private float AverageLength(string field, CollectionStatistics statistics)
    {
        long sum = 0;
        if (reader is not null && MultiDocValues.GetNumericValues(reader, field) is { } lengths)
        {
            for (var doc = 0; doc < reader.MaxDoc; doc++)
            {
                sum += lengths.Get(doc);
            }
        }
        else
        {
            sum = statistics.SumTotalTermFreq >= 0 ? statistics.SumTotalTermFreq : statistics.SumDocFreq;
        }

        return (float)(sum / (double)statistics.DocCount);
    }

    private static float[] NormCache(float averageLength)
    {
        var cache = new float[256];
        for (var i = 0; i < cache.Length; i++)
        {
            cache[i] = 1f / (K1 * (1 - B + (B * DecodeLength(i) / averageLength)));
        }

        return cache;
    }

    private static int EncodeLength(int length)
    {
        var rest = length - FreeValues;
        if (rest < 0)
        {
            return length;
        }

        var bits = 32 - BitOperations.LeadingZeroCount((uint)rest);
        return FreeValues + (bits < 4 ? rest : ((rest >> (bits - 4)) & 0x07) | ((bits - 3) << 3));
    }

    private static long DecodeLength(int norm)
    {
        var code = norm - FreeValues;
        var shift = (code >> 3) - 1;
        return code < 0 ? norm : FreeValues + (shift < 0 ? code & 0x07 : (long)((code & 0x07) | 0x08) << shift);
    }

    private sealed class Weight(string name, float idf, float boost, float[] norms) : SimWeight
    {
        public string Field => name;

        public float[] Norms => norms;

        public float Value { get; private set; } = idf * boost;

        // Scores are not made comparable between queries: the norm of a query is 1.
        public override float GetValueForNormalization() => 1;

        public override void Normalize(float queryNorm, float topLevelBoost) => Value = idf * boost * queryNorm * topLevelBoost;
    }

    private sealed class Scorer(Weight weight, NumericDocValues? lengths) : SimScorer
    {
        // Where lengths do not count, every document has this one, as in Lucene.
        private const int NoLength = 1;

        public override float Score(int doc, float freq)
        {
            var norm = weight.Norms[lengths is null ? NoLength : (int)lengths.Get(doc) & 0xFF];
            return weight.Value - (weight.Value / (1f + (freq * norm)));
        }

        public override float ComputeSlopFactor(int distance) => 1;

        public override float ComputePayloadFactor(int doc, int start, int end, BytesRef payload) => 1;
    }
}
