using System.Runtime.CompilerServices;
using KnowledgeBase.FullText.Postings;
using KnowledgeBase.FullText.Segments;

namespace KnowledgeBase.FullText.Search;

/// <summary>
/// What one search needs besides its query: the snapshot's statistics, the norm tables of its fields, and the cursors that it
/// borrows. Used by one thread; given back when the search ends.
/// </summary>
internal sealed unsafe class SearchPlan : IDisposable
{
    private const int MaxPooledCursors = 256;

    [ThreadStatic]
    private static Stack<PostingsCursor>? _pool;

    private readonly List<PostingsCursor> _borrowed = [];

    public SearchPlan(IndexReader reader) => Reader = reader;

    public IndexReader Reader { get; }

    public IReadOnlyList<SegmentReader> Segments => Reader.Segments;

    public IndexField KeyField => Reader.Fields[^1];

    /// <summary>The field of that name, which must be inverted.</summary>
    public IndexField IndexedField(string name)
    {
        var field = Reader.Schema[name];
        return field.IsIndexed ? field : throw new ArgumentException($"The field '{name}' is not inverted: it has no terms to look for.", nameof(name));
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
        var cursor = (_pool ??= new Stack<PostingsCursor>()).TryPop(out var pooled) ? pooled : new PostingsCursor();
        _borrowed.Add(cursor);
        segment.Core.OpenPostings(cursor, field, meta);
        return cursor;
    }

    public void Dispose()
    {
        var stack = _pool ??= new Stack<PostingsCursor>();
        foreach (var cursor in _borrowed)
        {
            if (stack.Count < MaxPooledCursors)
            {
                stack.Push(cursor);
            }
        }

        _borrowed.Clear();
    }
}
