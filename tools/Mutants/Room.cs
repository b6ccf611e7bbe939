using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using System.Text.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace KnowledgeBase.Mutants;

/// <summary>A project of src, compiled in memory with one file changed, exactly as the build compiles it.</summary>
internal sealed class Room
{
    private readonly string _root;
    private readonly Dictionary<string, (string Name, SourceText Text)> _data = new(StringComparer.Ordinal);
    private CSharpCompilation _compilation;

    private Room(string root, string project, string[] compilerArguments)
    {
        _root = root;
        var folder = Path.GetDirectoryName(Path.Combine(root, project))!;
        var arguments = CSharpCommandLineParser.Default.Parse(compilerArguments, folder, sdkDirectory: null);
        Assembly = arguments.CompilationName!;
        const string Resource = "/resource:";
        foreach (var resource in compilerArguments.Where(a => a.StartsWith(Resource, StringComparison.Ordinal)))
        {
            var parts = resource[Resource.Length..].Split(',');
            var path = Path.GetFullPath(parts[0], folder);
            _data.Add(path, (parts[1], SourceText.From(path.EndsWith(".txt", StringComparison.Ordinal) ? File.ReadAllText(path) : "")));
        }

        var parsing = arguments.ParseOptions.WithDocumentationMode(DocumentationMode.None);
        _compilation = CSharpCompilation.Create(
            Assembly,
            arguments.SourceFiles.Select(f => CSharpSyntaxTree.ParseText(File.ReadAllText(f.Path), parsing, f.Path, Encoding.UTF8)),
            arguments.MetadataReferences.Select(r => MetadataReference.CreateFromFile(r.Reference, r.Properties)),
            arguments.CompilationOptions.WithGeneralDiagnosticOption(ReportDiagnostic.Suppress).WithSpecificDiagnosticOptions([]));
        RunGenerators(arguments, parsing);
    }

    /// <summary>The assembly's name.</summary>
    public string Assembly { get; }

    /// <summary>Reads how the build compiles a project.</summary>
    public static async Task<Room> OpenAsync(string root, string project, CancellationToken cancellation)
    {
        // The compiler is not run, but its arguments are asked for, even though everything is up to date.
        var output = await Shell.OutputAsync(
            root,
            "dotnet",
            [
                "msbuild", project, "-t:PrepareResources;Compile", "-p:Configuration=Release", "-p:BuildProjectReferences=false",
                "-p:ProvideCommandLineArgs=true", "-p:SkipCompilerExecution=true", "-p:NonExistentFile=none/none",
                "-getItem:CscCommandLineArgs",
            ],
            cancellation);
        using var json = JsonDocument.Parse(output);
        var arguments = json.RootElement.GetProperty("Items").GetProperty("CscCommandLineArgs").EnumerateArray()
            .Select(a => a.GetProperty("Identity").GetString()!);
        return new Room(root, project, [.. arguments]);
    }

    /// <summary>The mutants of the files that a choice names, source or data.</summary>
    public List<Mutant> FindMutants(Func<string, bool> chosen) =>
    [
        .. _compilation.SyntaxTrees.Where(t => chosen(Relative(t.FilePath))).SelectMany(t => MutantFinder.InCode(Relative(t.FilePath), t)),
        .. _data.Where(d => d.Value.Text.Length > 0 && chosen(Relative(d.Key)))
            .SelectMany(d => MutantFinder.InData(Relative(d.Key), d.Value.Text)),
    ];

    /// <summary>Writes the assembly with one change; false when it doesn't compile.</summary>
    public bool TryCompile(Mutant mutant, string path)
    {
        if (mutant.File.EndsWith(".txt", StringComparison.Ordinal))
        {
            var file = Path.Combine(_root, mutant.File);
            return Emit(_compilation, path, (file, _data[file].Text.WithChanges(mutant.Change)));
        }

        var tree = TreeOf(mutant.File);
        return Emit(_compilation.ReplaceSyntaxTree(tree, tree.WithChangedText(tree.GetText().WithChanges(mutant.Change))), path, null);
    }

    /// <summary>Writes the assembly such that each type of the files notes the file's path when it is first used.</summary>
    public void CompileWithFootprints(IEnumerable<string> files, string path)
    {
        var parsing = (CSharpParseOptions)_compilation.SyntaxTrees[0].Options;
        var compilation = _compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(Footprints.Source, parsing));
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in files.Where(f => f.EndsWith(".cs", StringComparison.Ordinal)))
        {
            var tree = TreeOf(file);
            var marked = new Footprints(file, seen).Visit(tree.GetRoot());
            compilation = compilation.ReplaceSyntaxTree(tree, tree.WithRootAndOptions(marked, tree.Options));
        }

        if (!Emit(compilation, path, null))
        {
            var errors = compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).Take(3);
            throw new InvalidOperationException($"{Assembly} does not compile with footprints: {string.Join("; ", errors)}");
        }
    }

    private void RunGenerators(CSharpCommandLineArguments arguments, CSharpParseOptions parsing)
    {
        // Of the analyzers only those of the framework generate source that we use: regular expressions and JSON.
        var generators = arguments.AnalyzerReferences.Select(r => r.FilePath)
            .Where(p => p.Contains("/packs/", StringComparison.Ordinal))
            .Select(p => new AnalyzerFileReference(p, Loader.Instance))
            .SelectMany(r => r.GetGenerators(LanguageNames.CSharp));
        CSharpGeneratorDriver.Create(generators, parseOptions: parsing)
            .RunGeneratorsAndUpdateCompilation(_compilation, out var generated, out _);
        _compilation = (CSharpCompilation)generated;
    }

    private bool Emit(CSharpCompilation compilation, string path, (string File, SourceText Text)? changed)
    {
        using var stream = new MemoryStream();
        var resources = _data.Select(d => new ResourceDescription(d.Value.Name, () => Open(d.Key), isPublic: true));
        var result = compilation.Emit(stream, manifestResources: resources);
        if (result.Success)
        {
            File.WriteAllBytes(path, stream.ToArray());
        }

        return result.Success;

        Stream Open(string file) =>
            changed is { } c && c.File == file ? new MemoryStream(Encoding.UTF8.GetBytes(c.Text.ToString())) : File.OpenRead(file);
    }

    private SyntaxTree TreeOf(string file) => _compilation.SyntaxTrees.First(t => t.FilePath == Path.Combine(_root, file));

    private string Relative(string path) => Path.GetRelativePath(_root, path).Replace('\\', '/');

    private sealed class Loader : IAnalyzerAssemblyLoader
    {
        public static Loader Instance { get; } = new();

        public void AddDependencyLocation(string fullPath)
        {
        }

        public Assembly LoadFromPath(string fullPath) => AssemblyLoadContext.Default.LoadFromAssemblyPath(fullPath);
    }
}
