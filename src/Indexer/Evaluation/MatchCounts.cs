namespace KnowledgeBase.Indexer.Evaluation;

/// <summary>What was found set against what is labelled.</summary>
/// <param name="Right">Found and labelled.</param>
/// <param name="Wrong">Found, and not labelled.</param>
/// <param name="Missed">Labelled, and not found.</param>
internal readonly record struct MatchCounts(int Right, int Wrong, int Missed)
{
    /// <summary>Share of what was found that is right; 0 when nothing was found.</summary>
    public double Precision => (double)Right / Math.Max(1, Right + Wrong);

    /// <summary>Share of what is labelled that was found; 0 when nothing is labelled.</summary>
    public double Recall => (double)Right / Math.Max(1, Right + Missed);

    /// <summary>The harmonic mean of both: 2·right / (2·right + wrong + missed); 0 when there is nothing at all.</summary>
    public double F1 => 2.0 * Right / Math.Max(1, (2 * Right) + Wrong + Missed);

    public static MatchCounts operator +(MatchCounts a, MatchCounts b) => new(a.Right + b.Right, a.Wrong + b.Wrong, a.Missed + b.Missed);

    /// <summary>Sets two sets against each other.</summary>
    public static MatchCounts Of(IReadOnlySet<string> found, IReadOnlySet<string> labelled)
    {
        var right = found.Count(labelled.Contains);
        return new MatchCounts(right, found.Count - right, labelled.Count - right);
    }
}
