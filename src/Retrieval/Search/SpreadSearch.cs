using KnowledgeBase.Retrieval.Engines;

namespace KnowledgeBase.Retrieval.Search;

/// <summary>
/// Plans questions of several words whole: where few passages hold them all, the materials that hold them in different passages come
/// behind those, neighbouring passages first; where none does, what holds a part of them comes last.
/// </summary>
internal static class SpreadSearch
{
    /// <summary>Who has so many materials with everything in one passage misses no others.</summary>
    public const int Enough = 30;

    /// <summary>The rarest of the words stands in at most so many materials; of more common ones nobody reads the last.</summary>
    private const int MostMaterials = 5_000;

    /// <summary>The plan of a question with what holds its words in different passages; null where there is nothing to add.</summary>
    /// <param name="snapshot">The commit.</param>
    /// <param name="plan">The plan without it.</param>
    /// <param name="query">The question.</param>
    /// <param name="mode">How plain words combine.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static QueryPlan? Extended(
        LibrarySnapshot snapshot, QueryPlan plan, string query, SearchMode mode, CancellationToken cancellationToken)
    {
        if (plan.MayUnquote && snapshot.Reader.Top(plan.Query, new ScoredMaterial[1], cancellationToken) == 0)
        {
            var unquoted = snapshot.Plan(query, mode, unquotes: true);
            return Extended(snapshot, unquoted, query, mode, unquotes: true, cancellationToken) ?? unquoted;
        }

        return Extended(snapshot, plan, query, mode, unquotes: false, cancellationToken);
    }

    private static QueryPlan? Extended(
        LibrarySnapshot snapshot, QueryPlan plan, string query, SearchMode mode, bool unquotes, CancellationToken cancellationToken)
    {
        if (plan.Apart.Count < 2 && !plan.MayLoosen)
        {
            return null;
        }

        var together = new ScoredMaterial[Enough];
        var count = snapshot.Reader.Top(plan.Query, together, cancellationToken);
        if (count == Enough)
        {
            return null;
        }

        if (plan.MayLoosen)
        {
            return snapshot.Plan(query, mode, spread: new SpreadMaterials([], [], IsTogether: count > 0), unquotes: unquotes);
        }

        var known = together.Take(count).Select(m => m.Id).ToHashSet(StringComparer.Ordinal);
        var spread = Spread(snapshot.Reader, plan.Apart, known, cancellationToken) with { IsTogether = count > 0 };
        return spread.IsEmpty && (spread.IsTogether || !plan.IsApartRequired)
            ? null
            : snapshot.Plan(query, mode, spread: spread, unquotes: unquotes);
    }

    private static SpreadMaterials Spread(
        IPassageReader reader, IReadOnlyList<EngineQuery> parts, HashSet<string> without, CancellationToken cancellationToken)
    {
        var places = new Dictionary<string, List<int[]>>(StringComparer.Ordinal);
        for (var i = 0; i < parts.Count; i++)
        {
            var matches = reader.Matches(
                i == 0 ? parts[0] : new BooleanQuery { Must = [parts[i]], Filter = [new OfMaterialsQuery([.. places.Keys])] },
                cancellationToken);
            if (matches.Materials.Count > MostMaterials)
            {
                return new SpreadMaterials([], [], false);
            }

            var holding = new Dictionary<string, List<int[]>>(StringComparer.Ordinal);
            foreach (var (id, start, count) in matches.Materials.Where(m => !without.Contains(m.Id)))
            {
                int[] passages = [.. matches.Passages.AsSpan(start, count).ToArray().Select(p => p.Passage).Order()];
                if (i == 0)
                {
                    holding.Add(id, [passages]);
                }
                else if (places.TryGetValue(id, out var before))
                {
                    holding.Add(id, [.. before, passages]);
                }
            }

            places = holding;
            if (places.Count == 0)
            {
                break;
            }
        }

        var byNearness = places.ToLookup(p => Width(p.Value) < parts.Count, p => p.Key);
        return new SpreadMaterials([.. byNearness[true]], [.. byNearness[false]], false);
    }

    /// <summary>The least distance between the first and the last of some passages, one of each list.</summary>
    private static int Width(List<int[]> lists)
    {
        var at = new int[lists.Count];
        var width = int.MaxValue;
        while (true)
        {
            var (first, last) = (0, 0);
            for (var i = 1; i < lists.Count; i++)
            {
                first = lists[i][at[i]] < lists[first][at[first]] ? i : first;
                last = lists[i][at[i]] > lists[last][at[last]] ? i : last;
            }

            width = Math.Min(width, lists[last][at[last]] - lists[first][at[first]]);
            if (++at[first] == lists[first].Length)
            {
                return width;
            }
        }
    }
}
