using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KnowledgeBase.Architecture.Tests;

/// <summary>
/// The source of all rooms, bound by the compiler. All rooms are one compilation, so that names of one in another are understood; what
/// comes from packages is not, and needn't be.
/// </summary>
public sealed class SourceCode
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

    private readonly CSharpCompilation _compilation;

    public SourceCode()
    {
        var options = new CSharpParseOptions(LanguageVersion.Latest, DocumentationMode.None);
        Files = [.. RepositoryFiles.In("src").AsParallel().AsOrdered()
            .Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), options, file))];

        var platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => Path.GetFileName(p).StartsWith("System.", StringComparison.Ordinal));
        _compilation = CSharpCompilation.Create(
            "rooms",
            [.. Files, CSharpSyntaxTree.ParseText(ImplicitUsings, options)],
            platform.Select(p => MetadataReference.CreateFromFile(p)),
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
        Types = [.. Files.SelectMany(TypesIn).Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default)];
        Uses = [.. Files.AsParallel().AsOrdered().SelectMany(file => TypesUsedIn(file).Select(type => (file.FilePath, type)))];
    }

    /// <summary>Every file of the rooms.</summary>
    public IReadOnlyList<SyntaxTree> Files { get; }

    /// <summary>The types that are declared, nested ones too.</summary>
    public IReadOnlyList<INamedTypeSymbol> Types { get; }

    /// <summary>Which file names which of these types, or a member of it.</summary>
    public IReadOnlyList<(string File, INamedTypeSymbol Type)> Uses { get; }

    private IEnumerable<INamedTypeSymbol> TypesIn(SyntaxTree file)
    {
        var model = _compilation.GetSemanticModel(file);
        return file.GetRoot().DescendantNodes().OfType<MemberDeclarationSyntax>()
            .Where(n => n is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax)
            .Select(n => (INamedTypeSymbol)model.GetDeclaredSymbol(n)!);
    }

    private IEnumerable<INamedTypeSymbol> TypesUsedIn(SyntaxTree file)
    {
        var model = _compilation.GetSemanticModel(file);
        return file.GetRoot().DescendantNodes(n => n is not UsingDirectiveSyntax)
            .Where(n => n is SimpleNameSyntax or ImplicitObjectCreationExpressionSyntax)
            .SelectMany(n => TypesOf(model.GetSymbolInfo(n)))
            .Where(t => t.DeclaringSyntaxReferences.Any(r => r.SyntaxTree.FilePath.Length > 0))
            .Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default);
    }

    /// <summary>
    /// The type that is named or whose member is; the candidates where an argument of a package's type leaves the choice open.
    /// </summary>
    private static IEnumerable<INamedTypeSymbol> TypesOf(SymbolInfo info) =>
        (info.Symbol is { } symbol ? [symbol] : info.CandidateSymbols.AsEnumerable())
            .Select(s => (s is INamedTypeSymbol type ? type : s is INamespaceSymbol ? null : s.ContainingType)?.OriginalDefinition)
            .OfType<INamedTypeSymbol>();
}

/// <summary>Tests that read the source share what the compiler made of it.</summary>
[CollectionDefinition(nameof(SourceCode))]
public sealed class SourceCodeUsers : ICollectionFixture<SourceCode>;
