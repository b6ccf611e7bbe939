using KnowledgeBase.Materials;
using KnowledgeBase.Materials.Readers;
using KnowledgeBase.Materials.Themes;
using KnowledgeBase.Materials.Wordings;
using KnowledgeBase.Retrieval;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Tests;

namespace KnowledgeBase.Relevance.Tests;

/// <summary>The sample corpus of the project, built into a library once for all tests.</summary>
public sealed class SampleLibrary : IDisposable
{
    private static readonly string[] Settings = ["taxonomy", "glossary", "lexicon"];

    private readonly string _folder = Directory.CreateTempSubdirectory("kb-relevance-").FullName;

    public SampleLibrary()
    {
        var corpus = Path.Combine(RepositoryRoot.Path, "corpus");
        var reader = new MaterialReader();
        var understanding = new MaterialUnderstanding();
        using (var writer = LibraryFolder.OpenWriter(_folder, Taxonomy.Default, Glossary.Default, []))
        {
            foreach (var path in Directory.EnumerateDirectories(corpus)
                .Where(f => !Settings.Contains(Path.GetFileName(f)))
                .SelectMany(f => Directory.EnumerateFiles(f))
                .Order(StringComparer.Ordinal))
            {
                var id = Path.GetRelativePath(corpus, path).Replace('\\', '/');
                var material = understanding.Understand(Assert.Single(reader.Read(path).Materials).Material, id, path);
                Materials.Add(material);
                writer.Put(writer.Prepare(material, id));
            }

            writer.Commit(new Dictionary<string, string>(), TimeProvider.System);
        }

        Library = LibraryFolder.Open(_folder);
    }

    public Library Library { get; }

    public List<Material> Materials { get; } = [];

    public void Dispose()
    {
        Library.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}

[CollectionDefinition(Name)]
public sealed class SampleLibraryTests : ICollectionFixture<SampleLibrary>
{
    public const string Name = "sample library";
}
