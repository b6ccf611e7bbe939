namespace KnowledgeBase.SearchApi.Intake;

/// <summary>A file that was brought in lately and is in the corpus.</summary>
/// <param name="Id">Its id in the library.</param>
/// <param name="By">Who brought it in.</param>
/// <param name="At">When, in UTC.</param>
/// <param name="Title">The title of its material; null when it holds several, or cannot be searched yet.</param>
public sealed record BroughtIn(string Id, string By, DateTimeOffset At, string? Title);

/// <summary>A file that was withdrawn and can be restored.</summary>
/// <param name="Id">The id that its material had.</param>
/// <param name="By">Who withdrew it.</param>
/// <param name="At">When, in UTC.</param>
/// <param name="Title">The title of its material; null when it was not written down.</param>
public sealed record Withdrawn(string Id, string By, DateTimeOffset At, string? Title);

/// <summary>What was brought in and what was withdrawn lately, the newest first.</summary>
/// <param name="BroughtIn">Files that were brought in and are there.</param>
/// <param name="Withdrawn">Files that were withdrawn and are not back.</param>
public sealed record RecentMaterials(IReadOnlyList<BroughtIn> BroughtIn, IReadOnlyList<Withdrawn> Withdrawn);
