using KnowledgeBase.Readers;

namespace KnowledgeBase.Tests;

/// <summary>The materials of corpus/, without its README and the owner's settings. Compiled into each project that reads them.</summary>
internal static class SampleCorpus
{
    /// <summary>Folder of the corpus.</summary>
    public static string Folder { get; } = Path.Combine(RepositoryRoot.Path, "corpus");

    /// <summary>Its files, in the order of their paths.</summary>
    public static IEnumerable<string> Files() => Directory.EnumerateDirectories(Folder)
        .Where(folder => Path.GetFileName(folder) is not ("taxonomy" or "glossary" or "lexicon"))
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        .Order(StringComparer.Ordinal);

    /// <summary>The texts of those that need no program beside this one to be read.</summary>
    public static List<string> Texts()
    {
        var reader = new MaterialReader(programPath: "");
        return [.. Files().SelectMany(file => reader.Read(file).Materials).Select(m => m.Material.Text)];
    }
}
