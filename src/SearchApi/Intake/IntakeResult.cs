namespace KnowledgeBase.SearchApi.Intake;

/// <summary>What became of files that were sent.</summary>
/// <param name="Files">Each file, in the order in which they came.</param>
/// <param name="Searchable">Whether the index is in line with the corpus; false when it could not be built, and will be later.</param>
public sealed record IntakeResult(IReadOnlyList<IntakeResult.File> Files, bool Searchable)
{
    /// <summary>A file that was sent.</summary>
    /// <param name="Name">What its sender called it.</param>
    /// <param name="Id">Its id in the library; null when it was refused.</param>
    /// <param name="Status"><c>taken</c>, <c>replaced</c>, <c>unchanged</c> (the same bytes are there already) or <c>refused</c>.</param>
    /// <param name="Code">
    /// Why it was refused, for programs: <c>name</c>, <c>empty</c>, <c>name-taken</c>, <c>not-a-file</c>, <c>too-many</c>,
    /// <c>too-large</c>, <c>cut-short</c> or <c>unreadable</c>; null when it was not.
    /// </param>
    /// <param name="Reason">Why it was refused, in words; null when it was not.</param>
    /// <param name="Material">What was understood of it; null when refused, of several materials or not searchable yet.</param>
    public sealed record File(string Name, string? Id, string Status, string? Code, string? Reason, UnderstoodMaterial? Material);
}

/// <summary>What was understood of a material, in short.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Genre">Its genre, in Chinese.</param>
/// <param name="Date">The day that it is of; null when the text does not say.</param>
/// <param name="Year">Its year; null when the text does not say.</param>
/// <param name="Issuer">The unit that issued it; null when the text does not say.</param>
/// <param name="Themes">Ids of its themes, the strongest first.</param>
/// <param name="Passages">How many passages it has.</param>
/// <param name="Access">
/// Who may read it: <c>public</c>, <c>internal</c>, names of groups with commas, or <c>closed</c> (librarians).
/// </param>
public sealed record UnderstoodMaterial(
    string Title, string Genre, DateOnly? Date, int? Year, string? Issuer, IReadOnlyList<string> Themes, int Passages, string Access);

/// <summary>A material that was withdrawn.</summary>
/// <param name="Id">The id that it had, by which it is restored.</param>
/// <param name="Title">Its title.</param>
/// <param name="Gone">
/// Whether the index no longer has it; false when it could not be built, or stays as it is lest it be emptied.
/// </param>
public sealed record WithdrawalResult(string Id, string Title, bool Gone);

/// <summary>A material that was brought back.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Material">What was understood of it; null when it cannot be searched yet.</param>
/// <param name="Searchable">Whether the index is in line with the corpus; false when it could not be built, and will be later.</param>
public sealed record RestorationResult(string Id, UnderstoodMaterial? Material, bool Searchable);
