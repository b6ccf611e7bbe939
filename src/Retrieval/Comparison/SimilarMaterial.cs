using KnowledgeBase.Retrieval.Search;

namespace KnowledgeBase.Retrieval.Comparison;

/// <summary>A material that is about the same as another one.</summary>
/// <param name="Hit">The material with the passage that speaks for it.</param>
/// <param name="Reasons">Why it is similar.</param>
/// <param name="Stretches">What stands in both, clause by clause, of the first twenty.</param>
public sealed record SimilarMaterial(MaterialHit Hit, IReadOnlyList<ComparableReason> Reasons, IReadOnlyList<MaterialStretch> Stretches);
