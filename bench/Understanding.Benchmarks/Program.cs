// Workload: a .jsonl of materials as background (100,000 and more), into which 20 texts of corpus/ and eight copies of each are planted:
// anonymised, reordered, trimmed, retouched, all of these at once, an extract merged with another's, merged whole, merged and anonymised.
// Purpose: the time, memory, precision and recall of DuplicateFinder at the size of a large library; and the speed of reading.
//
//     dotnet run -c Release --project bench/Understanding.Benchmarks duplicates FILE.jsonl
//     dotnet run -c Release --project bench/Understanding.Benchmarks reading FILE…
//     dotnet run -c Release --project bench/Understanding.Benchmarks understanding FOLDER

using System.Diagnostics;
using KnowledgeBase.Duplicates;
using KnowledgeBase.Duplicates.Tests;
using KnowledgeBase.Readers;
using KnowledgeBase.Tests;
using KnowledgeBase.Understanding.Benchmarks;

if (args is ["duplicates", var background])
{
    return Duplicates(background);
}

if (args is ["reading", .. var files])
{
    return Reading(files);
}

if (args is ["understanding", var folder])
{
    return UnderstandingBenchmark.Run(folder);
}

Console.Error.WriteLine("duplicates FILE.jsonl | reading FILE… | understanding FOLDER");
return 2;

static int Duplicates(string background)
{
    var watch = Stopwatch.StartNew();
    var finder = new DuplicateFinder();
    foreach (var line in MaterialLines.Read(background))
    {
        if (line.Material is { } material)
        {
            finder.Add(line.Id!, material.Text, material.FrontMatter.Year is { } year ? new DateOnly(year, 1, 1) : null);
        }
    }

    var texts = SampleCorpus.Texts().Take(20).ToList();
    var expected = new HashSet<(string, string)>();
    var random = new Random(2023);
    for (var i = 0; i < texts.Count; i++)
    {
        var other = (i + 7) % texts.Count;
        var merged = CopyMaker.Merged(texts[i], texts[other]);
        finder.Add($"planted {i}", texts[i], new DateOnly(2020, 1, 1));
        Plant(i, "anonymised", CopyMaker.Anonymised(texts[i], random));
        Plant(i, "reordered", CopyMaker.Reordered(texts[i], random));
        Plant(i, "trimmed", CopyMaker.Trimmed(texts[i], random));
        Plant(i, "retouched", CopyMaker.Retouched(texts[i], random));
        Plant(i, "all", CopyMaker.Anonymised(CopyMaker.Reordered(CopyMaker.Trimmed(texts[i], random), random), random));
        Plant(i, "extracts merged", CopyMaker.Merged(CopyMaker.Trimmed(texts[i], random), CopyMaker.Trimmed(texts[other], random)), other);
        Plant(i, "merged", merged, other);
        Plant(i, "merged anonymised", CopyMaker.Anonymised(merged, random), other);
    }

    Console.WriteLine($"materials\t{finder.Count}\nadd_seconds\t{watch.Elapsed.TotalSeconds:N1}");
    var report = finder.Find();
    Console.WriteLine(
        $"all_seconds\t{watch.Elapsed.TotalSeconds:N1}\npeak_MiB\t{Process.GetCurrentProcess().PeakWorkingSet64 >> 20}\n"
        + $"families\t{report.Families.Count}\nshared_pairs\t{report.Shared.Count}");
    var found = report.Families.SelectMany(f => f.Copies.Select(c => (f.Originator, c.Id)))
        .Where(p => p.Originator.StartsWith("planted", StringComparison.Ordinal) || p.Id.StartsWith("planted", StringComparison.Ordinal))
        .ToHashSet();
    var right = found.Intersect(expected).Count();
    Console.WriteLine(
        $"planted_pairs\t{expected.Count}\nprecision\t{(double)right / found.Count:N4}\nrecall\t{(double)right / expected.Count:N4}");
    foreach (var (originator, copy) in found.Except(expected).Take(20))
    {
        Console.WriteLine($"wrong\t{originator} ← {copy}");
    }

    foreach (var (originator, copy) in expected.Except(found).Take(20))
    {
        Console.WriteLine($"missed\t{originator} ← {copy}");
    }

    return 0;

    void Plant(int original, string kind, string copy, int? second = null)
    {
        var id = $"planted {original} {kind}";
        finder.Add(id, copy, new DateOnly(2024, 1, 1));
        expected.Add(($"planted {original}", id));
        if (second is { } other)
        {
            expected.Add(($"planted {other}", id));
        }
    }
}

static int Reading(string[] files)
{
    var reader = new MaterialReader();
    foreach (var file in files)
    {
        for (var round = 0; round < 3; round++)
        {
            var watch = Stopwatch.StartNew();
            var materials = file.EndsWith(".jsonl", StringComparison.Ordinal)
                ? MaterialLines.Read(file).Count()
                : reader.Read(file).Materials.Count;
            Console.WriteLine($"{file}\t{materials} materials\t{new FileInfo(file).Length / 1e6 / watch.Elapsed.TotalSeconds:N0} MB/s");
        }
    }

    return 0;
}
