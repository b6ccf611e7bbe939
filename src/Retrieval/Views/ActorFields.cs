using KnowledgeBase.Retrieval.Catalogs;
using KnowledgeBase.Retrieval.Queries;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Text;
using KnowledgeBase.Understanding.Facts;

namespace KnowledgeBase.Retrieval.Views;

/// <summary>
/// Of practices, tier, sector and place are those of the unit that acted, however they are asked for: 层级:县 in a question means what the
/// filter of that name means. Such fields become filters; those that stand behind NOT or beside OR stay with the material.
/// </summary>
internal static class ActorFields
{
    /// <summary>A request for practices with such fields as filters.</summary>
    public static ViewRequest AsFilters(ViewRequest request, LibraryCatalog catalog)
    {
        if (request.Mode is SearchMode.Phrase or SearchMode.Literal)
        {
            return request;
        }

        while (Next(request, catalog) is { } moved)
        {
            request = moved;
        }

        return request;
    }

    private static ViewRequest? Next(ViewRequest request, LibraryCatalog catalog)
    {
        var parsed = QueryParser.Parse(request.Query);
        IEnumerable<QueryNode> required = parsed.Root switch
        {
            SequenceNode sequence => sequence.Parts,
            AllNode all => all.Parts,
            { } one => [one],
            null => [],
        };
        foreach (var field in required.OfType<FilterNode>())
        {
            if (Moved(request, field, catalog) is { } moved
                && QueryParts.Of(request.Query).FirstOrDefault(p => p.Span == parsed.Spans[field]) is { } part)
            {
                return moved with { Query = part.Without };
            }
        }

        return null;
    }

    /// <summary>Null for another field, for one with a filter already, and for values that nothing has, of which a search tells.</summary>
    private static ViewRequest? Moved(ViewRequest request, FilterNode field, LibraryCatalog catalog) => field.Field switch
    {
        FilterField.Tier when request.Tiers.Count == 0 && All(field, FilterPlanner.TierOf) is { } tiers => request with { Tiers = tiers },
        FilterField.Sector when request.Sectors.Count == 0 && All(field, Sectors.Resolve) is { } sectors =>
            request with { Sectors = sectors },
        FilterField.Region when request.Regions.Count == 0 && Regions(field, catalog) is { Length: > 0 } regions =>
            request with { Regions = regions },
        _ => null,
    };

    private static string[]? All(FilterNode field, Func<string, string?> resolve)
    {
        string?[] values = [.. field.Values.Select(value => resolve(FoldedText.Fold(value)))];
        return values.Contains(null) ? null : [.. values.OfType<string>()];
    }

    /// <summary>Places whose names hold a value: the field promises that of any string.</summary>
    private static string[] Regions(FilterNode field, LibraryCatalog catalog)
    {
        string[] wanted = [.. field.Values.Select(value => RegionNames.NameOf(FoldedText.Fold(value)))];
        return
        [
            .. catalog.PracticeRegion.Values.Where(
                region => Array.Exists(wanted, name => FoldedText.Fold(region).Contains(name, StringComparison.Ordinal))),
        ];
    }
}
