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
/// The average counts all terms of a field. The length of a document is what its writer set as the boost of its field, for inner words do
/// not count; it is kept as SmallFloat.intToByte4 of Lucene 7 keeps it: up to 39 exactly, beyond with four significant bits.
/// </summary>
internal sealed class LuceneBm25 : Similarity
{
    private const float K1 = 1.2f;
    private const float B = 0.75f;

    /// <summary>Lengths up to this number more are kept exactly.</summary>
    private const int FreeValues = 24;

    public override long ComputeNorm(FieldInvertState state) => EncodeLength((int)state.Boost);

    public override SimWeight ComputeWeight(float queryBoost, CollectionStatistics collectionStats, params TermStatistics[] termStats)
    {
        var idf = termStats.Sum(term => Math.Log(1 + ((collectionStats.DocCount - term.DocFreq + 0.5) / (term.DocFreq + 0.5))));
        var occurrences = collectionStats.SumTotalTermFreq >= 0 ? collectionStats.SumTotalTermFreq : collectionStats.SumDocFreq;
        var average = occurrences / (double)collectionStats.DocCount;
        return new Weight(collectionStats.Field, (float)idf, queryBoost, NormCache((float)average));
    }

    public override SimScorer GetSimScorer(SimWeight weight, AtomicReaderContext context)
    {
        var bm25 = (Weight)weight;
        return new Scorer(bm25, context.AtomicReader.GetNormValues(bm25.Field));
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
