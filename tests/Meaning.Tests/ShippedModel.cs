using KnowledgeBase.Meaning.Models;
using KnowledgeBase.Tests;

namespace KnowledgeBase.Meaning.Tests;

/// <summary>The model that comes with the project, opened once for all tests.</summary>
public sealed class ShippedModel : IDisposable
{
    public static string Folder { get; } = Path.Combine(RepositoryRoot.Path, "models", "multilingual-e5-small-zh");

    public SentenceModel Model { get; } = SentenceModel.Open(Folder);

    public void Dispose() => Model.Dispose();
}

[CollectionDefinition(nameof(ShippedModel))]
public sealed class ShippedModelTests : ICollectionFixture<ShippedModel>;
