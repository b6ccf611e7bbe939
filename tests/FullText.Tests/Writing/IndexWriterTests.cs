using KnowledgeBase.FullText.Documents;
using KnowledgeBase.FullText.Schema;
using KnowledgeBase.FullText.Search;
using KnowledgeBase.FullText.Store;
using KnowledgeBase.FullText.Verification;
using KnowledgeBase.FullText.Writing;

namespace KnowledgeBase.FullText.Tests.Writing;

public sealed class IndexWriterTests
{
    private static readonly IndexSchema Schema = new IndexSchemaBuilder().AddText("text").AddStored("id").Build();

    private readonly MemoryDirectory _directory = new();

    [Fact]
    public void Nothing_is_visible_before_the_commit_and_all_of_it_after()
    {
        using var writer = IndexWriter.Open(_directory, Schema);
        writer.UpdateDocuments("甲", [Document("1"), Document("2")]);
        Assert.Throws<IndexNotFoundException>(() => IndexReader.Open(_directory));
        Assert.Equal(1, writer.Commit(new Dictionary<string, string> { ["语料"] = "一" }));
        using var reader = IndexReader.Open(_directory);
        Assert.Equal("1 2", Contents(reader));
        Assert.Equal("一", reader.UserData["语料"]);
        Assert.Null(reader.OpenIfChanged());
    }

    [Fact]
    public void An_update_replaces_the_block_of_its_key_and_old_snapshots_keep_it()
    {
        using var writer = IndexWriter.Open(_directory, Schema);
        writer.UpdateDocuments("甲", [Document("1"), Document("2")]);
        writer.UpdateDocuments("乙", [Document("3")]);
        writer.Commit();
        using var before = IndexReader.Open(_directory);
        writer.UpdateDocuments("甲", [Document("4")]);
        writer.UpdateDocuments("甲", [Document("5"), Document("6")]);
        writer.Delete("乙");
        writer.Commit();
        using var after = before.OpenIfChanged();
        Assert.Equal("1 2 3", Contents(before));
        Assert.Equal("5 6", Contents(after!));
    }

    [Fact]
    public void What_is_deleted_and_added_again_is_there()
    {
        using var writer = IndexWriter.Open(_directory, Schema);
        writer.UpdateDocuments("甲", [Document("1")]);
        writer.Delete("甲");
        writer.UpdateDocuments("甲", [Document("2")]);
        writer.Commit();
        using var reader = IndexReader.Open(_directory);
        Assert.Equal("2", Contents(reader));
    }

    [Fact]
    public void Closing_without_a_commit_drops_what_was_done_and_its_files()
    {
        using (var writer = IndexWriter.Open(_directory, Schema))
        {
            writer.UpdateDocuments("甲", [Document("1")]);
            writer.Commit();
            writer.UpdateDocuments("甲", [Document("2")]);
            writer.ForceMerge();
        }

        using var reader = IndexReader.Open(_directory);
        Assert.Equal("1", Contents(reader));
        Assert.Equal(6, _directory.ListFiles().Count); // the manifest and the five files of one segment
    }

    [Fact]
    public void Merging_drops_the_deleted_and_keeps_the_order()
    {
        using var writer = IndexWriter.Open(_directory, Schema, new IndexWriterOptions { BackgroundMerges = false });
        for (var i = 0; i < 30; i++)
        {
            writer.UpdateDocuments($"{i}", [Document($"{i}")]);
            writer.Commit();
        }

        for (var i = 0; i < 30; i += 2)
        {
            writer.Delete($"{i}");
        }

        writer.ForceMerge();
        writer.Commit();
        using var reader = IndexReader.Open(_directory);
        Assert.Equal((1, 15, 15), (reader.SegmentCount, reader.MaxDoc, reader.DocCount));
        Assert.Equal("1 3 5 7 9 11 13 15 17 19 21 23 25 27 29", Contents(reader));
    }

    [Fact]
    public async Task Several_threads_may_write_at_once()
    {
        using var writer = IndexWriter.Open(_directory, Schema, new IndexWriterOptions { MemoryBudget = 1 << 20, MergeFactor = 3 });
        await Task.WhenAll(Enumerable.Range(0, 4).Select(thread => Task.Run(() =>
        {
            for (var i = 0; i < 500; i++)
            {
                writer.UpdateDocuments($"{i}", [Document($"{i}"), Document($"{i}")]);
                if (i % 100 == 99)
                {
                    writer.Commit();
                }
            }
        })));
        writer.Commit();
        writer.WaitForMerges();
        writer.Commit();
        using var reader = IndexReader.Open(_directory);
        Assert.Equal(
            string.Join(' ', Enumerable.Range(0, 500).SelectMany(i => new[] { i, i }).Order()),
            string.Join(' ', Contents(reader).Split(' ').Select(int.Parse).Order()));
        Assert.Empty(IndexVerifier.Verify(_directory).Problems);
    }

    [Fact]
    public void Another_schema_is_refused_by_naming_the_difference()
    {
        using (var writer = IndexWriter.Open(_directory, Schema))
        {
            writer.Commit();
        }

        var other = new IndexSchemaBuilder().AddText("text").AddStored("key").Build();
        var error = Assert.Throws<IndexException>(() => IndexWriter.Open(_directory, other));
        Assert.Contains("id", error.Message, StringComparison.Ordinal);
        Assert.Contains("key", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Positions_must_not_decrease()
    {
        var document = new IndexDocument();
        document.AddTerm(Schema["text"], "党", 5);
        document.AddTerm(Schema["text"], "建", 5);
        Assert.Throws<ArgumentOutOfRangeException>(() => document.AddTerm(Schema["text"], "设", 4));
    }

    private static IndexDocument Document(string id)
    {
        var document = new IndexDocument();
        document.AddTerm(Schema["text"], "支部", 0);
        document.AddStored(Schema["id"], id);
        return document;
    }

    private static string Contents(IndexReader reader) =>
        string.Join(' ', Enumerable.Range(0, reader.MaxDoc).Where(reader.IsLive).Select(d => reader.GetStoredText(d, "id")));
}
