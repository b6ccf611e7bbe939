namespace KnowledgeBase.Text;

/// <summary>A word of a segmented text.</summary>
/// <param name="Start">First unit in the folded text.</param>
/// <param name="Length">Number of units.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Id">Its number in the lexicon, or −1. Two spellings of one word (20大, 二十大) have the same number.</param>
public readonly record struct Word(int Start, int Length, WordKind Kind, int Id)
{
    /// <summary>Behind the last unit.</summary>
    public int End => Start + Length;
}
