using KnowledgeBase.FullText.DocValues;
using KnowledgeBase.FullText.Postings;
using KnowledgeBase.FullText.Store;
using KnowledgeBase.FullText.StoredFields;
using KnowledgeBase.FullText.Terms;

namespace KnowledgeBase.FullText.Segments;

/// <summary>The files of a segment that is being written.</summary>
internal sealed class SegmentWriter : IDisposable
{
    private readonly long _number;
    private readonly IndexOutput _docs;
    private readonly IndexOutput _positions;
    private readonly IndexOutput _terms;
    private readonly IndexOutput _columns;
    private readonly IndexOutput _stored;

    public SegmentWriter(IndexDirectory directory, long number, SharedDictionary dictionary)
    {
        _number = number;
        Id = Guid.NewGuid();
        try
        {
            _docs = new IndexOutput(directory, SegmentFiles.Postings(number), FileKind.Postings, Id);
            _positions = new IndexOutput(directory, SegmentFiles.Positions(number), FileKind.Positions, Id);
            _terms = new IndexOutput(directory, SegmentFiles.Terms(number), FileKind.Terms, Id);
            _columns = new IndexOutput(directory, SegmentFiles.DocValues(number), FileKind.DocValues, Id);
            _stored = new IndexOutput(directory, SegmentFiles.Stored(number), FileKind.Stored, Id);
        }
        catch
        {
            Dispose();
            throw;
        }

        Postings = new PostingsWriter(_docs, _positions);
        Terms = new TermDictionaryWriter(_terms);
        Columns = new DocValuesWriter(_columns);
        Stored = new StoredFieldsWriter(dictionary, _stored);
    }

    public Guid Id { get; }

    public PostingsWriter Postings { get; }

    public TermDictionaryWriter Terms { get; }

    public DocValuesWriter Columns { get; }

    /// <summary>Writes stored blocks as they fill up.</summary>
    public StoredFieldsWriter Stored { get; }

    /// <summary>Where stored fields gathered in memory go instead.</summary>
    public IndexOutput StoredOutput => _stored;

    /// <summary>Closes the files, all content being written.</summary>
    public SegmentInfo Finish(int maxDoc)
    {
        Terms.Finish();
        Columns.Finish();
        return new SegmentInfo(
            _number, Id, maxDoc, Deleted: 0, LiveGeneration: 0,
            _docs.Finish(), _positions.Finish(), _terms.Finish(), _columns.Finish(), _stored.Finish(), Live: null);
    }

    public void Dispose()
    {
        Stored?.Dispose();
        _docs?.Dispose();
        _positions?.Dispose();
        _terms?.Dispose();
        _columns?.Dispose();
        _stored?.Dispose();
    }
}
