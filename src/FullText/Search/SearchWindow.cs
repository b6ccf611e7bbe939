using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using KnowledgeBase.FullText.Segments;

namespace KnowledgeBase.FullText.Search;

/// <summary>
/// A stretch of documents in which the clauses of a query are summed up one after another: first all matches of some clauses, as bits
/// and sums; then a list of candidates, which gets shorter with each further clause. Entries are document numbers less
/// <see cref="Start"/>.
/// </summary>
internal sealed unsafe class SearchWindow
{
    /// <summary>Documents of a window.</summary>
    public const int Size = 8192;

    // What no clause has added anything to, be it a score of 0: negative zero plus anything but itself is not negative zero.
    private const double Untouched = -0.0;

    private readonly double[] _scores = GC.AllocateArray<double>(Size, pinned: true);
    private readonly double[] _parts = GC.AllocateUninitializedArray<double>(Size, pinned: true);
    private readonly ulong[] _bits = GC.AllocateArray<ulong>(Size / 64, pinned: true);
    private readonly int[] _candidates = new int[Size + 1]; // entries that can still count
    private readonly int[] _dropped = new int[Size + 1]; // and those that cannot, but have bits and sums
    private int _count;
    private int _droppedCount;

    public SearchWindow() => Array.Fill(_parts, Untouched);

    /// <summary>The document of the first entry.</summary>
    public int Start { get; private set; }

    /// <summary>The sums so far, 0 where there is no bit.</summary>
    public double* Scores => Pointer(_scores);

    /// <summary>What the clause at hand adds, where it consists of several.</summary>
    public double* Parts => Pointer(_parts);

    /// <summary>The entries that were found, those dropped since included.</summary>
    public ulong* Bits => Pointer(_bits);

    /// <summary>The entries that can still count, ascending.</summary>
    public ReadOnlySpan<int> Candidates => _candidates.AsSpan(0, _count);

    /// <summary>Begins a stretch; the window is empty.</summary>
    public void MoveTo(int start) => Start = start;

    /// <summary>Lists the entries whose bits are set: those that can still count, and the others.</summary>
    public void Gather(Bar bar)
    {
        double* scores = Scores;
        foreach (var at in new SetBits(_bits))
        {
            _count = Put(at, _count, bar.LetsPass(scores[at]));
        }
    }

    /// <summary>Keeps those of the candidates that can still count.</summary>
    public void Narrow(Bar bar)
    {
        double* scores = Scores;
        var kept = 0;
        foreach (var at in Candidates)
        {
            kept = Put(at, kept, bar.LetsPass(scores[at]));
        }

        _count = kept;
    }

    /// <summary>
    /// Adds the parts, as one float, to the sums of those candidates that have any and can still count; drops the others.
    /// </summary>
    public void AddParts(Bar bar)
    {
        double* scores = Scores;
        double* parts = Parts;
        ulong* bits = Bits;
        var kept = 0;
        foreach (var at in Candidates)
        {
            var part = parts[at];
            parts[at] = Untouched;
            scores[at] += (float)part;
            var keeps = BitConverter.DoubleToInt64Bits(part) != BitConverter.DoubleToInt64Bits(Untouched) && bar.LetsPass(scores[at]);
            bits[at >> 6] &= ~((keeps ? 0UL : 1UL) << (at & 63)); // so that no clause adds a part that nobody takes
            kept = Put(at, kept, keeps);
        }

        _count = kept;
    }

    /// <summary>Gives the candidates that are left to the collector, and leaves the window empty.</summary>
    public void Collect(TopCollector collector, int segment, int docBase)
    {
        double* scores = Scores;
        ulong* bits = Bits;
        foreach (var at in Candidates)
        {
            var score = (float)scores[at];
            bits[at >> 6] = 0;
            scores[at] = 0;
            if (score > collector.Threshold)
            {
                collector.Collect(segment, Start + at, docBase + Start + at, score);
            }
        }

        foreach (var at in _dropped.AsSpan(0, _droppedCount))
        {
            bits[at >> 6] = 0;
            scores[at] = 0;
        }

        _count = 0;
        _droppedCount = 0;
    }

    /// <summary>Puts an entry on one list or the other, without a branch: it would be mispredicted every other time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Put(int at, int kept, bool keeps)
    {
        var one = keeps ? 1 : 0;
        _candidates[kept] = at;
        _dropped[_droppedCount] = at;
        _droppedCount += 1 - one;
        return kept + one;
    }

    // The arrays are pinned for as long as they live.
    private static T* Pointer<T>(T[] pinned)
        where T : unmanaged => (T*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(pinned));
}
