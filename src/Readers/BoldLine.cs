namespace KnowledgeBase.Readers;

/// <summary>
/// Short paragraphs wholly in bold inside the body that are no sentence. Whether one is a heading is the outline's to say, which knows
/// dates and numbers: the reader only tells the look.
/// </summary>
internal static class BoldLine
{
    /// <summary>The level given to them: below those that a format marks properly.</summary>
    public const int Level = 3;

    /// <summary>Characters of the longest.</summary>
    public const int Longest = 60;

    /// <summary>True when the words of a bold paragraph can be a heading.</summary>
    public static bool CanBeHeading(string words) =>
        words.Length is >= 4 and <= Longest && !"。；，：:、！？”…".Contains(words[^1], StringComparison.Ordinal);
}
