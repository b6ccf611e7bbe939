using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.Storage;
using KnowledgeBase.Retrieval.Vectors;
using KnowledgeBase.Tests;

namespace KnowledgeBase.Relevance.Tests;

/// <summary>The sample library with the model and the vectors that come with the project, by every engine.</summary>
public sealed class SampleMeaning : IDisposable
{
    /// <summary>Set to anything, it lets <see cref="SampleVectors"/> write the vectors that come with the project anew.</summary>
    public const string WriteVariable = "KB_WRITE_VECTORS";

    private readonly List<TemporaryLibrary> _built = [];

    public SampleMeaning()
    {
        using var sample = new SampleLibrary();
        var threads = Environment.GetEnvironmentVariable(WriteVariable) is { Length: > 0 } ? Environment.ProcessorCount : 0;
        foreach (var engine in ServerIndex.Engines(LibraryFolder.LocalEngines))
        {
            _built.Add(new TemporaryLibrary(sample.Materials.Select(m => (m, m.Id)), engine, Model, threads));
        }
    }

    /// <summary>The model that comes with the project; a test may wait longer for it than a person.</summary>
    internal MeaningModel Model { get; } = new(MeaningModel.FolderOf(named: null, RepositoryRoot.Path))
    {
        QuestionLimit = TimeSpan.FromMinutes(1),
    };

    /// <summary>The library, by the default engine.</summary>
    public Library Library => _built[0].Library;

    /// <summary>How far its vectors are with those that come with the project.</summary>
    internal VectorProgress Vectors => _built[0].Vectors;

    /// <summary>Its folder.</summary>
    internal string Folder => _built[0].Folder;

    /// <summary>The file of its vectors.</summary>
    internal string VectorFile => LibraryVectors.FileOf(Folder);

    /// <summary>The same library by every engine.</summary>
    public IEnumerable<Library> Libraries => _built.Select(b => b.Library);

    public void Dispose()
    {
        _built.ForEach(library => library.Dispose());
        Model.Dispose();
    }
}

[CollectionDefinition(Name)]
public sealed class SampleMeaningTests : ICollectionFixture<SampleMeaning>
{
    public const string Name = "sample library by meaning";
}

/// <summary>The vectors of the sample library that come with the project, so that it has meaning from its first answer.</summary>
[Collection(SampleMeaningTests.Name)]
public sealed class SampleVectors(SampleMeaning sample)
{
    [Fact]
    public void Every_text_of_the_sample_library_has_a_vector_that_comes_with_the_project()
    {
        var shipped = Path.Combine(sample.Model.Folder!, "sample.vectors");
        if (Environment.GetEnvironmentVariable(SampleMeaning.WriteVariable) is { Length: > 0 })
        {
            File.Copy(sample.VectorFile, shipped, overwrite: true);
        }

        Assert.True(
            sample.Vectors.Total > 400 && sample.Vectors.Done == sample.Vectors.Total,
            $"{sample.Vectors}: {shipped} is stale. Make it anew with "
            + $"{SampleMeaning.WriteVariable}=1 dotnet test tests/Relevance.Tests -c Release --filter {nameof(SampleVectors)}");
    }
}
