using System.Text;
using KnowledgeBase.FullText.Schema;
using KnowledgeBase.FullText.Segments;
using KnowledgeBase.FullText.Similarities;
using KnowledgeBase.FullText.Store;
using KnowledgeBase.FullText.Verification;

namespace KnowledgeBase.FullText.Search;

/// <summary>How an index is opened for reading.</summary>
public sealed record IndexReaderOptions
{
    /// <summary>
    /// Whether every file is read through and its checksum compared; false by default: then the smallest are, as
    /// <see cref="VerifyUpTo"/> says, and of the others sizes, headers and recorded checksums. <see cref="IndexVerifier"/> checks more.
    /// </summary>
    public bool VerifyChecksums { get; init; }

    /// <summary>
    /// How many bytes are read through where not all are: columns first, of which a damaged one changes more answers than any other
    /// file, then the smallest files. 64 MiB by default, which is the whole of an index of some ten thousand pages, and takes some
    /// milliseconds.
    /// </summary>
    public long VerifyUpTo { get; init; } = 64 << 20;

    /// <summary>
    /// Bytes of the files that are read into memory instead of being mapped, in the order in which they are opened, as long as they fit;
    /// 0 by default. A file in memory is what it was when it was opened, whatever becomes of it on disk. A mapped one shows what is
    /// changed in it, and the operating system ends a process that reads a page of it that was cut off.
    /// </summary>
    public long HeldInMemory { get; init; }

    /// <summary>The names of those files of some segments that are to be read through.</summary>
    internal HashSet<string> FilesToVerify(IReadOnlyCollection<SegmentInfo> segments)
    {
        var chosen = new HashSet<string>(StringComparer.Ordinal);
        var left = VerifyChecksums ? long.MaxValue : VerifyUpTo;
        var smallestFirst = segments.SelectMany(s => s.Files).OrderBy(f => f.Length);
        foreach (var file in segments.Select(s => s.DocValues)
            .OrderBy(f => f.Length)
            .Concat(smallestFirst)
            .DistinctBy(f => f.Name, StringComparer.Ordinal))
        {
            left -= file.Length;
            if (left < 0)
            {
                break;
            }

            chosen.Add(file.Name);
        }

        return chosen;
    }
}

/// <summary>
/// A commit of an index, opened for reading: it never changes, whatever a writer does. Safe for use by several threads; what runs
/// when it is disposed ends undisturbed, and the files are closed when nobody reads them any more.
/// <para>Documents are numbered from 0; the numbers are good for this snapshot only.</para>
/// </summary>
public sealed class IndexReader : IDisposable
{
    /// <summary>How often the manifest is read again when a writer has removed files that it listed.</summary>
    internal const int MaxOpenAttempts = 100;

    private readonly SegmentReader[] _segments;
    private readonly FieldStatistics[] _statistics;
    private readonly float[]?[] _normTables;
    private readonly Lock _sync = new();
    private readonly Dictionary<int, GlobalOrdinals> _ordinals = [];
    private readonly IndexDirectory _directory;
    private readonly IndexReaderOptions _options;
    private readonly CommitIdentity _stamp;
    private int _uses = 1;
    private int _disposed;

    private IndexReader(IndexDirectory directory, Manifest manifest, IndexReader? before, IndexReaderOptions options)
    {
        _directory = directory;
        _options = options;
        _stamp = manifest.Stamp;
        Schema = manifest.Schema;
        Fields = InternalFields.Of(Schema);
        Identity = manifest.Identity;
        Generation = manifest.Generation;
        UserData = manifest.UserData;
        var segments = new List<SegmentReader>(manifest.Segments.Count);
        var verified = options.FilesToVerify([.. manifest.Segments.Where(s => before?.Knows(s) is null)]);
        try
        {
            foreach (var info in manifest.Segments)
            {
                segments.Add(OpenSegment(info, before?.Knows(info), verified, segments.Count));
                MaxDoc = checked(MaxDoc + info.MaxDoc);
                DocCount += info.LiveDocs;
            }
        }
        catch
        {
            segments.ForEach(s => s.Core.Release());
            throw;
        }

        _segments = [.. segments];
        _statistics = new FieldStatistics[Fields.Count];
        _normTables = new float[]?[Fields.Count];
        foreach (var field in Fields)
        {
            long docs = 0, sumDocFreq = 0, sumTotalFreq = 0, sumLength = 0;
            foreach (var segment in _segments)
            {
                if (segment.Core.TermsOf(field.Id) is { } dictionary)
                {
                    docs += dictionary.Docs;
                    sumDocFreq += dictionary.SumDocFreq;
                    sumTotalFreq += dictionary.SumTotalFreq;
                    sumLength += dictionary.SumLength;
                }
            }

            _statistics[field.Id] = new FieldStatistics(docs, sumDocFreq, sumTotalFreq, sumLength);
        }
    }

