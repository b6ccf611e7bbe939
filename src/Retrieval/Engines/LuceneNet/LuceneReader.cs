using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace KnowledgeBase.Retrieval.Engines.LuceneNet;

/// <summary>Reads with Lucene.</summary>
internal sealed class LuceneReader : IPassageReader
{
    /// <summary>A search that takes longer than any person waits gives what it has.</summary>
    private static readonly TimeSpan TimeBudget = TimeSpan.FromSeconds(10);

    /// <summary>How often a newer commit is gone after before one is taken that is the newest no longer.</summary>
    private const int MostAttempts = 100;

    private static readonly string Material = LuceneSchema.Name(PassageField.Material);

    private readonly LuceneEngine _engine;
    private readonly LuceneFolder _folder;
    private readonly EngineReading _reading;
    private readonly DirectoryReader _reader;
    private readonly IndexSearcher _searcher;
    private readonly CommitStamp _stamp;
    private readonly LuceneCommit _commit;
    private readonly Lazy<int?> _library;
    private readonly Lazy<MaterialTable> _materials;

    private LuceneReader(LuceneEngine engine, LuceneFolder folder, EngineReading reading, DirectoryReader reader, CommitStamp stamp)
    {
        _engine = engine;
        _folder = folder;
        _reading = reading;
        _reader = reader;
        _stamp = stamp;
        _commit = LuceneCommit.Of(reader.IndexCommit.UserData);
        _searcher = new IndexSearcher(reader) { Similarity = new LuceneBm25(reader) };
        _library = new(() => LastOf(new Term(LuceneSchema.Name(PassageField.Kind), DocumentKind.Library)));
        _materials = new(() => new MaterialTable(reader, StoredWithLibrary(StoredField.Texts) is { } texts ? ReadTexts(texts) : []));
        PassageCount = reader.DocFreq(new Term(LuceneSchema.Name(PassageField.Kind), DocumentKind.Passage));
    }

    public IPassageEngine Engine => _engine;

    public Guid Identity => Guid.TryParse(_commit.Identity, out var identity) ? identity : Guid.Empty;

    public long Generation => _reader.IndexCommit.Generation;

    public IReadOnlyDictionary<string, string> UserData => _commit.UserData;

    public int PassageCount { get; }

    /// <summary>Opens the newest commit.</summary>
    public static LuceneReader Open(LuceneEngine engine, LuceneFolder folder, EngineReading reading) => OfNewest(
        folder, stamp => Made(engine, folder, reading, DirectoryReader.Open(folder), stamp, known: []))!;

    public bool IsCurrent() => LuceneFaults.Guarded(() => StampOf(_folder) == _stamp);

    public IPassageReader? OpenIfChanged() => LuceneFaults.Guarded(() => OfNewest(_folder, stamp =>
    {
        if (stamp == _stamp)
        {
            return null;
        }

        // Lucene knows segments by their names, which another index that was put in the place of this one has as well.
        if (LuceneCommit.Read(_folder) is { } newest && newest.Identity == _commit.Identity
            && DirectoryReader.OpenIfChanged(_reader) is { } reader)
        {
            return Made(_engine, _folder, _reading, reader, stamp, known: _reader.Leaves);
        }

        return Open(_engine, new LuceneFolder(_folder.Location, _reading.HeldInMemory), _reading);
    }));

    public EngineResult Search(EngineSearch search, CancellationToken cancellationToken = default)
    {
        var query = LuceneQueries.Without(LuceneQueries.Translate(search.Query), search.WithoutMaterials);
        return LuceneFaults.Guarded(() => Find(query, search, cancellationToken));
    }

    public int Top(EngineQuery query, Span<ScoredMaterial> best, CancellationToken cancellationToken = default)
    {
        if (best.IsEmpty)
        {
            return 0;
        }

        var translated = LuceneQueries.Translate(query);
        var found = new ScoredMaterial[best.Length];
        var count = LuceneFaults.Guarded(() => FindBest(translated, found, cancellationToken));
        found.AsSpan(0, count).CopyTo(best);
        return count;
    }

