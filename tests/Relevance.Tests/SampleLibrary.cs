using KnowledgeBase.Materials;
using KnowledgeBase.Readers;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.Storage;
using KnowledgeBase.Tests;
using KnowledgeBase.Understanding;

namespace KnowledgeBase.Relevance.Tests;

/// <summary>The sample corpus of the project, built into a library once for all tests.</summary>
public sealed class SampleLibrary : IDisposable
{
    private readonly List<TemporaryLibrary> _built = [];

    public SampleLibrary()
    {
        var reader = new MaterialReader();
        var understanding = new MaterialUnderstanding();
        foreach (var path in SampleCorpus.Files())
        {
            var id = Path.GetRelativePath(SampleCorpus.Folder, path).Replace('\\', '/');
            Materials.Add(understanding.Understand(Assert.Single(reader.Read(path).Materials).Material, id, path));
        }

        foreach (var engine in Engines)
        {
            _built.Add(new TemporaryLibrary(Materials.Select(m => (m, m.Id)), engine));
        }
    }

    /// <summary>The library, by the default engine.</summary>
    public Library Library => _built[0].Library;

    /// <summary>The same library by every engine.</summary>
    public IEnumerable<(string Engine, Library Library)> Libraries => Engines.Zip(_built.Select(b => b.Library));

    public List<Material> Materials { get; } = [];

    private static IReadOnlyList<string> Engines { get; } = ServerIndex.Engines(LibraryFolder.LocalEngines);

    public void Dispose() => _built.ForEach(library => library.Dispose());
}

[CollectionDefinition(Name)]
public sealed class SampleLibraryTests : ICollectionFixture<SampleLibrary>
{
    public const string Name = "sample library";
}
