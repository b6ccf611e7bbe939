using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace KnowledgeBase.Architecture.Tests;

/// <summary>Types of the rooms: each has a name of its own, and is public only when another project needs it.</summary>
[Collection(nameof(SourceCode))]
public sealed partial class TypesTests(SourceCode source)
{
    [Fact]
    public void No_two_types_have_the_same_name()
    {
        // A type within another is read together with its name. The queries of the port are named as the engines name them, which only
        // the adapters see.
        var twice = source.Types.Where(t => t.ContainingType is null && !t.IsFileLocal && !IsOfThePort(t))
            .GroupBy(t => t.Name, StringComparer.Ordinal)
            .Where(g => g.Count() > 1)
            .Select(g => string.Join(" and ", g.Select(t => t.ToDisplayString()).Order(StringComparer.Ordinal)));

        AssertNone(twice);

        static bool IsOfThePort(INamedTypeSymbol type) => type.BaseType is { } kind && (kind.Name == "EngineQuery" || IsOfThePort(kind));
    }

    [Fact]
    public void A_type_is_public_only_when_another_project_needs_it()
    {
        var open = source.Types.Where(IsPublic).ToList();
        var needed = new HashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default);
        needed.UnionWith(UsedInOtherRooms());
        needed.UnionWith(NamedInOtherProjects(open));
        needed.UnionWith(open.Where(IsFoundByMvc));
        Assert.NotEmpty(needed);

        // What a needed type shows must be public as well, and where it is abstract, its kinds.
        var kinds = open.ToLookup<INamedTypeSymbol, INamedTypeSymbol?>(t => t.BaseType, SymbolEqualityComparer.Default);
        var next = new Stack<INamedTypeSymbol>(needed);
        while (next.TryPop(out var type))
        {
            foreach (var shown in Shown(type).Concat(type.IsAbstract ? kinds[type] : []).Where(needed.Add))
            {
                next.Push(shown);
            }
        }

        AssertNone(open.Where(t => !needed.Contains(t)).Select(t => t.ToDisplayString()));
    }

    private IEnumerable<INamedTypeSymbol> UsedInOtherRooms() =>
        source.Uses.Where(u => ProjectOf(u.File) != ProjectOf(u.Type)).Select(u => u.Type);

    /// <summary>
    /// Types that are named in a page, in a test, a benchmark or a tool that doesn't see the internals of their room, and those whose
    /// extension methods are called in another project. None of this is bound by the compiler: the former would take a minute, and the
    /// latter extend what comes from packages.
    /// </summary>
    private static IEnumerable<INamedTypeSymbol> NamedInOtherProjects(IReadOnlyList<INamedTypeSymbol> types)
    {
        var friends = Friends();
        foreach (var project in AllFiles().GroupBy(ProjectOf, StringComparer.Ordinal))
        {
            var pages = WordsOf(project.Where(f => !IsOfRoom(f) || f.EndsWith(".cshtml", StringComparison.Ordinal)));
            var words = WordsOf(project);
            var seen = types.Where(t => ProjectOf(t) != project.Key && !friends.Contains((ProjectOf(t), project.Key)));
            foreach (var type in seen.Where(t => pages.Contains(t.Name) || Extensions(t).Any(words.Contains)))
            {
                yield return type;
            }
        }

        static bool IsOfRoom(string file) => RepositoryFiles.Name(file).StartsWith("src/", StringComparison.Ordinal);
    }

    private static IEnumerable<string> AllFiles() =>
        new[] { "src", "tests", "bench", "tools" }.SelectMany(f => RepositoryFiles.In(f)).Concat(RepositoryFiles.In("src", "*.cshtml"));

    /// <summary>Rooms with the projects that see their internals.</summary>
    private static HashSet<(string Room, string Project)> Friends()
    {
        var friends = new HashSet<(string, string)>();
        foreach (var project in RepositoryFiles.In("src", "*.csproj"))
        {
            var room = Path.GetFileNameWithoutExtension(project);
            friends.UnionWith([(room, $"{room}.Tests"), (room, $"{room}.Benchmarks")]);
            friends.UnionWith(XDocument.Load(project).Descendants("InternalsVisibleTo")
                .Select(e => (room, e.Attribute("Include")!.Value["KnowledgeBase.".Length..])));
        }

        return friends;
    }

    private static IEnumerable<string> Extensions(INamedTypeSymbol type) =>
        type.GetMembers().OfType<IMethodSymbol>().Where(m => m.IsExtensionMethod).Select(m => m.Name);

    private static bool IsFoundByMvc(INamedTypeSymbol type) => type.Name.EndsWith("Controller", StringComparison.Ordinal);

    /// <summary>The types of ours that a type names where others see it.</summary>
    private static IEnumerable<INamedTypeSymbol> Shown(INamedTypeSymbol type)
    {
        var seen = type.GetMembers()
            .Where(m => m.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected)
            .SelectMany(IEnumerable<ITypeSymbol?> (m) => m switch
            {
                IMethodSymbol method => [method.ReturnType, .. method.Parameters.Select(p => p.Type)],
                IPropertySymbol property => [property.Type],
                IFieldSymbol field => [field.Type],
                _ => [],
            });
        return seen.Concat([type.BaseType, type.ContainingType, .. type.Interfaces])
            .SelectMany(Parts)
            .Where(t => t.DeclaringSyntaxReferences.Length > 0);
    }

    private static IEnumerable<INamedTypeSymbol> Parts(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol array => Parts(array.ElementType),
        INamedTypeSymbol named => [named.OriginalDefinition, .. named.TypeArguments.SelectMany(Parts)],
        _ => [],
    };

    private static bool IsPublic(INamedTypeSymbol type) =>
        type.DeclaredAccessibility == Accessibility.Public && (type.ContainingType is null || IsPublic(type.ContainingType));

    private static string ProjectOf(INamedTypeSymbol type) => ProjectOf(type.DeclaringSyntaxReferences[0].SyntaxTree.FilePath);

    /// <summary>The project of a file by its folder; a file that several projects share is one by itself.</summary>
    private static string ProjectOf(string file) => RepositoryFiles.Name(file).Split('/')[1];

    private static HashSet<string> WordsOf(IEnumerable<string> files) =>
        files.SelectMany(f => Word().Matches(File.ReadAllText(f)).Select(m => m.Value)).ToHashSet(StringComparer.Ordinal);

    private static void AssertNone(IEnumerable<string> found)
    {
        var all = found.Order(StringComparer.Ordinal).ToList();
        Assert.True(all.Count == 0, string.Join('\n', all));
    }

    [GeneratedRegex(@"\w+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();
}
