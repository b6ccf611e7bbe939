using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using KnowledgeBase.Tests;

namespace KnowledgeBase.Web.Tests;

/// <summary>A server that watches its corpus, under load.</summary>
public sealed class ServeWatchTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_comes_into_the_corpus_is_found_soon_and_no_request_fails_while_it_does()
    {
        for (var i = 0; i < 30; i++)
        {
            _folder.Write($"corpus/{i}.txt", $"第{i}村的做法\n\n村里开起“码头闲话”，支书听大家说第{i}条路的事，党员参加{i + 10}人次。\n");
        }

        // It makes the index itself, too.
        using var server = await OwnServer.StartAsync(
            _folder.At("index"), _folder.At("state"), "everyone", "--watch", "--corpus", _folder.At("corpus"));
        await UntilAsync(async () => await CountAsync(server, "“码头闲话”") == 30);

        using var end = new CancellationTokenSource();
        var failed = new ConcurrentBag<string>();
        var answered = 0;
        var asking = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            string[] paths = ["/search?q=党员", "/api/search?q=“码头闲话”", "/", "/api/practices?q=党员", "/healthz", "/library"];
            for (var i = 0; !end.IsCancellationRequested; i++)
            {
                var path = paths[i % paths.Length];
                using var answer = await server.Client.GetAsync(new Uri(path, UriKind.Relative));
                if (answer.StatusCode != HttpStatusCode.OK)
                {
                    failed.Add($"{path}: {answer.StatusCode}");
                }

                Interlocked.Increment(ref answered);
            }
        })).ToList();

        string[] words = ["石榴亭", "银杏廊", "青石桥"];
        foreach (var word in words)
        {
            _folder.Write($"corpus/新/{word}.txt", $"{word}的来历\n\n村里落成“{word}”，党员带头出工。\n");
            await UntilAsync(async () => await CountAsync(server, $"“{word}”") == 1);
        }

        File.Delete(_folder.At("corpus/新/石榴亭.txt"));
        await UntilAsync(async () => await CountAsync(server, "“石榴亭”") == 0);
        await end.CancelAsync();
        await Task.WhenAll(asking);

        Assert.Empty(failed);
        Assert.True(answered > 100, $"Only {answered} requests were made.");
    }

    private static async Task<int> CountAsync(OwnServer server, string query)
    {
        using var answer = await server.Client.GetAsync(new Uri($"/api/search?q={Uri.EscapeDataString(query)}", UriKind.Relative));
        return answer.StatusCode == HttpStatusCode.OK ? (int)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["total"]! : -1;
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        for (var i = 0; i < 600; i++)
        {
            if (await holds())
            {
                return;
            }

            await Task.Delay(200);
        }

        Assert.Fail("It did not come about within two minutes.");
    }
}
