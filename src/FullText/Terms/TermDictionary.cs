using System.Runtime.CompilerServices;
using KnowledgeBase.FullText.Codecs;
using KnowledgeBase.FullText.Documents;
using KnowledgeBase.FullText.Postings;
using KnowledgeBase.FullText.Schema;
using KnowledgeBase.FullText.Store;

namespace KnowledgeBase.FullText.Terms;

/// <summary>The terms of one field of one segment; see <see cref="TermDictionaryWriter"/> for the format.</summary>
internal sealed unsafe class TermDictionary
{
    private readonly MappedFile _file;
    private readonly long _start;
    private readonly long _index;
    private readonly byte* _prefixes;
    private readonly PackedInts _blockStarts;
    private readonly PackedInts _firstTermEnds;
    private readonly byte* _firstTerms;
    private readonly long _firstTermsLength;

    private TermDictionary(MappedFile file, IndexField field, ref FileReader directory)
    {
        _file = file;
        Field = field;
        TermCount = directory.ReadInt64();
        Docs = directory.ReadInt32();
        SumDocFreq = directory.ReadInt64();
        SumTotalFreq = directory.ReadInt64();
        SumLength = IndexFileFormat.VersionOf(file) >= IndexFileFormat.SumLengthVersion ? directory.ReadInt64() : SumTotalFreq;
        _start = directory.ReadInt64();
        _index = directory.ReadInt64();

        var reader = new FileReader(file, _index);
        if (_start < IndexFileFormat.HeaderLength || _start > _index)
        {
            throw reader.Corrupt($"the terms of '{field.Name}' begin at {_start}, behind their index");
        }

        var blocks = (TermCount + TermDictionaryWriter.TermsPerBlock - 1) / TermDictionaryWriter.TermsPerBlock;
        BlockCount = blocks <= int.MaxValue ? (int)blocks : throw reader.Corrupt($"'{field.Name}' has {TermCount} terms");
        _prefixes = reader.Take(8L * BlockCount);
        _blockStarts = PackedInts.Read(ref reader, BlockCount);
        _firstTermEnds = PackedInts.Read(ref reader, BlockCount);
        _firstTermsLength = BlockCount == 0 ? 0 : (long)_firstTermEnds[BlockCount - 1];
        _firstTerms = reader.Take(_firstTermsLength);
    }

    public IndexField Field { get; }

    public long TermCount { get; }

    /// <summary>Documents that have at least one term of the field.</summary>
    public int Docs { get; }

    public long SumDocFreq { get; }

    public long SumTotalFreq { get; }

    /// <summary>
    /// How long the documents count in the field for BM25, all together; before that was recorded, as many as there are tokens.
    /// </summary>
    public long SumLength { get; }

    internal int BlockCount { get; }

    /// <summary>Reads the directory of a terms file: a dictionary per field that has terms.</summary>
    public static Dictionary<int, TermDictionary> ReadAll(MappedFile file, IReadOnlyList<IndexField> fields)
    {
        var reader = new FileReader(file, Math.Max(IndexFileFormat.HeaderLength, file.Length - IndexFileFormat.FooterLength - 8));
        reader.Seek((long)Math.Min(reader.ReadUInt64(), long.MaxValue));
        var count = reader.ReadInt32();
        var dictionaries = new Dictionary<int, TermDictionary>(Math.Min(count, fields.Count));
        for (var i = 0; i < count; i++)
        {
            var id = reader.ReadInt32();
            if (id >= fields.Count || !fields[id].IsIndexed || dictionaries.ContainsKey(id))
            {
                throw reader.Corrupt($"terms of field {id}, which the schema does not expect");
            }

            dictionaries.Add(id, new TermDictionary(file, fields[id], ref reader));
        }

        return dictionaries;
    }

