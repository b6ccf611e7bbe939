using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.Storage;
using KnowledgeBase.Retrieval.Vectors;
using KnowledgeBase.SearchApi.Hosting;
using KnowledgeBase.Tests;
using KnowledgeBase.Understanding;
using KnowledgeBase.Understanding.Themes;
using KnowledgeBase.Understanding.Wordings;
using Microsoft.Extensions.Options;

namespace KnowledgeBase.SearchApi.Tests;

/// <summary>Who pages through results while the library moves on goes on paging through the same results, for a while.</summary>
public sealed class FormerLibrariesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Pages_of_one_generation_stay_pages_of_one_list()
    {
        var index = _folder.At("index");
        Commit(index, "a", "b", "c", "d", "e");
        await using var server = ApiFixture.Host(index);
        using var client = server.CreateClient();
        var (before, firstPage) = await Ask(client, "/api/search?q=板凳会&size=2");

        Commit(index, "0", "1", "2", "3");
        var now = before;
        for (var i = 0; i < 600 && now == before; i++)
        {
            await Task.Delay(100);
            (now, _) = await Ask(client, "/api/search?q=板凳会&size=2");
        }

        var (second, secondPage) = await Ask(client, $"/api/search?q=板凳会&size=2&page=2&generation={before}");
        var (third, thirdPage) = await Ask(client, $"/api/search?q=板凳会&size=2&page=3&generation={before}");
        var (_, newest) = await Ask(client, "/api/search?q=板凳会&size=20");
        using var gone = await client.GetAsync(new Uri("/api/search?q=板凳会&generation=99", UriKind.Relative));

        Assert.True(now > before, "the server never moved on");
        Assert.Equal((before, before), (second, third));
        Assert.Equal(["a", "b", "c", "d", "e"], firstPage.Concat(secondPage).Concat(thirdPage).Order(StringComparer.Ordinal));
        Assert.Equal(9, newest.Count);
        Assert.Equal(HttpStatusCode.Gone, gone.StatusCode);
    }

    [Fact]
    public void A_state_is_kept_for_some_minutes_and_few_are()
    {
        var index = _folder.At("index");
        Commit(index, "a");
        using var library = LibraryFolder.Open(index);
        var generation = library.Generation;
        var time = new SteppedTime();
        using var former = new FormerLibraries(time);

        library.Refresh(former.Keep);
        using var notNeeded = former.Find(generation);
        Commit(index, "b");
        library.Refresh(former.Keep);
        using var kept = former.Find(generation);
        time.Now += FormerLibraries.Kept;
        former.LetGo();
        using var over = former.Find(generation);

        Assert.Null(notNeeded);
        Assert.Equal(1, kept!.Search(new SearchRequest { Query = "板凳会" }).Total); // though it is no longer kept meanwhile
        Assert.Null(over);
    }

    [Fact]
    public void Of_more_states_than_are_kept_the_oldest_go()
    {
        var index = _folder.At("index");
        using var former = new FormerLibraries(TimeProvider.System);
        var generations = new List<long>();
        for (var i = 0; i <= FormerLibraries.Most; i++)
        {
            Commit(index, $"m{i}");
            using var library = LibraryFolder.Open(index);
            generations.Add(library.Generation);
            former.Keep(library.Fork());
        }

        Assert.Null(former.Find(generations[0]));
        for (var i = 1; i <= FormerLibraries.Most; i++)
        {
            using var kept = former.Find(generations[i]);
            Assert.Equal(i + 1, kept!.Search(new SearchRequest { Query = "板凳会" }).Total);
        }
    }

    [Fact]
    public void However_many_commits_are_picked_up_few_states_are_alive()
    {
        var index = _folder.At("index");
        Commit(index, "first");
        using var model = new MeaningModel(null);
        var options = Options.Create(new SearchApiOptions { Index = index });
        using var live = new LiveLibrary(options, TimeProvider.System, model);
        var states = new List<WeakReference>();
        for (var i = 0; i < 8; i++)
        {
            states.Add(Asked(live));
            Commit(index, $"m{i}");
            Assert.True(live.Refresh());
        }

        states.Add(Asked(live));
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        Assert.True(states[^1].IsAlive);
        Assert.InRange(states.Count(s => s.IsAlive), 1, 1 + FormerLibraries.Most);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Asks the present state this and that, an earlier one too.</summary>
    /// <returns>By what it is seen whether the state is alive.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Asked(LiveLibrary live)
    {
        var generation = live.Current.Generation;
        Assert.NotEmpty(live.Current.Search(new SearchRequest { Query = "板凳会", Copies = CopyListing.OneByOne }).Hits);
        _ = live.Current.Suggest("板凳会");
        using (live.At(generation - 1))
        {
            Assert.NotEmpty(live.Current.Search(new SearchRequest { Query = "群众 说事" }).Hits);
        }

        Assert.Equal(generation, live.Current.Generation);
        return new WeakReference(live.Current.Overview());
    }

    private static void Commit(string index, params string[] ids)
    {
        using var writer = LibraryFolder.OpenWriter(index, Taxonomy.Default, Glossary.Default, []);
        foreach (var id in ids)
        {
            var raw = new RawMaterial { Text = $"第{id}村开板凳会，听群众说事。" };
            writer.Put(writer.Prepare(new MaterialUnderstanding(ThemeTagger.Default, WordingFinder.Default).Understand(raw, id), id));
        }

        writer.Commit(new Dictionary<string, string>(StringComparer.Ordinal), TimeProvider.System);
    }

    private static async Task<(long Generation, List<string> Ids)> Ask(HttpClient client, string address)
    {
        using var answer = await client.GetAsync(new Uri(address + "&copies=each&meaning=off", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var hits = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("hits");
        return (
            long.Parse(answer.Headers.GetValues("KB-Generation").Single()),
            [.. hits.EnumerateArray().Select(h => h.GetProperty("material").GetString()!)]);
    }

    private sealed class SteppedTime : TimeProvider
    {
        public TimeSpan Now { get; set; } = TimeSpan.FromHours(1);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }
}
