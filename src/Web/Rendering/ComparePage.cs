using System.Globalization;
using KnowledgeBase.Retrieval.Concordance;

namespace KnowledgeBase.Web.Rendering;

/// <summary>Strings over the years.</summary>
/// <param name="Texts">The strings, as asked for.</param>
/// <param name="Comparison">Their counts; null before any was asked for.</param>
internal sealed record ComparePage(IReadOnlyList<string> Texts, WordingComparison? Comparison)
{
    /// <summary>Width of the drawing, of which the lines take what lies between its margins.</summary>
    public const int Width = 720;

    /// <summary>Height of the drawing.</summary>
    public const int Height = 240;

    /// <summary>Margin of the drawing on every side.</summary>
    public const int Margin = 32;

    /// <summary>What is wrong with the request, in Chinese.</summary>
    public string? Error { get; init; }

    private IReadOnlyList<ComparedWording> Wordings => Comparison?.Wordings ?? [];

    /// <summary>The years of the library from the one before the first in which any of the strings stands.</summary>
    public IReadOnlyList<YearStock> Years
    {
        get
        {
            var used = Wordings.SelectMany(w => w.ByYear).Select(y => y.Year).DefaultIfEmpty(int.MaxValue).Min();
            return [.. (Comparison?.Years ?? (IReadOnlyList<YearStock>)[]).Where(y => y.Year >= used - 1)];
        }
    }

    /// <summary>The highest share of a year's materials that any of the strings has.</summary>
    public double Most => Math.Max(0.01, Wordings.SelectMany(w => w.ByYear).Select(y => y.Share).DefaultIfEmpty().Max());

    /// <summary>Where a year stands in the drawing, from the left.</summary>
    public double X(int index) =>
        Margin + ((Width - (2 * Margin)) * (Years.Count < 2 ? 0.5 : (double)index / (Years.Count - 1)));

    /// <summary>Where a share of a year's materials stands in the drawing, from above.</summary>
    public double Y(double share) => Height - Margin - ((Height - (2 * Margin)) * share / Most);

    /// <summary>The points of a string's line.</summary>
    public string Points(ComparedWording wording) => string.Join(' ', Years.Select((year, i) => string.Create(
        CultureInfo.InvariantCulture, $"{X(i):0.#},{Y(ShareOf(wording, year.Year)):0.#}")));

    /// <summary>The share of a year's materials that hold a string.</summary>
    public static double ShareOf(ComparedWording wording, int year) => wording.ByYear.FirstOrDefault(y => y.Year == year)?.Share ?? 0;
}
