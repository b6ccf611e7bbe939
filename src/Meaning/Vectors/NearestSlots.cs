namespace KnowledgeBase.Meaning.Vectors;

/// <summary>A vector and how near it is.</summary>
/// <param name="Slot">Its slot.</param>
/// <param name="Cosine">The cosine of the angle between it and the question.</param>
public readonly record struct NearSlot(int Slot, float Cosine);

/// <summary>The best of what is offered, a heap of a fixed size; of equal ones the lower slots.</summary>
internal sealed class NearestSlots(int take)
{
    private readonly PriorityQueue<int, (float Cosine, int Slot)> _kept = new(
        take + 1, Comparer<(float Cosine, int Slot)>.Create(
            (a, b) => a.Cosine != b.Cosine ? a.Cosine.CompareTo(b.Cosine) : b.Slot.CompareTo(a.Slot)));

    private float _least = float.NegativeInfinity;

    public void Offer(int slot, float cosine)
    {
        // Slots come in their order, so that an equal one never takes the place of an earlier one.
        if (cosine <= _least && _kept.Count == take)
        {
            return;
        }

        _kept.Enqueue(slot, (cosine, slot));
        if (_kept.Count > take)
        {
            _kept.Dequeue();
        }

        if (_kept.Count == take && _kept.TryPeek(out _, out var least))
        {
            _least = least.Cosine;
        }
    }

    /// <summary>Those kept, the nearest first.</summary>
    public NearSlot[] Sorted() =>
    [
        .. _kept.UnorderedItems.Select(i => new NearSlot(i.Element, i.Priority.Cosine))
            .OrderByDescending(n => n.Cosine).ThenBy(n => n.Slot),
    ];
}
