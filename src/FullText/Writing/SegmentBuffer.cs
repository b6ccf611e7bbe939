using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using KnowledgeBase.FullText.Documents;
using KnowledgeBase.FullText.Postings;
using KnowledgeBase.FullText.Schema;
using KnowledgeBase.FullText.Segments;
using KnowledgeBase.FullText.Similarities;
using KnowledgeBase.FullText.Store;
using KnowledgeBase.FullText.StoredFields;
using KnowledgeBase.FullText.Terms;

namespace KnowledgeBase.FullText.Writing;

/// <summary>
/// A segment being gathered in memory. One thread at a time adds to it. Each term has a stream in a <see cref="BytePool"/> that
/// tells of its documents and positions.
/// </summary>
internal sealed class SegmentBuffer : IDisposable
{
    private const int GroupSize = 32;

    private readonly IReadOnlyList<IndexField> _fields;
    private readonly BytePool _pool = new();
    private readonly InvertedField?[] _inverted;
    private readonly Column?[] _columns;
    private readonly SharedDictionary _dictionary;
    private readonly StoredFieldsWriter _stored;

    public SegmentBuffer(IReadOnlyList<IndexField> fields, SharedDictionary dictionary)
    {
        _dictionary = dictionary;
        _stored = new StoredFieldsWriter(dictionary, output: null);
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
        using var writer = new SegmentWriter(directory, number, _dictionary);
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

    public void Dispose()
    {
        foreach (var inverted in _inverted)
        {
            inverted?.Dispose();
        }

        foreach (var column in _columns)
        {
            column?.Dispose();
        }

        _stored.Dispose();
        _pool.Dispose();
    }

    private unsafe void Add(IndexDocument document, ReadOnlySpan<byte> key)
    {
        var doc = DocCount;
        var tokens = CollectionsMarshal.AsSpan(document.Tokens);
        foreach (ref readonly var token in tokens)
        {
            _inverted[token.Field.Id] ??= new InvertedField(token.Field, _pool);
        }

        // Nearly every token is a cache miss in the hash table, one in the term's state and one at the end of its stream. In groups,
        // each step asks for what the next one will touch, so that the misses overlap.
        var heads = stackalloc ulong[GroupSize];
        var hashes = stackalloc uint[GroupSize];
        var ids = stackalloc int[GroupSize];
        fixed (byte* bytes = document.Bytes)
        {
            while (!tokens.IsEmpty)
            {
                var group = tokens[..Math.Min(GroupSize, tokens.Length)];
                for (var i = 0; i < group.Length; i++)
                {
                    ref readonly var token = ref group[i];
                    heads[i] = BytesHash.Head(bytes + token.Offset, token.Length);
                    hashes[i] = BytesHash.Hash(bytes + token.Offset, token.Length, heads[i]);
                    _inverted[token.Field.Id]!.Terms.Prefetch(hashes[i]);
                }

                for (var i = 0; i < group.Length; i++)
                {
                    ref readonly var token = ref group[i];
                    var inverted = _inverted[token.Field.Id]!;
                    ids[i] = inverted.Resolve(inverted.Terms.Add(bytes + token.Offset, token.Length, heads[i], hashes[i]));
                    inverted.PrefetchState(ids[i]);
                }

                for (var i = 0; i < group.Length; i++)
                {
                    _inverted[group[i].Field.Id]!.PrefetchStream(ids[i]);
                }

                for (var i = 0; i < group.Length; i++)
                {
                    _inverted[group[i].Field.Id]!.Append(ids[i], doc, group[i].Position);
                }

                tokens = tokens[group.Length..];
            }
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

    /// <summary>What is gathered of a term; two fit into a cache line.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 32)]
    private struct TermState
    {
        public int Doc;
        public int LastPosition;
        public int DocFreq;
        public ByteStream Stream;
    }

    /// <summary>
    /// The postings of one field. A term has one stream, written token by token:
    /// <code>
    /// Stream     := (Document Occurrence*)*
    /// Document   := gap &lt;&lt; 1 | 1      the first: the document itself
    /// Occurrence := delta &lt;&lt; 1        position − previous in the document (or 0); in fields without positions 0, and not
    ///                                 for the first occurrence
    /// </code>
    /// Fields without frequencies have the gaps alone, as they are.
    /// </summary>
    private sealed unsafe class InvertedField(IndexField indexField, BytePool pool) : IDisposable
    {
        private readonly BytesHash _terms = new(pool);
        private TermState* _states = Allocate(128);
        private int _capacity = 128;
        private byte[] _norms = [];
        private int _tokens;
        private int _docs;
        private long _sumLength;

        public IndexField Field => indexField;

        public BytesHash Terms => _terms;

        public long HeldBytes => _terms.AllocatedBytes + (_capacity * (long)sizeof(TermState)) + _norms.Length;

        /// <summary>Adds a token, all at once.</summary>
        public void Add(int doc, ReadOnlySpan<byte> term, int position) => Append(Resolve(_terms.Add(term)), doc, position);

        /// <summary>Makes room for a new term; returns its number.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public int Resolve(int id) => id >= 0 ? id : Begin(~id);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void PrefetchState(int id)
        {
            if (Sse.IsSupported)
            {
                Sse.Prefetch0(_states + id);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void PrefetchStream(int id)
        {
            if (Sse.IsSupported)
            {
                Sse.Prefetch0(pool.At(_states[id].Stream.Next));
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Append(int id, int doc, int position)
        {
            _tokens++;
            ref var state = ref _states[id];
            var first = state.Doc != doc;
            if (first)
            {
                var gap = (uint)(doc - Math.Max(state.Doc, 0));
                pool.WriteVarInt(ref state.Stream, indexField.HasFreqs ? (gap << 1) | 1 : gap);
                state.Doc = doc;
                state.DocFreq++;
                state.LastPosition = 0;
            }

            if (indexField.HasPositions)
            {
                pool.WriteVarInt(ref state.Stream, (uint)(position - state.LastPosition) << 1);
                state.LastPosition = position;
            }
            else if (!first && indexField.HasFreqs)
            {
                pool.WriteByte(ref state.Stream, 0);
            }
        }

        public void FinishDocument(int doc, int length)
        {
            if (_tokens == 0)
            {
                return;
            }

            _docs++;
            length = length > 0 ? length : _tokens;
            _sumLength += length;
            if (indexField.HasNorms)
            {
                if (doc >= _norms.Length)
                {
                    Array.Resize(ref _norms, Math.Max(doc + 1, Math.Max(1024, _norms.Length * 2)));
                }

                _norms[doc] = Bm25.EncodeLength(length);
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
            var sorted = _terms.Sorted();
            var positions = new List<int>();
            for (var i = 0; i < sorted.Length; i++)
            {
                if (i + 4 < sorted.Length)
                {
                    PrefetchState(sorted[i + 4]);
                }

                WriteTerm(postings, _states[sorted[i]], positions);
                writer.Terms.Add(_terms[sorted[i]], postings.FinishTerm());
            }

            writer.Terms.FinishField(_docs, _sumLength);
        }

        public void Dispose()
        {
            _terms.Dispose();
            NativeMemory.AlignedFree(_states);
            _states = null;
        }

        private static TermState* Allocate(int count) => (TermState*)NativeMemory.AlignedAlloc((nuint)count * (nuint)sizeof(TermState), 64);

        private int Begin(int id)
        {
            if (id == _capacity)
            {
                var grown = Allocate(_capacity * 2);
                NativeMemory.Copy(_states, grown, (nuint)_capacity * (nuint)sizeof(TermState));
                NativeMemory.AlignedFree(_states);
                _states = grown;
                _capacity *= 2;
            }

            _states[id] = new TermState { Doc = -1 };
            pool.Begin(ref _states[id].Stream);
            return id;
        }

        private void WriteTerm(PostingsWriter postings, in TermState state, List<int> positions)
        {
            postings.StartTerm();
            var stream = new BytePool.Reader(pool, state.Stream);
            var doc = 0;
            if (!indexField.HasFreqs)
            {
                for (var i = 0; i < state.DocFreq; i++)
                {
                    doc += (int)stream.ReadVarInt();
                    postings.AddDocument(doc, 1);
                }

                return;
            }

            var code = stream.ReadVarInt();
            for (var i = 0; i < state.DocFreq; i++)
            {
                doc += (int)(code >> 1);
                positions.Clear();
                var position = 0;
                var freq = indexField.HasPositions ? 0 : 1;
                while (!stream.AtEnd(state.Stream) && ((code = stream.ReadVarInt()) & 1) == 0)
                {
                    freq++;
                    position += (int)(code >> 1);
                    positions.Add(position);
                }

                postings.AddDocument(doc, freq);
                if (indexField.HasPositions)
                {
                    foreach (var p in positions)
                    {
                        postings.AddPosition(p);
                    }
                }
            }
        }
    }

    /// <summary>The doc values of one field.</summary>
    private sealed class Column(IndexField field, BytePool pool) : IDisposable
    {
        private readonly BytesHash? _values = field.DocValues == DocValuesType.Integer ? null : new BytesHash(pool);
        private readonly List<int> _ords = [];
        private readonly List<int> _ends = [];
        private readonly List<long> _integers = [];
        private readonly List<bool> _present = [];

        public long HeldBytes =>
            (_values?.AllocatedBytes ?? 0) + ((_ords.Capacity + _ends.Capacity) * 4L) + (_integers.Capacity * 8L) + _present.Capacity;

        public void Dispose() => _values?.Dispose();

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
