using KnowledgeBase.Materials;

namespace KnowledgeBase.Understanding.Wordings;

/// <summary>One occurrence of a formulation.</summary>
/// <param name="Start">UTF-16 offset of its first unit, behind the opening quote or 《.</param>
/// <param name="End">UTF-16 offset behind its last unit.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Entry">What the glossary says of it; null for a formulation that the glossary doesn't know.</param>
/// <param name="Marked">True when exactly it stands in quotation marks or 《》.</param>
public readonly record struct WordingHit(int Start, int End, WordingKind Kind, GlossaryEntry? Entry, bool Marked);
