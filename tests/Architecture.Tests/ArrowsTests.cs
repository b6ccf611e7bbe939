using System.Text.RegularExpressions;
using System.Xml.Linq;
using KnowledgeBase.Tests;

namespace KnowledgeBase.Architecture.Tests;

/// <summary>The rooms and the arrows between them, as ARCHITECTURE.md draws them. A new reference is a decision: change both.</summary>
public partial class ArrowsTests
{
    private static readonly Dictionary<string, string[]> Arrows = new(StringComparer.Ordinal)
    {
        ["Access"] = [],
        ["Text"] = [],
        ["FullText"] = [],
        ["Materials"] = [],
        ["Meaning"] = [],
        ["Readers"] = ["Materials"],
        ["Understanding"] = ["Materials", "Text"],
        ["Duplicates"] = ["Materials", "Text"],
        ["Retrieval"] = ["Duplicates", "FullText", "Materials", "Meaning", "Text", "Understanding"],
        ["Export"] = ["Materials", "Retrieval"],
        ["Indexer"] = ["Access", "Export", "Readers", "Retrieval"],
        ["SearchApi"] = ["Access", "Export", "Retrieval"],
        ["Web"] = ["Access", "Readers", "SearchApi"],
    };

    [Fact]
    public void Every_room_references_exactly_the_rooms_that_its_arrows_say()
    {
        var found = Directory.GetFiles(Path.Combine(RepositoryRoot.Path, "src"), "*.csproj", SearchOption.AllDirectories)
            .ToDictionary(p => Path.GetFileNameWithoutExtension(p), References, StringComparer.Ordinal);

        Assert.Equal(Describe(Arrows), Describe(found));
    }

    [Fact]
    public void An_engine_is_named_by_its_own_adapter_alone()
    {
        string[] homes =
        [
            "src/FullText/", "src/Retrieval/Engines/Embedded/", "tests/FullText.Tests/", "tests/Engines.Tests/Embedded/",
            "bench/FullText.Benchmarks/", "tests/Architecture.Tests/",
        ];
        var files = new[] { "src", "tests", "bench", "tools" }
            .SelectMany(folder => Directory.GetFiles(Path.Combine(RepositoryRoot.Path, folder), "*.cs", SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(RepositoryRoot.Path, path).Replace('\\', '/'))
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal))
            .ToArray();
        var names = files.Where(path => File.ReadLines(Path.Combine(RepositoryRoot.Path, path)).Any(NamesTheEngine)).ToArray();

        // The adapter is there to be found, so that the search is one that can find.
        Assert.Contains("src/Retrieval/Engines/Embedded/EmbeddedEngine.cs", names);
        Assert.DoesNotContain(names, path => !homes.Any(home => path.StartsWith(home, StringComparison.Ordinal)));

        static bool NamesTheEngine(string line) => EngineNamespace().IsMatch(line);
    }

    [Fact]
    public void A_test_project_stands_beside_every_room()
    {
        foreach (var room in Arrows.Keys)
        {
            Assert.True(
                File.Exists(Path.Combine(RepositoryRoot.Path, "tests", $"{room}.Tests", $"{room}.Tests.csproj")),
                $"tests/{room}.Tests is missing");
        }
    }

    [Fact]
    public void Every_project_is_part_of_the_solution()
    {
        var solution = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "KnowledgeBase.sln")).Replace('\\', '/');
        var missing = new[] { "src", "tests", "bench", "tools" }
            .Select(folder => Path.Combine(RepositoryRoot.Path, folder))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.GetFiles(folder, "*.csproj", SearchOption.AllDirectories))
            .Select(p => Path.GetRelativePath(RepositoryRoot.Path, p).Replace('\\', '/'))
            .Where(p => !solution.Contains(p, StringComparison.Ordinal));

        Assert.Empty(missing);
    }

    [Fact]
    public void The_solution_has_one_platform_since_nothing_is_built_for_another()
    {
        var solution = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "KnowledgeBase.sln"));

        Assert.Contains("|Any CPU", solution, StringComparison.Ordinal);
        Assert.DoesNotContain("|x64", solution, StringComparison.Ordinal);
        Assert.DoesNotContain("|x86", solution, StringComparison.Ordinal);
    }

    /// <summary>A namespace of the engine, in full or as seen from another room.</summary>
    [GeneratedRegex(@"\bFullText\.[A-Z]|KnowledgeBase\.FullText\b")]
    private static partial Regex EngineNamespace();

    private static string[] References(string project) =>
        [.. XDocument.Load(project).Descendants("ProjectReference")
            .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')))
            .Order(StringComparer.Ordinal)];

    private static string[] Describe(Dictionary<string, string[]> rooms) =>
        [.. rooms.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => $"{r.Key} -> {string.Join(", ", r.Value)}")];
}
