using KnowledgeBase.Tests;

namespace KnowledgeBase.Architecture.Tests;

/// <summary>Lines of the source fit beside each other on a screen.</summary>
public class LinesTests
{
    private const int Longest = 140;

    [Fact]
    public void No_line_of_the_source_is_longer_than_140_characters()
    {
        var source = Path.Combine(RepositoryRoot.Path, "src");
        var files = Directory.GetFiles(source, "*.cs", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(source, f).Replace('\\', '/'))
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal))
            .ToArray();
        var longer = files.SelectMany(f => File.ReadLines(Path.Combine(source, f)).Index()
            .Where(line => line.Item.Length > Longest)
            .Select(line => $"{f}:{line.Index + 1}: {line.Item.Length}"));

        Assert.NotEmpty(files);
        Assert.Empty(longer);
    }
}
