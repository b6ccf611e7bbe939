namespace KnowledgeBase.Retrieval.Search;

/// <summary>Two names that may say the same: whether they do, a person decides.</summary>
/// <param name="One">The one that stands in more passages, with where it is told of.</param>
/// <param name="Other">The other.</param>
/// <param name="Likeness">
/// How alike what was done is, without what all texts have in common: 1 is the same text, and 0 has nothing to do with it. Comparable
/// within one list alone, and no probability.
/// </param>
public sealed record SynonymPair(SynonymExample One, SynonymExample Other, float Likeness);

/// <summary>A name and a place where it is told of.</summary>
/// <param name="Name">The name.</param>
/// <param name="Passages">In how many passages of the library it stands.</param>
/// <param name="Material">A material that tells of it.</param>
/// <param name="Act">The sentences that tell of it there.</param>
public sealed record SynonymExample(string Name, int Passages, MaterialLine Material, string Act);
