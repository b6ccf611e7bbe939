using KnowledgeBase.Retrieval.Search;

namespace KnowledgeBase.Retrieval.Contract;

/// <summary>Names of the library that may say the same, as JSON.</summary>
/// <param name="Pairs">Pairs of them, the likeliest first.</param>
public sealed record SynonymList(IReadOnlyList<SynonymPair> Pairs);
