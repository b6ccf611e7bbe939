using System.Diagnostics;
using KnowledgeBase.Retrieval.Catalogs;
using KnowledgeBase.Retrieval.Engines;
using KnowledgeBase.Retrieval.Indexing;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Understanding.Outline;

namespace KnowledgeBase.Retrieval.Views;

/// <summary>The headings (小标题) of a library, and whole outlines.</summary>
public static class LibraryHeadings
{
    /// <summary>Frames that an answer lists.</summary>
    private const int MostPatterns = 30;

    private const int ExamplesOfPattern = 3;

    private static readonly ViewWeights Weights = ViewWeights.Default;

    /// <summary>
    /// Headings that match: above a passage that does, and with the words and strings of the question in their own text. Where no heading
    /// holds all words, those with any of them match, and the answer says so. A question without words, of filters alone, is matched by
    /// every heading above a passage that matches.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Page or size is outside of its range.</exception>
    /// <exception cref="OperationCanceledException">The search was cancelled.</exception>
    public static HeadingList Headings(this Library library, ViewRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(library);
        ViewRequest.Check(request);
        var started = Stopwatch.GetTimestamp();
        return library.Using(snapshot =>
        {
            var query = new ViewQuery(snapshot, request, cancellationToken);
            var highlighter = snapshot.Highlighter(query.Plan);
            var above = Above(query, cancellationToken);
            var matching = above.FindAll(h => HoldsAll(query, highlighter, query.Catalog.Headings[h.Heading]));
            if (matching.Count == 0 && query.Terms.Count > 1 && query.Plan.Literals.Count == 0)
            {
                matching = above.FindAll(h => query.ShareIn(query.Catalog.Headings[h.Heading].Folded) > 0);
                if (matching.Count > 0)
                {
                    query.Warn("没有同时含有全部词语的小标题，以下只含其中一部分。");
                }
            }

            var answer = Answer(snapshot, query, request, matching, highlighter, cancellationToken);
            return answer with
            {
                WithoutFilters = query.WithoutFilters(answer.Total, without => library.Headings(without, cancellationToken).Total),
                Took = Stopwatch.GetElapsedTime(started),
            };
        });
    }

    /// <summary>The whole outlines of materials, in the order asked for; what the library doesn't have is left out.</summary>
    public static IReadOnlyList<MaterialOutline> Outlines(this Library library, IReadOnlyList<string> ids)
    {
        ArgumentNullException.ThrowIfNull(library);
        ArgumentNullException.ThrowIfNull(ids);
        return library.Using(snapshot =>
        {
            string[] known = [.. ids.Distinct(StringComparer.Ordinal).Where(snapshot.Reader.Contains)];
            return (IReadOnlyList<MaterialOutline>)
            [
                .. known.Select(id => new MaterialOutline(
                    ViewQuery.Header(snapshot, id),
                    [.. OutlineOf(snapshot, id).Headings.Select(Of)],
                    known.First(other => snapshot.Families.TextOf(id).Contains(other, StringComparer.Ordinal)) is var first && first != id
                        ? Library.Line(snapshot, first)
                        : null)),
            ];
        });
    }

    /// <summary>Headings above passages that match, each with the best score of those.</summary>
    private static List<(int Heading, float Score)> Above(ViewQuery query, CancellationToken cancellationToken)
    {
        var catalog = query.Catalog;
        var above = new List<(int Heading, float Score)>();
        foreach (var (material, passages) in query.Matches(cancellationToken))
        {
            var (start, count) = catalog.Materials[material].Headings.GetOffsetAndLength(catalog.Headings.Count);
            for (var heading = start; heading < start + count; heading++)
            {
                if (ViewQuery.BestOf(passages, catalog.Headings[heading].First, catalog.Headings[heading].Last) is { } score)
                {
                    above.Add((heading, score));
                }
            }
        }

        return above;
    }

    private static bool HoldsAll(ViewQuery query, Highlighter highlighter, HeadingRow heading) =>
        query.Terms.Count > 0 ? query.ShareIn(heading.Folded) >= 1
        : query.Plan.Patterns.Count == 0 || highlighter.Find(heading.Text).Count > 0;

