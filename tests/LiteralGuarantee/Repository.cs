namespace KnowledgeBase.LiteralGuarantee;

/// <summary>Where the texts are.</summary>
internal static class Repository
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Files of the sample library, and of a larger collection where there is one: KB_LITERAL_TEXTS or, beside the repository, shared/materials.</summary>
    public static IEnumerable<string> Files()
    {
        var reader = Materials.Readers.MaterialReader.Extensions;
        foreach (var folder in (string[])[Path.Combine(Root, "corpus"), Environment.GetEnvironmentVariable("KB_LITERAL_TEXTS") ?? Path.Combine(Root, "../shared/materials")])
        {
            if (!Directory.Exists(folder))
                continue;
            foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            {
                if (reader.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase) && Path.GetFileName(file) != "README.md")
                    yield return file;
            }
        }
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "KnowledgeBase.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds KnowledgeBase.sln: run the tests from a checkout.");
    }
}
