using KnowledgeBase.FullText.DocValues;
using KnowledgeBase.FullText.Schema;
using KnowledgeBase.FullText.Segments;

namespace KnowledgeBase.FullText.Search;

/// <summary>Counts the values of a column over hits, and the groups in which they stand.</summary>
internal sealed class FacetCounter
{
    private readonly IndexReader _reader;
    private readonly IndexField _field;
    private readonly IndexField? _groupField;
    private readonly GlobalOrdinals? _ordinals;
    private readonly int[] _docs = [];
    private readonly int[] _groups = [];
    private readonly Dictionary<long, (int Docs, int Groups, long LastGroup)> _byNumber = [];

    public FacetCounter(IndexReader reader, FacetRequest request, string? groupField)
    {
        _reader = reader;
        Request = request;
        _field = reader.Schema[request.Field];
        _groupField = groupField is null ? null : reader.Column(groupField, DocValuesType.Keyword);
        if (_field.DocValues == DocValuesType.None)
        {
            throw new ArgumentException($"The field '{request.Field}' has no column to count.", nameof(request));
        }

        if (_field.DocValues != DocValuesType.Integer)
        {
            _ordinals = reader.OrdinalsOf(_field);
            _docs = new int[_ordinals.Count];
            _groups = _groupField is null ? _docs : new int[_ordinals.Count];
        }
    }

    public FacetRequest Request { get; }

    public void Count(SegmentReader segment, ulong[] bits)
    {
        var groups = _groupField is null ? null : segment.Core.KeywordsOf(_groupField.Id);
        if (_field.DocValues == DocValuesType.Integer)
        {
            if (segment.Core.IntegersOf(_field.Id) is { } integers)
            {
                CountIntegers(segment, integers, groups, bits);
            }
        }
        else if (segment.Core.KeywordsOf(_field.Id) is { } keywords)
        {
            CountKeywords(segment, keywords, groups, bits);
        }
    }

    public FacetResult Finish()
    {
        var values = new List<FacetCount>();
        if (_field.DocValues == DocValuesType.Integer)
        {
            foreach (var (number, count) in _byNumber)
            {
                values.Add(new FacetCount(default, number, count.Docs, _groupField is null ? count.Docs : count.Groups));
            }

            values.Sort(static (a, b) => a.Groups != b.Groups ? b.Groups.CompareTo(a.Groups) : a.Number.CompareTo(b.Number));
            values.RemoveRange(Math.Min(Request.Limit, values.Count), Math.Max(values.Count - Request.Limit, 0));
            return new FacetResult(Request.Field, values, _byNumber.Count);
        }

        var used = new List<int>();
        for (var i = 0; i < _docs.Length; i++)
        {
            if (_docs[i] > 0)
            {
                used.Add(i);
            }
        }

        var distinct = used.Count;
        used.Sort((a, b) => _groups[a] != _groups[b] ? _groups[b].CompareTo(_groups[a]) : a.CompareTo(b));
        foreach (var ord in used.Take(Request.Limit))
        {
            values.Add(new FacetCount(_ordinals![ord].ToArray(), 0, _docs[ord], _groups[ord]));
        }

        return new FacetResult(Request.Field, values, distinct);
    }

    private void CountKeywords(SegmentReader segment, KeywordColumn column, KeywordColumn? groups, ulong[] bits)
    {
        // By the segment's own numbers first: most of the work is here, and needs no translation.
        var docs = new int[column.Values.Count];
        var groupCounts = _groupField is null ? null : new int[docs.Length];
        var lastGroup = new long[groupCounts is null ? 0 : docs.Length];
        Array.Fill(lastGroup, -1);
        foreach (var doc in new SetBits(bits))
        {
            if (!column.IsSet)
            {
                if (column.OrdOf(doc) is >= 0 and var ord)
                {
                    docs[ord]++;
                    CountGroup(ord, doc);
                }

                continue;
            }

            var (start, end) = column.RangeOf(doc);
            for (var i = start; i < end; i++)
            {
                var ord2 = column.SetOrd(i);
                docs[ord2]++;
                CountGroup(ord2, doc);
            }
        }

        for (var ord = 0; ord < docs.Length; ord++)
        {
            if (docs[ord] > 0)
            {
                var global = _ordinals!.ToGlobal(segment.Ordinal, ord);
                _docs[global] += docs[ord];
                if (groupCounts is not null)
                {
                    _groups[global] += groupCounts[ord];
                }
            }
        }

        void CountGroup(int ord, int doc)
        {
            if (groupCounts is not null)
            {
                var group = GroupOf(groups, doc);
                if (lastGroup[ord] != group)
                {
                    lastGroup[ord] = group;
                    groupCounts[ord]++;
                }
            }
        }
    }

    private void CountIntegers(SegmentReader segment, IntegerColumn column, KeywordColumn? groups, ulong[] bits)
    {
        foreach (var doc in new SetBits(bits))
        {
            if (!column.TryGet(doc, out var number))
            {
                continue;
            }

            ref var count = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_byNumber, number, out _);
            count.Docs++;
            if (_groupField is not null)
            {
                // Made unique over segments; 0 is taken for "none yet".
                var group = ((long)(segment.Ordinal + 1) << 33) + GroupOf(groups, doc);
                if (count.LastGroup != group)
                {
                    count.LastGroup = group;
                    count.Groups++;
                }
            }
        }
    }

    // Documents without a group are groups of their own.
    private static long GroupOf(KeywordColumn? groups, int doc)
    {
        var ord = groups?.OrdOf(doc) ?? -1;
        return ord >= 0 ? ord : (1L << 32) + doc;
    }
}
