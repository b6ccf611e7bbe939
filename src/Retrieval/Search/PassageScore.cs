namespace KnowledgeBase.Retrieval.Search;

/// <summary>How a passage comes to its score for a query.</summary>
/// <param name="Ordinal">Its place in the material, from 0.</param>
/// <param name="Score">Its score.</param>
public sealed record PassageScore(int Ordinal, ScoreExplanation Score);

/// <summary>How a score came about: a number, what it is, and the numbers that it was made of.</summary>
/// <param name="Matches">Whether what the number stands for matches.</param>
/// <param name="Value">The number; 0 where nothing matches.</param>
/// <param name="Description">What it is and how much it adds, a sentence in Chinese.</param>
/// <param name="Details">What it was made of.</param>
public sealed record ScoreExplanation(bool Matches, float Value, string Description, IReadOnlyList<ScoreExplanation> Details);
