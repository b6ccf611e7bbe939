using Lucene.Net.Index;
using Lucene.Net.Util;

namespace KnowledgeBase.Retrieval.Engines.LuceneNet;

/// <summary>The materials of a snapshot in the order of their ids, and which of them are one text. Made once, read by any thread.</summary>
internal sealed class MaterialTable
{
    private readonly MultiDocValues.OrdinalMap? _numbers;
    private readonly Dictionary<int, (int Text, int Place)> _texts = [];

    /// <param name="reader">The snapshot.</param>
    /// <param name="texts">Groups of ids, the earliest of each first.</param>
    public MaterialTable(IndexReader reader, IReadOnlyList<string[]> texts)
    {
        var values = MultiDocValues.GetSortedValues(reader, LuceneSchema.Name(PassageField.Material));
        _numbers = (values as MultiDocValues.MultiSortedDocValues)?.Mapping;
        for (var text = 0; text < texts.Count; text++)
        {
            for (var place = 0; place < texts[text].Length; place++)
            {
                if (values?.LookupTerm(new BytesRef(texts[text][place])) is >= 0 and var number)
                {
                    _texts[number] = (text, place);
                }
            }
        }
    }

    /// <summary>The place of a material's id in the order of all ids.</summary>
    public int NumberOf(in MaterialHits material) =>
        _numbers is null ? material.Ordinal : (int)_numbers.GetGlobalOrd(material.Segment, material.Ordinal);

    /// <summary>The text that a material is, and its place in it; null when no other is the same.</summary>
    public (int Text, int Place)? TextOf(in MaterialHits material) =>
        _texts.Count > 0 && _texts.TryGetValue(NumberOf(material), out var text) ? text : null;
}
