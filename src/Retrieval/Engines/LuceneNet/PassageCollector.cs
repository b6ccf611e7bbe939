using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace KnowledgeBase.Retrieval.Engines.LuceneNet;

/// <summary>
/// Collects every passage that matches, by material. The documents of a material stand one behind the other in a segment, so that a passage
/// is told by how far it is from the first that has its material's id and is not deleted.
/// </summary>
internal sealed class PassageCollector(SearchLimits limits) : ICollector
{
    private readonly List<MatchedMaterial> _found = [];
    private readonly List<PassageMatch> _passages = [];
    private readonly BytesRef _id = new();
    private SearchLimits _limits = limits;
    private Scorer? _scorer;
    private SortedDocValues _materials = DocValues.EMPTY_SORTED;
    private IBits? _live;

    // Of the material that is being collected: the number of its id, its first document, and where its passages begin in the list.
    private int _material = -1;
    private int _first;
    private int _start;

    public bool AcceptsDocsOutOfOrder => false;

    public EngineMatches Collected()
    {
        EndMaterial();
        return new EngineMatches(_found, [.. _passages]);
    }

    public void SetScorer(Scorer scorer) => _scorer = scorer;

    public void SetNextReader(AtomicReaderContext context)
    {
        EndMaterial();
        _limits.Check(now: true);
        _materials = context.AtomicReader.GetSortedDocValues(LuceneSchema.Name(PassageField.Material)) ?? DocValues.EMPTY_SORTED;
        _live = context.AtomicReader.LiveDocs;
    }

    public void Collect(int doc)
    {
        _limits.Check();
        var material = _materials.GetOrd(doc);
        if (material < 0)
        {
            return; // the library's own document
        }

        if (material != _material)
        {
            EndMaterial();
            (_material, _start, _first) = (material, _passages.Count, doc);
            while (_first > 0 && _materials.GetOrd(_first - 1) == material && _live?.Get(_first - 1) != false)
            {
                _first--;
            }

            _materials.Get(doc, _id);
        }

        _passages.Add(new PassageMatch(doc - _first, _scorer!.GetScore()));
    }

    private void EndMaterial()
    {
        if (_material >= 0)
        {
            _found.Add(new MatchedMaterial(_id.Utf8ToString(), _start, _passages.Count - _start));
            _material = -1;
        }
    }
}
