namespace KnowledgeBase.Retrieval.Comparison;

/// <summary>
/// What makes one material more comparable than another. The likeness of words counts from 0 to 1, against that of the best; what two have
/// in common beyond it is added. Chosen so that all properties together weigh as much as the words: a county's experience of the same
/// theme stands before a ministry's, and a text about something else never comes up by its tier. Held by LibraryComparableTests.
/// </summary>
internal sealed record ComparableWeights
{
    public static ComparableWeights Default { get; } = new();

    /// <summary>The nearest meaning; others as they are near among the nearest passages.</summary>
    public double Meaning { get; init; } = 0.6;

    /// <summary>The same tier.</summary>
    public double Tier { get; init; } = 0.2;

    /// <summary>The same sector.</summary>
    public double Sector { get; init; } = 0.25;

    /// <summary>The same genre.</summary>
    public double Genre { get; init; } = 0.15;

    /// <summary>A title that is the same but for names of places, units and years: the same paper of another place.</summary>
    public double Title { get; init; } = 0.5;

    /// <summary>A theme in common, …</summary>
    public double Theme { get; init; } = 0.15;

    /// <summary>… of which so many count.</summary>
    public int MostThemes { get; init; } = 3;

    /// <summary>Materials that are looked at for each that is wanted, best words first.</summary>
    public int Candidates { get; init; } = 6;
}
