using System.Runtime.CompilerServices;
using KnowledgeBase.FullText.Codecs;
using KnowledgeBase.FullText.Documents;
using KnowledgeBase.FullText.Store;

namespace KnowledgeBase.FullText.DocValues;

/// <summary>The distinct values of a keyword column, numbered in byte order.</summary>
internal sealed unsafe class KeywordValues
{
    private readonly MappedFile _file;
    private readonly PackedInts _ends;
    private readonly byte* _bytes;
    private readonly long _length;

    public KeywordValues(MappedFile file, ref FileReader reader)
    {
        _file = file;
        _ends = PackedInts.Read(ref reader);
        _length = _ends.Count == 0 ? 0 : (long)_ends[_ends.Count - 1];
        _bytes = reader.Take(_length);

        // Values are distinct, so at most one is empty. Numbers of no bits take no bytes: of them a damaged count could be any.
        if (_ends.Count > _length + 1)
        {
            throw reader.Corrupt($"a column has {_ends.Count} different values of {_length} bytes");
        }
    }

    public int Count => _ends.Count;

    public ReadOnlySpan<byte> this[int ord]
    {
        get
        {
            var start = ord == 0 ? 0 : (long)_ends[ord - 1];
            var end = (long)_ends[ord];
            if (start < 0 || start > end || end > _length || end - start > IndexDocument.MaxTermLength)
            {
                throw new IndexCorruptException(_file.Name, _bytes - _file.Pointer, $"value {ord} of a column has no sound bounds");
            }

            return new ReadOnlySpan<byte>(_bytes + start, (int)(end - start));
        }
    }

    /// <summary>The number of a value; the complement (~) of the number that it would have if it is not there.</summary>
    public int Find(ReadOnlySpan<byte> value)
    {
        var low = 0;
        var high = Count - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = this[middle].SequenceCompareTo(value);
            if (order == 0)
            {
                return middle;
            }

            if (order < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return ~low;
    }
}

/// <summary>A keyword column: each document has any number of values. See <see cref="DocValuesWriter"/>.</summary>
internal sealed class KeywordColumn
{
    private readonly MappedFile _file;
    private readonly PackedInts _ordsOrEnds;
    private readonly PackedInts _setOrds;

    public KeywordColumn(MappedFile file, ref FileReader reader, bool set, int maxDoc)
    {
        _file = file;
        IsSet = set;
        Values = new KeywordValues(file, ref reader);
        _ordsOrEnds = PackedInts.Read(ref reader, maxDoc);
        if (set)
        {
            _setOrds = PackedInts.Read(ref reader);
        }
    }

    public bool IsSet { get; }

    public KeywordValues Values { get; }

    /// <summary>The number of the only value of a document; -1 if it has none. Only where <see cref="IsSet"/> is false.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int OrdOf(int doc)
    {
        var ord = _ordsOrEnds[doc];
        return ord <= (ulong)Values.Count ? (int)ord - 1 : throw Corrupt(doc);
    }

    /// <summary>Where the value numbers of a document stand in <see cref="SetOrd"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (int Start, int End) RangeOf(int doc)
    {
        var start = doc == 0 ? 0 : _ordsOrEnds[doc - 1];
        var end = _ordsOrEnds[doc];
        return start <= end && end <= (ulong)_setOrds.Count && end - start <= (ulong)Values.Count
            ? ((int)start, (int)end)
            : throw Corrupt(doc);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int SetOrd(int index)
    {
        var ord = _setOrds[index];
        return ord < (ulong)Values.Count ? (int)ord : throw Corrupt(index);
    }

    private IndexCorruptException Corrupt(int doc) => new(_file.Name, 0, $"a column has no sound value for document {doc}");
}

/// <summary>An integer column: each document has one value or none. See <see cref="DocValuesWriter"/>.</summary>
internal sealed class IntegerColumn
{
    private readonly bool _wide;
    private readonly long _min;
    private readonly PackedInts _values;
    private readonly PackedInts _raw;

    public IntegerColumn(ref FileReader reader, int maxDoc)
    {
        _wide = reader.ReadByte() != 0;
        _min = (long)reader.ReadUInt64();
        _values = PackedInts.Read(ref reader, maxDoc);
        if (_wide)
        {
            _raw = PackedInts.Read(ref reader, maxDoc);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGet(int doc, out long value)
    {
        var stored = _values[doc];
        value = _wide ? (long)_raw[doc] : (long)((ulong)_min + stored - 1);
        return stored != 0;
    }
}
