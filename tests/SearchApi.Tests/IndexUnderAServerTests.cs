using System.Net;
using KnowledgeBase.Tests;
using Microsoft.AspNetCore.Mvc.Testing;

namespace KnowledgeBase.SearchApi.Tests;

/// <summary>What happens to an index does not happen to the server that answers from it.</summary>
public sealed class IndexUnderAServerTests : IClassFixture<ApiFixture>, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private readonly string _index;
    private readonly WebApplicationFactory<Program> _server;
    private readonly HttpClient _client;

    public IndexUnderAServerTests(ApiFixture api)
    {
        _index = _folder.At("index");
        Copy(api.Index, _index);
        _server = ApiFixture.Host(_index);
        _client = _server.CreateClient();
    }

    public static TheoryData<string> Fates =>
        ["deleted", "renamed", "emptied", "replaced by a file", "replaced by rubbish", "cut short", "overwritten", "without its manifest"];

    [Theory]
    [MemberData(nameof(Fates))]
    public async Task The_last_sound_state_goes_on_answering_and_a_new_index_is_picked_up(string fate)
    {
        var before = await Answer();
        Copy(_index, _folder.At("sound"));

        Meet(fate);
        Assert.True(await Eventually(Tells), "/healthz does not say that something is wrong");
        Assert.Equal(before, await Answer());

        Restore();
        Assert.True(await Eventually(async () => !await Tells()));
        Assert.Equal(before, await Answer());

        async Task<bool> Tells() =>
            (await _client.GetStringAsync(Path("/healthz"))).Contains("goes on answering", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_starts_without_an_index_answers_503_without_folders_until_there_is_one()
    {
        await using var server = ApiFixture.Host(_folder.At("later"));
        using var client = server.CreateClient();

        var search = await client.GetAsync(Path("/api/search?q=党"));
        var health = await client.GetAsync(Path("/readyz"));

        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable), (search.StatusCode, health.StatusCode));
        Assert.DoesNotContain(
            _folder.Path, await search.Content.ReadAsStringAsync() + await health.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        Copy(_index, _folder.At("later"));
        Assert.True(await Eventually(async () => (await client.GetAsync(Path("/api/search?q=党"))).IsSuccessStatusCode));
    }

    [Fact]
    public async Task A_search_server_that_is_away_is_told_in_a_sentence_without_its_address()
    {
        ServerIndex.Write(_folder.At("away"), "http://127.0.0.1:1");
        await using var server = ApiFixture.Host(_folder.At("away"));
        using var client = server.CreateClient();

        var search = await client.GetAsync(Path("/api/search?q=党"));
        var health = await client.GetAsync(Path("/readyz"));

        var said = await search.Content.ReadAsStringAsync() + await health.Content.ReadAsStringAsync();
        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable), (search.StatusCode, health.StatusCode));
        Assert.Contains("search server (OpenSearch)", said, StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1:1", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("image/png")]
    [InlineData("text/html")]
    public async Task A_problem_is_a_problem_whatever_the_client_accepts(string accept)
    {
        await using var server = ApiFixture.Host(_folder.At("nowhere"));
        using var client = server.CreateClient();
        client.DefaultRequestHeaders.Add("Accept", accept);

        var search = await client.GetAsync(Path("/api/search?q=党"));

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "application/problem+json"), (search.StatusCode, search.Content.Headers.ContentType?.MediaType));
    }

    public void Dispose()
    {
        _client.Dispose();
        _server.Dispose();
        _folder.Dispose();
    }

    private static Uri Path(string path) => new(path, UriKind.Relative);

    private static async Task<bool> Eventually(Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!patience.IsCancellationRequested)
        {
            if (await holds())
            {
                return true;
            }

            await Task.Delay(100);
        }

        return false;
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = System.IO.Path.Combine(to, System.IO.Path.GetRelativePath(from, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }
    }

    private async Task<string> Answer()
    {
        var answer = await _client.GetStringAsync(Path("/api/search?size=100&q=党员 服务"));
        return answer[..answer.IndexOf("tookMilliseconds", StringComparison.Ordinal)];
    }

    private void Meet(string fate)
    {
        var passages = System.IO.Path.Combine(_index, "passages");
        switch (fate)
        {
            case "deleted":
                Directory.Delete(_index, recursive: true);
                break;
            case "renamed":
                Directory.Move(_index, _folder.At("elsewhere"));
                break;
            case "emptied":
                Directory.Delete(_index, recursive: true);
                Directory.CreateDirectory(_index);
                break;
            case "replaced by a file":
                Directory.Delete(_index, recursive: true);
                File.WriteAllText(_index, "rubbish");
                break;
            case "replaced by rubbish":
                ForEachFile(passages, path => File.WriteAllText(path, "rubbish"));
                break;
            case "cut short":
                ForEachFile(passages, path => SetLength(path, 1));
                SetLength(System.IO.Path.Combine(passages, "manifest"), 0);
                break;
            case "overwritten":
                ForEachFile(passages, path => File.WriteAllBytes(path, [.. File.ReadAllBytes(path).Select(b => (byte)~b)]));
                break;
            default:
                File.Delete(System.IO.Path.Combine(passages, "manifest"));
                break;
        }
    }

    private void Restore()
    {
        if (File.Exists(_index))
        {
            File.Delete(_index);
        }

        Copy(_folder.At("sound"), _index);
    }

    private static void ForEachFile(string folder, Action<string> act)
    {
        foreach (var path in Directory.GetFiles(folder))
        {
            act(path);
        }
    }

    private static void SetLength(string path, long length)
    {
        using var stream = new FileStream(path, FileMode.Open);
        stream.SetLength(length);
    }
}
