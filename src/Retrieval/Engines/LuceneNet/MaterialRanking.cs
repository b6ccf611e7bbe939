namespace KnowledgeBase.Retrieval.Engines.LuceneNet;

/// <summary>Puts the materials that were found in the order asked for, those of one text together, and gives a page of them.</summary>
internal sealed class MaterialRanking
{
    private readonly EngineSearch _search;
    private readonly Lazy<MaterialTable> _table;
    private readonly List<MaterialHits> _first = [];
    private readonly Dictionary<int, List<MaterialHits>> _ofText = [];

    public MaterialRanking(EngineSearch search, List<MaterialHits> found, Lazy<MaterialTable> table)
    {
        _search = search;
        _table = table;
        if (search.Texts == TextListing.Apart)
        {
            _first = found;
            return;
        }

        foreach (var material in found)
        {
            if (table.Value.TextOf(material) is not { } text)
            {
                _first.Add(material);
            }
            else if (_ofText.TryGetValue(text.Text, out var same))
            {
                same.Add(material);
            }
            else
            {
                _ofText.Add(text.Text, [material]);
            }
        }

        foreach (var same in _ofText.Values)
        {
            same.Sort(Compare);
            _first.Add(same[0]);
        }
    }

    /// <summary>How many hits there are to page through.</summary>
    public int Hits => _first.Count;

    /// <summary>The hits of the page.</summary>
    public IEnumerable<Hit> Read()
    {
        var wanted = (int)Math.Min((long)_search.Skip + _search.Take, _first.Count);
        if (_search.Take == 0 || _search.Skip >= wanted)
        {
            return [];
        }

        // The worst of the best is given up first.
        var best = new PriorityQueue<MaterialHits, MaterialHits>(wanted + 1, Comparer<MaterialHits>.Create((a, b) => Compare(b, a)));
        foreach (var material in _first)
        {
            if (best.Count < wanted)
            {
                best.Enqueue(material, material);
            }
            else
            {
                best.EnqueueDequeue(material, material);
            }
        }

        var page = new MaterialHits[wanted - _search.Skip];
        for (var i = page.Length - 1; i >= 0; i--)
        {
            page[i] = best.Dequeue();
        }

        return page.Select(Together);
    }

    private Hit Together(MaterialHits first)
    {
        if (_search.Texts == TextListing.Apart || _table.Value.TextOf(first) is not { } text || _ofText[text.Text] is [_] or [])
        {
            return new Hit(first, []);
        }

        var same = _ofText[text.Text];
        var shown = _search.Texts == TextListing.EarliestFirst ? same.MinBy(m => _table.Value.TextOf(m)!.Value.Place) : first;
        return new Hit(shown, [.. same.Where(m => m != shown)]);
    }

    private int Compare(MaterialHits a, MaterialHits b) => _search.Sort switch
    {
        EngineSort.Newest when a.Date != b.Date => b.Date.CompareTo(a.Date),
        EngineSort.Oldest when a.Date != b.Date => (a.Date == 0 ? long.MaxValue : a.Date).CompareTo(b.Date == 0 ? long.MaxValue : b.Date),
        EngineSort.Newest or EngineSort.Oldest => _table.Value.NumberOf(a).CompareTo(_table.Value.NumberOf(b)),
        _ when a.Score != b.Score => b.Score.CompareTo(a.Score),
        _ => a.BestDoc.CompareTo(b.BestDoc),
    };

    /// <summary>A hit: the material that stands for it, and the others of its text that match.</summary>
    public sealed record Hit(MaterialHits Shown, IReadOnlyList<MaterialHits> Others);
}
