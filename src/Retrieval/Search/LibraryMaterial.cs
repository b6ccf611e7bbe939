using KnowledgeBase.Materials;

namespace KnowledgeBase.Retrieval.Search;

/// <summary>A material as the library keeps it.</summary>
/// <param name="Material">The material, with everything that was understood of it.</param>
/// <param name="Path">Path of its file as the build saw it; null when there is none.</param>
public sealed record LibraryMaterial(Material Material, string? Path);
