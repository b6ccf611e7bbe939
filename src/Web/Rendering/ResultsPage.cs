using KnowledgeBase.Retrieval.Search;

namespace KnowledgeBase.Web.Rendering;

/// <summary>A page of results.</summary>
internal sealed record ResultsPage
{
    /// <summary>What was asked.</summary>
    public required SearchRequest Request { get; init; }

    /// <summary>The answer; null when the request could not be used (see <see cref="Errors"/>).</summary>
    public SearchResponse? Response { get; init; }

    /// <summary>What is wrong with the request, in Chinese.</summary>
    public IReadOnlyList<string> Errors { get; init; } = [];

    /// <summary>Names of themes by id.</summary>
    public required IReadOnlyDictionary<string, string> ThemeNames { get; init; }

    /// <summary>Number of the last page that can be reached.</summary>
    public int LastPage => Response is null
        ? 1
        : Math.Max(1, (Math.Min(Response.TotalHits, SearchApi.Controllers.SearchParameters.DeepestResult)
            + Request.Size - 1) / Request.Size);

    /// <summary>The values of a facet that are worth showing: themes of the second level only below a theme that is chosen.</summary>
    public static IEnumerable<FacetValue> Shown(Facet facet)
    {
        ArgumentNullException.ThrowIfNull(facet);
        var chosen = facet.Values.Where(v => v.Selected).Select(v => v.Value.Split('.')[0]).ToHashSet(StringComparer.Ordinal);
        return facet.Values.Where(v =>
            v.Selected || (v.Count > 0 && (!v.Value.Contains('.', StringComparison.Ordinal) || chosen.Contains(v.Value.Split('.')[0]))));
    }

    /// <summary>Heading of a facet.</summary>
    public static string FacetName(string field) => field switch
    {
        "theme" => "主题",
        "genre" => "文种",
        "year" => "年份",
        "tier" => "层级",
        _ => field,
    };
}
