using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using KnowledgeBase.FullText.Postings;
using KnowledgeBase.FullText.Search;
using KnowledgeBase.FullText.Segments;
using KnowledgeBase.FullText.Store;
using KnowledgeBase.FullText.StoredFields;

namespace KnowledgeBase.FullText.Writing;

/// <summary>
/// A segment being gathered in memory. One thread at a time adds to it. Each term has two streams in a <see cref="BytePool"/>:
/// its documents with frequencies, and its positions.
/// </summary>
internal sealed class SegmentBuffer : IDisposable
{
    private readonly IReadOnlyList<IndexField> _fields;
    private readonly BytePool _pool = new();
    private readonly InvertedField?[] _inverted;
    private readonly Column?[] _columns;
    private readonly StoredFieldsWriter _stored = new(output: null);

    public SegmentBuffer(IReadOnlyList<IndexField> fields)
    {
        _fields = fields;
        _inverted = new InvertedField?[fields.Count];
        _columns = new Column?[fields.Count];
    }

    public int DocCount { get; private set; }

    /// <summary>The first document of each block, and the number of the operation that added it.</summary>
    public List<(int FirstDoc, long Operation)> Blocks { get; } = [];

    /// <summary>Bytes that the buffer holds, about.</summary>
    public long HeldBytes
    {
        get
        {
            var sum = _pool.AllocatedBytes + _stored.HeldBytes + (Blocks.Count * 16L);
            foreach (var inverted in _inverted)
            {
                sum += inverted?.HeldBytes ?? 0;
            }

            foreach (var column in _columns)
            {
                sum += column?.HeldBytes ?? 0;
            }

            return sum;
        }
    }

    /// <summary>Adds documents that stay together.</summary>
    public void AddBlock(IReadOnlyList<IndexDocument> documents, ReadOnlySpan<byte> key)
    {
        var firstDoc = DocCount;
        for (var i = 0; i < documents.Count; i++)
        {
            Add(documents[i], key);
        }

        Blocks.Add((firstDoc, long.MaxValue));
    }

    /// <summary>Says which operation the last block belongs to.</summary>
    public void StampLastBlock(long operation) => CollectionsMarshal.AsSpan(Blocks)[^1].Operation = operation;

    /// <summary>Writes the segment's files.</summary>
    public SegmentInfo Flush(IndexDirectory directory, long number)
    {
        using var writer = new SegmentWriter(directory, number);
        foreach (var inverted in _inverted)
        {
            inverted?.Write(writer, DocCount);
        }

        foreach (var column in _columns)
        {
            column?.Write(writer, DocCount);
        }

        _stored.WriteTo(writer.StoredOutput);
        return writer.Finish(DocCount);
    }

    public void Dispose() => _pool.Dispose();

    private void Add(IndexDocument document, ReadOnlySpan<byte> key)
    {
        var doc = DocCount;
        foreach (ref readonly var token in CollectionsMarshal.AsSpan(document.Tokens))
        {
            var inverted = _inverted[token.Field.Id] ??= new InvertedField(token.Field, _pool);
            inverted.Add(doc, document.BytesOf(token.Offset, token.Length), token.Position);
        }

        if (!key.IsEmpty)
        {
            var keys = _inverted[^1] ??= new InvertedField(_fields[^1], _pool);
            keys.Add(doc, key, 0);
        }

        foreach (var inverted in _inverted)
        {
            if (inverted is not null)
            {
                inverted.FinishDocument(doc, document.LengthOf(inverted.Field));
            }
        }

        foreach (var keyword in document.Keywords)
        {
            var column = _columns[keyword.Field.Id] ??= new Column(keyword.Field, _pool);
            column.AddKeyword(doc, document.BytesOf(keyword.Offset, keyword.Length));
        }

        foreach (var (field, value) in document.Integers)
        {
            var column = _columns[field.Id] ??= new Column(field, _pool);
            column.SetInteger(doc, value);
        }

        _stored.Add(document);
        DocCount++;
    }

    private struct TermState
    {
        /// <summary>The document being gathered; not in the stream yet.</summary>
        public int Doc;

        /// <summary>The document before, the last one in the stream.</summary>
        public int PreviousDoc;
        public int Freq;
        public int LastPosition;
        public int DocFreq;
        public ByteStream Docs;
        public ByteStream Positions;
    }

    /// <summary>The postings of one field.</summary>
    private sealed class InvertedField(IndexField indexField, BytePool pool)
    {
        private readonly BytesHash _terms = new(pool);
        private TermState[] _states = new TermState[128];
        private byte[] _norms = [];
        private int _tokens;
        private int _docs;

        public IndexField Field => indexField;

        public long HeldBytes => _terms.AllocatedBytes + (_states.Length * (long)Unsafe.SizeOf<TermState>()) + _norms.Length;

        public void Add(int doc, ReadOnlySpan<byte> term, int position)
        {
            _tokens++;
            var id = _terms.Add(term);
            if (id < 0)
            {
                id = ~id;
                if (id == _states.Length)
                {
                    Array.Resize(ref _states, id * 2);
                }

                ref var fresh = ref _states[id];
                fresh.Doc = doc;
                fresh.DocFreq = 1;
                fresh.Freq = 1;
                pool.Begin(ref fresh.Docs);
                if (indexField.HasPositions)
                {
                    pool.Begin(ref fresh.Positions);
                    pool.WriteVarInt(ref fresh.Positions, (uint)position);
                    fresh.LastPosition = position;
                }

                return;
            }

            ref var state = ref _states[id];
            if (state.Doc != doc)
            {
                WriteDocument(ref state);
                state.PreviousDoc = state.Doc;
                state.Doc = doc;
                state.DocFreq++;
                state.Freq = 1;
                state.LastPosition = 0;
            }
            else if (indexField.HasFreqs)
            {
                state.Freq++;
            }

            if (indexField.HasPositions)
            {
                pool.WriteVarInt(ref state.Positions, (uint)(position - state.LastPosition));
                state.LastPosition = position;
            }
        }

