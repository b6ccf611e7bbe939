using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Util;
using BinaryField = Lucene.Net.Documents.StoredField;

namespace KnowledgeBase.Retrieval.Engines.LuceneNet;

/// <summary>
/// Writes with Lucene. A material's documents are one block, which merges of neighbouring segments keep together and in order.
/// </summary>
internal sealed class LuceneWriter : IPassageWriter
{
    /// <summary>Megabytes of documents in memory before a segment is written.</summary>
    private const int Buffer = 96;

    private readonly LuceneFolder _folder;
    private readonly IDisposable _lock;
    private readonly IndexWriter _writer;
    private readonly Merges _merges = new();
    private readonly string _identity;
    private Exception? _failure;

    /// <param name="path">The folder.</param>
    /// <param name="anew">Whether to begin with nothing.</param>
    public LuceneWriter(string path, bool anew)
    {
        _folder = new LuceneFolder(path);
        _lock = _folder.Lock();
        try
        {
            if (anew)
            {
                _folder.ForgetUnreadableCommits();
            }

            var before = anew ? null : LuceneCommit.Read(_folder);
            if (before is not null)
            {
                // A writer reads few of the files that it goes on with; a reader finds one in the place of another by its kind.
                DirectoryReader.Open(_folder).Dispose();
            }

            _identity = before?.Identity ?? Guid.NewGuid().ToString("N");
            UserData = before?.UserData ?? new Dictionary<string, string>(StringComparer.Ordinal);
            _writer = new IndexWriter(_folder, new IndexWriterConfig(LuceneVersion.LUCENE_48, analyzer: null)
            {
                OpenMode = anew ? OpenMode.CREATE : OpenMode.CREATE_OR_APPEND,
                Similarity = new LuceneBm25(),
                MergePolicy = new LogByteSizeMergePolicy { NoCFSRatio = 0 },
                MergeScheduler = _merges,
                UseCompoundFile = false,
                RAMBufferSizeMB = Buffer,
            });
        }
        catch
        {
            _lock.Dispose();
            throw;
        }
    }

    public IReadOnlyDictionary<string, string> UserData { get; private set; }

    public IPassageBlock NewBlock() => new LuceneBlock();

    public void Replace(string material, IPassageBlock block) =>
        Guarded(() => _writer.UpdateDocuments(TermOf(PassageField.Material, material), ((LuceneBlock)block).Documents));

    public void Remove(string material) => Guarded(() => _writer.DeleteDocuments(TermOf(PassageField.Material, material)));

    public void SetLibrary(IReadOnlyList<IReadOnlyList<string>> texts, IReadOnlyDictionary<StoredField, byte[]> stored)
    {
        List<IIndexableField> fields =
        [
            new Field(LuceneSchema.Name(PassageField.Kind), DocumentKind.Library, LuceneSchema.Keyword),
            new BinaryField(LuceneSchema.Name(StoredField.Texts), TextGroups.Write(texts)),
            .. stored.Select(s => new BinaryField(LuceneSchema.Name(s.Key), s.Value)),
        ];
        Guarded(() => _writer.UpdateDocument(TermOf(PassageField.Kind, DocumentKind.Library), fields));
    }

    public void Commit(IReadOnlyDictionary<string, string> userData)
    {
        Guarded(() =>
        {
            _writer.SetCommitData(LuceneCommit.DataOf(_identity, userData));
            _writer.Commit();
        });
        UserData = new Dictionary<string, string>(userData, StringComparer.Ordinal);
    }

    public void Dispose()
    {
        try
        {
            _writer.Rollback();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            // A disk that goes on failing. The next writer removes what is left.
        }
        finally
        {
            _lock.Dispose();
        }
    }

    private static Term TermOf(PassageField field, string value) => new(LuceneSchema.Name(field), value);

    /// <summary>
    /// Lucene gives up the documents in memory when one of them fails, and would go on without them: whoever goes on would commit an index
    /// that lacks some. So nothing is written any more.
    /// </summary>
    private void Guarded(Action write)
    {
        if ((_failure ?? _merges.Failure) is { } failure)
        {
            throw new EngineException(
                LuceneFaults.IsDamage(failure) ? EngineFault.Damaged : EngineFault.Unusable,
                $"The writer has failed before: {failure.Message.TrimEnd('.')}. "
                + "Close it and open the index again; it goes on from the last commit.",
                failure);
        }

        try
        {
            LuceneFaults.Guarded(write);
        }
        catch (Exception e)
        {
            _failure = e;
            throw;
        }
    }

    /// <summary>Merges in the background; one that fails ends nothing but makes the next call of the writer fail.</summary>
    private sealed class Merges : ConcurrentMergeScheduler
    {
        private volatile Exception? _failure;

        public Exception? Failure => _failure;

        protected override void HandleMergeException(Exception exc) => _failure ??= exc;
    }
}
