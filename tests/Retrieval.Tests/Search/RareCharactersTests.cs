using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Tests;

namespace KnowledgeBase.Retrieval.Tests.Search;

/// <summary>Single characters that are no words, which the index knows without their places.</summary>
public class RareCharactersTests : IDisposable
{
    private readonly TemporaryLibrary _temporary;

    public RareCharactersTests()
        : this(engine: null)
    {
    }

    protected RareCharactersTests(string? engine) => _temporary = new TemporaryLibrary(
        [
            (SampleMaterial.Of("龘在前面，鱻在后面。", new Passage(0, 10, [], [])), "二.txt"),
            (SampleMaterial.Of("只有龘在这里学习。", new Passage(0, 9, [], [])) with { Id = "一" }, "一.txt"),
        ],
        engine);

    public void Dispose()
    {
        _temporary.Dispose();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData("鱻 龘", 1)]
    [InlineData("龘 鱻 前面", 1)]
    [InlineData("龘鱻", 0)]
    [InlineData("龘", 2)]
    public void They_are_found_typed_apart_and_together_only_where_they_stand_so(string query, int materials) =>
        Assert.Equal(materials, _temporary.Library.Search(new SearchRequest { Query = query }).Total);
}

/// <summary>The same with Lucene.Net.</summary>
public sealed class LuceneRareCharactersTests() : RareCharactersTests("lucene");
