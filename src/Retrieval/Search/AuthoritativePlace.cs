using KnowledgeBase.Materials;

namespace KnowledgeBase.Retrieval.Search;

/// <summary>The place of a wording that is most fit to be cited.</summary>
/// <param name="Hit">The material; of its passages the one that holds the sentence.</param>
/// <param name="Passage">Number of that passage among the material's, from 0.</param>
/// <param name="Sentence">The sentence with the wording; of one longer than 160 characters, the clauses around it.</param>
/// <param name="Match">Where the wording stands in it, in UTF-16 units.</param>
/// <param name="Reasons">Why this place, in Chinese: tier and kind of paper, what the sentence does, how sure the date is.</param>
public sealed record AuthoritativePlace(
    MaterialHit Hit, int Passage, string Sentence, TextSpan Match, IReadOnlyList<string> Reasons);
