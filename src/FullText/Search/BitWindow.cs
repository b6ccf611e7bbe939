using System.Runtime.InteropServices;

namespace KnowledgeBase.FullText.Search;

/// <summary>
/// A stretch of documents for which bits are put together in a small buffer before they go to those of the whole segment. Buffers have
/// <see cref="Words"/> words, of which the first holds the bit of <see cref="From"/>.
/// </summary>
/// <param name="From">The first document.</param>
/// <param name="To">The document behind the last.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly unsafe record struct BitWindow(int From, int To)
{
    /// <summary>Words of a buffer: small enough that several of them stay in the nearest cache, large enough to be worth a call.</summary>
    public const int Words = 128;

    private int FirstWord => From >> 6;

    private int Used => ((To - 1) >> 6) - FirstWord + 1;

    /// <summary>The window that begins with a document and reaches no further than <paramref name="limit"/> (excluded).</summary>
    public static BitWindow At(int from, int limit) => new(from, Math.Min(limit, ((from >> 6) + Words) << 6));

    /// <summary>The place at which bit 0 of the segment would stand, as scorers want it.</summary>
    public ulong* Shift(ulong* buffer) => buffer - FirstWord;

    public void Clear(ulong* buffer) => new Span<ulong>(buffer, Used).Clear();

    public bool HasAny(ulong* buffer) => new ReadOnlySpan<ulong>(buffer, Used).ContainsAnyExcept(0UL);

    public void And(ulong* buffer, ulong* other)
    {
        for (var i = 0; i < Used; i++)
        {
            buffer[i] &= other[i];
        }
    }

    public void AndNot(ulong* buffer, ulong* other)
    {
        for (var i = 0; i < Used; i++)
        {
            buffer[i] &= ~other[i];
        }
    }

    public void Or(ulong* buffer, ulong* other)
    {
        for (var i = 0; i < Used; i++)
        {
            buffer[i] |= other[i];
        }
    }

    /// <summary>Adds what both others have.</summary>
    public void OrBoth(ulong* buffer, ulong* one, ulong* other)
    {
        for (var i = 0; i < Used; i++)
        {
            buffer[i] |= one[i] & other[i];
        }
    }

    /// <summary>Adds a buffer to the bits of the whole segment.</summary>
    public void OrInto(ulong* segment, ulong* buffer) => Or(segment + FirstWord, buffer);
}
