using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace KnowledgeBase.Attack;

/// <summary>
/// Builds an index from one of every kind of <see cref="HostileFiles"/>, each in a folder with a healthy neighbour, and looks at what it
/// cost: every file reported or indexed, no neighbour lost, memory and time under the ceilings; then again, told to end in the middle.
/// </summary>
internal static class FilesAttack
{
    private const long MaxMemory = 1L << 30;
    private const string Neighbour = "邻居.txt";

    /// <summary>120 seconds on two cores.</summary>
    private static readonly TimeSpan MaxProcessorTime = TimeSpan.FromSeconds(240);

    private static readonly TimeSpan MaxEnding = TimeSpan.FromSeconds(2);

    /// <summary>Options: <c>--only TEXT</c> takes the kinds whose names contain it; <c>--keep FOLDER</c> leaves the files there.</summary>
    public static async Task<int> RunAsync(string[] args, CancellationToken cancellation)
    {
        var only = Option(args, "--only") ?? "";
        var folder = Option(args, "--keep") ?? Directory.CreateTempSubdirectory("kb-attack-").FullName;
        var findings = new List<string>();
        try
        {
            var corpus = Path.Combine(folder, "corpus");
            var kinds = HostileFiles.All.Where(k => k.Name.Contains(only, StringComparison.Ordinal)).ToList();
            Write(kinds, corpus);
            await BuildAsync(kinds, corpus, Path.Combine(folder, "index"), findings, cancellation);
            foreach (var seconds in (int[])[1, 3, 6, 10, 20])
            {
                await EndAsync(corpus, Path.Combine(folder, $"ended-{seconds}"), TimeSpan.FromSeconds(seconds), findings, cancellation);
            }
        }
        finally
        {
            if (Option(args, "--keep") is null)
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        findings.ForEach(Console.WriteLine);
        Console.WriteLine(findings.Count == 0 ? "nothing was found" : $"{findings.Count} findings");
        return findings.Count == 0 ? 0 : 1;
    }

    private static void Write(List<HostileFile> kinds, string corpus)
    {
        foreach (var (kind, number) in kinds.Select((k, i) => (k, i)))
        {
            var folder = Path.Combine(corpus, Folder(kind));
            if (!Directory.Exists(folder))
            {
                Directory.CreateDirectory(folder);
                File.WriteAllBytes(Path.Combine(folder, kind.Name), kind.Make());
                File.WriteAllText(Path.Combine(folder, Neighbour), $"石桥镇第{number}村党支部组织党员走访群众，收集意见{number + 3}条。");
            }
        }
    }

    private static string Folder(HostileFile kind) => kind.Name.Replace('.', '-');

    private static async Task BuildAsync(
        List<HostileFile> kinds, string corpus, string index, List<string> findings, CancellationToken cancellation)
    {
        using var build = Process.Start(Programs.Start(Programs.Indexer, "build", "--corpus", corpus, "--index", index, "--json"))!;
        var started = Stopwatch.GetTimestamp();
        var output = build.StandardOutput.ReadToEndAsync(cancellation);
        var errors = build.StandardError.ReadToEndAsync(cancellation);
        var cost = await ProcessTree.WatchAsync(build, cancellation);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{kinds.Count} kinds: {seconds:0} s, {cost.Processor.TotalSeconds:0} s of the processor, {cost.Peak >> 20} MiB at most in all processes together"));
        if (build.ExitCode is not (0 or 1))
        {
            findings.Add($"the build ended with {build.ExitCode}: {await errors}");
            return;
        }

        if (cost.Peak > MaxMemory)
        {
            findings.Add($"the build took {cost.Peak >> 20} MiB");
        }

        if (cost.Processor > MaxProcessorTime)
        {
            findings.Add($"the build took {cost.Processor.TotalSeconds:0} s of the processor");
        }

        var report = JsonDocument.Parse(await output).RootElement;
        var skipped = report.GetProperty("skipped").EnumerateArray().Select(s => s.GetProperty("path").GetString()!).ToList();
        findings.AddRange(skipped.Where(s => s.EndsWith(Neighbour, StringComparison.Ordinal)).Select(s => $"a neighbour was lost: {s}"));
        var reported = kinds.Count(k => skipped.Exists(s => s.Contains($"/{Folder(k)}/", StringComparison.Ordinal)));
        var materials = report.GetProperty("materials").GetInt32();
        Console.WriteLine($"{reported} kinds are in the report, the others are indexed; {materials} materials");
        if (materials < kinds.Count + (kinds.Count - reported))
        {
            findings.Add($"{materials} materials are fewer than {kinds.Count} neighbours and {kinds.Count - reported} files that were not reported");
        }

        foreach (var line in report.GetProperty("skipped").EnumerateArray().Take(2000))
        {
            var reason = line.GetProperty("reason").GetString()!;
            if (reason.Contains("did not expect", StringComparison.Ordinal) || reason.Contains("exit code", StringComparison.Ordinal))
            {
                Console.WriteLine($"  {line.GetProperty("path").GetString()}: {reason}");
            }
        }
    }

    private static async Task EndAsync(string corpus, string index, TimeSpan after, List<string> findings, CancellationToken cancellation)
    {
        using var build = Process.Start(Programs.Start(Programs.Indexer, "build", "--corpus", corpus, "--index", index))!;
        _ = build.StandardOutput.ReadToEndAsync(cancellation);
        _ = build.StandardError.ReadToEndAsync(cancellation);
        var watching = ProcessTree.WatchAsync(build, cancellation);
        await Task.Delay(after, cancellation);
        if (build.HasExited)
        {
            return;
        }

        var told = Stopwatch.GetTimestamp();
        using (var signal = Process.Start("kill", ["-TERM", $"{build.Id}"]))
        {
            await signal.WaitForExitAsync(cancellation);
        }

        var tree = await watching;
        var took = Stopwatch.GetElapsedTime(told);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"told to end after {after.TotalSeconds} s: ended {took.TotalSeconds:0.0} s later with {build.ExitCode}"));
        if (took > MaxEnding)
        {
            findings.Add($"told to end after {after.TotalSeconds} s, the build took {took.TotalSeconds:0.0} s");
        }

        if (build.ExitCode == 0)
        {
            findings.Add("a build that was told to end says that it is done");
        }

        await Task.Delay(TimeSpan.FromSeconds(5), cancellation);
        findings.AddRange(tree.Members.Where(ProcessTree.IsAlive).Select(p => $"process {p} outlives its build"));
    }

    private static string? Option(string[] args, string name) =>
        Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
}
