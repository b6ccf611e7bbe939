using KnowledgeBase.FullText.Documents;
using KnowledgeBase.FullText.Search;
using KnowledgeBase.FullText.Segments;
using KnowledgeBase.FullText.Store;
using KnowledgeBase.FullText.Verification;
using KnowledgeBase.FullText.Writing;

namespace KnowledgeBase.FullText.Tests.Durability;

/// <summary>What is not the engine's stays as it is, whatever its name.</summary>
public sealed class ForeignFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Files_of_others_stay_as_they_are_and_what_a_killed_writer_left_goes()
    {
        Write(commits: 1);
        string[] foreign = ["segment-000007.postings", "segment-99.postings", "segment-000001.postings.bak", "segment-notes.txt", "segment-000003.9.live.txt", "0001.seg", "write.owner"];
        foreach (var name in foreign)
        {
            WriteFile(name, "我的笔记");
        }

        using (var directory = new IndexOutput(new FileSystemDirectory(_folder.Path), "segment-000040.terms", FileKind.Terms, Guid.NewGuid()))
        {
            directory.Finish();
        }

        WriteFile("segment-000041.terms", "");
        Write(commits: 12);

        Assert.All(foreign, name => Assert.Equal("我的笔记", File.ReadAllText(At(name))));
        Assert.Equal(
            foreign.Order(StringComparer.Ordinal),
            IndexFiles.Foreign(_folder.Path));
        Assert.Empty(Directory.GetFiles(_folder.Path, "segment-00004?.terms"));
        Assert.True(IndexVerifier.Verify(_folder.Path).IsSound);
    }

    [Theory]
    [InlineData(Manifest.FileName)]
    [InlineData(Manifest.PendingName)]
    [InlineData("segment-000000.1.live")]
    public void An_index_that_needs_the_name_of_somebody_elses_file_is_not_written(string name)
    {
        WriteFile(name, "我的笔记");

        var refused = Assert.Throws<IndexException>(() => Write(commits: 1));
        Assert.Throws<IndexException>(() => Write(commits: 1, anew: true));

        Assert.Contains(At(name), refused.Message, StringComparison.Ordinal);
        Assert.Contains("Move it away", refused.Message, StringComparison.Ordinal);
        Assert.Equal("我的笔记", File.ReadAllText(At(name)));
    }

    [Fact]
    public void An_index_that_is_begun_anew_replaces_the_one_before_when_it_commits_and_not_sooner()
    {
        Write(commits: 3);
        var before = IndexFiles.List(_folder.Path);
        Damage(before[0].Name);
        Assert.NotNull(IndexFiles.Check(_folder.Path, before[0]));

        using (var dropped = IndexWriter.Open(_folder.Path, Ledger.Schema, new IndexWriterOptions { StartAnew = true }))
        {
            dropped.AddDocument(new IndexDocument());
        }

        Assert.Equal(before, IndexFiles.List(_folder.Path));

        Write(commits: 1, anew: true);

        var after = IndexFiles.List(_folder.Path);
        Assert.Empty(after.Select(f => f.Name).Intersect(before.Select(f => f.Name), StringComparer.Ordinal));
        Assert.All(after, file => Assert.Null(IndexFiles.Check(_folder.Path, file)));
        Assert.All(before, file => Assert.False(File.Exists(At(file.Name)), file.Name));
        using var reader = IndexReader.Open(_folder.Path);
        Assert.Equal(4, reader.Generation);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(33)]
    [InlineData(-3)]
    public void A_damaged_manifest_is_still_known_as_the_engines_own(int at)
    {
        Write(commits: 1);
        Damage(Manifest.FileName, at);

        Assert.ThrowsAny<IndexException>(() => Write(commits: 1));
        Write(commits: 1, anew: true);

        Assert.True(IndexVerifier.Verify(_folder.Path).IsSound);
    }

    private string At(string name) => Path.Combine(_folder.Path, name);

    private void WriteFile(string name, string text) => File.WriteAllText(At(name), text);

    private void Damage(string name, int at = 40)
    {
        var bytes = File.ReadAllBytes(At(name));
        bytes[at < 0 ? bytes.Length + at : at] ^= 0x10;
        File.WriteAllBytes(At(name), bytes);
    }

    private void Write(int commits, bool anew = false)
    {
        using var writer = IndexWriter.Open(_folder.Path, Ledger.Schema, new IndexWriterOptions { StartAnew = anew });
        for (var i = 0; i < commits; i++)
        {
            writer.AddDocument(new IndexDocument());
            writer.Commit();
        }
    }
}
