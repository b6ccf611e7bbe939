using KnowledgeBase.FullText.DocValues;
using KnowledgeBase.FullText.Schema;
using KnowledgeBase.FullText.Segments;

namespace KnowledgeBase.FullText.Search;

/// <summary>One numbering, in byte order, of the values that a keyword column has in all segments of a snapshot.</summary>
internal sealed class GlobalOrdinals
{
    private readonly KeywordValues?[] _values;
    private readonly int[]?[] _toGlobal; // by segment; null where the numbers are the same
    private readonly (int Segment, int Ord)[]? _owners;

    public GlobalOrdinals(IReadOnlyList<SegmentReader> segments, IndexField field)
    {
        _values = [.. segments.Select(s => s.Core.KeywordsOf(field.Id)?.Values)];
        _toGlobal = new int[]?[_values.Length];
        var present = Enumerable.Range(0, _values.Length).Where(i => _values[i] is not null).ToArray();
        if (present.Length <= 1)
        {
            Count = present.Length == 0 ? 0 : _values[present[0]]!.Count;
            Single = present.Length == 0 ? -1 : present[0];
            return;
        }

        Single = -1;
        var owners = new List<(int, int)>();
        var heads = new PriorityQueue<(int Segment, int Ord), (int Segment, int Ord)>(
            Comparer<(int Segment, int Ord)>.Create((x, y) =>
            {
                var order = _values[x.Segment]![x.Ord].SequenceCompareTo(_values[y.Segment]![y.Ord]);
                return order != 0 ? order : x.Segment.CompareTo(y.Segment);
            }));
        foreach (var s in present)
        {
            _toGlobal[s] = new int[_values[s]!.Count];
            if (_values[s]!.Count > 0)
            {
                heads.Enqueue((s, 0), (s, 0));
            }
        }

        while (heads.TryDequeue(out var head, out _))
        {
            var value = _values[head.Segment]![head.Ord];
            if (owners.Count == 0 || !_values[owners[^1].Item1]![owners[^1].Item2].SequenceEqual(value))
            {
                owners.Add(head);
            }

            _toGlobal[head.Segment]![head.Ord] = owners.Count - 1;
            if (head.Ord + 1 < _values[head.Segment]!.Count)
            {
                heads.Enqueue((head.Segment, head.Ord + 1), (head.Segment, head.Ord + 1));
            }
        }

        _owners = [.. owners];
        Count = owners.Count;
    }

    /// <summary>The number of distinct values.</summary>
    public int Count { get; }

    private int Single { get; }

    /// <summary>The value with that number.</summary>
    public ReadOnlySpan<byte> this[int global]
    {
        get
        {
            if (_owners is null)
            {
                return _values[Single]![global];
            }

            var (segment, ord) = _owners[global];
            return _values[segment]![ord];
        }
    }

    /// <summary>The number of a value; -1 when there is none.</summary>
    public int Find(ReadOnlySpan<byte> value)
    {
        for (var segment = 0; segment < _values.Length; segment++)
        {
            if (_values[segment]?.Find(value) is >= 0 and var ord)
            {
                return ToGlobal(segment, ord);
            }
        }

        return -1;
    }

    /// <summary>The number over all segments of a value of one; -1 stays -1.</summary>
    public int ToGlobal(int segment, int ord) => ord < 0 || _toGlobal[segment] is not { } map ? ord : map[ord];
}
