using System.Diagnostics;
using KnowledgeBase.Retrieval.Catalogs;
using KnowledgeBase.Retrieval.Engines;
using KnowledgeBase.Retrieval.Indexing;
using KnowledgeBase.Retrieval.Search;

namespace KnowledgeBase.Retrieval.Views;

/// <summary>The practices (典型做法) of a library.</summary>
public static class LibraryPractices
{
    private static readonly ViewWeights Weights = ViewWeights.Default;

    /// <summary>
    /// Practices that match: those whose act stands in a passage that matches. Their score is that of the best such passage, and more where
    /// their own name or act holds what is looked for.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Page or size is outside of its range.</exception>
    /// <exception cref="OperationCanceledException">The search was cancelled.</exception>
    public static PracticeList Practices(this Library library, ViewRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(library);
        ViewRequest.Check(request);
        var started = Stopwatch.GetTimestamp();
        return library.Using(snapshot =>
        {
            var query = new ViewQuery(snapshot, request, cancellationToken, ofActors: true);
            var catalog = query.Catalog;
            var tally = Tally(query);
            var found = new List<FoundEntry>();
            var materials = 0;
            foreach (var (material, passages) in query.Matches(cancellationToken))
            {
                var before = found.Count;
                var (start, count) = catalog.Materials[material].Practices.GetOffsetAndLength(catalog.Practices.Count);
                for (var practice = start; practice < start + count; practice++)
                {
                    var (first, last) = (catalog.Practices[practice].First, catalog.Practices[practice].Last);
                    if (ViewQuery.BestOf(passages, first, last) is { } score && tally.Take(practice, material))
                    {
                        found.Add(new FoundEntry(
                            practice, material, query.Ranks ? score * Raised(query, catalog.Practices[practice]) : score));
                    }
                }

                materials += found.Count > before ? 1 : 0;
            }

            var total = found.Count;
            var folded = query.Folded(found, copies => copies.Practices);
            var totalHits = folded.Listed.Count;
            var page = PageOf.Sorted(folded.Listed, (a, b) => Order(query, request, a, b), request.Skip, request.Size);
            return new PracticeList
            {
                Total = total,
                TotalHits = totalHits,
                Materials = materials,
                Entries = Entries(snapshot, query, folded, page),
                Facets = query.FacetsOf(tally),
                Warnings = query.Warnings(total, cancellationToken),
                Understood = query.Understood,
                DidYouMean = query.DidYouMean,
                WithoutFilters = query.WithoutFilters(total, without => library.Practices(without, cancellationToken).Total),
                Took = Stopwatch.GetElapsedTime(started),
            };
        });
    }

    private static FacetTally Tally(ViewQuery query)
    {
        var catalog = query.Catalog;
        var tally = new FacetTally();
        query.AddTheme(tally, catalog.PracticeTheme);
        query.AddFacts(tally);
        query.AddOrigin(
            tally, catalog.PracticeTier, catalog.PracticeSector, catalog.PracticeRegion, catalog.Actor, ofMaterial: false);
        query.AddPractice(tally);
        return tally;
    }

    private static float Raised(ViewQuery query, PracticeRow practice) =>
        1 + (Weights.Name * (float)query.ShareIn(practice.Name)) + (Weights.Act * (float)query.ShareIn(practice.Act));

    private static int Order(ViewQuery query, ViewRequest request, FoundEntry a, FoundEntry b)
    {
        if (request.Sort == ViewSort.Copyable || (request.Sort == ViewSort.Relevance && !query.Ranks))
        {
            var copyable = Copyable(query.Catalog, b.Row).CompareTo(Copyable(query.Catalog, a.Row));
            if (copyable != 0)
            {
                return copyable;
            }
        }

        var order = query.Compare(a.Material, a.Score, b.Material, b.Score);
        return order != 0 ? order : a.Row.CompareTo(b.Row);
    }

    /// <summary>Grade first, then how much of what somebody needs who wants to copy it is there.</summary>
    private static (int Grade, int Shown) Copyable(LibraryCatalog catalog, int practice)
    {
        var entry = catalog.Practices[practice];
        return (
            entry.Grade,
            (entry.Figures > 0 ? 1 : 0) + (catalog.Recognition.Of(practice).Length > 0 ? 1 : 0) + (entry.Name.Length > 0 ? 1 : 0)
                + (catalog.Actor.Of(practice).Length > 0 ? 1 : 0));
    }

    private static List<PracticeEntry> Entries(
        LibrarySnapshot snapshot, ViewQuery query, FoundEntries folded, IReadOnlyList<FoundEntry> page)
    {
        var catalog = query.Catalog;
        var highlighter = snapshot.Highlighter(query.Plan);
        var stored = new Dictionary<int, (MaterialHeader Header, List<StoredPractice> Practices)>();
        return
        [
            .. page.Select(entry =>
            {
                var practice = catalog.Practices[entry.Row];
                if (!stored.TryGetValue(practice.Material, out var material))
                {
                    stored.Add(practice.Material, material = (query.Header(practice.Material), Read(practice.Material)));
                }

                var own = material.Practices[practice.Number];
                return new PracticeEntry(
                    material.Header,
                    practice.Number,
                    own.Practice,
                    highlighter.Find(own.Practice.Act),
                    practice.First,
                    practice.Last,
                    catalog.PracticeTier.TextsOf(entry.Row) is [var tier] ? tier : null,
                    own.Tier is not null,
                    catalog.PracticeRegion.TextsOf(entry.Row),
                    own.Regions.Count > 0,
                    catalog.PracticeSector.TextsOf(entry.Row) is [var sector] ? sector : null,
                    own.Sector is not null,
                    own.Recognitions,
                    entry.Score,
                    query.CopiesOf(folded, entry, other => catalog.Practices[other.Row].Number));
            }),
        ];

        List<StoredPractice> Read(int material) => snapshot.Reader.Stored(
            catalog.Materials[material].Id, StoredField.Practices, StoredJson.Compact.ListStoredPractice)
            ?? throw new InvalidDataException(
                $"The index has lost the practices of {catalog.Materials[material].Id}. Build it anew with 'kb build --rebuild'.");
    }
}
