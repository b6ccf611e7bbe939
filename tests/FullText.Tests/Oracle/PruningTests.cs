using KnowledgeBase.FullText.Store;

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
            var all = searcher.Search(query, Documents).Hits;

            var best = searcher.Search(query, 10).Hits;

            Assert.True(all.Take(10).Select(h => (h.Doc, h.Score)).SequenceEqual(best.Select(h => (h.Doc, h.Score))), $"{query}");
        }
    }
}
