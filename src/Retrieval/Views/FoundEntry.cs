namespace KnowledgeBase.Retrieval.Views;

/// <summary>A passage, practice or heading that was found.</summary>
/// <param name="Row">Its row in the catalog.</param>
/// <param name="Material">The place of its material there.</param>
/// <param name="Score">Its score.</param>
internal readonly record struct FoundEntry(int Row, int Material, float Score);
