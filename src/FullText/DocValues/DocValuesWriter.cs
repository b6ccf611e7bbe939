using KnowledgeBase.FullText.Codecs;
using KnowledgeBase.FullText.Schema;
using KnowledgeBase.FullText.Store;
using KnowledgeBase.FullText.Terms;

namespace KnowledgeBase.FullText.DocValues;

/// <summary>
/// Writes the columns of a segment: norms and doc values.
/// <code>
/// Columns file := Column* Directory directoryStart:u64
/// Directory    := columns:varint (field:varint type:u8 start:varint)*       type: 0 norms, else DocValuesType
/// Norms        := one byte per document, 0 where it has no tokens           see Bm25.EncodeLength
/// Keyword      := Values PackedInts(value number + 1 by document, 0: none)
/// KeywordSet   := Values PackedInts(end by document) PackedInts(value numbers, ascending in each document)
/// Values       := PackedInts(ends) bytes                                    in byte order, numbered from 0
/// Integer      := min:u64 PackedInts(value − min + 1 by document, 0: none)  or, where that overflows,
///                 0 PackedInts(present:0|1) PackedInts(64 bits each); told apart by wide:u8 in front
/// </code>
/// </summary>
internal sealed class DocValuesWriter(IndexOutput output)
{
    public const byte NormsType = 0;

    private readonly List<(int Field, byte Type, long Start)> _directory = [];

    public void WriteNorms(IndexField field, ReadOnlySpan<byte> norms)
    {
        _directory.Add((field.Id, NormsType, output.Position));
        output.WriteBytes(norms);
    }

    /// <summary>Writes a column of at most one keyword a document.</summary>
    /// <param name="field">Its field.</param>
    /// <param name="values">Distinct values; those at <paramref name="sorted"/> in byte order.</param>
    /// <param name="sorted">The numbers in <paramref name="values"/> of what is used, in byte order.</param>
    /// <param name="ords">By document, number in <paramref name="values"/>, or -1.</param>
    public void WriteKeyword(IndexField field, BytesHash values, int[] sorted, ReadOnlySpan<int> ords)
    {
        _directory.Add((field.Id, (byte)DocValuesType.Keyword, output.Position));
        var rank = WriteValues(values, sorted);
        var writer = new PackedInts.Writer(output, ords.Length, PackedInts.WidthFor((ulong)sorted.Length));
        foreach (var ord in ords)
        {
            writer.Add(ord < 0 ? 0UL : (ulong)(rank[ord] + 1));
        }

        writer.Finish();
    }

    /// <summary>
    /// Writes a column of any number of keywords a document; <paramref name="ends"/> delimits each document's in <paramref name="ords"/>.
    /// </summary>
    public void WriteKeywordSet(IndexField field, BytesHash values, int[] sorted, ReadOnlySpan<int> ends, ReadOnlySpan<int> ords)
    {
        _directory.Add((field.Id, (byte)DocValuesType.KeywordSet, output.Position));
        var rank = WriteValues(values, sorted);
        var writer = new PackedInts.Writer(output, ends.Length, PackedInts.WidthFor((ulong)ords.Length));
        foreach (var end in ends)
        {
            writer.Add((ulong)end);
        }

        writer.Finish();
        writer = new PackedInts.Writer(output, ords.Length, PackedInts.WidthFor((ulong)Math.Max(0, sorted.Length - 1)));
        var ranks = new List<int>();
        var start = 0;
        foreach (var end in ends)
        {
            ranks.Clear();
            for (; start < end; start++)
            {
                ranks.Add(rank[ords[start]]);
            }

            ranks.Sort();
            foreach (var r in ranks)
            {
                writer.Add((ulong)r);
            }
        }

        writer.Finish();
    }

    /// <summary>Writes a column of integers.</summary>
    public void WriteInteger(IndexField field, ReadOnlySpan<long> values, ReadOnlySpan<bool> present)
    {
        _directory.Add((field.Id, (byte)DocValuesType.Integer, output.Position));
        long min = long.MaxValue;
        long max = long.MinValue;
        for (var i = 0; i < values.Length; i++)
        {
            if (present[i])
            {
                min = Math.Min(min, values[i]);
                max = Math.Max(max, values[i]);
            }
        }

        if (min > max)
        {
            min = max = 0;
        }

        var range = (ulong)(max - min);
        if (range < ulong.MaxValue)
        {
            output.WriteByte(0);
            output.WriteUInt64((ulong)min);
            var writer = new PackedInts.Writer(output, values.Length, PackedInts.WidthFor(range + 1));
            for (var i = 0; i < values.Length; i++)
            {
                writer.Add(present[i] ? (ulong)(values[i] - min) + 1 : 0);
            }

            writer.Finish();
            return;
        }

        output.WriteByte(1);
        output.WriteUInt64(0);
        var flags = new PackedInts.Writer(output, values.Length, 1);
        foreach (var p in present)
        {
            flags.Add(p ? 1UL : 0);
        }

        flags.Finish();
        var raw = new PackedInts.Writer(output, values.Length, 64);
        for (var i = 0; i < values.Length; i++)
        {
            raw.Add(present[i] ? (ulong)values[i] : 0);
        }

        raw.Finish();
    }

    public void Finish()
    {
        var start = output.Position;
        output.WriteVarInt(_directory.Count);
        foreach (var (field, type, at) in _directory)
        {
            output.WriteVarInt(field);
            output.WriteByte(type);
            output.WriteVarInt((ulong)at);
        }

        output.WriteUInt64((ulong)start);
    }

    private int[] WriteValues(BytesHash values, int[] sorted)
    {
        var rank = new int[values.Count];
        var ends = new long[sorted.Length];
        long end = 0;
        for (var i = 0; i < sorted.Length; i++)
        {
            rank[sorted[i]] = i;
            end += values[sorted[i]].Length;
            ends[i] = end;
        }

        PackedInts.Write(output, ends);
        foreach (var id in sorted)
        {
            output.WriteBytes(values[id]);
        }

        return rank;
    }
}
