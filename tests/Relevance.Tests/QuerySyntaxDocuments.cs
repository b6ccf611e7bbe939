using System.Text.RegularExpressions;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Tests;

namespace KnowledgeBase.Relevance.Tests;

/// <summary>What docs/query-syntax.md and its Chinese twin promise is what the library does.</summary>
[Collection(SampleLibraryTests.Name)]
public sealed partial class QuerySyntaxDocuments(SampleLibrary sample)
{
    public static TheoryData<string> Examples => [.. ExamplesOf("query-syntax.md")];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_example_is_understood(string example)
    {
        var response = sample.Library.Search(new SearchRequest { Query = example });

        Assert.NotEmpty(response.Understood);
        Assert.DoesNotContain(response.Warnings, w => w.Contains("忽略", StringComparison.Ordinal) || w.Contains("没有名为", StringComparison.Ordinal));
    }

    [Fact]
    public void Both_languages_have_the_same_examples()
    {
        string[] examples = [.. ExamplesOf("query-syntax.md")];

        Assert.True(examples.Length > 40, $"only {examples.Length} examples");
        Assert.Equal(examples, ExamplesOf("query-syntax.zh-CN.md"));
    }

    /// <summary>The code of the first column of the first table.</summary>
    private static IEnumerable<string> ExamplesOf(string document) =>
        File.ReadLines(Path.Combine(RepositoryRoot.Path, "docs", document))
            .SkipWhile(line => !line.StartsWith("|---", StringComparison.Ordinal))
            .Skip(1)
            .TakeWhile(line => line.StartsWith('|'))
            .SelectMany(line => Code().Matches(line[..line.IndexOf(" | ", StringComparison.Ordinal)]).Select(m => m.Groups["code"].Value));

    [GeneratedRegex("`(?<code>[^`]+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code();
}
