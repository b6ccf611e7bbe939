using KnowledgeBase.FullText.Codecs;
using KnowledgeBase.FullText.Documents;
using KnowledgeBase.FullText.Postings;
using KnowledgeBase.FullText.Schema;
using KnowledgeBase.FullText.Store;

namespace KnowledgeBase.FullText.Terms;

/// <summary>
/// Writes the dictionary of a segment: per field, the terms in byte order, front-coded in blocks of 32, and an index of the
/// blocks' first terms that is searched by halving.
/// <code>
/// Terms file  := FieldTerms* Directory directoryStart:u64
/// FieldTerms  := TermBlock* Index
/// TermBlock   := docBase:varint posBase:varint textLength:varint Text* Meta*          of 32 terms, the last of fewer
/// Text        := shared:varint length:varint bytes            shared: bytes in common with the term before (first: 0)
/// Meta        := docFreq:varint [totalFreq − docFreq:varint]                          in fields with frequencies
///                (document:varint                                                     docFreq = 1
///                | docStart − previous docStart:varint [docLength:varint])            docLength when docFreq > 128
///                [posStart − previous posStart:varint]                                in fields with positions
/// Index       := Prefixes PackedInts(block starts, from the field's start) PackedInts(first term ends) first terms
/// Prefixes    := u64 per block: the first eight bytes of its first term, big-endian value
/// Directory   := fields:varint (field:varint terms:varint docs:varint sumDocFreq:varint sumTotalFreq:varint
///                sumLength:varint start:varint index:varint)*
/// </code>
/// sumLength is the length of all documents in the field as BM25 counts it, which need not be the number of tokens. Before version 3
/// it was not there.
/// </summary>
internal sealed class TermDictionaryWriter(IndexOutput output)
{
    public const int TermsPerBlock = 32;

    private readonly List<DirectoryEntry> _directory = [];
    private readonly List<long> _blockStarts = [];
    private readonly List<ulong> _prefixes = [];
    private readonly List<long> _firstTermEnds = [];
    private readonly GrowingBuffer _firstTerms = new();
    private readonly GrowingBuffer _text = new();
    private readonly TermMeta[] _metas = new TermMeta[TermsPerBlock];
    private byte[] _last = new byte[IndexDocument.MaxTermLength];
    private int _lastLength;
    private int _inBlock;
    private IndexField? _field;
    private long _start;
    private long _terms;
    private long _sumDocFreq;
    private long _sumTotalFreq;

    /// <summary>Tokens of the present field.</summary>
    public long SumTotalFreq => _sumTotalFreq;

    public void StartField(IndexField field)
    {
        _field = field;
        _start = output.Position;
        _terms = _sumDocFreq = _sumTotalFreq = 0;
        _blockStarts.Clear();
        _prefixes.Clear();
        _firstTermEnds.Clear();
        _firstTerms.Clear();
        _inBlock = 0;
    }

    /// <summary>Adds a term, greater than those before.</summary>
    public void Add(ReadOnlySpan<byte> term, in TermMeta meta)
    {
        var shared = 0;
        if (_inBlock == 0)
        {
            _blockStarts.Add(output.Position - _start);
            _prefixes.Add(BytesHash.Prefix(term));
            _firstTerms.Append(term);
            _firstTermEnds.Add(_firstTerms.Length);
        }
        else
        {
            shared = term.CommonPrefixLength(_last.AsSpan(0, _lastLength));
        }

        _text.AppendVarInt(shared);
        _text.AppendVarInt(term.Length - shared);
        _text.Append(term[shared..]);
        if (term.Length > _last.Length)
        {
            Array.Resize(ref _last, term.Length);
        }

        term.CopyTo(_last);
        _lastLength = term.Length;
        _metas[_inBlock++] = meta;
        _terms++;
        _sumDocFreq += meta.DocFreq;
        _sumTotalFreq += meta.TotalFreq;
        if (_inBlock == TermsPerBlock)
        {
            WriteBlock();
        }
    }

    /// <summary>Ends the field.</summary>
    /// <param name="docs">Documents that have at least one term of it.</param>
    /// <param name="sumLength">How long they count in it for BM25, all together.</param>
    public void FinishField(int docs, long sumLength)
    {
        WriteBlock();
        var index = output.Position;
        foreach (var prefix in _prefixes)
        {
            output.WriteUInt64(prefix);
        }

        PackedInts.Write(output, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_blockStarts));
        PackedInts.Write(output, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_firstTermEnds));
        output.WriteBytes(_firstTerms.Span);
        _directory.Add(new DirectoryEntry(_field!.Id, _terms, docs, _sumDocFreq, _sumTotalFreq, sumLength, _start, index));
    }

    public void Finish()
    {
        var start = output.Position;
        output.WriteVarInt(_directory.Count);
        foreach (var entry in _directory)
        {
            output.WriteVarInt(entry.Field);
            output.WriteVarInt((ulong)entry.Terms);
            output.WriteVarInt(entry.Docs);
            output.WriteVarInt((ulong)entry.SumDocFreq);
            output.WriteVarInt((ulong)entry.SumTotalFreq);
            output.WriteVarInt((ulong)entry.SumLength);
            output.WriteVarInt((ulong)entry.Start);
            output.WriteVarInt((ulong)entry.Index);
        }

        output.WriteUInt64((ulong)start);
    }

    private void WriteBlock()
    {
        if (_inBlock == 0)
        {
            return;
        }

        long doc = 0;
        for (var i = 0; i < _inBlock; i++)
        {
            if (_metas[i].DocFreq > 1)
            {
                doc = _metas[i].DocStart;
                break;
            }
        }

        var pos = _metas[0].PosStart;
        output.WriteVarInt((ulong)doc);
        output.WriteVarInt((ulong)pos);
        output.WriteVarInt(_text.Length);
        output.WriteBytes(_text.Span);
        foreach (ref readonly var meta in _metas.AsSpan(0, _inBlock))
        {
            output.WriteVarInt(meta.DocFreq);
            if (_field!.HasFreqs)
            {
                output.WriteVarInt((ulong)(meta.TotalFreq - meta.DocFreq));
            }

            if (meta.DocFreq == 1)
            {
                output.WriteVarInt(meta.SingleDoc);
            }
            else
            {
                output.WriteVarInt((ulong)(meta.DocStart - doc));
                doc = meta.DocStart;
                if (meta.DocFreq > BlockCodec.BlockSize)
                {
                    output.WriteVarInt((ulong)meta.DocLength);
                }
            }

            if (_field.HasPositions)
            {
                output.WriteVarInt((ulong)(meta.PosStart - pos));
                pos = meta.PosStart;
            }
        }

        _text.Clear();
        _inBlock = 0;
    }

    private readonly record struct DirectoryEntry(
        int Field, long Terms, int Docs, long SumDocFreq, long SumTotalFreq, long SumLength, long Start, long Index);
}
