// Workload: a library of so many passages, recombined from the sentences of given texts, is built and searched with each engine in turn,
// each step in a process of its own: the whole product without understanding, HTTP and copies. Purpose: what each engine costs and gives,
// in one table of one run (docs/performance.md, docs/decisions/0001).
//
//     dotnet run -c Release --project bench/Engines.Benchmarks -- [--passages N] [--engines embedded,lucene] [--texts FOLDER]
//         [--work FOLDER] [--rounds N] [--measures all|engine|page] [--json]
//
// With --measures engine, views, suggestions and concordances are left out, which are the product's and the same for every engine; with
// page, a page of results is all that is measured.
// opensearch is among the engines when KB_OPENSEARCH names a server; its memory and processor time are those of this program, not of the
// server. The work folder (a temporary one without --work) is removed, and so is what the run had on the server.

using System.Text.Json;
using KnowledgeBase.Engines.Benchmarks;

switch (args)
{
    case ["build", var engine, var texts, var passages, var index]:
        Console.WriteLine(JsonSerializer.Serialize(BuildMeasurement.Run(engine, new ScaledCorpus(texts, int.Parse(passages)), index)));
        return 0;
    case ["search", var texts, var passages, var index, var rounds, var measures]:
        Console.WriteLine(JsonSerializer.Serialize(SearchMeasurement.Run(
            new ScaledCorpus(texts, int.Parse(passages)), index, int.Parse(rounds), measures)));
        return 0;
}

var options = args.Select((name, i) => (name, i)).Where(o => o.name.StartsWith("--", StringComparison.Ordinal))
    .ToDictionary(o => o.name, o => o.i + 1 < args.Length ? args[o.i + 1] : "", StringComparer.Ordinal);
if (options.Keys.Except(["--passages", "--engines", "--texts", "--work", "--rounds", "--measures", "--json"]).FirstOrDefault() is { } unknown)
{
    Console.Error.WriteLine($"there is no {unknown}; see bench/Engines.Benchmarks/Program.cs");
    return 2;
}

var all = Environment.GetEnvironmentVariable("KB_OPENSEARCH") is null ? "embedded,lucene" : "embedded,lucene,opensearch";
string[] engines = options.GetValueOrDefault("--engines", all).Split(',');
var count = options.GetValueOrDefault("--passages", "100000");
var folder = options.GetValueOrDefault("--texts") ?? Path.Combine(ScaledCorpus.Repository(), "corpus");
var work = Directory.CreateDirectory(options.GetValueOrDefault("--work", Path.Combine(Path.GetTempPath(), $"kb-engines-{Environment.ProcessId}")));
var figures = new Dictionary<string, Dictionary<string, double>>(StringComparer.Ordinal);
try
{
    foreach (var engine in engines)
    {
        var index = Path.Combine(work.FullName, engine);
        Console.Error.WriteLine($"{engine}: building, then searching …");
        figures[engine] = ChildStep.Run("build", engine, folder, count, index);
        foreach (var (name, value) in ChildStep.Run(
            "search", folder, count, index, options.GetValueOrDefault("--rounds", "5"), options.GetValueOrDefault("--measures", "all")))
        {
            figures[engine][name] = value;
        }
    }
}
finally
{
    foreach (var engine in engines)
    {
        ServedIndex.Remove(Path.Combine(work.FullName, engine));
    }

    work.Delete(recursive: true);
}

Console.WriteLine(options.ContainsKey("--json") ? JsonSerializer.Serialize(figures) : FigureTable.Of(figures));
return 0;
