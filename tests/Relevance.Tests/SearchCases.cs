using System.Text.Json;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.Storage;

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
        var response = sample.Library.Search(RequestOf(expected));
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

        foreach (var warning in expected.Warns)
        {
            Assert.True(
                response.Warnings.Any(w => w.Contains(warning, StringComparison.Ordinal)),
                $"nobody says “{warning}” but {string.Join(' ', response.Warnings)} of {told}");
        }

        foreach (var meant in expected.Meant)
        {
            Assert.True(
                response.DidYouMean.Any(s => s.Suggestion == meant),
                $"{meant} is not offered but {string.Join(' ', response.DidYouMean)} for {told}");
        }

        foreach (var absent in expected.Absent)
        {
            Assert.False(found.Contains(absent), $"{absent} should not be found: {told}");
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_engine_gives_the_same_page(string id)
    {
        SearchResponse[] pages =
        [
            .. sample.Libraries.Where(by => by.Engine != LibraryFolder.ServerEngine).Select(by => by.Library.Search(RequestOf(Cases[id]))),
        ];

        foreach (var page in pages)
        {
            // Hits with their passages and marks, their order, counts and facets; and the scores, but for the rounding of floats.
            Assert.Equal(WithoutScores(pages[0]), WithoutScores(page));
            Assert.All(ScoresOf(pages[0]).Zip(ScoresOf(page)), scores => Assert.Equal(scores.First, scores.Second, tolerance: 1e-4));
        }

        static IEnumerable<double> ScoresOf(SearchResponse page) =>
            page.Hits.SelectMany(hit => hit.Passages.Select(passage => (double)passage.Score).Prepend(hit.Score));

        static string WithoutScores(SearchResponse page) => JsonSerializer.Serialize(page with
        {
            Took = default,
            Hits = [.. page.Hits.Select(hit => hit with { Score = 0, Passages = [.. hit.Passages.Select(p => p with { Score = 0 })] })],
        });
    }

    [Fact]
    public void A_search_server_finds_the_same_and_has_nine_of_ten_of_the_first_ten_in_common()
    {
        // OpenSearch counts words within words when it says how long a text is, so that scores differ, and with them the order.
        foreach (var (_, library) in sample.Libraries.Where(by => by.Engine == LibraryFolder.ServerEngine))
        {
            var overlaps = new List<double>();
            foreach (var (id, expected) in Cases)
            {
                var (here, there) = (sample.Library.Search(RequestOf(expected)), library.Search(RequestOf(expected)));
                Assert.Equal((id, Told(here)), (id, Told(there)));
                var first = Math.Min(10, here.Hits.Count);
                if (first > 0)
                {
                    overlaps.Add(here.Hits.Take(first).Select(h => h.Material)
                        .Intersect(there.Hits.Take(first).Select(h => h.Material), StringComparer.Ordinal).Count() / (double)first);
                }
            }

            Assert.True(overlaps.Average() >= 0.9, $"{overlaps.Average():0.000}: {string.Join(' ', overlaps.Select(o => $"{o:0.0}"))}");
        }

        static string Told(SearchResponse page) =>
            $"{page.Total} {page.TotalHits} {page.TotalPassages} {JsonSerializer.Serialize(page.Facets)} "
            + $"{string.Join(' ', page.Hits.Select(h => h.Material).Order(StringComparer.Ordinal))}";
    }

    private static SearchRequest RequestOf(SearchCase expected) => new()
    {
        Query = expected.Query,
        Mode = Enum.Parse<SearchMode>(expected.Mode, ignoreCase: true),
        Themes = expected.Themes,
        Genres = expected.Genres,
        Years = expected.Years,
        Tiers = expected.Tiers,
        Size = 100,
    };

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

        public string[] Warns { get; init; } = [];

        public string[] Meant { get; init; } = [];
    }
}
