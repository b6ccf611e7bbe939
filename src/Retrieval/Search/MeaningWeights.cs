namespace KnowledgeBase.Retrieval.Search;

/// <summary>
/// The numbers by which words and meaning are joined; docs/meaning.md has what they were measured on. Both lists are scaled: the first is
/// 1, the hundredth 0 and what comes behind it 0, and so is what a shorter list doesn't have.
/// </summary>
internal static class MeaningWeights
{
    /// <summary>Hits of each list that are joined.</summary>
    public const int Depth = 100;

    /// <summary>What the scaled list of meaning is multiplied by before that of the words is added.</summary>
    public const double Meaning = 1.75;

    /// <summary>Hits that were found by meaning alone, for one question.</summary>
    public const int MostAlone = 10;

    /// <summary>Scales the score of a hit.</summary>
    /// <param name="score">The score.</param>
    /// <param name="best">That of the first of its list.</param>
    /// <param name="least">That of the hundredth; 0 in a list of words that ends before.</param>
    public static double Scaled(double score, double best, double least) =>
        score <= least ? 0 : best <= least ? 1 : Math.Min(1, (score - least) / (best - least));
}
