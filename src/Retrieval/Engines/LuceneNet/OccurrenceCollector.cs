using System.Globalization;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace KnowledgeBase.Retrieval.Engines.LuceneNet;

/// <summary>Counts how often a term or phrase stands in documents, by the values of a column.</summary>
internal sealed class OccurrenceCollector(PassageField field, SearchLimits limits) : ICollector
{
    private readonly Dictionary<string, (int Passages, long Occurrences)> _counts = new(StringComparer.Ordinal);
    private readonly BytesRef _value = new();
    private SearchLimits _limits = limits;
    private Scorer? _scorer;
    private SortedSetDocValues? _keywords;
    private NumericDocValues? _numbers;
    private IBits? _has;

    public bool AcceptsDocsOutOfOrder => true;

    public OccurrenceCount[] Counted() => [.. _counts.Select(c => new OccurrenceCount(c.Key, c.Value.Passages, c.Value.Occurrences))];

    public void SetScorer(Scorer scorer) => _scorer = scorer;

    public void SetNextReader(AtomicReaderContext context)
    {
        _limits.Check(now: true);
        var name = LuceneSchema.Name(field);
        _keywords = field == PassageField.Year ? null : context.AtomicReader.GetSortedSetDocValues(name);
        _numbers = field == PassageField.Year ? context.AtomicReader.GetNumericDocValues(name) : null;
        _has = context.AtomicReader.GetDocsWithField(name);
    }

    public void Collect(int doc)
    {
        _limits.Check();
        var times = _scorer!.Freq;
        if (_has?.Get(doc) != true)
        {
            Add("", times);
        }
        else if (_numbers is not null)
        {
            Add(_numbers.Get(doc).ToString(CultureInfo.InvariantCulture), times);
        }
        else
        {
            _keywords!.SetDocument(doc);
            for (var ord = _keywords.NextOrd(); ord != SortedSetDocValues.NO_MORE_ORDS; ord = _keywords.NextOrd())
            {
                _keywords.LookupOrd(ord, _value);
                Add(_value.Utf8ToString(), times);
            }
        }
    }

    private void Add(string value, int times)
    {
        var (passages, occurrences) = _counts.GetValueOrDefault(value);
        _counts[value] = (passages + 1, occurrences + times);
    }
}
