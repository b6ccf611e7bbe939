using System.Diagnostics;
using System.Text;
using KnowledgeBase.Retrieval.Engines;
using KnowledgeBase.Retrieval.Indexing;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Understanding.Wordings;

namespace KnowledgeBase.Retrieval.Views;

/// <summary>The formulations (提法) that stand where a question is answered.</summary>
public static class LibraryFoundWordings
{
    private static readonly PassageField[] Facts = [PassageField.Theme, PassageField.Genre, PassageField.Year, PassageField.Tier];

    /// <summary>
    /// Formulations in the passages that match, those of most passages first, with the passages and materials that hold each. They are
    /// filtered by theme, genre, year and the issuer's tier, sector, place and name.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Page or size is outside of its range.</exception>
    /// <exception cref="OperationCanceledException">The search was cancelled.</exception>
    public static WordingsFound WordingsIn(this Library library, ViewRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(library);
        ViewRequest.Check(request);
        var started = Stopwatch.GetTimestamp();
        return library.Using(snapshot =>
        {
            var query = new ViewQuery(snapshot, request, cancellationToken);
            var origins = query.Origins();
            var choices = query.Choices(origins);
            var found = snapshot.Reader.Search(
                new EngineSearch
                {
                    Query = query.Matching,
                    Choices = choices,
                    Take = 0,
                    Facets = [.. Facts, .. OriginChoices.Fields, PassageField.Wording],
                },
                cancellationToken);
            var groups = found.Facets[PassageField.Wording]
                .GroupBy(v => Glossary.Comparable(WordingTerm.Read(v.Value).Text), StringComparer.Ordinal)
                .Select(g => g.OrderByDescending(v => v.Passages).ThenBy(v => v.Value, StringComparer.Ordinal).ToArray())
                .OrderByDescending(g => g.Sum(v => v.Passages))
                .ThenBy(g => g[0].Value, StringComparer.Ordinal)
                .ToList();
            return new WordingsFound
            {
                Total = groups.Count,
                TotalHits = groups.Count,
                Materials = found.Materials,
                Entries = [.. groups.Skip(request.Skip).Take(request.Size).Select(Entry)],
                Facets =
                [
                    .. Facts.Select(field => snapshot.Facet(
                        field, found.Facets, choices.FirstOrDefault(c => c.Field == field)?.Values ?? [])),
                    .. OriginChoices.Fields.Select(field => origins.Facet(field, found.Facets)),
                ],
                Warnings = query.Warnings(groups.Count, cancellationToken),
                Understood = query.Understood,
                DidYouMean = query.DidYouMean,
                WithoutFilters = query.WithoutFilters(
                    groups.Count, without => library.WordingsIn(without, cancellationToken).Total),
                Took = Stopwatch.GetElapsedTime(started),
            };

            WordingEntry Entry(EngineFacetValue[] ways)
            {
                var (kind, text) = WordingTerm.Read(ways[0].Value);
                var known = snapshot.Glossary.Find(text);
                var (passages, materials) = (ways[0].Passages, ways[0].Materials);
                if (ways.Length > 1)
                {
                    // A passage may write it both ways: counted, never summed up.
                    var any = new BooleanQuery
                    {
                        Should = [.. ways.Select(w => new TermQuery(PassageField.Wording, Encoding.UTF8.GetBytes(w.Value)))],
                    };
                    var counted = snapshot.Reader.Search(
                        new EngineSearch { Query = new BooleanQuery { Filter = [query.Matching, any] }, Choices = choices, Take = 0 },
                        cancellationToken);
                    (passages, materials) = (counted.Passages, counted.Materials);
                }

                return new WordingEntry(text, known?.Kind ?? kind, known is not null, passages, materials);
            }
        });
    }
}
