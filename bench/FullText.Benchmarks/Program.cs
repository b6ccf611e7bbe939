// Workload: the corpus of scale.py (documents of 60 to 600 characters, recombined from real sentences) and 40 queries as people
// type them, cut into the same bigrams as Lucene's CJKAnalyzer cuts them. Purpose: the engine alone against Java Lucene on the same
// tokens, fields and queries; see docs/performance.md for how both are run in turn.
//
//   index CORPUS.jsonl INDEX [--limit N] [--ram-mb 256] [--threads 1] [--forcemerge]
//   query INDEX QUERIES.tsv [--mode or|and|phrase] [--k 10] [--threads N] [--repeat 10] [--warmup-seconds 5] [--run OUT.trec] [--per-query]
//   facets INDEX QUERIES.tsv [...]
//   statistics INDEX QUERIES.tsv [...]
//   open INDEX
//   sizes INDEX
//   codec
//   stored INDEX
using KnowledgeBase.FullText.Benchmarks;

if (args.Length == 0)
{
    Console.Error.WriteLine("index | query | facets | statistics | open | sizes | codec | stored; see Program.cs");
    return 2;
}

var options = new Options(args[1..]);
switch (args[0])
{
    case "index":
        IndexBenchmark.Run(options);
        return 0;
    case "query" or "facets" or "statistics":
        QueryBenchmark.Run(args[0], options);
        return 0;
    case "open":
        OpenBenchmark.Run(options);
        return 0;
    case "sizes":
        SizeReport.Run(options);
        return 0;
    case "codec":
        CodecBenchmark.Run();
        return 0;
    case "stored":
        StoredBenchmark.Run(options);
        return 0;
    default:
        Console.Error.WriteLine($"unknown: {args[0]}");
        return 2;
}
