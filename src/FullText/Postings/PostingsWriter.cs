using System.Runtime.CompilerServices;
using KnowledgeBase.FullText.Codecs;
using KnowledgeBase.FullText.Schema;
using KnowledgeBase.FullText.Store;

namespace KnowledgeBase.FullText.Postings;

/// <summary>What the dictionary keeps of a term.</summary>
internal struct TermMeta
{
    /// <summary>Documents that have the term, deleted ones included until they are merged away.</summary>
    public int DocFreq;

    /// <summary>Occurrences; equals <see cref="DocFreq"/> in fields without frequencies.</summary>
    public long TotalFreq;

    /// <summary>The only document, where <see cref="DocFreq"/> is 1.</summary>
    public int SingleDoc;

    /// <summary>Where the blocks begin in the postings file, where <see cref="DocFreq"/> is 2 or more.</summary>
    public long DocStart;

    /// <summary>How long the blocks are altogether: the skip table stands behind them. 0 where there is one block.</summary>
    public long DocLength;

    /// <summary>Where the positions begin in the positions file.</summary>
    public long PosStart;
}

/// <summary>
/// Writes the postings of a segment, term by term.
/// <code>
/// Postings file, per term of 2 or more documents:
///   Term        := DocBlock* [SkipTable]                    SkipTable when there is more than one block
///   DocBlock    := Block(gaps) [Counts(freqs)]              of 128 documents, the last of fewer; see BlockCodec
///                    gap  = document − previous document − 1 (the first: the document)
///                    freq = frequency − 1, in fields with frequencies
///   SkipTable   := widths:u16 SkipEntry per block, then SuperEntry per 32 blocks when there are more than 32
///   widths      := bytes of lastDoc, of docEnd and of posStart (1 to 4 each), pairs of Impacts (0 to 4), four bits each from the
///                  lowest on; all entries of a term have the same
///   SkipEntry   := lastDoc docEnd [posStart] [Impacts]      docEnd: end of the block, posStart: beginning of its positions,
///                                                           both counted from the term's first byte; posStart in fields
///                                                           with positions, Impacts in fields with frequencies
///   SuperEntry  := lastDoc:u32 [Impacts]
/// Positions file, per term and DocBlock:
///   Block(deltas)*                                          of 128, the last of fewer; a document's positions follow each
///                                                           other; delta = position − previous in the document (or 0)
/// </code>
/// A term of one document has no postings: the document stands in the dictionary.
/// </summary>
internal sealed unsafe class PostingsWriter
{
    public const int BlocksPerSuper = 32;

    private readonly IndexOutput _docs;
    private readonly IndexOutput _positions;
    private readonly uint[] _gaps = new uint[BlockCodec.BlockSize];
    private readonly uint[] _freqs = new uint[BlockCodec.BlockSize];
    private readonly byte[] _encoded = new byte[BlockCodec.MaxEncodedLength];
    private readonly List<SkipEntry> _skips = [];
    private uint[] _deltas = new uint[1024];
    private int _deltaCount;
    private int _count;
    private int _docFreq;
    private long _totalFreq;
    private int _lastDoc;
    private int _lastPosition;
    private long _docStart;
    private long _posStart;
    private long _blockPosStart;
    private ImpactsBuilder _blockImpacts = new();
    private ImpactsBuilder _superImpacts = new();
    private bool _hasFreqs;
    private bool _hasPositions;
    private byte[]? _norms;

    public PostingsWriter(IndexOutput docs, IndexOutput positions)
    {
        _docs = docs;
        _positions = positions;
    }

    /// <summary>Chooses what the next terms' postings hold.</summary>
    /// <param name="field">Their field.</param>
    /// <param name="norms">Its norm bytes by document; null if it has none.</param>
    public void StartField(IndexField field, byte[]? norms)
    {
        _hasFreqs = field.HasFreqs;
        _hasPositions = field.HasPositions;
        _norms = norms;
    }

    public void StartTerm()
    {
        _docFreq = 0;
        _totalFreq = 0;
        _count = 0;
        _deltaCount = 0;
        _lastDoc = -1;
        _docStart = _docs.Position;
        _posStart = _blockPosStart = _positions.Position;
        _skips.Clear();
    }

