using System.Diagnostics;
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
            var found = new List<(int Material, PassageMatch Passage)>();
            var materials = 0;
            foreach (var (material, passages) in query.Matches(cancellationToken))
            {
                var before = found.Count;
                var first = catalog.Materials[material].FirstPassage;
                foreach (var passage in passages)
                {
                    if (tally.Take(first + passage.Passage, material))
                    {
                        found.Add((material, passage));
                    }
                }

                materials += found.Count > before ? 1 : 0;
            }

            var total = found.Count;
            var highlighter = snapshot.Highlighter(query.Plan);
            var page = PageOf.Sorted(found, Order, request.Skip, request.Size);
            return new PassageList
            {
                Total = total,
                Materials = materials,
                Entries = [.. page.Select(Entry)],
                Facets = query.FacetsOf(tally),
                Warnings = query.Warnings(total, cancellationToken),
                Understood = query.Understood,
                DidYouMean = query.DidYouMean,
                Took = Stopwatch.GetElapsedTime(started),
            };

            int Order((int Material, PassageMatch Passage) a, (int Material, PassageMatch Passage) b)
            {
                var order = query.Compare(a.Material, a.Passage.Score, b.Material, b.Passage.Score);
                return order != 0 ? order : (a.Material, a.Passage.Passage).CompareTo((b.Material, b.Passage.Passage));
            }

            PassageEntry Entry((int Material, PassageMatch Passage) entry) => new(
                query.Header(entry.Material),
                Library.Passage(
                    snapshot,
                    new EnginePassage(
                        entry.Passage.Score,
                        snapshot.Reader.ReadPassage(catalog.Materials[entry.Material].Id, entry.Passage.Passage) ?? []),
                    highlighter));
        });
    }
}
