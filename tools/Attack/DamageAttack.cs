using System.Diagnostics;
using System.Globalization;

namespace KnowledgeBase.Attack;

/// <summary>
/// Damages every file of an index folder in turn (bits flipped, cut short, another file in its place, removed) and lets the command
/// line search, verify and build over it. A search must give the answer that it gave before, or an error; whatever was damaged,
/// after the build a search must give that answer again, or the build must have refused.
/// </summary>
internal static class DamageAttack
{
    /// <summary>
    /// Exit codes from here on are those of processes that were ended: by a signal, or by an exception that nobody caught.
    /// </summary>
    private const int Died = 128;

    /// <summary>What stands for the exit code of a process that did not end.</summary>
    private const int Hung = -1;

    /// <summary>Longer than this nothing may take over so small a library, however busy the machine.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private static readonly string[] Queries = ["党建品牌", "\"党支部\""];

    /// <param name="options"><c>--flips N</c>: bits of each file (3 if not given); <c>--seed N</c>; <c>--engine NAME</c>.</param>
    /// <param name="cancellation">Stops after the damage under way.</param>
    public static async Task<int> RunAsync(string[] options, CancellationToken cancellation)
    {
        var flips = Option(options, "--flips", 3);
        var random = new Random(Option(options, "--seed", 1));
        var folder = Directory.CreateTempSubdirectory("kb-damage-").FullName;
        try
        {
            var corpus = Path.Combine(Programs.Root, "corpus");
            var index = Path.Combine(folder, "index");
            var built = await KbAsync(["build", "--corpus", corpus, "--index", index, .. Programs.EngineOf(options)]);
            if (built.ExitCode != 0)
            {
                throw new InvalidOperationException($"The sample library cannot be built: {built.Errors}");
            }

            var sound = ReadAll(index);
            var expected = await SearchAsync(index);
            var tally = new SortedDictionary<string, int>(StringComparer.Ordinal);
            var findings = 0;
            foreach (var (damage, apply) in DamagesOf(sound, flips, random))
            {
                if (cancellation.IsCancellationRequested)
                {
                    break;
                }

                WriteAll(index, sound);
                apply(index);
                var searched = await SearchAsync(index);
                Count("search", OutcomeOf(searched, expected), searched[0]);
                var verified = await KbAsync("verify", "--index", index);
                Count("verify", EndOf(verified) ?? (verified.ExitCode == 0 ? "says sound" : "names damage"), verified);
                var rebuilt = await KbAsync("build", "--corpus", corpus, "--index", index);
                var after = await SearchAsync(index);
                var isSound = OutcomeOf(after, expected) == "right" && (await KbAsync("verify", "--index", index)).ExitCode == 0;
                Count("build", EndOf(rebuilt) ?? (isSound ? "sound afterwards" : rebuilt.ExitCode == 0 ? "left damage" : "refused"), rebuilt);

                void Count(string command, string what, Result result)
                {
                    var key = $"{command}: {what}";
                    tally[key] = tally.GetValueOrDefault(key) + 1;
                    if (what is "died" or "hung" or "wrong" or "left damage")
                    {
                        findings++;
                        Console.WriteLine($"{damage}: {key} ({result.ExitCode}: {result.Errors.Split('\n')[0]})");
                    }
                }
            }

            foreach (var (what, count) in tally)
            {
                Console.WriteLine($"{count,6}  {what}");
            }

            return findings == 0 ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string OutcomeOf(Result[] searched, Result[] expected) =>
        searched.Select(EndOf).FirstOrDefault(end => end is not null) is { } bad ? bad
        : searched.Zip(expected).Any(r => r.First.ExitCode == 0 && r.First.Output != r.Second.Output) ? "wrong"
        : searched.All(r => r.ExitCode == 0) ? "right"
        : "error";

    /// <summary>How a process ended that did not end by itself; null for one that did.</summary>
    private static string? EndOf(Result result) => result.ExitCode == Hung ? "hung" : result.ExitCode >= Died ? "died" : null;

    private static IEnumerable<(string What, Action<string> Apply)> DamagesOf(Dictionary<string, byte[]> sound, int flips, Random random)
    {
        var names = sound.Keys.Where(name => sound[name].Length > 0).Order(StringComparer.Ordinal).ToArray();
        foreach (var name in names)
        {
            var bytes = sound[name];
            for (var i = 0; i < flips; i++)
            {
                var (at, bit) = (random.Next(bytes.Length), random.Next(8));
                byte[] damaged = [.. bytes];
                damaged[at] ^= (byte)(1 << bit);
                yield return ($"{name}, byte {at}, bit {bit}", index => File.WriteAllBytes(Path.Combine(index, name), damaged));
            }

            var length = random.Next(bytes.Length);
            yield return ($"{name}, cut to {length} bytes", index => File.WriteAllBytes(Path.Combine(index, name), bytes[..length]));
            var other = names[random.Next(names.Length)];
            if (other != name)
            {
                yield return ($"{name}, replaced by {other}", index => File.WriteAllBytes(Path.Combine(index, name), sound[other]));
            }

            yield return ($"{name}, removed", index => File.Delete(Path.Combine(index, name)));
        }
    }

    private static Dictionary<string, byte[]> ReadAll(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .ToDictionary(file => Path.GetRelativePath(folder, file), File.ReadAllBytes, StringComparer.Ordinal);

    private static void WriteAll(string folder, Dictionary<string, byte[]> files)
    {
        Directory.Delete(folder, recursive: true);
        foreach (var (name, bytes) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, name))!);
            File.WriteAllBytes(Path.Combine(folder, name), bytes);
        }
    }

    private static async Task<Result[]> SearchAsync(string index)
    {
        var results = new Result[Queries.Length];
        for (var i = 0; i < results.Length; i++)
        {
            results[i] = await KbAsync("search", Queries[i], "--index", index);
        }

        return results;
    }

    private static async Task<Result> KbAsync(params string[] arguments)
    {
        using var process = Process.Start(Programs.Start(Programs.Indexer, arguments))!;
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return new Result(process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            return new Result(Hung, "", $"kb {string.Join(' ', arguments)} did not end within {Limit}");
        }
    }

    private static int Option(string[] options, string name, int otherwise) =>
        Array.IndexOf(options, name) is >= 0 and var at && at + 1 < options.Length
            ? int.Parse(options[at + 1], CultureInfo.InvariantCulture)
            : otherwise;

    private readonly record struct Result(int ExitCode, string Output, string Errors);
}
