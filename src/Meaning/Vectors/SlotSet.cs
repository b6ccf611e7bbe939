using System.Numerics;

namespace KnowledgeBase.Meaning.Vectors;

/// <summary>Slots of a file of vectors, a bit each.</summary>
public sealed class SlotSet(int slots)
{
    private readonly ulong[] _bits = new ulong[(slots + 63) / 64];

    /// <summary>How many slots are in it.</summary>
    public int Count
    {
        get
        {
            var count = 0;
            foreach (var word in _bits)
            {
                count += BitOperations.PopCount(word);
            }

            return count;
        }
    }

    /// <summary>Puts a slot in.</summary>
    public void Add(int slot) => _bits[slot >> 6] |= 1UL << (slot & 63);

    /// <summary>True when a slot is in it; of slots that it does not reach to, none is.</summary>
    public bool Contains(int slot) => slot >> 6 < _bits.Length && (_bits[slot >> 6] >> (slot & 63) & 1) != 0;
}
