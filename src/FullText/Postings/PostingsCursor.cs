using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using KnowledgeBase.FullText.Codecs;
using KnowledgeBase.FullText.Schema;
using KnowledgeBase.FullText.Store;

namespace KnowledgeBase.FullText.Postings;

/// <summary>
/// Goes through the postings of one term of one segment, forward only. See <see cref="PostingsWriter"/> for the format. Blocks are
/// decoded when they are reached, frequencies and positions when they are asked for. A cursor can be used for one term after another.
/// </summary>
internal sealed unsafe class PostingsCursor
{
    // Frequencies above this are not believed before the positions were counted.
    private const int ManyPositions = 1 << 16;

    /// <summary>The document behind the last.</summary>
    public const int NoMoreDocs = int.MaxValue;

    // Pinned, so that the pointers stay good. The sentinel behind the documents ends searches in a block.
    private readonly uint* _docs;
    private readonly uint* _freqs;
    private readonly uint* _deltas;
    private readonly uint[] _memory = GC.AllocateUninitializedArray<uint>((BlockCodec.BlockSize + 16) * 3, pinned: true);

    private MappedFile _docFile = null!;
    private MappedFile _posFile = null!;
    private int _maxDoc;
    private TermMeta _meta;
    private bool _hasFreqs;
    private bool _hasPositions;
    private byte* _base;
    private byte* _dataEnd;
    private byte* _skips;
    private int _skipStride;
    private uint _lastDocMask;
    private int _endAt;
    private uint _endMask;
    private int _posAt;
    private uint _posMask;
    private int _impactsAt;
    private int _supers;

    private int _block;
    private int _count;
    private int _index;
    private byte* _freqSource;
    private bool _freqsDecoded;

    private int _posBlock;
    private byte* _posNext;
    private int _posChunkEnd;
    private int _posChunkCount;
    private int _posTotal;
    private int _posDoc;
    private int _posValue;

    public PostingsCursor()
    {
        _docs = (uint*)Unsafe.AsPointer(ref _memory[0]);
        _freqs = _docs + BlockCodec.BlockSize + 16;
        _deltas = _freqs + BlockCodec.BlockSize + 16;
    }

    /// <summary>The current document: -1 before the first, <see cref="NoMoreDocs"/> behind the last.</summary>
    public int Doc { get; private set; }

    public int DocFreq => _meta.DocFreq;

    public long TotalFreq => _meta.TotalFreq;

    public int BlockCount { get; private set; }

    /// <summary>The block that holds <see cref="Doc"/>; -1 before the first move.</summary>
    public int Block => _block;

    /// <summary>The frequency of the term in the current document.</summary>
    public int Freq
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if (!_freqsDecoded)
            {
                DecodeFreqs();
            }