    /// <summary>The fields of the index.</summary>
    public IndexSchema Schema { get; }

    /// <summary>
    /// Which index this is: a random number, given when the index was made and kept by every commit. Empty where nothing was
    /// committed since identities came (format version 2); the next commit gives one.
    /// </summary>
    public Guid Identity { get; }

    /// <summary>The number of the commit, which grows with every commit of the same index.</summary>
    public long Generation { get; }

    /// <summary>What was committed with it.</summary>
    public IReadOnlyDictionary<string, string> UserData { get; }

    /// <summary>The number of documents, deleted ones not counted.</summary>
    public int DocCount { get; }

    /// <summary>One more than the greatest document number.</summary>
    public int MaxDoc { get; }

    /// <summary>The number of segments.</summary>
    public int SegmentCount => _segments.Length;

    internal IReadOnlyList<SegmentReader> Segments => _segments;

    internal IReadOnlyList<IndexField> Fields { get; }

    /// <summary>Opens the last commit of the index in a folder.</summary>
    /// <exception cref="IndexNotFoundException">There is none.</exception>
    /// <exception cref="IndexException">It is damaged, or has a format that this version does not read.</exception>
    public static IndexReader Open(string path, IndexReaderOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Open(new FileSystemDirectory(path, options?.HeldInMemory ?? 0), options);
    }

    internal static IndexReader Open(IndexDirectory directory, IndexReaderOptions? options = null) =>
        Open(directory, before: null, options ?? new IndexReaderOptions())!;

    /// <summary>
    /// Opens the last commit if it is another than this one, of this index or of another that was put in its place; null if it is
    /// not, which is told by some bytes of the manifest. Segments that both have are shared: only new ones are opened, and read
    /// through if checksums are verified. This reader stays open.
    /// </summary>
    /// <exception cref="IndexNotFoundException">There is no index any more.</exception>
    /// <exception cref="IndexException">It is damaged, or has a format that this version does not read.</exception>
    public IndexReader? OpenIfChanged()
    {
        using (Use())
        {
            return Open(_directory, this, _options);
        }
    }

    /// <summary>
    /// Whether this is the last commit of the index that is now in the folder: false when there is a newer one, or another index.
    /// Reads some bytes of the manifest.
    /// </summary>
    /// <exception cref="IndexNotFoundException">There is no index any more.</exception>
    /// <exception cref="IndexException">The manifest is damaged, or has a format that this version does not read.</exception>
    public bool IsCurrent()
    {
        using (Use())
        {
            return (Manifest.ReadStamp(_directory) ?? throw NotFound(_directory)) == _stamp;
        }
    }

