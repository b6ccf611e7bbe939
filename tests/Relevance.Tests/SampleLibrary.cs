using KnowledgeBase.Materials;
using KnowledgeBase.Readers;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Tests;
using KnowledgeBase.Understanding;

namespace KnowledgeBase.Relevance.Tests;

/// <summary>The sample corpus of the project, built into a library once for all tests.</summary>
public sealed class SampleLibrary : IDisposable
{
    private readonly TemporaryLibrary _built;

    public SampleLibrary()
    {
        var reader = new MaterialReader();
        var understanding = new MaterialUnderstanding();
        foreach (var path in SampleCorpus.Files())
        {
            var id = Path.GetRelativePath(SampleCorpus.Folder, path).Replace('\\', '/');
            Materials.Add(understanding.Understand(Assert.Single(reader.Read(path).Materials).Material, id, path));
        }

        _built = new TemporaryLibrary(Materials.Select(m => (m, m.Id)));
    }

    public Library Library => _built.Library;

    public List<Material> Materials { get; } = [];

    public void Dispose() => _built.Dispose();
}

[CollectionDefinition(Name)]
public sealed class SampleLibraryTests : ICollectionFixture<SampleLibrary>
{
    public const string Name = "sample library";
}
