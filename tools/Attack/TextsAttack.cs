using System.Diagnostics;
using System.Text.RegularExpressions;
using KnowledgeBase.Readers;
using KnowledgeBase.Tests;

namespace KnowledgeBase.Attack;

/// <summary>
/// Random texts and queries through understanding, indexing, the draft check, planning and search: none may throw, none may be misquoted.
/// </summary>
internal static partial class TextsAttack
{
    private const int LongestText = 1500;
    private const int LongestQuery = 200;

    /// <summary>These take a few milliseconds; what takes this long has met a loop over all of it for each of its parts.</summary>
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(2);

    /// <summary>Options: how many, 1,000,000 unless told; the seed, 1 unless told; a folder of texts, the sample corpus else.</summary>
    public static Task<int> RunAsync(string[] args, CancellationToken cancellation)
    {
        var count = args.Length > 0 ? int.Parse(args[0], System.Globalization.CultureInfo.InvariantCulture) : 1_000_000;
        var seed = args.Length > 1 ? int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 1;
        var texts = RealTexts(args.Length > 2 ? args[2] : Path.Combine(Programs.Root, "corpus"));
        using var run = new HostileRun(texts);
        var faults = new Dictionary<string, (int Count, string Example)>(StringComparer.Ordinal);
        var started = Stopwatch.GetTimestamp();
        var done = 0;
        for (; done < count && !cancellation.IsCancellationRequested; done++)
        {
            // Each input from a seed of its own, so that one can be made again without the others.
            var source = new HostileText(unchecked((seed * 1_000_003) + done), texts);
            var text = source.Next(LongestText);
            var query = source.NextQuery(LongestQuery);
            var began = Stopwatch.GetTimestamp();
            Try(done % 4 == 3 ? query : text, () =>
            {
                switch (done % 4)
                {
                    case 0:
                        foreach (var problem in run.Material(text))
                        {
                            Note(faults, Kind(problem), $"{problem}\n{text}");
                        }

                        break;
                    case 1:
                        run.Draft(text);
                        break;
                    case 2:
                        run.Words(text);
                        break;
                    default:
                        run.Query(query, text);
                        break;
                }
            });
            if (Stopwatch.GetElapsedTime(began) > Slow)
            {
                var step = (done % 4) switch { 0 => "understanding", 1 => "the draft check", 2 => "words", _ => "search" };
                Note(faults, $"slow in {step}", done % 4 == 3 ? query : text);
            }

            if (done % 10_000 == 9_999)
            {
                var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
                Console.WriteLine($"{done + 1} inputs, {faults.Count} kinds of fault, {seconds:0} s");
            }
        }

        foreach (var (kind, (times, example)) in faults)
        {
            Console.WriteLine($"{times} times: {kind}\n  {System.Text.Json.JsonSerializer.Serialize(example)}");
        }

        Console.WriteLine($"{done} inputs of seed {seed}, {faults.Count} kinds of fault.");
        return Task.FromResult(faults.Count == 0 ? 0 : 1);

        void Try(string input, Action action)
        {
            try
            {
                action();
            }
#pragma warning disable CA1031 // Whatever is thrown is what is looked for.
            catch (Exception e)
#pragma warning restore CA1031
            {
                var place = e.StackTrace?.Split('\n').FirstOrDefault(l => l.Contains("KnowledgeBase", StringComparison.Ordinal))?.Trim();
                Note(faults, $"{e.GetType().Name} {place}", input);
            }
        }
    }

    /// <summary>The plain texts of a folder.</summary>
    internal static List<string> RealTexts(string folder)
    {
        var reader = new MaterialReader(programPath: "");
        return [.. Directory.EnumerateFiles(folder, "*.txt", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .SelectMany(file => reader.Read(file).Materials).Select(m => m.Material.Text).Where(t => t.Length > 0)];
    }

    /// <summary>The problem without what it quotes and the numbers in it.</summary>
    private static string Kind(string problem) => Quoted().Replace(problem, "…");

    [GeneratedRegex("“[^”]*”?|[0-9]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Quoted();

    private static void Note(Dictionary<string, (int Count, string Example)> faults, string kind, string example)
    {
        var (count, shortest) = faults.GetValueOrDefault(kind, (0, example));
        faults[kind] = (count + 1, example.Length < shortest.Length ? example : shortest);
    }
}
