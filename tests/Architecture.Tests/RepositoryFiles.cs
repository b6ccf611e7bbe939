using KnowledgeBase.Tests;

namespace KnowledgeBase.Architecture.Tests;

/// <summary>The files that stand in the repository, without what a build puts beside them.</summary>
internal static class RepositoryFiles
{
    /// <summary>Full paths of the files below a folder of the repository.</summary>
    public static IEnumerable<string> In(string folder, string pattern = "*.cs") =>
        Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, folder), pattern, SearchOption.AllDirectories)
            .Where(f => !f.Split(Path.DirectorySeparatorChar).Contains("obj"))
            .Order(StringComparer.Ordinal);

    /// <summary>A path as people write it: from the root of the repository, with slashes.</summary>
    public static string Name(string path) => Path.GetRelativePath(RepositoryRoot.Path, path).Replace('\\', '/');
}
