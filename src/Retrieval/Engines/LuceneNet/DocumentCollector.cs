using Lucene.Net.Index;
using Lucene.Net.Search;

namespace KnowledgeBase.Retrieval.Engines.LuceneNet;

/// <summary>Keeps every document that matches, in the order of the index.</summary>
internal sealed class DocumentCollector : ICollector
{
    private readonly List<(AtomicReaderContext Segment, int Document)> _found = [];
    private AtomicReaderContext? _segment;

    /// <summary>The documents, each by its number in its segment.</summary>
    public IReadOnlyList<(AtomicReaderContext Segment, int Document)> Found => _found;

    public bool AcceptsDocsOutOfOrder => false;

    public void SetScorer(Scorer scorer)
    {
        // Nobody asks how well they match.
    }

    public void SetNextReader(AtomicReaderContext context) => _segment = context;

    public void Collect(int doc) => _found.Add((_segment!, doc));
}
