using KnowledgeBase.FullText.Search;
using KnowledgeBase.FullText.Store;
using KnowledgeBase.FullText.Writing;

namespace KnowledgeBase.FullText.Tests.Oracle;

/// <summary>What a search passes over must not change its answer, in indexes of many blocks and windows.</summary>
public sealed class PruningTests : IDisposable
{
    private const int Documents = 30_000;

    private readonly RandomQueries _source = new(new Random(7));
    private readonly MemoryDirectory _directory = new();
    private readonly IndexReader _reader;

    public PruningTests()
    {
        using (var writer = IndexWriter.Open(_directory, OracleIndex.Schema, new IndexWriterOptions { MergeFactor = 100 }))
        {
            for (var id = 0; id < Documents; id++)
            {
                writer.AddDocument(_source.Document(id, key: null).ToIndexDocument(OracleIndex.Schema));
                if (id == Documents * 2 / 3)
                {
                    writer.Commit(); // two segments: the second begins with the threshold of the first
                }
            }

            writer.Commit();
        }

        _reader = IndexReader.Open(_directory);
    }

    [Fact]
    public void The_best_of_a_disjunction_are_the_first_of_all_its_hits() => CompareWithAllHits(300, _source.Disjunction);

    [Fact]
    public void The_best_of_a_conjunction_of_disjunctions_are_the_first_of_all_its_hits() =>
        CompareWithAllHits(100, () => BooleanQuery.And(_source.Disjunction(), _source.Disjunction(), _source.Disjunction()));

    [Fact]
    public void The_best_of_any_query_are_the_first_of_all_its_hits() => CompareWithAllHits(200, () => _source.Query());

    [Fact]
    public void The_best_of_a_restricted_disjunction_are_the_first_of_all_its_hits() => CompareWithAllHits(150, _source.Restricted);

    [Fact]
    public void What_is_counted_first_is_what_is_found_document_by_document()
    {
        var searcher = new IndexSearcher(_reader);
        for (var i = 0; i < 150; i++)
        {
            var query = i % 3 == 0 ? _source.Query() : _source.Restricted();
            var all = searcher.MatchingScores(query).OrderByDescending(h => h.Score).ThenBy(h => h.Doc).ToList();

            var found = searcher.Search(new IndexSearchRequest { Query = query, Limit = 10, CountHits = true });

            Assert.True(all.Take(10).SequenceEqual(found.Hits.Select(h => new GroupHit(h.Doc, h.Score))), $"{query}");
            Assert.True(all.Count == found.TotalHits, $"{query}: {all.Count} hits, not {found.TotalHits}");
        }
    }

    [Fact]
    public void Several_threads_find_what_one_finds()
    {
        var searcher = new IndexSearcher(_reader);
        for (var i = 0; i < 200; i++)
        {
            var request = new IndexSearchRequest
            {
                Query = i % 2 == 0 ? _source.Disjunction() : _source.Query(),
                Offset = i % 3,
                Collapse = i % 4 == 0 ? new CollapseOptions("group") : null,
                CountHits = i % 5 == 0,
                Facets = i % 8 == 0 ? [new FacetRequest("group", 50)] : [],
                Threads = 1,
            };

            var alone = searcher.Search(request);
            var together = searcher.Search(request with { Threads = 4, DocsPerThread = 1500 });

            Assert.True(Shown(alone).SequenceEqual(Shown(together)), $"{request.Query}");
            Assert.Equal((alone.TotalHits, alone.TotalGroups), (together.TotalHits, together.TotalGroups));
            Assert.Equal(Counted(alone), Counted(together));
        }
    }

    private static IEnumerable<(int Doc, float Score, int GroupTotal)> Shown(IndexSearchResult found) =>
        found.Hits.Select(h => (h.Doc, h.Score, h.GroupTotal));

    private static IEnumerable<(string Value, int Docs)> Counted(IndexSearchResult found) =>
        found.Facets.SelectMany(f => f.Values).Select(v => (v.Text, v.Docs));

    public void Dispose()
    {
        _reader.Dispose();
    }

    private void CompareWithAllHits(int queries, Func<Query> next)
    {
        var searcher = new IndexSearcher(_reader);
        for (var i = 0; i < queries; i++)
        {
            var query = next();
            var all = searcher.MatchingScores(query).OrderByDescending(h => h.Score).ThenBy(h => h.Doc).ToList();

            Assert.True(all.SequenceEqual(searcher.Search(query, Documents).Hits.Select(h => new GroupHit(h.Doc, h.Score))), $"all of {query}");
            Assert.True(all.Take(10).SequenceEqual(searcher.Search(query, 10).Hits.Select(h => new GroupHit(h.Doc, h.Score))), $"{query}");
        }
    }
}
