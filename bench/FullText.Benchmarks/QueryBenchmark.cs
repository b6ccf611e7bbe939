using System.Diagnostics;
using System.Globalization;
using System.Text;
using KnowledgeBase.FullText.Search;

namespace KnowledgeBase.FullText.Benchmarks;

/// <summary>Latency of searches, facets and phrase statistics, one thread; the same query trees as peer.sh builds.</summary>
internal static class QueryBenchmark
{
    public static void Run(string command, Options options)
    {
        using var reader = IndexReader.Open(options.Positional[0]);
        var searcher = new IndexSearcher(reader);
        var mode = options.Text("--mode", command == "statistics" ? "phrase" : "or");
        var k = options.Number("--k", 10);
        int? threads = options.Number("--threads", 0) is var n and > 0 ? n : null;
        var queries = File.ReadLines(options.Positional[1])
            .Select(l => l.Split('\t'))
            .Where(p => p.Length == 2)
            .Select(p => (Id: p[0], Text: p[1], Query: Build(p[1], mode)))
            .ToList();
        Func<Query, long> run = command switch
        {
            "facets" => query =>
            {
                var result = searcher.Search(new IndexSearchRequest
                {
                    Query = query,
                    Limit = k,
                    CountHits = true,
                    Facets = [new FacetRequest("theme", 10), new FacetRequest("year", 10)],
                });
                return result.TotalHits;
            }
            ,
            "statistics" => query => searcher.Statistics(query, "year").Occurrences,
            _ => query => searcher.Search(new IndexSearchRequest { Query = query, Limit = k, Threads = threads }).Hits.Count,
        };
        if (options.Text("--run", "") is { Length: > 0 } file)
        {
            WriteRun(file, searcher, reader, queries, k);
        }

        var clock = Stopwatch.StartNew();
        var warmup = options.Number("--warmup-seconds", 5);
        var passes = 0;
        do
        {
            foreach (var (_, _, query) in queries)
            {
                run(query);
            }

            passes++;
        }
        while (clock.Elapsed.TotalSeconds < warmup);

        var repeat = options.Number("--repeat", 10);
        var search = new List<double>();
        var fetch = new List<double>();
        var best = new double[queries.Count];
        Array.Fill(best, double.MaxValue);
        var cpuBefore = Process.GetCurrentProcess().TotalProcessorTime;
        var allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        clock.Restart();
        for (var r = 0; r < repeat; r++)
        {
            for (var q = 0; q < queries.Count; q++)
            {
                var start = Stopwatch.GetTimestamp();
                run(queries[q].Query);
                var micros = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
                search.Add(micros);
                best[q] = Math.Min(best[q], micros);
            }
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - allocatedBefore;
        Figures.Put("mode", $"{command} {mode}");
        Figures.Put("docs", reader.DocCount);
        Figures.Put("segments", reader.SegmentCount);
        Figures.Put("queries", queries.Count);
        Figures.Put("warmup_passes", passes);
        Figures.Put("wall_s", clock.Elapsed.TotalSeconds);
        Figures.Put("cpu_seconds", (Process.GetCurrentProcess().TotalProcessorTime - cpuBefore).TotalSeconds);
        Figures.Put("allocated_bytes_per_query", (double)allocated / search.Count);
        Figures.PutLatency("search_us", search);
        Figures.PutLatency("search_us_best_of_repeats", [.. best]);
        if (command == "query")
        {
            foreach (var (_, _, query) in queries)
            {
                var hits = searcher.Search(query, k).Hits;
                var start = Stopwatch.GetTimestamp();
                foreach (var hit in hits)
                {
                    reader.GetStored(hit.Doc, "id");
                }

                fetch.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
            }

            Figures.PutLatency("fetch_ids_us", fetch);
        }

        Figures.Put("peak_rss_mb", Figures.PeakResidentMegabytes());
        if (options.Has("--per-query"))
        {
            for (var q = 0; q < queries.Count; q++)
            {
                Console.WriteLine($"{queries[q].Id}\t{queries[q].Text}\t{best[q]:0.0}\t{searcher.Count(queries[q].Query)}");
            }
        }
    }

    /// <summary>or: any term in either field; and: every term, each in either field; phrase: consecutive terms of one field.</summary>
    private static Query Build(string text, string mode)
    {
        var tokens = new List<(byte[] Term, int Position)>();
        BigramTokens.Cut(text, (token, position) => tokens.Add((token.ToArray(), position)));
        Query Term(string field, byte[] term) => field == "title" ? new BoostQuery(new TermQuery(field, term), 2) : new TermQuery(field, term);
        switch (mode)
        {
            case "or":
                return BooleanQuery.Or([.. tokens.SelectMany(t => new[] { Term("title", t.Term), Term("text", t.Term) })]);
            case "and":
                return BooleanQuery.And([.. tokens.Select(t => BooleanQuery.Or(Term("title", t.Term), Term("text", t.Term)))]);
            default:
                var clauses = new List<Query>();
                foreach (var field in (string[])["title", "text"])
                {
                    Query query = new PhraseQuery(field, [.. tokens.Select(t => new PhraseTerm(t.Term, t.Position))]);
                    clauses.Add(field == "title" ? new BoostQuery(query, 2) : query);
                }

                return mode == "phrase-text" ? clauses[1] : BooleanQuery.Or(clauses);
        }
    }

    private static void WriteRun(
        string file, IndexSearcher searcher, IndexReader reader, List<(string Id, string Text, Query Query)> queries, int k)
    {
        var run = new StringBuilder();
        foreach (var (id, _, query) in queries)
        {
            var rank = 0;
            foreach (var hit in searcher.Search(query, k).Hits)
            {
                run.Append(CultureInfo.InvariantCulture, $"{id} Q0 {reader.GetStoredText(hit.Doc, "id")} {++rank} {hit.Score} fulltext\n");
            }
        }

        File.WriteAllText(file, run.ToString());
    }
}
