using KnowledgeBase.Retrieval.Search;

namespace KnowledgeBase.Retrieval.Contract;

/// <summary>Pairs of different materials that share passages, as JSON.</summary>
/// <param name="Total">Number of pairs in the library.</param>
/// <param name="Pairs">The first of them, those that share most first.</param>
public sealed record SharedPairList(int Total, IReadOnlyList<SharedPairList.Pair> Pairs)
{
    /// <summary>Two materials.</summary>
    /// <param name="First">The earlier one.</param>
    /// <param name="Second">The later one.</param>
    /// <param name="Stretches">What they share, in the order of the first text.</param>
    public sealed record Pair(MaterialLine First, MaterialLine Second, IReadOnlyList<MaterialVersions.Stretch> Stretches);

    /// <summary>Pairs as JSON says them.</summary>
    public static SharedPairList From(int total, IEnumerable<MaterialOverlap> overlaps) =>
        new(total, [.. overlaps.Select(o => new Pair(o.First, o.Second, [.. o.Stretches.Select(MaterialVersions.Stretch.From)]))]);
}