            return (int)_freqs[_index];
        }
    }

    /// <summary>The documents of the block reached, from the current on; the array goes on for <see cref="LeftInBlock"/> entries.</summary>
    public uint* BlockDocs => _docs + _index;

    /// <summary>Their frequencies.</summary>
    public uint* BlockFreqs
    {
        get
        {
            if (!_freqsDecoded)
            {
                DecodeFreqs();
            }

            return _freqs + _index;
        }
    }

    public int LeftInBlock => _count - _index;

    /// <summary>Points the cursor before the first document of a term.</summary>
    public void Open(MappedFile docFile, MappedFile posFile, IndexField field, in TermMeta meta, int maxDoc)
    {
        _docFile = docFile;
        _posFile = posFile;
        _meta = meta;
        _maxDoc = maxDoc;
        _hasFreqs = field.HasFreqs;
        _hasPositions = field.HasPositions;
        Doc = -1;
        _block = -1;
        _index = _count = 0;
        _posBlock = -1;
        BlockCount = (meta.DocFreq + BlockCodec.BlockSize - 1) / BlockCodec.BlockSize;
        _supers = 0;
        _base = null;
        _skips = null;
        if (meta.DocFreq > maxDoc || meta.DocFreq < 1)
        {
            throw new IndexCorruptException(
                docFile.Name, meta.DocStart, $"a term of '{field.Name}' is in {meta.DocFreq} documents of {maxDoc}");
        }

        if (meta.DocFreq == 1)
        {
            return;
        }

        var reader = new FileReader(docFile, meta.DocStart);
        _base = reader.Pointer;
        if (BlockCount == 1)
        {
            _dataEnd = _base + reader.Remaining;
            return;
        }

        reader.Take(meta.DocLength);
        _dataEnd = reader.Pointer;
        var widths = reader.ReadUInt16();
        var (docWidth, endWidth, posWidth) = (widths & 15, (widths >> 4) & 15, (widths >> 8) & 15);
        ImpactPairs = widths >> 12;
        if (docWidth is 0 or > 4 || endWidth is 0 or > 4 || posWidth > 4 || ImpactPairs > Impacts.Pairs || (ImpactPairs > 0) != _hasFreqs
            || (posWidth > 0) != _hasPositions)
        {
            throw reader.Corrupt($"a skip table of '{field.Name}' has widths {widths:X4}");
        }

        _lastDocMask = uint.MaxValue >> (32 - (docWidth * 8));
        _endAt = docWidth;
        _endMask = uint.MaxValue >> (32 - (endWidth * 8));
        _posAt = _endAt + endWidth;
        _posMask = posWidth == 0 ? 0 : uint.MaxValue >> (32 - (posWidth * 8));
        _impactsAt = _posAt + posWidth;
        _skipStride = _impactsAt + (ImpactPairs * 2);
        _supers = BlockCount > PostingsWriter.BlocksPerSuper
            ? (BlockCount + PostingsWriter.BlocksPerSuper - 1) / PostingsWriter.BlocksPerSuper
            : 0;
        _skips = reader.Take(((long)BlockCount * _skipStride) + ((long)_supers * SuperStride));
    }

    private int SuperStride => 4 + (_hasFreqs ? Impacts.Length : 0);

    /// <summary>Moves to the next document.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Next()
    {
        if (++_index < _count)
        {
            return Doc = (int)_docs[_index];
        }

        return NextBlock();
    }

    /// <summary>
    /// Moves to the first document that is not before <paramref name="target"/>; stays where it is if that is so already.
    /// </summary>
    public int Advance(int target)
    {
        if (Doc >= target)
        {
            return Doc;
        }

        if (_count == 0 || _docs[_count - 1] < (uint)target)
        {
            var block = FindBlock(target);
            if (block >= BlockCount)
            {
                return End();
            }

            LoadBlock(block);
        }

        _index = FindInBlock(target, _index);
        if (_index >= _count)
        {
            return NextBlock();
        }

        return Doc = (int)_docs[_index];
    }

    /// <summary>
    /// Moves on by <paramref name="entries"/> of the block, at most all that are left: for loops that read the arrays themselves.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int SkipInBlock(int entries)
    {
        _index += entries;
        return _index < _count ? Doc = (int)_docs[_index] : NextBlock();
    }

    /// <summary>The last document of a block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int LastDocOf(int block)
    {
        if (_skips is not null)
        {
            return (int)(Unsafe.ReadUnaligned<uint>(_skips + ((long)block * _skipStride)) & _lastDocMask);
        }

        if (_block < 0)
        {
            LoadBlockBeforeFirst();
        }

        return (int)_docs[_count - 1];
    }

    /// <summary>The first block, not before the current one, whose last document is not before <paramref name="target"/>.</summary>
    public int FindBlock(int target)
    {
        var block = Math.Max(_block, 0);
        if (_skips is null)
        {
            return LastDocOf(0) >= target ? 0 : 1;
        }

        if (_supers > 0)
        {
            var super = block / PostingsWriter.BlocksPerSuper;
            var first = super;
            while (super < _supers && LastDocOfSuper(super) < target)
            {
                super++;
            }

            if (super > first)
            {
                block = super * PostingsWriter.BlocksPerSuper;
            }
        }

        while (block < BlockCount && LastDocOf(block) < target)
        {
            block++;
        }

        return block;
    }

    /// <summary>About how many postings lie between here and a document: exact to a block.</summary>
    public long PostingsBefore(int target) => Doc >= target ? 0 : LeftInBlock + ((FindBlock(target) - _block) * (long)BlockCodec.BlockSize);

    /// <summary>The impacts of a block; null where there are none on disk (a term of one block).</summary>
    public byte* ImpactsOf(int block) => _skips is not null && _hasFreqs ? _skips + ((long)block * _skipStride) + _impactsAt : null;

    /// <summary>How many pairs the impacts of a block have; those of a stretch of 32 have four.</summary>
    public int ImpactPairs { get; private set; }

    public int SuperCount => _supers;

    public int LastDocOfSuper(int super) => Unsafe.ReadUnaligned<int>(Supers + ((long)super * SuperStride));

    public byte* ImpactsOfSuper(int super) => _hasFreqs ? Supers + ((long)super * SuperStride) + 4 : null;

    private byte* Supers => _skips + ((long)BlockCount * _skipStride);

    /// <summary>Reads the positions of the current document; returns how many there are.</summary>
    public int ReadPositions(ref int[] positions)
    {
        var freq = Freq;
        if (_posBlock != _block)
        {
            OpenPositions();
        }

        for (; _posDoc < _index; _posDoc++)
        {
            _posValue += (int)_freqs[_posDoc];
        }

        var value = _posValue;
        if (positions.Length < freq)
        {
            CheckRoomFor(value, freq);
            positions = new int[Math.Max(freq, positions.Length * 2)];
        }

        var position = 0;
        for (var i = 0; i < freq; i++, value++)
        {
            while (value >= _posChunkEnd)
            {
                NextPositionChunk(value);
            }

            position += (int)_deltas[value - (_posChunkEnd - _posChunkCount)];
            positions[i] = position;
        }

        _posDoc++;
        _posValue = value;
        return freq;
    }

    private static void ThrowIfNull(byte* p, MappedFile file, long offset, string what)
    {
        if (p is null)
        {
            throw new IndexCorruptException(file.Name, offset, $"a block of {what} cannot be decoded");
        }
    }

    private void OpenPositions()
    {
        long start = _skips is null ? 0 : Unsafe.ReadUnaligned<uint>(_skips + ((long)_block * _skipStride) + _posAt) & _posMask;
        if (!_hasPositions)
        {
            throw new InvalidOperationException("The field has no positions.");
        }

        var reader = new FileReader(_posFile, _meta.PosStart + start);
        _posNext = reader.Pointer;
        _posBlock = _block;
        _posChunkEnd = _posChunkCount = 0;
        _posDoc = 0;
        _posValue = 0;
        long total = 0;
        for (var i = 0; i < _count; i++)
        {
            total += _freqs[i];
        }

        _posTotal = total <= int.MaxValue ? (int)total : throw CorruptPositions("more positions than possible");
    }

    private void NextPositionChunk(int wanted)
    {
        var end = _posFile.Pointer + _posFile.Length - IndexFileFormat.FooterLength;
        while (true)
        {
            var count = Math.Min(BlockCodec.BlockSize, _posTotal - _posChunkEnd);
            if (count <= 0)
            {
                throw CorruptPositions("fewer positions than the frequencies say");
            }

            var source = _posNext;
            if (wanted >= _posChunkEnd + count)
            {
                _posNext = BlockCodec.Skip(source, end, count);
                _posChunkEnd += count;
                ThrowIfNull(_posNext, _posFile, source - _posFile.Pointer, "positions");
                continue;
            }

            _posNext = BlockCodec.Decode(source, end, count, _deltas);
            ThrowIfNull(_posNext, _posFile, source - _posFile.Pointer, "positions");
            _posChunkEnd += count;
            _posChunkCount = count;
            return;
        }
    }

    /// <summary>
    /// A damaged frequency must not ask for memory that nothing fills: where it is large, the positions are counted first.
    /// </summary>
    private void CheckRoomFor(int first, int freq)
    {
        if (freq > _meta.TotalFreq)
        {
            throw CorruptPositions("more positions than the term has");
        }

        var end = _posFile.Pointer + _posFile.Length - IndexFileFormat.FooterLength;
        var source = _posNext;
        for (long at = _posChunkEnd; freq > ManyPositions && at < (long)first + freq; at += BlockCodec.BlockSize)
        {
            var block = source;
            source = BlockCodec.Skip(block, end, (int)Math.Min(BlockCodec.BlockSize, _posTotal - at));
            ThrowIfNull(source, _posFile, block - _posFile.Pointer, "positions");
        }
    }

    private IndexCorruptException CorruptPositions(string problem) => new(_posFile.Name, _meta.PosStart, problem);

    private int NextBlock() => _block + 1 >= BlockCount ? End() : LoadAndStart(_block + 1);

    private int LoadAndStart(int block)
    {
        LoadBlock(block);
        return Doc = (int)_docs[0];
    }

    private int End()
    {
        _block = BlockCount;
        _count = _index = 0;
        return Doc = NoMoreDocs;
    }

    private void LoadBlockBeforeFirst()
    {
        LoadBlock(0);
        _index = -1;
    }

    private void LoadBlock(int block)
    {
        if (block == _block)
        {
            if (_index < 0)
            {
                _index = 0;
            }

            return;
        }

        _block = block;
        _index = 0;
        _freqsDecoded = false;
        if (_base is null)
        {
            _count = 1;
            _docs[0] = (uint)_meta.SingleDoc;
            _docs[1] = NoMoreDocs;
            if (_meta.SingleDoc >= _maxDoc)
            {
                throw new IndexCorruptException(_docFile.Name, 0, $"a term stands in document {_meta.SingleDoc} of {_maxDoc}");
            }

            return;
        }

        var before = -1;
        long start = 0;
        if (block > 0)
        {
            before = LastDocOf(block - 1);
            start = Unsafe.ReadUnaligned<uint>(_skips + ((long)(block - 1) * _skipStride) + _endAt) & _endMask;
        }

        _count = block < BlockCount - 1 ? BlockCodec.BlockSize : _meta.DocFreq - (block * BlockCodec.BlockSize);
        var source = _base + start;
        if (source >= _dataEnd)
        {
            throw Corrupt(block, "lies behind the postings of its term");
        }

        if (before < -1 || before >= _maxDoc)
        {
            throw Corrupt(block, $"follows document {before}, of {_maxDoc}");
        }

        var head = *source;
        _freqSource = BlockCodec.Decode(source, _dataEnd, _count, _docs);
        if (_freqSource is null)
        {
            throw Corrupt(block, "cannot be decoded");
        }

        BlockCodec.SumGaps(_docs, _count, before);
        _docs[_count] = NoMoreDocs;

        // 128 gaps of up to 24 bits cannot overflow; where a block has wider or patched ones, every step is checked.
        if (head > 24)
        {
            for (var i = 0; i < _count; i++)
            {
                if ((int)_docs[i] <= before)
                {
                    throw Corrupt(block, "does not ascend");
                }

                before = (int)_docs[i];
            }
        }

        if (_docs[_count - 1] >= (uint)_maxDoc || (_skips is not null && (int)_docs[_count - 1] != LastDocOf(block)))
        {
            throw Corrupt(block, $"ends with document {_docs[_count - 1]}, of {_maxDoc}");
        }
    }

    private IndexCorruptException Corrupt(int block, string problem) =>
        new(_docFile.Name, _meta.DocStart, $"block {block} of the postings that begin here {problem}");

    private void DecodeFreqs()
    {
        _freqsDecoded = true;
        if (_base is null)
        {
            _freqs[0] = _hasFreqs ? (uint)Math.Min(_meta.TotalFreq, int.MaxValue) : 1;
            return;
        }

        if (!_hasFreqs)
        {
            new Span<uint>(_freqs, _count).Fill(1);
            return;
        }

        ThrowIfNull(
            BlockCodec.DecodeCounts(_freqSource, _dataEnd, _count, _freqs), _docFile, _freqSource - _docFile.Pointer, "frequencies");
        var i = 0;
        for (; i + 4 <= _count; i += 4)
        {
            (Vector128.Load(_freqs + i) + Vector128<uint>.One).Store(_freqs + i);
        }

        for (; i < _count; i++)
        {
            _freqs[i]++;
        }

        // Blocks of up to 30 bits without patches cannot hold a frequency that is none; nor can bitmaps, which have bit 7 set.
        if ((*_freqSource & 0x7F) > 30)
        {
            for (i = 0; i < _count; i++)
            {
                if ((int)_freqs[i] <= 0)
                {
                    throw Corrupt(_block, $"has frequency {_freqs[i]}");
                }
            }
        }
    }

    /// <summary>
    /// The first entry from <paramref name="from"/> on that is not before <paramref name="target"/>; the sentinel ends the search.
    /// </summary>
    private int FindInBlock(int target, int from)
    {
        var wanted = (uint)target;
        var low = Math.Max(from, 0);
        for (var i = 0; i < 4; i++, low++)
        {
            if (_docs[low] >= wanted)
            {
                return low;
            }
        }

        var length = _count - low;
        while (length > 0)
        {
            var half = length >> 1;
            var less = _docs[low + half] < wanted;
            low = less ? low + half + 1 : low;
            length = less ? length - half - 1 : half;
        }

        return low;
    }
}
