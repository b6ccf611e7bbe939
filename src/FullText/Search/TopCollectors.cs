namespace KnowledgeBase.FullText.Search;

/// <summary>
/// Keeps the best documents by score. Documents come in ascending order, so of equal ones the first stay. Used by one thread; several
/// that look through parts of an index side by side share what they know of the threshold.
/// </summary>
/// <param name="shared">What is known to all who look for the same; null for one alone.</param>
internal abstract class TopCollector(SharedThreshold? shared)
{
    private float _own = float.NegativeInfinity;

    /// <summary>Only scores above it can still change the result.</summary>
    public float Threshold
    {
        get => shared is null ? _own : Math.Max(_own, shared.Value);
        protected set
        {
            _own = value;
            shared?.RaiseBelow(value);
        }
    }

    /// <summary>Takes a document whose score is above <see cref="Threshold"/>.</summary>
    /// <param name="segment">The place of its segment.</param>
    /// <param name="local">Its number there.</param>
    /// <param name="doc">Its number in the snapshot.</param>
    /// <param name="score">Its score.</param>
    public abstract void Collect(int segment, int local, int doc, float score);
}

/// <summary>The best documents.</summary>
internal sealed class TopDocsCollector(int capacity, SharedThreshold? shared = null) : TopCollector(shared)
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

    /// <summary>The best of what several have kept, best first.</summary>
    public static (float Score, int Doc)[] Merge(IReadOnlyList<TopDocsCollector> collectors)
    {
        var result = collectors.Count == 1
            ? collectors[0]._heap[..collectors[0]._count]
            : [.. collectors.SelectMany(c => c._heap[..c._count])];
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
internal sealed class TopGroupsCollector(int capacity, Func<int, int, long> groupOf, SharedThreshold? shared = null) : TopCollector(shared)
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

    /// <summary>The best of what several have kept, each group once, best first.</summary>
    public static List<GroupHead> Merge(IReadOnlyList<TopGroupsCollector> collectors)
    {
        var heads = new List<GroupHead>();
        foreach (var collector in collectors)
        {
            foreach (var (group, best) in collector._best)
            {
                heads.Add(new GroupHead(best.Score, best.Doc, group));
            }
        }

        heads.Sort(static (a, b) => a.Score != b.Score ? b.Score.CompareTo(a.Score) : a.Doc.CompareTo(b.Doc));
        if (collectors.Count > 1)
        {
            var seen = new HashSet<long>();
            heads.RemoveAll(head => !seen.Add(head.Group));
        }

        return heads;
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

/// <summary>The threshold of collectors that look side by side for the best of the whole.</summary>
internal sealed class SharedThreshold
{
    private float _value = float.NegativeInfinity;

    /// <summary>Only scores above it can still count.</summary>
    public float Value => Volatile.Read(ref _value);

    /// <summary>One of the collectors has as many as are wanted, none below <paramref name="score"/>.</summary>
    public void RaiseBelow(float score)
    {
        // Another's document with the same score may come before those, so it must still be above the threshold.
        var value = MathF.BitDecrement(score);
        for (var seen = Value; seen < value;)
        {
            var before = Interlocked.CompareExchange(ref _value, value, seen);
            if (before.Equals(seen))
            {
                return;
            }

            seen = before;
        }
    }
}

/// <summary>A group and its best document.</summary>
/// <param name="Score">The document's score.</param>
/// <param name="Doc">The document's number in the snapshot.</param>
/// <param name="Group">The group's number.</param>
/// <remarks>A class: the framework's code for lists of classes is compiled already, that for a structure at the first search.</remarks>
internal sealed record GroupHead(float Score, int Doc, long Group);
