namespace KnowledgeBase.Retrieval.Decisions;

/// <summary>What a decision of the owner would change in a library, compared with what is searched now.</summary>
/// <param name="Materials">Materials that would change.</param>
/// <param name="Passages">Passages that would be found, counted or shown in another way.</param>
/// <param name="Practices">Practices that would come, go or change.</param>
/// <param name="OfMaterials">All materials of the library.</param>
/// <param name="OfPassages">All passages of the library.</param>
/// <param name="IsEstimate">
/// True when there was no time to look at all materials: the numbers are those of a part of them, chosen by chance, as if the rest was like
/// it.
/// </param>
/// <param name="Examples">Some of the materials, those of which most passages would change first.</param>
public sealed record DecisionEffect(
    int Materials, int Passages, int Practices, int OfMaterials, int OfPassages, bool IsEstimate, IReadOnlyList<ChangedMaterial> Examples);

/// <summary>A material that a decision would change.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">Its title.</param>
/// <param name="Passages">How many of its passages would change.</param>
public sealed record ChangedMaterial(string Id, string Title, int Passages);
