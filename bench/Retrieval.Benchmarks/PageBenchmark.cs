using System.Diagnostics;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.Storage;

namespace KnowledgeBase.Retrieval.Benchmarks;

/// <summary>What a page of results costs.</summary>
internal static class PageBenchmark
{
    public static void Run(string folder, string queryFile, int rounds)
    {
        var queries = File.ReadLines(queryFile).Select(l => l[(l.LastIndexOf('\t') + 1)..]).Where(q => q.Length > 0).ToArray();
        var started = Stopwatch.GetTimestamp();
        using var library = LibraryFolder.Open(folder);
        Put("open_ms", Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        started = Stopwatch.GetTimestamp();
        Show(library, queries[0], page: 1);
        Put("first_page_ms", Stopwatch.GetElapsedTime(started).TotalMilliseconds);

        var pages = queries.SelectMany(q => (int[])[1, 2], (q, page) => (q, page)).ToArray();
        Measure("page", pages, rounds, (q, page) => Show(library, q, page));
        Measure("without_facets", pages, rounds, (q, page) => library.Search(new SearchRequest { Query = q, Page = page, WithFacets = false }));
        Measure("one_passage", pages, rounds, (q, page) => library.Search(
            new SearchRequest { Query = q, Page = page, WithFacets = false, PassagesPerMaterial = 1 }));
        Measure("best_alone", pages, rounds, (q, _) => library.Top(q, SearchMode.Best, new (string, float)[10]));
        Put("working_set_mb", Environment.WorkingSet / 1e6);
    }

    private static void Show(Library library, string query, int page) => library.Search(new SearchRequest { Query = query, Page = page });

    /// <summary>
    /// Every page in every round, so that no page finds only what it has itself left behind. The figures of all runs show what a busy
    /// machine adds; those of each page's best run are the work itself.
    /// </summary>
    private static void Measure(string what, (string Query, int Page)[] pages, int rounds, Action<string, int> ask)
    {
        foreach (var (query, page) in pages)
        {
            ask(query, page);
        }

        var all = new List<double>();
        var best = Enumerable.Repeat(double.MaxValue, pages.Length).ToArray();
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < pages.Length; i++)
            {
                var started = Stopwatch.GetTimestamp();
                ask(pages[i].Query, pages[i].Page);
                var took = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
                all.Add(took);
                best[i] = Math.Min(best[i], took);
            }
        }

        Put($"{what}_allocated_kb", (GC.GetAllocatedBytesForCurrentThread() - allocated) / 1e3 / rounds / pages.Length);
        PutShares($"{what}_ms", all);
        PutShares($"{what}_best_ms", [.. best]);
    }

    private static void PutShares(string what, List<double> times)
    {
        times.Sort();
        Put($"{what}_p50", times[times.Count / 2]);
        Put($"{what}_p99", times[(int)(times.Count * 0.99)]);
        Put($"{what}_mean", times.Average());
    }

    private static void Put(string what, double value) => Console.WriteLine($"{what}\t{value:0.###}");
}
