using System.Text.Json.Nodes;
using KnowledgeBase.SearchApi.Hosting;
using KnowledgeBase.Tests;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.SearchApi.Tests;

/// <summary>The API with the model that comes with the project, over the sample library with its vectors.</summary>
public sealed class MeaningApiTests : IClassFixture<ApiFixture>, IDisposable
{
    private const string Burden = "/api/search?q=给基层减负 少填表&size=100";

    private readonly WebApplicationFactory<Program> _factory;
    private readonly HttpClient _client;

    public MeaningApiTests(ApiFixture api)
    {
        var model = Path.Combine(RepositoryRoot.Path, "models", "multilingual-e5-small-zh");
        _factory = WithModel(ApiFixture.Host(api.Index), model);
        _client = _factory.CreateClient();
    }

    public void Dispose()
    {
        _client.Dispose();
        _factory.Dispose();
    }

    [Fact]
    public async Task Hits_say_what_found_them_with_both_scores_and_counts_stay_those_of_the_words()
    {
        var on = await Answered();
        var off = await Get($"{Burden}&meaning=off");

        Assert.Equal("off", (string?)off["meaning"]);
        Assert.Equal((int?)off["total"], (int?)on["total"]);
        Assert.Equal((int?)off["totalHits"], (int?)on["totalHits"]);
        var hits = on["hits"]!.AsArray();
        Assert.Equal((int)on["totalHits"]! + (int)on["meaningHits"]!, hits.Count);
        var alone = hits.Where(h => (string?)h!["by"] == "meaning").ToArray();
        Assert.InRange(alone.Length, 1, 10);
        Assert.All(alone, h => Assert.Equal(0, (double)h!["score"]!));
        Assert.All(alone, h => Assert.InRange((double)h!["meaningScore"]!, 0.5, 1));
        Assert.All(alone, h => Assert.NotNull(h!["passages"]![0]!["nearestSentence"]));
    }

    [Fact]
    public async Task A_server_says_that_meaning_works_by_which_model_and_how_far()
    {
        foreach (var address in (string[])["/healthz", "/readyz"])
        {
            var meaning = (await Get(address))["meaning"]!;

            Assert.True((bool)meaning["works"]!);
            Assert.Equal("multilingual-e5-small-zh", (string?)meaning["model"]);
            Assert.InRange((int)meaning["passages"]!, 400, 10_000);
        }
    }

    [Fact]
    public async Task While_more_search_than_there_are_processors_words_answer_alone_also_where_the_vector_is_known()
    {
        await Answered();
        var turns = _factory.Services.GetRequiredService<WorkTurns>();
        var others = new List<Turn?>();
        for (var i = 0; i < Environment.ProcessorCount; i++)
        {
            others.Add(await turns.EnterAsync(Work.Search, CancellationToken.None));
        }

        var answer = await Get(Burden);

        Assert.Equal("late", (string?)answer["meaning"]);
        Assert.True((int)answer["total"]! > 0);
        others.ForEach(turn => turn!.Dispose());
        await Answered();
    }

    [Fact]
    public async Task Where_the_model_is_damaged_words_answer_and_the_answer_says_so()
    {
        var folder = Directory.CreateTempSubdirectory("kb-model-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "model.json"), "{ \"dimensions\": 384 }");
            await using var factory = WithModel(_factory, folder.FullName);
            using var client = factory.CreateClient();

            var answer = JsonNode.Parse(await client.GetStringAsync(new Uri("/api/search?q=积分管理", UriKind.Relative)))!;

            Assert.Equal("failed", (string?)answer["meaning"]);
            Assert.True((int)answer["total"]! > 0);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static WebApplicationFactory<Program> WithModel(WebApplicationFactory<Program> factory, string folder) =>
        factory.WithWebHostBuilder(b => b.ConfigureTestServices(services =>
            services.PostConfigure<SearchApiOptions>(o => o.MeaningModel = folder)));

    /// <summary>Once the model, which may be busy with the tests of others, has had the time to answer.</summary>
    private async Task<JsonNode> Answered()
    {
        JsonNode answer;
        for (var tries = 0; (string?)(answer = await Get(Burden))["meaning"] is "late" or "preparing" && tries < 600; tries++)
        {
            await Task.Delay(100);
        }

        Assert.Equal("used", (string?)answer["meaning"]);
        return answer;
    }

    private async Task<JsonNode> Get(string address) =>
        JsonNode.Parse(await _client.GetStringAsync(new Uri(address, UriKind.Relative)))!;
}
