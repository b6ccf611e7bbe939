using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Comparison;

namespace KnowledgeBase.Web.Rendering;

/// <summary>What others did in a like place.</summary>
/// <param name="Material">Id of the material that was compared.</param>
/// <param name="Practice">The practice of it that was; null for all of it.</param>
/// <param name="Found">What is like it.</param>
/// <param name="ThemeNames">Names of themes by id.</param>
internal sealed record ComparablePage(
    string Material, Practice? Practice, ComparableList Found, IReadOnlyDictionary<string, string> ThemeNames);
