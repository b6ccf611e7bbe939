using KnowledgeBase.Retrieval.Search;

namespace KnowledgeBase.Retrieval.Concordance;

/// <summary>How several strings were used over the years, side by side.</summary>
/// <param name="Years">Every year that the library has materials of, oldest first.</param>
/// <param name="Wordings">The strings, in the order in which they were asked for.</param>
/// <param name="IsPartial">True when one of them stands in more text than can be looked at, and the rest was left out.</param>
public sealed record WordingComparison(IReadOnlyList<YearStock> Years, IReadOnlyList<ComparedWording> Wordings, bool IsPartial)
{
    /// <summary>Strings that can be compared at a time.</summary>
    public const int MostWordings = 4;
}

/// <summary>How much the library has of a year.</summary>
/// <param name="Year">The year.</param>
/// <param name="Materials">Number of materials.</param>
/// <param name="Characters">UTF-16 units of their texts.</param>
public sealed record YearStock(int Year, int Materials, long Characters);

/// <summary>One string of a comparison.</summary>
/// <param name="Text">The string as asked for.</param>
/// <param name="Materials">Materials that hold it.</param>
/// <param name="Passages">Passages that hold it.</param>
/// <param name="Occurrences">How often it stands there in all.</param>
/// <param name="PerMillion">Occurrences in a million characters of the library.</param>
/// <param name="ByYear">The years in which it stands, oldest first; materials without a year are left out.</param>
/// <param name="First">The oldest material that holds it; null when none of them has a date.</param>
/// <param name="Last">The newest.</param>
public sealed record ComparedWording(
    string Text,
    int Materials,
    int Passages,
    int Occurrences,
    double PerMillion,
    IReadOnlyList<YearUse> ByYear,
    MaterialLine? First,
    MaterialLine? Last);

/// <summary>How a string was used in a year.</summary>
/// <param name="Year">The year.</param>
/// <param name="Materials">Materials of that year that hold it.</param>
/// <param name="Share">Their share of the year's materials, 0 to 1.</param>
/// <param name="Occurrences">How often it stands there.</param>
/// <param name="PerMillion">Occurrences in a million characters of the year's materials.</param>
public sealed record YearUse(int Year, int Materials, double Share, int Occurrences, double PerMillion);
