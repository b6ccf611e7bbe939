using System.Diagnostics;
using System.Text;
using KnowledgeBase.Duplicates;
using KnowledgeBase.Retrieval.Storage;
using KnowledgeBase.Understanding.Themes;
using KnowledgeBase.Understanding.Wordings;

namespace KnowledgeBase.Engines.Benchmarks;

/// <summary>What building costs, on one thread: cutting words, which is the same for every engine, and writing.</summary>
internal static class BuildMeasurement
{
    public static Dictionary<string, double> Run(string engine, ScaledCorpus corpus, string index)
    {
        var started = Stopwatch.GetTimestamp();
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        var arrivals = new Dictionary<string, long>(StringComparer.Ordinal);
        double megabytes = 0, passages = 0;
        using (var writer = LibraryFolder.OpenWriter(index, Taxonomy.Default, Glossary.Default, [], engine: engine))
        {
            foreach (var material in corpus.Materials())
            {
                megabytes += Encoding.UTF8.GetByteCount(material.Text) / 1e6;
                passages += material.Passages.Count;
                writer.Put(writer.Prepare(material, path: null));
                arrivals[material.Id] = 1;
            }

            // What holds of the whole is written as a build writes it; copies are not looked for, which is the same for every engine.
            writer.Put(new DuplicateReport([], [], []), arrivals);
            writer.Commit(new Dictionary<string, string>(), TimeProvider.System);
        }

        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return new Dictionary<string, double>
        {
            ["passages"] = passages,
            ["text, MB"] = megabytes,
            ["build, MB/s"] = megabytes / seconds,
            ["build, processor s"] = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds,
            ["build, peak memory MB"] = PeakMegabytes(),
            ["index, MB"] = (ServedIndex.Bytes(index) + Files(index)) / 1e6,
        };
    }

    private static long Files(string index) =>
        Directory.EnumerateFiles(index, "*", SearchOption.AllDirectories).Sum(f => new FileInfo(f).Length);

    /// <summary>Most memory that the process has had; 0 where the system does not tell.</summary>
    public static double PeakMegabytes() => Process.GetCurrentProcess().PeakWorkingSet64 / 1e6;
}
