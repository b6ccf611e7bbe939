using System.Runtime.CompilerServices;
using KnowledgeBase.FullText.Postings;
using KnowledgeBase.FullText.Schema;
using KnowledgeBase.FullText.Segments;

namespace KnowledgeBase.FullText.Search;

/// <summary>
/// What one search needs besides its query: the snapshot's statistics, the norm tables of its fields, and the cursors that it
/// borrows. Made and given back by one thread; cursors may be borrowed by several at a time.
/// </summary>
internal sealed unsafe class SearchPlan : IDisposable
{
    private const int MaxPooledCursors = 512;

    [ThreadStatic]
    private static Stack<PostingsCursor>? _poolOfThread;

    // Of the thread that searches, also for those that help it: they end before it does.
    private readonly Stack<PostingsCursor> _pool = _poolOfThread ??= new Stack<PostingsCursor>();
    private readonly List<PostingsCursor> _borrowed = [];
    private readonly Lock _gate = new();

    public SearchPlan(IndexReader reader, Deadline? deadline = null)
    {
        Reader = reader;
        Deadline = deadline;
    }

    public IndexReader Reader { get; }

    /// <summary>When scorers must give up that go through many documents without a match; null when never.</summary>
    public Deadline? Deadline { get; }

    public IReadOnlyList<SegmentReader> Segments => Reader.Segments;

    public IndexField KeyField => Reader.Fields[^1];

    /// <summary>The field of that name, which must be inverted.</summary>
    public IndexField IndexedField(string name)
    {
        var field = Reader.Schema[name];
        return field.IsIndexed
            ? field
            : throw new ArgumentException($"The field '{name}' is not inverted: it has no terms to look for.", nameof(name));
    }

    /// <summary>The field of that name, which must have positions.</summary>
    public IndexField PositionField(string name)
    {
        var field = Reader.Schema[name];
        return field.HasPositions ? field : throw new ArgumentException($"The field '{name}' has no positions.", nameof(name));
    }

    /// <summary>For each norm byte the factor that BM25 multiplies the frequency with.</summary>
    public float* NormTable(IndexField field) => (float*)Unsafe.AsPointer(ref Reader.NormTableOf(field)[0]);

    /// <summary>A cursor on the term; the plan takes it back.</summary>
    public PostingsCursor OpenPostings(SegmentReader segment, IndexField field, in TermMeta meta)
    {
        PostingsCursor? cursor;
        lock (_gate)
        {
            if (!_pool.TryPop(out cursor))
            {
                cursor = new PostingsCursor();
            }

            _borrowed.Add(cursor);
        }

        segment.Core.OpenPostings(cursor, field, meta);
        return cursor;
    }

    /// <summary>
    /// A stretch of the search whose cursors go back when it ends, so that the next segment is read with the same memory: a long question
    /// would else hold a thousand at a time. Only while no other thread borrows; scorers made in it must not be used after it.
    /// </summary>
    public CursorLoan Lend() => new(this, _borrowed.Count);

    public void Dispose() => GiveBack(0);

    private void GiveBack(int kept)
    {
        for (var i = kept; i < _borrowed.Count && _pool.Count < MaxPooledCursors; i++)
        {
            _pool.Push(_borrowed[i]);
        }

        _borrowed.RemoveRange(kept, _borrowed.Count - kept);
    }

    /// <summary>Gives cursors back when it is disposed.</summary>
    /// <param name="plan">Whose; null: nobody's.</param>
    /// <param name="kept">How many were borrowed before.</param>
    internal readonly ref struct CursorLoan(SearchPlan? plan, int kept)
    {
        public void Dispose() => plan?.GiveBack(kept);
    }
}
