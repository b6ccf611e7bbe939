using KnowledgeBase.FullText.Search;
using KnowledgeBase.FullText.Store;
using KnowledgeBase.FullText.Tests.Durability;
using KnowledgeBase.FullText.Verification;
using KnowledgeBase.FullText.Writing;

namespace KnowledgeBase.FullText.Tests.Compatibility;

/// <summary>
/// The sample index that has everything the format knows, as the first program of each format version wrote it. It must open,
/// answer every question as an index of the same documents written today does, and be written on. When the format changes, freeze
/// another: <c>dotnet artifacts/bin/FullText.Tests/release/KnowledgeBase.FullText.Tests.dll freeze FOLDER</c>.
/// </summary>
public sealed class FrozenSampleTests
{
    public static TheoryData<int> Versions =>
        [.. Enumerable.Range(IndexFileFormat.OldestVersion, IndexFileFormat.CurrentVersion - IndexFileFormat.OldestVersion + 1)];

    [Theory]
    [MemberData(nameof(Versions))]
    public void The_sample_of_each_version_answers_as_one_of_today(int version)
    {
        var today = new MemoryDirectory();
        SampleIndex.Write(today, large: true);
        using var expected = IndexReader.Open(today);
        using var reader = IndexReader.Open(FolderOf(version), new IndexReaderOptions { VerifyChecksums = true });

        Assert.Empty(IndexVerifier.Verify(FolderOf(version)).Problems);
        Assert.Equal("样本", reader.UserData["来源"]);
        Assert.Null(reader.Schema.DifferenceFrom(SampleIndex.Schema));
        Assert.Equal(4319, reader.DocCount);
        Assert.Equal(SampleIndex.AskEverything(expected), SampleIndex.AskEverything(reader));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void The_sample_of_each_version_is_written_on(int version)
    {
        var memory = new MemoryDirectory();
        foreach (var file in Directory.EnumerateFiles(FolderOf(version)))
        {
            memory.Write(Path.GetFileName(file), File.ReadAllBytes(file));
        }

        using (var writer = IndexWriter.Open(memory, SampleIndex.Schema))
        {
            writer.Delete("材料3");
            writer.ForceMerge();
            writer.Commit();
        }

        Assert.Empty(IndexVerifier.Verify(memory).Problems);
        using var reader = IndexReader.Open(memory);
        Assert.Equal(1, reader.SegmentCount);
        Assert.Equal(4318, reader.DocCount);
    }

    private static string FolderOf(int version) => Path.Combine(AppContext.BaseDirectory, "Compatibility", $"v{version}-everything");
}