    /// <summary>Adds a document, behind all that the term has; then its positions follow, <paramref name="freq"/> of them.</summary>
    public void AddDocument(int doc, int freq)
    {
        if (_count == BlockCodec.BlockSize)
        {
            WriteBlock();
        }

        _gaps[_count] = (uint)(doc - _lastDoc - 1);
        _freqs[_count++] = (uint)(freq - 1);
        _lastDoc = doc;
        _lastPosition = 0;
        _docFreq++;
        _totalFreq += freq;
        if (_hasFreqs)
        {
            _blockImpacts.Add(freq, _norms is null ? (byte)1 : _norms[doc]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddPosition(int position)
    {
        if (_deltaCount == _deltas.Length)
        {
            Array.Resize(ref _deltas, _deltaCount * 2);
        }

        _deltas[_deltaCount++] = (uint)(position - _lastPosition);
        _lastPosition = position;
    }

    public TermMeta FinishTerm()
    {
        var meta = new TermMeta
        {
            DocFreq = _docFreq,
            TotalFreq = _totalFreq,
            SingleDoc = _lastDoc,
            DocStart = _docStart,
            PosStart = _posStart,
        };
        Span<byte> impacts = stackalloc byte[Impacts.Length];
        if (_docFreq == 1)
        {
            _blockImpacts.Finish(impacts);
            WritePositions();
            return meta;
        }

        WriteBlock();
        if (_skips.Count > 1)
        {
            meta.DocLength = _docs.Position - _docStart;
            WriteSkipTable();
        }

        return meta;
    }

    private void WriteBlock()
    {
        var posStart = _blockPosStart - _posStart;
        fixed (uint* gaps = _gaps, freqs = _freqs)
        {
            fixed (byte* encoded = _encoded)
            {
                _docs.WriteBytes(new ReadOnlySpan<byte>(encoded, BlockCodec.Encode(gaps, _count, encoded)));
                if (_hasFreqs)
                {
                    _docs.WriteBytes(new ReadOnlySpan<byte>(encoded, BlockCodec.EncodeCounts(freqs, _count, encoded)));
                }
            }
        }

        WritePositions();
        var entry = new SkipEntry
        {
            LastDoc = _lastDoc,
            DocEnd = checked((uint)(_docs.Position - _docStart)),
            PosStart = checked((uint)posStart),
        };
        _blockImpacts.Finish(new Span<byte>(entry.Impacts, Impacts.Length));
        _skips.Add(entry);
        _count = 0;
    }

    private void WritePositions()
    {
        if (_hasPositions)
        {
            fixed (uint* deltas = _deltas)
            {
                fixed (byte* encoded = _encoded)
                {
                    for (var i = 0; i < _deltaCount; i += BlockCodec.BlockSize)
                    {
                        var n = Math.Min(BlockCodec.BlockSize, _deltaCount - i);
                        _positions.WriteBytes(new ReadOnlySpan<byte>(encoded, BlockCodec.Encode(deltas + i, n, encoded)));
                    }
                }
            }

            _blockPosStart = _positions.Position;
        }

        _deltaCount = 0;
    }

    private void WriteSkipTable()
    {
        var last = _skips[^1];
        var docWidth = BytesFor((uint)last.LastDoc);
        var endWidth = BytesFor(last.DocEnd);
        var posWidth = _hasPositions ? BytesFor(last.PosStart) : 0;
        var pairs = 0;
        foreach (ref var entry in System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_skips))
        {
            while (_hasFreqs && pairs < Impacts.Pairs && entry.Impacts[pairs * 2] != 0)
            {
                pairs++;
            }
        }

        _docs.WriteUInt16((ushort)(docWidth | (endWidth << 4) | (posWidth << 8) | (pairs << 12)));
        foreach (ref var entry in System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_skips))
        {
            WriteBytes((uint)entry.LastDoc, docWidth);
            WriteBytes(entry.DocEnd, endWidth);
            WriteBytes(entry.PosStart, posWidth);
            fixed (byte* impacts = entry.Impacts)
            {
                _docs.WriteBytes(new ReadOnlySpan<byte>(impacts, pairs * 2));
            }
        }

        if (_skips.Count <= BlocksPerSuper)
        {
            return;
        }

        Span<byte> joined = stackalloc byte[Impacts.Length];
        for (var i = 0; i < _skips.Count; i += BlocksPerSuper)
        {
            var end = Math.Min(i + BlocksPerSuper, _skips.Count);
            _docs.WriteUInt32((uint)_skips[end - 1].LastDoc);
            if (_hasFreqs)
            {
                for (var j = i; j < end; j++)
                {
                    var entry = _skips[j];
                    _superImpacts.AddAll(new ReadOnlySpan<byte>(entry.Impacts, Impacts.Length));
                }

                _superImpacts.Finish(joined);
                _docs.WriteBytes(joined);
            }
        }
    }

    private static int BytesFor(uint value) => value < 1 << 8 ? 1 : value < 1 << 16 ? 2 : value < 1 << 24 ? 3 : 4;

    private void WriteBytes(uint value, int width)
    {
        for (; width > 0; width--)
        {
            _docs.WriteByte((byte)value);
            value >>= 8;
        }
    }

    private struct SkipEntry
    {
        public int LastDoc;
        public uint DocEnd;
        public uint PosStart;
        public fixed byte Impacts[Postings.Impacts.Length];
    }
}
