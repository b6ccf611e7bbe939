using KnowledgeBase.FullText;
using KnowledgeBase.FullText.Documents;
using KnowledgeBase.FullText.Schema;
using KnowledgeBase.FullText.Writing;
using KnowledgeBase.Retrieval.Engines;
using KnowledgeBase.Retrieval.Engines.Embedded;

namespace KnowledgeBase.Engines.Tests.Embedded;

/// <summary>What holds of the embedded engine apart from the contract: how it keeps each field, and what it says of damage.</summary>
public sealed class EmbeddedEngineTests
{
    [Fact]
    public void Every_field_is_kept_as_what_is_asked_of_it_needs()
    {
        var kept = EmbeddedSchema.Schema.Fields.Select(f => $"{f.Name} {f.Options}");

        Assert.Equal(
            [
                .. Enum.GetValues<PassageField>().Select(f => $"{f} {EmbeddedSchema.Of(f).Options}"),
                .. Enum.GetValues<StoredField>().Select(f => $"Stored{f} {EmbeddedSchema.Of(f).Options}"),
            ],
            kept);
        Assert.Equal(IndexOptions.DocsFreqsPositions, EmbeddedSchema.Of(PassageField.Bigrams).Options);
        Assert.Equal(IndexOptions.DocsAndFreqs, EmbeddedSchema.Of(PassageField.Characters).Options);
        Assert.Equal(IndexOptions.Docs, EmbeddedSchema.Of(PassageField.Issuer).Options);
        foreach (var field in (PassageField[])[PassageField.Words, PassageField.Heading, PassageField.Title])
        {
            Assert.Equal(IndexOptions.DocsFreqsPositions, EmbeddedSchema.Of(field).Options);
        }
    }

    [Fact]
    public void A_search_asks_for_ten_materials_with_three_passages_each_from_the_first()
    {
        using var index = new WrittenIndex();
        for (var i = 10; i < 22; i++)
        {
            index.Put($"m{i}", passages: 4);
        }

        using var reader = index.Open();
        var found = reader.Search(new EngineSearch { Query = new EveryPassageQuery() });

        Assert.Equal((12, 12, 48, false), (found.Materials, found.Hits, found.Passages, found.Partial));
        Assert.Equal(Enumerable.Range(10, 10).Select(i => $"m{i}"), found.Page.Select(m => m.Id));
        Assert.All(found.Page, m => Assert.Equal((4, 3, 0), (m.Matching, m.Best.Count, m.Others.Count)));
        Assert.Empty(found.Facets);

        string[] left = [.. Enumerable.Range(11, 10).Select(i => $"m{i}")];
        var others = reader.Search(new EngineSearch { Query = new EveryPassageQuery(), WithoutMaterials = left });
        Assert.Equal(["m10", "m21"], others.Page.Select(m => m.Id));
    }

    [Fact]
    public void The_shortest_way_finds_materials_behind_many_passages_of_one()
    {
        using var index = new WrittenIndex();
        index.Put("a", passages: 100);
        index.Put("b", passages: 1);
        using var reader = index.Open();
        var best = new ScoredMaterial[2];

        Assert.Equal(2, reader.Top(new EveryPassageQuery(), best));
        Assert.Equal(["a", "b"], best.Select(b => b.Id));
        Assert.Equal(1, reader.Top(new EveryPassageQuery(), best.AsSpan(0, 1)));
        Assert.Equal(0, reader.Top(new EveryPassageQuery(), []));
    }

    [Fact]
    public void A_boost_multiplies_the_score()
    {
        using var index = new WrittenIndex();
        index.Put("a", passages: 1);
        using var reader = index.Open();
        var query = EngineTerms.Literal("党");

        Assert.Equal(2.5f * Score(query), Score(query with { Boost = 2.5f }), 5);

        float Score(EngineQuery q) => reader.Search(new EngineSearch { Query = q }).Page[0].Score;
    }

    [Theory]
    [InlineData(typeof(IndexNotFoundException), EngineFault.Missing)]
    [InlineData(typeof(IndexLockedException), EngineFault.Locked)]
    [InlineData(typeof(IndexVersionException), EngineFault.OtherFormat)]
    [InlineData(typeof(IndexCorruptException), EngineFault.Damaged)]
    [InlineData(typeof(IndexException), EngineFault.Unusable)]
    public void A_fault_is_told_in_the_same_words(Type type, object fault)
    {
        var error = type == typeof(IndexException)
            ? new IndexException("words")
            : (IndexException)Activator.CreateInstance(type, "words")!;

        foreach (var told in (EngineException[])[
            EmbeddedFaults.ToldOf(error),
            Assert.Throws<EngineException>(() => EmbeddedFaults.Guarded(() => throw error)),
            Assert.Throws<EngineException>(() => EmbeddedFaults.Guarded<int>(() => throw error)),
        ])
        {
            Assert.Equal(((EngineFault)fault, "words", error), (told.Fault, told.Message, told.InnerException));
        }
    }

