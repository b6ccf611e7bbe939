using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using KnowledgeBase.Indexer.Building;
using KnowledgeBase.Indexer.Output;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.Vectors;

namespace KnowledgeBase.Indexer.Commands;

/// <summary>
/// <c>kb query</c>: many queries at once, for evaluation and measurement. Latency is that of parsing, searching and fetching the ids
/// of the best materials; no text is read.
/// </summary>
internal static class QueryCommand
{
    /// <summary>The program runs hot before it is measured: this long, and every query at least once.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    public static Command Create(KbConsole console)
    {
        var index = KbOptions.Index(console);
        var queries = new Option<string>("--queries")
        {
            Description = "A query a line: qid<TAB>text.",
            HelpName = "Q.tsv",
            Required = true,
        };
        var k = KbOptions.Number("--k", "Materials per query.", 10, 1, 10_000);
        var mode = Modes.Option();
        var repeat = KbOptions.Number("--repeat", "How often each query is measured.", 1, 1, 1_000_000);
        var threads = KbOptions.Number("--threads", "Queries run side by side, each on one thread.", 1, 1, 256);
        var run = new Option<string?>("--run")
        {
            Description = "Write the results as a TREC run with material ids.",
            HelpName = "OUT.trec",
        };
        var meaning = MeaningOptions.Option(
            isOn: false, "Whether texts are found too that say the same in other words; then at most 100 materials per query.");
        var json = KbOptions.Json("Print the figures as JSON.");
        var command = new Command(
            "query",
            "Run many queries and print figures: queries, queries per second, and latency in microseconds "
            + "(50th, 95th and 99th percentile, mean) of parsing, searching and fetching ids, after a warm-up.")
        {
            index, queries, k, mode, repeat, threads, run, meaning, json,
        };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(
            console,
            parsed.GetRequiredValue(index),
            parsed.GetRequiredValue(queries),
            parsed.GetValue(k),
            Modes.Parse(parsed.GetRequiredValue(mode)),
            parsed.GetValue(repeat),
            parsed.GetValue(threads),
            parsed.GetValue(run),
            MeaningOptions.IsOn(parsed, meaning),
            parsed.GetValue(json),
            cancellation)));
        return command;
    }

    private static int Run(
        KbConsole console, string index, string queryFile, int k, SearchMode mode, int repeat, int threads, string? runFile, bool byMeaning,
        bool json, CancellationToken cancellation)
    {
        var queries = QueryFile.Read(queryFile);
        using var model = byMeaning ? MeaningOptions.Model(console) : MeaningModel.None;
        using var library = MeaningOptions.Open(console, index, model, cancellation);
        if (runFile is not null)
        {
            IndexPlacement.CheckOutput(runFile, index);
            WriteRun(library, queries, k, mode, byMeaning, runFile, cancellation);
        }

        Warm(library, queries, k, mode, byMeaning, cancellation);
        var latencies = new long[(long)queries.Count * repeat];
        var next = -1L;
        var started = Stopwatch.GetTimestamp();
        var workers = Enumerable.Range(0, threads).Select(_ => new Thread(() =>
        {
            var best = new (string, float)[k];
            for (long i; (i = Interlocked.Increment(ref next)) < latencies.Length && !cancellation.IsCancellationRequested;)
            {
                var from = Stopwatch.GetTimestamp();
                library.Top(queries[(int)(i % queries.Count)].Text, mode, byMeaning, best);
                latencies[i] = Stopwatch.GetTimestamp() - from;
            }
        })).ToList();
        workers.ForEach(w => w.Start());
        workers.ForEach(w => w.Join());
        cancellation.ThrowIfCancellationRequested();
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        WriteFigures(console.Out, latencies, seconds, json);
        return ExitCode.Done;
    }

    private static void WriteRun(
        Library library, List<(string Id, string Text)> queries, int k, SearchMode mode, bool byMeaning, string path,
        CancellationToken cancellation)
    {
        var best = new (string Material, float Score)[k];
        var lines = new StringBuilder();
        foreach (var (id, text) in queries)
        {
            cancellation.ThrowIfCancellationRequested();
            var count = library.Top(text, mode, byMeaning, best, cancellation);
            for (var rank = 0; rank < count; rank++)
            {
                lines.Append(
                    CultureInfo.InvariantCulture,
                    $"{id} Q0 {QueryFile.RunName(best[rank].Material)} {rank + 1} {best[rank].Score:R} kb\n");
            }
        }

        try
        {
            File.WriteAllText(path, lines.ToString());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new KbException($"--run {path} cannot be written: {e.Message}");
        }
    }

    private static void Warm(
        Library library, List<(string Id, string Text)> queries, int k, SearchMode mode, bool byMeaning, CancellationToken cancellation)
    {
        var best = new (string, float)[k];
        var started = Stopwatch.GetTimestamp();
        do
        {
            foreach (var (_, text) in queries)
            {
                cancellation.ThrowIfCancellationRequested();
                library.Top(text, mode, byMeaning, best, cancellation);
            }
        }
        while (Stopwatch.GetElapsedTime(started) < WarmUp);
    }

    private static void WriteFigures(TextWriter output, long[] ticks, double seconds, bool json)
    {
        Array.Sort(ticks);
        var perTick = 1e6 / Stopwatch.Frequency;
        (string Name, double Value)[] figures =
        [
            ("queries", ticks.Length),
            ("qps", ticks.Length / seconds),
            ("latency_us_p50", Percentile(0.50)),
            ("latency_us_p95", Percentile(0.95)),
            ("latency_us_p99", Percentile(0.99)),
            ("latency_us_mean", ticks.Average() * perTick),
        ];
        if (json)
        {
            output.WriteJsonObject(writer =>
            {
                foreach (var (name, value) in figures)
                {
                    writer.WriteNumber(name, Math.Round(value, 1));
                }

            });
            return;
        }

        foreach (var (name, value) in figures)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}\t{value:0.#}"));
        }

        // Nearest rank: the smallest value that this share of the values does not exceed.
        double Percentile(double share) => ticks[Math.Clamp((int)Math.Ceiling(share * ticks.Length) - 1, 0, ticks.Length - 1)] * perTick;
    }
}
