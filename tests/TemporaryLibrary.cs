using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.Storage;
using KnowledgeBase.Understanding.Themes;
using KnowledgeBase.Understanding.Wordings;

namespace KnowledgeBase.Tests;

/// <summary>
/// A library in a folder of its own, made by the code that makes any library. Compiled into each project that searches one.
/// </summary>
internal sealed class TemporaryLibrary : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kb-library-").FullName;

    /// <summary>Indexes materials, each with the path that is shown of it.</summary>
    /// <param name="materials">The materials.</param>
    /// <param name="engine">The engine; the default without it.</param>
    public TemporaryLibrary(IEnumerable<(Material Material, string Path)> materials, string? engine = null)
    {
        using (var writer = LibraryFolder.OpenWriter(_folder, Taxonomy.Default, Glossary.Default, [], engine: engine))
        {
            foreach (var (material, path) in materials)
            {
                writer.Put(writer.Prepare(material, path));
            }

            writer.Commit(new Dictionary<string, string>(), TimeProvider.System);
        }

        Library = LibraryFolder.Open(_folder);
    }

    /// <summary>The library.</summary>
    public Library Library { get; }

    /// <summary>Closes the library and removes its folder.</summary>
    public void Dispose()
    {
        Library.Dispose();
        ServerIndex.Remove(_folder);
        Directory.Delete(_folder, recursive: true);
    }
}
