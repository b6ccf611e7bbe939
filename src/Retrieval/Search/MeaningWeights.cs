using KnowledgeBase.Retrieval.Vectors;

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

    /// <summary>
    /// The share of all passages that must have vectors before meaning moves what the words find. With fewer, whatever happens to have one
    /// would stand first: of 448 real materials of which a fifteenth had vectors, the same two reports answered every question.
    /// </summary>
    private const double NearlyAll = 0.95;

    private const double LeastWords = 0.5;
    private const double MostWords = 3;
    private const double LeastCovered = 0.05;
    private const double MostCovered = 0.7;

    /// <summary>How much of what all passages have in common is taken from a question.</summary>
    public const double Common = 0.3;

    /// <summary>
    /// What the scaled list of words is multiplied by: least where their best hit holds next to nothing of the question, most where it
    /// holds a good part of it.
    /// </summary>
    /// <param name="covered">The share of the question that the best hit of the words holds, 0 to 1.</param>
    public static double Words(double covered) =>
        LeastWords + ((MostWords - LeastWords) * Math.Clamp((covered - LeastCovered) / (MostCovered - LeastCovered), 0, 1));

    /// <summary>Of how many passages of a material that is shown the words' scores are read.</summary>
    /// <param name="shown">How many are shown.</param>
    public static int PassagesRead(int shown) => Math.Max(shown, Math.Min(20, 3 * shown));

    /// <summary>
    /// From here on two practices tell of the same thing done, what all texts have in common left aside: so do the seven pairs of the
    /// sample library that are above (boxes for opinions, risks of posts searched for, farmers' schools), of 9,407.
    /// </summary>
    public const double Same = 0.4;

    /// <summary>Hits that were found by meaning alone, for one question.</summary>
    public const int MostAlone = 10;

    /// <summary>
    /// True when so many passages have a vector that those without are no worse off for it: a new material's, for a while.
    /// </summary>
    public static bool CanMove(PassageVectors vectors) => vectors.Covered >= NearlyAll * vectors.Total;

    /// <summary>Scales the score of a hit.</summary>
    /// <param name="score">The score.</param>
    /// <param name="best">That of the first of its list.</param>
    /// <param name="least">That of the hundredth; 0 in a list of words that ends before.</param>
    public static double Scaled(double score, double best, double least) =>
        score <= least ? 0 : best <= least ? 1 : Math.Min(1, (score - least) / (best - least));
}
