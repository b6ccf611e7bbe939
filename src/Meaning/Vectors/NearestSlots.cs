namespace KnowledgeBase.Meaning.Vectors;

/// <summary>A vector and how near it is.</summary>
/// <param name="Slot">Its slot.</param>
/// <param name="Cosine">The cosine of the angle between it and the question.</param>
/// <param name="Nearness">What it is ranked by: its product with the question without the part of the mean that is taken from it.</param>
public readonly record struct NearSlot(int Slot, float Cosine, float Nearness);

/// <summary>The best of what is offered, a heap of a fixed size; of equal ones the lower slots.</summary>
internal sealed class NearestSlots(int take)
{
    private readonly PriorityQueue<int, (float Nearness, int Slot)> _kept = new(
        take + 1, Comparer<(float Nearness, int Slot)>.Create(
            (a, b) => a.Nearness != b.Nearness ? a.Nearness.CompareTo(b.Nearness) : b.Slot.CompareTo(a.Slot)));

    private float _least = float.NegativeInfinity;

    public void Offer(int slot, float nearness)
    {
        // Slots come in their order, so that an equal one never takes the place of an earlier one.
        if (nearness <= _least && _kept.Count == take)
        {
            return;
        }

        _kept.Enqueue(slot, (nearness, slot));
        if (_kept.Count > take)
        {
            _kept.Dequeue();
        }

        if (_kept.Count == take && _kept.TryPeek(out _, out var least))
        {
            _least = least.Nearness;
        }
    }

    /// <summary>Those kept, the nearest first.</summary>
    public NearSlot[] Sorted() =>
    [
        .. _kept.UnorderedItems.Select(i => new NearSlot(i.Element, i.Priority.Nearness, i.Priority.Nearness))
            .OrderByDescending(n => n.Nearness).ThenBy(n => n.Slot),
    ];
}
