using KnowledgeBase.Retrieval.Search;

namespace KnowledgeBase.Web.Rendering;

/// <summary>How many materials the library has on each theme in each year.</summary>
/// <param name="Years">The years, oldest first.</param>
/// <param name="Rows">The themes of the first level, each with its counts by year.</param>
internal sealed record Coverage(IReadOnlyList<int> Years, IReadOnlyList<Coverage.Row> Rows)
{
    /// <summary>Years that are shown, the latest.</summary>
    private const int MostYears = 16;

    /// <summary>A theme.</summary>
    /// <param name="Theme">The theme.</param>
    /// <param name="Counts">Materials by year, as in <see cref="Years"/>.</param>
    public sealed record Row(ThemeOverview Theme, IReadOnlyList<int> Counts);

    /// <summary>Counts the themes of a library.</summary>
    public static Coverage Of(Library library, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(library);
        var rows = library.Themes()
            .Where(t => t.Parent is null && t.Materials > 0)
            .Select(theme =>
            {
                var request = new SearchRequest { Themes = [theme.Id], Size = 1, PassagesPerMaterial = 1, Copies = CopyListing.OneByOne };
                var years = library.Search(request, cancellationToken).Facets.FirstOrDefault(f => f.Field == "year")?.Values ?? [];
                return (Theme: theme, Years: years.ToDictionary(y => int.Parse(y.Value), y => y.Count));
            })
            .ToList();
        int[] shown = [.. rows.SelectMany(r => r.Years.Keys).Distinct().OrderDescending().Take(MostYears).Order()];
        return new(shown, [.. rows.Select(r => new Row(r.Theme, [.. shown.Select(y => r.Years.GetValueOrDefault(y))]))]);
    }

    /// <summary>How deep a cell is coloured, 0 for nothing to 4 for most.</summary>
    public int Depth(int count)
    {
        var most = Math.Max(1, Rows.SelectMany(r => r.Counts).DefaultIfEmpty().Max());
        return count == 0 ? 0 : Math.Min(4, 1 + (int)(4 * Math.Log(count + 1) / Math.Log(most + 2)));
    }
}
