using System.Globalization;
using System.Text.RegularExpressions;
using KnowledgeBase.Tests;

namespace KnowledgeBase.Architecture.Tests;

/// <summary>
/// Documents that lead nowhere are worse than none. What they say of commands and options is held by <c>DocumentedCommandsTests</c> of the
/// Indexer, which has the command line.
/// </summary>
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

    [Fact]
    public void Every_type_or_member_that_a_document_names_stands_in_the_source()
    {
        var words = new[] { "src", "tests", "bench", "tools" }.SelectMany(f => RepositoryFiles.In(f))
            .SelectMany(f => Word().Matches(File.ReadAllText(f)).Select(m => m.Value))
            .ToHashSet(StringComparer.Ordinal);
        var named = Spans().SelectMany(s => Compound().Matches(s.Span).Select(m => (s.File, Name: m.Value))).ToList();

        Assert.NotEmpty(named);
        AssertNone(named.Where(n => n.Name.Split('.').Any(part => !words.Contains(part))).Select(n => $"{n.File}: {n.Name}"));
    }

    [Fact]
    public void Every_file_or_folder_of_the_repository_that_a_document_names_is_there()
    {
        var named = Spans().SelectMany(s => FileOrFolder().Matches(s.Span).Select(m => (s.File, Path: m.Value))).ToList();

        Assert.NotEmpty(named);
        AssertNone(named.Where(n => !IsThere(n.Path)).Select(n => $"{n.File}: {n.Path}"));

        // A type may be named for its file.
        static bool IsThere(string path) =>
            (from root in new[] { "", "src", "src/Retrieval" }
             from end in new[] { "", ".cs" }
             select Path.Combine(RepositoryRoot.Path, root, path + end)).Any(Path.Exists);
    }

    [Fact]
    public void Every_decision_that_is_referred_to_by_its_number_has_been_made()
    {
        var made = Directory.GetFiles(Path.Combine(RepositoryRoot.Path, "docs", "decisions"), "*.md")
            .Select(f => NumberOf(Path.GetFileName(f).Split('-')[0]))
            .ToHashSet();
        var referred = Documents().Concat(new[] { "src", "tests", "bench", "tools" }.SelectMany(f => RepositoryFiles.In(f)))
            .SelectMany(f => Decision().Matches(File.ReadAllText(f)).Select(m => (File: f, Number: NumberOf(m.Groups[1].Value))))
            .ToList();

        Assert.NotEmpty(referred);
        AssertNone(referred.Where(r => !made.Contains(r.Number)).Select(r => $"{RepositoryFiles.Name(r.File)}: {r.Number}"));

        static int NumberOf(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);
    }

    [Fact]
    public void Every_setting_of_the_environment_is_documented_and_every_documented_one_is_read()
    {
        var read = Settings(RepositoryFiles.In("src"));
        var tests = Settings(new[] { "tests", "bench", "tools" }.SelectMany(f => RepositoryFiles.In(f)));
        var documented = Settings(Documents());

        Assert.NotEmpty(documented);
        AssertNone(read.Except(documented, StringComparer.Ordinal).Select(s => $"{s} is not documented"));
        AssertNone(documented.Except(read.Concat(tests), StringComparer.Ordinal).Select(s => $"{s} is read by nothing"));

        static HashSet<string> Settings(IEnumerable<string> files) =>
            files.SelectMany(f => Setting().Matches(File.ReadAllText(f)).Select(m => m.Value)).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>What stands in code spans of the documents.</summary>
    private static IEnumerable<(string File, string Span)> Spans() =>
        Documents().SelectMany(f => CodeSpan().Matches(File.ReadAllText(f)).Select(m => (RepositoryFiles.Name(f), m.Groups[1].Value)));

    private static void AssertNone(IEnumerable<string> found)
    {
        var all = found.Distinct(StringComparer.Ordinal).ToList();
        Assert.True(all.Count == 0, string.Join('\n', all));
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

    [GeneratedRegex(@"(?<!`)`([^`\n]+)`(?!`)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CodeSpan();

    /// <summary>A name of several words, as types and members have it: <c>TextInFlight</c>, <c>ReadLimits.MaxEntries</c>.</summary>
    [GeneratedRegex(
        @"^I?[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]+)+(?:\.[A-Z][A-Za-z0-9]+)?(?=\(\)$|$)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Compound();

    /// <summary>A path from the root of the repository, or from a room.</summary>
    [GeneratedRegex(
        @"^(?:src|tests|bench|tools|docs|corpus|\.ci|Access|Text|FullText|Materials|Readers|Understanding|Duplicates|Retrieval|Engines"
            + @"|Indexer|SearchApi|Web)/[\w./-]*$",
        RegexOptions.None,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex FileOrFolder();

    [GeneratedRegex(@"\b[Dd]ecision (\d+)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Decision();

    [GeneratedRegex(@"\bKB_[A-Z_]*[A-Z]\b", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Setting();

    [GeneratedRegex(@"\w+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();

    // Levels only: the words are of two languages.
    [GeneratedRegex("^#+ ", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^\./kb [^\n#]*?(?=\s*(#|$))", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Command();
}