    /// <summary>Looks a term up.</summary>
    public bool TryGet(ReadOnlySpan<byte> term, out TermMeta meta)
    {
        meta = default;
        var block = FindBlock(term);
        if (block < 0)
        {
            return false;
        }

        var reader = OpenBlock(block, out var docBase, out var posBase, out var textEnd);
        var count = CountIn(block);
        // How much of the wanted term the term before shares with it; terms ascend, so most suffixes need no look.
        var matched = 0;
        for (var i = 0; i < count; i++)
        {
            var shared = reader.ReadInt32();
            var length = reader.ReadInt32();
            var suffix = reader.ReadBytes(length);
            if (shared > matched)
            {
                continue; // like the term before, it differs at `matched`, and is smaller there
            }

            if (shared < matched)
            {
                return false; // it has grown at a byte where the term before agreed: all that follow are greater
            }

            var rest = term[matched..];
            var common = rest.CommonPrefixLength(suffix);
            matched += common;
            if (common == rest.Length)
            {
                if (common < suffix.Length)
                {
                    return false;
                }

                reader.Seek(textEnd);
                ReadMetas(ref reader, i + 1, docBase, posBase, ref meta);
                return true;
            }

            if (common < suffix.Length && suffix[common] > rest[common])
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>Goes through the terms in byte order, from <paramref name="from"/> (or the first greater) on.</summary>
    public TermEnumerator Enumerate(ReadOnlySpan<byte> from = default) => new(this, from);

    /// <summary>The last block whose first term is not greater; -1 if there is none.</summary>
    private int FindBlock(ReadOnlySpan<byte> term)
    {
        var prefix = BytesHash.Prefix(term);
        var low = 0;
        var high = BlockCount - 1;
        while (low <= high)
        {
            var middle = (int)(((uint)low + (uint)high) >> 1);
            var other = Unsafe.ReadUnaligned<ulong>(_prefixes + (8L * middle));
            var greater = other == prefix ? FirstTerm(middle).SequenceCompareTo(term) > 0 : other > prefix;
            if (greater)
            {
                high = middle - 1;
            }
            else
            {
                low = middle + 1;
            }
        }

        return high;
    }

    private ReadOnlySpan<byte> FirstTerm(int block)
    {
        var start = block == 0 ? 0 : (long)_firstTermEnds[block - 1];
        var end = (long)_firstTermEnds[block];
        if (start < 0 || start > end || end > _firstTermsLength || end - start > IndexDocument.MaxTermLength)
        {
            throw new IndexCorruptException(_file.Name, _index, $"the index of '{Field.Name}' does not ascend at block {block}");
        }

        return new ReadOnlySpan<byte>(_firstTerms + start, (int)(end - start));
    }

    private int CountIn(int block) =>
        (int)Math.Min(TermDictionaryWriter.TermsPerBlock, TermCount - ((long)block * TermDictionaryWriter.TermsPerBlock));

    private FileReader OpenBlock(int block, out long docBase, out long posBase, out long textEnd)
    {
        var reader = new FileReader(_file, _start + Math.Max(0, (long)_blockStarts[block]));
        docBase = reader.ReadInt64();
        posBase = reader.ReadInt64();
        var length = reader.ReadInt32();
        textEnd = reader.Position + length;
        return reader;
    }

    /// <summary>Reads <paramref name="count"/> entries; leaves the last in <paramref name="meta"/>.</summary>
    private void ReadMetas(ref FileReader reader, int count, long docBase, long posBase, ref TermMeta meta)
    {
        for (var i = 0; i < count; i++)
        {
            ReadMeta(ref reader, ref docBase, ref posBase, ref meta);
        }
    }

    private void ReadMeta(ref FileReader reader, ref long docBase, ref long posBase, ref TermMeta meta)
    {
        meta.DocFreq = reader.ReadInt32();
        meta.TotalFreq = meta.DocFreq + (Field.HasFreqs ? reader.ReadInt64() : 0);
        meta.DocLength = 0;
        if (meta.DocFreq == 1)
        {
            meta.SingleDoc = reader.ReadInt32();
        }
        else
        {
            docBase += reader.ReadInt64();
            meta.DocStart = docBase;
            if (meta.DocFreq > BlockCodec.BlockSize)
            {
                meta.DocLength = reader.ReadInt64();
            }
        }

        if (Field.HasPositions)
        {
            posBase += reader.ReadInt64();
            meta.PosStart = posBase;
        }
    }

    /// <summary>Terms in byte order. <see cref="Term"/> is valid until the next move.</summary>
    internal sealed class TermEnumerator
    {
        private readonly TermDictionary _dictionary;
        private readonly byte[] _term = new byte[IndexDocument.MaxTermLength];
        private int _length;
        private FileReader _text;
        private FileReader _metas;
        private long _docBase;
        private long _posBase;
        private TermMeta _meta;
        private int _block = -1;
        private int _left;
        private int _metasBehind;
        private bool _pending;

        public TermEnumerator(TermDictionary dictionary, ReadOnlySpan<byte> from)
        {
            _dictionary = dictionary;
            Seek(from);
        }

        public ReadOnlySpan<byte> Term => _term.AsSpan(0, _length);

        /// <summary>How many bytes the term shares with the one before it, at least; 0 after a seek.</summary>
        public int Shared { get; private set; }

        public ref readonly TermMeta Meta
        {
            get
            {
                for (; _metasBehind > 0; _metasBehind--)
                {
                    _dictionary.ReadMeta(ref _metas, ref _docBase, ref _posBase, ref _meta);
                }

                return ref _meta;
            }
        }

        /// <summary>Makes the next <see cref="MoveNext"/> go to the first term that is not less than <paramref name="from"/>.</summary>
        public void Seek(ReadOnlySpan<byte> from)
        {
            _pending = false;
            _left = 0;
            _block = -1;
            if (from.IsEmpty)
            {
                return;
            }

            var block = _dictionary.FindBlock(from);
            if (block < 0)
            {
                return;
            }

            _block = block - 1;
            while (MoveNext())
            {
                if (Term.SequenceCompareTo(from) >= 0)
                {
                    _pending = true;
                    Shared = 0;
                    return;
                }
            }
        }

        public bool MoveNext()
        {
            if (_pending)
            {
                _pending = false;
                return true;
            }

            if (_left == 0)
            {
                if (_block + 1 >= _dictionary.BlockCount)
                {
                    return false;
                }

                OpenBlock(_block + 1);
            }

            var suffix = ReadTerm(_length, out var shared);
            suffix.CopyTo(_term.AsSpan(shared));
            Shared = _left + 1 == _dictionary.CountIn(_block) ? 0 : shared;
            _length = shared + suffix.Length;
            return true;
        }

        /// <summary>
        /// Goes to the first term that is not less than <paramref name="target"/>, which is greater than where the enumerator stands. What
        /// lies between is passed over by blocks, and in the last of them without being put together.
        /// </summary>
        public bool AdvanceTo(ReadOnlySpan<byte> target)
        {
            if (_pending)
            {
                _pending = false;
                if (Term.SequenceCompareTo(target) >= 0)
                {
                    return true;
                }
            }

            // `matched` bytes of the target stand in the term before; terms ascend, so most suffixes need no look.
            var matched = Term.CommonPrefixLength(target);
            var before = _length;
            if (_block < 0 || (_block + 1 < _dictionary.BlockCount && !IsGreater(_block + 1, target)))
            {
                OpenBlock(Math.Max(0, _dictionary.FindBlock(target)));
                matched = 0;
                before = 0;
            }

            while (_left > 0)
            {
                var suffix = ReadTerm(before, out var shared);
                before = shared + suffix.Length;
                if (shared > matched)
                {
                    continue;
                }

                // If it shares less than was matched, it has grown where the term before agreed with the target.
                var wanted = target[matched..];
                var common = shared < matched ? 0 : wanted.CommonPrefixLength(suffix);
                if (shared == matched && common < wanted.Length && (common == suffix.Length || suffix[common] < wanted[common]))
                {
                    matched += common;
                    continue;
                }

                target[..shared].CopyTo(_term);
                suffix.CopyTo(_term.AsSpan(shared));
                Shared = 0;
                _length = before;
                return true;
            }

            _length = 0; // of the block's last terms nothing is known; the next begins anew
            return MoveNext();
        }

        /// <summary>Whether a block's first term is greater than <paramref name="term"/>.</summary>
        private bool IsGreater(int block, ReadOnlySpan<byte> term)
        {
            var first = Unsafe.ReadUnaligned<ulong>(_dictionary._prefixes + (8L * block));
            var prefix = BytesHash.Prefix(term);
            return first == prefix ? _dictionary.FirstTerm(block).SequenceCompareTo(term) > 0 : first > prefix;
        }

        private void OpenBlock(int block)
        {
            _block = block;
            _text = _dictionary.OpenBlock(block, out _docBase, out _posBase, out var textEnd);
            _metas = _text;
            _metas.Seek(textEnd);
            _left = _dictionary.CountIn(block);
            _metasBehind = 0;
        }

        /// <summary>Reads the next term of the block: how many bytes it takes from the one before, and what follows them.</summary>
        private ReadOnlySpan<byte> ReadTerm(int lengthBefore, out int shared)
        {
            shared = _text.ReadInt32();
            var length = _text.ReadInt32();
            if (shared > lengthBefore || length > _term.Length - shared)
            {
                throw _text.Corrupt(
                    $"a term of '{_dictionary.Field.Name}' shares {shared} bytes with one of {lengthBefore}, and has {length} more");
            }

            _left--;
            _metasBehind++;
            return _text.ReadBytes(length);
        }
    }
}