    public EngineMatches Matches(EngineQuery query, CancellationToken cancellationToken = default)
    {
        var translated = LuceneQueries.Translate(query);
        return LuceneFaults.Guarded(() =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            var collector = new PassageCollector(new SearchLimits(budget: null, cancellationToken));
            _searcher.Search(translated, collector);
            return collector.Collected();
        });
    }

    public IReadOnlyList<OccurrenceCount> CountOccurrences(
        EngineQuery query, PassageField field, CancellationToken cancellationToken = default)
    {
        var translated = LuceneQueries.Translate(query);
        return LuceneFaults.Guarded(() =>
        {
            var counter = new OccurrenceCollector(field, new SearchLimits(budget: null, cancellationToken));
            _searcher.Search(translated, counter);
            return counter.Counted();
        });
    }

    public int DocumentFrequency(PassageField field, byte[] term) =>
        LuceneFaults.Guarded(() => _reader.DocFreq(LuceneQueries.TermOf(field, term)));

    public EngineExplanation? Explain(EngineQuery query, string material, int passage)
    {
        var translated = LuceneQueries.Translate(query);
        return LuceneFaults.Guarded(() =>
            PassageOf(material, passage) is { } document
                ? ExplainedLiterals.Readable(
                    OfExplanation(_searcher.Explain(translated, document)), query, part => LuceneQueries.Translate(part).ToString())
                : null);
    }

    public IReadOnlyList<string> MaterialIds() => LuceneFaults.Guarded(() =>
    {
        var ids = new List<string>();
        var terms = MultiFields.GetTerms(_reader, Material)?.GetEnumerator();
        while (terms?.MoveNext() == true)
        {
            ids.Add(terms.Term.Utf8ToString());
        }

        return ids;
    });

    public bool Contains(string material) => LuceneFaults.Guarded(() => LastOf(new Term(Material, material)) is not null);

    public byte[]? ReadMaterial(string material, StoredField field) => LuceneFaults.Guarded(() =>
        LastOf(new Term(Material, material)) is { } document ? Stored(document, field) : null);

    public byte[]? ReadPassage(string material, int passage) => LuceneFaults.Guarded(() =>
        PassageOf(material, passage) is { } document ? Stored(document, StoredField.Passage) : null);

    public void ReadPassages(EngineQuery query, Action<string, byte[]> take, CancellationToken cancellationToken = default) =>
        ReadAll(LuceneQueries.Translate(query), StoredField.Passage, take, cancellationToken);

    public void ReadMaterials(StoredField field, Action<string, byte[]> take, CancellationToken cancellationToken = default) =>
        ReadAll(
            LuceneQueries.Translate(new TermQuery(PassageField.Kind, EngineTerms.OfWord(DocumentKind.Material))),
            field,
            take,
            cancellationToken);

    public byte[]? ReadLibrary(StoredField field) => LuceneFaults.Guarded(() => StoredWithLibrary(field));

    public void Dispose() => _reader.Dispose();

    private static CommitStamp StampOf(LuceneFolder folder) => folder.NewestStamp() ?? throw LuceneFaults.Missing(folder.Location);

    /// <summary>
    /// Opens the newest commit. A writer that commits meanwhile takes files of it away, or makes another one the newest: then that is
    /// opened.
    /// </summary>
    private static LuceneReader? OfNewest(LuceneFolder folder, Func<CommitStamp, LuceneReader?> open)
    {
        for (var attempt = 1; ; attempt++)
        {
            var stamp = StampOf(folder);
            try
            {
                var opened = open(stamp);
                if (attempt == MostAttempts || StampOf(folder) == stamp)
                {
                    return opened;
                }

                opened?.Dispose();
            }
            catch (Exception e) when (attempt < MostAttempts && LuceneFaults.IsDamage(e) && folder.NewestStamp() != stamp)
            {
                // Not damage, then: the next commit is there.
            }
        }
    }

    private static LuceneReader Made(
        LuceneEngine engine,
        LuceneFolder folder,
        EngineReading reading,
        DirectoryReader reader,
        CommitStamp stamp,
        IList<AtomicReaderContext> known)
    {
        try
        {
            folder.HoldOnly(reader.IndexCommit.FileNames);
            CheckIntegrity(reader, reading, known);
            return new LuceneReader(engine, folder, reading, reader, stamp);
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    /// <summary>Reads files through and compares their checksums: of all segments that are new, or of the smallest.</summary>
    private static void CheckIntegrity(DirectoryReader reader, EngineReading reading, IList<AtomicReaderContext> known)
    {
        var seen = known.Select(leaf => leaf.AtomicReader.CoreCacheKey).ToHashSet();
        var left = reading.VerifyChecksums ? long.MaxValue : reading.VerifyUpTo;
        var segments = reader.Leaves.Select(leaf => (SegmentReader)leaf.AtomicReader)
            .Where(segment => !seen.Contains(segment.CoreCacheKey))
            .OrderBy(segment => segment.SegmentInfo.GetSizeInBytes());
        foreach (var segment in segments)
        {
            left -= segment.SegmentInfo.GetSizeInBytes();
            if (left < 0)
            {
                return;
            }

            segment.CheckIntegrity();
        }
    }

    private static List<string[]> ReadTexts(byte[] stored)
    {
        try
        {
            return TextGroups.Read(stored);
        }
        catch (Exception e) when (e is EndOfStreamException or FormatException or ArgumentException or OverflowException)
        {
            throw new EngineException(
                EngineFault.Damaged, "The index is damaged: which materials are one text cannot be read. Rebuild it.", e);
        }
    }

    private EngineResult Find(Query query, EngineSearch search, CancellationToken cancellationToken)
    {
        var columns = FacetColumn.Of(search);
        var collector = new MaterialCollector(columns, ranks: search.Take > 0, new SearchLimits(TimeBudget, cancellationToken));
        var isPartial = false;
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            _searcher.Search(query, collector);
        }
        catch (OutOfTimeException)
        {
            isPartial = true;
        }

        collector.End();
        var page = new MaterialRanking(search, collector.Materials, _materials);
        return new EngineResult
        {
            Materials = collector.Materials.Count,
            Hits = page.Hits,
            Passages = collector.Passages,
            Page = [.. page.Read().Select(hit => Shown(hit, collector, search.PassagesPerMaterial))],
            Facets = columns.Where(c => c.IsCounted).ToDictionary(c => c.Field, c => (IReadOnlyList<EngineFacetValue>)c.Counted()),
            Partial = isPartial,
        };
    }

    private EngineMaterial Shown(MaterialRanking.Hit hit, MaterialCollector collector, int passages) =>
        Named(hit.Shown) with
        {
            Best =
            [
                .. collector.HitsOf(hit.Shown).Take(passages)
                    .Select(h => new EnginePassage(h.Score, Stored(h.Doc, StoredField.Passage) ?? [])),
            ],
            Others = [.. hit.Others.Select(other => Named(other))],
        };

    private EngineMaterial Named(MaterialHits material) =>
        new(IdOf(_reader.Leaves[material.Segment].AtomicReader, material.Ordinal), material.Score, material.Count, []);

    private static string IdOf(AtomicReader segment, int ordinal)
    {
        var id = new BytesRef();
        segment.GetSortedDocValues(Material).LookupOrd(ordinal, id);
        return id.Utf8ToString();
    }

    private int FindBest(Query query, ScoredMaterial[] best, CancellationToken cancellationToken)
    {
        // The passages of one material can crowd out the others: then more of them are asked for.
        for (var limit = best.Length + (best.Length / 2); ; limit *= 3)
        {
            var hits = BestHits(query, limit, new SearchLimits(TimeBudget, cancellationToken));
            var count = 0;
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var hit in hits)
            {
                var leaf = _reader.Leaves[ReaderUtil.SubIndex(hit.Doc, _reader.Leaves)];
                var id = IdOf(leaf.AtomicReader, leaf.AtomicReader.GetSortedDocValues(Material).GetOrd(hit.Doc - leaf.DocBase));
                if (seen.Add(id))
                {
                    best[count++] = new ScoredMaterial(id, hit.Score);
                    if (count == best.Length)
                    {
                        return count;
                    }
                }
            }

            if (hits.Length < limit)
            {
                return count;
            }
        }
    }

    private ScoreDoc[] BestHits(Query query, int limit, SearchLimits limits)
    {
        limits.Check(now: true);
        var best = TopScoreDocCollector.Create(Math.Clamp(limit, 1, Math.Max(1, _reader.MaxDoc)), docsScoredInOrder: false);
        try
        {
            _searcher.Search(query, new LimitedCollector(best, limits));
        }
        catch (OutOfTimeException)
        {
            // The best of those that were looked at.
        }

        return best.GetTopDocs().ScoreDocs;
    }

    /// <summary>The last document that has a term: of those of a material, its own; null when there is none.</summary>
    private int? LastOf(Term term)
    {
        foreach (var leaf in _reader.Leaves)
        {
            var last = -1;
            var docs = leaf.AtomicReader.GetTermDocsEnum(term);
            while (docs is not null && docs.NextDoc() is var doc && doc != DocIdSetIterator.NO_MORE_DOCS)
            {
                last = doc;
            }

            if (last >= 0)
            {
                return leaf.DocBase + last;
            }
        }

        return null;
    }

    /// <summary>A passage by its place in its material; null when there is none.</summary>
    private int? PassageOf(string material, int passage)
    {
        foreach (var leaf in _reader.Leaves)
        {
            var docs = leaf.AtomicReader.GetTermDocsEnum(new Term(Material, material));
            if (docs is null || docs.NextDoc() is var first && first == DocIdSetIterator.NO_MORE_DOCS)
            {
                continue;
            }

            // The documents of a material stand one behind the other, and its own is the last.
            var last = first;
            while (docs.NextDoc() is var next && next != DocIdSetIterator.NO_MORE_DOCS)
            {
                last = next;
            }

            return passage >= 0 && passage < last - first ? leaf.DocBase + first + passage : null;
        }

        return null;
    }

    private static EngineExplanation OfExplanation(Explanation explanation) => new(
        explanation.IsMatch,
        explanation.Value,
        explanation.Description,
        [.. (explanation.GetDetails() ?? []).Select(OfExplanation)]);

    private void ReadAll(Query query, StoredField field, Action<string, byte[]> take, CancellationToken cancellationToken)
    {
        var documents = new DocumentCollector();
        LuceneFaults.Guarded(() => _searcher.Search(
            query, new LimitedCollector(documents, new SearchLimits(budget: null, cancellationToken))));
        var id = new BytesRef();
        foreach (var (segment, document) in documents.Found)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var stored = LuceneFaults.Guarded(() =>
            {
                var materials = segment.AtomicReader.GetSortedDocValues(Material);
                materials.Get(document, id);
                return Stored(segment.DocBase + document, field);
            });
            if (stored is not null)
            {
                take(id.Utf8ToString(), stored);
            }
        }
    }

    private byte[]? StoredWithLibrary(StoredField field) => _library.Value is { } document ? Stored(document, field) : null;

    private byte[]? Stored(int document, StoredField field)
    {
        var visitor = new OneField(LuceneSchema.Name(field));
        _reader.Document(document, visitor);
        return visitor.Value;
    }

    /// <summary>Reads one of the fields that are stored with a document.</summary>
    private sealed class OneField(string name) : StoredFieldVisitor
    {
        public byte[]? Value { get; private set; }

        public override Status NeedsField(FieldInfo fieldInfo) =>
            Value is not null ? Status.STOP : fieldInfo.Name == name ? Status.YES : Status.NO;

        public override void BinaryField(FieldInfo fieldInfo, byte[] value) => Value = value;
    }
}
