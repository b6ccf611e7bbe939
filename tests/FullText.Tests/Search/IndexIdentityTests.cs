using KnowledgeBase.FullText.Documents;
using KnowledgeBase.FullText.Schema;
using KnowledgeBase.FullText.Search;
using KnowledgeBase.FullText.Store;
using KnowledgeBase.FullText.Writing;

namespace KnowledgeBase.FullText.Tests.Search;

/// <summary>Which index a reader has before it, and how it notices that there is a newer commit or another index.</summary>
public sealed class IndexIdentityTests
{
    private static readonly IndexSchema Schema = new IndexSchemaBuilder().AddText("text").AddStored("id").Build();

    private readonly MemoryDirectory _directory = new();

    [Fact]
    public void Every_commit_keeps_the_identity_that_the_index_was_given()
    {
        Guid identity;
        using (var writer = IndexWriter.Open(_directory, Schema))
        {
            identity = writer.Identity;
            Add(writer, "1");
        }

        using (var writer = IndexWriter.Open(_directory, Schema))
        {
            Assert.Equal(identity, writer.Identity);
            Add(writer, "2");
            writer.ForceMerge();
            writer.Commit();
        }

        using var reader = IndexReader.Open(_directory);
        Assert.NotEqual(Guid.Empty, identity);
        Assert.Equal((identity, 3), (reader.Identity, reader.Generation));
    }

    [Fact]
    public void Another_index_in_its_place_is_noticed_though_its_number_is_the_same()
    {
        var other = new MemoryDirectory();
        Write(_directory, "1");
        Write(other, "2");
        using var before = IndexReader.Open(_directory);
        Assert.True(before.IsCurrent());

        Replace(_directory, other);

        Assert.False(before.IsCurrent());
        using var after = before.OpenIfChanged();
        Assert.NotNull(after);
        Assert.Equal(before.Generation, after.Generation);
        Assert.NotEqual(before.Identity, after.Identity);
        Assert.Equal(("1", "2"), (before.GetStoredText(0, "id"), after.GetStoredText(0, "id")));
        Assert.Null(after.OpenIfChanged());
    }

    [Fact]
    public void An_older_copy_that_was_written_on_is_noticed_though_identity_and_number_are_the_same()
    {
        Write(_directory, "1");
        var copy = new MemoryDirectory();
        Replace(copy, _directory);
        Write(_directory, "2");
        Write(copy, "3");
        using var before = IndexReader.Open(_directory);

        Replace(_directory, copy);

        using var after = before.OpenIfChanged();
        Assert.NotNull(after);
        Assert.Equal((before.Identity, before.Generation), (after.Identity, after.Generation));
        Assert.Equal(("2", "3"), (before.GetStoredText(1, "id"), after.GetStoredText(1, "id")));
    }

    [Fact]
    public void Only_the_files_of_new_segments_are_opened_and_verified()
    {
        Write(_directory, "1");
        var opened = new OpenedFiles(_directory);
        using var before = IndexReader.Open(opened, new IndexReaderOptions { VerifyChecksums = true });
        Write(_directory, "2");
        var first = _directory.ListFiles().Single(f => f.EndsWith("0.stored", StringComparison.Ordinal));
        var damaged = _directory.Read(first);
        damaged[40] ^= 1; // a reader that has read the file through does not do it again

        opened.Names.Clear();
        using var after = before.OpenIfChanged();

        Assert.NotNull(after);
        Assert.Equal(2, after.SegmentCount);
        Assert.DoesNotContain(opened.Names, name => name.StartsWith("segment-000000.", StringComparison.Ordinal));
        Assert.Contains("segment-000001.stored", opened.Names);
        Assert.Throws<IndexCorruptException>(() => IndexReader.Open(opened, new IndexReaderOptions { VerifyChecksums = true }));
    }

    [Fact]
    public void To_see_that_nothing_has_changed_only_the_manifest_is_opened()
    {
        Write(_directory, "1");
        var opened = new OpenedFiles(_directory);
        using var reader = IndexReader.Open(opened);

        opened.Names.Clear();
        Assert.Null(reader.OpenIfChanged());
        Assert.True(reader.IsCurrent());

        Assert.Equal(["manifest", "manifest"], opened.Names);
    }

    [Fact]
    public void An_index_that_was_removed_is_said_and_its_reader_goes_on()
    {
        Write(_directory, "1");
        using var reader = IndexReader.Open(_directory);
        Replace(_directory, new MemoryDirectory());

        Assert.Throws<IndexNotFoundException>(() => reader.OpenIfChanged());
        Assert.Throws<IndexNotFoundException>(() => reader.IsCurrent());
        Assert.Equal("1", reader.GetStoredText(0, "id"));

        Write(_directory, "2");
        using var after = reader.OpenIfChanged();
        Assert.Equal("2", after!.GetStoredText(0, "id"));
    }

    [Fact]
    public void An_index_of_the_first_version_has_no_identity_before_its_next_commit()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Compatibility", "v1-everything")))
        {
            _directory.Write(Path.GetFileName(file), File.ReadAllBytes(file));
        }

        using var before = IndexReader.Open(_directory);
        Assert.Equal(Guid.Empty, before.Identity);
        Assert.True(before.IsCurrent());

        using (var writer = IndexWriter.Open(_directory, before.Schema))
        {
            writer.Delete("材料3");
            writer.Commit();
        }

        Assert.False(before.IsCurrent());
        using var after = before.OpenIfChanged();
        Assert.NotEqual(Guid.Empty, after!.Identity);
        Assert.Equal(before.Generation + 1, after.Generation);
    }

    private static void Write(MemoryDirectory directory, string id)
    {
        using var writer = IndexWriter.Open(directory, Schema);
        Add(writer, id);
    }

    private static void Add(IndexWriter writer, string id)
    {
        var document = new IndexDocument();
        document.AddTerm(Schema["text"], id, 0);
        document.AddStored(Schema["id"], id);
        writer.AddDocument(document);
        writer.Commit();
    }

    /// <summary>Does what renaming folders does.</summary>
    private static void Replace(MemoryDirectory directory, MemoryDirectory by)
    {
        foreach (var name in directory.ListFiles())
        {
            directory.DeleteFile(name);
        }

        foreach (var name in by.ListFiles())
        {
            directory.Write(name, [.. by.Read(name)]);
        }
    }

    /// <summary>A store for reading that knows which files were opened.</summary>
    private sealed class OpenedFiles(MemoryDirectory inner) : IndexDirectory
    {
        public List<string> Names { get; } = [];

        public override string Location => inner.Location;

        public override IReadOnlyList<string> ListFiles() => inner.ListFiles();

        public override MappedFile OpenFile(string name)
        {
            Names.Add(name);
            return inner.OpenFile(name);
        }

        public override Stream CreateFile(string name) => throw new NotSupportedException();

        public override void DeleteFile(string name) => throw new NotSupportedException();

        public override void SyncFile(string name) => throw new NotSupportedException();

        public override void SyncDirectory() => throw new NotSupportedException();

        public override void Rename(string from, string to) => throw new NotSupportedException();

        public override IDisposable AcquireWriteLock(string owner) => throw new NotSupportedException();
    }
}
