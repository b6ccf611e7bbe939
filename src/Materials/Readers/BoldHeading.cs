namespace KnowledgeBase.Materials.Readers;

/// <summary>
/// Headings by look: a short paragraph in bold inside the body that is no sentence. Numbered ones are left to the outline, which knows their
/// levels better than their look does.
/// </summary>
internal static class BoldHeading
{
    /// <summary>The level given to them: below those that a format marks properly.</summary>
    public const int Level = 3;

    /// <summary>Characters of the longest.</summary>
    public const int Longest = 60;

    /// <summary>True when the words of a bold paragraph can be a heading.</summary>
    public static bool Is(string words) =>
        words.Length is >= 4 and <= Longest && !"。；，：:、！？”…".Contains(words[^1], StringComparison.Ordinal)
        && !Marker.TryRead(words, 0, words.Length, out _) && !DateLines.IsDate(words);
}
