namespace KnowledgeBase.Retrieval.Engines.OpenSearch;

/// <summary>
/// Keeps queries within what a node takes: 1024 clauses unless its owner allows more (<c>indices.query.bool.max_clause_count</c>), where a
/// question of two thousand words has several for each.
/// </summary>
internal static class QueryBudget
{
    /// <summary>Clauses of a query; the others are for what the adapter adds.</summary>
    public const int Clauses = 1000;

    /// <summary>What small parts may have beyond their share.</summary>
    private const int Rounding = 20;

    /// <summary>The query, or what of it fits: of a long list of alternatives the first ones.</summary>
    /// <param name="query">The query.</param>
    /// <param name="isCut">Whether something was left out, so that some passages may not be found.</param>
    public static EngineQuery Fit(EngineQuery query, out bool isCut)
    {
        isCut = CountOf(query) > Clauses;
        return isCut ? Cut(query, Clauses - Rounding) : query;
    }

    /// <summary>How many clauses a node counts.</summary>
    public static int CountOf(EngineQuery query) => query switch
    {
        BooleanQuery boolean => CountOf(boolean.Must) + CountOf(boolean.Filter) + CountOf(boolean.Should) + CountOf(boolean.MustNot),
        DisjunctionMaxQuery best => CountOf(best.Parts),
        NearQuery near => 1 + near.Parts.Sum(TermsOf),
        SameUnitQuery same => 1 + same.Parts.Sum(TermsOf),
        _ => 1,
    };

    private static int CountOf(IReadOnlyList<EngineQuery> queries) => queries.Sum(CountOf);

    private static int TermsOf(PlacedQuery part) => part is PhraseQuery phrase ? phrase.Terms.Count : 1;

    private static EngineQuery Cut(EngineQuery query, int budget)
    {
        var count = CountOf(query);
        if (count <= budget)
        {
            return query;
        }

        return query switch
        {
            // What must or must not match stays, each in its share; of alternatives, as many as there is room for.
            BooleanQuery boolean => boolean with
            {
                Must = Each(boolean.Must),
                Filter = Each(boolean.Filter),
                MustNot = Each(boolean.MustNot),
                Should = First(Each(boolean.Should), Share(CountOf(boolean.Should)), boolean.MinimumShouldMatch),
            },
            DisjunctionMaxQuery best => best with { Parts = First(Each(best.Parts), budget, 1) },
            _ => query,
        };

        int Share(int clauses) => Math.Max(1, (int)((long)clauses * budget / count));

        EngineQuery[] Each(IReadOnlyList<EngineQuery> queries) => [.. queries.Select(part => CountOf(part) is > 8 and var own
            ? Cut(part, Share(own))
            : part)];
    }

    private static List<EngineQuery> First(EngineQuery[] queries, int budget, int fewest)
    {
        var first = new List<EngineQuery>();
        foreach (var query in queries)
        {
            budget -= CountOf(query);
            if (budget < 0 && first.Count >= Math.Max(1, fewest))
            {
                break;
            }

            first.Add(query);
        }

        return first;
    }
}
