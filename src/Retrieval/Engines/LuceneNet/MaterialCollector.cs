using Lucene.Net.Index;
using Lucene.Net.Search;

namespace KnowledgeBase.Retrieval.Engines.LuceneNet;

/// <summary>
/// Collects hits by material and counts by columns, all in one walk. The documents of a material stand one behind the other in a segment,
/// so that a new material begins where another id does.
/// </summary>
internal sealed class MaterialCollector(FacetColumn[] columns, bool ranks, SearchLimits limits) : ICollector
{
    private readonly FacetColumn[] _counted = [.. columns.Where(c => c.IsCounted)];
    private readonly FacetColumn[] _choosing = [.. columns.Where(c => c.Chosen is not null)];
    private readonly List<(int Doc, float Score)> _hits = [];
    private SearchLimits _limits = limits;
    private Scorer? _scorer;
    private SortedDocValues _materials = DocValues.EMPTY_SORTED;
    private NumericDocValues? _dates;
    private int _base;
    private int _segment = -1;
    private int _firstMaterial;

    // Of the material that is being collected; -1 for none.
    private int _material = -1;
    private int _start;
    private int _best;

    public bool AcceptsDocsOutOfOrder => false;

    /// <summary>The materials with hits, in the order of the documents.</summary>
    public List<MaterialHits> Materials { get; } = [];

    /// <summary>How many passages match.</summary>
    public int Passages => _hits.Count;

    /// <summary>The hits of a material, the best first, equal ones in their order.</summary>
    public IEnumerable<(int Doc, float Score)> HitsOf(MaterialHits material) =>
        _hits.GetRange(material.Start, material.Count).OrderByDescending(h => h.Score).ThenBy(h => h.Doc);

    public void SetScorer(Scorer scorer) => _scorer = scorer;

    public void SetNextReader(AtomicReaderContext context)
    {
        End();
        _limits.Check(now: true);
        _firstMaterial += _materials.ValueCount;
        _materials = context.AtomicReader.GetSortedDocValues(LuceneSchema.Name(PassageField.Material)) ?? DocValues.EMPTY_SORTED;
        _dates = context.AtomicReader.GetNumericDocValues(LuceneSchema.Name(PassageField.Date));
        (_base, _segment) = (context.DocBase, context.Ord);
        foreach (var column in columns)
        {
            column.Begin(context.AtomicReader);
        }
    }

    public void Collect(int doc)
    {
        _limits.Check();
        var material = _materials.GetOrd(doc);
        if (material < 0)
        {
            return; // the library's own document
        }

        FacetColumn? failed = null;
        foreach (var column in _choosing)
        {
            if (!column.Passes(doc))
            {
                if (failed is not null)
                {
                    return;
                }

                failed = column;
            }
        }

        // A column counts what passes all other choices.
        if (failed is not null)
        {
            if (failed.IsCounted)
            {
                failed.Count(doc, _firstMaterial + material);
            }

            return;
        }

        foreach (var column in _counted)
        {
            column.Count(doc, _firstMaterial + material);
        }

        Add(doc, material);
    }

    /// <summary>Ends the segment that is being collected, or all.</summary>
    public void End()
    {
        EndMaterial();
        if (_segment >= 0)
        {
            foreach (var column in _counted)
            {
                column.End();
            }
        }

        _segment = -1;
    }

    private void Add(int doc, int material)
    {
        if (material != _material)
        {
            EndMaterial();
            _material = material;
            _start = _best = _hits.Count;
        }

        _hits.Add((_base + doc, ranks ? _scorer!.GetScore() : 0));
        if (_hits[^1].Score > _hits[_best].Score)
        {
            _best = _hits.Count - 1;
        }
    }

    private void EndMaterial()
    {
        if (_material >= 0)
        {
            var date = _dates?.Get(_hits[_start].Doc - _base) ?? 0;
            Materials.Add(new MaterialHits(_segment, _material, date, _hits[_best].Doc, _hits[_best].Score, _start, _hits.Count - _start));
            _material = -1;
        }
    }
}

/// <summary>A material with its hits.</summary>
/// <param name="Segment">The segment that it is in.</param>
/// <param name="Ordinal">The number of its id there.</param>
/// <param name="Date">Its date as a number; 0 when it has none.</param>
/// <param name="BestDoc">Its best hit.</param>
/// <param name="Score">The score of that.</param>
/// <param name="Start">Where its hits begin in the list of all.</param>
/// <param name="Count">How many they are.</param>
internal readonly record struct MaterialHits(int Segment, int Ordinal, long Date, int BestDoc, float Score, int Start, int Count);
