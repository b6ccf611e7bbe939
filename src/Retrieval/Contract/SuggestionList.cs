using KnowledgeBase.Retrieval.Suggestions;

namespace KnowledgeBase.Retrieval.Contract;

/// <summary>Suggestions as JSON.</summary>
/// <param name="Query">What was typed.</param>
/// <param name="Suggestions">What may be meant, the likeliest first.</param>
public sealed record SuggestionList(string Query, IReadOnlyList<Suggestion> Suggestions);
