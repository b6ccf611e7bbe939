namespace KnowledgeBase.FullText.Segments;

/// <summary>A segment in one snapshot: its files and which documents live in it.</summary>
/// <param name="info">The segment as the commit lists it.</param>
/// <param name="core">The files; the snapshot holds a reference.</param>
/// <param name="live">A bit per document; null when all live.</param>
/// <param name="docBase">The number of the first document in the whole snapshot.</param>
/// <param name="ordinal">The segment's place in it.</param>
internal sealed class SegmentReader(SegmentInfo info, SegmentCore core, ulong[]? live, int docBase, int ordinal)
{
    public SegmentInfo Info => info;

    public SegmentCore Core => core;

    public ulong[]? Live => live;

    public int LiveCount => info.LiveDocs;

    public int DocBase => docBase;

    public int Ordinal => ordinal;

    public int MaxDoc => core.MaxDoc;

    public bool IsLive(int doc) => live is null || (live[doc >> 6] & (1UL << (doc & 63))) != 0;
}
