// Workload: (1) the passages of given texts are embedded, by the way of a build and by ONNX Runtime called alone, in turn; (2) a library
// of so many passages, recombined from the sentences of the texts, is asked by words alone and with meaning; (3) so many vectors are
// scanned, and searched by their signs first. Purpose: what meaning costs whoever builds and whoever searches, in one table of one run
// (docs/meaning.md).
//
//     dotnet run -c Release --project bench/Meaning.Benchmarks -- [--passages N] [--vectors N] [--texts FOLDER] [--model FOLDER]
//         [--work FOLDER] [--rounds N]
//
// To embed 100,000 passages would take hours. Those of the recombined library, and the vectors of (3), get mixtures of two to four
// vectors of real passages, with noise: as near to one another as real ones are. Questions are embedded by the model. The work folder (a
// temporary one without --work) is removed.

using System.Globalization;
using System.Text.Json;
using KnowledgeBase.Engines.Benchmarks;
using KnowledgeBase.Meaning.Benchmarks;

switch (args)
{
    case ["embed", var texts, var model, var work, var rounds]:
        return Tell(EmbeddingMeasurement.Run(texts, model, work, int.Parse(rounds)));
    case ["peak", var texts, var model, var work]:
        return Tell(EmbeddingMeasurement.Peak(texts, model, work));
    case ["search", var texts, var model, var work, var passages, var rounds]:
        return Tell(QuestionMeasurement.Run(texts, model, work, int.Parse(passages), int.Parse(rounds)));
    case ["scan", var texts, var model, var work, var vectors]:
        return Tell(ScanMeasurement.Run(texts, model, work, int.Parse(vectors)));
}

var options = args.Select((name, i) => (name, i)).Where(o => o.name.StartsWith("--", StringComparison.Ordinal))
    .ToDictionary(o => o.name, o => o.i + 1 < args.Length ? args[o.i + 1] : "", StringComparer.Ordinal);
if (options.Keys.Except(["--passages", "--vectors", "--texts", "--model", "--work", "--rounds"]).FirstOrDefault() is { } unknown)
{
    Console.Error.WriteLine($"there is no {unknown}; see bench/Meaning.Benchmarks/Program.cs");
    return 2;
}

var repository = ScaledCorpus.Repository();
var corpus = options.GetValueOrDefault("--texts") ?? Path.Combine(repository, "corpus");
var folder = options.GetValueOrDefault("--model") ?? Path.Combine(repository, "models", "multilingual-e5-small-zh");
var workFolder = Directory.CreateDirectory(
    options.GetValueOrDefault("--work", Path.Combine(Path.GetTempPath(), $"kb-meaning-{Environment.ProcessId}")));
var roundsAsked = options.GetValueOrDefault("--rounds", "3");
try
{
    Console.WriteLine("| what | measured |\n|---|---:|");
    foreach (var step in (string[][])
    [
        ["embed", corpus, folder, workFolder.FullName, roundsAsked],
        ["peak", corpus, folder, workFolder.FullName],
        ["search", corpus, folder, workFolder.FullName, options.GetValueOrDefault("--passages", "100000"), roundsAsked],
        ["scan", corpus, folder, workFolder.FullName, options.GetValueOrDefault("--vectors", "1000000")],
    ])
    {
        foreach (var (name, value) in ChildStep.Run(step))
        {
            var digits = value >= 100 ? "0" : value >= 10 ? "0.0" : "0.000";
            Console.WriteLine($"| {name} | {value.ToString(digits, CultureInfo.InvariantCulture)} |");
        }
    }
}
finally
{
    workFolder.Delete(recursive: true);
}

return 0;

static int Tell(Dictionary<string, double> figures)
{
    Console.WriteLine(JsonSerializer.Serialize(figures));
    return 0;
}
