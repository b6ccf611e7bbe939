using System.Diagnostics;
using System.Text.Json;

namespace KnowledgeBase.Attack;

/// <summary>
/// <c>kills [TIMES] [--engine NAME]</c>: builds on an existing index are killed at random moments, each between two states of the corpus
/// that can be told apart. After every kill the index must verify and hold one of the two, whole; after the next build nothing may be left
/// of those before.
/// </summary>
internal static class KillsAttack
{
    /// <summary>Materials of a state.</summary>
    public const int Materials = 400;

    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        var times = args is [var first, ..] && int.TryParse(first, out var given) ? given : 300;
        var folder = Directory.CreateTempSubdirectory("kb-attack-").FullName;
        try
        {
            var corpus = Path.Combine(folder, "corpus.jsonl");
            var index = Path.Combine(folder, "index");
            Write(corpus, 0);
            var whole = Stopwatch.StartNew();
            await RunAsync(["build", "--corpus", corpus, "--index", index, .. Programs.EngineOf(args)]);
            var duration = whole.Elapsed;

            var random = new Random(1);
            var (killed, lost, committed, state) = (0, 0, 0, 0);
            while (killed < times)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Write(corpus, state + 1);
                using (var build = Process.Start(Programs.Start(Programs.Indexer, "build", "--corpus", corpus, "--index", index))!)
                {
                    var drained = Task.WhenAll(
                        build.StandardOutput.ReadToEndAsync(cancellationToken), build.StandardError.ReadToEndAsync(cancellationToken));
                    if (!build.WaitForExit(duration * (1.1 * random.NextDouble())))
                    {
                        build.Kill();
                        killed++;
                    }

                    await build.WaitForExitAsync(cancellationToken);
                    await drained;
                }

                var (verified, _) = await RunAsync("verify", "--index", index);
                var found = await StateAsync(index, state);
                if (verified != 0 || found is null)
                {
                    lost++;
                    Console.WriteLine($"after kill {killed}: verify ended with {verified}, and the index holds {(found is null ? "neither state" : $"state {found}")}");
                }

                committed += found == state + 1 ? 1 : 0;
                state = found ?? state;
            }

            Write(corpus, state + 1);
            await RunAsync("build", "--corpus", corpus, "--index", index);
            string[] left = [.. Directory.EnumerateFiles(index, "*", SearchOption.AllDirectories).Where(IsLeftover)];
            Console.WriteLine(
                $"{killed} builds were killed, {committed} states were committed before or between; {lost} times the index was not one of the two; "
                + $"{left.Length} files were left after the next build{(left.Length > 0 ? $": {string.Join(", ", left)}" : ".")}");
            return lost == 0 && left.Length == 0 ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Every state has every material, each with the number of the state in its text.</summary>
    public static void Write(string corpus, int state) => File.WriteAllLines(
        corpus,
        Enumerable.Range(0, Materials).Select(i => JsonSerializer.Serialize(new { id = $"m{i}", title = $"材料{i}", text = $"第{state}期。云溪县第{i}支部组织党员学习{i}次。" })));

    /// <summary>The state before or after, when the index holds that and nothing else; null otherwise.</summary>
    public static async Task<int?> StateAsync(string index, int before)
    {
        var counts = new int[2];
        for (var i = 0; i < counts.Length; i++)
        {
            var (_, output) = await RunAsync("search", $"“第{before + i}期。”", "--index", index, "--size", "1", "--json");
            using var answer = JsonDocument.Parse(output);
            counts[i] = answer.RootElement.GetProperty("total").GetInt32();
        }

        return counts switch
        {
            [Materials, 0] => before,
            [0, Materials] => before + 1,
            _ => null,
        };
    }

    /// <summary>True for what a finished build has no more of than one: a second catalog, something pending.</summary>
    private static bool IsLeftover(string path) =>
        path.EndsWith(".pending", StringComparison.Ordinal)
        || (Path.GetFileName(path).StartsWith("catalog-", StringComparison.Ordinal)
            && Directory.GetFiles(Path.GetDirectoryName(path)!, "catalog-*").Length > 1);

    /// <summary>Runs a command of the Indexer to its end.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(Programs.Start(Programs.Indexer, arguments))!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        await errors;
        return (process.ExitCode, output);
    }
}
