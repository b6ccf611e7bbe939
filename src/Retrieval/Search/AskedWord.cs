namespace KnowledgeBase.Retrieval.Search;

/// <summary>A word that is looked for, by what a text may hold of it.</summary>
/// <param name="Forms">The word and other ways to say it, folded.</param>
/// <param name="Parts">What it is made of, folded; empty for a short one.</param>
/// <param name="IsName">Whether it is a name of the field or of the library's owner: 第一书记, 主题教育.</param>
internal sealed record AskedWord(IReadOnlyList<string> Forms, IReadOnlyList<string> Parts, bool IsName)
{
    /// <summary>How much of it a folded text holds, 0 to 1: parts without the whole are less than the whole.</summary>
    public double ShareIn(string folded) => Forms.Any(form => folded.Contains(form, StringComparison.Ordinal)) ? 1
        : Parts.Count == 0 ? 0
        : SecondLookWeights.InParts * Parts.Count(part => folded.Contains(part, StringComparison.Ordinal)) / Parts.Count;
}
