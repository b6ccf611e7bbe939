namespace KnowledgeBase.Mutants;

/// <summary>Files that are put to the test together.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="Project">The project that the files belong to.</param>
/// <param name="Files">Paths of files and folders.</param>
/// <param name="Tests">The test projects that should hold them.</param>
internal sealed record Area(string Name, string Project, string[] Files, string[] Tests)
{
    public static IReadOnlyList<Area> All { get; } =
    [
        new("practices", "src/Understanding/Understanding.csproj", ["src/Understanding/Practices/"], ["Understanding.Tests"]),
        new("facts", "src/Understanding/Understanding.csproj", ["src/Understanding/Facts/"], ["Understanding.Tests"]),
        new(
            "planner",
            "src/Retrieval/Retrieval.csproj",
            ["src/Retrieval/Search/QueryPlanner.cs", "src/Retrieval/Search/QueryWeights.cs"],
            ["Retrieval.Tests"]),
        new("highlighter", "src/Retrieval/Retrieval.csproj", ["src/Retrieval/Search/Highlighter.cs"], ["Retrieval.Tests"]),
        new("engines", "src/Retrieval/Retrieval.csproj", ["src/Retrieval/Engines/"], ["Engines.Tests", "Retrieval.Tests"]),
    ];

    public bool Has(string file) => Files.Any(f => file == f || (f.EndsWith('/') && file.StartsWith(f, StringComparison.Ordinal)));
}