    [Fact]
    public void An_index_with_other_fields_must_be_built_anew()
    {
        using var folder = new TemporaryFolder();
        using (var writer = IndexWriter.Open(folder.Path, new IndexSchemaBuilder().Build()))
        {
            writer.AddDocument(new IndexDocument());
            writer.Commit(new Dictionary<string, string>());
        }

        var told = Assert.Throws<EngineException>(() => new EmbeddedEngine().Open(folder.Path, new EngineReading()));

        Assert.Equal(EngineFault.OtherFormat, told.Fault);
        Assert.Contains("Build it anew with 'kb build'", told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_of_years_with_a_value_that_no_year_has_is_damaged()
    {
        using var index = new WrittenIndex();
        index.Put("a", passages: 1, year: 20_200_000_000);
        using var reader = index.Open();

        var told = Assert.Throws<EngineException>(
            () => reader.Search(new EngineSearch { Query = new EveryPassageQuery(), Facets = [PassageField.Year] }));

        Assert.Equal(EngineFault.Damaged, told.Fault);
        Assert.Contains("column Year", told.Message, StringComparison.Ordinal);
        Assert.Single(reader.Search(new EngineSearch { Query = new EveryPassageQuery(), Facets = [PassageField.Date] }).Facets);
    }

    [Theory]
    [InlineData(new byte[] { })] // ends at once
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF })] // no number
    [InlineData(new byte[] { 1, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F })] // a group of fewer ids than none
    [InlineData(new byte[] { 2, 1, 1, (byte)'m', 1, 1, (byte)'m' })] // one material in two groups
    public void A_library_whose_groups_are_damaged_is_told_to_be_rebuilt(byte[] groups)
    {
        using var folder = new TemporaryFolder();
        using (var writer = IndexWriter.Open(folder.Path, EmbeddedSchema.Schema))
        {
            var passage = new IndexDocument();
            passage.AddKeyword(EmbeddedSchema.Of(PassageField.Kind), DocumentKind.Passage);
            passage.AddKeyword(EmbeddedSchema.Of(PassageField.Material), "m");
            writer.UpdateDocuments("m", [passage]);
            var library = new IndexDocument();
            library.AddKeyword(EmbeddedSchema.Of(PassageField.Kind), DocumentKind.Library);
            library.AddStored(EmbeddedSchema.Of(StoredField.Texts), groups);
            writer.UpdateDocuments("\n", [library]);
            writer.Commit(new Dictionary<string, string>());
        }

        using var reader = new EmbeddedEngine().Open(folder.Path, new EngineReading());
        var search = new EngineSearch { Query = new EveryPassageQuery() };

        Assert.Equal(1, reader.Search(search).Hits);
        var told = Assert.Throws<EngineException>(() => reader.Search(search with { Texts = TextListing.Together }));
        Assert.Equal(EngineFault.Damaged, told.Fault);
        Assert.Contains("Rebuild it", told.Message, StringComparison.Ordinal);
    }

    /// <summary>An index that is written and then read.</summary>
    private sealed class WrittenIndex : IDisposable
    {
        private readonly TemporaryFolder _folder = new();
        private readonly IPassageWriter _writer;

        public WrittenIndex() => _writer = new EmbeddedEngine().OpenWriter(_folder.Path);

        public void Put(string id, int passages, long? year = null)
        {
            var block = _writer.NewBlock();
            for (var i = 0; i < passages; i++)
            {
                block.NextDocument();
                block.AddKeyword(PassageField.Kind, DocumentKind.Passage);
                block.AddKeyword(PassageField.Material, id);
                block.AddText("党");
                if (year is { } y)
                {
                    block.SetNumber(PassageField.Year, y);
                    block.SetNumber(PassageField.Date, y);
                }
            }

            _writer.Replace(id, block);
        }

        public IPassageReader Open()
        {
            _writer.Commit(new Dictionary<string, string>());
            return new EmbeddedEngine().Open(_folder.Path, new EngineReading());
        }

        public void Dispose()
        {
            _writer.Dispose();
            _folder.Dispose();
        }
    }
}
