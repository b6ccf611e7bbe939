using KnowledgeBase.Retrieval.Comparison;
using KnowledgeBase.Retrieval.Search;

namespace KnowledgeBase.Retrieval.Contract;

/// <summary>What is comparable, as JSON.</summary>
/// <param name="Of">What was compared, as it was understood.</param>
/// <param name="Materials">Comparable materials, the most comparable first.</param>
public sealed record ComparableResult(ComparedText Of, IReadOnlyList<ComparableResult.Comparable> Materials)
{
    /// <summary>A comparable material.</summary>
    /// <param name="Material">The material.</param>
    /// <param name="Passage">The passage of it that is most alike.</param>
    /// <param name="Score">How comparable it is; comparable within one result.</param>
    /// <param name="Reasons">Why it is comparable.</param>
    /// <param name="Stretches">What stands in both, clause by clause; offsets into both texts.</param>
    /// <param name="Formulas">How many further stretches are left out because everybody writes them.</param>
    public sealed record Comparable(
        MaterialReference Material,
        SearchResult.Clip Passage,
        double Score,
        IReadOnlyList<ComparableReason> Reasons,
        IReadOnlyList<MaterialStretch> Stretches,
        int Formulas);

    /// <summary>What is comparable as JSON says it.</summary>
    public static ComparableResult From(ComparableList list)
    {
        ArgumentNullException.ThrowIfNull(list);
        return new ComparableResult(
            list.Of,
            [
                .. list.Materials.Select(m => new Comparable(
                    MaterialReference.Of(m.Material),
                    SearchResult.Of(m.Material.Line.Id, m.Passage),
                    m.Score,
                    m.Reasons,
                    m.Stretches,
                    m.Formulas)),
            ]);
    }
}
