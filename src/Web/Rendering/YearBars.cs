namespace KnowledgeBase.Web.Rendering;

/// <summary>Counts of years, drawn as bars.</summary>
/// <param name="Bars">The years, oldest first, those without anything between others too.</param>
/// <param name="Unit">What is counted: 篇, 次.</param>
internal sealed record YearBars(IReadOnlyList<YearBars.Bar> Bars, string Unit)
{
    /// <summary>Years that are drawn at most; of older ones only those that have something.</summary>
    private const int LongestRow = 40;

    /// <summary>One year.</summary>
    /// <param name="Year">The year.</param>
    /// <param name="Count">How many.</param>
    /// <param name="Chosen">True when it is filtered by.</param>
    /// <param name="Link">Where its bar leads.</param>
    public sealed record Bar(int Year, long Count, bool Chosen, string Link);

    /// <summary>The highest count, at least 1.</summary>
    public long Most => Math.Max(1, Bars.Select(b => b.Count).DefaultIfEmpty().Max());

    /// <summary>Height of a bar in parts of <paramref name="full"/>; what is there at all is seen.</summary>
    public double Height(Bar bar, double full) => bar.Count == 0 ? 0 : Math.Max(full * bar.Count / Most, full / 25);

    /// <summary>Puts years into order and shows gaps between them.</summary>
    public static YearBars Of(IEnumerable<Bar> years, Func<int, string> link, string unit)
    {
        var known = years.ToDictionary(y => y.Year);
        if (known.Count == 0)
        {
            return new([], unit);
        }

        var (first, last) = (known.Keys.Min(), known.Keys.Max());
        var row = last - first < LongestRow ? Enumerable.Range(first, last - first + 1) : known.Keys.Order();
        return new([.. row.Select(y => known.GetValueOrDefault(y) ?? new Bar(y, 0, false, link(y)))], unit);
    }
}
