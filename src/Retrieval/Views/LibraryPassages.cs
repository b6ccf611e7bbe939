using System.Diagnostics;
using KnowledgeBase.Retrieval.Catalogs;
using KnowledgeBase.Retrieval.Engines;
using KnowledgeBase.Retrieval.Search;

namespace KnowledgeBase.Retrieval.Views;

/// <summary>The passages of a library.</summary>
public static class LibraryPassages
{
    /// <summary>Passages that match, each by itself.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Page or size is outside of its range.</exception>
    /// <exception cref="OperationCanceledException">The search was cancelled.</exception>
    public static PassageList Passages(this Library library, ViewRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(library);
        ViewRequest.Check(request);
        var started = Stopwatch.GetTimestamp();
        return library.Using(snapshot =>
        {
            var query = new ViewQuery(snapshot, request, cancellationToken);
            var catalog = query.Catalog;
            var tally = new FacetTally();
            query.AddTheme(tally, catalog.PassageTheme);
            query.AddFacts(tally);
            query.AddOrigin(tally, catalog.Tier, catalog.Sector, catalog.Region, catalog.Issuer, ofMaterial: true);
            var found = new List<FoundEntry>();
            var materials = 0;
            foreach (var (material, passages) in query.Matches(cancellationToken))
            {
                var before = found.Count;
                var first = catalog.Materials[material].FirstPassage;
                foreach (var passage in passages)
                {
                    if (tally.Take(first + passage.Passage, material))
                    {
                        found.Add(new FoundEntry(first + passage.Passage, material, passage.Score));
                    }
                }

                materials += found.Count > before ? 1 : 0;
            }

            var total = found.Count;
            var highlighter = snapshot.Highlighter(query.Plan);
            var folded = query.Folded(found, copies => copies.Passages);
            var totalHits = folded.Listed.Count;
            var page = LookedAt(snapshot, query, request, folded.Listed, Order);
            return new PassageList
            {
                Total = total,
                TotalHits = totalHits,
                Materials = materials,
                Entries = [.. page.Select(Entry)],
                Facets = query.FacetsOf(tally),
                Warnings = query.Warnings(total, cancellationToken),
                Understood = query.Understood,
                DidYouMean = query.DidYouMean,
                WithoutFilters = query.WithoutFilters(total, without => library.Passages(without, cancellationToken).Total),
                Took = Stopwatch.GetElapsedTime(started),
            };

            int Order(FoundEntry a, FoundEntry b)
            {
                var order = query.Compare(a.Material, a.Score, b.Material, b.Score);
                return order != 0 ? order : a.Row.CompareTo(b.Row);
            }

            PassageEntry Entry(FoundEntry entry) => new(
                query.Header(entry.Material),
                Library.Passage(snapshot, new EnginePassage(entry.Score, Stored(snapshot, entry)), highlighter),
                query.CopiesOf(folded, entry, other => NumberOf(catalog, other)));
        });
    }

    private static int NumberOf(LibraryCatalog catalog, FoundEntry entry) => entry.Row - catalog.Materials[entry.Material].FirstPassage;

    private static byte[] Stored(LibrarySnapshot snapshot, FoundEntry entry) =>
        snapshot.Reader.ReadPassage(snapshot.Catalog.Materials[entry.Material].Id, NumberOf(snapshot.Catalog, entry)) ?? [];

    /// <summary>The page, the best hits of the words having been looked at once more where they are ranked.</summary>
    private static IReadOnlyList<FoundEntry> LookedAt(
        LibrarySnapshot snapshot, ViewQuery query, ViewRequest request, List<FoundEntry> found, Comparison<FoundEntry> order)
    {
        if (!query.Ranks || request.Skip >= SecondLookWeights.Depth)
        {
            return PageOf.Sorted(found, order, request.Skip, request.Size);
        }

        var look = new SecondLook(snapshot, query.Plan, query.Asked);
        var best = PageOf.Sorted(found, order, 0, Math.Max(SecondLookWeights.Depth, request.Skip + request.Size));
        return
        [
            .. SecondLook.Reordered(best, e => e with { Score = (float)(e.Score * Factor(e)) }, e => e.Score)
                .Skip(request.Skip)
                .Take(request.Size),
        ];

        double Factor(FoundEntry entry) => look.FactorOf(snapshot.Catalog.Materials[entry.Material].Id, Stored(snapshot, entry));
    }
}
