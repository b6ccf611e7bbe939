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
/// Joins segments into one, in their order, without the documents that are deleted. Documents keep their order, so that those
/// added together stay together.
/// </summary>
internal sealed unsafe class SegmentMerger
{
    private readonly IReadOnlyList<(SegmentCore Core, ulong[]? Live)> _sources;
    private readonly IReadOnlyList<IndexField> _fields;
    private readonly CancellationToken _cancellation;
    private readonly int[][] _newDocs;
    private readonly PostingsCursor _cursor = new();
    private int[] _positions = new int[64];

    public SegmentMerger(
        IReadOnlyList<(SegmentCore Core, ulong[]? Live)> sources, IReadOnlyList<IndexField> fields, CancellationToken cancellation)
    {
        _sources = sources;
        _fields = fields;
        _cancellation = cancellation;
        _newDocs = new int[sources.Count][];
        for (var s = 0; s < sources.Count; s++)
        {
            var (core, live) = sources[s];
            var map = new int[core.MaxDoc];
            for (var doc = 0; doc < map.Length; doc++)
            {
                map[doc] = live is null || (live[doc >> 6] & (1UL << (doc & 63))) != 0 ? MaxDoc++ : -1;
            }

            _newDocs[s] = map;
        }
    }

    /// <summary>The number of documents of the result.</summary>
    public int MaxDoc { get; }

    /// <summary>By source, the new number of each document; -1 for the deleted.</summary>
    public IReadOnlyList<int[]> NewDocs => _newDocs;

    /// <summary>
    /// Writes the new segment. When cancelled or failing, its files are left unfinished for the caller to remove. The sources'
    /// checksums are compared first, so that damage does not get into a new file under a good checksum.
    /// </summary>
    /// <exception cref="IndexCorruptException">A source is damaged.</exception>
    public SegmentInfo Merge(IndexDirectory directory, long number, SharedDictionary dictionary)
    {
        foreach (var file in _sources.SelectMany(s => s.Core.Files))
        {
            _cancellation.ThrowIfCancellationRequested();
            IndexFileFormat.CheckCrc(file);
        }

        using var writer = new SegmentWriter(directory, number, dictionary);
        foreach (var field in _fields)
        {
            if (field.IsIndexed)
            {
                MergeTerms(writer, field);
            }

            MergeColumn(writer, field);
        }

        MergeStored(writer);
        writer.Stored.Finish();
        return writer.Finish(MaxDoc);
    }

    private void MergeTerms(SegmentWriter writer, IndexField field)
    {
        var heads = new PriorityQueue<Head, Head>(new HeadOrder());
        for (var s = 0; s < _sources.Count; s++)
        {
            if (_sources[s].Core.TermsOf(field.Id) is { } dictionary)
            {
                var head = new Head(s, dictionary.Enumerate());
                if (head.Terms.MoveNext())
                {
                    heads.Enqueue(head, head);
                }
            }
        }

        if (heads.Count == 0)
        {
            return;
        }

        byte[]? norms = null;
        if (field.HasNorms)
        {
            norms = new byte[MaxDoc];
            for (var s = 0; s < _sources.Count; s++)
            {
                var source = _sources[s].Core.NormsOf(field.Id);
                var map = _newDocs[s];
                for (var doc = 0; source is not null && doc < map.Length; doc++)
                {
                    if (map[doc] >= 0)
                    {
                        norms[map[doc]] = source[doc];
                    }
                }
            }

            writer.Columns.WriteNorms(field, norms);
        }

        writer.Postings.StartField(field, norms);
        writer.Terms.StartField(field);
        var seen = new ulong[LiveDocs.WordsFor(MaxDoc)];
        var term = new byte[IndexDocument.MaxTermLength];
        for (var n = 0; heads.Count > 0; n++)
        {
            if ((n & 1023) == 0)
            {
                _cancellation.ThrowIfCancellationRequested();
            }

            var first = heads.Peek();
            var length = first.Terms.Term.Length;
            first.Terms.Term.CopyTo(term);
            var wanted = term.AsSpan(0, length);
            writer.Postings.StartTerm();
            var documents = 0;
            while (heads.Count > 0 && heads.Peek().Terms.Term.SequenceEqual(wanted))
            {
                // The order of heads breaks ties by segment, so the new numbers ascend.
                var head = heads.Dequeue();
                documents += CopyPostings(writer.Postings, field, head.Source, head.Terms.Meta, seen);
                if (head.Terms.MoveNext())
                {
                    heads.Enqueue(head, head);
                }
            }

            if (documents > 0)
            {
                writer.Terms.Add(wanted, writer.Postings.FinishTerm());
            }
        }

        var docs = LiveDocs.Count(seen);
        writer.Terms.FinishField(docs, Math.Max(docs, writer.Terms.SumTotalFreq - Uncounted(field)));
    }

    /// <summary>
    /// How many tokens of a field do not count for the length of their documents. Of a source that has lost documents that is known only
    /// of all it had, and told by the share of the lengths that is left.
    /// </summary>
    private long Uncounted(IndexField field)
    {
        double uncounted = 0;
        for (var s = 0; s < _sources.Count; s++)
        {
            if (_sources[s].Core.TermsOf(field.Id) is { } dictionary && dictionary.SumLength != dictionary.SumTotalFreq)
            {
                uncounted += (dictionary.SumTotalFreq - dictionary.SumLength) * LivingShare(s, field);
            }
        }

        return (long)Math.Round(uncounted);
    }

