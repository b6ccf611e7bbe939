using KnowledgeBase.Tests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KnowledgeBase.Architecture.Tests;

/// <summary>
/// The source of all rooms, bound by the compiler: which namespace each file declares, and which folder uses a type of which. All rooms
/// are one compilation, so that names of one room in another are understood; what comes from packages is not, and needn't be.
/// </summary>
public sealed class SourceFolders
{
    // What the SDK of the projects adds to every file.
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    public SourceFolders()
    {
        var options = new CSharpParseOptions(LanguageVersion.Latest, DocumentationMode.None);
        var trees = SourceFiles().Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), options, file)).ToList();
        Namespaces = [.. trees.SelectMany(DeclaredNamespaces)];

        var platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => Path.GetFileName(p).StartsWith("System.", StringComparison.Ordinal));
        var compilation = CSharpCompilation.Create(
            "rooms",
            [.. trees, CSharpSyntaxTree.ParseText(ImplicitUsings, options)],
            platform.Select(p => MetadataReference.CreateFromFile(p)),
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
        Arrows = trees.AsParallel().SelectMany(t => UsesOf(compilation, t))
            .Where(a => a.From.Room == a.To.Room && a.From != a.To && a.From.Path.Length > 0 && a.To.Path.Length > 0)
            .Distinct().OrderBy(a => a.ToString(), StringComparer.Ordinal).ToList();
    }

    /// <summary>Each file's folder and a namespace that it declares.</summary>
    public IReadOnlyList<(Folder Folder, string Namespace)> Namespaces { get; }

    /// <summary>Which folder uses a type of which, inside of one room and without the room's own folder.</summary>
    public IReadOnlyList<Arrow> Arrows { get; }

    private static IEnumerable<string> SourceFiles() =>
        Directory.GetFiles(Path.Combine(RepositoryRoot.Path, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Split(Path.DirectorySeparatorChar).Contains("obj"));

    private static IEnumerable<(Folder Folder, string Namespace)> DeclaredNamespaces(SyntaxTree tree) =>
        tree.GetRoot().DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>()
            .Select(n => (Folder.Of(tree.FilePath), n.Name.ToString()));

    private static IEnumerable<Arrow> UsesOf(CSharpCompilation compilation, SyntaxTree tree)
    {
        // A program's first file starts everything and belongs to no folder.
        if (Path.GetFileName(tree.FilePath) == "Program.cs")
        {
            yield break;
        }

        var model = compilation.GetSemanticModel(tree);
        var from = Folder.Of(tree.FilePath);
        var names = tree.GetRoot().DescendantNodes(n => n is not UsingDirectiveSyntax)
            .Where(n => n is SimpleNameSyntax or ImplicitObjectCreationExpressionSyntax);
        var types = names.SelectMany(n => Types(model.GetSymbolInfo(n)));
        foreach (var declared in types.SelectMany(t => t.DeclaringSyntaxReferences).Select(r => r.SyntaxTree.FilePath))
        {
            if (declared.Length > 0)
            {
                yield return new Arrow(from, Folder.Of(declared));
            }
        }
    }

    /// <summary>
    /// The type that is named or whose member is; the candidates where an argument of a package's type leaves the choice open.
    /// </summary>
    private static IEnumerable<INamedTypeSymbol> Types(SymbolInfo info) =>
        (info.Symbol is { } symbol ? [symbol] : info.CandidateSymbols.AsEnumerable())
            .Select(s => (s is INamedTypeSymbol type ? type : s is INamespaceSymbol ? null : s.ContainingType)?.OriginalDefinition)
            .OfType<INamedTypeSymbol>();
}

/// <summary>A folder of a room; <paramref name="Path"/> is empty for the room itself and has slashes.</summary>
public sealed record Folder(string Room, string Path)
{
    public string Namespace => Path.Length == 0 ? $"KnowledgeBase.{Room}" : $"KnowledgeBase.{Room}.{Path.Replace('/', '.')}";

    public static Folder Of(string file)
    {
        var source = System.IO.Path.Combine(RepositoryRoot.Path, "src");
        var parts = System.IO.Path.GetRelativePath(source, file).Split(System.IO.Path.DirectorySeparatorChar);
        return new Folder(parts[0], string.Join('/', parts[1..^1]));
    }

    public override string ToString() => Path.Length == 0 ? Room : $"{Room}/{Path}";
}

/// <summary>One folder uses a type of another.</summary>
public sealed record Arrow(Folder From, Folder To)
{
    public override string ToString() => $"{From} -> {To}";
}
