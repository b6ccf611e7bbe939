using KnowledgeBase.FullText.Schema;
using KnowledgeBase.FullText.Segments;

namespace KnowledgeBase.FullText.Search;

/// <summary>Turns documents into rows of numbers that ascend, from left to right, in the order asked for.</summary>
internal sealed class SortOrder
{
    private readonly Key[] _keys;
    private SegmentReader? _segment;

    public SortOrder(IndexReader reader, IReadOnlyList<SortKey> keys) => _keys = [.. keys.Select(k => Key.Create(reader, k))];

    /// <summary>Numbers in a row: for each key 1 where a document has no value, which is last, and the value.</summary>
    public int Width => _keys.Length * 2;

    /// <summary>Documents that are read from now on are of this segment.</summary>
    public void Start(SegmentReader segment) => _segment = segment;

    /// <summary>Writes the row of a document.</summary>
    public void Read(int local, float score, Span<long> row)
    {
        for (var i = 0; i < _keys.Length; i++)
        {
            var has = _keys[i].TryGet(_segment!, local, score, out var value);
            row[i * 2] = has ? 0 : 1;
            row[(i * 2) + 1] = value;
        }
    }

    private readonly record struct Key(IndexField? Field, bool Descending, GlobalOrdinals? Ordinals)
    {
        public static Key Create(IndexReader reader, SortKey key)
        {
            if (key.Field is null)
            {
                return new Key(null, key.Descending, null);
            }

            var field = reader.Schema[key.Field];
            return field.DocValues switch
            {
                DocValuesType.Integer => new Key(field, key.Descending, null),
                DocValuesType.Keyword => new Key(field, key.Descending, reader.OrdinalsOf(field)),
                _ => throw new ArgumentException($"The field '{key.Field}' has no column of one value a document to sort by.", nameof(key)),
            };
        }

        public bool TryGet(SegmentReader segment, int local, float score, out long value)
        {
            value = 0;
            if (Field is null)
            {
                value = BitConverter.SingleToInt32Bits(score); // the bits of floats from 0 up ascend with them
            }
            else if (Ordinals is not null)
            {
                var ord = segment.Core.KeywordsOf(Field.Id)?.OrdOf(local) ?? -1;
                if (ord < 0)
                {
                    return false;
                }

                value = Ordinals.ToGlobal(segment.Ordinal, ord);
            }
            else if (segment.Core.IntegersOf(Field.Id) is not { } column || !column.TryGet(local, out value))
            {
                value = 0;
                return false;
            }

            value = Descending ? ~value : value; // turns the order round without overflow
            return true;
        }
    }
}

/// <summary>Documents with their rows, each in a slot; what is equal in all keys goes by document number.</summary>
internal sealed class SortRows(SortOrder order) : IComparer<int>
{
    private readonly int _width = order.Width;
    private long[] _rows = [];
    private (int Doc, float Score)[] _docs = [];

    public int Count { get; private set; }

    public (int Doc, float Score) this[int slot] => _docs[slot];

    /// <summary>Adds a document of the segment that the order is at; its slot is the last.</summary>
    public int Add(int local, int doc, float score)
    {
        if (Count == _docs.Length)
        {
            Array.Resize(ref _docs, Math.Max(16, Count * 2));
            Array.Resize(ref _rows, _docs.Length * _width);
        }

        order.Read(local, score, _rows.AsSpan(Count * _width, _width));
        _docs[Count] = (doc, score);
        return Count++;
    }

    public void RemoveLast() => Count--;

    /// <summary>Moves the last slot's document into another, whose own is lost.</summary>
    public void MoveLastTo(int slot)
    {
        var last = --Count;
        _rows.AsSpan(last * _width, _width).CopyTo(_rows.AsSpan(slot * _width));
        _docs[slot] = _docs[last];
    }

    /// <summary>Compares two slots: what comes first is less.</summary>
    public int Compare(int x, int y)
    {
        var byKeys = _rows.AsSpan(x * _width, _width).SequenceCompareTo(_rows.AsSpan(y * _width, _width));
        return byKeys != 0 ? byKeys : _docs[x].Doc.CompareTo(_docs[y].Doc);
    }
}

/// <summary>Keeps the first documents of an order.</summary>
internal sealed class SortedDocs(SortOrder order, int capacity)
{
    private readonly SortRows _rows = new(order);
    private readonly List<int> _heap = []; // slots, the one that comes last on top

    public void Collect(int local, int doc, float score)
    {
        var slot = _rows.Add(local, doc, score);
        if (_heap.Count < capacity)
        {
            var at = _heap.Count;
            _heap.Add(slot);
            for (; at > 0 && _rows.Compare(slot, _heap[(at - 1) >> 1]) > 0; at = (at - 1) >> 1)
            {
                _heap[at] = _heap[(at - 1) >> 1];
            }

            _heap[at] = slot;
        }
        else if (capacity > 0 && _rows.Compare(slot, _heap[0]) < 0)
        {
            _rows.MoveLastTo(_heap[0]);
            SiftDown();
        }
        else
        {
            _rows.RemoveLast();
        }
    }

    public List<(int Doc, float Score)> Sorted() => [.. _heap.Order(_rows).Select(slot => _rows[slot])];

    private void SiftDown()
    {
        var slot = _heap[0];
        var at = 0;
        while (true)
        {
            var child = (at * 2) + 1;
            if (child >= _heap.Count)
            {
                break;
            }

            if (child + 1 < _heap.Count && _rows.Compare(_heap[child + 1], _heap[child]) > 0)
            {
                child++;
            }

            if (_rows.Compare(_heap[child], slot) <= 0)
            {
                break;
            }

            _heap[at] = _heap[child];
            at = child;
        }

        _heap[at] = slot;
    }
}

/// <summary>Keeps of each group the document that comes first.</summary>
internal sealed class SortedGroups(SortOrder order)
{
    private readonly SortRows _rows = new(order);
    private readonly Dictionary<long, int> _slots = [];

    public void Collect(long group, int local, int doc, float score)
    {
        var slot = _rows.Add(local, doc, score);
        if (_slots.TryAdd(group, slot))
        {
            return;
        }

        var known = _slots[group];
        if (_rows.Compare(slot, known) < 0)
        {
            _rows.MoveLastTo(known);
        }
        else
        {
            _rows.RemoveLast();
        }
    }

    public GroupHead[] Sorted()
    {
        long[] groups = [.. _slots.Keys];
        Array.Sort(groups, (a, b) => _rows.Compare(_slots[a], _slots[b]));
        return Array.ConvertAll(groups, group => new GroupHead(_rows[_slots[group]].Score, _rows[_slots[group]].Doc, group));
    }
}
