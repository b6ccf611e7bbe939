namespace KnowledgeBase.Retrieval.Search;

/// <summary>Materials that hold all of what was typed apart, but in no single passage.</summary>
/// <param name="Near">Those that have it in neighbouring passages.</param>
/// <param name="Far">The others.</param>
/// <param name="IsTogether">Whether any passage of the library holds it all.</param>
internal sealed record SpreadMaterials(IReadOnlyList<string> Near, IReadOnlyList<string> Far, bool IsTogether)
{
    public bool IsEmpty => Near.Count + Far.Count == 0;
}
