using KnowledgeBase.FullText.Segments;

namespace KnowledgeBase.FullText.Search;

/// <summary>A stretch of a segment's documents.</summary>
/// <param name="Segment">The place of the segment.</param>
/// <param name="DocBase">The number of the segment's first document in the snapshot.</param>
/// <param name="From">The first document of the stretch, in the segment's numbers.</param>
/// <param name="To">The one behind the last.</param>
internal readonly record struct Slice(int Segment, int DocBase, int From, int To)
{
    /// <summary>
    /// Cuts segments into stretches of like length, none of them longer than <paramref name="longest"/>; in the order of documents.
    /// </summary>
    public static List<Slice> Cut(IReadOnlyList<SegmentReader> segments, int longest)
    {
        var slices = new List<Slice>(segments.Count);
        foreach (var segment in segments)
        {
            var parts = (int)(((long)segment.MaxDoc + longest - 1) / longest);
            for (var part = 0; part < parts; part++)
            {
                slices.Add(new Slice(
                    segment.Ordinal,
                    segment.DocBase,
                    (int)((long)segment.MaxDoc * part / parts),
                    (int)((long)segment.MaxDoc * (part + 1) / parts)));
            }
        }

        return slices;
    }
}