    private static HeadingList Answer(
        LibrarySnapshot snapshot,
        ViewQuery query,
        ViewRequest request,
        List<(int Heading, float Score)> matching,
        Highlighter highlighter,
        CancellationToken cancellationToken)
    {
        var catalog = query.Catalog;
        var tally = new FacetTally();
        query.AddFacts(tally);
        query.AddOrigin(tally, catalog.Tier, catalog.Sector, catalog.Region, catalog.Issuer, ofMaterial: true);
        var themes = query.Themes();
        var frames = query.Patterns();
        var open = matching.FindAll(h => !themes.Filters || IsOn(catalog, catalog.Headings[h.Heading], themes));
        var passed = open.FindAll(h => tally.Take(h.Heading, catalog.Headings[h.Heading].Material));
        var found = frames.Filters ? passed.FindAll(h => frames.Numbers.Overlaps(catalog.Frame.Of(h.Heading).ToArray())) : passed;
        var scored = found.ConvertAll(h => new FoundEntry(
            h.Heading,
            catalog.Headings[h.Heading].Material,
            query.Ranks ? h.Score * Covered(query, catalog.Headings[h.Heading]) : h.Score));
        var folded = query.Folded(scored, copies => copies.Headings);
        var totalHits = folded.Listed.Count;
        var page = PageOf.Sorted(folded.Listed, Order, request.Skip, request.Size);
        var outlines = new Dictionary<int, (MaterialHeader Header, StoredOutline Outline)>();
        return new HeadingList
        {
            Total = found.Count,
            TotalHits = totalHits,
            Materials = found.Select(h => catalog.Headings[h.Heading].Material).Distinct().Count(),
            Entries = [.. page.Select(Entry)],
            Patterns = PatternsOf(snapshot, passed),
            Facets = query.FacetsOf(tally),
            Warnings = query.Warnings(found.Count, cancellationToken),
            Understood = query.Understood,
            DidYouMean = query.DidYouMean,
        };

        int Order(FoundEntry a, FoundEntry b)
        {
            var order = query.Compare(a.Material, a.Score, b.Material, b.Score);
            return order != 0 ? order : a.Row.CompareTo(b.Row);
        }

        HeadingEntry Entry(FoundEntry entry)
        {
            var heading = catalog.Headings[entry.Row];
            if (!outlines.TryGetValue(heading.Material, out var outline))
            {
                outlines.Add(heading.Material, outline = (
                    query.Header(heading.Material), OutlineOf(snapshot, catalog.Materials[heading.Material].Id)));
            }

            return new HeadingEntry(
                outline.Header,
                heading.Number,
                Of(outline.Outline.Headings[heading.Number]),
                PathTo(outline.Outline.Headings, heading.Number),
                highlighter.Find(heading.Text),
                catalog.Frame.TextsOf(entry.Row) is [var frame] ? frame : null,
                heading.First,
                entry.Score,
                query.CopiesOf(folded, entry, other => catalog.Headings[other.Row].Number));
        }
    }

    /// <summary>True when a passage below the heading is on one of the themes.</summary>
    private static bool IsOn(LibraryCatalog catalog, HeadingRow heading, FacetNumbers themes)
    {
        var first = catalog.Materials[heading.Material].FirstPassage;
        for (var passage = heading.First; passage <= heading.Last; passage++)
        {
            foreach (var theme in catalog.PassageTheme.Of(first + passage))
            {
                if (themes.Numbers.Contains(theme))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>More for a heading that consists of what is looked for than for one that only holds it.</summary>
    private static float Covered(ViewQuery query, HeadingRow heading)
    {
        var covered = query.Terms.Where(term => heading.Folded.Contains(term, StringComparison.Ordinal)).Sum(term => term.Length);
        return 1 + (Weights.HeadingCovered * Math.Min(1f, covered / (float)Math.Max(1, heading.Folded.Length)));
    }

    private static List<HeadingPattern> PatternsOf(LibrarySnapshot snapshot, List<(int Heading, float Score)> headings)
    {
        var catalog = snapshot.Catalog;
        return
        [
            .. headings
                .Where(h => catalog.Frame.Of(h.Heading).Length > 0)
                .GroupBy(h => catalog.Frame.Of(h.Heading)[0])
                .Select(group => (
                    Frame: group.Key,
                    Headings: group.Select(h => catalog.Headings[h.Heading]).ToList(),
                    Materials: group.Select(h => catalog.Headings[h.Heading].Material).Distinct()
                        .Select(m => snapshot.Families.TextOf(catalog.Materials[m].Id)[0]).Distinct(StringComparer.Ordinal).Count()))
                .Where(group => group.Materials > 1)
                .OrderByDescending(group => HeadingFrames.IsOfSeveralWords(catalog.Frame.Values[group.Frame]))
                .ThenByDescending(group => group.Materials)
                .ThenByDescending(group => group.Headings.Count)
                .ThenBy(group => catalog.Frame.Values[group.Frame], StringComparer.Ordinal)
                .Take(MostPatterns)
                .Select(group => new HeadingPattern(
                    catalog.Frame.Values[group.Frame],
                    group.Headings.Count,
                    group.Materials,
                    [.. group.Headings.Select(h => h.Text).Distinct(StringComparer.Ordinal).Take(ExamplesOfPattern)])),
        ];
    }

    private static List<string> PathTo(IReadOnlyList<StoredHeading> headings, int number)
    {
        var path = new List<string>();
        var level = headings[number].Level;
        for (var i = number - 1; i >= 0 && level > 1; i--)
        {
            if (headings[i].Level < level)
            {
                path.Insert(0, headings[i].Text);
                level = headings[i].Level;
            }
        }

        return path;
    }

    private static OutlineHeading Of(StoredHeading heading) =>
        new(heading.Level, heading.Kind, heading.Marker, heading.Text, heading.Start);

    private static StoredOutline OutlineOf(LibrarySnapshot snapshot, string id) =>
        snapshot.Reader.Stored(id, StoredField.Outline, StoredJson.Compact.StoredOutline)
            ?? throw new InvalidDataException($"The index has lost the outline of {id}. Build it anew with 'kb build --rebuild'.");
}
