using KnowledgeBase.Readers;
using KnowledgeBase.Tests;

namespace KnowledgeBase.LiteralGuarantee;

/// <summary>Where the texts are.</summary>
internal static class Repository
{
    /// <summary>
    /// Files of the sample library, and of a larger collection where there is one: KB_LITERAL_TEXTS or, beside the repository,
    /// shared/materials.
    /// </summary>
    public static IEnumerable<string> Files()
    {
        var reader = MaterialReader.Extensions;
        string[] folders =
        [
            Path.Combine(RepositoryRoot.Path, "corpus"),
            Environment.GetEnvironmentVariable("KB_LITERAL_TEXTS") ?? Path.Combine(RepositoryRoot.Path, "../shared/materials"),
        ];
        foreach (var folder in folders)
        {
            if (!Directory.Exists(folder))
            {
                continue;
            }

            foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            {
                if (reader.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase) && Path.GetFileName(file) != "README.md")
                {
                    yield return file;
                }
            }
        }
    }
}
