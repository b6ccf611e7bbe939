namespace KnowledgeBase.Duplicates;

/// <summary>A run of units that two skeletons share.</summary>
/// <param name="First">Where it begins in the first.</param>
/// <param name="Second">Where it begins in the second.</param>
/// <param name="Length">Units of it.</param>
internal readonly record struct SharedRun(int First, int Second, int Length);