        public void FinishDocument(int doc, int length)
        {
            if (_tokens == 0)
            {
                return;
            }

            _docs++;
            if (indexField.HasNorms)
            {
                if (doc >= _norms.Length)
                {
                    Array.Resize(ref _norms, Math.Max(doc + 1, Math.Max(1024, _norms.Length * 2)));
                }

                _norms[doc] = Bm25.EncodeLength(length > 0 ? length : _tokens);
            }

            _tokens = 0;
        }

        public void Write(SegmentWriter writer, int maxDoc)
        {
            byte[]? norms = null;
            if (indexField.HasNorms)
            {
                Array.Resize(ref _norms, maxDoc);
                norms = _norms;
                writer.Columns.WriteNorms(indexField, norms);
            }

            var postings = writer.Postings;
            postings.StartField(indexField, norms);
            writer.Terms.StartField(indexField);
            foreach (var id in _terms.Sorted())
            {
                ref readonly var state = ref _states[id];
                postings.StartTerm();
                var docs = new BytePool.Reader(pool, state.Docs);
                var positions = indexField.HasPositions ? new BytePool.Reader(pool, state.Positions) : default;
                var doc = 0;
                for (var i = 1; i < state.DocFreq; i++)
                {
                    var gap = docs.ReadVarInt();
                    var freq = 1;
                    if (indexField.HasFreqs)
                    {
                        freq = (gap & 1) != 0 ? 1 : (int)docs.ReadVarInt();
                        gap >>= 1;
                    }

                    doc += (int)gap;
                    WriteDocument(postings, ref positions, doc, freq);
                }

                WriteDocument(postings, ref positions, state.Doc, state.Freq);
                writer.Terms.Add(_terms[id], postings.FinishTerm());
            }

            writer.Terms.FinishField(_docs);
        }

        private void WriteDocument(PostingsWriter postings, ref BytePool.Reader positions, int doc, int freq)
        {
            postings.AddDocument(doc, freq);
            if (indexField.HasPositions)
            {
                var position = 0;
                for (var i = 0; i < freq; i++)
                {
                    position += (int)positions.ReadVarInt();
                    postings.AddPosition(position);
                }
            }
        }

        /// <summary>Adds the finished document to the stream: the gap, with its lowest bit telling of frequency 1, else the frequency too.</summary>
        private void WriteDocument(ref TermState state)
        {
            var gap = (uint)(state.Doc - state.PreviousDoc);
            if (!indexField.HasFreqs)
            {
                pool.WriteVarInt(ref state.Docs, gap);
            }
            else if (state.Freq == 1)
            {
                pool.WriteVarInt(ref state.Docs, (gap << 1) | 1);
            }
            else
            {
                pool.WriteVarInt(ref state.Docs, gap << 1);
                pool.WriteVarInt(ref state.Docs, (uint)state.Freq);
            }
        }
    }

    /// <summary>The doc values of one field.</summary>
    private sealed class Column(IndexField field, BytePool pool)
    {
        private readonly BytesHash? _values = field.DocValues == DocValuesType.Integer ? null : new BytesHash(pool);
        private readonly List<int> _ords = [];
        private readonly List<int> _ends = [];
        private readonly List<long> _integers = [];
        private readonly List<bool> _present = [];

        public long HeldBytes =>
            (_values?.AllocatedBytes ?? 0) + ((_ords.Capacity + _ends.Capacity) * 4L) + (_integers.Capacity * 8L) + _present.Capacity;

        public void AddKeyword(int doc, ReadOnlySpan<byte> value)
        {
            var ord = _values!.Add(value);
            ord = ord < 0 ? ~ord : ord;
            if (field.DocValues == DocValuesType.Keyword)
            {
                Fill(_ords, doc + 1, -1);
                _ords[doc] = ord;
            }
            else
            {
                FillEnds(doc + 1);
                _ords.Add(ord);
                _ends[doc] = _ords.Count;
            }
        }

        public void SetInteger(int doc, long value)
        {
            while (_integers.Count <= doc)
            {
                _integers.Add(0);
                _present.Add(false);
            }

            _integers[doc] = value;
            _present[doc] = true;
        }

        public void Write(SegmentWriter writer, int maxDoc)
        {
            switch (field.DocValues)
            {
                case DocValuesType.Keyword:
                    Fill(_ords, maxDoc, -1);
                    writer.Columns.WriteKeyword(field, _values!, _values!.Sorted(), CollectionsMarshal.AsSpan(_ords));
                    break;
                case DocValuesType.KeywordSet:
                    FillEnds(maxDoc);
                    writer.Columns.WriteKeywordSet(
                        field, _values!, _values!.Sorted(), CollectionsMarshal.AsSpan(_ends), CollectionsMarshal.AsSpan(_ords));
                    break;
                default:
                    while (_integers.Count < maxDoc)
                    {
                        _integers.Add(0);
                        _present.Add(false);
                    }

                    writer.Columns.WriteInteger(field, CollectionsMarshal.AsSpan(_integers), CollectionsMarshal.AsSpan(_present));
                    break;
            }
        }

        private static int Fill(List<int> list, int count, int value)
        {
            while (list.Count < count)
            {
                list.Add(value);
            }

            return list.Count;
        }

        private void FillEnds(int count)
        {
            while (_ends.Count < count)
            {
                _ends.Add(_ords.Count);
            }
        }
    }
}
