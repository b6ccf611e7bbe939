namespace KnowledgeBase.Tests;

/// <summary>Where the tests find the project. Compiled into every test project.</summary>
internal static class RepositoryRoot
{
    /// <summary>The folder that holds KnowledgeBase.sln, found upwards from the test's own assembly.</summary>
    public static string Path { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "KnowledgeBase.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"KnowledgeBase.sln is in no folder above {AppContext.BaseDirectory}.");
    }
}
