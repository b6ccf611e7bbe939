using KnowledgeBase.Retrieval.Search;

namespace KnowledgeBase.Retrieval.Contract;

/// <summary>How the passages of a material come to their scores, as JSON.</summary>
/// <param name="Material">The material's id.</param>
/// <param name="Passages">Those that match, best first.</param>
public sealed record ScoreList(string Material, IReadOnlyList<PassageScore> Passages);
