using KnowledgeBase.Retrieval.Search;

namespace KnowledgeBase.Web.Rendering;

/// <summary>The facets of an answer as a page shows them.</summary>
/// <param name="Groups">Properties with something to choose; years are among them only where there is no more than one.</param>
/// <param name="EachYear">The years, one by one.</param>
/// <param name="Years">Years as bars; null where there are fewer than two.</param>
/// <param name="Chosen">What is chosen, to be taken back.</param>
/// <param name="WithoutAny">The same question without any filter.</param>
internal sealed record FacetPanel(
    IReadOnlyList<FacetPanel.Group> Groups,
    IReadOnlyList<FacetPanel.Choice> EachYear,
    YearBars? Years,
    IReadOnlyList<FacetPanel.Choice> Chosen,
    string WithoutAny)
{
    /// <summary>Values that are seen at once; the others are unfolded.</summary>
    private const int SeenAtOnce = 8;

    /// <summary>A property with its values.</summary>
    /// <param name="Name">What it is called.</param>
    /// <param name="First">The values that are seen at once.</param>
    /// <param name="More">The others.</param>
    public sealed record Group(string Name, IReadOnlyList<Choice> First, IReadOnlyList<Choice> More);

    /// <summary>A value.</summary>
    /// <param name="Label">As people read it.</param>
    /// <param name="Count">How many entries it would leave.</param>
    /// <param name="IsChosen">True when it is filtered by.</param>
    /// <param name="IsChild">True for a theme of the second level.</param>
    /// <param name="Link">Chooses it, or takes it back.</param>
    public sealed record Choice(string Label, int Count, bool IsChosen, bool IsChild, string Link);

    /// <summary>Makes the panel.</summary>
    /// <param name="facets">What was counted.</param>
    /// <param name="toggle">The address with a value of a property chosen, or taken back.</param>
    /// <param name="withoutAny">The address without filters.</param>
    public static FacetPanel Of(IReadOnlyList<Facet> facets, Func<string, string, string> toggle, string withoutAny)
    {
        ArgumentNullException.ThrowIfNull(facets);
        var years = facets.FirstOrDefault(f => f.Field == "year")?.Values ?? [];
        return new(
            [
                .. facets.Where(f => f.Field != "year" || f.Values.Count == 1)
                    .Select(f => GroupOf(f, [.. Shown(f).Select(v => ChoiceOf(f.Field, v))]))
                    .Where(g => g.First.Count > 0),
            ],
            [.. years.Where(y => y.Selected || y.Count > 0).Select(v => ChoiceOf("year", v))],
            years.Count < 2
                ? null
                : YearBars.Of(
                    years.Select(y => new YearBars.Bar(int.Parse(y.Value), y.Count, y.Selected, toggle("year", y.Value))),
                    year => toggle("year", $"{year}"),
                    "篇"),
            [.. facets.SelectMany(f => f.Values.Where(v => v.Selected).Select(v => ChoiceOf(f.Field, v)))],
            withoutAny);

        Choice ChoiceOf(string field, FacetValue value) => new(
            value.Label,
            value.Count,
            value.Selected,
            field == "theme" && value.Value.Contains('.', StringComparison.Ordinal),
            toggle(field, value.Value));
    }

    /// <summary>What a property is called.</summary>
    public static string NameOf(string field) => field switch
    {
        "theme" => "主题",
        "genre" => "文种",
        "year" => "年份",
        "tier" => "层级",
        "sector" => "领域",
        "region" => "地区",
        "unit" => "单位",
        "recognition" => "荣誉与推广",
        "figures" => "数据",
        "grade" => "可借鉴程度",
        _ => field,
    };

    private static Group GroupOf(Facet facet, IReadOnlyList<Choice> choices)
    {
        var seen = facet.Field is "region" or "unit" ? SeenAtOnce : choices.Count;
        return new(NameOf(facet.Field), [.. choices.Take(seen)], [.. choices.Skip(seen)]);
    }

    /// <summary>The values that are worth showing: themes of the second level only below a theme that is chosen.</summary>
    private static IEnumerable<FacetValue> Shown(Facet facet)
    {
        if (facet.Field != "theme")
        {
            return facet.Values.Where(v => v.Selected || v.Count > 0);
        }

        var chosen = facet.Values.Where(v => v.Selected).Select(v => v.Value.Split('.')[0]).ToHashSet(StringComparer.Ordinal);
        return facet.Values.Where(v =>
            v.Selected || (v.Count > 0 && (!v.Value.Contains('.', StringComparison.Ordinal) || chosen.Contains(v.Value.Split('.')[0]))));
    }
}
