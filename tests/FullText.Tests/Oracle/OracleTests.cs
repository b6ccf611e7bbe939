using System.Text;
using KnowledgeBase.FullText.Search;
using KnowledgeBase.FullText.Store;
using KnowledgeBase.FullText.Verification;
using KnowledgeBase.FullText.Writing;

namespace KnowledgeBase.FullText.Tests.Oracle;

/// <summary>Random sequences of writing, and random queries after each commit: the engine must answer as the oracle does.</summary>
public sealed class OracleTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 6)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Every_answer_equals_the_oracles(int seed)
    {
        var random = new Random(seed);
        var source = new RandomQueries(random);
        var directory = new MemoryDirectory();
        var options = new IndexWriterOptions
        {
            MemoryBudget = 1 << 20,
            MergeFactor = random.Next(2, 5),
            BackgroundMerges = random.Next(0, 2) == 0,
        };
        var expected = new List<OracleDocument>();
        var nextId = 0;
        var writer = IndexWriter.Open(directory, OracleIndex.Schema, options);
        try
        {
            for (var round = 0; round < 4; round++)
            {
                for (var operation = random.Next(1, 40); operation > 0; operation--)
                {
                    Change(writer, expected);
                }

                if (random.Next(0, 4) == 0)
                {
                    writer.ForceMerge(random.Next(1, 3));
                }

                writer.Commit(new Dictionary<string, string> { ["round"] = $"{round}" });
                if (random.Next(0, 3) == 0)
                {
                    writer.Dispose();
                    writer = IndexWriter.Open(directory, OracleIndex.Schema, options);
                }

                Compare(directory, expected, source, random, round);
            }
        }
        finally
        {
            writer.Dispose();
        }

        void Change(IndexWriter target, List<OracleDocument> model)
        {
            var key = random.Next(0, 4) == 0 ? null : $"材料{random.Next(0, 15)}";
            if (key is not null && random.Next(0, 5) == 0)
            {
                target.Delete(key);
                model.RemoveAll(d => d.Key == key);
                return;
            }

            var block = Enumerable.Range(0, random.Next(1, random.Next(0, 14) == 0 ? 260 : 5)).Select(_ => source.Document(nextId++, key))
                .ToList();
            var documents = block.ConvertAll(d => d.ToIndexDocument(OracleIndex.Schema));
            if (key is null)
            {
                target.AddDocuments(documents);
            }
            else
            {
                model.RemoveAll(d => d.Key == key);
                target.UpdateDocuments(key, documents);
            }

            model.AddRange(block);
        }
    }

    private static void Compare(MemoryDirectory directory, List<OracleDocument> expected, RandomQueries source, Random random, int round)
    {
        Assert.Empty(IndexVerifier.Verify(directory).Problems);
        using var reader = IndexReader.Open(directory);
        Assert.Equal($"{round}", reader.UserData["round"]);
        Assert.Equal(expected.Count, reader.DocCount);
        var byId = expected.ToDictionary(d => d.Id);
        var docs = new List<(int Doc, OracleDocument Document)>();
        for (var doc = 0; doc < reader.MaxDoc; doc++)
        {
            if (reader.IsLive(doc))
            {
                docs.Add((doc, byId[int.Parse(reader.GetStoredText(doc, "id")!)]));
            }
        }

        Assert.Equal(expected.Select(d => d.Id).Order(), docs.Select(d => d.Document.Id).Order());
        foreach (var (doc, document) in docs)
        {
            Assert.Equal(document.Group, reader.GetKeywordText(doc, "group"));
            Assert.Equal(document.Year, reader.GetInteger(doc, "year"));
            Assert.Equal(document.Tags.Order(StringComparer.Ordinal), reader.GetKeywordTexts(doc, "tags"));
        }

        var oracle = new OracleIndex(reader, expected);
        var searcher = new IndexSearcher(reader);
        for (var i = 0; i < 30; i++)
        {
            var query = i % 3 == 0 ? source.Disjunction() : source.Query();
            var matches = docs
                .Select(d => (d.Doc, d.Document, Score: oracle.Score(query, d.Document)))
                .Where(m => m.Score is not null)
                .Select(m => (m.Doc, m.Document, Score: m.Score!.Value))
                .ToList();
            CompareHits(searcher, query, matches, random);
            CompareFacets(searcher, query, matches, docs, oracle, random);
            CompareGroups(searcher, query, matches, random);
            CompareStatistics(searcher, oracle, query, docs);
        }
    }

    private static void CompareHits(
        IndexSearcher searcher, Query query, List<(int Doc, OracleDocument Document, float Score)> matches, Random random)
    {
        Assert.Equal(matches.Select(m => m.Doc), searcher.MatchingDocs(query));
        var all = searcher.MatchingScores(query);
        Assert.Equal(matches.Select(m => m.Doc), all.Select(h => h.Doc));
        for (var i = 0; i < all.Count; i++)
        {
            AssertClose(matches[i].Score, all[i].Score, query);
        }

        // The engine's own scores, all of them, say what the best are: rounding must not blur the order.
        var limit = random.Next(1, 20);
        var offset = random.Next(0, 3);
        var best = all.OrderByDescending(h => h.Score).ThenBy(h => h.Doc).Skip(offset).Take(limit).ToList();
        foreach (var count in (bool[])[false, true])
        {
            var result = searcher.Search(new IndexSearchRequest { Query = query, Limit = limit, Offset = offset, CountHits = count });
            Assert.Equal(best.Select(h => (h.Doc, h.Score)), result.Hits.Select(h => (h.Doc, h.Score)));
            Assert.False(result.IsPartial);
            Assert.True(count ? result.TotalHits == matches.Count && result.IsTotalExact : result.TotalHits <= matches.Count);
        }

        if (best.Count > 0)
        {
            var explanation = searcher.Explain(query, best[0].Doc);
            Assert.True(explanation.IsMatch);
            AssertClose(best[0].Score, explanation.Value, query);
        }

        var sorted = searcher.Search(
            new IndexSearchRequest { Query = query, Limit = limit, Sort = [new SortKey("year", Descending: true), new SortKey("group")] });
        Assert.Equal(
            matches.OrderByDescending(m => m.Document.Year ?? long.MinValue)
                .ThenBy(m => m.Document.Group is null)
                .ThenBy(m => m.Document.Group is null ? [] : Encoding.UTF8.GetBytes(m.Document.Group), ByBytes)
                .ThenBy(m => m.Doc).Take(limit).Select(m => m.Doc),
            sorted.Hits.Select(h => h.Doc));

        // Scores tie often enough here for the second key to count.
        var scores = all.ToDictionary(h => h.Doc, h => h.Score);
        var byScoreAndYear = searcher.Search(
            new IndexSearchRequest { Query = query, Limit = limit, Sort = [SortKey.Score, new SortKey("year")] });
        Assert.Equal(
            matches.OrderByDescending(m => scores[m.Doc]).ThenBy(m => m.Document.Year ?? long.MaxValue).ThenBy(m => m.Doc).Take(limit)
                .Select(m => (m.Doc, scores[m.Doc])),
            byScoreAndYear.Hits.Select(h => (h.Doc, h.Score)));
    }

    private static void CompareFacets(
        IndexSearcher searcher,
        Query query,
        List<(int Doc, OracleDocument Document, float Score)> matches,
        List<(int Doc, OracleDocument Document)> docs,
        OracleIndex oracle,
        Random random)
    {
        var tagFilter = new AnyTermQuery("tags", [$"标签{random.Next(0, 9)}", $"标签{random.Next(0, 9)}"]);
        var yearFilter = new IntegerRangeQuery("year", 2000, 2000 + random.Next(0, 27));
        var result = searcher.Search(new IndexSearchRequest
        {
            Query = query,
            Filters = [new FacetFilter("tags", tagFilter), new FacetFilter("year", yearFilter)],
            Facets = [new FacetRequest("tags", 100), new FacetRequest("year", 100), new FacetRequest("group", 100)],
        });
        bool Fits(OracleDocument d, Query filter) => oracle.Score(filter, d) is not null;
        var tags = matches.Where(m => Fits(m.Document, yearFilter)).SelectMany(m => m.Document.Tags)
            .GroupBy(t => t, StringComparer.Ordinal);
        Assert.Equal(Ranked(tags), result.Facets[0].Values.Select(v => (v.Text, v.Docs)));
        var years = matches.Where(m => Fits(m.Document, tagFilter)).Select(m => $"{m.Document.Year}").Where(y => y.Length > 0)
            .GroupBy(t => t, StringComparer.Ordinal);
        Assert.Equal(Ranked(years), result.Facets[1].Values.Select(v => (v.Text, v.Docs)));
        var both = matches.Where(m => Fits(m.Document, tagFilter) && Fits(m.Document, yearFilter)).ToList();
        var groups = both.Select(m => m.Document.Group).OfType<string>().GroupBy(t => t, StringComparer.Ordinal);
        Assert.Equal(Ranked(groups), result.Facets[2].Values.Select(v => (v.Text, v.Docs)));
        Assert.Equal(both.Count, result.TotalHits);
        Assert.Equal(
            both.OrderByDescending(m => m.Score).Take(10).Select(m => m.Score).ToArray(),
            result.Hits.Select(h => h.Score).ToArray(),
            (a, b) => Math.Abs(a - b) <= 1e-4f * Math.Max(1, a));

        static IEnumerable<(string, int)> Ranked(IEnumerable<IGrouping<string, string>> counts) =>
            counts.Select(g => (g.Key, Count: g.Count())).OrderByDescending(g => g.Count)
                .ThenBy(g => Encoding.UTF8.GetBytes(g.Key), ByBytes);
    }

    private static void CompareGroups(
        IndexSearcher searcher, Query query, List<(int Doc, OracleDocument Document, float Score)> matches, Random random)
    {
        var limit = random.Next(1, 8);
        var perGroup = random.Next(1, 4);
        var result = searcher.Search(new IndexSearchRequest { Query = query, Limit = limit, Collapse = new CollapseOptions("group", perGroup) });
        var scores = searcher.MatchingScores(query).ToDictionary(h => h.Doc, h => h.Score);
        var groups = matches
            .GroupBy(m => m.Document.Group ?? $"#{m.Doc}", StringComparer.Ordinal)
            .Select(g => g.OrderByDescending(m => scores[m.Doc]).ThenBy(m => m.Doc).ToList())
            .OrderByDescending(g => scores[g[0].Doc]).ThenBy(g => g[0].Doc)
            .ToList();
        Assert.Equal(groups.Count, result.TotalGroups);
        Assert.Equal(
            groups.Take(limit).Select(g => $"{g[0].Document.Group} {g.Count}: {string.Join(' ', g.Take(perGroup).Select(m => m.Doc))}"),
            result.Hits.Select(h => $"{h.GroupText} {h.GroupTotal}: {string.Join(' ', h.GroupHits.Select(x => x.Doc))}"));

        var offset = random.Next(0, 3);
        var byYear = searcher.Search(new IndexSearchRequest
        {
            Query = query,
            Offset = offset,
            Limit = limit,
            Sort = [new SortKey("year"), SortKey.Score],
            Collapse = new CollapseOptions("group", perGroup),
        });
        var sorted = matches
            .GroupBy(m => m.Document.Group ?? $"#{m.Doc}", StringComparer.Ordinal)
            .Select(g => InOrder(g).ToList());
        Assert.Equal(
            InOrder(sorted.Select(g => g[0])).Skip(offset).Take(limit)
                .Select(head => sorted.First(g => g[0].Doc == head.Doc))
                .Select(g => $"{g[0].Document.Group} {g.Count}: {string.Join(' ', g.Take(perGroup).Select(m => m.Doc))}"),
            byYear.Hits.Select(h => $"{h.GroupText} {h.GroupTotal}: {string.Join(' ', h.GroupHits.Select(x => x.Doc))}"));

        IEnumerable<(int Doc, OracleDocument Document, float Score)> InOrder(
            IEnumerable<(int Doc, OracleDocument Document, float Score)> docs) =>
            docs.OrderBy(m => m.Document.Year ?? long.MaxValue).ThenByDescending(m => scores[m.Doc]).ThenBy(m => m.Doc);
    }

    private static void CompareStatistics(
        IndexSearcher searcher, OracleIndex oracle, Query query, List<(int Doc, OracleDocument Document)> docs)
    {
        var statistics = searcher.Statistics(query, "year");
        var counts = docs.Select(d => (d.Document.Year, Count: oracle.Occurrences(query, d.Document))).Where(c => c.Count > 0).ToList();
        Assert.Equal(counts.Count, statistics.Docs);
        Assert.Equal(counts.Sum(c => c.Count), statistics.Occurrences);
        Assert.Equal(
            counts.GroupBy(c => c.Year).OrderBy(g => g.Key ?? long.MaxValue)
                .Select(g => (g.Key, (long)g.Count(), (long)g.Sum(c => c.Count))),
            statistics.Groups.Select(g => (g.Number, g.Docs, g.Occurrences)));
    }

    private static Comparer<byte[]> ByBytes { get; } = Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b));

    private static void AssertClose(float expected, float actual, Query query) =>
        Assert.True(Math.Abs(expected - actual) <= 1e-5f * Math.Max(1, Math.Abs(expected)), $"{query}: {actual}, expected {expected}");
}
