using Lucene.Net.Index;
using Lucene.Net.Search;

namespace KnowledgeBase.Retrieval.Engines.LuceneNet;

/// <summary>Hands hits on as long as nobody gives up.</summary>
internal sealed class LimitedCollector(ICollector inner, SearchLimits limits) : ICollector
{
    private SearchLimits _limits = limits;

    public bool AcceptsDocsOutOfOrder => inner.AcceptsDocsOutOfOrder;

    public void SetScorer(Scorer scorer) => inner.SetScorer(scorer);

    public void SetNextReader(AtomicReaderContext context)
    {
        _limits.Check(now: true);
        inner.SetNextReader(context);
    }

    public void Collect(int doc)
    {
        _limits.Check();
        inner.Collect(doc);
    }
}
