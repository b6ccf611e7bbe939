using KnowledgeBase.FullText.DocValues;
using KnowledgeBase.FullText.Segments;

namespace KnowledgeBase.FullText.Search;

/// <summary>Turns one key of an order into numbers that ascend in that order.</summary>
internal sealed class SortColumn
{
    private readonly IndexField? _field;
    private readonly bool _descending;
    private readonly GlobalOrdinals? _ordinals;
    private SegmentReader? _segment;

    public SortColumn(IndexReader reader, SortKey key)
    {
        _descending = key.Descending;
        if (key.Field is null)
        {
            return;
        }

        _field = reader.Schema[key.Field];
        if (_field.DocValues is not (DocValuesType.Integer or DocValuesType.Keyword))
        {
            throw new ArgumentException($"The field '{key.Field}' has no column of one value a document to sort by.", nameof(key));
        }

        _ordinals = _field.DocValues == DocValuesType.Keyword ? reader.OrdinalsOf(_field) : null;
    }

    public void Start(SegmentReader segment) => _segment = segment;

    /// <summary>Less comes first; missing values last.</summary>
    public (bool Missing, Int128 Value) KeyOf(int doc, float score)
    {
        Int128 value;
        if (_field is null)
        {
            // The bits of floats from 0 up ascend with them.
            value = BitConverter.SingleToInt32Bits(score);
        }
        else if (_ordinals is not null)
        {
            var ord = _segment!.Core.KeywordsOf(_field.Id)?.OrdOf(doc) ?? -1;
            if (ord < 0)
            {
                return (true, 0);
            }

            value = _ordinals.ToGlobal(_segment.Ordinal, ord);
        }
        else
        {
            if (_segment!.Core.IntegersOf(_field.Id) is not { } column || !column.TryGet(doc, out var number))
            {
                return (true, 0);
            }

            value = number;
        }

        return (false, _descending ? -value : value);
    }
}

/// <summary>Keeps the first documents of an order.</summary>
internal sealed class SortedCollector(SortColumn[] keys, int capacity)
{
    private readonly List<Entry> _entries = [];

    public void Collect(int doc, int local, float score)
    {
        var values = new (bool, Int128)[keys.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = keys[i].KeyOf(local, score);
        }

        _entries.Add(new Entry(values, doc, score));
        if (_entries.Count >= capacity && _entries.Count - capacity > Math.Max(1024, capacity))
        {
            Trim();
        }
    }

    public IReadOnlyList<(int Doc, float Score)> Sorted()
    {
        Trim();
        return [.. _entries.Select(e => (e.Doc, e.Score))];
    }

    private void Trim()
    {
        _entries.Sort(Compare);
        if (_entries.Count > capacity)
        {
            _entries.RemoveRange(capacity, _entries.Count - capacity);
        }
    }

    private static int Compare(Entry a, Entry b)
    {
        for (var i = 0; i < a.Keys.Length; i++)
        {
            var order = a.Keys[i].CompareTo(b.Keys[i]);
            if (order != 0)
            {
                return order;
            }
        }

        return a.Doc.CompareTo(b.Doc);
    }

    private sealed record Entry((bool Missing, Int128 Value)[] Keys, int Doc, float Score);
}
