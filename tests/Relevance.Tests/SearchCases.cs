using System.Text.Json;
using KnowledgeBase.Retrieval.Search;

namespace KnowledgeBase.Relevance.Tests;

/// <summary>Runs the cases of searches.json, each as a test of its own.</summary>
[Collection(SampleLibraryTests.Name)]
public class SearchCases(SampleLibrary sample)
{
    private static readonly Dictionary<string, SearchCase> Cases = Read();

    public static TheoryData<string> Ids => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Case(string id)
    {
        var expected = Cases[id];
        var response = sample.Library.Search(new SearchRequest
        {
            Query = expected.Query,
            Mode = Enum.Parse<SearchMode>(expected.Mode, ignoreCase: true),
            Themes = expected.Themes,
            Genres = expected.Genres,
            Years = expected.Years,
            Tiers = expected.Tiers,
            Size = 100,
        });
        string[] found = [.. response.Hits.Select(h => h.Material)];
        var told = $"{expected.Query}: {expected.Comment}\n  found {response.Total}:\n    {string.Join("\n    ", response.Hits.Take(10).Select(h => $"{h.Score:0.00} {h.Material}"))}";

        Assert.True(response.Total == found.Length, told);
        foreach (var top in expected.Top)
        {
            Assert.True(found.Take(expected.Within).Contains(top), $"{top} is not among the first {expected.Within} of {told}");
        }

        if (expected.Exactly is { } exactly)
        {
            Assert.True(exactly.Order(StringComparer.Ordinal).SequenceEqual(found.Order(StringComparer.Ordinal)), $"not exactly {string.Join(", ", exactly)}: {told}");
        }

        foreach (var absent in expected.Absent)
        {
            Assert.False(found.Contains(absent), $"{absent} should not be found: {told}");
        }
    }

    private static Dictionary<string, SearchCase> Read()
    {
        var json = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "searches.json"));
        var file = JsonSerializer.Deserialize<SearchFile>(json, JsonSerializerOptions.Web)!;
        return file.Cases.ToDictionary(c => c.Id);
    }

    private sealed record SearchFile(string About, IReadOnlyList<SearchCase> Cases);

    private sealed record SearchCase(string Id, string Query, string Comment)
    {
        public string Mode { get; init; } = "best";

        public string[] Themes { get; init; } = [];

        public string[] Genres { get; init; } = [];

        public int[] Years { get; init; } = [];

        public string[] Tiers { get; init; } = [];

        public string[] Top { get; init; } = [];

        public int Within { get; init; } = 10;

        public string[]? Exactly { get; init; }

        public string[] Absent { get; init; } = [];
    }
}