    /// <summary>Closes the snapshot as soon as nothing that was begun on it still runs.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            EndUse();
        }
    }

    /// <summary>Whether a document is there (has not been deleted).</summary>
    public bool IsLive(int doc)
    {
        using (Use())
        {
            return SegmentOf(doc, out var local).IsLive(local);
        }
    }

    /// <summary>
    /// The bytes stored under a field of a document; null if there are none. Values of at most 32 bytes are read in place; others
    /// cost decompressing a block.
    /// </summary>
    public byte[]? GetStored(int doc, string field)
    {
        var wanted = Schema[field];
        using (Use())
        {
            var segment = SegmentOf(doc, out var local);
            var stored = segment.Core.Stored;
            return Find(stored.ShortOf(local)) ?? stored.Read(local, bytes => Find(bytes.Span));

            byte[]? Find(ReadOnlySpan<byte> values)
            {
                var at = 0;
                while (stored.TryReadValue(values, ref at, out var id, out var value))
                {
                    if (id == wanted.Id)
                    {
                        return value.ToArray();
                    }
                }

                return null;
            }
        }
    }

    /// <summary>The text stored under a field of a document; null if there is none.</summary>
    public string? GetStoredText(int doc, string field) => GetStored(doc, field) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;

    /// <summary>All that is stored with a document, by field name.</summary>
    public IReadOnlyDictionary<string, byte[]> GetStored(int doc)
    {
        using (Use())
        {
            var segment = SegmentOf(doc, out var local);
            var stored = segment.Core.Stored;
            var found = new Dictionary<string, byte[]>(StringComparer.Ordinal);
            AddAll(stored.ShortOf(local));
            stored.Read(local, bytes =>
            {
                AddAll(bytes.Span);
                return 0;
            });
            return found;

            void AddAll(ReadOnlySpan<byte> values)
            {
                var at = 0;
                while (stored.TryReadValue(values, ref at, out var id, out var value))
                {
                    if (id >= Schema.Fields.Count)
                    {
                        throw new IndexCorruptException(segment.Core.Name + ".stored", 0, $"document {local} has a value of field {id}");
                    }

                    found[Schema.Fields[id].Name] = value.ToArray();
                }
            }
        }
    }

    /// <summary>The value of a keyword column (of one value a document); null if the document has none.</summary>
    public byte[]? GetKeyword(int doc, string field)
    {
        var wanted = Column(field, DocValuesType.Keyword);
        using (Use())
        {
            var segment = SegmentOf(doc, out var local);
            var ord = segment.Core.KeywordsOf(wanted.Id) is { } column ? column.OrdOf(local) : -1;
            return ord < 0 ? null : segment.Core.KeywordsOf(wanted.Id)!.Values[ord].ToArray();
        }
    }

    /// <summary>The value of a keyword column as text; null if the document has none.</summary>
    public string? GetKeywordText(int doc, string field) => GetKeyword(doc, field) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;

    /// <summary>The values of a keyword column, in byte order; for columns of one value or several.</summary>
    public IReadOnlyList<byte[]> GetKeywords(int doc, string field)
    {
        var wanted = Schema[field];
        if (wanted.DocValues == DocValuesType.Keyword)
        {
            return GetKeyword(doc, field) is { } value ? [value] : [];
        }

        Column(field, DocValuesType.KeywordSet);
        using (Use())
        {
            var segment = SegmentOf(doc, out var local);
            if (segment.Core.KeywordsOf(wanted.Id) is not { } column)
            {
                return [];
            }

            var (start, end) = column.RangeOf(local);
            var values = new byte[end - start][];
            for (var i = start; i < end; i++)
            {
                values[i - start] = column.Values[column.SetOrd(i)].ToArray();
            }

            return values;
        }
    }

    /// <summary>The values of a keyword column as text, in byte order.</summary>
    public IReadOnlyList<string> GetKeywordTexts(int doc, string field) =>
        [.. GetKeywords(doc, field).Select(v => Encoding.UTF8.GetString(v))];

    /// <summary>The value of an integer column; null if the document has none.</summary>
    public long? GetInteger(int doc, string field)
    {
        var wanted = Column(field, DocValuesType.Integer);
        using (Use())
        {
            var segment = SegmentOf(doc, out var local);
            return segment.Core.IntegersOf(wanted.Id) is { } column && column.TryGet(local, out var value) ? value : null;
        }
    }

    /// <summary>
    /// Says which groups of documents collapse into one hit together, for <see cref="CollapseOptions.Unions"/> of searches in this
    /// snapshot.
    /// </summary>
    /// <param name="field">The field to collapse by, with a keyword column of one value.</param>
    /// <param name="unions">Values that belong together; unknown ones are passed over, and of a value named again the first union
    /// counts.</param>
    public GroupUnions UniteGroups(string field, IEnumerable<IReadOnlyList<byte[]>> unions)
    {
        ArgumentNullException.ThrowIfNull(unions);
        var column = Column(field, DocValuesType.Keyword);
        using (Use())
        {
            return new GroupUnions(OrdinalsOf(column), column, unions);
        }
    }

    /// <summary>
    /// The statistics of a term that BM25 uses: deleted documents count until they are merged away. For exact counts see
    /// <see cref="IndexSearcher.Statistics"/>.
    /// </summary>
    public (long DocFreq, long TotalFreq) GetTermFrequencies(string field, ReadOnlySpan<byte> term)
    {
        var wanted = Schema[field];
        long docFreq = 0, totalFreq = 0;
        using (Use())
        {
            foreach (var segment in _segments)
            {
                if (segment.Core.TermsOf(wanted.Id) is { } terms && terms.TryGet(term, out var meta))
                {
                    docFreq += meta.DocFreq;
                    totalFreq += meta.TotalFreq;
                }
            }
        }

        return (docFreq, totalFreq);
    }

    /// <summary>
    /// The terms of a field that begin with <paramref name="prefix"/>, in byte order, with their statistics over all segments
    /// (deleted documents count until they are merged away).
    /// </summary>
    /// <param name="field">An inverted field.</param>
    /// <param name="prefix">The first bytes; none for all terms.</param>
    /// <param name="limit">The most terms to return.</param>
    public IReadOnlyList<IndexTerm> GetTerms(string field, ReadOnlySpan<byte> prefix = default, int limit = int.MaxValue)
    {
        var wanted = Schema[field];
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        using (Use())
        {
            var heads = new List<Terms.TermDictionary.TermEnumerator>();
            foreach (var segment in _segments)
            {
                if (segment.Core.TermsOf(wanted.Id) is { } dictionary)
                {
                    var terms = dictionary.Enumerate(prefix);
                    if (terms.MoveNext() && terms.Term.StartsWith(prefix))
                    {
                        heads.Add(terms);
                    }
                }
            }

            var found = new List<IndexTerm>();
            while (heads.Count > 0 && found.Count < limit)
            {
                var least = heads[0];
                foreach (var head in heads)
                {
                    least = head.Term.SequenceCompareTo(least.Term) < 0 ? head : least;
                }

                var term = least.Term.ToArray();
                long docFreq = 0, totalFreq = 0;
                for (var i = heads.Count - 1; i >= 0; i--)
                {
                    if (heads[i].Term.SequenceEqual(term))
                    {
                        docFreq += heads[i].Meta.DocFreq;
                        totalFreq += heads[i].Meta.TotalFreq;
                        if (!heads[i].MoveNext() || !heads[i].Term.StartsWith(prefix))
                        {
                            heads.RemoveAt(i);
                        }
                    }
                }

                found.Add(new IndexTerm(term, docFreq, totalFreq));
            }

            return found;
        }
    }

    internal static IndexReader? Open(IndexDirectory directory, IndexReader? before, IndexReaderOptions options)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (before is not null && Manifest.ReadStamp(directory) == before._stamp)
            {
                return null;
            }

            var manifest = Manifest.Read(directory) ?? throw NotFound(directory);

            try
            {
                return new IndexReader(directory, manifest, before, options);
            }
            catch (IndexCorruptException) when (attempt < MaxOpenAttempts && Manifest.ReadStamp(directory) != manifest.Stamp)
            {
                // A writer has committed meanwhile, and removed what the older commit needed: look again.
            }
        }
    }

    private static IndexNotFoundException NotFound(IndexDirectory directory) =>
        new($"There is no index in {directory.Location}. Build one first.");

    internal FieldStatistics StatisticsOf(IndexField field) => _statistics[field.Id];

    /// <summary>BM25's factor by norm byte, pinned; made when first asked for. Two threads may make it at once: it is the same.</summary>
    internal float[] NormTableOf(IndexField field)
    {
        var table = Volatile.Read(ref _normTables[field.Id]);
        if (table is null)
        {
            table = GC.AllocateUninitializedArray<float>(256, pinned: true);
            Bm25.FillNormCache(_statistics[field.Id].AverageLength, table);
            Volatile.Write(ref _normTables[field.Id], table);
        }

        return table;
    }

    internal IndexField Column(string name, DocValuesType type)
    {
        var field = Schema[name];
        return field.DocValues == type
            ? field
            : throw new ArgumentException($"The field '{name}' has a column of type {field.DocValues}, not {type}.", nameof(name));
    }

    internal SegmentReader SegmentOf(int doc, out int local)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(doc);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(doc, MaxDoc);
        var low = 0;
        var high = _segments.Length - 1;
        while (low < high)
        {
            var middle = (low + high + 1) >>> 1;
            if (_segments[middle].DocBase <= doc)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        local = doc - _segments[low].DocBase;
        return _segments[low];
    }

    /// <summary>One numbering of the values of a keyword column over all segments; made when first asked for.</summary>
    internal GlobalOrdinals OrdinalsOf(IndexField field)
    {
        lock (_sync)
        {
            if (!_ordinals.TryGetValue(field.Id, out var ordinals))
            {
                ordinals = new GlobalOrdinals(_segments, field);
                _ordinals.Add(field.Id, ordinals);
            }

            return ordinals;
        }
    }

    /// <summary>Keeps the files open until the result is disposed.</summary>
    internal Usage Use()
    {
        while (true)
        {
            var current = Volatile.Read(ref _uses);
            ObjectDisposedException.ThrowIf(current == 0 || Volatile.Read(ref _disposed) != 0, this);
            if (Interlocked.CompareExchange(ref _uses, current + 1, current) == current)
            {
                return new Usage(this);
            }
        }
    }

    /// <summary>The segment of this snapshot that has the same files.</summary>
    private SegmentReader? Knows(SegmentInfo info) => Array.Find(_segments, s => s.Info.SharesFilesWith(info));

    private SegmentReader OpenSegment(SegmentInfo info, SegmentReader? known, HashSet<string> verified, int ordinal)
    {
        var core = known is not null && known.Core.TryAddReference()
            ? known.Core
            : new SegmentCore(_directory.OpenFile, info, Fields, verified.Contains);
        try
        {
            var live = info.Live is null ? null
                : info.Live == known?.Info.Live ? known.Live
                : LiveDocs.Read(_directory, info.Live, info.Id, info.MaxDoc, info.Deleted);
            return new SegmentReader(info, core, live, MaxDoc, ordinal);
        }
        catch
        {
            core.Release();
            throw;
        }
    }

    private void EndUse()
    {
        if (Interlocked.Decrement(ref _uses) == 0)
        {
            foreach (var segment in _segments)
            {
                segment.Core.Release();
            }
        }
    }

    internal readonly struct Usage(IndexReader reader) : IDisposable
    {
        public void Dispose() => reader.EndUse();
    }
}

/// <summary>A term of the index.</summary>
/// <param name="Term">Its bytes.</param>
/// <param name="DocFreq">Documents that have it.</param>
/// <param name="TotalFreq">Occurrences; equals <paramref name="DocFreq"/> in fields without frequencies.</param>
public readonly record struct IndexTerm(ReadOnlyMemory<byte> Term, long DocFreq, long TotalFreq)
{
    /// <summary>The term as text.</summary>
    public string Text => Encoding.UTF8.GetString(Term.Span);
}

/// <summary>Sums over a field that BM25 uses.</summary>
/// <param name="Docs">Documents that have it.</param>
/// <param name="SumDocFreq">Pairs of a term and a document.</param>
/// <param name="SumTotalFreq">Tokens.</param>
/// <param name="SumLength">How long the documents count for BM25, all together; not the number of tokens where some do not count.</param>
internal readonly record struct FieldStatistics(long Docs, long SumDocFreq, long SumTotalFreq, long SumLength)
{
    public float AverageLength => Docs == 0 ? 1 : (float)(SumLength / (double)Docs);
}
