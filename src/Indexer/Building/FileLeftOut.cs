using KnowledgeBase.Materials;

namespace KnowledgeBase.Indexer.Building;

/// <summary>How much of one kind was left out of a material.</summary>
/// <param name="Path">The material's, as in <see cref="FileWarning"/>.</param>
/// <param name="Kind">What was left out.</param>
/// <param name="Characters">How much, counted as <see cref="TextAccount"/> counts.</param>
internal sealed record FileLeftOut(string Path, LeftOutKind Kind, int Characters);
