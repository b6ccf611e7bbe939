using KnowledgeBase.Duplicates;
using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.Storage;
using KnowledgeBase.Retrieval.Vectors;
using KnowledgeBase.Understanding.Themes;
using KnowledgeBase.Understanding.Wordings;

namespace KnowledgeBase.Tests;

/// <summary>
/// A library in a folder of its own, made by the code that makes any library. Compiled into each project that searches one.
/// </summary>
internal sealed class TemporaryLibrary : IDisposable
{
    /// <summary>When the materials came into the library, in seconds of Unix time.</summary>
    private const long Arrival = 1_700_000_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("kb-library-").FullName;

    /// <summary>Indexes materials, each with the path that is shown of it.</summary>
    /// <param name="materials">The materials.</param>
    /// <param name="engine">The engine; the default without it.</param>
    /// <param name="meaning">The model by which it is searched too; none without it.</param>
    /// <param name="threads">Threads that make the vectors that do not come with the project; 0 makes none.</param>
    public TemporaryLibrary(
        IEnumerable<(Material Material, string Path)> materials, string? engine = null, MeaningModel? meaning = null, int threads = 0)
    {
        using (var writer = LibraryFolder.OpenWriter(_folder, Taxonomy.Default, Glossary.Default, [], engine: engine))
        {
            var arrivals = new Dictionary<string, long>(StringComparer.Ordinal);
            foreach (var (material, path) in materials)
            {
                writer.Put(writer.Prepare(material, path));
                arrivals[material.Id] = Arrival;
            }

            writer.Put(new DuplicateReport([], [], []), arrivals);
            writer.Commit(new Dictionary<string, string>(), TimeProvider.System);
        }

        Library = LibraryFolder.Open(_folder, meaning: meaning);
        Library.MakeVectors(threads, progress => Vectors = progress);
        Library.PrepareMeaning();
    }

    /// <summary>The library.</summary>
    public Library Library { get; }

    /// <summary>How far its vectors are.</summary>
    public VectorProgress Vectors { get; private set; }

    /// <summary>Its folder.</summary>
    public string Folder => _folder;

    /// <summary>Closes the library and removes its folder.</summary>
    public void Dispose()
    {
        Library.Dispose();
        ServerIndex.Remove(_folder);
        Directory.Delete(_folder, recursive: true);
    }
}
