using System.Diagnostics;
using KnowledgeBase.FullText.Search;
using KnowledgeBase.FullText.Verification;

namespace KnowledgeBase.FullText.Benchmarks;

/// <summary>How long opening an index takes, first and later, and how long checking every checksum does.</summary>
internal static class OpenBenchmark
{
    public static void Run(Options options)
    {
        var path = options.Positional[0];
        for (var i = 0; i < 5; i++)
        {
            var clock = Stopwatch.StartNew();
            using var reader = IndexReader.Open(path);
            Figures.Put("open_ms", clock.Elapsed.TotalMilliseconds);
        }

        var verifying = Stopwatch.StartNew();
        using (IndexReader.Open(path, new IndexReaderOptions { VerifyChecksums = true }))
        {
            Figures.Put("open_with_checksums_ms", verifying.Elapsed.TotalMilliseconds);
        }

        verifying.Restart();
        var report = IndexVerifier.Verify(path);
        Figures.Put("verify_s", verifying.Elapsed.TotalSeconds);
        Figures.Put("problems", report.Problems.Count);
        Figures.Put("peak_rss_mb", Figures.PeakResidentMegabytes());
    }
}