    private double LivingShare(int source, IndexField field)
    {
        var norms = _sources[source].Core.NormsOf(field.Id);
        long all = 0, living = 0;
        for (var doc = 0; norms is not null && doc < _newDocs[source].Length; doc++)
        {
            var length = Bm25.DecodeLength(norms[doc]);
            all += length;
            living += _newDocs[source][doc] >= 0 ? length : 0;
        }

        return all == 0 ? 1 : living / (double)all;
    }

    private int CopyPostings(PostingsWriter postings, IndexField field, int source, in TermMeta meta, ulong[] seen)
    {
        var (core, _) = _sources[source];
        var map = _newDocs[source];
        core.OpenPostings(_cursor, field, meta);
        var documents = 0;
        for (var doc = _cursor.Next(); doc != PostingsCursor.NoMoreDocs; doc = _cursor.Next())
        {
            var renumbered = map[doc];
            if (renumbered < 0)
            {
                continue;
            }

            documents++;
            seen[renumbered >> 6] |= 1UL << (renumbered & 63);
            postings.AddDocument(renumbered, _cursor.Freq);
            if (field.HasPositions)
            {
                var count = _cursor.ReadPositions(ref _positions);
                for (var i = 0; i < count; i++)
                {
                    postings.AddPosition(_positions[i]);
                }
            }
        }

        return documents;
    }

    private void MergeColumn(SegmentWriter writer, IndexField field)
    {
        switch (field.DocValues)
        {
            case DocValuesType.Keyword or DocValuesType.KeywordSet:
                MergeKeywords(writer, field);
                break;
            case DocValuesType.Integer:
                MergeIntegers(writer, field);
                break;
            default:
                break;
        }
    }

    private void MergeKeywords(SegmentWriter writer, IndexField field)
    {
        using var pool = new BytePool();
        using var values = new BytesHash(pool);
        var set = field.DocValues == DocValuesType.KeywordSet;
        var ords = new List<int>();
        var ends = new List<int>();
        var any = false;
        for (var s = 0; s < _sources.Count; s++)
        {
            _cancellation.ThrowIfCancellationRequested();
            var column = _sources[s].Core.KeywordsOf(field.Id);
            any |= column is not null;
            var renumbered = column is null ? [] : new int[column.Values.Count];
            Array.Fill(renumbered, -1); // numbered when a living document has the value
            var map = _newDocs[s];
            for (var doc = 0; doc < map.Length; doc++)
            {
                if (map[doc] < 0)
                {
                    continue;
                }

                if (!set)
                {
                    var ord = column?.OrdOf(doc) ?? -1;
                    ords.Add(ord < 0 ? -1 : Renumber(ord));
                    continue;
                }

                if (column is not null)
                {
                    var (start, end) = column.RangeOf(doc);
                    for (var i = start; i < end; i++)
                    {
                        ords.Add(Renumber(column.SetOrd(i)));
                    }
                }

                ends.Add(ords.Count);
            }

            int Renumber(int ord)
            {
                if (renumbered[ord] < 0)
                {
                    var id = values.Add(column!.Values[ord]);
                    renumbered[ord] = id < 0 ? ~id : id;
                }

                return renumbered[ord];
            }
        }

        if (!any)
        {
            return;
        }

        var span = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(ords);
        if (set)
        {
            writer.Columns.WriteKeywordSet(
                field, values, values.Sorted(), System.Runtime.InteropServices.CollectionsMarshal.AsSpan(ends), span);
        }
        else
        {
            writer.Columns.WriteKeyword(field, values, values.Sorted(), span);
        }
    }

    private void MergeIntegers(SegmentWriter writer, IndexField field)
    {
        if (!_sources.Any(s => s.Core.IntegersOf(field.Id) is not null))
        {
            return;
        }

        var values = new long[MaxDoc];
        var present = new bool[MaxDoc];
        for (var s = 0; s < _sources.Count; s++)
        {
            var map = _newDocs[s];
            if (_sources[s].Core.IntegersOf(field.Id) is { } column)
            {
                for (var doc = 0; doc < map.Length; doc++)
                {
                    if (map[doc] >= 0)
                    {
                        present[map[doc]] = column.TryGet(doc, out values[map[doc]]);
                    }
                }
            }
        }

        writer.Columns.WriteInteger(field, values, present);
    }

    private void MergeStored(SegmentWriter writer)
    {
        for (var s = 0; s < _sources.Count; s++)
        {
            var stored = _sources[s].Core.Stored;
            var map = _newDocs[s];
            for (var doc = 0; doc < map.Length; doc++)
            {
                if (map[doc] >= 0)
                {
                    writer.Stored.AddShort(stored.ShortOf(doc));
                }
            }

            for (var block = 0; block < stored.BlockCount; block++)
            {
                _cancellation.ThrowIfCancellationRequested();
                var first = stored.FirstDocOf(block);
                var end = stored.FirstDocOf(block + 1);
                if (first > end || end > map.Length)
                {
                    throw new IndexCorruptException(
                        _sources[s].Core.Name + ".stored",
                        0,
                        $"block {block} of the stored fields holds documents {first} to {end} of {map.Length}");
                }

                if (map.AsSpan(first, end - first).IndexOf(-1) < 0 && writer.Stored.TryAddBlock(stored, block))
                {
                    continue;
                }

                stored.ReadBlock(block, (doc, bytes) =>
                {
                    if (map[doc] >= 0)
                    {
                        writer.Stored.Add(bytes.Span);
                    }
                });
            }
        }
    }

    private sealed record Head(int Source, TermDictionary.TermEnumerator Terms);

    private sealed class HeadOrder : IComparer<Head>
    {
        public int Compare(Head? x, Head? y)
        {
            var order = x!.Terms.Term.SequenceCompareTo(y!.Terms.Term);
            return order != 0 ? order : x.Source.CompareTo(y.Source);
        }
    }
}
