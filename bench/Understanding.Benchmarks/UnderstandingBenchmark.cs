using System.Diagnostics;
using System.Text;
using KnowledgeBase.Readers;
using KnowledgeBase.Understanding.Facts;
using KnowledgeBase.Understanding.Outline;
using KnowledgeBase.Understanding.Practices;
using KnowledgeBase.Understanding.Themes;
using KnowledgeBase.Understanding.Wordings;

namespace KnowledgeBase.Understanding.Benchmarks;

/// <summary>
/// Workload: every material of a folder, read beforehand, understood on one thread, whole and part by part. Purpose: how fast
/// understanding is beside reading, and which part the time goes to. MB are of the text in UTF-8; the least time of the rounds counts.
/// </summary>
internal static class UnderstandingBenchmark
{
    private const int Rounds = 7;

    public static int Run(string folder)
    {
        var reader = new MaterialReader();
        var materials = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .SelectMany(f => reader.Read(f).Materials.Select(m => (m.Material, Path: f)))
            .ToList();
        var megabytes = materials.Sum(m => Encoding.UTF8.GetByteCount(m.Material.Text)) / 1e6;
        Console.WriteLine($"materials\t{materials.Count}\nMB\t{megabytes:N2}");

        var understanding = new MaterialUnderstanding();
        Measure("everything", () => materials.Sum(m => understanding.Understand(m.Material, m.Path, m.Path).Passages.Count));

        var themes = ThemeTagger.Default;
        var practices = new PracticeFinder(themes);
        var wordings = WordingFinder.Default;
        var outlines = materials.ConvertAll(m => OutlineFinder.Find(m.Material));
        var facts = materials.Select((m, i) => FactFinder.Find(m.Material, outlines[i], m.Path, m.Path)).ToList();
        var passages = materials.Select((m, i) => PassageCutter.Cut(m.Material.Text, outlines[i])).ToList();
        Measure("outline", () => materials.Sum(m => OutlineFinder.Find(m.Material).Headings.Count));
        Measure("facts", () => materials.Select((m, i) => FactFinder.Find(m.Material, outlines[i], m.Path, m.Path).Title.Length).Sum());
        Measure("passages", () => materials.Select((m, i) => PassageCutter.Cut(m.Material.Text, outlines[i]).Count).Sum());
        Measure("themes", () => materials
            .Select((m, i) =>
                passages[i].Sum(p => themes.Tag(facts[i].Title, p.HeadingPath, m.Material.Text[p.Start..p.End]).Count)).Sum());
        Measure("practices", () => materials
            .Select((m, i) => practices.Find(m.Material.Text, outlines[i].Headings, passages[i], facts[i]).Count).Sum());
        Measure("wordings", () => materials.Sum(m => wordings.Find(m.Material.Text).Count));
        return 0;

        void Measure(string part, Func<int> run)
        {
            var least = TimeSpan.MaxValue;
            var found = 0;
            for (var round = 0; round < Rounds; round++)
            {
                var watch = Stopwatch.StartNew();
                found = run();
                least = watch.Elapsed < least ? watch.Elapsed : least;
            }

            Console.WriteLine($"{part}\t{found} found\t{least.TotalSeconds:N3} s\t{megabytes / least.TotalSeconds:N1} MB/s");
        }
    }
}
