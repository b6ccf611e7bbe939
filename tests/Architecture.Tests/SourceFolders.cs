using KnowledgeBase.Tests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KnowledgeBase.Architecture.Tests;

/// <summary>The folders of all rooms: which namespace each file declares, and which folder uses a type of which.</summary>
public sealed class SourceFolders
{
    public SourceFolders(SourceCode source)
    {
        Namespaces = [.. source.Files.SelectMany(DeclaredNamespaces)];

        // A program's first file starts everything and belongs to no folder.
        Arrows = source.Uses.Where(u => Path.GetFileName(u.File) != "Program.cs")
            .SelectMany(u => u.Type.DeclaringSyntaxReferences.Select(r => new Arrow(Folder.Of(u.File), Folder.Of(r.SyntaxTree.FilePath))))
            .Where(a => a.From.Room == a.To.Room && a.From != a.To && a.From.Path.Length > 0 && a.To.Path.Length > 0)
            .Distinct().OrderBy(a => a.ToString(), StringComparer.Ordinal).ToList();
    }

    /// <summary>Each file's folder and a namespace that it declares.</summary>
    public IReadOnlyList<(Folder Folder, string Namespace)> Namespaces { get; }

    /// <summary>Which folder uses a type of which, inside of one room and without the room's own folder.</summary>
    public IReadOnlyList<Arrow> Arrows { get; }

    private static IEnumerable<(Folder Folder, string Namespace)> DeclaredNamespaces(SyntaxTree tree) =>
        tree.GetRoot().DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>()
            .Select(n => (Folder.Of(tree.FilePath), n.Name.ToString()));
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
