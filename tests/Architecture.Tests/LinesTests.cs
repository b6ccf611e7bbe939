using KnowledgeBase.Tests;

namespace KnowledgeBase.Architecture.Tests;

/// <summary>Lines of the source fit beside each other on a screen. What is listed here doesn't yet; the lists may only shrink.</summary>
public class LinesTests
{
    private const int Longest = 140;

    private static readonly string[] RoomsWithLongerLines = ["Indexer"];

    private static readonly string[] FilesWithLongerLines =
    [
        "Retrieval/Indexing/LibraryWriter.cs",
        "Retrieval/Indexing/MaterialIndexer.cs",
        "SearchApi/Hosting/WorkTurns.cs",
        "Understanding/Practices/PracticeScoring.cs",
    ];

    [Fact]
    public void No_line_of_the_source_is_longer_than_140_characters()
    {
        var source = Path.Combine(RepositoryRoot.Path, "src");
        var files = Directory.GetFiles(source, "*.cs", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(source, f).Replace('\\', '/'))
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !FilesWithLongerLines.Contains(f, StringComparer.Ordinal)
                && !RoomsWithLongerLines.Contains(f.Split('/')[0], StringComparer.Ordinal))
            .ToArray();
        var longer = files.SelectMany(f =>
            File.ReadLines(Path.Combine(source, f)).Index().Where(l => l.Item.Length > Longest).Select(l => $"{f}:{l.Index + 1}: {l.Item.Length}"));

        Assert.NotEmpty(files);
        Assert.Empty(longer);
    }
}
