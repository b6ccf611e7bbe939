namespace KnowledgeBase.FullText.Search;

/// <summary>Keeps the best documents by score. Documents come in ascending order, so of equal ones the first stay.</summary>
internal abstract class TopCollector
{
    /// <summary>Only scores above it can still change the result.</summary>
    public float Threshold { get; protected set; } = float.NegativeInfinity;

    /// <summary>Takes a document whose score is above <see cref="Threshold"/>.</summary>
    /// <param name="segment">The place of its segment.</param>
    /// <param name="local">Its number there.</param>
    /// <param name="doc">Its number in the snapshot.</param>
    /// <param name="score">Its score.</param>
    public abstract void Collect(int segment, int local, int doc, float score);
}

/// <summary>The best documents.</summary>
internal sealed class TopDocsCollector(int capacity) : TopCollector
{
    // A heap with the worst on top.
    private readonly (float Score, int Doc)[] _heap = new (float, int)[capacity];
    private int _count;

    public override void Collect(int segment, int local, int doc, float score)
    {
        if (_count < capacity)
        {
            var at = _count++;
            while (at > 0 && Worse((score, doc), _heap[(at - 1) >> 1]))
            {
                _heap[at] = _heap[(at - 1) >> 1];
                at = (at - 1) >> 1;
            }

            _heap[at] = (score, doc);
        }
        else
        {
            SiftDown((score, doc));
        }

        if (_count == capacity)
        {
            Threshold = _heap[0].Score;
        }
    }

    public (float Score, int Doc)[] Sorted()
    {
        var result = _heap[.._count];
        Array.Sort(result, (a, b) => a.Score != b.Score ? b.Score.CompareTo(a.Score) : a.Doc.CompareTo(b.Doc));
        return result;
    }

    private static bool Worse((float Score, int Doc) a, (float Score, int Doc) b) => a.Score != b.Score ? a.Score < b.Score : a.Doc > b.Doc;

    private void SiftDown((float Score, int Doc) item)
    {
        var at = 0;
        while (true)
        {
            var child = (at * 2) + 1;
            if (child >= _count)
            {
                break;
            }

            if (child + 1 < _count && Worse(_heap[child + 1], _heap[child]))
            {
                child++;
            }

            if (!Worse(_heap[child], item))
            {
                break;
            }

            _heap[at] = _heap[child];
            at = child;
        }

        _heap[at] = item;
    }
}

/// <summary>The best groups, each by its best document.</summary>
internal sealed class TopGroupsCollector(int capacity, Func<int, int, long> groupOf) : TopCollector
{
    private readonly Dictionary<long, (float Score, int Doc)> _best = [];
    private long _worst;

    public override void Collect(int segment, int local, int doc, float score)
    {
        var group = groupOf(segment, local);
        if (_best.TryGetValue(group, out var known))
        {
            if (score <= known.Score)
            {
                return;
            }

            _best[group] = (score, doc);
            if (_best.Count == capacity && group == _worst)
            {
                FindWorst();
            }

            return;
        }

        if (_best.Count == capacity)
        {
            _best.Remove(_worst);
        }

        _best.Add(group, (score, doc));
        if (_best.Count == capacity)
        {
            FindWorst();
        }
    }

    public (float Score, int Doc, long Group)[] Sorted()
    {
        var result = _best.Select(b => (b.Value.Score, b.Value.Doc, b.Key)).ToArray();
        Array.Sort(result, (a, b) => a.Score != b.Score ? b.Score.CompareTo(a.Score) : a.Doc.CompareTo(b.Doc));
        return result;
    }

    private void FindWorst()
    {
        (float Score, int Doc) worst = (float.PositiveInfinity, -1);
        foreach (var (group, best) in _best)
        {
            if (best.Score < worst.Score || (best.Score == worst.Score && best.Doc > worst.Doc))
            {
                worst = best;
                _worst = group;
            }
        }

        Threshold = worst.Score;
    }
}
