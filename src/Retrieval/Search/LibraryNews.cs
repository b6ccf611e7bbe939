namespace KnowledgeBase.Retrieval.Search;

/// <summary>What is new in a library.</summary>
public static class LibraryNews
{
    /// <summary>Materials that are asked about at a time, from the newest back.</summary>
    private const int AtATime = 500;

    /// <summary>The materials that match and came into the library last, the newest first.</summary>
    /// <param name="library">The library.</param>
    /// <param name="request">The question and its filters; its order and its page are passed over.</param>
    /// <param name="count">How many, 1 to 100.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static IReadOnlyList<NewMaterial> Newest(
        this Library library, SearchRequest request, int count, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(library);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, 100);
        return library.Read(still =>
        {
            var arrivals = still.Using(snapshot => snapshot.Arrivals);
            var found = new List<NewMaterial>();
            foreach (var some in arrivals.Newest.Chunk(AtATime))
            {
                var asked = request with
                {
                    Among = some,
                    Page = 1,
                    Size = 100,
                    PassagesPerMaterial = 1,
                    WithFacets = false,
                    Copies = CopyListing.OneByOne,
                    ByMeaning = false, // whatever came last is near to something
                };
                var hits = new List<MaterialHit>();
                for (var last = asked.Size; last == asked.Size; asked = asked with { Page = asked.Page + 1 })
                {
                    var page = still.Search(asked, cancellationToken).Hits;
                    hits.AddRange(page);
                    last = page.Count;
                }

                var byId = hits.ToDictionary(h => h.Material, StringComparer.Ordinal);
                found.AddRange(some.Where(byId.ContainsKey).Select(id => new NewMaterial(byId[id], arrivals.Of(id)!.Value)));
                if (found.Count >= count)
                {
                    break;
                }
            }

            return (IReadOnlyList<NewMaterial>)[.. found.Take(count)];
        });
    }
}

/// <summary>A material that came into the library.</summary>
/// <param name="Material">The material with its best passage.</param>
/// <param name="Added">When it came first.</param>
public sealed record NewMaterial(MaterialHit Material, DateTimeOffset Added);
