using System.Diagnostics;

namespace KnowledgeBase.Mutants;

/// <summary>A copy of a test project's output in which the assembly under test is exchanged.</summary>
internal sealed class TestSlot
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(40);

    private readonly string _folder;
    private readonly string _tests;
    private readonly List<TestClass> _classes = [];

    private TestSlot(string folder, string tests)
    {
        _folder = folder;
        _tests = tests;
    }

    /// <summary>Copies the output of a test project that is built in a scratch copy of the project.</summary>
    public static TestSlot Prepare(string root, string tests)
    {
        var output = Path.Combine(root, "artifacts", "bin", tests, "release");
        var folder = Path.Combine(root, "artifacts", "mutants", tests);
        var files = Directory.GetFiles(output, "*", SearchOption.AllDirectories);
        foreach (var file in files.Where(f => !f.EndsWith(".deps.json", StringComparison.Ordinal)))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(output, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }

        // Without a list of dependencies the host takes all assemblies of its folder, ours among them.
        var self = typeof(TestSlot).Assembly.Location;
        var copyOfSelf = Path.Combine(folder, Path.GetFileName(self));
        var settings = Path.Combine(output, $"KnowledgeBase.{tests}.runtimeconfig.json");
        File.Copy(self, copyOfSelf, overwrite: true);
        File.Copy(settings, Path.ChangeExtension(copyOfSelf, "runtimeconfig.json"), overwrite: true);
        return new TestSlot(folder, $"KnowledgeBase.{tests}");
    }

    /// <summary>Where the assembly under test goes.</summary>
    public string PathOf(string assembly) => Path.Combine(_folder, assembly + ".dll");

    /// <summary>Runs each class of tests by itself, with footprints, to learn how long it takes and which files it reaches.</summary>
    public async Task MeasureAsync(CancellationToken cancellation)
    {
        var list = await RunAsync([], new(StringComparer.Ordinal), TimeSpan.FromMinutes(5), cancellation)
            ?? throw new TimeoutException($"{_tests} did not list its tests.");
        foreach (var name in list.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var footprints = Path.Combine(_folder, "footprints.txt");
            File.Delete(footprints);
            var watch = Stopwatch.StartNew();
            var environment = new Dictionary<string, string>(StringComparer.Ordinal) { [Footprints.Variable] = footprints };
            var run = await RunAsync([name], environment, TimeSpan.FromMinutes(10), cancellation);
            if (run?.ExitCode != TestHost.Passed)
            {
                Console.WriteLine($"left out: {name} does not pass without a change ({run?.Output.Trim() ?? "too slow"})");
                continue;
            }

            var files = File.Exists(footprints) ? await File.ReadAllLinesAsync(footprints, cancellation) : [];
            _classes.Add(new TestClass(name, watch.Elapsed, files.ToHashSet(StringComparer.Ordinal)));
        }
    }

    /// <summary>True when a class of tests reaches the file.</summary>
    public bool Reaches(string file) => _classes.Exists(c => c.Files.Contains(file));

    /// <summary>
    /// Runs the tests that reach a file, the quickest first; all of them for a file that leaves no footprint, such as one of constants.
    /// </summary>
    public async Task<Verdict> TryAsync(string file, bool isMarked, CancellationToken cancellation)
    {
        var classes = _classes.Where(c => !isMarked || c.Files.Contains(file)).OrderBy(c => c.Duration).ToList();
        if (classes.Count == 0)
        {
            return Verdict.Survived;
        }

        var limit = TimeSpan.FromTicks(classes.Sum(c => c.Duration.Ticks) * 3);
        var names = classes.Select(c => c.Name).ToArray();
        var run = await RunAsync(names, new(StringComparer.Ordinal), limit < Shortest ? Shortest : limit, cancellation);
        return run is null ? Verdict.TimedOut : run.Value.ExitCode == TestHost.Passed ? Verdict.Survived : Verdict.Killed;
    }

    private Task<(int ExitCode, string Output)?> RunAsync(
        string[] classes, Dictionary<string, string> environment, TimeSpan limit, CancellationToken cancellation)
    {
        environment["DOTNET_TieredPGO"] = "0";
        environment["DOTNET_DbgEnableMiniDump"] = "0";
        return Shell.TryRunAsync(
            _folder,
            "dotnet",
            [Path.GetFileName(typeof(TestSlot).Assembly.Location), "--host", _tests, .. classes],
            environment,
            limit,
            cancellation);
    }

    private sealed record TestClass(string Name, TimeSpan Duration, HashSet<string> Files);
}
