namespace KnowledgeBase.Retrieval.Views;

/// <summary>
/// What raises an entry above the score of its best passage. Chosen, not measured: of several practices in one passage the one that is
/// asked for comes first.
/// </summary>
internal sealed record ViewWeights
{
    public static ViewWeights Default { get; } = new();

    /// <summary>For a practice whose name holds all the words; a share of them, a share of it.</summary>
    public float Name { get; init; } = 0.6f;

    /// <summary>For a practice whose act holds all the words.</summary>
    public float Act { get; init; } = 0.4f;

    /// <summary>For a heading that consists of the words.</summary>
    public float HeadingCovered { get; init; } = 2f;
}
