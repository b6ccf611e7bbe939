using KnowledgeBase.Materials;

namespace KnowledgeBase.Understanding.Outline;

/// <summary>A stretch of text that is, or may be, a heading.</summary>
/// <param name="Kind">How it is marked.</param>
/// <param name="Marker">Its mark.</param>
/// <param name="MarkerStart">Where the mark stands.</param>
/// <param name="Start">Where its words start.</param>
/// <param name="End">Behind its words.</param>
/// <param name="BodyStart">Behind the 。 that closes it.</param>
/// <param name="Paragraph">Index of the paragraph that it stands in.</param>
internal sealed record HeadingCandidate(HeadingKind Kind, Marker Marker, int MarkerStart, int Start, int End, int BodyStart, int Paragraph)
{
    /// <summary>True when it opens its paragraph.</summary>
    public bool OpensParagraph { get; init; }

    /// <summary>True when nothing follows it in its paragraph.</summary>
    public bool OwnLine { get; init; }

    /// <summary>The level that the file's format gives it, 0 when the format says nothing.</summary>
    public int HintLevel { get; init; }

    /// <summary>For run-in headings: 1 when it stands below the run-in heading that opens its paragraph.</summary>
    public int Depth { get; init; }
}
