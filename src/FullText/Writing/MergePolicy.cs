namespace KnowledgeBase.FullText.Writing;

/// <summary>
/// Chooses what to merge: neighbours of one tier, a tier being segments within about a factor of
/// <see cref="IndexWriterOptions.MergeFactor"/> of each other. Only neighbours are joined, so documents keep the order in which they
/// came.
/// </summary>
internal static class MergePolicy
{
    // Segments below this size all count as one tier: many small ones must not pile up.
    private const double SmallestTierLength = 2 << 20;

    // A segment of which more than this share is deleted is rewritten by itself.
    private const double MaxDeletedShare = 0.4;

    /// <summary>The next merge.</summary>
    /// <param name="segments">In index order: bytes of living documents, share of deleted ones, and whether a merge has it already.</param>
    /// <param name="options">Merge factor and largest size.</param>
    /// <returns>First and count; null if there is nothing to do.</returns>
    public static (int First, int Count)? Choose(
        ReadOnlySpan<(long LiveLength, double DeletedShare, bool Busy)> segments, IndexWriterOptions options)
    {
        Span<double> tiers = segments.Length <= 256 ? stackalloc double[segments.Length] : new double[segments.Length];
        var base10 = Math.Log(options.MergeFactor);
        for (var i = 0; i < segments.Length; i++)
        {
            tiers[i] = Math.Log(Math.Max(segments[i].LiveLength, SmallestTierLength)) / base10;
        }

        for (var start = 0; start < segments.Length;)
        {
            // The run from here to the last segment of the highest tier that is left.
            var highest = double.MinValue;
            for (var i = start; i < segments.Length; i++)
            {
                highest = Math.Max(highest, tiers[i]);
            }

            var floor = Math.Max(highest - 0.75, Math.Log(SmallestTierLength) / base10);
            var end = segments.Length - 1;
            while (tiers[end] < floor)
            {
                end--;
            }

            for (var first = start; first + options.MergeFactor <= end + 1; first += options.MergeFactor)
            {
                long length = 0;
                var possible = true;
                for (var i = first; i < first + options.MergeFactor; i++)
                {
                    length += segments[i].LiveLength;
                    possible &= !segments[i].Busy;
                }

                if (possible && length <= options.MaxMergedSegmentLength)
                {
                    return (first, options.MergeFactor);
                }
            }

            start = end + 1;
        }

        for (var i = 0; i < segments.Length; i++)
        {
            if (!segments[i].Busy && segments[i].DeletedShare > MaxDeletedShare)
            {
                return (i, 1);
            }
        }

        return null;
    }
}
