using System.Text.RegularExpressions;
using KnowledgeBase.Tests;

namespace KnowledgeBase.Architecture.Tests;

/// <summary>Documents that lead nowhere are worse than none.</summary>
public partial class DocumentsTests
{
    [Fact]
    public void Every_relative_link_of_a_document_leads_to_a_file()
    {
        var broken = Documents()
            .SelectMany(file => Link().Matches(File.ReadAllText(file)).Select(m => (file, target: m.Groups[1].Value)))
            .Where(l =>
                !l.target.Contains("://", StringComparison.Ordinal) && !l.target.StartsWith('#')
                && !l.target.StartsWith("mailto:", StringComparison.Ordinal))
            .Select(l => (l.file, target: Uri.UnescapeDataString(l.target.Split('#')[0])))
            .Where(l => !Path.Exists(Path.Combine(Path.GetDirectoryName(l.file)!, l.target)))
            .Select(l => $"{Path.GetRelativePath(RepositoryRoot.Path, l.file)} -> {l.target}");

        Assert.Empty(broken);
    }

    [Fact]
    public void The_Chinese_readme_has_the_same_sections_and_commands_as_the_English_one()
    {
        var english = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "README.md"));
        var chinese = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "README.zh-CN.md"));

        Assert.Equal(Heading().Matches(english).Select(m => m.Value), Heading().Matches(chinese).Select(m => m.Value));
        Assert.Equal(Command().Matches(english).Select(m => m.Value), Command().Matches(chinese).Select(m => m.Value));
    }

    private static IEnumerable<string> Documents() =>
        Directory.GetFiles(RepositoryRoot.Path, "*.md")
            .Concat(new[] { "docs", "src", "tests", "bench", "tools" }
                .Select(folder => Path.Combine(RepositoryRoot.Path, folder))
                .Where(Directory.Exists)
                .SelectMany(folder => Directory.GetFiles(folder, "*.md", SearchOption.AllDirectories)))
            .Append(Path.Combine(RepositoryRoot.Path, "corpus", "README.md"))
            .Where(File.Exists);

    [GeneratedRegex(@"(?<!!)\[[^\]\n]*\]\(([^)\s]+)\)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();

    // Levels only: the words are of two languages.
    [GeneratedRegex("^#+ ", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^\./kb [^\n#]*?(?=\s*(#|$))", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Command();
}
